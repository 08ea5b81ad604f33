"""An integer known between two bounds: the form in which every rank and dimension is given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from verify.displays import Displayed
from verify.errors import InvalidInput
from verify.truth import Truth


@dataclass(frozen=True, eq=False)
class Bounds(Displayed):
    """``lower <= value <= upper``, for one integer or element-wise for a batch.

    Comparisons return a `Truth`: yes or no only where the bounds decide it. ``==`` raises: it would have two answers only.

    Parameters
    ----------
    lower, upper : int or array of int
        Proved bounds, or numerical ones where ``how`` says so.
    how : str
        How the bounds were got, in words for the reader of a report.

    Examples
    --------
    >>> Bounds(1, 2).equal(Bounds(3, 3)).name, Bounds(1, 2).equal(Bounds(2, 2)).name
    ('no', 'unknown')
    """

    lower: Any
    upper: Any
    how: str = ""

    def __post_init__(self) -> None:
        lower, upper = np.asarray(self.lower), np.asarray(self.upper)
        if not (lower.dtype.kind in "iu" and upper.dtype.kind in "iu" and np.all(lower <= upper)):
            raise InvalidInput(f"bounds must be integers with lower <= upper, got [{self.lower}, {self.upper}]")
        object.__setattr__(self, "lower", lower)
        object.__setattr__(self, "upper", upper)

    @classmethod
    def exactly(cls, value: Any, how: str = "") -> Bounds:
        return cls(value, value, how)

    def __eq__(self, other: object) -> bool:
        raise TypeError("bounds are compared with .equal, .at_most or .at_least, which have three answers; == would have two")

    __hash__ = object.__hash__

    def equal(self, other: Bounds | int) -> Truth:
        that = _bounds(other)
        pinned = (self.lower == self.upper) & (that.lower == that.upper) & (self.lower == that.lower)
        return Truth.of(pinned, (self.upper < that.lower) | (that.upper < self.lower))

    def at_most(self, other: Bounds | int) -> Truth:
        that = _bounds(other)
        return Truth.of(self.upper <= that.lower, self.lower > that.upper)

    def at_least(self, other: Bounds | int) -> Truth:
        return _bounds(other).at_most(self)

    def __add__(self, other: Bounds | int) -> Bounds:
        that = _bounds(other)
        return Bounds(self.lower + that.lower, self.upper + that.upper, _both(self.how, that.how))

    def __sub__(self, other: Bounds | int) -> Bounds:
        that = _bounds(other)
        return Bounds(self.lower - that.upper, self.upper - that.lower, _both(self.how, that.how))

    def __rsub__(self, other: int) -> Bounds:
        return _bounds(other) - self

    def __rmul__(self, factor: int) -> Bounds:
        low, high = (self.lower, self.upper) if factor >= 0 else (self.upper, self.lower)
        return Bounds(factor * low, factor * high, self.how)

    def __neg__(self) -> Bounds:
        return -1 * self

    __radd__ = __add__

    def __str__(self) -> str:
        if self.lower.ndim:
            return f"ranks in [{self.lower.tolist()}, {self.upper.tolist()}]"
        return str(int(self.lower)) if self.lower == self.upper else f"in [{int(self.lower)}, {int(self.upper)}]"


def _bounds(value: Bounds | int) -> Bounds:
    return value if isinstance(value, Bounds) else Bounds.exactly(value)


def _both(first: str, second: str) -> str:
    return "; ".join(dict.fromkeys(part for part in (first, second) if part))
