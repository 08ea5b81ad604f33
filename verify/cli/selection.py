"""Which cases a command is about: folders, the index of what they hold, and ids chosen from it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from verify.claims.entries import IndexEntry
from verify.claims.folders import case_files, library_folder
from verify.claims.index import Described, Index, described, is_text, read_index
from verify.claims.nearest import did_you_mean
from verify.errors import InvalidInput


def case_folders(own: Sequence[Path], only_cases: bool) -> list[Path]:
    """The library and the user's folders, each once; refused if one of them holds no case file."""
    if only_cases and not own:
        raise click.UsageError("--only-cases leaves nothing to read: name a folder with --cases DIR")
    folders = [*own] if only_cases else [library_folder(), *own]
    for folder in folders:
        if not is_text(folder.absolute()):
            raise InvalidInput(f"the path {str(folder)!a} is not valid UTF-8: rename it")
        if not case_files(folder):
            raise InvalidInput(f"no case file in {folder}: cases are Python files, see cases/README.md")
    return list({folder.resolve(): folder for folder in folders}.values())


def full_index(folders: Sequence[Path], workers: int | None = None) -> Index:
    """The index of the folders; files that it does not know are loaded in children that can be killed, or here if ``workers`` is 0."""
    return read_index(folders, describe=described if workers == 0 else described_apart)


def described_apart(files: Sequence[Path]) -> list[Described]:
    """What case files hold, learnt in children that can be killed."""
    from verify.running import reading  # deferred: starts processes, which `list` of known cases does not need

    return reading.described_apart(files)


def indexed(folders: Sequence[Path]) -> Index:
    """The index of the folders, for commands that make no report: what could not be taken in is said on standard error."""
    index = full_index(folders)
    for error in index.errors:
        click.echo(f"verify: cannot load {error}", err=True)
    return index


def chosen(index: Index, ids: Sequence[str]) -> list[IndexEntry]:
    """The entries of the given ids, in that order; an unknown id is refused with the nearest ones that exist."""
    by_id = {entry.id: entry for entry in index.entries}
    for name in ids:
        if name not in by_id:
            hint = did_you_mean(name, by_id, otherwise="`list` shows those that exist, `--cases DIR` adds yours")
            missing = f" (and {index.errors[0]})" if index.errors else ""
            raise InvalidInput(f"no claim {name!r}: {hint}{missing}")
    return [by_id[name] for name in dict.fromkeys(ids)]
