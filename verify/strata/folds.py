"""Inputs that a transcendental activation cannot tell apart: irrational, so held as certified enclosures."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cache

import numpy as np

from verify.errors import Undecided
from verify.maps.activations import activation
from verify.maps.architecture import Architecture
from verify.numbers.balls import Balls
from verify.numbers.system import negative
from verify.statements.collapse import cut_network
from verify.statements.cuts import CutInstance
from verify.strata.choosers import Chooser
from verify.strata.strata import Stratum
from verify.truth import UNKNOWN, Truth


@dataclass(frozen=True)
class Enclosure:
    """Between ``low`` and ``high`` lies a point with the image of ``other``: the images at the two ends lie on either side of it."""

    low: Fraction
    high: Fraction
    other: Fraction

    def proves(self, at: CutInstance) -> Truth:
        """Do the two inputs of a cut share their activations, for some point of the ball that the second is? Yes or unknown.

        Asked of a single unit: its pre-activations are ``other`` and a ball with the two ends in it, at which its
        activation lies on either side; so the ball has a point of equal activation, by the intermediate value theorem.
        """
        numbers, before = at.numbers, at.values_at_cut.before
        if not isinstance(numbers, Balls) or before.shape != (2, 1):
            return UNKNOWN
        with numbers.arithmetic():
            first = numbers.zero(before[0] - numbers.array([self.other])).all()
            inside = all(before[1, 0].contains(end) for end in numbers.array([self.low, self.high]))
            name = at.architecture.activations[at.layer - 1].name
            sides = {_side(name, self.other, end, numbers) for end in (self.low, self.high)}
        return Truth.of(bool(first.is_yes) and inside and sides == {-1, 1}, np.False_)


def partner(name: str, other: Fraction, low: Fraction, high: Fraction, *, numbers: Balls, halvings: int = 100) -> Enclosure:
    """Encloses a point of ``[low, high]`` with the same activation as ``other``, by the intermediate value theorem and halving.

    Parameters
    ----------
    name : str
        A continuous activation; see `verify.maps.activations.activation`.
    other, low, high : Fraction
    numbers : Balls
        Decides the signs.
    halvings : int
        At most so many; it ends earlier where a sign is no longer decided.

    Raises
    ------
    Undecided
        If the images at the ends are not certainly on either side of that of ``other``.
    """
    rising = _side(name, other, high, numbers)
    if rising == 0 or _side(name, other, low, numbers) != -rising:
        raise Undecided(f"{name} at {low} and at {high} is not certainly on either side of its value at {other}: give other ends")
    for _ in range(halvings):
        middle = (low + high) / 2
        side = _side(name, other, middle, numbers)
        if side == 0:
            break
        low, high = (low, middle) if side == rising else (middle, high)
    return Enclosure(low, high, other)


def _side(name: str, other: Fraction, at: Fraction, numbers: Balls) -> int:
    """Sign of ``sigma(at) - sigma(other)``; 0 if it is not decided."""
    values = activation(name).value(numbers, numbers.array([at, other]))
    with numbers.arithmetic():
        gap = values[:1] - values[1:]
    return int(numbers.positive(gap).is_yes.item()) - int(negative(numbers, gap).is_yes.item())


def folding_neuron(name: str, other: str, low: str, high: str) -> CutInstance:
    """The network ``f(x) = v sigma(w x)`` at ``v = w = 1`` on ``other`` and on a point between ``low`` and ``high`` of equal image.

    The second input is a ball that contains the point; that the activations agree there is a fact of the instance, with its enclosure.
    Whatever is proved for the ball holds for the point.
    """
    numbers = Balls()
    found = partner(name, Fraction(other), Fraction(low), Fraction(high), numbers=numbers)
    ends, unit = numbers.array([[found.low], [found.high]]), numbers.array(["[0.5 +/- 0.5]"])
    with numbers.arithmetic():
        between = ends[:1] + (ends[1:] - ends[:1]) * unit
    inputs = np.concatenate([numbers.array([[found.other]]), between])
    folding = Architecture((1, 1, 1), name, biases=False)
    return cut_network(folding, inputs, at=[1, 1], numbers=numbers, facts={"shared activations": found})


_FOLDS = (("silu", "-5/4"), ("gelu", "-3/4"))
"""Activations with one minimum, and a dyadic number close to where it is, so that balls hold it exactly."""


def _smoothly_folded(choose: Chooser) -> CutInstance:
    """An input to the left of the minimum, at a whole number of quarters, and its partner to the right."""
    name, bottom = choose.among(_FOLDS)
    middle, step = Fraction(bottom), Fraction(int(choose.numbers.text(choose.integers((1,), 1, 3))[0]), 4)
    return _neuron(name, str(middle - step), str(middle))


@cache
def _neuron(name: str, other: str, bottom: str) -> CutInstance:
    """There are few of these, and each takes a hundred halvings."""
    return folding_neuron(name, other, bottom, "0")


merged_by_smooth_folding = Stratum(
    "inputs merged by smooth folding",
    "a SiLU or GELU neuron and two inputs on either side of its minimum with equal images; the second in a certified enclosure",
    _smoothly_folded,
    exact=False,
    screened=False,
    sizes=((2, 2), (2, 2)),
)
