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
    if int(certified_lower_bound(middle, radius)) == at_most or full_block(numbers, matrix, middle, at_most):
        return at_most, at_most
    rows, _, upper = certified_pivots(numbers, matrix)
    return len(rows), upper


def full_block(numbers: Balls, matrix: Array, middle: Array, size: int) -> bool:
    """Is there a block of this size that is proved nonsingular? False if none was found at this precision."""
    block = _block(matrix, *proposed_block(middle, size))
    with numbers.arithmetic():
        return any(test(block) for test in _NONSINGULAR)


def proposed_block(middle: Array, size: int) -> tuple[list[int], list[int]]:
    """Rows and columns of a block that pivoted QR of the float midpoints takes for nonsingular; it proves nothing."""
    if not np.isfinite(middle).all():
        return list(range(size)), list(range(size))
    columns = scipy.linalg.qr(middle, mode="r", pivoting=True)[1][:size]
    rows = scipy.linalg.qr(middle[:, columns].T, mode="r", pivoting=True)[1][:size]
    return rows.tolist(), columns.tolist()


def _block(matrix: Array, rows: list[int], columns: list[int]) -> arb_mat:
    return arb_mat(len(rows), len(columns), flat(matrix[np.ix_(rows, columns)]))


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
    block = _block(matrix, rows, columns)
    with numbers.arithmetic():
        total = sum((abs(entry).abs_upper() for entry in block.entries()), arb(0)).abs_upper().fmpq()
        exponent = int(total.ceil()).bit_length() + 2
        for proposal in (_inverse_of_midpoints, _inverse_of_balls):
            scaled = proposal(block, exponent)
            if scaled and _inverts(scaled, exponent, block):
                size = len(rows)
                return ApproximateInverse(rows, columns, exponent, [scaled[at : at + size] for at in range(0, len(scaled), size)])
    return None


def _inverse_of_midpoints(block: arb_mat, exponent: int) -> list[fmpz]:
    """``2^exponent`` times the inverse by float64, rounded; empty where that fails."""
    middle = np.array([float(entry.mid()) for entry in block.entries()]).reshape(block.nrows(), block.ncols())
    try:
        scaled = np.linalg.inv(middle) * 2.0**exponent
    except np.linalg.LinAlgError:
        return []
    return [fmpz(round(value)) for value in scaled.ravel().tolist()] if np.isfinite(scaled).all() else []


def _inverse_of_balls(block: arb_mat, exponent: int) -> list[fmpz]:
    """The same at the precision of the balls."""
    try:
        return [(value.mid().fmpq() * 2**exponent + fmpq(1, 2)).floor() for value in block.inv().entries()]
    except ZeroDivisionError:
        return []


def _inverts(scaled: list[fmpz], exponent: int, block: arb_mat) -> bool:
    """Is ``||I - R A|| < 1`` for ``R = scaled / 2^exponent`` and every A in the block?"""
    size, one = block.nrows(), arb(2) ** exponent
    rest = arb_mat(size, size, [one if i == j else arb(0) for i in range(size) for j in range(size)])
    rest -= arb_mat(size, size, list(map(arb, scaled))) * block
    return all(sum(map(abs, row), arb(0)) < one for row in rest.table())


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
