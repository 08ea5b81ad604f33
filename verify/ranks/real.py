"""The rank of real matrices known as balls: proved from below in float64 where that suffices, in balls where it does not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import scipy.linalg
from flint import arb, arb_mat, fmpq, fmpz

from verify.numbers.balls import Balls
from verify.numbers.elements import elementwise, flat
from verify.numbers.system import Array
from verify.ranks.elimination import certified_pivots
from verify.ranks.rump import certified_lower_bound


def real_rank(numbers: Balls, matrix: Array) -> tuple[int, int]:
    """Lower and upper bound for the rank of every real matrix enclosed by the balls.

    No rank exceeds the number of rows, or columns, that are not exactly zero. Where Rump's criterion in float64, or the LU decomposition
    or the determinant of one block in balls, reaches that, it is the rank. Otherwise elimination with complete pivoting finds both bounds.
    """
    at_most = min(_not_zero(matrix), _not_zero(matrix.T))
    middle, radius = enclosures(matrix)
    if int(certified_lower_bound(middle, radius)) == at_most or full_block(numbers, matrix, middle, at_most) is not None:
        return at_most, at_most
    rows, _, upper = certified_pivots(numbers, matrix)
    return len(rows), upper


def full_block(numbers: Balls, matrix: Array, middle: Array, size: int) -> tuple[list[int], list[int]] | None:
    """Rows and columns of a block of this size that is proved nonsingular; None if none was found at this precision.

    Pivoted QR of the float midpoints proposes the block; it proves nothing.
    """
    if not np.isfinite(middle).all():
        return None
    columns = scipy.linalg.qr(middle, mode="r", pivoting=True)[1][:size]
    rows = scipy.linalg.qr(middle[:, columns].T, mode="r", pivoting=True)[1][:size]
    block = arb_mat(size, size, flat(matrix[np.ix_(rows, columns)]))
    with numbers.arithmetic():
        proved = any(test(block) for test in _NONSINGULAR)
    return (rows.tolist(), columns.tolist()) if proved else None


def _by_elimination(block: arb_mat) -> bool:
    """Arb solves a system only if it proves the matrix nonsingular."""
    try:
        block.solve(arb_mat(block.nrows(), 1, [arb(1)] * block.nrows()))
    except ZeroDivisionError:
        return False
    return True


def _by_determinant(block: arb_mat) -> bool:
    return not block.det().contains(0)


_NONSINGULAR: tuple[Callable[[arb_mat], bool], ...] = (_by_elimination, _by_determinant)


@dataclass(frozen=True)
class ApproximateInverse:
    """``R = entries / 2^exponent`` with ``||I - R A|| < 1`` for the block A of ``rows`` and ``columns``, which is therefore nonsingular."""

    rows: list[int]
    columns: list[int]
    exponent: int
    entries: list[list[fmpz]]


def approximate_inverse(numbers: Balls, matrix: Array, rows: list[int], columns: list[int]) -> ApproximateInverse | None:
    """An approximate inverse of a block, rounded to as few bits as prove it nonsingular; None if this precision gives none.

    Rounding moves an entry of R by at most ``2^-(exponent+1)``, and so a row of ``R A`` by at most that times the sum of all ``|A|``.
    """
    size = len(rows)
    block = arb_mat(size, size, flat(matrix[np.ix_(rows, columns)]))
    with numbers.arithmetic():
        try:
            inverse = block.inv()
        except ZeroDivisionError:
            return None
        total = sum((abs(entry).abs_upper() for entry in block.entries()), arb(0)).abs_upper().fmpq()
        exponent = int(total.ceil()).bit_length() + 2
        scaled = [(value.mid().fmpq() * 2**exponent + fmpq(1, 2)).floor() for value in inverse.entries()]
        rest = arb_mat(size, size, [int(i == j) for i in range(size) for j in range(size)])
        rest -= arb_mat(size, size, [arb(value) / 2**exponent for value in scaled]) * block
        if not all(sum(map(abs, row), arb(0)) < 1 for row in rest.table()):
            return None
    return ApproximateInverse(rows, columns, exponent, [scaled[at : at + size] for at in range(0, len(scaled), size)])


def enclosures(matrix: Array) -> tuple[Array, Array]:
    """Float64 midpoints, and radii within which the balls lie about them: the ball's own, and what rounding the midpoint cost."""
    middle = elementwise(matrix, lambda ball: float(ball.mid())).astype(float)
    radius = elementwise(matrix, lambda ball: float(ball.rad())).astype(float)
    return middle, (radius + np.abs(middle) * 2.0**-52) * (1 + 2.0**-50) + 2.0**-1060


def _not_zero(values: Array) -> int:
    """How many rows are not exactly zero."""
    if not values.size:
        return 0
    return int(np.count_nonzero(~elementwise(values, arb.is_zero).astype(bool).all(axis=1)))
