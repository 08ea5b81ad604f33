"""Functions of two parameters near the origin: which are differentiable, which continuously, and which zero sets are curves."""

from __future__ import annotations

import pytest

from verify.errors import InvalidInput
from verify.statements.plane_germs import continuously_differentiable, curve_of_zeros, differentiable, onto_at_origin, plane_germ

BRANCHES = "y*(y**2 - x**4)/(y**2 + x**4)"


def answers(germ):
    return tuple(word.judge(germ).name for word in (differentiable, continuously_differentiable, curve_of_zeros))


@pytest.mark.parametrize(
    ("formulas", "slopes", "arcs", "expected"),
    [
        ((BRANCHES, BRANCHES), (0, 1), (("t", "0"), ("t", "t**2"), ("t", "-t**2")), ("yes", "no", "no")),
        ((BRANCHES, BRANCHES), (1, 1), (("t", "0"),), ("unknown", "no", "unknown")),
        (("x + y", "y"), (0, 1), (("t", "-t"), ("-t", "0")), ("no", "no", "no")),
        (("y + x**2", "y"), (0, 1), (("t", "-t**2"), ("-t", "0")), ("yes", "unknown", "unknown")),
        ((BRANCHES, "y"), (0, 1), (("t", "0"), ("-t", "0")), ("unknown", "no", "unknown")),
        (("y - x**2", "y - x**2"), (0, 1), (("t", "t**2"), ("-t", "t**2")), ("yes", "yes", "yes")),
        (("x*y", "x*y"), (0, 0), (("t", "0"), ("-t", "0")), ("yes", "yes", "unknown")),
        (("y**2 - x**2", "y**2 - x**2"), (0, 0), (("t", "t"), ("t", "-t"), ("-t", "t")), ("yes", "yes", "no")),
        (("y - x", "y - x"), (1, 1), (("t", "t"),), ("no", "yes", "yes")),
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
        ("y + 1", (), "differ where x = 0"),
        ("y", (("t", "t"),), "does not vanish"),
        ("y", (("t**2", "0"),), "does not leave"),
        ("y", (("t", "t + 1"),), "does not leave"),
    ],
)
def test_arcs_that_are_not_in_the_zero_set_are_refused(left, arcs, fault):
    with pytest.raises(InvalidInput, match=fault):
        plane_germ("y", left, slopes=(0, 1), arcs=arcs)
