"""Applying an operation on single matrices to every matrix of a batch."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from verify.errors import InvalidInput
from verify.numbers.system import Array, objects


def product_shape(left: Array, right: Array) -> tuple[int, ...]:
    """Shape of ``left @ right``; `InvalidInput` where there is no product."""
    if left.ndim < 2 or right.ndim < 2 or left.shape[-1] != right.shape[-2]:
        raise InvalidInput(f"no matrix product of shapes {left.shape} and {right.shape}: inner sizes must agree, both at least 2-d")
    return (*_batch(left, right), left.shape[-2], right.shape[-1])


def solution_shape(matrix: Array, right: Array) -> tuple[int, ...]:
    """Shape of the solution of ``matrix @ X = right``; `InvalidInput` unless the matrix is square and the rows agree."""
    if matrix.ndim < 2 or right.ndim < 2 or matrix.shape[-1] != matrix.shape[-2] or matrix.shape[-1] != right.shape[-2]:
        raise InvalidInput(f"no system to solve: matrix of shape {matrix.shape} must be square, right side {right.shape} of as many rows")
    return (*_batch(matrix, right), *right.shape[-2:])


def each_pair(left: Array, right: Array, shape: tuple[int, ...], operation: Callable[[Array, Array], list[Any]]) -> Array:
    """Object array of ``shape`` from ``operation(A, B)``, the row-major entries got from each pair of matrices of the broadcast batch."""
    batch = shape[:-2]
    lefts, rights = np.broadcast_to(left, batch + left.shape[-2:]), np.broadcast_to(right, batch + right.shape[-2:])
    found: list[Any] = []
    for index in np.ndindex(*batch):
        found.extend(operation(lefts[index], rights[index]))
    return objects(found, shape)


def _batch(left: Array, right: Array) -> tuple[int, ...]:
    try:
        return np.broadcast_shapes(left.shape[:-2], right.shape[:-2])
    except ValueError:
        raise InvalidInput(f"batch axes {left.shape[:-2]} and {right.shape[:-2]} do not broadcast") from None
