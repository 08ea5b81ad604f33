"""The last report, as `list` and `show` consult it."""

from __future__ import annotations

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
