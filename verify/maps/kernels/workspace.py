"""Arrays that are allocated once and written again for every chunk, by steps that are recorded once and run again for every chunk."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable
from functools import partial
from typing import TypeVar

import numpy as np

from verify.numbers.system import Array

_CACHE_LINE = 64

Found = TypeVar("Found")


class Workspace:
    """Operations on the arrays of one chunk, each result kept under a name and overwritten by the next chunk.

    **Layout**: a quantity of units is (units, ..., C, D): features first, then the C networks of the chunk, then the D data. All
    element-wise work so runs over long contiguous rows of C D numbers; products of matrices see each network's matrix in it (features
    times data, rows C D apart) without a copy.

    **Steps**: finding views, shapes and names costs as much as the arithmetic on small networks. So everything that depends on the numbers
    is a `step`, a NumPy function with its arrays; `repeated` keeps the steps of a computation and from then on runs just those.

    Parameters
    ----------
    dtype : str
        ``'float64'`` or ``'float32'``.
    """

    def __init__(self, dtype: str) -> None:
        self.dtype = dtype
        self._rooms: dict[Hashable, Array] = {}
        self._held: dict[tuple[Hashable, tuple[int, ...]], Array] = {}
        self._steps: list[Callable[[], object]] = []
        self._recorded: dict[str, tuple[list[Callable[[], object]], object]] = {}

    def repeated(self, name: str, computation: Callable[[], Found]) -> Found:
        """What ``computation`` made of the arrays that are held, its steps run anew on what those arrays hold now.

        Examples
        --------
        >>> work = Workspace("float64")
        >>> numbers = work.held("numbers", (1, 1, 2))
        >>> for values in ((1, 2), (3, 4)):
        ...     numbers[...] = values
        ...     work.repeated("squares", lambda: work.product("squares", numbers, numbers)).tolist()
        [[[1.0, 4.0]]]
        [[[9.0, 16.0]]]
        """
        if name in self._recorded:
            steps, found = self._recorded[name]
            for step in steps:
                step()
            return found  # type: ignore[return-value]  # what the computation of that name returned
        self._steps = []
        result = computation()
        self._recorded[name] = self._steps, result
        return result

    def step(self, function: Callable[..., object], *arguments: object, **options: object) -> None:
        """Call the function, now and whenever the computation is repeated."""
        function(*arguments, **options)
        self._steps.append(partial(function, *arguments, **options))

    def copy(self, values: Array, into: Array) -> None:
        self.step(np.copyto, into, values)

    def add(self, values: Array, into: Array) -> None:
        self.step(np.add, into, values, into)

    def held(self, name: Hashable, shape: tuple[int, ...]) -> Array:
        """The array of that shape in the room called ``name``; zeros at first, on a cache line (up to twice as fast element by element).

        A room that is asked for in another shape is written over: everything that only the next step reads has one room, which stays in
        the cache.
        """
        found = self._held.get((name, shape))
        if found is None:
            size = math.prod(shape)
            if name not in self._rooms or self._rooms[name].size < size:
                self._rooms[name] = _aligned(size, self.dtype)
            found = self._held[name, shape] = self._rooms[name][:size].reshape(shape)
        return found

    def product(self, name: Hashable, first: Array, second: Array) -> Array:
        """``first * second``."""
        found = self.held(name, np.broadcast_shapes(first.shape, second.shape))
        self.step(np.multiply, first, second, found)
        return found

    def scale(self, factor: Array, into: Array) -> Array:
        """``factor * into``, in its place."""
        self.step(np.multiply, factor, into, into)
        return into

    def through(self, name: Hashable, weights: Array, values: Array) -> Array:
        """``y[i, ..., c, d] = sum over j of weights[c, i, j] values[j, ..., c, d]``: each network's matrix applied to its features."""
        found = self.held(name, (weights.shape[1], *values.shape[1:]))
        self.step(np.matmul, weights, _features_beside_data(values), _features_beside_data(found))
        return found

    def over_data(self, name: Hashable, first: Array, second: Array) -> Array:
        """``y[c, f, g] = sum over d of first[f, c, d] second[g, c, d]``: for each network all products of features, summed over data."""
        found = self.held(name, (first.shape[1], len(first), len(second)))
        self.step(np.matmul, first.transpose(1, 0, 2), second.transpose(1, 2, 0), found)
        return found


def _features_beside_data(values: Array) -> Array:
    """(features, ..., C, D) seen as (..., C, features, D)."""
    last = values.ndim - 1
    return values.transpose(*range(1, last), 0, last)


def _aligned(size: int, dtype: str) -> Array:
    """Zeros that begin on a cache line."""
    raw = np.zeros(size * np.dtype(dtype).itemsize + _CACHE_LINE, dtype=np.uint8)
    start = -raw.ctypes.data % _CACHE_LINE
    return raw[start : raw.size - _CACHE_LINE + start].view(dtype)
