"""What every number system offers, so that a formula is written once and never asks which numbers it got."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from verify.rigour import Rigour as Rigour  # every number system grades itself, so the word is at home here too
from verify.truth import Truth

Array = npt.NDArray[Any]
"""Elements of one number system: a float64 array, or an object array of its elements. Leading axes are batch axes."""


class System(Protocol):
    """A number system: its arrays, its arithmetic, and its three-valued signs.

    Arrays are NumPy arrays (float64, or object arrays of elements), so formulas use ``+ - *`` and indexing as usual. Elements are never
    compared with ``<`` or ``==`` and never passed to a ufunc: `positive`, `zero` and `function` are the only questions and functions.
    Scalars enter a formula as 0-d arrays made by `array`, never bare (NumPy would iterate a bare FLINT polynomial). NumPy itself unboxes
    the result of arithmetic between 0-d object arrays: index with an ellipsis (``values[0, ...]``) and keep one axis of length 1 where
    scalars are combined with each other. Every method here takes such a bare element for the 0-d array it stands for.
    """

    @property
    def name(self) -> str:
        """What `verify.numbers.named` turns back into this system."""

    @property
    def rigour(self) -> Rigour: ...

    def arithmetic(self) -> AbstractContextManager[Any]:
        """Context in which ``+ - * /`` on elements have this system's precision; restores what was there before."""

    def array(self, values: Any) -> Array:
        """Elements from nested sequences or arrays of int, Fraction, ``'p/q'`` strings or this system's own elements."""

    def zeros(self, shape: tuple[int, ...]) -> Array: ...

    def matmul(self, left: Array, right: Array) -> Array:
        """Matrix product over the last two axes, leading axes broadcast; both at least two-dimensional."""

    def solve(self, matrix: Array, right: Array) -> Array:
        """Solution ``X`` of ``matrix @ X = right`` for a nonsingular square matrix; `InvalidInput` if singular, `Undecided` if unclear."""

    def positive(self, values: Array) -> Truth:
        """Is each element > 0? Element-wise."""

    def zero(self, values: Array) -> Truth:
        """Is each element = 0? Element-wise."""

    def switch(self, values: Array) -> Truth:
        """The question a piecewise formula asks: is each element > 0? As `positive`, except that floats compare exactly."""

    def kink(self, values: Array) -> Truth:
        """Does each element stand on the kink of a piecewise formula, = 0? As `zero`, except that floats compare exactly."""

    def function(self, name: str, values: Array) -> Array:
        """Elementary function ``exp, log, tanh, sin, cos, sqrt, erf, softplus`` or ``reciprocal``, element-wise.

        `NotDefined` where it has no value in this system, `Undecided` where that cannot be told. (In float arrays: NaN.)
        """

    def constant(self, name: str) -> Array:
        """The 0-d array of ``'pi'``; `NotDefined` where it is not a number of this system."""

    def text(self, values: Array) -> Any:
        """The elements as exact strings, nested like the array."""


def negative(numbers: System, values: Array) -> Truth:
    """Is each element < 0?"""
    return numbers.positive(-values)


def objects(elements: list[Any], shape: tuple[int, ...]) -> Array:
    """An object array of the given shape from a flat list; never lets NumPy look inside an element."""
    flat = np.empty(len(elements), dtype=object)
    flat[:] = elements
    return flat.reshape(shape)
