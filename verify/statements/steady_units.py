"""How many independent directions in the parameters of a cut layer do merged inputs answer to alike: what a collapse bound improves by."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from verify.numbers.system import Array
from verify.ranks.bounds import Bounds
from verify.statements.cuts import CutInstance
from verify.statements.quantities import Quantity
from verify.truth import NO, Truth, all_of


def _count(at: CutInstance) -> Bounds:
    """Per unit ``j`` of layer ``L``, from the values of its pre-activation ``z`` on the inputs of ``S``; then added up.

    The gradient of an input in the row ``(w_j, b_j)`` is ``delta_j sigma'(z) (a, 1)``, with the same ``delta_j`` for all of ``S``: in the
    direction ``(w_j, b_j)`` it is ``delta_j sigma'(z) z``, and in that of the bias ``delta_j sigma'(z)``.

    - ``z`` takes one value: both are the same for all inputs, so the unit counts 1 if ``w_j`` is not zero and 1 more if it has a bias.
    - It is ReLU or leaky ReLU: ``sigma'(z) z = sigma(z)`` is the same, so the unit counts 1.
    - ``z`` takes two values and there is a bias: the two points ``(sigma'(z), z sigma'(z))`` lie on a line, which is a direction in the
      row: 1.
    - Otherwise it counts 0.
    """
    before, weights, biased = _signals(at)
    points = range(before.shape[-2])
    one = all_of(at.numbers.zero(before[..., i, :] - before[..., 0, :]) for i in points)
    two = all_of(_repeats(at, before, triple) for triple in combinations(points, 3))
    seen = (~at.numbers.zero(weights)).any(axis=-1)
    kinked = Truth.of(at.architecture.activations[at.layer - 1].kinked)
    single = kinked | (two if biased else NO)
    lower = np.where(one.is_yes, seen.is_yes.astype(int) + biased, np.where(one.is_no | single.is_yes, single.is_yes.astype(int), 0))
    most = np.where(one.is_no, (~single.is_no).astype(int), (~seen.is_no).astype(int) + biased)
    upper = np.maximum(most, np.where(one.is_unknown, (~single.is_no).astype(int), 0))
    return Bounds(np.minimum(lower, upper).sum(axis=-1), upper.sum(axis=-1), "counted unit by unit")


def _signals(at: CutInstance) -> tuple[Array, Array, bool]:
    """Pre-activations (..., m, n) of layer ``L`` on ``S``, the weights in its rows (those of skips too), and whether it has biases."""
    wiring = at.architecture.wiring[at.layer - 1]
    places = np.concatenate([wiring.weights, *(matrix for _, matrix in wiring.skips)], axis=-1)
    return at.values_at_cut.before, at.theta[..., places], wiring.bias is not None


def _repeats(at: CutInstance, before: Array, places: tuple[int, int, int]) -> Truth:
    first, second, third = (before[..., place, :] for place in places)
    zero = at.numbers.zero
    return zero(first - second) | zero(second - third) | zero(first - third)


steady_directions = Quantity("kappa", _count)
"""``kappa``: rows of layer ``L`` that share no parameters are taken for granted; see `untied_weights`."""
