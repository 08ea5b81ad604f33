"""Arrays that are allocated once and written again for every chunk, and the few operations of which the kernels are made."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np

from verify.numbers.system import Array

_CACHE_LINE = 64


class Workspace:
    """Operations on the arrays of one chunk, each result kept under a name and overwritten by the next chunk.

    **Layout**: a quantity of units is (units, ..., C, D): features first, then the C networks of the chunk, then the D data. All
    element-wise work so runs over long contiguous rows of C D numbers; products of matrices see each network's matrix in it (features
    times data, rows C D apart) without a copy.

    Parameters
    ----------
    dtype : str
        ``'float64'`` or ``'float32'``.
    """

    def __init__(self, dtype: str) -> None:
        self.dtype = dtype
        self._held: dict[Hashable, Array] = {}

    def held(self, name: Hashable, shape: tuple[int, ...]) -> Array:
        """The array called ``name``; zeros when it is made, on a cache line (element-wise work is up to twice as fast there)."""
        found = self._held.get(name)
        if found is None:
            found = self._held[name] = _aligned(shape, self.dtype)
        return found

    def product(self, name: Hashable, first: Array, second: Array) -> Array:
        """``first * second``."""
        found = self._held.get(name)
        if found is None:
            found = self.held(name, np.broadcast_shapes(first.shape, second.shape))
        return np.multiply(first, second, out=found)

    def through(self, name: Hashable, weights: Array, values: Array) -> Array:
        """``y[i, ..., c, d] = sum over j of weights[c, i, j] values[j, ..., c, d]``: each network's matrix applied to its features."""
        found = self.held(name, (weights.shape[1], *values.shape[1:]))
        np.matmul(weights, _features_beside_data(values), out=_features_beside_data(found))
        return found

    def over_data(self, name: Hashable, first: Array, second: Array) -> Array:
        """``y[c, f, g] = sum over d of first[f, c, d] second[g, c, d]``: for each network all products of features, summed over data."""
        found = self.held(name, (first.shape[1], len(first), len(second)))
        return np.matmul(first.transpose(1, 0, 2), second.transpose(1, 2, 0), out=found)


def _features_beside_data(values: Array) -> Array:
    """(features, ..., C, D) seen as (..., C, features, D)."""
    last = values.ndim - 1
    return values.transpose(*range(1, last), 0, last)


def _aligned(shape: tuple[int, ...], dtype: str) -> Array:
    """Zeros that begin on a cache line."""
    size = int(np.prod(shape)) * np.dtype(dtype).itemsize
    raw = np.zeros(size + _CACHE_LINE, dtype=np.uint8)
    start = -raw.ctypes.data % _CACHE_LINE
    return raw[start : start + size].view(dtype).reshape(shape)
