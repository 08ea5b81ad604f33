"""The last report, as `list` and `show` consult it."""

from __future__ import annotations

import click

from verify.claims.index import MEMORY
from verify.errors import InvalidInput
from verify.reporting.document import Record, read_report

REPORT = "report.json"


def last_report() -> Record:
    """The report kept in the working folder; an empty one if there is none, or if it cannot be read, which is said."""
    path = MEMORY / REPORT
    try:
        return read_report(path) if path.exists() else {"claims": []}
    except InvalidInput as error:
        click.echo(f"verify: {error}; it is left aside", err=True)
        return {"claims": []}
