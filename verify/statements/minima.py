"""Is a point a local minimum of the total loss? A ladder of proofs, and *unknown* where none of them reaches."""

from __future__ import annotations

from typing import Any

import numpy as np

from verify.errors import NotDefined, Undecided
from verify.ranks.forms import inertia
from verify.statements.conclusions import all_zero
from verify.statements.instances import ModelInstance
from verify.statements.slices import loss_along
from verify.truth import NO, UNKNOWN, YES, Truth


def local_minimum_of_loss(at: Any) -> Truth:
    """Is ``theta`` a local minimum, strict or not, of ``L``?

    The rungs, each of which settles the question where it applies:

    1. ``grad L != 0``: no (first-order necessary condition).
    2. The outputs fit the labels and the loss is nowhere smaller than at a fit; or a proved lower bound of ``L`` is attained: yes.
    3. The Hessian is positive definite: yes. It has a negative eigenvalue: no (second-order conditions).
    4. One parameter, exact numbers: ``L(theta + t) - L(theta)`` as a polynomial germ decides by its lowest term.
    """
    stationary = all_zero(at, at.gradient)
    signs = inertia(at.numbers, at.hessian)
    curved = signs.positive.equal(at.hessian.shape[-1])
    saddle = signs.negative.at_least(1)
    by_curvature = Truth.of(curved.is_yes, saddle.is_yes)
    attained = _bound_attained(at)
    proved = Truth.of((attained.is_yes | by_curvature.is_yes), by_curvature.is_no & ~attained.is_yes)
    if at.batch_axes == 0 and proved.is_unknown and stationary.is_yes:
        proved = _by_germ(at)
    return stationary & proved


def _bound_attained(at: Any) -> Truth:
    """Is a proved lower bound of ``L`` attained? Without one, unknown."""
    bound = at.facts.get("lower bound of L")
    if bound is not None and at.regulariser is None:
        value = at.loss.value(at.numbers, at.outputs, at.labels)
        return Truth.of(all_zero(at, value - at.numbers.array(bound)).is_yes, np.False_)
    if isinstance(at, ModelInstance) and at.regulariser is None:
        return fitted_at_least(at)
    return Truth(np.zeros(at.jacobian.shape[:-2], dtype=np.int8))


def fitted_at_least(at: ModelInstance) -> Truth:
    """Do the outputs fit labels at which the loss is nowhere smaller? Yes or unknown."""
    fits = all_zero(at, at.outputs - at.labels) & at.loss.least_at_fit(at.numbers, at.labels)
    return Truth.of(fits.is_yes, np.zeros(at.theta.shape[:-1], dtype=bool))


def _by_germ(at: Any) -> Truth:
    """One parameter: the sign of ``L(theta + t) - L(theta)`` near ``t = 0``, from the same model over Q[t]."""
    if at.hessian.shape[-1] != 1:
        return UNKNOWN
    try:
        (coefficients,) = loss_along(at, at.numbers.array([[1]]))
    except (NotDefined, Undecided):
        return UNKNOWN
    order = next((power for power, coefficient in enumerate(coefficients) if power and coefficient != 0), None)
    if order is None:
        return YES
    return YES if order % 2 == 0 and coefficients[order] > 0 else NO
