"""``verify hunt``: look for counterexamples blind, from the statements alone."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from verify.claims.entries import IndexEntry
from verify.claims.index import write_atomically
from verify.cli.last import report_at_hand
from verify.cli.options import Seconds, choosing_cases
from verify.cli.selection import case_folders, chosen, indexed
from verify.errors import InvalidInput

if TYPE_CHECKING:
    from verify.claims.case import Case
    from verify.claims.catalogue import LoadedCase
    from verify.claims.evidence import HuntEvidence
    from verify.running.hunt import Budget
    from verify.running.hunting import HuntJob, HuntProgress
    from verify.statements.statement import Statement

_REST_CLEARED = "\x1b[K"
"""Clears a terminal's line from where the cursor is."""

Found = tuple[str, "HuntEvidence"]
"""A hunt, and the id of the claim that it is about."""


@click.command("hunt", short_help="Look for a counterexample, blind.")
@click.argument("ids", metavar="ID...", nargs=-1)
@choosing_cases
@click.option("--all", "everything", is_flag=True, help="Every statement whose truth is recorded, as a table; no IDs.")
@click.option("--variant", metavar="NAME", help="A false variant or an amendment of the claim instead of its statement.")
@click.option("--instances", metavar="N", type=click.IntRange(min=1), default=20_000, show_default="20000", help="For each statement.")
@click.option("--seconds", metavar="S", type=Seconds(), default=60.0, show_default="60", help="As well.")
@click.option("--seed", metavar="N", type=click.IntRange(min=0), default=0, show_default="0", help="What all randomness is drawn from.")
@click.option("--continue", "go_on", is_flag=True, help="After a refutation exclude its mechanism and go on.")
@click.option("--ablate", is_flag=True, help="Drop each hypothesis in turn and hunt for what it is needed for.")
@click.option(
    "--workers",
    metavar="N",
    type=click.IntRange(min=0),
    help="Processes to use; 0: this one, unprotected. By default one a core with --all, 0 without.",
)
@click.option("--json", "json_file", metavar="FILE", type=click.Path(path_type=Path), help="Write the witnesses to FILE, for `replay`.")
@click.option(
    "--report",
    "report_file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Record the hunts in this report, instead of the last one.",
)
def hunt_command(ids: tuple[str, ...], own: tuple[Path, ...], only_cases: bool, **options: Any) -> int:
    """Look for counterexamples to claims in all strata they are about, without the instances that their cases name.

    What the hunts came to is recorded beside the claims in the last report, if there is one that has them as they stand; it makes no claim
    any stronger. Exit status 0 if what is recorded as failing was refuted and what is recorded as holding was not, 1 if not.
    """
    if bool(ids) == options["everything"]:
        raise click.UsageError("name the claims to hunt, or say --all")
    _require_places(options["json_file"], options["report_file"])
    folders = case_folders(own, only_cases)
    index = indexed(folders)
    entries = index.entries if options["everything"] else chosen(index, ids)
    from verify.claims.catalogue import load_files  # deferred: loads the number systems and SymPy
    from verify.running.hunt import Budget  # deferred: as above

    library = load_files(sorted({Path(entry.file) for entry in entries}))
    cases = [library.cases[entry.id] for entry in entries if entry.id in library.cases]
    budget = Budget(options["instances"], options["seconds"], options["seed"])
    found = list((_table if options["everything"] else _each)(cases, budget, options))
    if options["json_file"] is not None:
        _write(options["json_file"], found)
    _record(options["report_file"], found, entries)
    right = bool(cases) and all(one.as_recorded for _, one in found)
    return 2 if index.errors or library.errors or not cases else int(not right)


def _require_places(json_file: Path | None, report_file: Path | None) -> None:
    """Refuse before a long hunt what could not be written after it."""
    from verify.reporting.report import require_writable  # deferred: brings in NumPy

    if json_file is not None:
        require_writable(json_file, "the witnesses")
    if report_file is not None:
        report_at_hand(report_file)
        require_writable(report_file)


def _each(cases: Sequence[LoadedCase], budget: Budget, options: dict[str, Any]) -> Iterator[Found]:
    """Hunt one statement of each case and say how it went."""
    from verify.reporting.hunts import ablated_lines, hunted_lines, sharpened_lines  # deferred: loads the number systems

    jobs = [_jobs(loaded, budget, options) for loaded in cases]  # what cannot be hunted is refused before any hunt
    for loaded, those in zip(cases, jobs, strict=True):
        case, statement = loaded.case, _statement(loaded.case, options)
        click.echo(f"{case.claim.id} ({statement.name}): {statement.text}")
        found = list(_hunts(those, options["workers"] or 0))
        if options["ablate"]:
            _say(ablated_lines(found))
        for one in () if options["ablate"] else found:
            _say(hunted_lines(one))
            _say(sharpened_lines(one.mechanisms, one.survivors))
        yield from ((case.claim.id, one) for one in found)


def _statement(case: Case, options: dict[str, Any]) -> Statement:
    """The claim's own statement, or the variant asked for."""
    return case.variant(options["variant"]) if options["variant"] else case.statement


def _jobs(loaded: LoadedCase, budget: Budget, options: dict[str, Any]) -> list[HuntJob]:
    """The hunts of one statement of a case; `InvalidInput` if it cannot be hunted."""
    from verify.running.blind import questions  # deferred: loads the number systems
    from verify.running.hunting import ablations_of, job_of  # deferred: as above

    case, statement = loaded.case, _statement(loaded.case, options)
    question = next((question for question in questions(case) if question.statement is statement), None)
    if question is not None and question.unhunted:
        raise InvalidInput(f"{case.claim.id} ({statement.name}) cannot be hunted: it is {question.unhunted}")
    if options["ablate"]:
        return ablations_of(case, statement.name, loaded.file, budget)
    if question is None:
        raise InvalidInput(f"{case.claim.id} records no verdict that a hunt could be held to: it is {case.claim.verdict}")
    return [job_of(question, loaded.file, budget, go_on=options["go_on"])]


def _table(cases: Sequence[LoadedCase], budget: Budget, options: dict[str, Any]) -> Iterator[Found]:
    """Hunt every statement whose truth is recorded, or drop each hypothesis of every claim that holds, a line each."""
    workers = os.cpu_count() or 1 if options["workers"] is None else options["workers"]
    if options["ablate"]:
        yield from _ablations(cases, budget, workers)
        return
    from verify.reporting.hunts import HEADER, row_line, unhunted_line  # deferred: loads the number systems
    from verify.running.blind import questions  # deferred: as above
    from verify.running.hunting import job_of  # deferred: as above

    everything = [(question, loaded.file) for loaded in cases for question in questions(loaded.case)]
    jobs = [
        job_of(question, file, budget, go_on=options["go_on"] and question.false) for question, file in everything if not question.unhunted
    ]
    click.echo(HEADER)
    refuted, hunted = Counter[bool](), Counter[bool]()
    for job, found in zip(jobs, _hunts(jobs, workers), strict=True):
        refuted[bool(found.false)] += found.witness is not None
        hunted[bool(found.false)] += 1
        click.echo(row_line(job.id, found))
        yield job.id, found
    click.echo(f"\n{refuted[True]} of {hunted[True]} false statements refuted, {refuted[False]} of {hunted[False]} true ones.\n")
    left_out = [unhunted_line(question) for question, _ in everything if question.unhunted]
    _say(["Not hunted:", *left_out] if left_out else ["Nothing was left out."])


def _ablations(cases: Sequence[LoadedCase], budget: Budget, workers: int) -> Iterator[Found]:
    """Which hypotheses of the claims that hold are needed, one line each; whatever comes out is as recorded, since nothing is."""
    from verify.reporting.hunts import ablation_line  # deferred: loads the number systems
    from verify.running.hunting import ablations_of  # deferred: as above

    dropped = [(loaded, loaded.case) for loaded in cases if _can_be_ablated(loaded.case)]
    jobs = [job for loaded, case in dropped for job in ablations_of(case, case.statement.name, loaded.file, budget)]
    click.echo("| claim | hypothesis | | size of the witness | effective |\n|---|---|---|---|---|")
    for job, found in zip(jobs, _hunts(jobs, workers), strict=True):
        click.echo(ablation_line(job.id, found))
        yield job.id, found


def _can_be_ablated(case: Case) -> bool:
    """Is it a claim recorded as holding, about something that can be hunted?"""
    from verify.claims.evidence import Verdict  # deferred: loads the number systems
    from verify.running.blind import questions  # deferred: as above

    return case.claim.verdict is Verdict.HOLDS and not next(questions(case)).unhunted


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(f"  {line}")


def _hunts(jobs: Sequence[HuntJob], workers: int) -> Iterator[HuntEvidence]:
    """The hunts in the order of the jobs, with progress on standard error if somebody is looking."""
    from verify.running.hunting import hunts  # deferred: loads the number systems

    if not sys.stderr.isatty():
        yield from hunts(jobs, workers)
        return
    for found in hunts(jobs, workers, _follow):
        click.echo(f"\r{_REST_CLEARED}", nl=False, err=True)
        yield found


def _follow(progress: HuntProgress) -> None:
    """One line that is written over and over."""
    latest = f", {progress.latest.instances} instances, {progress.latest.seconds:.0f} s" if progress.latest else ""
    running = f"; now {', '.join(progress.running)}" if progress.running else ""
    line = f"{progress.done} of {progress.total} hunted{running}"
    click.echo(f"\r{line[:90]}{latest}{_REST_CLEARED}\r", nl=False, err=True)


def _write(path: Path, found: Sequence[Found]) -> None:
    import msgspec  # deferred: only here

    caught = [witness for _, one in found for witness in one.witnesses]
    write_atomically(path.resolve(), msgspec.json.format(msgspec.json.encode({"witnesses": caught}), indent=1) + b"\n")
    click.echo(f"witnesses: {path}")


def _record(report_file: Path | None, found: Sequence[Found], entries: Sequence[IndexEntry]) -> None:
    """Keep the hunts with the claims that they are about."""
    from verify.cli.keeping import record  # deferred: brings in NumPy

    hunts: dict[str, list[HuntEvidence]] = {}
    for name, one in found:
        hunts.setdefault(name, []).append(one)
    record(report_file, hunts, {entry.id: entry.hash for entry in entries})
