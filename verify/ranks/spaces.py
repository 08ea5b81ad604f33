"""Images, kernels, and the orthogonal projection off an image."""

from __future__ import annotations

from functools import singledispatch
from typing import Any

import numpy as np
from flint import fmpq, fmpz_mat

from verify.errors import InvalidInput, NotDefined, Undecided
from verify.numbers.elements import filled
from verify.numbers.floats import Floats
from verify.numbers.rationals import Rationals, matrix_of
from verify.numbers.system import Array, System, objects
from verify.ranks.bands import finite_matrices, scaled
from verify.ranks.exact import columns_of, integer_rows, pivots
from verify.ranks.rank import matrix_array


def image_basis(numbers: System, matrix: Any) -> Array:
    """Basis of the column space of one matrix, as the columns of an array of shape (m, rank).

    Over Q the columns are the first independent columns of the matrix; for floats they are orthonormal.

    Raises
    ------
    Undecided
        If a float matrix has singular values between noise and signal, so that the rank is open.
    """
    return _image(numbers, _single(numbers, matrix))


def kernel(numbers: System, matrix: Any) -> Array:
    """Basis of ``{x : A x = 0}`` for one matrix, as the columns of an array of shape (n, n - rank); raises as `image_basis`.

    Examples
    --------
    >>> from verify.numbers import Rationals
    >>> Rationals().text(kernel(Rationals(), [[1, 2]]))
    [['-2'], ['1']]
    """
    return _kernel(numbers, _single(numbers, matrix))


def left_kernel(numbers: System, matrix: Any) -> Array:
    """Basis of ``{y : y^T A = 0}`` for one matrix, as the columns of an array of shape (m, m - rank); raises as `image_basis`."""
    return _kernel(numbers, _single(numbers, matrix).T)


def project_off_image(numbers: System, matrix: Any, vector: Any) -> Array:
    """Orthogonal projection of ``vector`` (..., m) onto the left kernel of ``matrix`` (..., m, n); batch axes broadcast.

    The result r is the one vector with ``r^T A = 0`` and ``vector - r`` in the image of A. Over Q, with B a basis of the image,
    ``r = v - B (B^T B)^{-1} B^T v``. For floats ``r = v - U U^T v`` with U the left singular vectors that may belong to the image:
    a direction between noise and signal is projected away, so that r is orthogonal to the image whichever of the two it is.

    Examples
    --------
    >>> from verify.numbers import Rationals
    >>> Rationals().text(project_off_image(Rationals(), [[1], [1]], [1, 0]))
    ['1/2', '-1/2']
    """
    values = matrix_array(numbers, matrix)
    vectors = vector if isinstance(vector, np.ndarray) else numbers.array(vector)
    if vectors.ndim < 1 or vectors.shape[-1] != values.shape[-2]:
        raise InvalidInput(f"vector of shape {vectors.shape} is no column of a matrix of shape {values.shape}")
    return _project(numbers, values, vectors)


def _single(numbers: System, matrix: Any) -> Array:
    values = matrix_array(numbers, matrix)
    if values.ndim > 2:
        raise InvalidInput(f"one matrix at a time: bases of a batch of shape {values.shape} may differ in size")
    return values


@singledispatch
def _image(numbers: System, matrix: Array) -> Array:
    raise NotDefined(f"no basis of an image over {numbers.name}; use Rationals or Floats")


@_image.register
def _(numbers: Rationals, matrix: Array) -> Array:
    return matrix[:, pivots(integer_rows(matrix))[1]]


@_image.register
def _(numbers: Floats, matrix: Array) -> Array:
    left, _, found = _decomposed(numbers, matrix)
    return left[:, :found]


@singledispatch
def _kernel(numbers: System, matrix: Array) -> Array:
    raise NotDefined(f"no basis of a kernel over {numbers.name}; use Rationals or Floats")


@_kernel.register
def _(numbers: Rationals, matrix: Array) -> Array:
    """With P a nonsingular pivot block and F the other columns in the pivot rows, the columns of ``(-P^{-1} F; I)``."""
    integers = integer_rows(matrix)
    rows, columns = pivots(integers)
    size = matrix.shape[1]
    free = [column for column in range(size) if column not in set(columns)]
    basis = filled(fmpq(0), (size, len(free)))
    basis[free, range(len(free))] = fmpq(1)
    if rows and free:
        chosen = columns_of(fmpz_mat([integers.table()[row] for row in rows]), columns + free)
        block, others = columns_of(chosen, list(range(len(rows)))), columns_of(chosen, list(range(len(rows), size)))
        solved = block.solve(others)
        basis[columns] = objects([-value for value in solved.entries()], (len(columns), len(free)))
    return basis


@_kernel.register
def _(numbers: Floats, matrix: Array) -> Array:
    _, right, found = _decomposed(numbers, matrix)
    return right[found:].T


@singledispatch
def _project(numbers: System, matrix: Array, vector: Array) -> Array:
    raise NotDefined(f"no orthogonal projection over {numbers.name}; use Rationals or Floats")


@_project.register
def _(numbers: Rationals, matrix: Array, vector: Array) -> Array:
    batch = np.broadcast_shapes(matrix.shape[:-2], vector.shape[:-1])
    matrices, vectors = np.broadcast_to(matrix, batch + matrix.shape[-2:]), np.broadcast_to(vector, batch + vector.shape[-1:])
    found: list[Any] = []
    for index in np.ndindex(*batch):
        column = matrix_of(vectors[index][:, None])
        basis = _image(numbers, matrices[index])
        if basis.size:
            inside = matrix_of(basis)
            across = inside.transpose()
            column = column - inside * (across * inside).solve(across * column)
        found.extend(column.entries())
    return objects(found, batch + vector.shape[-1:])


@_project.register
def _(numbers: Floats, matrix: Array, vector: Array) -> Array:
    if not matrix.size:
        return np.broadcast_to(vector, np.broadcast_shapes(matrix.shape[:-2], vector.shape[:-1]) + vector.shape[-1:]).copy()
    finite = finite_matrices(matrix)
    left, values, _ = np.linalg.svd(np.where(finite[..., None, None], matrix, 0), full_matrices=False)
    inside = left * ~numbers.zero(scaled(values)).is_yes[..., None, :]
    column = vector[..., None]
    with numbers.arithmetic():
        projected = (column - inside @ (np.swapaxes(inside, -1, -2) @ column))[..., 0]
    return np.where(finite[..., None], projected, np.nan)


def _decomposed(numbers: Floats, matrix: Array) -> tuple[Array, Array, int]:
    """Left and right singular vectors of one float matrix, and its rank."""
    finite_matrices(matrix)
    if not matrix.size:
        return np.eye(matrix.shape[0]), np.eye(matrix.shape[1]), 0
    left, values, right = np.linalg.svd(matrix)
    nonzero = ~numbers.zero(scaled(values))
    if nonzero.is_unknown.any():
        raise Undecided(f"the rank is open: singular values {values[nonzero.is_unknown]} stand between noise and signal")
    return left, right, int(nonzero.is_yes.sum())
