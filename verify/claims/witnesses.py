"""The check that asks a statement at instances written out, exactly; and the witness document any check leaves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from verify.claims.check import Asked
from verify.claims.evidence import Outcome, Scope, Witness
from verify.claims.ranks import rank_certificates
from verify.errors import NotDefined, OutOfDomain, Undecided
from verify.rigour import Rigour
from verify.statements.quantities import show
from verify.statements.statement import Answer, Statement
from verify.truth import NO, UNKNOWN

_WEAKEST_LAST = list(Rigour)


def ask_one(statement: Statement, at: Any) -> Answer:
    """Ask one instance; unknown where something it needs is undefined or undecided there, and *not effective* outside a domain."""
    with at.numbers.arithmetic():
        try:
            return statement.ask(at)
        except OutOfDomain:
            return Answer(NO, UNKNOWN)
        except (NotDefined, Undecided) as fault:
            return Answer(UNKNOWN, UNKNOWN, str(fault))


def witness_document(statement: Statement, at: Any) -> Witness:
    """An instance and what it shows, as data that can be replayed; the claim's id and revision are added by the run."""
    with at.numbers.arithmetic():
        shows = {name: show(at.numbers, value) for name, value in statement.then.values(at).items()}
    return {"variant": statement.name, "numbers": at.numbers.name, "instance": at.spec(), "shows": shows}


def weakest(rigours: Iterable[Rigour]) -> Rigour:
    """The weakest of several grades; exact if there are none."""
    return max(rigours, key=_WEAKEST_LAST.index, default=Rigour.EXACT)


@dataclass(frozen=True)
class AtInstances:
    """Asks the statement at each of the instances, in their own (exact or certified) numbers."""

    over: tuple[Any, ...]
    name: str = "named instances"
    kind: str = "witness"

    def ask(self, question: Statement, seed: int) -> Asked:
        """Refuted by the first of the most rigorous instances that refute; supported only if no effective one is left undecided.

        Ranks are certified at the witness; where there is none, at the first instance that supports.
        """
        effective, refuting, supporting, rigours = 0, [], [], []
        undecided: list[str] = []
        for index, at in enumerate(self.over):
            answer = ask_one(question, at)
            if bool(answer.refutes):
                refuting.append(at)
            if bool(answer.supports):
                supporting.append(at)
            effective += bool(answer.effective.is_yes)
            if bool(answer.undecided):
                undecided.append(f"instance {index}" + (f" ({answer.note})" if answer.note else ""))
            if not bool(answer.effective.is_no):
                rigours.append(at.numbers.rigour)
        best = min(refuting, key=lambda at: _WEAKEST_LAST.index(at.numbers.rigour), default=None)
        witness = None if best is None else witness_document(question, best)
        rigour = weakest(rigours) if best is None else best.numbers.rigour
        outcome, reason = _outcome(witness, effective, undecided, len(self.over))
        counts = {self.name: effective}
        shown = next(iter(supporting), None) if best is None else best
        certificates = () if shown is None else rank_certificates(question, shown)
        return Asked(
            outcome,
            Scope.NAMED_INSTANCES,
            rigour,
            reason,
            len(self.over),
            counts,
            len(supporting),
            witness=witness,
            certificates=certificates,
        )


def _outcome(witness: Witness | None, effective: int, undecided: list[str], instances: int) -> tuple[Outcome, str]:
    if witness is not None:
        return Outcome.REFUTED, "; ".join(f"{name}: {value}" for name, value in witness["shows"].items())
    if undecided:
        return Outcome.UNDECIDED, f"could not be decided at {', '.join(undecided)}"
    if not effective:
        return Outcome.VACUOUS, f"none of {instances} instances meets the hypotheses"
    return Outcome.SUPPORTED, f"held at each of {effective} instances that meet the hypotheses"


def witness(*instances: Any, name: str = "named instances") -> AtInstances:
    """Ask the statement at these instances, exactly: the smallest counterexamples, or the smallest examples."""
    return AtInstances(tuple(instances), name)
