"""Gaussian weights of quadratic basins: ``E exp(-L)`` for parameters drawn from N(0, I), and how it decays as the loss is scaled up."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import numpy as np

from verify.errors import NotDefined, Undecided
from verify.numbers.floats import Floats
from verify.numbers.polynomials import Polynomials
from verify.numbers.rationals import Rationals
from verify.numbers.system import Array, System, negative
from verify.ranks.bounds import Bounds
from verify.ranks.forms import positive_semidefinite
from verify.statements.conclusions import Proposition
from verify.statements.quantities import Quantity


def integrated_weight(numbers: System, form: Array) -> Array:
    """``E[exp(-theta^T M theta / 2)]^-2`` over N(0, I), for symmetric ``M`` (..., N, N); 0 where the expectation is infinite.

    One variable is integrated at a time: with ``A = I + M``, the integral of ``exp(-(a x^2 + 2 b x + c) / 2) / sqrt(2 pi)`` over ``x`` is
    ``a^(-1/2) exp(-(c - b^2 / a) / 2)`` if ``a > 0``, and infinite otherwise. Where a float leaves the sign of ``a`` open the value is NaN.

    Raises
    ------
    Undecided
        If other numbers leave that sign open.

    Examples
    --------
    >>> q = Rationals()
    >>> q.text(integrated_weight(q, q.array([[1, 1], [1, 1]])))
    '3'
    """
    size = form.shape[-1]
    one = numbers.array(1)
    with numbers.arithmetic():
        rest = form + numbers.array(np.eye(size, dtype=int))
        value = rest[..., 0, 0] * numbers.array(0) + one
        for _ in range(size):
            positive = numbers.positive(rest[..., 0, 0])
            pivot = np.where(positive.is_yes, rest[..., 0, 0], one)
            value = value * np.where(positive.is_no, numbers.array(0), pivot)
            if positive.is_unknown.any():
                value = _open(numbers, value, positive.is_unknown)
            rest = rest[..., 1:, 1:] - rest[..., 1:, :1] * rest[..., :1, 1:] / pivot[..., None, None]
    return np.asarray(value)


def _open(numbers: System, value: Array, unknown: Array) -> Array:
    if not isinstance(numbers, Floats):
        raise Undecided(f"is the integral of a Gaussian finite? The sign of a pivot is not decided over {numbers.name}")
    return np.where(unknown, np.nan, value)


def determinant(numbers: System, matrix: Array) -> Array:
    """By Leibniz' formula, which every number system can follow; for small matrices (..., n, n).

    Examples
    --------
    >>> q = Rationals()
    >>> q.text(determinant(q, q.array([[1, 2], [3, 4]])))
    '-2'
    """
    size = matrix.shape[-1]
    with numbers.arithmetic():
        total = matrix[..., 0, 0] * numbers.array(0)
        for order in permutations(range(size)):
            inversions = sum(order[i] > order[j] for i in range(size) for j in range(i + 1, size))
            term = numbers.array((-1) ** inversions)
            for row, column in enumerate(order):
                term = term * matrix[..., row, column]
            total = total + term
    return np.asarray(total)


def _decay(at: Any) -> Bounds:
    if not isinstance(at.numbers, Rationals) or at.batch_axes:
        raise NotDefined("the degree in beta is read off exact polynomials, one matrix at a time")
    if bool(positive_semidefinite(at.numbers, at.gauss_newton).is_no):
        return Bounds.exactly(-1, "E is infinite for all large beta, and E^-2 = 0")
    germs = Polynomials()
    scaled = germs.array(at.gauss_newton[None]) * germs.variable
    (polynomial,) = determinant(germs, scaled + germs.array(np.eye(scaled.shape[-1], dtype=int)))
    return Bounds.exactly(int(polynomial.degree()), "degree of det(I + beta M)")


def _curvature_plus_identity(at: Any) -> Array:
    with at.numbers.arithmetic():
        sum_: Array = at.gauss_newton + at.numbers.array(np.eye(at.gauss_newton.shape[-1], dtype=int))
    return sum_


prior_weight = Quantity("E[exp(-theta^T J^T H J theta / 2)]^-2", lambda at: integrated_weight(at.numbers, at.gauss_newton))
prior_weight_at_most_one = Proposition(
    "E[exp(-L)] <= 1",
    lambda at: ~negative(at.numbers, prior_weight(at) - at.numbers.array(1)),
    lambda at: {"E[exp(-L)]^-2": prior_weight(at)},
)
identity_plus_curvature_determinant = Quantity("det(I + J^T H J)", lambda at: determinant(at.numbers, _curvature_plus_identity(at)))
prior_decay = Quantity("degree in beta of E[exp(-beta theta^T J^T H J theta / 2)]^-2", _decay)
"""With ``M = J^T H J`` semidefinite it is that of ``det(I + beta M)``: twice the exponent of ``1/beta`` in the expectation.

With any other ``M`` the expectation is infinite for all large ``beta``, and the degree that of 0, which is -1 by convention.
"""
