"""Which labels admit solutions of a system: what elimination proves, what an example refutes, and what neither may answer."""

from __future__ import annotations

import pytest
import sympy

from verify.errors import InvalidInput
from verify.statements.label_systems import LabelSystem

a, b, y = sympy.symbols("a b y")
y1, y2 = sympy.symbols("y1 y2")


def test_critical_values_are_few() -> None:
    system = LabelSystem((a * b - y, a, b), (a, b), (y,), {a: 0, b: 0, y: 0})
    assert system.eliminated == (y,)
    assert (system.met_by_few().name, system.met_by_none().name) == ("yes", "no")


def test_all_values_are_not_few() -> None:
    regular = LabelSystem((a * b - y,), (a, b), (y,), {a: 1, b: 0, y: 0})
    assert regular.eliminated == ()
    assert regular.met_by_few().name == "no"


def test_a_degenerate_example_refutes_nothing() -> None:
    """At a = b = 0 the equation has no derivative in the unknowns, so nothing is said of labels nearby."""
    assert LabelSystem((a * b - y,), (a, b), (y,), {a: 0, b: 0, y: 0}).met_by_few().name == "unknown"


def test_equations_without_solution_have_no_labels() -> None:
    assert LabelSystem((a - y, sympy.Integer(1)), (a,), (y,)).met_by_none().name == "yes"


def test_an_equation_without_labels_tells_of_none() -> None:
    system = LabelSystem((a**2 + 1,), (a,), (y,))
    assert system.met_by_none().name == "unknown"  # no real solution, but complex ones: elimination cannot tell
    assert system.met_by_few().name == "unknown"


def test_all_that_is_left_is_kept() -> None:
    assert set(LabelSystem((a - y1, a - y2, a), (a,), (y1, y2)).eliminated) == {y1, y2}


def test_an_example_must_be_one() -> None:
    with pytest.raises(InvalidInput, match="does not meet"):
        LabelSystem((a - y,), (a,), (y,), {a: 1, y: 2})
