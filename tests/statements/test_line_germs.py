"""Functions of one parameter with a corner or an oscillation at 0: their limits there, against values on the way to 0."""

from __future__ import annotations

import math

import pytest

from verify.errors import InvalidInput
from verify.statements.line_germs import Quotient, derivative_continuous_at_zero, differentiable_at_zero, line_germ
from verify.strata.line_germs import line_functions


def value(quotient, t, angle=None):
    """By floats; the sine and the cosine are those of 1/t, or of an angle given."""
    turned = 1 / t if angle is None else angle
    above = sum(float(factor) * t**i * math.sin(turned) ** j * math.cos(turned) ** k for (i, j, k), factor in quotient.numerator.terms())
    return above / t**quotient.power


def drawn(number=40):
    return [line_functions.recipe((5, place), 1, 3).instance().value for place in range(number)]


@pytest.mark.parametrize(
    ("formulas", "gradient", "continuous", "second"),
    [
        (("t + t**2*s",), 1, "no", None),
        (("t + t**3*s",), 1, "yes", 2),
        (("t**2*s",), 0, "no", 0),
        (("t*c",), None, "no", None),
        (("t", "-t"), None, "no", 2),
        (("t", "2*t"), None, "no", None),
        (("3*t + t**2", "3*t - t**4*c"), 3, "yes", 18),
        (("t*s**2 + t*c**2",), 1, "yes", 2),
    ],
)
def test_slopes_and_the_second_derivative_of_the_square_are_limits(formulas, gradient, continuous, second):
    at = line_germ(*formulas)
    assert at.value.gradient == [gradient]
    assert at.value.second_derivative == second
    assert differentiable_at_zero.judge(at).name == ("no" if gradient is None else "yes")
    assert derivative_continuous_at_zero.judge(at).name == continuous


def test_the_derivative_beside_zero_is_a_difference_quotient():
    for germ in drawn():
        for formula in (*germ.right, *germ.left):
            for t in (0.3, -0.7):
                step = 1e-6
                difference = (value(Quotient(formula), t + step) - value(Quotient(formula), t - step)) / (2 * step)
                assert value(Quotient(formula).derivative, t) == pytest.approx(difference, rel=1e-4, abs=1e-4)


def test_limit_points_are_met_at_every_angle():
    bounded = 0
    for quotient in (quotient for germ in drawn() for quotient in germ.quotients):
        found = quotient.limit_points
        far = max(abs(value(quotient, 1 / (angle + 2 * math.pi * 10**6), angle)) for angle in (0.3, 1.1, 2.0, 4.5))
        if found is None:
            assert far > 1e4
            continue
        bounded += 1
        for angle in (0.3, 1.1, 2.0, 4.5):
            assert value(quotient, 1 / (angle + 2 * math.pi * 10**6), angle) == pytest.approx(value(Quotient(found), 1, angle), abs=1e-3)
    assert bounded > 40


def test_the_loss_is_composed_with_the_behaviours():
    two = line_germ(("t", "2*t"), loss="o1*o2 + 5*o2**3")
    assert two.value.second_derivative == 4
    assert two.value.curvature_along(two.value.gradient) == 4
    assert two.value.curvature_along([None, 1]) is None
    assert two.name == "F = t, 2*t; l = o1*o2 + 5*o2**3"


@pytest.mark.parametrize(
    ("sides", "loss", "fault"),
    [
        (("s",), None, "no multiple of t"),
        (("t + 1",), None, "no multiple of t"),
        (("1/t",), None, "no polynomial in t, s, c"),
        (("t",), "o1", "not 0 and stationary"),
        (("t",), "exp(o1)", "no polynomial in o1"),
        (("t", ("t", "t")), None, "as many formulas on both sides"),
    ],
)
def test_what_is_no_fit_at_zero_is_refused(sides, loss, fault):
    with pytest.raises(InvalidInput, match=fault):
        line_germ(*sides, loss=loss)
