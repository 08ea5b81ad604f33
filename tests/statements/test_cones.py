"""Losses of degree one: their slopes along lines are values, and they are differentiable at the origin exactly if they are linear."""

from __future__ import annotations

from fractions import Fraction

import pytest

from verify.errors import InvalidInput
from verify.statements.cones import cone, loss_differentiable, partial_derivatives_along_line, slope_along_line

BENT = "x**2*y/(x**2 + y**2)"


SLOPES = [
    (BENT, (1, 1), "1/2", lambda x, y: x**2 * y / (x**2 + y**2)),
    (BENT, (2, -1), "-4/5", lambda x, y: x**2 * y / (x**2 + y**2)),
    ("x + 2*y", (3, "1/2"), "4", lambda x, y: x + 2 * y),
]


@pytest.mark.parametrize(("formula", "direction", "slope", "function"), SLOPES)
def test_the_slope_is_a_difference_quotient_at_the_origin(formula, direction, slope, function):
    at = cone(("x", "y"), formula, direction)
    assert at.numbers.text(slope_along_line(at)) == [slope]
    step = Fraction(1, 1000)
    for signed in (step, -step):
        assert function(*(signed * Fraction(part) for part in direction)) / signed == Fraction(slope)


def test_partial_derivatives_miss_what_happens_between_the_axes():
    at = cone(("x", "y"), BENT, (1, 1))
    assert at.numbers.text(slope_along_line(at)) == ["1/2"]
    assert at.numbers.text(partial_derivatives_along_line(at)) == ["0"]


def test_only_linear_ones_are_differentiable():
    assert loss_differentiable.judge(cone(("x", "y"), BENT, (1, 1))).name == "no"
    assert loss_differentiable.judge(cone(("x", "y"), "x + 2*y", (1, 1))).name == "yes"
    assert loss_differentiable.judge(cone(("x", "y"), "(x**3 + x*y**2)/(x**2 + y**2)", (1, 1))).name == "yes"


def test_a_loss_of_another_degree_is_refused():
    with pytest.raises(InvalidInput, match="degree one"):
        cone(("x", "y"), "x*y", (1, 1))
