"""Named sources of instances, and the recipes by which one of their instances travels."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from verify.errors import InvalidInput
from verify.numbers.system import System
from verify.strata.choosers import BatchChooser, Chooser, HypothesisChooser, ReplayChooser

Builder = Callable[[Chooser], Any]


@dataclass(frozen=True)
class Recipe:
    """One instance of a stratum, as a few integers: which seeded batch it is in, and where."""

    stratum: Stratum
    seed: tuple[int, ...]
    count: int
    scale: int
    demands: frozenset[str] = frozenset()
    index: int = 0

    def batch(self) -> tuple[Any, Any]:
        """The whole batch in float64, and how large each instance's choices are."""
        choose = BatchChooser(self.seed, self.count, self.demands, self.scale)
        return self.stratum.build(choose), choose.weight

    def instance(self, numbers: System | None = None) -> Any:
        """Instance ``index`` alone, over the rationals or another exact system: the same choices, rebuilt, not re-read from floats."""
        choose = ReplayChooser(self.seed, self.count, self.demands, self.scale, index=self.index)
        if numbers is not None:
            choose.numbers = numbers
        return self.stratum.build(choose)

    def at(self, index: int) -> Recipe:
        return replace(self, index=index)


@dataclass(frozen=True)
class Stratum:
    """A named set of instances with one builder, whatever the number system and whoever chooses.

    Parameters
    ----------
    name : str
    description : str
        What every instance of the stratum satisfies.
    build : callable
        Chooser to instance; honours the chooser's ``demands`` (see `verify.strata.demands`).
    exact : bool
        False if its instances have no exact form over the rationals (tanh networks): float evidence only.
    screened : bool
        False if statements about it cannot be judged in float batches: it is asked instance by instance, exactly.
    degeneracies : tuple of tuples of str
        Demands, one or two at a time, by which its instances are made degenerate; see `verify.strata.degeneracies`.
    often : tuple of (str, float)
        What holds of many of its instances, each with the share of draws at the scales 1, 2 and 3 that has it at least; ``smooth`` (off all
        kinks, inside the domain of the loss) holds of all of them where it is not named.
    sizes : two pairs of int, optional
        The smallest and the largest number of behaviours, and of parameters, that a few dozen draws at these scales reach.
    """

    name: str
    description: str
    build: Builder
    exact: bool = True
    screened: bool = True
    degeneracies: tuple[tuple[str, ...], ...] = ()
    often: tuple[tuple[str, float], ...] = ()
    sizes: tuple[tuple[int, int], tuple[int, int]] | None = None

    def recipe(self, seed: Sequence[int], count: int, scale: int, demands: frozenset[str] = frozenset()) -> Recipe:
        return Recipe(self, tuple(seed), count, scale, demands)

    def having(self, *degeneracies: str) -> Stratum:
        """The part of this stratum whose instances have all these degeneracies.

        Raises
        ------
        InvalidInput
            If this stratum does not know how to build one of them.
        """
        if degeneracies not in self.degeneracies:
            single = ", ".join(known[0] for known in self.degeneracies if len(known) == 1)
            what = f"it can with {single}, and with some pairs of them in this order" if single else "it has no named degeneracies"
            raise InvalidInput(f"{self.name} cannot be built with {' and '.join(degeneracies)}; {what}")

        def build(choose: Chooser) -> Any:
            choose.demands = choose.demands | frozenset(degeneracies)
            return self.build(choose)

        what = " and ".join(degeneracies)
        return replace(
            self,
            name=f"{self.name} with {what}",
            description=f"{self.description}; with {what}",
            build=build,
            degeneracies=(),
            often=(),
            sizes=None,
        )

    def combinations(self) -> tuple[Stratum, ...]:
        """The stratum itself, its part with each of its degeneracies, and with each two that go together."""
        return (self, *(self.having(*names) for names in self.degeneracies))

    def strategy(self, demands: frozenset[str] = frozenset(), scale: int = 3) -> SearchStrategy[Any]:
        """A Hypothesis strategy of exact instances that shrinks choice by choice."""

        @st.composite
        def instances(draw: DrawFn) -> Any:
            return self.build(HypothesisChooser(draw, demands, scale))

        return instances()


@dataclass(frozen=True)
class NamedInstances:
    """A stratum of instances written out by hand: the smallest ones, the classical ones, the ones a claim is about."""

    name: str
    instances: tuple[Any, ...]
    description: str = "instances written out"

    def __iter__(self) -> Iterator[Any]:
        return iter(self.instances)
