"""Certified zeros of square systems."""

from __future__ import annotations

import pytest

from verify.errors import InvalidInput, Undecided
from verify.maps.formulas import polynomial_map
from verify.maps.newton import enclosed_zero, holds_one_zero
from verify.numbers.balls import Balls

B = Balls()


def equations(model):
    return lambda at: (model.outputs(B, at), model.jacobian(B, at))


def zero_of(model, near):
    return enclosed_zero(equations(model), B.array(near), B)


def test_the_box_contains_the_known_zero_and_little_else():
    found = zero_of(polynomial_map("x**2 + y**2 - 2", "x - y"), ["1.1", "0.8"])
    assert all(value.contains(1) and value.rad() < 1e-30 for value in found)


def test_a_system_without_a_zero_is_not_certified():
    with pytest.raises(Undecided):
        zero_of(polynomial_map("x**2 + 1"), ["0.3"])


def test_a_double_zero_is_not_certified():
    with pytest.raises(Undecided):
        zero_of(polynomial_map("x**2"), ["0.5"])


def test_more_equations_than_unknowns_are_refused():
    with pytest.raises(InvalidInput, match="2 equations in 1 unknowns"):
        zero_of(polynomial_map("x", "x**2"), ["0"])


@pytest.mark.parametrize(
    ("box", "held"),
    [
        (["[1 +/- 0.1]", "[1 +/- 0.1]"], True),
        (["[1.01 +/- 0.05]", "[0.99 +/- 0.05]"], True),
        (["[0.5 +/- 0.1]", "[0.5 +/- 0.1]"], False),  # no zero
        (["[0 +/- 3]", "[0 +/- 3]"], False),  # two zeros
        ([1, 1], False),  # the zero itself: a box without an interior proves nothing, whatever is in it
    ],
)
def test_a_box_is_asked_itself(box, held):
    circle_and_line = polynomial_map("x**2 + y**2 - 2", "x - y")
    assert holds_one_zero(equations(circle_and_line), B.array(box), B).is_yes == held


def test_a_box_with_one_double_zero_proves_nothing():
    assert holds_one_zero(equations(polynomial_map("x**2")), B.array(["[0 +/- 0.1]"]), B).is_unknown


def test_newton_that_runs_away_says_so():
    with pytest.raises(Undecided, match="does not settle within 30 steps: begin elsewhere"):
        zero_of(polynomial_map("x/(1 + x**2)"), ["3"])


def test_a_box_with_two_zeros_proves_nothing_where_newton_from_its_middle_stays_inside():
    assert holds_one_zero(equations(polynomial_map("x**2 - 1")), B.array(["[0.5 +/- 2]"]), B).is_unknown
