"""Whether the outputs minimise the loss, on the whole space or on a cube: decided where a theorem decides it, unknown elsewhere."""

from __future__ import annotations

import numpy as np
import pytest

from verify.maps.formulas import polynomial_map
from verify.maps.losses import BinaryCrossEntropy, FormulaLoss, QuarticError, SquaredError
from verify.numbers import Floats, Rationals
from verify.statements.instances import ModelInstance, point
from verify.statements.loss_minima import loss_minimal, loss_minimal_on_cube

LINE, PAIR = polynomial_map("t"), polynomial_map("s", "t")


def of_pair(formula, at=(0, 0)):
    return point(PAIR, at=list(at), labels=[0, 0], loss=FormulaLoss(("p", "q"), formula))


WHOLE = {
    "a bowl": (of_pair("p**2 + p*q + q**2"), "yes"),
    "a saddle": (of_pair("p*q"), "no"),
    "a slope": (of_pair("p + p**2 + q**2"), "no"),
    "a trough, which the 2-jet leaves open": (of_pair("p**2 + q**3"), "unknown"),
    "a flat fit of a loss that is least at fits": (point(LINE, at=[1], labels=[1], loss=QuarticError()), "yes"),
    "a certain label": (point(LINE, at=[1], labels=[1], loss=BinaryCrossEntropy()), "no"),
}
CUBE = {
    "a bowl on an edge": (of_pair("p**2 + q**2"), "unknown"),
    "a bowl inside": (of_pair("(p - 1/2)**2 + (q - 1/2)**2", ("1/2", "1/2")), "yes"),
    "a saddle inside, which is left open": (of_pair("(p - 1/2)*(q - 1/2)", ("1/2", "1/2")), "unknown"),
    "rising inward at a corner": (of_pair("p + q - p**2"), "yes"),
    "falling inward at a corner": (of_pair("p - q"), "no"),
    "an edge: rising inward, and a bowl along it": (of_pair("p + (q - 1/2)**2", (0, "1/2")), "yes"),
    "an edge: rising inward, and a dome along it": (of_pair("p - (q - 1/2)**2", (0, "1/2")), "unknown"),
    "an edge: a slope along it": (of_pair("p + q", (0, "1/2")), "no"),
    "outside": (of_pair("p**2 + q**2", (2, 0)), "no"),
    "a certain label": (point(LINE, at=[1], labels=[1], loss=BinaryCrossEntropy()), "yes"),
    "the other certain label": (point(LINE, at=[0], labels=[0], loss=BinaryCrossEntropy()), "yes"),
}


@pytest.mark.parametrize("name", WHOLE)
def test_a_minimum_on_the_whole_space(name):
    at, expected = WHOLE[name]
    assert loss_minimal.judge(at).name == expected


@pytest.mark.parametrize("name", CUBE)
def test_a_minimum_on_the_cube(name):
    at, expected = CUBE[name]
    assert loss_minimal_on_cube.judge(at).name == expected


@pytest.mark.parametrize("name", [name for name, (at, answer) in CUBE.items() if answer != "unknown" and isinstance(at.loss, FormulaLoss)])
def test_on_the_cube_nearby_values_agree(name):
    """The oracle: the loss itself on a small grid of the cube around the outputs."""
    at, expected = CUBE[name]
    numbers = Rationals()
    steps = [numbers.array(step) for step in np.stack(np.meshgrid(*[[-1, 0, 1]] * len(at.outputs)), axis=-1).reshape(-1, len(at.outputs))]
    tiny = numbers.array("1/1000")
    places = [at.outputs + tiny * step for step in steps]
    inside = [place for place in places if all(0 <= value <= 1 for value in place)]
    here = at.loss.value(numbers, at.outputs, at.labels)
    lower = [bool(numbers.positive(here - at.loss.value(numbers, place, at.labels)).is_yes) for place in inside]
    stands = bool(inside) and all(0 <= value <= 1 for value in at.outputs) and not any(lower)
    assert stands == (expected == "yes")


def test_batches_get_one_answer_for_each_instance():
    numbers = Floats()
    batch = ModelInstance(
        numbers, PAIR, numbers.array([[0.5, 0.5], [0.0, 1.0], [0.0, 0.0]]), numbers.array([[0.5, 0.5], [-1.0, 2.0], [1, 1]]), SquaredError()
    )
    assert loss_minimal.judge(batch).state.tolist() == [1, -1, -1]
    assert loss_minimal_on_cube.judge(batch).state.tolist() == [1, 1, -1]
