"""Arrays without a size: array formulas read as sums over indices, so that one reading is true of every size."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction
from typing import Any, NoReturn

import numpy as np

from verify.errors import NotDefined
from verify.numbers.system import Array


class Kind(StrEnum):
    """What an index counts; the value is the size's name."""

    BEHAVIOUR = "behaviours"
    PARAMETER = "parameters"
    WIDTH = "width"
    BEFORE = "before"
    AFTER = "after"


Sizes = Mapping[Kind, int]
Axes = tuple[Kind | None, ...]
"""What each axis counts; None is an axis of length one."""


@dataclass(frozen=True)
class Factor:
    """One named array with an index at each of its axes, such as ``jacobian[a, i]``."""

    letter: str
    indices: tuple[int, ...]


@dataclass(frozen=True)
class Monomial:
    """``coefficient`` times the product of the factors, summed over every index that is not free.

    ``free`` has one entry per axis of the tensor (None on an axis of length one); ``kinds`` says what each index counts.
    """

    coefficient: Fraction
    factors: tuple[Factor, ...]
    free: tuple[int | None, ...]
    kinds: Mapping[int, Kind]

    def count(self, kind: Kind) -> int:
        """How many different indices of this kind one term of the sum involves, free ones included."""
        return Counter(self.kinds.values())[kind]


@dataclass(frozen=True, eq=False)
class Tensor:
    """An array of unknown size: a sum of monomials in named arrays.

    It does what array formulas need (``+ - *`` among tensors and rational scalars, ``swapaxes``, ``sum``, new axes, and the matrix product
    of `IndexSums`) and has no shape: a formula that asks for one raises `NotDefined`, so what was read off a tensor holds at every size.

    Examples
    --------
    >>> jacobian, gradient = letter("J", Kind.BEHAVIOUR, Kind.PARAMETER), letter("g", Kind.BEHAVIOUR)
    >>> print(IndexSums().matmul(jacobian.T, gradient[..., None])[..., 0])
    J[0,1] g[0]
    """

    axes: Axes
    terms: tuple[Monomial, ...]
    __array_ufunc__ = None  # NumPy leaves `array * tensor` to us

    def __add__(self, other: Any) -> Tensor:
        if not isinstance(other, Tensor) or other.axes != self.axes:
            raise NotDefined(f"sums of arrays without a size need the same axes: {self.axes} against {getattr(other, 'axes', other)}")
        return Tensor(self.axes, self.terms + other.terms)

    def __mul__(self, other: Any) -> Tensor:
        return _product(self, _tensor(other))

    __rmul__ = __mul__

    def __neg__(self) -> Tensor:
        return -1 * self

    def __sub__(self, other: Tensor) -> Tensor:
        return self + -other

    def swapaxes(self, first: int, second: int) -> Tensor:
        order = list(range(self.ndim))
        order[first], order[second] = order[second], order[first]
        return self._with_axes(order)

    @property
    def T(self) -> Tensor:
        return self._with_axes(list(range(self.ndim))[::-1])

    @property
    def mT(self) -> Tensor:
        return self.swapaxes(-1, -2)

    @property
    def ndim(self) -> int:
        return len(self.axes)

    def sum(self, axis: int, **_unused: Any) -> Tensor:
        """Sum along one axis."""
        if self.axes[axis] is None:
            raise NotDefined("a sum along an axis of length one: write [..., 0]")
        return self._with_axes([place for place in range(self.ndim) if place != axis % self.ndim])

    def __getitem__(self, key: Any) -> Tensor:
        """New axes (None), whole axes (``:`` and ``...``), and 0 at an axis of length one; no other index makes sense without a size."""
        keys = list(key) if isinstance(key, tuple) else [key]
        spare = self.ndim - sum(part is not None and part is not Ellipsis for part in keys)
        at = keys.index(Ellipsis) if Ellipsis in keys else len(keys)
        keys[at : at + 1] = [slice(None)] * spare
        order: list[int | None] = []
        place = 0
        for part in keys:
            if part is None:
                order.append(None)
                continue
            if part == slice(None):
                order.append(place)
            elif not (part == 0 and self.axes[place] is None):
                raise NotDefined(
                    f"an array without a size has no entry {part!r}: index it by ':', '...', None, or 0 at an axis of length one"
                )
            place += 1
        return self._with_axes(order)

    def _with_axes(self, order: list[Any]) -> Tensor:
        """The axes rearranged: a place of the old ones, or None for a new axis; axes left out are summed."""
        axes = tuple(None if place is None else self.axes[place] for place in order)
        terms = (replace(term, free=tuple(None if place is None else term.free[place] for place in order)) for term in self.terms)
        return Tensor(axes, tuple(terms))

    def _sizeless(self, *_unused: Any) -> NoReturn:
        raise NotDefined("the formula asks an array for its size, so what it does at one size says nothing about another")

    shape = property(_sizeless)
    size = property(_sizeless)
    __len__ = __iter__ = __bool__ = _sizeless

    def __str__(self) -> str:
        return " + ".join(_text(term) for term in self.terms) or "0"

    def on(self, arrays: Callable[[str], Array], numbers: Any, sizes: Sizes) -> Array:
        """The array that the sum stands for where the letters are these arrays: what a formula must agree with at any size."""
        total: Array = numbers.zeros(tuple(1 if kind is None else sizes[kind] for kind in self.axes))
        for term in self.terms:
            operands = [part for factor in term.factors for part in (arrays(factor.letter), list(factor.indices))]
            out = [index for index in term.free if index is not None]
            value = np.asarray(np.einsum(*operands, out)) if operands else numbers.array(1)
            new = tuple(place for place, index in enumerate(term.free) if index is None)
            total = np.asarray(total + numbers.array(term.coefficient) * np.expand_dims(value, new))
        return total


def letter(name: str, *axes: Kind) -> Tensor:
    """The array of this name, one index per axis."""
    indices = tuple(range(len(axes)))
    return Tensor(axes, (Monomial(Fraction(1), (Factor(name, indices),), indices, dict(enumerate(axes))),))


@dataclass(frozen=True)
class IndexSums:
    """The arithmetic of arrays without a size, under the names that formulas know from a number system."""

    name: str = field(default="index sums", init=False)

    def arithmetic(self) -> AbstractContextManager[None]:
        return nullcontext()

    def array(self, values: Any) -> Tensor:
        """A rational scalar; anything larger has a size."""
        return _tensor(values)

    def matmul(self, left: Tensor, right: Tensor) -> Tensor:
        if left.axes[-1] != right.axes[-2]:
            raise NotDefined(f"a matrix product sums over {left.axes[-1]} on the left, {right.axes[-2]} on the right")
        product = left[..., None] * right[..., None, :, :]
        return product[..., 0, :] if left.axes[-1] is None else product.sum(axis=-2)


def _tensor(value: Any) -> Tensor:
    if isinstance(value, Tensor):
        return value
    if isinstance(value, int | Fraction | str | np.integer):
        coefficient = Fraction(str(value))
        return Tensor((), (Monomial(coefficient, (), (), {}),) if coefficient else ())
    raise NotDefined(f"only rational scalars join arrays without a size, not {value!r}")


def _product(left: Tensor, right: Tensor) -> Tensor:
    """Element by element, axes aligned at the right, as NumPy broadcasts."""
    wide = max(left.ndim, right.ndim)
    left, right = (side[(None,) * (wide - side.ndim) + (Ellipsis,)] for side in (left, right))
    for one, other in zip(left.axes, right.axes, strict=True):
        if None not in (one, other) and one != other:
            raise NotDefined(f"a product pairs an axis of {one} with one of {other}")
    axes = tuple(one or other for one, other in zip(left.axes, right.axes, strict=True))
    return Tensor(axes, tuple(_times(one, other) for one in left.terms for other in right.terms))


def _times(one: Monomial, other: Monomial) -> Monomial:
    shift = 1 + max(one.kinds, default=-1)
    paired = {b: a for a, b in zip(one.free, other.free, strict=True) if a is not None and b is not None}
    name = {index: paired.get(index, index + shift) for index in other.kinds}
    renamed = tuple(Factor(factor.letter, tuple(name[index] for index in factor.indices)) for factor in other.factors)
    free = tuple(name[b] if a is None and b is not None else a for a, b in zip(one.free, other.free, strict=True))
    kinds = {**one.kinds, **{name[index]: kind for index, kind in other.kinds.items()}}
    return _renumbered(Monomial(one.coefficient * other.coefficient, one.factors + renamed, free, kinds))


def _renumbered(term: Monomial) -> Monomial:
    name = {index: place for place, index in enumerate(sorted(term.kinds))}
    factors = tuple(Factor(factor.letter, tuple(name[index] for index in factor.indices)) for factor in term.factors)
    free = tuple(None if index is None else name[index] for index in term.free)
    return Monomial(term.coefficient, factors, free, {name[index]: kind for index, kind in term.kinds.items()})


def _text(term: Monomial) -> str:
    factors = [f"{factor.letter}[{','.join(map(str, factor.indices))}]" for factor in term.factors]
    return " ".join([str(term.coefficient)] * (term.coefficient != 1 or not factors) + factors)
