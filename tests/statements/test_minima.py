"""Whether a point is a local minimum of the total loss: each rung of the ladder, and what none of them may answer."""

from __future__ import annotations

import dataclasses

import pytest

from verify.maps.formulas import polynomial_map
from verify.maps.losses import BinaryCrossEntropy, CrossEntropy, FormulaLoss, QuarticError, Ridge
from verify.numbers import HighPrecision
from verify.statements.instances import point
from verify.statements.minima import local_minimum_of_loss

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
