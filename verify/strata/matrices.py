"""Strata of matrices and 2-jets: a Jacobian of every rank, a loss of every curvature, and nothing behind them."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np

from verify.maps.landscape import LossJet
from verify.numbers.system import Array
from verify.statements.instances import JetInstance, MatrixInstance
from verify.strata.cancelled import CANCELLED, turn
from verify.strata.choosers import Chooser, rationals, symmetric
from verify.strata.demands import DEGENERATE_FORMS, behaviours_for, loss_form, missing_sizes, stationary_gradient
from verify.strata.strata import Stratum

JACOBIANS = ("free", "low rank", "repeated rows", "zero rows", "diagonal", "zero")


def jacobian_matrix(choose: Chooser, rows: int, columns: int) -> Array:
    """A matrix (..., rows, columns): generic, of low rank, with equal rows, with some rows that are zero, diagonal, or zero."""
    kind = choose.among(JACOBIANS)
    numbers = choose.numbers
    if kind == "low rank":
        rank = choose.size(0, min(rows, columns))
        if rank == 0:
            return choose.integers((rows, columns), 0, 0)
        left, right = rationals(choose, (rows, rank)), rationals(choose, (rank, columns))
        return numbers.matmul(left, right)
    if kind == "zero":
        return choose.integers((rows, columns), 0, 0)
    matrix = rationals(choose, (rows, columns))
    if kind == "zero rows":
        return matrix * choose.integers((rows, 1), 0, 1)
    if kind == "diagonal":
        return matrix * numbers.array(np.eye(rows, columns, dtype=int))
    return matrix if kind == "free" else matrix[..., [row // 2 for row in range(rows)], :]


def _least(choose: Chooser) -> int:
    return 2 if "indefinite loss" in choose.demands else 1


def _matrix_pair(choose: Chooser) -> MatrixInstance:
    rows, columns = behaviours_for(choose, _least(choose), 4), choose.size(1, 4)
    jacobian = jacobian_matrix(choose, rows, columns)
    return MatrixInstance(choose.numbers, jacobian, loss_form(choose, (), rows, jacobian))


def _jet(choose: Chooser) -> JetInstance:
    numbers = choose.numbers
    rows, columns = missing_sizes(choose, 3) or (behaviours_for(choose, _least(choose), 3), choose.size(1, 3))
    jacobian = jacobian_matrix(choose, rows, columns)
    outputs = rationals(choose, (rows,))
    curvature = symmetric(choose, (rows,), columns)
    jet = LossJet(numbers, outputs, jacobian, curvature, stationary_gradient(choose, jacobian), loss_form(choose, (), rows, jacobian))
    if CANCELLED in choose.demands:
        jet = replace(jet, curvature=curvature + turn(choose, jet))
    return JetInstance(numbers, jet)


_FORMS = tuple((form,) for form in DEGENERATE_FORMS)
_SLOPES = ("perfect fit", "critical with residual")

matrix_pairs = Stratum(
    "matrix pairs",
    "a matrix J (up to 4 x 4, every rank) and a symmetric form H on its image space",
    _matrix_pair,
    degeneracies=_FORMS,
    sizes=((1, 4), (1, 4)),
)
jets = Stratum(
    "2-jets",
    "a 2-jet of a map of up to 3 parameters and 3 behaviours, with the 2-jet of a loss",
    _jet,
    degeneracies=(*_FORMS, *((slope,) for slope in _SLOPES), *product(_SLOPES, DEGENERATE_FORMS), (CANCELLED,)),
    sizes=((1, 3), (1, 3)),
)
