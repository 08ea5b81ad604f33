"""The report at hand: the last one, as `list` and `show` consult it, or one that is named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from verify.claims.index import MEMORY
from verify.errors import InvalidInput
from verify.reporting.document import Report, read_report

REPORT = "report.json"


def last_report() -> Report | None:
    """The report kept in the working folder; None if there is none, or if it cannot be read, which is said."""
    path = MEMORY / REPORT
    try:
        return read_report(path) if path.exists() else None
    except InvalidInput as error:
        click.echo(f"verify: {error}; it is left aside", err=True)
        return None


Command = TypeVar("Command", bound=Callable[..., Any])


def with_report(command: Command) -> Command:
    """``--report``: a report other than the last one."""
    return click.option(
        "--report",
        "report_file",
        metavar="FILE",
        type=click.Path(path_type=Path),
        help=f"The report to go by, instead of {MEMORY / REPORT}.",
    )(command)


def report_at_hand(file: Path | None) -> Report:
    """The report that was named, or the last one; `InvalidInput` if there is none."""
    path = file or MEMORY / REPORT
    if file is None and not path.exists():
        raise InvalidInput(f"there is no report yet: python -m verify all makes {path}, or name one with --report FILE")
    return read_report(path)
