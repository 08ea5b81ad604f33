"""How far a curve of parameters runs from the fibre it starts in, as a power series, and the curvature of the fibre that it meets first."""

from __future__ import annotations

from typing import Any

import numpy as np
from flint import fmpq_poly

from verify.errors import InvalidInput, NotDefined, Undecided
from verify.numbers.elements import elementwise
from verify.numbers.polynomials import Polynomials
from verify.numbers.system import Array, objects
from verify.statements.conclusions import all_zero
from verify.statements.conditions import Condition
from verify.statements.curves import CurveInstance
from verify.statements.quantities import Quantity

_ORDER = 5
"""The series are known up to the fourth power of ``t``."""


def squared_distance_series(at: CurveInstance) -> Array:
    """Coefficients of ``1, t, ..., t^4`` in the squared distance of ``theta(t)`` from the fibre through ``theta(0)``.

    Where ``J`` is onto, the fibre is a submanifold near ``theta(0)``, and for small ``t`` its nearest point ``p(t)`` is the one near
    ``theta(0)`` with ``theta(t) - p = J(p)^T lambda`` and ``F(p) = F(theta(0))``. Both series are found by an iteration, ``lambda`` gaining
    ``(J J^T)^{-1} (F(p) - F(theta(0)))`` each time, and then both equations are checked.

    Raises
    ------
    NotDefined
        Where ``J`` is not onto.
    Undecided
        If the equations do not hold to the order looked at.

    Examples
    --------
    >>> from verify.maps.formulas import polynomial_map
    >>> from verify.statements.curves import curve
    >>> tangent = curve(polynomial_map("x**2 + y**2"), [[1, 0], [0, 1]])
    >>> tangent.numbers.text(squared_distance_series(tangent))
    ['0', '0', '0', '0', '1/4']
    """
    germs, model = Polynomials(), at.model
    gram = germs.array(at.numbers.matmul(at.jacobian, at.jacobian.T))
    path = objects([fmpq_poly(row.tolist()) for row in at.curve], (len(at.curve),))
    outputs = germs.array(at.outputs)
    weights, nearest = germs.zeros(outputs.shape), path
    try:
        for _ in range(_ORDER + 1):
            weights = _cut(weights + germs.solve(gram, (model.outputs(germs, nearest) - outputs)[:, None])[:, 0])
            nearest = _cut(path - germs.matmul(model.jacobian(germs, nearest).T, weights[:, None])[:, 0])
    except InvalidInput as fault:
        raise NotDefined("the distance from a fibre is expanded where J is onto") from fault
    apart = path - nearest
    across = apart - germs.matmul(model.jacobian(germs, nearest).T, weights[:, None])[:, 0]
    missed = model.outputs(germs, nearest) - outputs
    if not bool(germs.zero(_cut(np.concatenate([across, missed]))).all().is_yes):
        raise Undecided(f"the nearest point is not known up to the power {_ORDER - 1} of t")
    total = (apart * apart).sum()
    return at.numbers.array([total[power] for power in range(_ORDER)])


def _cut(values: Array) -> Array:
    """The polynomials without their powers from ``t^5`` on."""
    return elementwise(values, lambda value: fmpq_poly([value[power] for power in range(_ORDER)]))


def _second_form(at: Any) -> Array:
    """``-J^T (J J^T)^{-1} D^2 F(v, v)``: the normal part of ``gamma''(0)`` for curves in the fibre with ``gamma'(0) = v``."""
    bent = at.numbers.array([(at.velocity @ matrix @ at.velocity) for matrix in at.curvature])
    solved = at.numbers.solve(at.numbers.matmul(at.jacobian, at.jacobian.T), bent[:, None])
    found: Array = -at.numbers.matmul(at.jacobian.T, solved)[:, 0]
    return found


squared_distance = Quantity("dist(theta(t), fibre)^2 up to t^4", squared_distance_series)
second_fundamental_form = Quantity("II(v, v)", _second_form)
tangent = Condition("J v = 0", lambda at: all_zero(at, at.numbers.matmul(at.jacobian, at.velocity[:, None])))
