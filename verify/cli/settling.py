"""What `all` and `run` share: settle the chosen claims, show how it goes, keep the report, and choose the exit status."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.console import Console

from verify.claims.entries import IndexEntry
from verify.claims.evidence import Ran
from verify.claims.index import Index
from verify.cli.keeping import keep
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
    if options.json_file is not None:
        write_report(options.json_file, report)
        click.echo(f"report: {options.json_file}")
    keep(report)
    if report.load_errors or not report.claims:
        return 2
    return 0 if all(claim.agrees for claim in report.claims) else 1


def _report(
    found: Run, index: Index, folders: Sequence[Path], chosen: Sequence[IndexEntry], options: Options, started: datetime, seconds: float
) -> Report:
    tool, when = this_tool(), started.isoformat(timespec="seconds")
    places = {entry.id: (entry.file, entry.hash) for entry in chosen}
    return Report(
        schema=SCHEMA,
        tool=tool,
        started=when,
        seconds=round(seconds, 3),
        selection=Selection([str(folder) for folder in folders], [entry.id for entry in chosen], options.seed, options.thorough),
        load_errors=[*index.errors, *found.load_errors],
        claims=[replace(claim, ran=Ran(when, options.seed, options.thorough, tool.version, *places[claim.id])) for claim in found.claims],
    )
