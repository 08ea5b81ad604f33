"""Signs of symmetric matrices: inertia and definiteness."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import singledispatch
from itertools import pairwise
from typing import Any

import numpy as np

from verify.errors import InvalidInput, NotDefined
from verify.numbers.balls import Balls
from verify.numbers.floats import Floats
from verify.numbers.multiprecision import HighPrecision
from verify.numbers.rationals import Rationals, matrix_of
from verify.numbers.system import Array, System, objects
from verify.ranks.bands import finite_matrices, scaled
from verify.ranks.bounds import Bounds
from verify.ranks.elimination import certified_inertia
from verify.ranks.rank import matrix_array, rank
from verify.truth import Truth


@dataclass(frozen=True, eq=False)
class Inertia:
    """How many eigenvalues of a symmetric matrix are positive, negative and zero, counted with multiplicity."""

    positive: Bounds
    negative: Bounds
    zero: Bounds


def inertia(numbers: System, matrix: Any, *, exactly: bool = False) -> Inertia:
    """Inertia of symmetric matrices of shape (..., n, n), for each matrix of the batch.

    Over Q exact: the characteristic polynomial of a symmetric matrix has real roots only, and then Descartes' rule of signs is an
    equality, the number of positive roots being the number of sign changes of the coefficients. On balls proved, by elimination. On
    floats from the eigenvalues, with the band of the system; in a float batch, a matrix with a NaN keeps every count open. With
    ``exactly`` a float matrix is the matrix of dyadic rationals that its entries are, and its inertia is decided, with no tolerance.

    Raises
    ------
    InvalidInput
        If a matrix is not square, or certainly not symmetric.
    NotDefined
        Over a system without order.

    Examples
    --------
    >>> from verify.numbers import Rationals
    >>> print(inertia(Rationals(), [[0, 1], [1, 0]]).negative)
    1
    """
    values = _square(numbers, matrix)
    if exactly and isinstance(numbers, Floats):
        return inertia(Rationals(), Rationals().array(values))
    return _inertia(numbers, _symmetric(numbers, values))


def positive_definite(numbers: System, matrix: Any) -> Truth:
    """Is ``v^T A v > 0`` for every ``v != 0``? Yes for the empty matrix."""
    return inertia(numbers, matrix).positive.at_least(np.shape(matrix_array(numbers, matrix))[-1])


def positive_semidefinite(numbers: System, matrix: Any) -> Truth:
    """Is ``v^T A v >= 0`` for every ``v``? Yes for the empty matrix."""
    return inertia(numbers, matrix).negative.at_most(0)


def nonsingular(numbers: System, matrix: Any) -> Truth:
    """Has the square matrix (symmetric or not) full rank? Yes for the empty matrix."""
    values = _square(numbers, matrix)
    return rank(numbers, values).at_least(values.shape[-1])


@singledispatch
def _inertia(numbers: System, matrix: Array) -> Inertia:
    raise NotDefined(f"no signs of eigenvalues over {numbers.name}; ask at fixed values, over Rationals, Balls or Floats")


@_inertia.register
def _(numbers: Rationals, matrix: Array) -> Inertia:
    return _each(matrix, _descartes, "signs of the characteristic polynomial over Q")


@_inertia.register
def _(numbers: Balls, matrix: Array) -> Inertia:
    return _each(matrix, lambda one: certified_inertia(numbers, one), f"symmetric elimination on balls of {numbers.bits} bits")


@_inertia.register
def _(numbers: Floats, matrix: Array) -> Inertia:
    finite = finite_matrices(matrix)
    usable = np.where(finite[..., None, None], matrix, 0)
    values = np.linalg.eigvalsh((usable + np.swapaxes(usable, -1, -2)) / 2) if matrix.size else np.zeros(matrix.shape[:-1])
    how = f"eigenvalues above {numbers.signal:g} and above {numbers.noise:g}, relative to the largest where it exceeds 1"
    return _counted(numbers, values, how, finite)


@_inertia.register
def _(numbers: HighPrecision, matrix: Array) -> Inertia:
    def one(values: Array) -> Array:
        found = list(numbers.context.eigsy(numbers.matrix(values), eigvals_only=True)) if values.size else []
        return objects(found, (len(found),))

    batch = matrix.shape[:-2]
    spectra = objects([value for index in np.ndindex(*batch) for value in one(matrix[index])], matrix.shape[:-1])
    return _counted(numbers, spectra, f"eigenvalues at {numbers.digits} digits", np.ones(batch, dtype=bool))


def _square(numbers: System, matrix: Any) -> Array:
    values = matrix_array(numbers, matrix)
    if values.shape[-1] != values.shape[-2]:
        raise InvalidInput(f"a square matrix is needed, got shape {values.shape}")
    return values


def _symmetric(numbers: System, matrix: Array) -> Array:
    """The matrix, if it is not certainly asymmetric; floats are compared relative to their biggest entry, where that exceeds 1."""
    with numbers.arithmetic():
        difference = matrix - np.swapaxes(matrix, -1, -2)
        if isinstance(numbers, Floats | HighPrecision):
            difference = difference / np.max(np.abs(matrix), axis=(-2, -1), keepdims=True, initial=1)
    wrong = np.argwhere(numbers.zero(difference).is_no)
    if len(wrong):
        place = tuple(int(i) for i in wrong[0])
        mirrored = (*place[:-2], place[-1], place[-2])
        raise InvalidInput(f"not symmetric: entry {list(place)} is {matrix[place]}, entry {list(mirrored)} is {matrix[mirrored]}")
    return matrix


def _descartes(matrix: Array) -> tuple[int, int, int, int]:
    """Numbers of positive, negative, zero and open eigenvalues of one rational symmetric matrix."""
    integers, _ = matrix_of(matrix).numer_denom()
    coefficients = integers.charpoly().coeffs()
    zero = next(power for power, value in enumerate(coefficients) if value != 0)
    signs = [value > 0 for value in coefficients if value != 0]
    positive = sum(before != after for before, after in pairwise(signs))
    return positive, len(matrix) - zero - positive, zero, 0


def _counted(numbers: Floats | HighPrecision, values: Array, how: str, finite: Any) -> Inertia:
    spectrum = scaled(values)
    answers = (numbers.positive(spectrum), numbers.positive(-spectrum), numbers.zero(spectrum))
    size = values.shape[-1]
    counts = [
        Bounds(np.where(finite, answer.is_yes.sum(axis=-1), 0), np.where(finite, (~answer.is_no).sum(axis=-1), size), how)
        for answer in answers
    ]
    return Inertia(*counts)


def _each(matrix: Array, one: Callable[[Array], tuple[int, int, int, int]], how: str) -> Inertia:
    """Inertia from the counts (positive, negative, zero, open) of ``one`` matrix after the other."""
    batch = matrix.shape[:-2]
    counts = np.array([one(matrix[index]) for index in np.ndindex(*batch)], dtype=int).reshape(*batch, 4)
    open_ = counts[..., 3]
    return Inertia(*(Bounds(counts[..., sign], counts[..., sign] + open_, how) for sign in range(3)))
