"""Strata of critical points of squared error where the rank of J is constant: on curved sheets, and of factorised matrices."""

from __future__ import annotations

from typing import Any

import numpy as np

from verify.maps.architecture import Architecture
from verify.maps.losses import SquaredError
from verify.maps.network import Network
from verify.maps.normal_forms import NormalForm
from verify.numbers.system import Array
from verify.ranks.spaces import project_off_image
from verify.statements.instances import ModelInstance
from verify.strata.choosers import Chooser
from verify.strata.fibres import Change
from verify.strata.strata import Stratum


def _sheet(choose: Chooser) -> ModelInstance:
    """Some coordinates, others that no behaviour reads, and behaviours that are 0, all seen through curved changes; labels off the sheet.

    A sheet of one dimension is often given a label at its centre of curvature: the residual divided by ``r . F'' / |F'|^2``.
    """
    numbers = choose.numbers
    sheet, free, constant = choose.size(1, 2), choose.size(0, 1), choose.size(1, 2)
    theta = choose.integers((sheet + free,), -1, 1)
    before = Change.chosen(choose, sheet + free).taking(choose, theta, choose.integers((sheet + free,), -1, 1))
    origin = choose.integers((sheet + constant,), 0, 0)
    after = Change.chosen(choose, sheet + constant).taking(choose, origin, choose.integers((sheet + constant,), -1, 1))
    model = NormalForm((("straight", sheet), ("free", free), ("constant", constant)), before, after)
    jet = model.two_jet(numbers, theta)
    residual = project_off_image(numbers, jet.jacobian, choose.integers((sheet + constant,), -2, 2))
    if sheet == 1 and choose.among((True, False)):
        residual = residual * _to_the_centre(numbers, jet, residual)
    return ModelInstance(numbers, model, theta, jet.outputs + residual, SquaredError())


def _to_the_centre(numbers: Any, jet: Any, residual: Array) -> Array:
    """The factor that takes a normal vector of a curve to its centre of curvature; 1 where it is flat in that direction."""
    column = int(np.flatnonzero(~numbers.zero(jet.jacobian).all(axis=0).is_yes)[0])
    slopes, bends = jet.jacobian[:, column], jet.curvature[:, column, column]
    along, across = (slopes * slopes).sum(keepdims=True), (residual * bends).sum(keepdims=True)
    flat = bool(numbers.zero(across).all().is_yes)
    factor: Array = numbers.array([1]) if flat else along * numbers.function("reciprocal", across)
    return factor


def _factorised(choose: Chooser) -> ModelInstance:
    """``W_2 W_1`` with ``q`` hidden units on data ``d_i e_i`` with labels ``s_i d_i e_i``, of which it fits ``q`` and is 0 on the others.

    Now and then the last unit is idle, both its weights being 0, so that it fits ``q - 1`` of them.

    There ``grad L = 0`` whatever is kept; ``W_2 = U G`` and ``W_1 = G^{-1} V`` with a triangular ``G``. The singular values of
    ``Y X^T (X X^T)^(-1/2)`` are the ``s_i d_i``; ``facts["ties"]`` counts the pairs of a kept and a discarded one that are equal.
    """
    numbers = choose.numbers
    size = choose.size(2, 3)
    hidden = choose.size(1, size - 1)
    values, scales = choose.integers((size,), 1, 3), choose.integers((size,), 1, 2)
    idle = choose.among((0, 0, 1))
    busy = hidden - idle
    kept = sorted(choose.among([(first, second) for first in range(size) for second in range(size) if first != second])[:busy])
    basis = numbers.array(np.eye(size, dtype=int)[:, kept])
    gauge = numbers.array(np.eye(busy, dtype=int))
    undone = gauge.copy()
    if busy > 1:
        gauge[..., 0, 1] = choose.integers((), -1, 1)
        undone[..., 0, 1] = -gauge[..., 0, 1]
    second = np.concatenate([numbers.matmul(basis, gauge), numbers.zeros((size, idle))], axis=-1)
    first = np.concatenate([numbers.matmul(undone, values[kept][:, None] * basis.T), numbers.zeros((idle, size))], axis=-2)
    dropped = [place for place in range(size) if place not in kept]
    strengths, identity = values * scales, numbers.array(np.eye(size, dtype=int))
    ties = sum(bool(numbers.zero(strengths[i : i + 1] - strengths[j]).all().is_yes) for i in kept for j in dropped)
    network = Network(Architecture((size, hidden, size), "identity", biases=False), scales[:, None] * identity)
    labels = strengths[:, None] * identity
    theta = np.concatenate([first.ravel(), second.ravel()])
    return ModelInstance(numbers, network, theta, labels.ravel(), SquaredError(), facts={"ties": ties})


critical_on_sheets = Stratum(
    "critical points on curved sheets",
    "maps of constant rank with a label whose residual is normal to the image, often at a centre of curvature",
    _sheet,
    screened=False,
    sizes=((2, 4), (1, 3)),
    often=(("at a centre of curvature", 0.15),),
)
factorised_matrices = Stratum(
    "critical points of a factorised matrix",
    "linear networks with a bottleneck, one unit of it idle or none, at critical points: some singular values of the target are kept",
    _factorised,
    screened=False,
    sizes=((4, 9), (4, 12)),
    often=(("as many units busy as there are", 0.6),),
)
