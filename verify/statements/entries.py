"""How many entries of a matrix are not zero, and whether a matrix is orthogonal."""

from __future__ import annotations

from typing import Any

import numpy as np

from verify.numbers.system import Array, System
from verify.ranks.bounds import Bounds
from verify.statements.quantities import Quantity
from verify.truth import Truth


def nonzero_entries(matrix: Quantity) -> Quantity:
    """The number of entries that are not zero, as bounds where a number system leaves some open.

    Examples
    --------
    >>> from verify.numbers.rationals import Rationals
    >>> from verify.statements.instances import MatrixInstance
    >>> from verify.statements.quantities import jacobian
    >>> q = Rationals()
    >>> print(nonzero_entries(jacobian).of(MatrixInstance(q, q.array([[1, 0], [2, 3]]), q.array([[1, 0], [0, 1]]))))
    3
    """

    def count(at: Any) -> Bounds:
        zero = at.numbers.zero(matrix.of(at))
        return Bounds(zero.is_no.sum(axis=(-2, -1)), (~zero.is_yes).sum(axis=(-2, -1)), "counted")

    return Quantity(f"nonzero entries of {matrix.text}", count)


def is_orthogonal(numbers: System, matrix: Array) -> Truth:
    """Is ``A^T A = I``? Of square matrices (..., n, n)."""
    identity = numbers.array(np.eye(matrix.shape[-1], dtype=int))
    return numbers.zero(numbers.matmul(matrix.swapaxes(-1, -2), matrix) - identity).all(axis=(-2, -1))
