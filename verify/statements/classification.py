"""What classification adds to a statement: soft labels, outputs that are probability vectors, shifts of the logits, and softmax."""

from __future__ import annotations

from typing import Any

import numpy as np

from verify.numbers.system import Array
from verify.ranks.bounds import Bounds
from verify.statements.conclusions import all_zero
from verify.statements.conditions import Condition
from verify.statements.quantities import Quantity
from verify.truth import Truth


def _labels_inside(at: Any) -> Truth:
    labels = at.labels
    inside: Truth = at.numbers.positive(labels) & at.numbers.positive(at.numbers.array(1) - labels)
    return inside.all(axis=-1)


def _sums_per_datum(at: Any, array: Array, target: int, axis: int) -> Truth:
    """Do the entries of each datum's outputs add up to ``target``, where ``axis`` (negative) runs over the m outputs?"""
    outputs = np.moveaxis(array, axis, -1)
    totals = outputs.reshape(*outputs.shape[:-1], -1, at.loss.outputs_per_datum).sum(axis=-1, keepdims=True)
    return all_zero(at, totals - at.numbers.array(target))


def _on_the_simplex(at: Any) -> Truth:
    with at.numbers.arithmetic():
        slopes = _sums_per_datum(at, at.jacobian, 0, -2)
        bends = _sums_per_datum(at, at.curvature, 0, -3)
        return _sums_per_datum(at, at.outputs, 1, -1) & slopes & bends


outputs_fit_labels = Condition(
    "F(theta) = y",
    lambda at: all_zero(at, at.outputs - at.labels),
    impose="outputs as labels",
)
"""The outputs are the labels; unlike `perfect_fit`, nothing is said of ``grad l`` there."""

soft_labels = Condition("every label lies strictly between 0 and 1", _labels_inside, impose="soft labels")

outputs_sum_to_one = Condition(
    "the outputs of each datum add up to 1, identically in theta (to second order)", _on_the_simplex, impose="probability vectors"
)


def _shifts(at: Any) -> Array:
    k = at.loss.outputs_per_datum
    data = at.jacobian.shape[-2] // k
    shifts: Array = at.numbers.array(np.kron(np.eye(data, dtype=int), np.ones((k, 1), dtype=int)))
    return shifts


logit_shifts = Quantity("Shifts", _shifts)
"""Subspace of the behaviours spanned by the vectors that add one constant to all outputs of one datum: one column for each datum."""


data_points = Quantity("D", lambda at: Bounds.exactly(at.jacobian.shape[-2] // at.loss.outputs_per_datum, "counted"))
"""Number of data."""


def _softmax_jacobian(at: Any) -> Array:
    """``d softmax(z)_c = p_c (dz_c - sum of p_e dz_e)`` for each datum, with ``p = y + grad l`` as softmax cross-entropy has it."""
    k = at.loss.outputs_per_datum
    with at.numbers.arithmetic():
        p = (at.labels + at.loss_gradient)[..., None]
        weighted = p * at.jacobian
        *batch, m, parameters = weighted.shape
        means = weighted.reshape(*batch, m // k, k, parameters).sum(axis=-2, keepdims=True)
        spread = np.broadcast_to(means, (*batch, m // k, k, parameters)).reshape(*batch, m, parameters)
        return np.asarray(weighted - p * spread)


softmax_jacobian = Quantity("J of softmax(F)", _softmax_jacobian)
"""Jacobian of the probabilities ``softmax(F(theta))`` where ``F`` gives logits and the labels of each datum add up to 1."""
