"""Certified elimination on Arb balls: pivots proved nonzero, and what is left over."""

from __future__ import annotations

from typing import Any

import numpy as np
from flint import arb

from verify.numbers.balls import Balls
from verify.numbers.elements import elementwise, flat
from verify.numbers.system import Array

_BUNCH_PARLETT = arb(41) / 64  # close to (1 + sqrt 17) / 8, which bounds the growth of the entries; any value in (0, 1) is correct


def certified_pivots(numbers: Balls, matrix: Array) -> tuple[list[int], list[int], int]:
    """Rows and columns of a minor that is nonzero for every real matrix enclosed by the balls, and an upper bound for the rank.

    Gaussian elimination with complete pivoting, taking only pivots whose balls exclude 0. After r of them ``rank A = r + rank S`` for the
    remaining Schur complement S, so r is a lower bound; and S has no more independent rows than rows that are not exactly zero.
    """
    rest, rows, columns = matrix, list(range(matrix.shape[0])), list(range(matrix.shape[1]))
    found: list[tuple[int, int]] = []
    with numbers.arithmetic():
        while rest.size and (place := _largest(rest)) is not None:
            row, column = place
            step = rest - np.outer(rest[:, column] / rest[row, column], rest[row])
            rest = np.delete(np.delete(step, row, axis=0), column, axis=1)
            found.append((rows.pop(row), columns.pop(column)))
    return [row for row, _ in found], [column for _, column in found], len(found) + min(_not_zero(rest), _not_zero(rest.T))


def certified_inertia(numbers: Balls, matrix: Array) -> tuple[int, int, int, int]:
    """Numbers of positive, negative, zero and open eigenvalues of every symmetric matrix enclosed by the balls.

    Symmetric elimination: by Sylvester and Haynsworth, ``inertia A = inertia P + inertia S`` for a nonsingular pivot block P with Schur
    complement S. P is a diagonal entry of certain sign, or a 2 x 2 block of certainly negative determinant (one positive and one negative
    eigenvalue). A row of S that is exactly zero is a zero eigenvalue; what else is left is open.
    """
    rest = np.where(np.tri(len(matrix), k=-1, dtype=bool), matrix.T, matrix)
    positive = negative = 0
    with numbers.arithmetic():
        while rest.size:
            block = _pivot_block(rest)
            if block is None:
                break
            if len(block) == 2:
                positive, negative = positive + 1, negative + 1
            elif rest[block[0], block[0]] > 0:
                positive += 1
            else:
                negative += 1
            rest = _schur(rest, block)
    open_ = _not_zero(rest)
    return positive, negative, len(rest) - open_, open_


def _largest(values: Array) -> tuple[int, int] | None:
    """Place of the entry whose modulus has the largest lower bound; None if no entry is certainly nonzero."""
    bounds = [value.abs_lower() for value in flat(values)]
    best = max(range(len(bounds)), key=bounds.__getitem__)
    return divmod(best, values.shape[1]) if bounds[best] > 0 else None


def _pivot_block(rest: Array) -> list[int] | None:
    """Indices of a pivot block of certain inertia, after Bunch and Parlett; None if there is none."""
    diagonal = [value.abs_lower() for value in rest.diagonal()]
    best = max(range(len(diagonal)), key=diagonal.__getitem__)
    place = _largest(rest)
    if place is None:
        return None
    row, column = place
    if row != column and diagonal[best] < _BUNCH_PARLETT * rest[row, column].abs_lower() and _determinant(rest, row, column) < 0:
        return [row, column]
    if diagonal[best] > 0:
        return [best]
    return [row, column] if _determinant(rest, row, column) < 0 else None


def _determinant(rest: Array, row: int, column: int) -> Any:
    return rest[row, row] * rest[column, column] - rest[row, column] * rest[row, column]


def _schur(rest: Array, block: list[int]) -> Array:
    """Schur complement of the pivot block."""
    keep = [index for index in range(len(rest)) if index not in block]
    across = rest[np.ix_(keep, block)]
    if len(block) == 1:
        return np.asarray(rest[np.ix_(keep, keep)] - np.outer(across[:, 0] / rest[block[0], block[0]], across[:, 0]))
    first, second = block
    inverse = np.array([[rest[second, second], -rest[first, second]], [-rest[first, second], rest[first, first]]], dtype=object)
    return np.asarray(rest[np.ix_(keep, keep)] - (across @ (inverse / _determinant(rest, first, second))) @ across.T)


def _not_zero(values: Array) -> int:
    """How many rows are not exactly zero."""
    if not values.size:
        return 0
    return int(np.count_nonzero(~elementwise(values, arb.is_zero).astype(bool).all(axis=1)))
