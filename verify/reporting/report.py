"""Writing a report: its bytes, its JSON Schema, and the place where it goes."""

from __future__ import annotations

import importlib.metadata
import inspect
import platform
from pathlib import Path
from typing import Any

import msgspec

from verify.claims.index import write_atomically
from verify.errors import InvalidInput
from verify.reporting.document import DISTRIBUTION, SCHEMA, Report, Tool

_LIBRARIES = ("numpy", "scipy", "sympy", "mpmath", "python-flint", "hypothesis", "z3-solver", "msgspec", "pebble")


def installed(distribution: str) -> str:
    """The version of an installed distribution, or what is known instead."""
    try:
        return importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError:
        return "not installed"


def this_tool() -> Tool:
    """The versions that the present process would compute with."""
    libraries = {name: installed(name) for name in _LIBRARIES}
    return Tool(installed(DISTRIBUTION), platform.python_version(), platform.platform(), libraries)


def encoded(report: Report) -> bytes:
    """The report as indented JSON; equal reports give equal bytes."""
    return msgspec.json.format(msgspec.json.encode(report), indent=1) + b"\n"


def json_schema() -> dict[str, Any]:
    """The JSON Schema of reports, which is shipped as ``report.schema.json``."""
    schema = msgspec.json.schema(Report)
    for definition in schema["$defs"].values():
        definition["description"] = inspect.cleandoc(definition["description"])  # Python 3.13 does so itself, earlier ones do not
    schema["$defs"]["Report"]["properties"]["schema"] = {"const": SCHEMA}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": SCHEMA, **schema}


def require_writable(path: Path, what: str = "the report") -> None:
    """`InvalidInput` if ``what`` could not be written to ``path``: asked before a long run, not after it."""
    if path.is_dir():
        raise InvalidInput(f"{path}: cannot write {what} here: it is a folder; name a file in it")
    if not path.parent.is_dir():
        raise InvalidInput(f"{path}: cannot write {what} here: there is no folder {path.parent}; create it first")
    try:
        if _replaceable(path):
            trial = path.resolve().with_name(f".{path.name}.trial")
            write_atomically(trial, b"")
            trial.unlink()
    except OSError as error:
        raise InvalidInput(f"{path}: cannot write {what} here: {error.strerror}") from None


def write_report(path: Path, report: Report) -> None:
    """Write a report to a file in one step, or to a pipe or a device as it comes."""
    write_output(path, encoded(report))


def write_output(path: Path, data: bytes) -> None:
    """Write to a file in one step, or to a pipe or a device as it comes."""
    if _replaceable(path):
        write_atomically(path.resolve(), data)
    else:
        path.write_bytes(data)


def _replaceable(path: Path) -> bool:
    return path.is_file() or not path.exists()
