"""Reading a report as plain JSON data, whatever version wrote it; imports nothing heavy and runs nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Literal, TypedDict

import msgspec

from verify.errors import InvalidInput

Record = dict[str, Any]
"""A JSON object of which nothing more is known, such as a witness."""


ScopeName = Literal["all sizes", "all reals at named sizes", "generic", "sampled", "named instances"]
RigourName = Literal["exact", "certified", "probabilistic", "floating"]
"""The values of `Scope` and `Rigour`, strongest first: written out because those bring in NumPy, and a test holds them equal."""


class ControlRecord(TypedDict):
    """A `ControlEvidence` as JSON data."""

    name: str
    role: str
    outcome: str
    behaved: bool
    reason: str
    instances: int
    effective: dict[str, int]
    witness: Record | None


class CheckRecord(TypedDict):
    """A `CheckEvidence` as JSON data."""

    name: str
    kind: str
    scope: ScopeName
    rigour: RigourName
    outcome: str
    reason: str
    seconds: float
    seed: int | None
    instances: int
    effective: dict[str, int]
    interval: dict[str, str] | None
    witness: Record | None
    certificates: list[Record]
    controls: list[ControlRecord]


class ClaimRecord(TypedDict):
    """A `ClaimEvidence` as JSON data."""

    id: str
    revision: int
    title: str
    topic: str
    statement: str
    given: list[str]
    source: str
    verdict: str
    finding: str
    agrees: bool
    reason: str
    amended_by: str | None
    uses: list[str]
    fingerprint: str
    not_shown: list[str]
    checks: list[CheckRecord]
    pointwise: bool


class SelectionRecord(TypedDict):
    """A `Selection` as JSON data."""

    folders: list[str]
    ids: list[str]
    seed: int


class LoadErrorRecord(TypedDict):
    """A `LoadError` as JSON data."""

    file: str
    line: int
    reason: str


class ReportRecord(TypedDict):
    """A `Report` as JSON data: what can be read without the number systems, which the evidence's own types bring in."""

    schema: str
    tool: Record
    started: str
    seconds: float
    selection: SelectionRecord
    load_errors: list[LoadErrorRecord]
    claims: list[ClaimRecord]


SCHEMA = "verify-report/1"

_UPGRADES: Mapping[str, Callable[[Record], Record]] = {}
"""From each earlier schema, the step that makes its reports reports of the next."""


def read_json(path: Path) -> Record:
    """The JSON object in a file; `InvalidInput` in one line if there is none."""
    try:
        document = msgspec.json.decode(path.read_bytes())
    except OSError as error:
        raise InvalidInput(f"{path}: cannot be read: {error.strerror}") from None
    except (msgspec.DecodeError, RecursionError) as error:
        raise InvalidInput(f"{path}: not a JSON document: {error}") from None
    if not isinstance(document, dict):
        raise InvalidInput(f"{path}: a JSON object is expected, and this is {type(document).__name__}")
    return document


def read_report(path: Path, upgrades: Mapping[str, Callable[[Record], Record]] = _UPGRADES) -> ReportRecord:
    """A report, brought up to the present schema by the steps in ``upgrades``; `InvalidInput` if it cannot be, or is malformed."""
    document = read_json(path)
    while (schema := document.get("schema")) != SCHEMA:
        if not isinstance(schema, str) or schema not in upgrades:
            found = f"its schema is {schema!r}" if schema else "it names no schema"
            raise InvalidInput(f"{path}: {found}; this version reads {', '.join([*upgrades, SCHEMA])}")
        document = upgrades[schema](document)
    try:
        return msgspec.convert(document, ReportRecord)
    except msgspec.ValidationError as error:
        raise InvalidInput(f"{path}: not a report of schema {SCHEMA}: {error}") from None
