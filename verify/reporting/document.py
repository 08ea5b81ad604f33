"""What a report holds, read back whatever version wrote it; imports nothing heavy and runs nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from verify.claims.evidence import ClaimEvidence, LoadError, Ran
from verify.displays import Displayed
from verify.errors import InvalidInput

Record = dict[str, Any]
"""A JSON object of which nothing more is known, such as a witness."""


@dataclass(frozen=True)
class Tool:
    """What computed a report."""

    version: str
    python: str
    platform: str
    libraries: dict[str, str]


@dataclass(frozen=True)
class Selection:
    """What was asked for: the folders of cases, the ids chosen from them, the seed, and the scale of experiments."""

    folders: list[str]
    ids: list[str]
    seed: int
    thorough: bool = False


@dataclass(frozen=True)
class Report(Displayed):
    """One run: what computed it, what was asked for, and the evidence; ``report.schema.json`` is its JSON Schema.

    Claims that were kept from earlier runs say so in their field ``ran``.
    """

    schema: str
    tool: Tool
    started: str
    seconds: float
    selection: Selection
    load_errors: list[LoadError]
    claims: list[ClaimEvidence]


def ran(report: Report, claim: ClaimEvidence) -> Ran:
    """When and how a claim of a report was settled; as the whole report where the claim does not say."""
    whole = report.selection
    return claim.ran or Ran(report.started, whole.seed, whole.thorough, report.tool.version, "", "")


def is_stale(claim: ClaimEvidence, content: str) -> bool:
    """Was a claim settled from another state of its case file than the one with this SHA-256?"""
    return claim.ran is not None and claim.ran.hash != content


SCHEMA = "verify-report/1"

DISTRIBUTION = "landscape-claims"
AUTHORS = "the verify authors"

_DEEPEST = 100
"""Nesting beyond which a document is refused; a witness needs about ten."""

_UPGRADES: Mapping[str, Callable[[Record], Record]] = {}
"""From each earlier schema, the step that makes its reports reports of the next."""


def read_json(path: Path) -> Record:
    """The JSON object in a file; `InvalidInput` in one line if there is none."""
    try:
        document = msgspec.json.decode(path.read_bytes())
    except OSError as error:
        raise InvalidInput(f"{path}: cannot be read: {error.strerror}") from None
    except (msgspec.DecodeError, RecursionError, UnicodeError) as error:
        raise InvalidInput(f"{path}: not a JSON document: {error}") from None
    if not isinstance(document, dict):
        raise InvalidInput(f"{path}: a JSON object is expected, and this is {type(document).__name__}")
    if _depth(document) > _DEEPEST:
        raise InvalidInput(f"{path}: nested more than {_DEEPEST} deep, which no report is")
    return document


def _depth(document: Any) -> int:
    """How many objects and lists are nested in each other."""
    depth, level = 0, [document]
    while level := [part for part in level if isinstance(part, dict | list)]:
        depth += 1
        level = [inner for part in level for inner in (part.values() if isinstance(part, dict) else part)]
    return depth


def read_report(path: Path, upgrades: Mapping[str, Callable[[Record], Record]] = _UPGRADES) -> Report:
    """A report, brought up to the present schema by the steps in ``upgrades``; `InvalidInput` if it cannot be, or is malformed."""
    document = read_json(path)
    while (schema := document.get("schema")) != SCHEMA:
        if not isinstance(schema, str) or schema not in upgrades:
            found = f"its schema is {schema!r}" if schema else "it names no schema"
            raise InvalidInput(f"{path}: {found}; this version reads {', '.join([*upgrades, SCHEMA])}")
        document = upgrades[schema](document)
    try:
        return msgspec.convert(document, Report)
    except msgspec.ValidationError as error:
        raise InvalidInput(f"{path}: not a report of schema {SCHEMA}: {error}") from None
