"""A hunt in words: what was caught and how small it is, or how far the search went; and the table of the blind test."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from verify.running.ablation import Ablated
from verify.running.blind import Question, Row
from verify.running.coverage import Coverage
from verify.running.hunt import Caught, Hunted
from verify.running.mechanisms import Sharpened

_WIDTH = 4


def hunted_lines(found: Hunted, *, strata: bool = True) -> Iterator[str]:
    """The outcome of one hunt, and what it covered."""
    tried = f"{found.instances} instances, {found.effective} within the hypotheses, {found.seconds:.1f} s"
    if found.caught is None:
        yield f"survived: {tried}" if found.effective else f"nothing learned: no instance met the hypotheses ({tried})"
    else:
        yield f"refuted after {tried}"
        yield from (f"{'':{_WIDTH}}{line}" for line in caught_lines(found.caught))
    if found.undecided or found.false_alarms:
        yield f"{'':{_WIDTH}}{found.undecided} suspects could not be decided, {found.false_alarms} were cleared exactly"
    if strata:
        yield from (f"{'':{_WIDTH}}{line}" for line in coverage_lines(found))


def caught_lines(caught: Caught) -> Iterator[str]:
    """A counterexample by what it shows; the whole of it is in its witness."""
    yield f"smallest: {caught.size} numbers and shapes chosen, in {caught.tape.stratum.name!r}"
    yield from (f"  {name} = {value}" for name, value in caught.witness["shows"].items())


def coverage_lines(found: Hunted) -> Iterator[str]:
    """One line for each stratum, then those of which nothing met the hypotheses."""
    reached = {name: part for name, part in found.coverage.items() if part.effective + part.exactly}
    for name, part in reached.items():
        bound = f"; rate of counterexamples {found.intervals[name]}" if name in found.intervals else ""
        yield f"{name}: {_counts(part)}{bound}"
    never = [name for name in found.never_reached if found.coverage[name].tried]
    yield from (f"{name}: never reached in {found.coverage[name].tried}; nearest miss {found.coverage[name].nearest}" for name in never)
    if untried := len(found.never_reached) - len(never):
        yield f"{untried} further strata, or degenerate parts of strata, had no turn"


def _counts(part: Coverage) -> str:
    return f"{part.tried} tried, {part.effective} effective, {part.trivial} of them trivially content, {part.exactly} more exactly"


def sharpened_lines(found: Sharpened) -> Iterator[str]:
    """Each mechanism with its smallest witness and the hypothesis that excludes it; then what no further one was found for."""
    for number, one in enumerate(found.mechanisms, 1):
        side = f" against {one.side}" if one.side else ""
        yield f"mechanism {number}{side}: {'excluded by ' + one.excluded_by if one.excluded_by else 'excluded by no named property'}"
        yield from (f"{'':{_WIDTH}}{line}" for line in caught_lines(one.caught))
    for survivor in found.survivors:
        yield f"no further mechanism: {survivor.statement.text}"
        yield from (f"{'':{_WIDTH}}{line}" for line in islice(hunted_lines(survivor, strata=False), 1))


def ablated_lines(found: Sequence[Ablated]) -> Iterator[str]:
    """Each hypothesis, needed or not shown to be."""
    if not found:
        yield "no hypotheses to drop"
    for one in found:
        yield f"without {one.condition.text}: {'needed' if one.needed else 'not shown to be needed'}"
        yield from (f"{'':{_WIDTH}}{line}" for line in hunted_lines(one.hunted, strata=False))


def ablation_line(claim: str, one: Ablated) -> str:
    """One line of the table of hypotheses, in Markdown."""
    caught = one.hunted.caught
    words = "needed" if one.needed else "not shown to be needed"
    cells = (claim, one.condition.text, words, str(caught.size) if caught else "", str(one.hunted.effective))
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def row_line(row: Row) -> str:
    """One line of the blind table, in Markdown."""
    caught = row.hunted.caught
    ways = "" if row.sharpened is None else "; ".join(one.excluded_by or "unnamed" for one in row.sharpened.mechanisms)
    cells = (
        row.question.case.claim.id,
        row.question.statement.name,
        "false" if row.question.false else "true",
        "refuted" if caught else "survived",
        f"{row.hunted.seconds:.1f}",
        str(row.hunted.instances),
        str(row.hunted.effective),
        str(caught.size) if caught else "",
        ways,
    )
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


HEADER = (
    "| claim | statement | recorded | hunt | seconds | instances | effective | size of the witness | mechanisms, by what excludes them |\n"
    "|---|---|---|---|---|---|---|---|---|"
)


def unhunted_line(question: Question) -> str:
    """A statement that the table leaves out, with the reason."""
    return f"- {question.case.claim.id} ({question.statement.name}): {question.unhunted}"
