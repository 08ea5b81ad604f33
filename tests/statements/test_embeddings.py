"""Images of maps: what is certified of a neighbourhood, and what a second parameter says about the whole."""

from __future__ import annotations

import dataclasses

import pytest

from verify.errors import Undecided
from verify.maps.formulas import polynomial_map
from verify.numbers.balls import Balls
from verify.statements.embeddings import image_is_embedded, injective, meeting, neighbourhood_is_embedded
from verify.statements.instances import point

NODE = polynomial_map("t**2 - 1", "t**3 - t")
SILU = polynomial_map("(b - w)/(1 + exp(w - b))", "b/(1 + exp(-b))", "(b + w)/(1 + exp(-b - w))", variables=("w", "b"))


def test_two_branches_with_different_tangents_are_no_manifold():
    assert image_is_embedded(point(NODE, at=[1], labels=[0, 0], facts={"again": [-1]})).name == "no"


def test_a_branch_that_is_run_through_twice_proves_nothing():
    circle_like = polynomial_map("t**2", "t**4")
    assert image_is_embedded(point(circle_like, at=[1], labels=[0, 0], facts={"again": [-1]})).name == "unknown"


def test_a_second_parameter_with_other_outputs_proves_nothing():
    assert image_is_embedded(point(NODE, at=[1], labels=[0, 0], facts={"again": [2]})).name == "unknown"


def test_a_graph_is_embedded_and_injective():
    graph = point(polynomial_map("t", "t**2"), at=[1], labels=[0, 0])
    assert image_is_embedded(graph).name == injective.judge(graph).name == "yes"


@pytest.mark.parametrize(("theta", "answer"), [(0, "no"), ("1/1000", "yes"), (5, "yes")])
def test_a_cusp_is_embedded_near_every_parameter_but_its_tip(theta, answer):
    assert neighbourhood_is_embedded(point(polynomial_map("t**2", "t**3"), at=[theta], labels=[0, 0])).name == answer


def test_injectivity_is_denied_by_a_double_point_and_not_by_the_point_itself():
    assert injective.judge(point(NODE, at=[1], labels=[0, 0], facts={"again": [-1]})).name == "no"
    assert injective.judge(point(NODE, at=[1], labels=[0, 0], facts={"again": [1]})).name == "unknown"


def test_a_neuron_meets_itself_at_two_certified_parameters():
    found = meeting(SILU, ["-0.23847", -1], ["0.35845", "-1.59692"], held=(1,))
    assert image_is_embedded(found).name == "no"
    assert found.theta[0].overlaps(found.numbers.array(["-0.238471094708661"])[0] + found.numbers.array(["[0 +/- 1e-14]"])[0])


def test_two_parameters_that_do_not_meet_are_not_certified():
    with pytest.raises(Undecided):
        meeting(polynomial_map("t", "s + t**3"), [0, 0], [1, 1], held=(0, 2))


def test_that_outputs_are_the_same_is_proved_and_not_believed():
    claimed = point(NODE, at=[1], labels=[0, 0], facts={"again": [2], "same outputs": "take my word"})
    assert image_is_embedded(claimed).name == "unknown"
    met = meeting(SILU, ["-0.23847", -1], ["0.35845", "-1.59692"], held=(1,))
    assert image_is_embedded(met).name == "no"
    elsewhere = dataclasses.replace(met, theta=met.theta + met.numbers.array("1/1000"))
    assert image_is_embedded(elsewhere).name == "unknown"


@pytest.mark.parametrize(
    ("formulas", "theta", "answer"),
    [
        (("t**2", "t**3"), 0, "no"),  # a cusp: it goes one way along its tangent
        (("t**2", "t**3"), 1, "unknown"),
        (("t**2", "t**4"), 0, "no"),  # half a parabola, which ends there
        (("t**3", "t**6"), 0, "unknown"),  # a parabola, run through at no speed there
        (("t**2 - t**3", "0*t"), 0, "unknown"),  # a whole line: what lies behind the tip is covered from elsewhere
        (("0*t + 2", "0*t"), 5, "no"),  # a point is no curve
    ],
)
def test_an_image_that_ends_is_no_manifold_there(formulas, theta, answer):
    assert image_is_embedded(point(polynomial_map(*formulas), at=[theta], labels=[0, 0])).name == answer


@pytest.mark.parametrize(
    ("formulas", "answer"),
    [
        (("sin(w)", "sin(sqrt(2)*w)"), "no"),
        (("sin(sqrt(8)*w)", "sin(sqrt(2)*w)"), "unknown"),  # the ratio is 2: a closed curve
        (("sin(w)", "sin(2*w)"), "unknown"),
        (("sin(w)", "sin(sqrt(2)*w + 1)"), "unknown"),  # dense as well, and not of the form that the rule knows
        (("sin(w)", "cos(sqrt(2)*w)"), "unknown"),
    ],
)
def test_sines_of_incommensurable_frequencies_fill_the_square(formulas, answer):
    assert image_is_embedded(point(polynomial_map(*formulas), at=[0], labels=[0, 0], numbers=Balls())).name == answer
