"""A null basis of an integer matrix by vectors as small as a choice of side makes them."""

from __future__ import annotations

from dataclasses import dataclass

from flint import fmpz, fmpz_mat, nmod_mat

from verify.ranks.exact import leading_columns

_SAMPLED = 8
_WORTH_A_CHOICE = 2000
"""Entries of a null basis below which looking at both sides takes longer than it can save."""


@dataclass(frozen=True, eq=False)
class NullBasis:
    """Primitive integer vectors that are a basis of ``{v : A v = 0}`` (side ``'right'``) or of ``{v : v^T A = 0}`` (side ``'left'``).

    Modulo a prime that does not divide ``denominator`` they stay independent: apart from one place, which is a divisor of it, each
    vanishes where the others have theirs.
    """

    side: str
    vectors: list[list[fmpz]]
    denominator: fmpz


def null_basis(matrix: fmpz_mat, rank: int, modulus: int) -> NullBasis:
    """A basis of small height on one side or the other of an integer matrix whose ``rank`` modulo a prime is not full.

    FLINT expresses each dependent column (or row) through independent ones, by lifting a solution modulo a prime until it is one over Q:
    work and size both follow the height of the answer. Vectors of structure (a rescaling of a unit, a dead unit) have few entries and
    small ones, generic vectors neither; so the side with fewer vectors is taken unless they are dense and those of the other side have
    fewer entries modulo the prime.
    """
    wide = matrix.nrows() < matrix.ncols()
    upright, across = (matrix.transpose(), matrix) if wide else (matrix, matrix.transpose())
    names = ("left", "right") if wide else ("right", "left")
    size = rank * (upright.ncols() - rank)
    flip = False
    if size > _WORTH_A_CHOICE:
        entries = _entries(upright, modulus)
        flip = 4 * entries > size and 2 * (across.ncols() - rank) < entries and _entries(across, modulus) < entries
    return NullBasis(names[flip], *_right_basis(across if flip else upright))


def _right_basis(matrix: fmpz_mat) -> tuple[list[list[fmpz]], fmpz]:
    reduced, denominator, rank = matrix.rref()
    pivots, width = leading_columns(reduced, rank), matrix.ncols()
    found, zero = [], fmpz(0)
    for free in _others(pivots, width):
        entries = [reduced[row, free] for row in range(rank)]
        content = _content(entries, denominator)
        vector = [zero] * width
        vector[free] = -denominator // content
        for column, entry in zip(pivots, entries if content == 1 else [entry // content for entry in entries], strict=True):
            vector[column] = entry
        found.append(vector)
    return found, denominator


def _content(entries: list[fmpz], start: fmpz) -> fmpz:
    """The greatest common divisor of all of them; most lists have shown it to be 1 after a few."""
    content = start
    for entry in entries:
        if content == 1:
            break
        content = content.gcd(entry)
    return content


def _entries(matrix: fmpz_mat, modulus: int) -> int:
    """About how many nonzero entries the right null basis has modulo a prime, from a few of its vectors."""
    reduced, rank = nmod_mat(matrix, modulus).rref()
    free = _others(leading_columns(reduced, rank), matrix.ncols())
    seen = free[:: -(-len(free) // _SAMPLED)]
    nonzero = sum(int(reduced[row, column]) != 0 for column in seen for row in range(rank))
    return len(free) + nonzero * len(free) // len(seen)


def _others(chosen: list[int], size: int) -> list[int]:
    taken = set(chosen)
    return [index for index in range(size) if index not in taken]
