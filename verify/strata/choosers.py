"""Who makes the choices of a builder: seeded batches, the exact replay of one instance of a batch, or Hypothesis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Protocol, TypeVar

import numpy as np
import numpy.typing as npt
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from verify.numbers.floats import Floats
from verify.numbers.rationals import Rationals
from verify.numbers.system import Array, System

T = TypeVar("T")
Choice = int | npt.NDArray[np.int64]
"""One answer of a chooser: the place of an option or a size, or an array of values."""


class Chooser(Protocol):
    """Makes the choices a builder asks for, all of them small integers, in the order asked.

    ``among`` and ``size`` choose the *shape* of an instance, one for a whole batch; ``integers`` chooses its *values*, which may carry a
    leading batch axis. A builder that uses nothing else gives the same instance to every chooser that makes the same choices.
    """

    numbers: System
    demands: frozenset[str]
    scale: int

    def among(self, options: Sequence[T]) -> T: ...

    def size(self, low: int, high: int) -> int:
        """An integer in ``[low, min(high, low + scale)]``: small scales give the smallest shapes."""

    def integers(self, shape: tuple[int, ...], low: int, high: int) -> Array:
        """Elements ``low..high`` of the number system, with a leading batch axis if this chooser makes batches."""


@dataclass
class _Seeded:
    """The stream of choices that a seed determines; both batches and replays read it, so they agree."""

    seed: tuple[int, ...]
    count: int
    demands: frozenset[str]
    scale: int
    rng: np.random.Generator = field(init=False)

    def __post_init__(self) -> None:
        self.rng = np.random.default_rng(np.random.SeedSequence(self.seed))

    def among(self, options: Sequence[T]) -> T:
        return options[self.one(0, len(options) - 1)]

    def size(self, low: int, high: int) -> int:
        return self.one(low, min(high, low + self.scale))

    def one(self, low: int, high: int) -> int:
        return int(self.rng.integers(low, high + 1))

    def draw(self, shape: tuple[int, ...], low: int, high: int) -> npt.NDArray[np.int64]:
        return self.rng.integers(low, high + 1, size=(self.count, *shape))


@dataclass
class BatchChooser(_Seeded):
    """Draws ``count`` instances at once, in float64, and remembers how large their choices are (``weight``)."""

    numbers: System = field(default_factory=Floats)
    weight: npt.NDArray[np.int64] = field(init=False)

    def __post_init__(self) -> None:
        super().__post_init__()
        self.weight = np.zeros(self.count, dtype=np.int64)

    def integers(self, shape: tuple[int, ...], low: int, high: int) -> Array:
        drawn = self.draw(shape, low, high)
        self.weight += np.abs(drawn).reshape(self.count, -1).sum(axis=1)
        return self.numbers.array(drawn)


@dataclass
class ReplayChooser(_Seeded):
    """Replays a seeded batch and keeps instance ``index`` of it, over the rationals unless told otherwise; ``made`` are its choices."""

    index: int = 0
    numbers: System = field(default_factory=Rationals)
    made: list[Choice] = field(default_factory=list)

    def one(self, low: int, high: int) -> int:
        self.made.append(super().one(low, high))
        return int(self.made[-1])

    def integers(self, shape: tuple[int, ...], low: int, high: int) -> Array:
        self.made.append(self.draw(shape, low, high)[self.index])
        return self.numbers.array(self.made[-1])


@dataclass
class HypothesisChooser:
    """Draws one exact instance; a failure shrinks choice by choice, towards 0 and towards the first option."""

    draw: DrawFn
    demands: frozenset[str] = frozenset()
    scale: int = 3
    numbers: System = field(default_factory=Rationals)

    def among(self, options: Sequence[T]) -> T:
        return self.draw(st.sampled_from(list(options)))

    def size(self, low: int, high: int) -> int:
        return self.draw(st.integers(low, min(high, low + self.scale)))

    def integers(self, shape: tuple[int, ...], low: int, high: int) -> Array:
        count = int(np.prod(shape, dtype=int))
        values = self.draw(st.lists(st.integers(low, high), min_size=count, max_size=count))
        return self.numbers.array(np.array(values, dtype=np.int64).reshape(shape))


def rationals(choose: Chooser, shape: tuple[int, ...], *, bound: int | None = None) -> Array:
    """Small integers, and halves of them once the scale allows; zero is often among them, on purpose."""
    reach = choose.scale if bound is None else bound
    values = choose.integers(shape, -reach, reach)
    if choose.scale > 2 and choose.among((False, True)):
        return values * choose.numbers.array(Fraction(1, 2))
    return values


def symmetric(choose: Chooser, shape: tuple[int, ...], size: int) -> Array:
    """Symmetric matrices of small integers, shape ``(*shape, size, size)``."""
    values = choose.integers((*shape, size, size), -choose.scale, choose.scale)
    upper: Any = np.triu(np.ones((size, size), dtype=int))
    kept = values * choose.numbers.array(upper)
    strict = values * choose.numbers.array(upper - np.eye(size, dtype=int))
    matrices: Array = kept + strict.swapaxes(-1, -2)
    return matrices
