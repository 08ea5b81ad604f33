"""A hunt in words: what was caught and how small it is, or how far the search went; and the table of the blind test."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from verify.claims.evidence import HuntEvidence, HuntOutcome, MechanismEvidence, Role, SharpenedEvidence, StratumHunted, Witness

if TYPE_CHECKING:
    from verify.running.blind import Question

_WIDTH = 4


def hunt_line(found: HuntEvidence) -> str:
    """One hunt in a line, to stand beside the evidence of its claim.

    Examples
    --------
    >>> part = StratumHunted(tried=90, effective=60, trivial=0, exactly=0)
    >>> survivor = HuntEvidence("as stated", "F = 0", False, 90, 1.0, 0, HuntOutcome.SURVIVED, coverage={"maps": part, "jets": part})
    >>> hunt_line(survivor)
    'hunted blind: 180 instances in 2 strata, 120 within the hypotheses, none refutes (seed 0)'
    """
    about = {None: "", Role.REJECTS: f", false variant {found.variant!r}", Role.ACCEPTS: f", amendment {found.variant!r}"}[found.role]
    dropped = f", without {found.dropped!r}" if found.dropped else ""
    return f"hunted blind{about}{dropped}: {_in_a_line(found)} (seed {found.seed})"


def _in_a_line(found: HuntEvidence) -> str:
    if found.reason:
        return f"{found.outcome}: {found.reason}"
    strata = f"{found.instances} instances in {len(found.coverage)} strat{'um' if len(found.coverage) == 1 else 'a'}"
    if found.outcome is HuntOutcome.NOTHING_LEARNED:
        return f"nothing learned, none of {strata} met the hypotheses"
    if found.outcome is HuntOutcome.SURVIVED:
        doubts = f", {found.undecided} could not be decided" if found.undecided else ""
        return f"{strata}, {found.effective} within the hypotheses, none refutes{doubts}"
    ways = f"; mechanisms excluded by {', '.join(one.excluded_by or 'no named property' for one in found.mechanisms)}"
    recorded = ", AGAINST what is recorded" if found.contradicts else ""
    return f"refuted after {strata}{recorded}{ways if found.mechanisms else ''}"


def hunted_lines(found: HuntEvidence, *, strata: bool = True) -> Iterator[str]:
    """The outcome of one hunt, and what it covered."""
    tried = f"{found.instances} instances, {found.effective} within the hypotheses, {found.seconds:.1f} s"
    if found.reason:
        yield f"{found.outcome}: {found.reason}"
    elif found.witness is None:
        yield _survival(found.effective, tried)
    else:
        yield f"refuted after {tried}"
        yield from (f"{'':{_WIDTH}}{line}" for line in caught_lines(found.witness))
    if found.undecided or found.false_alarms:
        yield f"{'':{_WIDTH}}{found.undecided} suspects could not be decided, {found.false_alarms} were cleared exactly"
    if strata:
        yield from (f"{'':{_WIDTH}}{line}" for line in coverage_lines(found))


def _survival(effective: int, tried: str) -> str:
    return f"survived: {tried}" if effective else f"nothing learned: no instance met the hypotheses ({tried})"


def size(witness: Witness) -> int:
    """How many numbers and shapes were chosen for a witness that a hunt caught.

    Examples
    --------
    >>> size({"choices": {"choices": [2, {"shape": [1, 3], "values": [0, 1, -1]}]}})
    4
    """
    return sum(1 if isinstance(choice, int) else len(choice["values"]) for choice in witness["choices"]["choices"])


def caught_lines(witness: Witness) -> Iterator[str]:
    """A counterexample by what it shows; the whole of it is in its witness."""
    yield f"smallest: {size(witness)} numbers and shapes chosen, in {witness['choices']['stratum']!r}"
    yield from (f"  {name} = {value}" for name, value in witness["shows"].items())


def coverage_lines(found: HuntEvidence) -> Iterator[str]:
    """One line for each stratum, then those of which nothing met the hypotheses."""
    reached = {name: part for name, part in found.coverage.items() if part.effective + part.exactly}
    for name, part in reached.items():
        bound = f"; rate of counterexamples {part.rate}" if part.rate else ""
        yield f"{name}: {_counts(part)}{bound}"
    never = {name: part for name, part in found.coverage.items() if name not in reached}
    yield from (f"{name}: never reached in {part.tried}; nearest miss {part.nearest}" for name, part in never.items())
    if found.without_turn:
        yield f"{found.without_turn} further strata, or degenerate parts of strata, had no turn"


def _counts(part: StratumHunted) -> str:
    return f"{part.tried} tried, {part.effective} effective, {part.trivial} of them trivially content, {part.exactly} more exactly"


def sharpened_lines(mechanisms: Sequence[MechanismEvidence], survivors: Sequence[SharpenedEvidence]) -> Iterator[str]:
    """Each mechanism with its smallest witness and the hypothesis that excludes it; then what no further one was found for."""
    for number, one in enumerate(mechanisms, 1):
        side = f" against {one.side}" if one.side else ""
        yield f"mechanism {number}{side}: {'excluded by ' + one.excluded_by if one.excluded_by else 'excluded by no named property'}"
        yield from (f"{'':{_WIDTH}}{line}" for line in caught_lines(one.witness))
    for survivor in survivors:
        tried = f"{survivor.instances} instances, {survivor.effective} within the hypotheses, {survivor.seconds:.1f} s"
        yield f"no further mechanism: {survivor.statement}"
        yield f"{'':{_WIDTH}}{_survival(survivor.effective, tried)}"


def ablated_lines(found: Sequence[HuntEvidence]) -> Iterator[str]:
    """Each hypothesis, needed or not shown to be."""
    if not found:
        yield "no hypotheses to drop"
    for one in found:
        yield f"without {one.dropped}: {_needed(one)}"
        yield from (f"{'':{_WIDTH}}{line}" for line in hunted_lines(one, strata=False))


def _needed(one: HuntEvidence) -> str:
    return one.outcome if one.reason else "needed" if one.witness else "not shown to be needed"


def ablation_line(claim: str, one: HuntEvidence) -> str:
    """One line of the table of hypotheses, in Markdown."""
    return _cells(claim, one.dropped, _needed(one), str(size(one.witness)) if one.witness else "", str(one.effective))


def row_line(claim: str, found: HuntEvidence) -> str:
    """One line of the blind table, in Markdown."""
    return _cells(
        claim,
        found.variant,
        "false" if found.false else "true",
        f"{found.outcome}: {found.reason}" if found.reason else found.outcome,
        f"{found.seconds:.1f}",
        str(found.instances),
        str(found.effective),
        str(size(found.witness)) if found.witness else "",
        "; ".join(one.excluded_by or "unnamed" for one in found.mechanisms),
    )


def _cells(*cells: str) -> str:
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


HEADER = (
    "| claim | statement | recorded | hunt | seconds | instances | effective | size of the witness | mechanisms, by what excludes them |\n"
    "|---|---|---|---|---|---|---|---|---|"
)


def unhunted_line(question: Question) -> str:
    """A statement that the table leaves out, with the reason."""
    return f"- {question.case.claim.id} ({question.statement.name}): {question.unhunted}"
