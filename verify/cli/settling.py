"""What `all` and `run` share: settle the chosen claims, show how it goes, keep the report, and choose the exit status."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.console import Console

from verify.claims.entries import IndexEntry
from verify.claims.index import MEMORY, Index
from verify.cli.last import REPORT
from verify.reporting.console import following, print_summary
from verify.reporting.document import SCHEMA, Report, Selection
from verify.reporting.report import require_writable, this_tool, write_report
from verify.running.run import Run, run


@dataclass(frozen=True)
class Options:
    """How to run."""

    json_file: Path | None
    seed: int
    thorough: bool
    workers: int | None
    time_limit: float


class _Console(Console):
    """A console that says when its reader has gone, where rich would exit with the status of a finding that disagrees."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def settle(chosen: Sequence[IndexEntry], index: Index, folders: Sequence[Path], options: Options) -> int:
    """Settle the chosen claims and report; 0 if all agree, 1 if one does not, 2 if a case could not be loaded or there is none."""
    if options.json_file is not None:
        require_writable(options.json_file)
    console = _Console(highlight=False)
    started, clock = datetime.now(UTC), time.monotonic()
    with following(console) as on_progress:
        found = run(
            chosen,
            seed=options.seed,
            thorough=options.thorough,
            workers=options.workers,
            seconds_per_claim=options.time_limit,
            on_progress=on_progress,
        )
    report = _report(found, index, folders, chosen, options, started, time.monotonic() - clock)
    print_summary(console, report)
    _keep(report, options.json_file)
    if report.load_errors or not report.claims:
        return 2
    return 0 if all(claim.agrees for claim in report.claims) else 1


def _report(
    found: Run, index: Index, folders: Sequence[Path], chosen: Sequence[IndexEntry], options: Options, started: datetime, seconds: float
) -> Report:
    return Report(
        schema=SCHEMA,
        tool=this_tool(),
        started=started.isoformat(timespec="seconds"),
        seconds=round(seconds, 3),
        selection=Selection([str(folder) for folder in folders], [entry.id for entry in chosen], options.seed, options.thorough),
        load_errors=[*index.errors, *found.load_errors],
        claims=found.claims,
    )


def _keep(report: Report, json_file: Path | None) -> None:
    """Write the report where it was asked for, and keep it in the working folder if that can be written."""
    if json_file is not None:
        write_report(json_file, report)
        click.echo(f"report: {json_file}")
    try:
        write_report(MEMORY / REPORT, report)
        click.echo(f"report: {MEMORY / REPORT}, for `list` and `show`")
    except OSError as error:
        click.echo(f"verify: the report is not kept for `list` and `show`: {MEMORY / REPORT}: {error.strerror}", err=True)
