"""What is to be said at a glance about a claim, evidence, a rank or a hunt: the same for every form in which it is shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import singledispatch

from verify.claims.claim import Claim
from verify.claims.entries import IndexEntry
from verify.claims.evidence import CheckEvidence, ClaimEvidence, ControlEvidence, Outcome
from verify.errors import InvalidInput
from verify.ranks.bounds import Bounds
from verify.ranks.certificates import CertifiedRank, Proof
from verify.ranks.trust import FloatRank, FloatTrust
from verify.reporting.document import Report
from verify.reporting.explain import agrees, faults, refutation, standing, strength_text, witness_line
from verify.reporting.hunts import caught_lines, hunt_line, hunted_lines, sharpened_lines
from verify.running.hunt import Hunted
from verify.running.hunt_evidence import evidence_of, mechanisms_of, survivors_of
from verify.running.mechanisms import Sharpened

LONGEST = 600
"""Characters of one text beyond which it is cut."""
_MOST = 12
"""Items of one row beyond which the rest is counted."""

STANDINGS = {"holds": "holds", "fails": "fails as stated", "disagrees": "disagrees", "undecided": "undecided"}


@dataclass(frozen=True)
class Row:
    """A labelled list of texts: with mathematics between dollar signs, or, if ``verbatim``, as a program would print them."""

    label: str
    texts: tuple[str, ...]
    verbatim: bool = False


@dataclass(frozen=True)
class Table:
    """Cells of plain text under a heading for each column."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Card:
    """What is said, in any form.

    Parameters
    ----------
    title : str
        One line; mathematics between dollar signs.
    mark : str
        The verdict or the finding in a word or two.
    says : str
        A paragraph, with mathematics between dollar signs.
    rows : tuple of Row
    table : Table, optional
    """

    title: str
    mark: str = ""
    says: str = ""
    rows: tuple[Row, ...] = ()
    table: Table | None = None


def cut(text: str, length: int = LONGEST) -> str:
    """The text, shortened to ``length`` characters."""
    return text if len(text) <= length else f"{text[: length - 1]}…"


def row(label: str, texts: Sequence[str], *, verbatim: bool = False) -> tuple[Row, ...]:
    """One row, or none if there is nothing to say; of a long list, the beginning."""
    shown = [cut(text) for text in texts[:_MOST] if text]
    more = [f"and {len(texts) - _MOST} more"] if len(texts) > _MOST else []
    return (Row(label, (*shown, *more), verbatim),) if shown else ()


@singledispatch
def card(shown: object) -> Card:
    """The card of an object; `InvalidInput` if nothing is said about its kind."""
    raise InvalidInput(f"nothing is known of how to show a {type(shown).__name__}")


@card.register
def _(claim: Claim) -> Card:
    return Card(
        title=f"{claim.title} ({claim.id}, revision {claim.revision})",
        mark=f"recorded: {claim.verdict}",
        says=cut(claim.says),
        rows=(
            *row("source", [str(claim.source)]),
            *row("amended by", [claim.amended_by or ""]),
            *row("withdrawn", [claim.withdrawn]),
            *row("uses", claim.uses),
            *row("not shown", claim.not_shown),
        ),
    )


@card.register
def _(entry: IndexEntry) -> Card:
    return Card(
        title=f"{entry.title} ({entry.id}, revision {entry.revision})",
        mark=f"recorded: {entry.verdict}",
        says=cut(entry.says),
        rows=(
            *row("given", entry.given, verbatim=True),
            *row("source", [entry.source]),
            *row("amended by", [entry.amended_by or ""]),
            *row("uses", entry.uses),
            *row("not shown", entry.not_shown),
        ),
    )


def mark(claim: ClaimEvidence) -> str:
    """The finding in a word or two; of an open claim, that it is open."""
    word = standing(claim)
    return STANDINGS.get(word, f"{word}, found {claim.finding}")


@card.register
def _(claim: ClaimEvidence) -> Card:
    witness = refutation(claim)
    return Card(
        title=f"{claim.title} ({claim.id}, revision {claim.revision})",
        mark=mark(claim),
        says=cut(claim.statement),
        rows=(
            *row("given", claim.given, verbatim=True),
            *row("strength", [strength_text(claim)]),
            *row("counterexample", [witness_line(witness)] if witness else [], verbatim=True),
            *row("why it disagrees", [] if agrees(claim) else list(faults(claim))),
            *row("checks", [check_line(check) for check in claim.checks]),
            *row("hunts", [hunt_line(hunt) for hunt in claim.hunts], verbatim=True),
            *row("not shown", claim.not_shown),
            *row("source", [claim.source]),
            *row("amended by", [claim.amended_by or ""]),
            *row("fingerprint", [claim.fingerprint], verbatim=True),
        ),
    )


def check_line(check: CheckEvidence) -> str:
    """One check in a line: what came of it, how strong it is, how much it met, and how its controls behaved."""
    met = f"; {sum(check.effective.values())} of {check.instances} instances within the hypotheses" if check.instances else ""
    behaved = sum(control.behaved for control in check.controls)
    controls = f"; {behaved} of {len(check.controls)} controls behaved" if check.controls else ""
    return f"{check.name}: {check.outcome} ({check.scope}, {check.rigour}{met}{controls})"


def control_line(control: ControlEvidence) -> str:
    """One control in a line: what it had to do, what came of it, and by which instance."""
    duty = "a false variant, which must fall" if control.role == "rejects" else "an amendment, which must stand"
    behaved = "as it must" if control.behaved else "NOT as it must"
    by = f" ({witness_line(control.witness, 90)})" if control.witness else ""
    return f"{control.name}: {duty}: {control.outcome}, {behaved}{by}"


@card.register
def _(check: CheckEvidence) -> Card:
    return Card(
        title=f"check {check.name}",
        mark=check.outcome,
        rows=(
            *row("strength", [f"{check.scope}, {check.rigour}"]),
            *row("because", [check.reason]),
            *row("witness", [witness_line(check.witness)] if check.witness else [], verbatim=True),
            *row("controls", [control_line(control) for control in check.controls]),
        ),
        table=_counts(check) if check.effective else None,
    )


def _counts(check: CheckEvidence) -> Table:
    bounds = check.interval or {}
    rows = tuple((name, str(number), bounds.get(name, "")) for name, number in check.effective.items())
    return Table(("stratum", "within the hypotheses", "rate of counterexamples"), rows)


@card.register
def _(report: Report) -> Card:
    counts = Counter(mark(claim) for claim in report.claims)
    rows = tuple((claim.id, str(claim.verdict), mark(claim), strength_text(claim)) for claim in report.claims)
    agreeing = sum(agrees(claim) for claim in report.claims)
    return Card(
        title=f"{agreeing} of {len(report.claims)} claims agree with their recorded verdict",
        mark="" if agreeing == len(report.claims) else "disagrees",
        says=", ".join(f"{word}: {number}" for word, number in counts.most_common()),
        rows=(*row("started", [f"{report.started}, seed {report.selection.seed}"]), *row("not loaded", [*map(str, report.load_errors)])),
        table=Table(("claim", "recorded", "found", "strength"), rows),
    )


@card.register
def _(bounds: Bounds) -> Card:
    if bounds.lower.ndim:
        known = int((bounds.lower == bounds.upper).sum())
        counts = Counter((int(low), int(high)) for low, high in zip(bounds.lower.flat, bounds.upper.flat, strict=True))
        rows = tuple((_between(*pair), str(number)) for pair, number in sorted(counts.items()))
        return Card(f"{known} of {bounds.lower.size} values known", rows=row("how", [bounds.how]), table=Table(("value", "how many"), rows))
    return Card(_mathematics(int(bounds.lower), int(bounds.upper)), rows=row("how", [bounds.how]))


def _between(low: int, high: int) -> str:
    return str(low) if low == high else f"{low} to {high}"


def _mathematics(low: int, high: int) -> str:
    return f"${low}$" if low == high else f"between ${low}$ and ${high}$"


_PROOFS = {
    "none": "nothing",
    "modular": "elimination modulo a prime",
    "inverse": "an approximate inverse of a block",
    "size": "the smaller side",
    "null": "independent null vectors",
    "factors": "a product through so many columns",
}


def _proof(proof: Proof) -> str:
    kind = str(proof["kind"])
    return _PROOFS.get(kind, kind)


@card.register
def _(found: CertifiedRank) -> Card:
    rank = _mathematics(int(found.bounds.lower), int(found.bounds.upper))
    return Card(
        title=f"rank {rank} of a ${found.shape[0]} \\times {found.shape[1]}$ matrix",
        mark="certified",
        rows=(
            *row("how", [found.bounds.how]),
            *row("not less, by", [_proof(found.below)]),
            *row("not more, by", [_proof(found.above)]),
        ),
    )


@card.register
def _(found: FloatTrust) -> Card:
    exact = ("exact", str(found.exact.bounds), "", "", found.exact.bounds.how)
    return Card(
        title=f"float32 rank ${found.single.rank}$, float64 rank ${found.double.rank}$, exact rank ${found.exact.bounds}$",
        mark="all agree" if found.agree else "do not agree",
        table=Table(("arithmetic", "rank", "tolerance", "gap", "stands for"), (_float(found.single), _float(found.double), exact)),
    )


def _float(found: FloatRank) -> tuple[str, ...]:
    low, high = found.window
    return found.dtype, str(found.rank), f"{found.tolerance:.1e}", f"{found.gap:.1e}", f"tolerances from {low:.3g} up to {high:.3g}"


@card.register
def _(found: Hunted) -> Card:
    told = evidence_of(found)
    outcome, *_ = hunted_lines(told, strata=False)
    doubts = [f"{told.undecided} suspects could not be decided"] if told.undecided else []
    reached = {name: part for name, part in told.coverage.items() if part.effective + part.exactly}
    rows = tuple((name, str(part.tried), str(part.effective), part.rate) for name, part in reached.items())
    return Card(
        title=f"Hunt for a counterexample to: {cut(told.statement, 200)}",
        mark=told.outcome,
        rows=(
            *row("outcome", [outcome]),
            *row("counterexample", [*map(str.strip, caught_lines(told.witness))] if told.witness else [], verbatim=True),
            *row("open", doubts),
        ),
        table=Table(("stratum", "tried", "within the hypotheses", "rate of counterexamples"), rows) if rows else None,
    )


@card.register
def _(found: Sharpened) -> Card:
    return Card(
        title=f"{len(found.mechanisms)} mechanism{'' if len(found.mechanisms) == 1 else 's'} of failure",
        mark=Outcome.REFUTED if found.mechanisms else "survived",
        rows=row("found", [line.strip() for line in sharpened_lines(mechanisms_of(found), survivors_of(found))], verbatim=True),
    )
