"""The index of the cases by content hash, which is read instead of importing them."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import filelock
import msgspec

from verify.claims.entries import IndexEntry, Words
from verify.claims.evidence import LoadError
from verify.claims.folders import case_files
from verify.claims.links import broken_links

if TYPE_CHECKING:
    from verify.claims.catalogue import LoadedCase
    from verify.statements.statement import Statement

SCHEMA = "verify-index/2"
INDEX = "index.json"
MEMORY = Path(".verify")
"""The folder, in the working folder, where the index of a user's own cases and the last report are kept."""


@dataclass(frozen=True)
class Described:
    """What loading one case file came to: its entries, and what is wrong with it."""

    file: str
    entries: list[IndexEntry]
    errors: list[LoadError]


Describe = Callable[[Sequence[Path]], Iterable[Described]]
"""Loads case files; `verify.running.reading` does so in children that can be killed, `described` here and now."""


@dataclass(frozen=True)
class Index:
    """The entries in the order of their files, and what could not be taken in."""

    entries: list[IndexEntry]
    errors: list[LoadError]


@dataclass(frozen=True)
class _Stored:
    schema: str
    files: dict[str, list[IndexEntry]]


def described(files: Sequence[Path]) -> list[Described]:
    """Load each of the files in this process, which runs its code, and describe its cases."""
    from verify.claims.catalogue import load_files  # deferred: loads NumPy and SymPy, which `list` of known cases does not need

    found = []
    for file in files:
        library = load_files([file])
        entries = [_entry(loaded) for loaded in library.cases.values()]
        found.append(Described(str(file), entries, [LoadError.of(error) for error in library.errors]))
    return found


def read_index(folders: Sequence[Path], memory: Path = MEMORY, describe: Describe = described) -> Index:
    """The index of all cases in ``folders``; only files that no index knows by their content are loaded, and then remembered.

    A file is looked up by the hash of its content, first in ``index.json`` beside the cases, then in ``memory``. Files that cannot be
    loaded become errors, as do entries that contradict each other: a duplicate id, or an amendment or dependency that no entry has.
    """
    files, errors = _files(folders)
    hashes = {file: content_hash(file) for file in files}
    known = _known([memory / INDEX, *(folder / INDEX for folder in folders)])
    fresh = _fresh([file for file in files if hashes[file] not in known], describe)
    sound = {hashes[file]: found.entries for file, found in fresh.items() if not found.errors}
    if sound:
        with contextlib.suppress(OSError, filelock.Timeout):
            _remember(memory, sound)
    entries = [
        replace(entry, file=str(file), hash=hashes[file], beside=[other.id for other in found])
        for file in files
        for found in (fresh[file].entries if file in fresh else known[hashes[file]],)
        for entry in sorted(found, key=lambda entry: entry.line)
    ]
    kept, contradictions = _consistent(entries, _ranks(entries, folders))
    return Index(kept, [*errors, *(error for found in fresh.values() for error in found.errors), *contradictions])


def write_index(folder: Path, describe: Describe = described) -> Index:
    """Load every case of ``folder`` and write its ``index.json``, which leaves out files at fault."""
    files, errors = _files([folder])
    fresh = _fresh(files, describe)
    _write(folder / INDEX, {content_hash(file): found.entries for file, found in fresh.items() if not found.errors})
    entries = [replace(entry, file=str(file)) for file, found in fresh.items() for entry in found.entries]
    return Index(entries, [*errors, *(error for found in fresh.values() for error in found.errors)])


def write_atomically(path: Path, data: bytes) -> None:
    """Replace ``path`` in one step, so that a reader never meets half a file; makes its folder if need be."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        draft.write_bytes(data)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def is_text(path: Path) -> bool:
    """Can the path be written down as text, in a report for instance?"""
    try:
        str(path).encode()
    except UnicodeEncodeError:
        return False
    return True


def content_hash(file: Path) -> str:
    """SHA-256 of the content of a file; empty for a file that cannot be read, which no index knows, so that loading it tells why."""
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        return ""


def _known(paths: Iterable[Path]) -> dict[str, list[IndexEntry]]:
    """Entries by hash from index files, the last to know winning; one that is missing, damaged or of another version knows nothing."""
    known: dict[str, list[IndexEntry]] = {}
    for path in paths:
        with contextlib.suppress(OSError, msgspec.MsgspecError, RecursionError, UnicodeError):
            stored = msgspec.json.decode(path.read_bytes(), type=_Stored)
            if stored.schema == SCHEMA:
                known |= {content: entries for content, entries in stored.files.items() if entries}  # a file without a case is at fault
    return known


def _files(folders: Sequence[Path]) -> tuple[list[Path], list[LoadError]]:
    """The case files of the folders, each once, without those whose path no report could name."""
    files: dict[str, Path] = {}
    for folder in folders:
        for file in case_files(folder):
            files.setdefault(os.path.realpath(file), file)
    nameless = [file for file in files.values() if not is_text(file.absolute())]
    errors = [LoadError(ascii(str(file)), 0, "the path is not valid UTF-8: rename it") for file in nameless]
    return [file for file in files.values() if file not in nameless], errors


def _fresh(files: Sequence[Path], describe: Describe) -> dict[Path, Described]:
    """What loading each of the files came to."""
    by_name = {str(file): file for file in files}
    return {by_name[found.file]: found for found in describe(files)} if files else {}


def _entry(loaded: LoadedCase) -> IndexEntry:
    case, claim = loaded.case, loaded.case.claim
    return IndexEntry(
        id=claim.id,
        revision=claim.revision,
        title=claim.title,
        topic=claim.topic,
        verdict=claim.verdict,
        says=claim.says,
        about=_words(case.statement).about,
        statement=case.statement.text,
        given=[condition.text for condition in case.statement.given],
        source=str(claim.source),
        checks=[check.name for check in case.checks],
        rejects=[control.name for control in case.rejects],
        accepts=[control.name for control in case.accepts],
        amended_by=claim.amended_by,
        uses=list(claim.uses),
        contradicts=list(claim.contradicts),
        rejected=[_words(variant) for variant in case.rejects],
        not_shown=list(claim.not_shown),
        pointwise=claim.pointwise,
        line=loaded.line,
    )


def _words(statement: Statement) -> Words:
    return Words([stratum.name for stratum in statement.about], statement.text)


def _ranks(entries: Sequence[IndexEntry], folders: Sequence[Path]) -> dict[str, int]:
    """For each claim the place of the first folder that holds its file."""
    return {
        entry.id: next(place for place, folder in enumerate(folders) if Path(entry.file).is_relative_to(folder))
        for entry in reversed(entries)
    }


def _consistent(entries: list[IndexEntry], ranks: Mapping[str, int]) -> tuple[list[IndexEntry], list[LoadError]]:
    """The entries that agree with each other, and an error for every other one."""
    taken: dict[str, IndexEntry] = {}
    errors = []
    for entry in entries:
        first = taken.setdefault(entry.id, entry)
        if first is not entry:
            reason = f"the id {entry.id!r} is taken by {first.file}:{first.line}; ids are permanent, so choose another one here"
            errors.append(LoadError(entry.file, entry.line, reason))
    broken = broken_links(taken, ranks)
    errors += [LoadError(taken[name].file, taken[name].line, fault) for name, fault in broken.items()]
    return [entry for entry in taken.values() if entry.id not in broken], errors


def _remember(memory: Path, fresh: dict[str, list[IndexEntry]]) -> None:
    """Add entries to the index of the working folder."""
    memory.mkdir(parents=True, exist_ok=True)
    if not (memory / ".gitignore").exists():
        write_atomically(memory / ".gitignore", b"*\n")
    with filelock.FileLock(memory / "index.lock", timeout=5):
        _write(memory / INDEX, _known([memory / INDEX]) | fresh)


def _write(path: Path, files: dict[str, list[IndexEntry]]) -> None:
    document = _Stored(SCHEMA, dict(sorted(files.items(), key=lambda item: [entry.id for entry in item[1]])))
    write_atomically(path, msgspec.json.format(msgspec.json.encode(document), indent=1) + b"\n")
