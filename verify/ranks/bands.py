"""Which singular values or eigenvalues of a floating-point matrix count as nonzero."""

from __future__ import annotations

import numpy as np

from verify.errors import InvalidInput
from verify.numbers.system import Array


def scaled(values: Array) -> Array:
    """The spectrum (last axis) divided by the larger of 1 and its biggest modulus.

    Asked of the result, a system's own `zero` and `positive` judge a spectrum relative to its biggest value where that exceeds 1, and by
    absolute size below: a matrix of nothing but noise has rank 0, and a 1 x 1 matrix with an entry of modulus at most 1 has rank 0
    exactly where its entry is called zero.
    """
    return np.asarray(values / np.max(np.abs(values), axis=-1, keepdims=True, initial=1))


def finite_matrices(matrix: Array) -> Array:
    """Mask over the batch of float matrices without NaN or infinity; a single matrix must be one of them.

    Inside a batch a NaN marks an instance that left the domain of a formula. It leaves everything open for itself and spoils nothing
    beside it; alone it is a mistake, and raises `InvalidInput`.
    """
    finite = np.isfinite(matrix)
    if matrix.ndim == 2 and not finite.all():
        place = [int(i) for i in np.argwhere(~finite)[0]]
        raise InvalidInput(f"matrix entry {place} is {matrix[tuple(place)]}: a rank is asked of finite entries")
    return np.asarray(finite.all(axis=(-2, -1)))
