"""Going on after a refutation: the hypothesis that excludes the mechanism found is added, until nothing further is found."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np
import numpy.typing as npt

from verify.claims.witnesses import ask_one
from verify.displays import Displayed
from verify.errors import VerifyError
from verify.maps.losses import BinaryCrossEntropy, CrossEntropy
from verify.ranks.bounds import Bounds
from verify.running.deadline import within
from verify.running.hunt import FULL, Budget, Caught, Hunted, can_be_screened, hunt, recipes
from verify.statements.classification import outputs_fit_labels, outputs_sum_to_one, soft_labels
from verify.statements.collapse import (
    kinked_at_cut,
    more_inputs_than_parameters,
    no_skip_past_cut,
    no_tying_across_cut,
    scalar_outputs,
    shared_activations,
    untied_weights,
)
from verify.statements.conclusions import Comparison
from verify.statements.conditions import (
    Condition,
    loss_curvature_definite,
    loss_curvature_definite_on_image,
    loss_curvature_diagonal,
    loss_curvature_semidefinite,
    loss_stationary,
    no_residual_curvature,
    where,
)
from verify.statements.quantities import behaviours, jacobian, loss_hessian, parameters, rank
from verify.statements.statement import Statement
from verify.truth import Truth

MARKS: tuple[Condition, ...] = (
    no_skip_past_cut,
    no_tying_across_cut,
    untied_weights,
    shared_activations,
    kinked_at_cut,
    scalar_outputs,
    more_inputs_than_parameters(by=2),
    soft_labels,
    outputs_sum_to_one,
    outputs_fit_labels,
    no_residual_curvature,
    loss_stationary,
    loss_curvature_diagonal,
    where(rank(loss_hessian).equals(behaviours)),
    loss_curvature_semidefinite,
    loss_curvature_definite_on_image,
    loss_curvature_definite,
    where(rank(jacobian).equals(behaviours)),
    where(rank(jacobian).equals(parameters)),
)
"""Named properties that a counterexample may lack, and that can be asked for instead; of two that tell equally well, the first."""

_OF_CLASSIFIERS = (soft_labels, outputs_sum_to_one, outputs_fit_labels)

_SAMPLE, _MOST = 120, 8
"""Batches from which properties are judged; mechanisms that are looked for on one side of a conclusion."""


@dataclass(frozen=True)
class Mechanism:
    """A way in which a statement fails: its smallest witness, and the hypothesis that excludes it (None if no named property does)."""

    caught: Caught
    excluded_by: str | None
    side: str = ""


@dataclass(frozen=True)
class Sharpened(Displayed):
    """All mechanisms that were met, and the hunts that met no more: one for each side of the conclusion."""

    mechanisms: list[Mechanism]
    survivors: list[Hunted]

    @property
    def instances(self) -> int:
        return sum(survivor.instances for survivor in self.survivors)


def mechanisms(statement: Statement, budget: Budget = FULL, on_progress: Callable[[Hunted], None] = lambda _: None) -> Sharpened:
    """The ways in which a statement fails, found one after the other; each hunt may use the whole budget.

    An equality is asked side by side, so that a mechanism that makes the left side larger does not hide one that makes it smaller. After
    a refutation, that property is added as a hypothesis which the witness certainly lacks and which best tells the refuting instances of
    a sample from the supporting ones. Nothing is claimed about mechanisms that no named property excludes: there the hunt ends.
    """
    found, survivors = [], []
    for side in _sides(statement):
        question = side
        for _ in range(_MOST):
            hunted = hunt(question, budget, on_progress=on_progress)
            if hunted.caught is None:
                survivors.append(hunted)
                break
            caught = dataclasses.replace(hunted.caught, witness=hunted.caught.witness | {"variant": statement.name})
            mark = _telling(question, caught.at, budget)
            found.append(Mechanism(caught, mark.text if mark else None, side.then.text if side is not statement else ""))
            if mark is None:
                break
            question = question.replace(f"{question.name}, {mark.text}", given=(*question.given, mark))
    return Sharpened(found, survivors)


def _sides(statement: Statement) -> tuple[Statement, ...]:
    """``left <= right`` and ``left >= right`` for an equality of ranks, dimensions or counts; else the statement itself."""
    then = statement.then
    if not isinstance(then, Comparison) or then.relation != "=" or not _ordered(statement):
        return (statement,)
    return tuple(statement.replace(statement.name, then=dataclasses.replace(then, relation=half)) for half in ("<=", ">="))


def _ordered(statement: Statement) -> bool:
    recipe = next(recipes(statement, 0), None)
    if recipe is None:
        return False
    try:
        return all(isinstance(value, Bounds | int) for value in statement.then.values(recipe.instance()).values())
    except VerifyError:
        return False


def _telling(statement: Statement, at: Any, budget: Budget) -> Condition | None:
    """The property that ``at`` lacks and that best tells refuting from supporting instances; None if none leaves any of the latter."""
    known = {condition.text for condition in statement.given}
    lacking = [mark for mark in MARKS if mark.text not in known and _lacks(mark, at).any()]
    if not lacking:
        return None
    lacks = {mark.text: [np.ones(1, dtype=bool), np.zeros(0, dtype=bool)] for mark in lacking}  # the witness itself is the first to refute

    def look() -> None:
        for instance, refutes, supports in _sample(statement, budget.seed):
            for mark in lacking:
                judged = np.broadcast_to(_lacks(mark, instance), np.shape(refutes))
                for group, kept in enumerate((refutes, supports)):
                    lacks[mark.text][group] = np.append(lacks[mark.text][group], judged[kept])

    within(budget.seconds, look)
    scores = [_share(lacks[mark.text][0]) - _share(lacks[mark.text][1]) for mark in lacking]
    able = [(round(score, 1), -place) for place, score in enumerate(scores) if score > 0 and not lacks[lacking[place].text][1].all()]
    return _of_any(lacking[-max(able)[1]]) if able else None


def _sample(statement: Statement, seed: int) -> Any:
    """Instances, in batches where floats can ask them, each with the masks of those that refute and that support."""
    screened: dict[str, bool] = {}
    for recipe in islice(recipes(statement, seed), _SAMPLE):
        name = recipe.stratum.name
        if name not in screened:
            screened[name] = recipe.stratum.screened and can_be_screened(statement, recipe)
        try:
            at = recipe.batch()[0] if screened[name] else recipe.instance()
            answer = ask_one(statement, at)
            shape = (recipe.count,) if screened[name] else (1,)
            refutes, supports = np.broadcast_to(answer.refutes, shape), np.broadcast_to(answer.supports, shape)
        except VerifyError:
            continue
        except Exception:
            if not screened[name]:
                raise
            screened[name] = False  # whatever a statement written for single instances raises of a batch
            continue
        yield at, refutes, supports


def _of_any(mark: Condition) -> Condition:
    """The property as a hypothesis that can be asked of any instance: those of which it makes no sense do not have it."""

    def judge(at: Any) -> Truth:
        try:
            return mark.judge(at)
        except AttributeError:
            return Truth.of(np.zeros(np.shape(at.jacobian)[: at.batch_axes], dtype=bool))

    return dataclasses.replace(mark, judge=judge, margin=None, impose=None)


def _share(flags: npt.NDArray[np.bool_]) -> float:
    return float(flags.mean()) if flags.size else 0.0


def _lacks(mark: Condition, at: Any) -> npt.NDArray[np.bool_]:
    """Does an instance certainly not have the property? What cannot be asked of it is not lacking."""
    if mark in _OF_CLASSIFIERS and not isinstance(getattr(at, "loss", None), BinaryCrossEntropy | CrossEntropy):
        return np.asarray(False)
    try:
        with at.numbers.arithmetic():
            return mark.judge(at).is_no
    except (VerifyError, AttributeError):
        return np.asarray(False)
