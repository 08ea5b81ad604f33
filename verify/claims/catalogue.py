"""The library of cases: found in folders, loaded by path, and refused with file and line where it does not hold together."""

from __future__ import annotations

import ast
import contextlib
import hashlib
import importlib.util
import re
import sys
import tokenize
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

import verify
from verify.claims.case import Case
from verify.claims.folders import case_files
from verify.claims.nearest import did_you_mean
from verify.errors import CASE_MODULE, CaseError, in_one_line

_NO_WORD = re.compile(r"cannot import name '(\w+)' from 'verify'|module 'verify' has no word '(\w+)'")
"""What Python and the package say of a word that it does not have."""


@dataclass(frozen=True)
class LoadedCase:
    """A case with the place it was read from."""

    case: Case
    file: Path
    line: int

    @property
    def source_text(self) -> str:
        """The text of the file, in whatever encoding it declares and with whatever ends of lines it has."""
        with tokenize.open(self.file) as source:
            return source.read()


@dataclass
class Library:
    """The cases that could be loaded, by id, and the reasons for those that could not."""

    cases: dict[str, LoadedCase] = field(default_factory=dict)
    errors: list[CaseError] = field(default_factory=list)


def load(folders: Iterable[Path]) -> Library:
    """Load every case file of the folders, as `load_files` does; a folder without any is at fault."""
    library = Library()
    for folder in folders:
        found = case_files(folder)
        if not found:
            library.errors.append(CaseError("no case files (*.py) in this folder", str(folder)))
        for file in found:
            _take(file, library)
    return library


def load_files(files: Iterable[Path]) -> Library:
    """Load these case files, which runs their code; a file at fault is named in ``errors`` and the rest is loaded.

    Links between claims are not followed here: the index does that, which knows all the claims there are.
    """
    library = Library()
    for file in files:
        _take(file, library)
    return library


def _take(file: Path, library: Library) -> None:
    try:
        module = _module(file)
    except CaseError as fault:
        library.errors.append(fault)
        return
    cases = {id(value): value for value in vars(module).values() if isinstance(value, Case)}
    lines = _claim_lines(file)
    library.errors += _out_of_sight(module, file, cases.values(), lines)
    for case in cases.values():
        line = lines.get(case.claim.id, 0)
        earlier = library.cases.get(case.claim.id)
        if earlier is not None:
            place = f"{earlier.file}:{earlier.line}"
            library.errors.append(
                CaseError(f"claim id {case.claim.id!r} is taken already by {place}; ids are permanent, choose another", str(file), line)
            )
        else:
            library.cases[case.claim.id] = LoadedCase(case, file, line)


def _out_of_sight(module: ModuleType, file: Path, cases: Collection[Case], lines: Mapping[str, int]) -> Iterator[CaseError]:
    """Cases that the file makes and no name of its own holds: they would never be run, and nobody would notice."""
    if not cases:
        yield CaseError("defines no Case: assign Case(...) to a name at the top level", str(file))
    for name, value in vars(module).items():
        members = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple | set | frozenset) else ()
        if any(isinstance(member, Case) for member in members):
            yield CaseError(f"{name!r} holds cases that would not be run: assign each Case(...) to a name of its own", str(file))
    taken = {case.claim.id for case in cases}
    for identifier, line in lines.items() if cases else ():
        if identifier not in taken:
            reason = f"claim {identifier!r} would not be run: assign its Case(...) to a name of its own at the top level"
            yield CaseError(reason, str(file), line)


def _module(file: Path) -> ModuleType:
    """Import a case file under a name that cannot collide with an importable package."""
    digest = hashlib.sha256(str(file.resolve()).encode()).hexdigest()[:12]
    name = f"{CASE_MODULE}{file.stem}_{digest}"
    spec = importlib.util.spec_from_file_location(name, file)
    if spec is None or spec.loader is None:
        raise CaseError("cannot be read as a Python module", str(file))
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        with contextlib.redirect_stdout(sys.stderr):  # what a case prints could be taken for a verdict
            spec.loader.exec_module(module)
    except KeyboardInterrupt:
        raise
    except BaseException as fault:  # whatever a case file raises, an exit too, is its own fault and must not end the run
        if isinstance(fault, SyntaxError) and fault.filename in (None, str(file)):
            raise CaseError(f"syntax error: {fault.msg}", str(file), fault.lineno or 0) from fault
        raise CaseError(_with_nearest_word(in_one_line(fault)), str(file), _line_in(file, fault)) from fault
    return module


def _with_nearest_word(reason: str) -> str:
    """A reason and, where it is a word that this package does not have, the words that may have been meant."""
    found = _NO_WORD.search(reason)
    hint = did_you_mean(found[1] or found[2], verify.__all__) if found else ""
    return f"{reason}; {hint}" if hint else reason


def _line_in(file: Path, fault: BaseException) -> int:
    """Last line of ``file`` on the traceback."""
    line, step = 0, fault.__traceback__
    while step is not None:
        if step.tb_frame.f_code.co_filename == str(file):
            line = step.tb_lineno
        step = step.tb_next
    return line


def _claim_lines(file: Path) -> dict[str, int]:
    """Line of each ``Claim("id", ...)`` in the file."""
    calls = (node for node in ast.walk(ast.parse(file.read_bytes())) if isinstance(node, ast.Call))
    return {
        call.args[0].value: call.lineno
        for call in calls
        if getattr(call.func, "id", getattr(call.func, "attr", "")) == "Claim"
        and call.args
        and isinstance(call.args[0], ast.Constant)
        and isinstance(call.args[0].value, str)
    }
