"""A blind search for a counterexample: from the statement alone, over all of its strata, under a budget."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import count, cycle, islice
from typing import Any

import numpy as np

from verify.claims.evidence import Witness
from verify.claims.search import smallest_first, upper_bound
from verify.claims.witnesses import ask_one, witness_document
from verify.displays import Displayed
from verify.errors import NotDefined, Undecided
from verify.running.coverage import Coverage, nearest_miss, trivial
from verify.running.deadline import within
from verify.statements.statement import Answer, Statement
from verify.strata.strata import Recipe, Stratum
from verify.strata.tapes import Tape, shrinking
from verify.truth import UNKNOWN

_SCALES = (1, 2, 3)
_BATCH, _PART_BATCH, _ONE_BY_ONE = 12, 6, 5
"""Instances of one stratum that are looked at before the next has its turn: in a float batch, also of a part of it, and exactly."""
_PARTS = 8
"""Degenerate parts of each stratum that have their turn in a round."""
_REDRAWS = 8
"""Batches that are drawn instead of one, until the shapes are such as the hypotheses speak of; only the last is looked at and counted."""
_PROBED = 2
"""Instances of the batch that shows whether a statement can be asked of batches: what is written for one may take for ever on many."""
_SHRINKING = 5.0
"""Seconds that the shrinking of a counterexample has at least, when it was met late."""
_DOUBTS = 3
"""Instances of a batch that may refute, for all that floats can tell, and are asked exactly beside the suspects."""


@dataclass(frozen=True)
class Budget:
    """How much a hunt may do: so many instances, so many seconds; all its draws follow from the seed.

    What is found with a number of instances does not depend on the machine; what is found in a time does. The time ends a hunt wherever it
    is, within a batch too.
    """

    instances: int = 20_000
    seconds: float = 60.0
    seed: int = 0


FULL = Budget()


@dataclass(frozen=True)
class Caught:
    """A confirmed counterexample, shrunk: as a witness to replay, as an instance, and as the choices that it is built from."""

    witness: Witness
    at: Any
    tape: Tape

    @property
    def size(self) -> int:
        """How many numbers and shapes were chosen for it."""
        return self.tape.size[0]


@dataclass
class Hunted(Displayed):
    """What a hunt came to: a counterexample, or how far it went without meeting one."""

    statement: Statement
    caught: Caught | None = None
    coverage: dict[str, Coverage] = field(default_factory=dict)
    undecided: int = 0
    false_alarms: int = 0
    seconds: float = 0.0

    @property
    def instances(self) -> int:
        return sum(part.tried for part in self.coverage.values())

    @property
    def effective(self) -> int:
        return sum(part.effective for part in self.coverage.values())

    @property
    def never_reached(self) -> list[str]:
        """Strata of which no instance met the hypotheses."""
        return [name for name, part in self.coverage.items() if not part.effective + part.exactly]

    @property
    def intervals(self) -> dict[str, str]:
        """For a survivor: 95% upper bounds on the rate of counterexamples, from the number of seeded batches with effective instances."""
        met = {} if self.caught else self.coverage
        return {name: upper_bound(part.batches) for name, part in met.items() if part.batches and part.screened}


def hunt(
    statement: Statement,
    budget: Budget = FULL,
    *,
    clock: Callable[[], float] = time.monotonic,
    on_progress: Callable[[Hunted], None] = lambda _: None,
) -> Hunted:
    """Look for a counterexample in every stratum the statement is about, smallest shapes first, and shrink the first that is confirmed.

    Instances written out by hand are passed over: the hunt is blind. Strata take turns; a float batch screens, suspects are built again
    and asked exactly, and the confirmed one is shrunk choice by choice while it goes on to refute.

    Returns
    -------
    Hunted
        Its ``caught`` is None for a survivor.
    """
    started = clock()
    found = Hunted(statement, coverage={stratum.name: Coverage(stratum.screened) for stratum in _strata(statement)})
    suspects: list[Recipe] = []

    def search() -> None:
        for recipe in recipes(statement, budget.seed):
            found.seconds = clock() - started
            if found.instances >= budget.instances or found.seconds >= budget.seconds:
                break
            suspects.extend(filter(None, (_suspect(found, recipe),)))
            if suspects:
                break
            on_progress(found)

    def shrink() -> None:
        for at, tape in shrinking(Tape.of(suspects[0]), lambda at: bool(ask_one(statement, at).refutes)):
            found.caught = Caught(witness_document(statement, at) | {"choices": tape.spec()}, at, tape)

    within(budget.seconds, search)
    found.seconds = clock() - started
    if suspects:
        within(max(budget.seconds - found.seconds, _SHRINKING), shrink)
        found.seconds = clock() - started
    return found


def _strata(statement: Statement) -> list[Stratum]:
    return [part for stratum in statement.about if isinstance(stratum, Stratum) for part in stratum.combinations()]


def recipes(statement: Statement, seed: int) -> Iterator[Recipe]:
    """Batches without end: each scale and stratum in turn, with what the hypotheses demand built in; every third round without.

    Of the degenerate parts of a stratum a few have their turn in each round, until all had it; then they begin again.
    """
    strata = _strata(statement)
    whole = [place for place, stratum in enumerate(strata) if stratum in statement.about]
    degenerate = cycle([place for place in range(len(strata)) if place not in whole])
    for turn in count() if strata else ():
        demands = frozenset[str]() if turn % 3 == 2 else statement.demands
        few = list(islice(degenerate, _PARTS * sum(bool(strata[place].degeneracies) for place in whole)))
        for scale in _SCALES:
            for place in (*whole, *(few if turn else ())):
                some = _ONE_BY_ONE if not strata[place].screened else _BATCH if place in whole else _PART_BATCH
                yield strata[place].recipe((seed, place, scale, turn), some, scale, demands)


def _suspect(found: Hunted, recipe: Recipe) -> Recipe | None:
    """What a batch has against the statement; asked exactly where floats cannot ask it."""
    part = found.coverage[recipe.stratum.name]
    if part.screened and not part.tried:
        part.screened = can_be_screened(found.statement, recipe)
    if part.screened:
        try:
            return _screened(found, recipe)
        except Exception:  # noqa: BLE001 -- whatever a statement written for single instances raises of a batch; asked exactly, it raises again
            part.screened = False
    return _one_by_one(found, replace(recipe, count=_ONE_BY_ONE))


def can_be_screened(statement: Statement, recipe: Recipe) -> bool:
    """Can a small batch be asked, and does it say of its first instance nothing that the instance alone denies?"""
    few = replace(recipe, count=_PROBED)
    try:
        at = few.batch()[0]
        of_batch = statement.ask(at)
        if of_batch.effective.is_no.all():
            statement.then.judge(at)
        met, holds = (np.broadcast_to(truth.state, _PROBED)[0] for truth in (of_batch.effective, of_batch.holds))
    except Exception:  # noqa: BLE001 -- as in _suspect
        return False
    alone, _ = _alone(statement, few)
    told_apart = met * alone.effective.state < 0 or (met > 0 and bool(alone.effective.is_yes) and holds * alone.holds.state < 0)
    return not told_apart


def _of_right_shape(statement: Statement, recipe: Recipe) -> tuple[Recipe, Any, Any]:
    """A batch of shapes that the hypotheses about shapes let through, if redrawing finds one: its recipe, instances and weights."""
    drawn, (at, weight) = recipe, recipe.batch()
    for again in range(1, _REDRAWS + 1):
        if statement.speaks_of_shape(at):
            break
        drawn = replace(recipe, seed=(*recipe.seed, again))
        at, weight = drawn.batch()
    return drawn, at, weight


def _screened(found: Hunted, recipe: Recipe) -> Recipe | None:
    """The first suspect of a float batch that is confirmed exactly; doubts are asked too."""
    recipe, at, weight = _of_right_shape(found.statement, recipe)
    answer = found.statement.ask(at)
    doubts = ~answer.effective.is_no & ~answer.holds.is_yes & ~answer.refutes
    effective, refutes, doubts = (np.broadcast_to(mask, recipe.count) for mask in (answer.effective.is_yes, answer.refutes, doubts))
    part = found.coverage[recipe.stratum.name]
    part.tried += recipe.count
    part.effective += int(effective.sum())
    part.batches += bool(effective.any())
    part.trivial += int((effective & np.broadcast_to(trivial(found.statement, at), recipe.count)).sum())
    if not part.effective:
        part.nearest = min(part.nearest, nearest_miss(found.statement, at))
    for index in (*smallest_first(refutes, weight), *islice(smallest_first(doubts, weight), _DOUBTS)):
        suspect = recipe.at(index)
        exact, _ = _exactly(found, suspect)
        part.exactly += bool(exact.effective.is_yes & ~effective[index])
        if bool(exact.refutes):
            return suspect
        found.undecided += bool(exact.undecided & refutes[index])
        found.false_alarms += bool(~exact.undecided & refutes[index])
    return None


def _one_by_one(found: Hunted, recipe: Recipe) -> Recipe | None:
    part = found.coverage[recipe.stratum.name]
    for index in range(recipe.count):
        answer, at = _exactly(found, recipe.at(index))
        part.tried += 1
        part.effective += bool(answer.effective.is_yes)
        part.trivial += bool(answer.effective.is_yes) and bool(trivial(found.statement, at))
        found.undecided += _open(answer)
        if bool(answer.refutes):
            return recipe.at(index)
    return None


def _exactly(found: Hunted, recipe: Recipe) -> tuple[Answer, Any]:
    """What one instance says exactly, and the instance; the first reason why one could not be asked is kept."""
    answer, at = _alone(found.statement, recipe)
    part = found.coverage[recipe.stratum.name]
    part.doubt = part.doubt or answer.note
    return answer, at


def _alone(statement: Statement, recipe: Recipe) -> tuple[Answer, Any]:
    """What one instance says exactly: unknown, and no instance, where its numbers do not let it be built."""
    try:
        at = Tape.of(recipe).read()[0]
    except (NotDefined, Undecided) as fault:
        return Answer(UNKNOWN, UNKNOWN, str(fault)), None
    return ask_one(statement, at), at


def _open(answer: Answer) -> bool:
    return bool(answer.effective.is_yes & answer.holds.is_unknown)
