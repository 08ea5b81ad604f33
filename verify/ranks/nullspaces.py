"""A null basis of an integer matrix by vectors as small as a choice of side makes them."""

from __future__ import annotations

from functools import reduce

from flint import fmpz, fmpz_mat, nmod_mat

from verify.ranks.exact import leading_columns

_SAMPLED = 8
_WORTH_A_CHOICE = 2000
"""Entries of a null basis below which looking at both sides takes longer than it can save."""


def rank_and_null_basis(matrix: fmpz_mat, modulus: int) -> tuple[int, str, list[list[fmpz]]]:
    """The rank of an integer matrix modulo a prime, and where that falls short of the smaller side, a null basis over the integers.

    Its primitive vectors are a basis of ``{v : A v = 0}`` (side ``'right'``) or of ``{v : v^T A = 0}`` (side ``'left'``). A rank modulo the
    prime ``modulus`` that equals the smaller side is the rank, and no basis is needed. Otherwise FLINT expresses each dependent column (or
    row) through independent ones, by lifting a solution modulo a prime until it is one over Q: work and size both follow the height of the
    answer. Vectors of structure (a rescaling of a unit, a dead unit) have few entries and small ones, generic vectors neither; so the side
    with fewer vectors is taken unless they are dense and those of the other side have fewer entries modulo the prime.
    """
    wide = matrix.nrows() < matrix.ncols()
    upright, across = (matrix.transpose(), matrix) if wide else (matrix, matrix.transpose())
    names = ("left", "right") if wide else ("right", "left")
    rank, entries = _modulo(upright, modulus)
    if rank == upright.ncols():
        return rank, names[0], []
    dense = 4 * entries > rank * (upright.ncols() - rank)
    flip = dense and 2 * (across.ncols() - rank) < entries and _modulo(across, modulus)[1] < entries
    vectors = _right_basis(across if flip else upright)
    return rank, names[flip], vectors


def _right_basis(matrix: fmpz_mat) -> list[list[fmpz]]:
    reduced, denominator, rank = matrix.rref()
    pivots = leading_columns(reduced, rank)
    found, zero = [], fmpz(0)
    for free in _others(pivots, matrix.ncols()):
        entries = [reduced[row, free] for row in range(rank)]
        content = reduce(fmpz.gcd, entries, denominator)
        vector = [zero] * matrix.ncols()
        vector[free] = -denominator // content
        for column, entry in zip(pivots, entries, strict=True):
            if entry != 0:
                vector[column] = entry // content
        found.append(vector)
    return found


def _modulo(matrix: fmpz_mat, modulus: int) -> tuple[int, int]:
    """Rank modulo a prime, and about how many nonzero entries the right null basis has there, from a few of its vectors (0: few)."""
    reduced, rank = nmod_mat(matrix, modulus).rref()
    if rank * (matrix.ncols() - rank) <= _WORTH_A_CHOICE:
        return rank, 0
    free = _others(leading_columns(reduced, rank), matrix.ncols())
    seen = free[:: -(-len(free) // _SAMPLED)]
    nonzero = sum(int(reduced[row, column]) != 0 for column in seen for row in range(rank))
    return rank, len(free) + nonzero * len(free) // len(seen)


def _others(chosen: list[int], size: int) -> list[int]:
    taken = set(chosen)
    return [index for index in range(size) if index not in taken]
