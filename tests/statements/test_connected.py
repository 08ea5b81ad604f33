"""Paths within fibres: found, refused where a hyperplane separates, and unknown where neither is shown."""

import pytest

from verify import Architecture, Network, point, polynomial_map
from verify.statements.connected import joined, output_bias


def pair(formula, first, second, **facts):
    return point(polynomial_map(formula), at=first, labels=[0], facts={"again": second, **facts})


@pytest.mark.parametrize(
    ("at", "answer"),
    [
        (pair("a + b", [0, 0], [1, -1]), "yes"),
        (pair("a**2 + b", [1, 0], [-2, -3]), "yes"),
        (pair("a*b", [1, 0], [0, 1], via=[[0, 0]]), "yes"),
        (pair("a*b", [1, 0], [0, 1]), "unknown"),
        (pair("a*b", [1, 1], [-1, -1]), "no"),
        (pair("a*b", [1, 1], [2, 3]), "no"),  # not even of one fibre
        (pair("a*((a - 2)**2 + b**2)", [0, 1], [2, 0]), "no"),
        (pair("1/(a*b)", [1, 1], [-1, -1]), "no"),  # the hyperbola again, by a quotient
        (pair("a**2 + b**2", [1, 0], [-1, 0]), "unknown"),  # a circle is connected, by no polynomial path
    ],
)
def test_points_of_a_fibre_are_joined_or_kept_apart(at, answer):
    assert joined.judge(at).name == answer


def test_a_waypoint_off_the_fibre_is_no_way():
    assert joined.judge(pair("a*b", [1, 0], [0, 1], via=[[1, 1]])).name == "unknown"


def test_networks_with_kinks_are_left_unknown():
    network = Network(Architecture((1, 1, 1), "relu"), [[1]])
    at = point(network, at=[1, 0, 1, 0], labels=[0], facts={"again": [1, 0, 1, 0]})
    assert joined.judge(at).name == "unknown"


@pytest.mark.parametrize(
    ("formula", "answer"),
    [("a*b + c", "yes"), ("a*b", "no"), ("a + a**2", "no"), ("2*a - b**2", "yes"), ("a + exp(b)", "yes"), ("exp(a)", "unknown")],
)
def test_an_output_bias_is_recognised(formula, answer):
    model = polynomial_map(formula)
    at = point(model, at=[0] * model.parameters, labels=[0])
    assert output_bias.judge(at).name == answer
