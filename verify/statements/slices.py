"""Derivatives of the total loss read off its values along lines, with no chain rule: the independent side of claims about it."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np

from verify.errors import NotDefined
from verify.numbers.polynomials import Polynomials
from verify.numbers.rationals import Rationals
from verify.numbers.system import Array


def loss_along(at: Any, directions: Array) -> list[list[Any]]:
    """Coefficients in ``t`` of ``L(theta + t v)``, for each row ``v`` of ``directions``: the same model run over Q[t].

    Only outputs and values are computed, never a derivative. For a piecewise linear activation it is the piece on which the line starts.

    Raises
    ------
    NotDefined
        Where ``L`` is no polynomial along lines near the point, or the instance is no single model at a rational point.
    Undecided
        Where a line starts on a kink.
    """
    theta = _parameters(at)
    germs = Polynomials()
    origin = np.broadcast_to(germs.array(theta), directions.shape)
    line = origin + germs.array(directions) * germs.variable
    outputs = at.model.outputs(germs, line)
    values = at.loss.value(germs, outputs, np.broadcast_to(germs.array(at.labels), outputs.shape))
    if at.regulariser is not None:
        values = values + at.regulariser.value(germs, line)
    return [list(value.coeffs()) for value in values.reshape(-1)]


def first_derivatives(at: Any) -> Array:
    """``dL/dtheta_i`` (N,): the linear coefficient along each coordinate axis."""
    axes = np.eye(len(_parameters(at)), dtype=int)
    return _coefficients(at, axes, 1)


def second_derivatives(at: Any) -> Array:
    """``d^2 L / dtheta_i dtheta_j`` (N, N), by polarisation.

    With ``q(v)`` the quadratic coefficient of ``L(theta + t v)``: the entry ``(i, j)`` is ``q(e_i + e_j) - q(e_i) - q(e_j)``, and
    ``2 q(e_i)`` on the diagonal.
    """
    count = len(_parameters(at))
    axes = np.eye(count, dtype=int)
    first, second = np.triu_indices(count, 1)
    along = _coefficients(at, np.concatenate([axes, axes[first] + axes[second]]), 2)
    single, paired = along[:count], along[count:]
    matrix: Array = at.numbers.zeros((count, count))
    matrix[first, second] = matrix[second, first] = paired - single[first] - single[second]
    matrix[range(count), range(count)] = single + single
    return matrix


def _parameters(at: Any) -> Array:
    if not isinstance(at.numbers, Rationals) or not hasattr(at, "model") or at.batch_axes:
        raise NotDefined("the loss along a line is read over Q[t]: it needs one model at one rational point")
    theta: Array = at.theta
    return theta


def _coefficients(at: Any, directions: Any, power: int) -> Array:
    lines = loss_along(at, at.numbers.array(directions))
    found: Array = at.numbers.array([line[power] if power < len(line) else Fraction(0) for line in lines])
    return found
