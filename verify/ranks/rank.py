"""The rank of a matrix, as a pair of bounds, over every number system."""

from __future__ import annotations

from collections.abc import Callable
from functools import singledispatch
from typing import Any

import numpy as np

from verify.errors import InvalidInput, NotDefined
from verify.numbers.balls import Balls
from verify.numbers.elements import flat
from verify.numbers.floats import Floats
from verify.numbers.multiprecision import HighPrecision
from verify.numbers.polynomials import Polynomials, at
from verify.numbers.rationals import Rationals
from verify.numbers.residues import Residues
from verify.numbers.symbols import Symbols
from verify.numbers.system import Array, System, objects
from verify.ranks.bands import finite_matrices, scaled
from verify.ranks.batches import numerical_ranks
from verify.ranks.bounds import Bounds
from verify.ranks.exact import integer_rows, rank_over_q
from verify.ranks.real import real_rank
from verify.ranks.symbolic import symbolic_rank


def rank(numbers: System, matrix: Any, *, exactly: bool = False) -> Bounds:
    """Bounds for the rank of ``matrix`` of shape (..., m, n), for each matrix of the batch.

    ============= ==========================================================================================================
    Rationals     exact
    Polynomials   exact: the rank over the field Q(t), which is the rank at all but finitely many t
    Symbols       of the matrix of rational functions in its symbols and undefined functions: exact where entries are such functions
    Balls         proved for every enclosed real matrix
    Residues      of a rational matrix of which these are the residues: proved from below
    Floats        counted from the singular values: ``lower`` those that are certainly no noise, ``upper`` those that may be none
    HighPrecision the same at its own precision
    ============= ==========================================================================================================

    A matrix without rows or columns has rank 0. With ``exactly`` a float matrix is the matrix of dyadic rationals that its entries are, and
    its rank is decided, with no tolerance.

    Raises
    ------
    InvalidInput
        If ``matrix`` is no matrix, or is a single float matrix with a NaN or an infinity. (In a float batch such an entry leaves the
        rank of its own matrix open between 0 and ``min(m, n)``.)

    Examples
    --------
    >>> from verify.numbers import Rationals
    >>> print(rank(Rationals(), [[1, 2], ["1/2", 1]]))
    1
    >>> from verify.numbers import Floats
    >>> nearly = [[1.0, 1.0], [1.0, 1.0 + 2**-52]]
    >>> print(rank(Floats(), nearly), rank(Floats(), nearly, exactly=True))
    1 2
    """
    values = matrix_array(numbers, matrix)
    if exactly and isinstance(numbers, Floats):
        return _rank(Rationals(), Rationals().array(values))
    return _rank(numbers, values)


def matrix_array(numbers: System, matrix: Any) -> Array:
    """``matrix`` as an array of ``numbers``, at least two-dimensional."""
    values = matrix if isinstance(matrix, np.ndarray) else numbers.array(matrix)
    if values.ndim < 2:
        raise InvalidInput(f"a matrix has rows and columns; this array has shape {values.shape}")
    return values


@singledispatch
def _rank(numbers: System, matrix: Array) -> Bounds:
    raise NotDefined(f"no rank is known over {numbers.name}")


@_rank.register
def _(numbers: Rationals, matrix: Array) -> Bounds:
    return _each(matrix, lambda one: (rank_over_q(integer_rows(one)),) * 2, "exact elimination over Q")


@_rank.register
def _(numbers: Polynomials, matrix: Array) -> Bounds:
    return _each(matrix, lambda one: (_generic_rank(one),) * 2, "exact over Q(t): largest rank at more points than a minor has roots")


@_rank.register
def _(numbers: Symbols, matrix: Array) -> Bounds:
    return _each(matrix, symbolic_rank, "over the field of rational functions of the symbols")


@_rank.register
def _(numbers: Balls, matrix: Array) -> Bounds:
    return _each(matrix, lambda one: real_rank(numbers, one), f"a block of the balls of {numbers.bits} bits proved nonsingular")


@_rank.register
def _(numbers: Residues, matrix: Array) -> Bounds:
    def one(values: Array) -> tuple[int, int]:
        return numbers.matrix(values).rank(), min(values.shape)

    return _each(matrix, one, f"rank mod {numbers.prime} is at most the rank over Q")


@_rank.register
def _(numbers: Floats, matrix: Array) -> Bounds:
    smaller = min(matrix.shape[-2:])
    if smaller == 0:
        return Bounds.exactly(np.zeros(matrix.shape[:-2], dtype=int), "empty matrix")
    finite = finite_matrices(matrix)
    usable = matrix if finite.all() else np.where(finite[..., None, None], matrix, 0)
    found = numerical_ranks(numbers, usable.reshape(-1, *matrix.shape[-2:]))
    lower, upper = found.lower.reshape(finite.shape), found.upper.reshape(finite.shape)
    how = f"singular values above {numbers.signal:g} and above {numbers.noise:g}, relative to the largest where it exceeds 1"
    return Bounds(lower, np.where(finite, upper, smaller), how)


@_rank.register
def _(numbers: HighPrecision, matrix: Array) -> Bounds:
    def one(values: Array) -> tuple[int, int]:
        nonzero = ~numbers.zero(scaled(singular_values(numbers, values)))
        return int(nonzero.is_yes.sum()), int((~nonzero.is_no).sum())

    return _each(matrix, one, f"singular values at {numbers.digits} digits")


def singular_values(numbers: HighPrecision, matrix: Array) -> Array:
    """Singular values of one matrix in descending order."""
    if not matrix.size:
        return numbers.zeros((0,))
    found = list(numbers.context.svd_r(numbers.matrix(matrix), compute_uv=False))
    return objects(sorted(found, reverse=True), (len(found),))


def _each(matrix: Array, one: Callable[[Array], tuple[int, int]], how: str) -> Bounds:
    """Bounds from ``one`` matrix after the other."""
    batch = matrix.shape[:-2]
    found = [one(matrix[index]) for index in np.ndindex(*batch)]
    lower, upper = (np.array([pair[side] for pair in found], dtype=int).reshape(batch) for side in (0, 1))
    return Bounds(lower, upper, how)


def _generic_rank(matrix: Array) -> int:
    """Rank over Q(t) of one matrix over Q[t].

    The rank at a point is a lower bound. If it is at most r at more points than the degree of an (r+1)-minor, then these minors vanish
    identically and r is an upper bound. A minor's degree is at most the sum of the largest row degrees, and of the largest column degrees.
    """
    rows, columns = matrix.shape
    if not matrix.size:
        return 0
    degrees = np.array([max(poly.degree(), 0) for poly in flat(matrix)]).reshape(rows, columns)
    by_row, by_column = np.sort(degrees.max(axis=1))[::-1], np.sort(degrees.max(axis=0))[::-1]
    found = points = 0
    while found < min(rows, columns) and points <= min(by_row[: found + 1].sum(), by_column[: found + 1].sum()):
        points += 1
        values = at(matrix, points)
        found = max(found, rank_over_q(integer_rows(values)))
    return found
