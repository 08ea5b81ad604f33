"""Functions of two parameters near the origin: which are differentiable, which continuously, and which zero sets are curves."""

from __future__ import annotations

import functools

import numpy as np
import pytest
import sympy

from verify.errors import InvalidInput
from verify.statements.plane_germs import continuously_differentiable, curve_of_zeros, differentiable, onto_at_origin, plane_germ
from verify.strata.plane_germs import plane_functions

BRANCHES = "y*(y**2 - x**4)/(y**2 + x**4)"
CUBE = "y**3/(x**2 + y**2)"  # of degree one, and not linear
DOUBLED = "y**3/(y**2 + x**4)"  # differentiable, and flat along the axis
FOLDED = "y + x**2*y**2/(y**2 + x**4)"  # its derivative is another one along the parabola alone
HIDDEN = "x**3*y/(x**4 + y**2)"  # not linear along the parabola alone
SMOOTHER = "(y - x**2)*(1 + x*y**2/(y**2 + x**4))"


def answers(germ):
    return tuple(word.judge(germ).name for word in (differentiable, continuously_differentiable, curve_of_zeros))


@pytest.mark.parametrize(
    ("formulas", "slopes", "arcs", "expected"),
    [
        ((BRANCHES, BRANCHES), (0, 1), (("t", "0"), ("t", "t**2"), ("t", "-t**2")), ("yes", "no", "no")),
        (("x + y", "y"), (0, 1), (("t", "-t"), ("-t", "0")), ("no", "no", "no")),
        (("y + x**2", "y"), (0, 1), (("t", "-t**2"), ("-t", "0")), ("yes", "yes", "yes")),
        ((BRANCHES, "y"), (0, 1), (("t", "0"), ("-t", "0")), ("unknown", "no", "unknown")),
        (("y - x**2", "y - x**2"), (0, 1), (("t", "t**2"), ("-t", "t**2")), ("yes", "yes", "yes")),
        (("x*y", "x*y"), (0, 0), (("t", "0"), ("-t", "0")), ("yes", "yes", "unknown")),
        (("y**2 - x**2", "y**2 - x**2"), (0, 0), (("t", "t"), ("t", "-t"), ("-t", "t")), ("yes", "yes", "no")),
        (("y - x", "y - x"), (-1, 1), (("t", "t"),), ("yes", "yes", "yes")),
        (("y + x*y", "y"), (0, 1), (("t", "0"), ("-t", "0")), ("no", "no", "yes")),
        ((CUBE, CUBE), (0, 1), (("t", "0"),), ("no", "no", "yes")),
        ((SMOOTHER, SMOOTHER), (0, 1), (("t", "t**2"),), ("yes", "yes", "yes")),
        ((DOUBLED, DOUBLED), (0, 1), (("t", "0"), ("-t", "0")), ("yes", "no", "yes")),
        ((FOLDED, FOLDED), (0, 1), (("t", "0"), ("-t", "0")), ("yes", "unknown", "unknown")),
        ((HIDDEN, HIDDEN), (0, 0), (("t", "0"), ("-t", "0")), ("unknown", "no", "unknown")),
        (("y/(1 + x)", "y/(1 + x)"), (0, 1), (("t", "0"),), ("yes", "yes", "yes")),
        (("0*x", "0*x"), (0, 0), (("t", "0"), ("-t", "0")), ("yes", "yes", "unknown")),
    ],
)
def test_germs_are_judged_by_what_their_formulas_prove(formulas, slopes, arcs, expected):
    assert answers(plane_germ(*formulas, slopes=slopes, arcs=arcs)) == expected


def test_a_derivative_is_onto_unless_it_is_zero():
    assert onto_at_origin.judge(plane_germ("y", "y", slopes=(0, 1), arcs=())).name == "yes"
    assert onto_at_origin.judge(plane_germ("x*y", "x*y", slopes=(0, 0), arcs=())).name == "no"


@pytest.mark.parametrize(
    ("left", "arcs", "fault"),
    [
        ("y + x/(x - y)", (), "is not seen to vanish at the origin at most"),
        ("2*y", (), "differ where x = 0"),
        ("y", (("t", "t"),), "does not vanish"),
        ("y", (("t**2", "0"),), "does not leave"),
        ("y", (("t", "t + 1"),), "does not leave"),
    ],
)
def test_arcs_that_are_not_in_the_zero_set_are_refused(left, arcs, fault):
    with pytest.raises(InvalidInput, match=fault):
        plane_germ("y", left, slopes=(0, 1), arcs=arcs)


@pytest.mark.parametrize(
    ("formulas", "slopes"),
    [
        (("y**2 - x**2", "y**2 - x**2"), (0, 1)),  # a C^1 function, and a cross: it must not be taken for one with a derivative
        (("y + x**2", "y"), (1, 1)),
        ((BRANCHES, BRANCHES), (1, 1)),
    ],
)
def test_a_derivative_cannot_be_said_to_be_another_one(formulas, slopes):
    with pytest.raises(InvalidInput, match="so the slopes are not"):
        plane_germ(*formulas, slopes=slopes, arcs=())


@pytest.mark.parametrize(
    ("formula", "slope", "fault"),
    [
        ("1 + y", 0, "1 \\+ y is not 0 at the origin"),
        ("sin(x)", 0, "sin\\(x\\) is no quotient of polynomials"),
        ("y", "a", "the slope 'a' is no rational number"),
        ("y", "1/0", "the slope '1/0' is no rational number"),
    ],
)
def test_what_is_no_germ_of_this_kind_is_refused(formula, slope, fault):
    with pytest.raises(InvalidInput, match=fault):
        plane_germ(formula, formula, slopes=(slope, 1), arcs=())


@functools.cache
def drawn(number=45):
    return [plane_functions.recipe((7, place), 1, 1 + place % 3).instance() for place in range(number)]


def in_floats(at):
    """``F`` as a function of arrays."""
    x, y = sympy.symbols("x y")
    right, left = (sympy.lambdify((x, y), side.above.as_expr() / side.below.as_expr()) for side in (at.value.right, at.value.left))
    return lambda x, y: np.where(x >= 0, right(x, y), left(x, y))


def circle(radius):
    angles = np.linspace(0, 2 * np.pi, 2003)[:-1] + 0.0007
    return radius * np.cos(angles), radius * np.sin(angles)


def test_what_is_differentiable_is_linear_up_to_a_smaller_error():
    found = [at for at in drawn() if bool(differentiable.judge(at).is_yes)]
    for at in found:
        x, y = circle(1e-4)
        across, up = map(float, at.value.slopes)
        assert np.abs(in_floats(at)(x, y) - across * x - up * y).max() < 1e-6, at.name
    assert len(found) > 20


def test_where_the_derivative_is_continuous_it_is_near_what_it_is_at_the_origin():
    found = [at for at in drawn() if bool(continuously_differentiable.judge(at).is_yes)]
    for at in found:
        function, step = in_floats(at), 1e-7
        for x, y in (circle(1e-3), (circle(1e-3)[0], circle(1e-3)[0] ** 2)):
            across = (function(x + step, y) - function(x - step, y)) / (2 * step)
            up = (function(x, y + step) - function(x, y - step)) / (2 * step)
            for slope, there in zip((across, up), map(float, at.value.slopes), strict=True):
                assert np.abs(slope - there).max() < 0.1, at.name
    assert len(found) > 20


def test_where_zeros_are_a_curve_the_sign_changes_twice_around_the_origin_or_never():
    answered = [(at, curve_of_zeros.judge(at)) for at in drawn()]
    for at, truth in answered:
        if bool(truth.is_yes):
            signs = np.sign(in_floats(at)(*circle(1e-3)))
            assert np.count_nonzero(signs != np.roll(signs, 1)) in (0, 2), at.name
    assert {truth.name for _, truth in answered} == {"yes", "no", "unknown"}
