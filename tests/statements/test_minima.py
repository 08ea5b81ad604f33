"""Whether a point is a local minimum of the total loss: each rung of the ladder, and what none of them may answer."""

from __future__ import annotations

import dataclasses

import pytest

from verify.maps.formulas import polynomial_map
from verify.maps.losses import BinaryCrossEntropy, CrossEntropy, FormulaLoss, QuarticError, Ridge
from verify.numbers import HighPrecision
from verify.statements.global_minima import global_minimum_of_loss
from verify.statements.instances import point
from verify.statements.minima import LowerBound, local_minimum_of_loss

WEAK = FormulaLoss(("o",), "(o - y1)**3")
CASES = {
    "a flat fit": (point(polynomial_map("t**3"), at=[0], labels=[0], loss=QuarticError()), "yes"),
    "a flat fit, pulled away by a regulariser": (
        dataclasses.replace(point(polynomial_map("t**3"), at=[0], labels=[0]), regulariser=Ridge(-1)),
        "no",
    ),
    "a fit of a loss that is not least there": (point(polynomial_map("t"), at=[0], labels=[0], loss=WEAK), "no"),
    "a soft label, flat": (point(polynomial_map("1/2 + t**3"), at=[0], labels=["1/2"], loss=BinaryCrossEntropy()), "yes"),
    "a hard label, touched": (point(polynomial_map("1 - t**2"), at=[0], labels=[1], loss=BinaryCrossEntropy()), "yes"),
    "a hard label, passed: log(1 - t^3) has both signs": (
        point(polynomial_map("1 - t**3"), at=[0], labels=[1], loss=BinaryCrossEntropy()),
        "unknown",
    ),
    "the other hard label, passed": (point(polynomial_map("t**3"), at=[0], labels=[0], loss=BinaryCrossEntropy()), "unknown"),
    "a fit off the simplex": (
        point(polynomial_map("1/2 + t**3", "1/2 + t**3"), at=[0], labels=["1/2", "1/2"], loss=CrossEntropy(outputs_per_datum=2)),
        "unknown",
    ),
    "a germ of even order": (point(polynomial_map("t", "t**2/2"), at=[0], labels=[0, 1]), "yes"),
    "a germ of odd order": (point(polynomial_map("t**3"), at=[0], labels=[1]), "no"),
}


@pytest.mark.parametrize("name", CASES)
def test_the_ladder(name: str) -> None:
    at, expected = CASES[name]
    assert local_minimum_of_loss(at).name == expected


def test_beyond_a_hard_label_the_loss_falls() -> None:
    """Why a fit of a hard label settles nothing by itself: p = 1 - t^3 has a smaller loss at t = -1/10 than at t = 0."""
    numbers = HighPrecision(digits=30)
    loss = BinaryCrossEntropy()
    here, there = (loss.value(numbers, numbers.array([p]), numbers.array([1])) for p in ("1", "1001/1000"))
    assert there < here


def bounded(fact: object, at: object = (1, 1), labels: object = (1, 1)) -> str:
    """L = (a b - 1)^2 + 1 for labels (1, 1), which has no 2-jet of definite sign at its minima a b = 1."""
    model = polynomial_map("a*b", "0*a", variables=("a", "b"))
    return local_minimum_of_loss(point(model, at=list(at), labels=list(labels), facts={"lower bound of L": fact})).name


def test_a_lower_bound_counts_if_it_is_proved_and_attained() -> None:
    assert bounded(LowerBound(1, ("a*b - 1",), ("a", "b"))) == "yes"
    assert bounded(None) == "unknown"
    assert bounded(1) == "unknown", "a number is no proof"
    assert bounded(LowerBound(1, ("a*b - 2",), ("a", "b"))) == "unknown", "not the loss"
    assert bounded(LowerBound(0, ("a*b - 1", "1 + 0*a"), ("a", "b"))) == "unknown", "a bound, and not attained"


def test_a_false_lower_bound_makes_no_minimum_of_a_maximum() -> None:
    summit = point(polynomial_map("t**2"), at=[0], labels=[1], facts={"lower bound of L": LowerBound(1, ("t",), ("t",))})
    assert local_minimum_of_loss(summit).name == "no"


@pytest.mark.parametrize(
    ("formula", "root", "theta", "expected"),
    [
        ("t", "sqrt(t)", 0, "unknown"),
        ("t**3", "t*sqrt(t)", 0, "unknown"),
        ("log(t)", "sqrt(log(t))", 1, "unknown"),
        ("t**2*log(t)**2", "t*log(t)", 1, "unknown"),  # t is not seen to be positive, though the loss is nowhere negative
        ("t**2 + t**4", "t*sqrt(1 + t**2)", 0, "yes"),
        ("2*t**2", "sqrt(2)*t", 0, "yes"),
        ("t**2*log(1 + t**2)", "t*sqrt(log(1 + t**2))", 0, "yes"),
        ("t**2*log(1 + t**2)**2", "t*log(1 + t**2)", 0, "yes"),
    ],
)
def test_only_squares_of_real_functions_bound_a_loss(formula: str, root: str, theta: int, expected: str) -> None:
    """The loss l = o is F itself: F = t = sqrt(t)^2 has no lower bound, and t = 0 is no minimum."""
    fact = LowerBound(0, (root,), ("t",))
    at = point(polynomial_map(formula), at=[theta], labels=[0], loss=FormulaLoss(("o",), "o + 0*y1"))
    assert fact.attained(at).name == expected


@pytest.mark.parametrize(
    ("formula", "label", "facts", "expected"),
    [
        ("t**2", 0, {}, "yes"),
        ("t**2", -1, {"lower bound of L": LowerBound(1, ("t**2", "t", "t"), ("t",))}, "yes"),
        ("t**2", -1, {"lower bound of L": LowerBound(1, ("t**2",), ("t",))}, "unknown"),  # no identity: 2 t^2 is missing
        ("t**3", 1, {}, "no"),
        ("t**3 - 3*t", 3, {}, "no"),
        ("t**3 - 3*t**2", 1, {}, "unknown"),  # a local maximum of f below its label: L has a local minimum there, and not its least
    ],
)
def test_a_global_minimum_is_proved_by_a_bound_and_refuted_locally(
    formula: str, label: int, facts: dict[str, object], expected: str
) -> None:
    at = point(polynomial_map(formula), at=[0], labels=[label], facts=facts)
    assert global_minimum_of_loss(at).name == expected
