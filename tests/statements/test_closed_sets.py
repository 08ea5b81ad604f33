"""Closed sets by their gaps: measures, the bounds of bumps, and which sums of bumps are smooth."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import mpmath
import pytest
import sympy

from verify.errors import InvalidInput
from verify.statements.closed_sets import STAGE, bump_bound, gapped, measure, null_or_fat, settled_from, smooth_bumps, zeros_of_analytic
from verify.strata.closed_sets import closed_sets, not_closed

SETS = {at.name: at for at in (*closed_sets, *not_closed)}
FAT = SETS["the Smith-Volterra-Cantor set"]


@pytest.mark.parametrize(
    ("name", "size", "analytic", "tame"),
    [
        ("the interval [0, 1]", 1, "no", "yes"),
        ("the points 0 and 1", 0, "yes", "yes"),
        ("0 and all 2^-n", 0, "no", "yes"),
        ("0 and all 1/n", 0, "no", "yes"),
        ("the Smith-Volterra-Cantor set", Fraction(1, 2), "no", "no"),
        ("the Smith-Volterra-Cantor dust in the plane", Fraction(1, 4), "unknown", "no"),
    ],
)
def test_sets_have_the_measures_and_properties_that_are_known_of_them(name, size, analytic, tame):
    at = SETS[name]
    assert measure(at.value) == sympy.Rational(str(size))
    assert (zeros_of_analytic.judge(at).name, null_or_fat.judge(at).name) == (analytic, tame)


def test_the_bound_of_each_derivative_of_the_bump_holds_where_it_is_computed():
    with mpmath.workdps(40):
        for order in range(4):
            steep = max(abs(mpmath.diff(lambda s: mpmath.exp(-1 / (s * (1 - s))), mpmath.mpf(place) / 50, order)) for place in range(2, 49))
            assert 0 < steep <= bump_bound(order)


@pytest.mark.parametrize(
    ("exponent", "smooth"), [(STAGE, "yes"), (STAGE**2, "yes"), (STAGE / 2, "yes"), (1, "no"), (5, "no"), (-STAGE, "no")]
)
def test_bumps_add_up_to_a_smooth_function_exactly_if_their_exponents_grow(exponent, smooth):
    assert smooth_bumps(exponent).judge(FAT).name == smooth
    settled = [settled_from(FAT.value, exponent, order) for order in range(6)]
    assert (None in settled) == (smooth == "no")


@pytest.mark.parametrize("exponent", [sympy.Function("e")(STAGE), sympy.log(sympy.log(STAGE + 2))])
def test_bumps_whose_exponents_have_no_limit_that_is_found_or_met_in_numbers_are_left_open(exponent):
    assert smooth_bumps(exponent).judge(FAT).name == "unknown"


def test_of_finitely_many_bumps_any_sum_is_smooth():
    assert smooth_bumps(1).judge(SETS["the points 0 and 1"]).name == "yes"


def test_no_function_vanishes_on_a_set_and_not_at_its_limits():
    assert smooth_bumps(STAGE).judge(SETS["all 1/n without 0"]).name == "no"


@pytest.mark.parametrize(
    "change",
    [
        {"count": 2**STAGE},
        {"length": sympy.Rational(1, 4) ** (STAGE + 1)},
        {"longest": sympy.Rational(1, 2) ** STAGE},
        {"gaps": lambda stage: FAT.value.gaps(1)},
        {"length": sympy.Rational(1, 4)},
    ],
)
def test_a_set_that_is_not_what_is_said_of_it_is_refused(change):
    with pytest.raises(InvalidInput, match="stage"):
        gapped("told otherwise", replace(FAT.value, **change))
