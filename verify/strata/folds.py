"""Inputs that a transcendental activation cannot tell apart: irrational, so held as certified enclosures."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any

import numpy as np

from verify.errors import Undecided
from verify.maps.activations import activation
from verify.maps.architecture import Architecture
from verify.maps.newton import Equations, enclosed_zero, holds_one_zero
from verify.numbers.balls import Balls
from verify.numbers.system import Array
from verify.statements.collapse import cut_network
from verify.statements.cuts import CutInstance
from verify.strata.choosers import Chooser
from verify.strata.strata import Stratum
from verify.truth import UNKNOWN, Truth


@dataclass(frozen=True)
class EqualImages:
    """That the second input, a ball, holds a point with the image of the first."""

    def proves(self, at: CutInstance) -> Truth:
        """By Krawczyk's test, asked of the ball of the instance, where a single unit of the first layer sees two numbers: yes or unknown.

        It is asked of the input itself: balls further on can hold numbers that come from no input.
        """
        numbers, net = at.numbers, at.architecture
        if not isinstance(numbers, Balls) or at.batch_axes or (at.layer, net.widths[:2], at.group) != (1, (1, 1), (0, 1)):
            return UNKNOWN
        blocks = net.unpack(at.theta)
        first, second = numbers.array(at.network.inputs)
        return holds_one_zero(_gap(net.activations[0].name, first, numbers, blocks["W1"][0], blocks.get("b1", 0)), second, numbers)


def _gap(name: str, other: Array, numbers: Balls, weight: Any = 1, bias: Any = 0) -> Equations:
    """``sigma(w x + b) - sigma(w other + b)`` and its derivative in ``x``."""
    unit = activation(name)

    def equations(x: Array) -> tuple[Array, Array]:
        with numbers.arithmetic():
            value, slope, _ = unit.derivatives(numbers, weight * x + bias)
            return value - unit.value(numbers, weight * other + bias), (weight * slope)[:, None]

    return equations


def folding_neuron(name: str, other: str, near: str) -> CutInstance:
    """The network ``f(x) = v sigma(w x)`` at ``v = w = 1`` on ``other`` and on the point of equal image close to ``near``.

    The second input is a ball that contains the point; that the activations agree there is a fact of the instance, which is asked of the
    ball. Whatever is proved for the ball holds for the point.

    Raises
    ------
    Undecided
        If Newton's method from ``near`` certifies no such point, or comes back to ``other``.
    """
    numbers = Balls()
    first = numbers.array([other])
    found = enclosed_zero(_gap(name, first, numbers), numbers.array([near]), numbers)
    with numbers.arithmetic():
        apart = ~numbers.zero(found - first)
    if not apart.is_yes.all():
        raise Undecided(f"Newton's method from {near} finds no other point with the image of {other} under {name}: begin elsewhere")
    folding = Architecture((1, 1, 1), name, biases=False)
    return cut_network(folding, np.stack([first, found]), at=[1, 1], numbers=numbers, facts={"shared activations": EqualImages()})


_FOLDS = (("silu", "-5/4"), ("gelu", "-3/4"))
"""Activations with one minimum, and a dyadic number close to where it is, so that balls hold it exactly."""


def _smoothly_folded(choose: Chooser) -> CutInstance:
    """An input to the left of the minimum, at a whole number of quarters, and its partner to the right."""
    name, bottom = choose.among(_FOLDS)
    middle, step = Fraction(bottom), Fraction(int(choose.numbers.text(choose.integers((1,), 1, 3))[0]), 4)
    return _neuron(name, str(middle - step), str(middle + step))


_neuron = cache(folding_neuron)
"""There are few of these."""


merged_by_smooth_folding = Stratum(
    "inputs merged by smooth folding",
    "a SiLU or GELU neuron and two inputs on either side of its minimum with equal images; the second in a certified enclosure",
    _smoothly_folded,
    exact=False,
    screened=False,
    sizes=((2, 2), (2, 2)),
)
