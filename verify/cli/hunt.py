"""``verify hunt``: look for counterexamples blind, from the statements alone."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from verify.claims.index import write_atomically
from verify.cli.options import Seconds, choosing_cases
from verify.cli.selection import case_folders, chosen, indexed
from verify.errors import InvalidInput

if TYPE_CHECKING:
    from verify.claims.case import Case
    from verify.claims.evidence import Witness
    from verify.running.hunt import Budget, Hunted
    from verify.statements.statement import Statement


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
@click.option("--json", "json_file", metavar="FILE", type=click.Path(path_type=Path), help="Write the witnesses to FILE, for `replay`.")
def hunt_command(ids: tuple[str, ...], own: tuple[Path, ...], only_cases: bool, **options: Any) -> int:
    """Look for counterexamples to claims in all strata they are about, without the instances that their cases name.

    Exit status 0 if what is recorded as failing was refuted and what is recorded as holding was not, 1 if not.
    """
    if bool(ids) == options["everything"]:
        raise click.UsageError("name the claims to hunt, or say --all")
    folders = case_folders(own, only_cases)
    index = indexed(folders)
    entries = index.entries if options["everything"] else chosen(index, ids)
    from verify.claims.catalogue import load_files  # deferred: loads the number systems and SymPy
    from verify.running.hunt import Budget  # deferred: as above

    library = load_files(sorted({Path(entry.file) for entry in entries}))
    cases = [library.cases[entry.id].case for entry in entries if entry.id in library.cases]
    budget = Budget(options["instances"], options["seconds"], options["seed"])
    caught: list[Witness] = []
    if options["everything"] and options["ablate"]:
        right = [_ablations(case, budget, caught) for case in cases]
    elif options["everything"]:
        right = list(_table(cases, budget, options["go_on"], caught))
    else:
        right = [_one(case, budget, caught, **options) for case in cases]
    if options["json_file"] is not None:
        _write(options["json_file"], caught)
    return 2 if index.errors or library.errors or not right else int(not all(right))


def _one(case: Case, budget: Budget, caught: list[Witness], *, variant: str | None, go_on: bool, ablate: bool, **_: Any) -> bool:
    """Hunt one statement of a case and say how it went; was it as recorded?"""
    from verify.reporting.hunts import ablated_lines, hunted_lines, sharpened_lines  # deferred: loads the number systems
    from verify.running.ablation import ablation  # deferred: as above
    from verify.running.blind import asked, questions  # deferred: as above

    statement = case.variant(variant) if variant else case.statement
    question = next((question for question in questions(case) if question.statement is statement), None)
    if question is not None and question.unhunted:
        raise InvalidInput(f"{case.claim.id} ({statement.name}) cannot be hunted: it is {question.unhunted}")
    click.echo(f"{case.claim.id} ({statement.name}): {statement.text}")
    if ablate:
        found = ablation(statement, budget, _following(statement))
        caught += [_signed(case, one.hunted.caught.witness) for one in found if one.hunted.caught]
        _say(ablated_lines(found))
        return True
    if question is None:
        raise InvalidInput(f"{case.claim.id} records no verdict that a hunt could be held to: it is {case.claim.verdict}")
    row = asked(question, budget, go_on=go_on, on_progress=_following(statement))
    _say(hunted_lines(row.hunted))
    if row.sharpened:
        _say(sharpened_lines(row.sharpened))
    met = [one.caught for one in row.sharpened.mechanisms] if row.sharpened else [row.hunted.caught] if row.hunted.caught else []
    caught += [_signed(case, one.witness) for one in met]
    return row.right


def _table(cases: Sequence[Case], budget: Budget, go_on: bool, caught: list[Witness]) -> Iterator[bool]:
    from verify.reporting.hunts import HEADER, row_line, unhunted_line  # deferred: loads the number systems
    from verify.running.blind import asked, questions  # deferred: as above

    everything = [question for case in cases for question in questions(case)]
    click.echo(HEADER)
    refuted, hunted = Counter[bool](), Counter[bool]()
    for question in everything:
        if not question.unhunted:
            row = asked(question, budget, go_on=go_on and question.false, on_progress=_following(question.statement))
            caught += [_signed(question.case, row.hunted.caught.witness)] if row.hunted.caught else []
            refuted[question.false] += row.hunted.caught is not None
            hunted[question.false] += 1
            click.echo(row_line(row))
            yield row.right
    click.echo(f"\n{refuted[True]} of {hunted[True]} false statements refuted, {refuted[False]} of {hunted[False]} true ones.\n")
    left_out = [unhunted_line(question) for question in everything if question.unhunted]
    _say(["Not hunted:", *left_out] if left_out else ["Nothing was left out."])


def _ablations(case: Case, budget: Budget, caught: list[Witness]) -> bool:
    """Which hypotheses of a claim that holds are needed, one line each; whatever comes out is as recorded, since nothing is."""
    from verify.claims.evidence import Verdict  # deferred: loads the number systems
    from verify.reporting.hunts import ablation_line  # deferred: as above
    from verify.running.ablation import ablation  # deferred: as above
    from verify.running.blind import questions  # deferred: as above

    question = next(questions(case), None)
    if case.claim.verdict is Verdict.HOLDS and question is not None and not question.unhunted:
        for one in ablation(case.statement, budget, _following(case.statement)):
            caught += [_signed(case, one.hunted.caught.witness)] if one.hunted.caught else []
            click.echo(ablation_line(case.claim.id, one))
    return True


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(f"  {line}")


def _following(statement: Statement) -> Callable[[Hunted], None]:
    """Progress on standard error, if somebody is looking."""

    def follow(found: Hunted) -> None:
        if sys.stderr.isatty():
            click.echo(f"\r{statement.name[:40]}: {found.instances} instances, {found.seconds:.0f} s \r", nl=False, err=True)

    return follow


def _signed(case: Case, witness: Witness) -> Witness:
    return {"claim": case.claim.id, "revision": case.claim.revision} | witness


def _write(path: Path, caught: list[Witness]) -> None:
    import msgspec  # deferred: only here

    write_atomically(path.resolve(), msgspec.json.format(msgspec.json.encode({"witnesses": caught}), indent=1) + b"\n")
    click.echo(f"witnesses: {path}")
