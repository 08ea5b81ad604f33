"""Which sum of squared residuals the loss is: hypotheses about its scale."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np

from verify.maps.losses import LOSSES, FormulaLoss, SquaredError
from verify.statements.conditions import Condition
from verify.truth import NO, UNKNOWN, YES, Truth


def _weighs(each: Callable[[int], Fraction]) -> Callable[[Any], Truth]:
    """Does every squared residual of ``m`` count ``each(m)`` times?"""

    def judge(at: Any) -> Truth:
        loss, behaviours = getattr(at, "loss", None), int(at.jacobian.shape[-2])
        if not isinstance(loss, SquaredError):
            return _of_another(loss)
        over_data = Fraction(loss.outputs_per_datum, behaviours) if loss.reduction == "mean" else Fraction(1)
        found = {loss.scale * over_data * weight for weight in loss.weights or (Fraction(1),)}
        return YES if found == {each(behaviours)} else NO

    return lambda at: Truth(np.broadcast_to(judge(at).state, at.jacobian.shape[:-2]))


def _of_another(loss: Any) -> Truth:
    """No of a loss that goes by another name; unknown of a formula, which may be a squared error, and of a loss that is not known."""
    return NO if isinstance(loss, tuple(LOSSES.values())) and not isinstance(loss, FormulaLoss) else UNKNOWN


def _alike(at: Any) -> Truth:
    """Do all squared residuals count alike? Their weight is positive by construction."""
    loss = getattr(at, "loss", None)
    found = Truth.of(len(set(loss.weights or (1,))) == 1) if isinstance(loss, SquaredError) else _of_another(loss)
    return Truth(np.broadcast_to(found.state, at.jacobian.shape[:-2]))


squared_error = Condition("l = c sum_a (o_a - y_a)^2 with c > 0", _alike)
sum_of_squares = Condition("l = sum_a (o_a - y_a)^2", _weighs(lambda behaviours: Fraction(1)), impose="sum of squares")
half_sum_of_squares = Condition("l = 1/2 sum_a (o_a - y_a)^2", _weighs(lambda behaviours: Fraction(1, 2)), impose="half sum of squares")
mean_of_squares = Condition("l = 1/m sum_a (o_a - y_a)^2", _weighs(lambda behaviours: Fraction(1, behaviours)), impose="mean of squares")
half_mean_of_squares = Condition(
    "l = 1/(2m) sum_a (o_a - y_a)^2", _weighs(lambda behaviours: Fraction(1, 2 * behaviours)), impose="half mean of squares"
)
