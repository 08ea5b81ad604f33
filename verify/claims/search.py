"""The check that looks for a counterexample in strata: float batches propose, exact arithmetic decides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from verify.claims.check import Asked
from verify.claims.evidence import Outcome, Scope, Witness
from verify.claims.ranks import rank_certificates
from verify.claims.witnesses import ask_one, weakest, witness_document
from verify.errors import NotDefined, Undecided
from verify.numbers.balls import Balls
from verify.numbers.multiprecision import HighPrecision
from verify.numbers.system import System
from verify.rigour import Rigour
from verify.statements.statement import Answer, Statement
from verify.strata.strata import NamedInstances, Recipe, Stratum
from verify.strata.tapes import Tape
from verify.truth import UNKNOWN

_SUSPECTS = 6
"""Suspects of one batch that are re-evaluated exactly, the smallest first; further ones count as undecided."""

_UNSCREENED = 4
"""Instances of a batch that are asked where a stratum cannot be screened in float64, and each one takes exact arithmetic."""


@dataclass
class _Tally:
    """What a search has met so far."""

    instances: int = 0
    effective: Counter[str] = field(default_factory=Counter)
    independent: Counter[str] = field(default_factory=Counter)
    """Batches that met the hypotheses: the instances of one batch share their shapes, so only batches are independent."""
    supported: int = 0
    drawn: bool = False
    """Was any instance that met the hypotheses drawn, rather than written out?"""
    undecided: int = 0
    doubt: str = ""
    """Why the first undecided instance is so, where it says."""
    false_alarms: int = 0
    witness: Witness | None = None
    certificates: tuple[dict[str, Any], ...] = ()
    refuting: Rigour | None = None
    rigours: set[Rigour] = field(default_factory=set)

    @property
    def settled(self) -> bool:
        """A counterexample was found, and the statement was content elsewhere: nothing more to learn."""
        return self.witness is not None and self.supported > 0


@dataclass(frozen=True)
class Search:
    """Looks for a counterexample, smallest shapes first, in every stratum the statement is about.

    Parameters
    ----------
    batches : int
        Batches per stratum and scale.
    count : int
        Instances per batch.
    scales : tuple of int
        Bounds on shapes and values, in order.
    exactly : bool
        Ask every instance over the rationals instead of screening in float64 first.
    over : tuple of strata, optional
        Searched instead of the statement's own strata.
    """

    batches: int
    count: int
    scales: tuple[int, ...] = (1, 2, 3)
    exactly: bool = False
    over: tuple[Any, ...] | None = None
    name: str = "sampled"
    kind: str = "search"

    def ask(self, question: Statement, seed: int) -> Asked:
        """Refuted by the smallest confirmed suspect; undecided if a suspect can be neither confirmed nor cleared."""
        tally = _Tally()
        strata = question.about if self.over is None else self.over
        for stratum in strata:
            if isinstance(stratum, NamedInstances):
                for at in stratum:
                    self._count(ask_one(question, at), at, question, stratum.name, tally)
        for scale in self.scales:
            for position, stratum in enumerate(strata):
                for number in range(self.batches if isinstance(stratum, Stratum) else 0):
                    if tally.settled:
                        break
                    recipe = stratum.recipe((seed, position, scale, number), self.count, scale, question.demands)
                    self._one_batch(question, recipe, tally)
        return self._report(tally)

    def _one_batch(self, statement: Statement, recipe: Recipe, tally: _Tally) -> None:
        if self.exactly or not recipe.stratum.screened:
            for index in range(recipe.count if self.exactly else min(recipe.count, _UNSCREENED)):
                at = recipe.at(index).instance()
                answer = ask_one(statement, at)
                self._count(answer, at, statement, recipe.stratum.name, tally, recipe.at(index))
                tally.drawn |= bool(answer.effective.is_yes)
            return
        at, weight = recipe.batch()
        answer = statement.ask(at)
        refutes, supports = (np.broadcast_to(mask, recipe.count) for mask in (answer.refutes, answer.supports))
        decided = int(refutes.sum() + supports.sum())
        tally.instances += recipe.count
        tally.effective[recipe.stratum.name] += decided
        tally.independent[recipe.stratum.name] += decided > 0
        tally.drawn |= decided > 0
        tally.supported += int(supports.sum())
        tally.rigours.add(Rigour.FLOATING)
        for index in smallest_first(refutes, weight):
            if self._confirmed(statement, recipe.at(index), tally):
                return
        tally.undecided += max(0, int(refutes.sum()) - _SUSPECTS)

    @staticmethod
    def _count(answer: Answer, at: Any, statement: Statement, stratum: str, tally: _Tally, recipe: Recipe | None = None) -> None:
        """Enter the answer of one instance that was asked exactly."""
        tally.instances += 1
        tally.effective[stratum] += bool(answer.effective.is_yes)
        tally.supported += bool(answer.supports)
        tally.rigours.add(at.numbers.rigour)
        if answer.note or bool(answer.effective.is_yes & answer.holds.is_unknown):
            tally.undecided += 1
            tally.doubt = tally.doubt or answer.note
        if bool(answer.refutes) and tally.witness is None:
            _refute(tally, statement, at, recipe)

    @staticmethod
    def _confirmed(statement: Statement, suspect: Recipe, tally: _Tally) -> bool:
        """Does a suspect refute the statement for certain? One that has no exact form is cleared where many digits say that it holds."""
        systems: tuple[System | None, ...] = (None,) if suspect.stratum.exact else (Balls(), HighPrecision(60))
        answer = Answer(UNKNOWN, UNKNOWN)
        for numbers in systems:
            try:
                at = suspect.instance(numbers)
            except (NotDefined, Undecided) as fault:
                answer = Answer(UNKNOWN, UNKNOWN, str(fault))
                continue
            answer = ask_one(statement, at)
            if bool(answer.refutes) and at.numbers.rigour is not Rigour.FLOATING:
                if tally.witness is None:
                    _refute(tally, statement, at, suspect)
                return True
            if not bool(answer.undecided) and not bool(answer.refutes):
                tally.false_alarms += 1
                return False
        tally.undecided += 1
        tally.doubt = tally.doubt or answer.note
        return False

    def _report(self, tally: _Tally) -> Asked:
        outcome, reason = _outcome(tally)
        rigour = weakest(tally.rigours) if tally.refuting is None else tally.refuting
        scope = Scope.SAMPLED if tally.drawn or not tally.instances else Scope.NAMED_INSTANCES
        bounds = {name: upper_bound(count) for name, count in tally.independent.items() if count}
        interval = bounds if outcome is Outcome.SUPPORTED else None
        return Asked(
            outcome,
            scope,
            rigour,
            reason,
            tally.instances,
            dict(tally.effective),
            tally.supported,
            interval or None,
            tally.witness,
            tally.certificates,
        )


def _refute(tally: _Tally, statement: Statement, at: Any, recipe: Recipe | None = None) -> None:
    """Keep the instance as the witness, with the ranks that it shows certified.

    The choices behind it are written down where it cannot be built from its own data: where it has facts, or a name only.
    """
    tally.witness, tally.refuting = witness_document(statement, at), at.numbers.rigour
    if recipe is not None and recipe.stratum in statement.about and (at.facts or tally.witness["instance"]["kind"] == "named"):
        tally.witness["choices"] = Tape.of(recipe).spec()
    tally.certificates = rank_certificates(statement, at)


def smallest_first(refutes: Any, weight: Any) -> Iterator[int]:
    """Places of the suspects to look at, those with the smallest choices first."""
    suspects = np.flatnonzero(refutes)
    yield from (int(index) for index in suspects[np.argsort(weight[suspects], kind="stable")][:_SUSPECTS])


def upper_bound(batches: int) -> str:
    """Exact (Clopper-Pearson) upper 95% confidence bound on the rate of counterexamples, none having been met in so many batches.

    With ``p`` the rate among the instances of a random batch, the first one of each batch is no counterexample with probability
    ``(1 - p)^batches`` at most, and the others can only lower that.
    """
    return f"at most {1 - 0.05 ** (1 / batches):.2e} (95%)"


def _outcome(tally: _Tally) -> tuple[Outcome, str]:
    met = sum(tally.effective.values())
    if tally.witness is not None:
        return Outcome.REFUTED, "; ".join(f"{name}: {value}" for name, value in tally.witness["shows"].items())
    if tally.undecided:
        why = f" (the first: {tally.doubt})" if tally.doubt else ""
        return Outcome.UNDECIDED, f"{tally.undecided} of {tally.instances} instances could be neither confirmed nor cleared{why}"
    if not met:
        return Outcome.VACUOUS, f"none of {tally.instances} instances meets the hypotheses"
    alarms = f"; {tally.false_alarms} float suspects were cleared exactly" if tally.false_alarms else ""
    return Outcome.SUPPORTED, f"no counterexample among {met} effective instances of {tally.instances}{alarms}"


def sampled(*, batches: int = 12, count: int = 50, over: tuple[Any, ...] | None = None) -> Search:
    """Screen seeded float64 batches of the statement's strata; every suspect is decided exactly."""
    return Search(batches, count, over=over)


def exact(*, batches: int = 12, count: int = 2, over: tuple[Any, ...] | None = None) -> Search:
    """Ask seeded instances of the statement's strata over the rationals, every one of them exactly."""
    return Search(batches, count, exactly=True, over=over, name="exact instances")


def hunted(*, batches: int = 12, count: int = 100, over: tuple[Any, ...] | None = None) -> Search:
    """Look for a counterexample blind, from the statement alone."""
    return Search(batches, count, over=over, name="hunted", kind="hunt")
