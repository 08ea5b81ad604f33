"""Curves and their behaviours."""

from __future__ import annotations

from verify.maps.formulas import polynomial_map
from verify.numbers.rationals import Rationals
from verify.statements.curves import curve
from verify.statements.instances import instance_from_spec
from verify.statements.tangents import motion, stays_in_fibre, velocity, velocity_off_gradients

Q = Rationals()


def test_a_curve_that_leaves_the_fibre_to_third_order_only_is_noticed():
    leaving = curve(polynomial_map("x", "x**3", variables=("x", "y")), [[0, 0, 0], [0, 1, 0]])
    tangent_only = curve(polynomial_map("y - x**3"), [[0, 1], [0, 0]])
    assert stays_in_fibre.judge(leaving).name == "yes"
    assert stays_in_fibre.judge(tangent_only).name == "no"
    assert Q.text(motion(tangent_only)) == ["0"]


def test_the_motion_of_the_behaviours_is_read_off_without_the_jacobian():
    moving = curve(polynomial_map("x*y", "x + y"), [[2, 1], [3, -1]])
    assert Q.text(motion(moving)) == ["1", "0"]
    by_jacobian = Q.matmul(moving.jacobian, velocity(moving)[:, None])[:, 0]
    assert Q.text(by_jacobian) == ["1", "0"]


def test_the_part_off_the_gradients_is_an_orthogonal_projection():
    slanted = curve(polynomial_map("x", variables=("x", "y")), [[0, 3], [0, 4]])
    assert Q.text(velocity_off_gradients(slanted)) == ["0", "4"]


def test_a_curve_is_rebuilt_from_its_description():
    first = curve(polynomial_map("x*y"), [["1/2", 1, 2], [0, -1, 3]])
    assert instance_from_spec(first.spec(), Q).spec() == first.spec()
