"""The last report in the working folder: what runs and hunts find is put with what was found before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from verify.claims.evidence import HuntEvidence
from verify.claims.index import MEMORY
from verify.cli.last import REPORT, last_report
from verify.reporting.document import Report, read_report
from verify.reporting.merging import merged, with_hunts
from verify.reporting.report import write_report

LAST = MEMORY / REPORT
_NAMED = 5
"""Ids that a line names before it counts the rest."""


def keep(report: Report) -> None:
    """Keep the report of a run, with the claims of earlier runs whose cases have not changed, and say what was left out."""
    together = f"{LAST}, for `list` and `show`"
    stale: Sequence[str] = ()
    if earlier := last_report():
        found = merged(report, earlier)
        report, stale = found.report, found.stale
        together += f"; {_counted(found.kept)} of earlier runs kept" if found.kept else ""
    if not _written(report):
        return
    click.echo(f"report: {together}")
    if stale:
        click.echo(f"left out of it, since their cases have changed or cannot be found: {_names(stale)}")


def _written(report: Report) -> bool:
    try:
        write_report(LAST, report)
    except OSError as error:
        click.echo(f"verify: the report is not kept for `list` and `show`: {LAST}: {error.strerror}", err=True)
        return False
    return True


def record(report_file: Path | None, hunts: Mapping[str, Sequence[HuntEvidence]], hashes: Mapping[str, str]) -> None:
    """Put hunts to the claims of a report, by default the last one; say of which claims it has no evidence as they stand."""
    path = report_file or LAST
    report = read_report(path) if report_file else last_report()
    if report is None or not hunts:
        return
    found = with_hunts(report, hunts, hashes)
    if found.recorded:
        write_report(path, found.report)
        click.echo(f"recorded with {_counted(found.recorded)} in {path}")
    if found.missing:
        click.echo(f"not recorded: {path} has no evidence of {_names(found.missing)} from the case files as they are; `run` settles them")


def _counted(ids: Sequence[str]) -> str:
    return f"{len(ids)} claim{'' if len(ids) == 1 else 's'}"


def _names(ids: Sequence[str]) -> str:
    return ", ".join(ids[:_NAMED]) + (f" and {len(ids) - _NAMED} more" if len(ids) > _NAMED else "")
