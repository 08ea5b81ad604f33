"""Reading a report as plain JSON data, whatever version wrote it; imports nothing heavy and runs nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from verify.errors import InvalidInput

Record = dict[str, Any]
"""A part of a report as JSON data; ``report.schema.json`` says which fields it has."""

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


def read_report(path: Path, upgrades: Mapping[str, Callable[[Record], Record]] = _UPGRADES) -> Record:
    """A report, brought up to the present schema by the steps in ``upgrades``."""
    return upgraded(read_json(path), str(path), upgrades)


def upgraded(document: Record, name: str, upgrades: Mapping[str, Callable[[Record], Record]] = _UPGRADES) -> Record:
    """The document in the present schema; `InvalidInput` if no step leads there."""
    while (schema := document.get("schema")) != SCHEMA:
        if not isinstance(schema, str) or schema not in upgrades:
            found = f"its schema is {schema!r}" if schema else "it names no schema"
            raise InvalidInput(f"{name}: {found}; this version reads {', '.join([*upgrades, SCHEMA])}")
        document = upgrades[schema](document)
    return document
