"""The library of cases: found in folders, loaded by path, and refused with file and line where it does not hold together."""

from __future__ import annotations

import ast
import hashlib
import importlib.util
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

from verify.claims.case import Case
from verify.claims.claim import FAILS
from verify.claims.folders import case_files
from verify.errors import CaseError


@dataclass(frozen=True)
class LoadedCase:
    """A case with the place it was read from."""

    case: Case
    file: Path
    line: int

    @property
    def source_text(self) -> str:
        return self.file.read_text(encoding="utf-8")


@dataclass
class Library:
    """The cases that could be loaded, by id, and the reasons for those that could not."""

    cases: dict[str, LoadedCase] = field(default_factory=dict)
    errors: list[CaseError] = field(default_factory=list)


def load(folders: Sequence[Path], files: Iterable[Path] | None = None) -> Library:
    """Load every case file of the folders, or only ``files`` among them.

    Loading runs the files' code. A file at fault is named in ``errors`` and the rest is loaded. Links between claims are checked only
    when whole folders are loaded, since ``files`` alone may leave out what a link points to.
    """
    library = Library()
    for folder in folders:
        found = case_files(folder)
        if not found:
            library.errors.append(CaseError("no case files (*.py) in this folder", str(folder)))
        for file in found:
            if files is None or file in files:
                _take(file, library)
    if files is None:
        library.errors += _broken_links(library)
    return library


def _take(file: Path, library: Library) -> None:
    try:
        module = _module(file)
    except CaseError as fault:
        library.errors.append(fault)
        return
    cases = {id(value): value for value in vars(module).values() if isinstance(value, Case)}
    if not cases:
        library.errors.append(CaseError("defines no Case: assign Case(...) to a name at the top level", str(file)))
    lines = _claim_lines(file)
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


def _module(file: Path) -> ModuleType:
    """Import a case file under a name that cannot collide with an importable package."""
    digest = hashlib.sha256(str(file.resolve()).encode()).hexdigest()[:12]
    name = f"verify_case_{file.stem}_{digest}"
    spec = importlib.util.spec_from_file_location(name, file)
    if spec is None or spec.loader is None:
        raise CaseError("cannot be read as a Python module", str(file))
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except SyntaxError as fault:
        raise CaseError(f"syntax error: {fault.msg}", str(file), fault.lineno or 0) from fault
    except (Exception, SystemExit) as fault:  # whatever a case file raises is its own fault, and must not end the run
        raise CaseError(f"{type(fault).__name__}: {fault}", str(file), _line_in(file, fault)) from fault
    return module


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
    calls = (node for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(node, ast.Call))
    return {
        call.args[0].value: call.lineno
        for call in calls
        if getattr(call.func, "id", getattr(call.func, "attr", "")) == "Claim"
        and call.args
        and isinstance(call.args[0], ast.Constant)
        and isinstance(call.args[0].value, str)
    }


def _broken_links(library: Library) -> list[CaseError]:
    faults = []
    for loaded in library.cases.values():
        claim = loaded.case.claim
        amendment = library.cases.get(claim.amended_by) if claim.amended_by else None
        if claim.amended_by and amendment is None:
            faults.append((loaded, f"claim {claim.id!r} is amended by {claim.amended_by!r}, which is no claim of the library"))
        elif amendment is not None and amendment.case.claim.verdict is FAILS:
            faults.append((loaded, f"claim {claim.id!r} is amended by {claim.amended_by!r}, which is itself recorded as failing"))
        faults += [
            (loaded, f"claim {claim.id!r} uses {used!r}, which is no claim of the library")
            for used in claim.uses
            if used not in library.cases
        ]
    return [CaseError(reason, str(loaded.file), loaded.line) for loaded, reason in faults]
