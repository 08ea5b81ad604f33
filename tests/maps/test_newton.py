"""Certified zeros of square systems."""

from __future__ import annotations

import pytest

from verify.errors import InvalidInput, Undecided
from verify.maps.formulas import polynomial_map
from verify.maps.newton import enclosed_zero
from verify.numbers.balls import Balls

B = Balls()


def zero_of(model, near):
    return enclosed_zero(lambda at: model.outputs(B, at), lambda at: model.jacobian(B, at), B.array(near), B)


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
