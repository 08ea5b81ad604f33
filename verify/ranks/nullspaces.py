"""A null basis of an integer matrix by vectors as small as a choice of side makes them."""

from __future__ import annotations

from functools import reduce

from flint import fmpz, fmpz_mat, nmod_mat

from verify.ranks.exact import leading_columns

_SAMPLED = 8


def null_basis(matrix: fmpz_mat, modulus: int) -> tuple[str, list[list[fmpz]]]:
    """``'right'`` and a basis of ``{v : A v = 0}``, or ``'left'`` and one of ``{v : v^T A = 0}``, as primitive integer vectors.

    Each vector expresses one dependent column (row) through independent ones. FLINT finds them by lifting a solution modulo a prime until
    it is one over Q: steps and size both follow the height of the answer. Vectors of structure (a rescaling of a unit, a dead unit) have
    few entries and small ones, generic vectors neither, so that the side with fewer nonzero entries modulo a prime is the one to take; on
    generic matrices it is the side with fewer vectors.
    """
    reduced = nmod_mat(matrix, modulus)
    if _entries(reduced) <= _entries(reduced.transpose()):
        return "right", _right_basis(matrix)
    return "left", _right_basis(matrix.transpose())


def _right_basis(matrix: fmpz_mat) -> list[list[fmpz]]:
    reduced, denominator, rank = matrix.rref()
    pivots = leading_columns(reduced, rank)
    found = []
    for free in _others(pivots, matrix.ncols()):
        entries = [reduced[row, free] for row in range(rank)]
        content = reduce(fmpz.gcd, entries, denominator)
        vector = [fmpz(0)] * matrix.ncols()
        vector[free] = -denominator // content
        for column, entry in zip(pivots, entries, strict=True):
            vector[column] = entry // content
        found.append(vector)
    return found


def _entries(matrix: nmod_mat) -> int:
    """About how many nonzero entries the right null basis has, from a few of its vectors."""
    reduced, rank = matrix.rref()
    free = _others(leading_columns(reduced, rank), matrix.ncols())
    if not free:
        return 0
    seen = free[:: -(-len(free) // _SAMPLED)]
    nonzero = sum(int(reduced[row, column]) != 0 for column in seen for row in range(rank))
    return len(free) + nonzero * len(free) // len(seen)


def _others(chosen: list[int], size: int) -> list[int]:
    taken = set(chosen)
    return [index for index in range(size) if index not in taken]
