"""Fibres that extend to infinity and fibres that do not, on maps whose level sets everybody knows."""

from __future__ import annotations

import pytest

from verify.maps.architecture import Architecture
from verify.maps.formulas import polynomial_map
from verify.maps.network import Network
from verify.statements.instances import point
from verify.statements.unbounded import affine_parameters, fibre_is_unbounded, has_unit_to_rescale


def at(*formulas, theta, **facts):
    return point(polynomial_map(*formulas), at=theta, labels=[0] * len(formulas), facts=facts)


@pytest.mark.parametrize(
    ("instance", "answer"),
    [
        pytest.param(at("a**2 + b**2", theta=[1, 0]), "no", id="a circle"),
        pytest.param(at("a**2 + b**2", "a**3 - b", theta=[1, 0]), "no", id="within a circle"),
        pytest.param(at("a**2 - b", theta=[1, 1]), "unknown", id="a parabola, affine in one parameter only"),
        pytest.param(at("a**2 + b - c", theta=[1, 1, 0]), "yes", id="a cylinder"),
        pytest.param(at("a*b", theta=[1, 1]), "unknown", id="a hyperbola"),
        pytest.param(at("a*b", theta=[1, 1], escape=("t", "1/t")), "yes", id="a hyperbola with its parametrisation"),
        pytest.param(at("a*b", theta=[1, 1], escape=("t", "1")), "unknown", id="a curve that leaves the fibre"),
        pytest.param(at("a*b", theta=[1, 1], escape=("t/2", "2/t")), "unknown", id="a curve that starts elsewhere"),
        pytest.param(at("a*b", theta=[-1, -1], escape=("1/(t - 2)", "t - 2")), "unknown", id="a curve through a pole"),
        pytest.param(at("0*a", theta=[1], escape=("1/t",)), "yes", id="a line, though the curve given is bounded"),
        pytest.param(at("a + b", "a - b", theta=[1, 0]), "no", id="a point"),
        pytest.param(at("a**4 + b**4", theta=[1, 0]), "unknown", id="no rule for degree 4"),
    ],
)
def test_what_is_said_of_a_fibre(instance, answer):
    assert fibre_is_unbounded(instance).name == answer


def test_a_wide_last_layer_makes_the_fibre_of_a_network_unbounded():
    wide = Network(Architecture((1, 2, 1), "relu"), [[1]])
    assert affine_parameters(point(wide, at=[1, -1, 0, 2, 3, 1, 1], labels=[0])) == (4, 5, 6)
    assert fibre_is_unbounded(point(wide, at=[1, -1, 0, 2, 3, 1, 1], labels=[0])).name == "yes"


@pytest.mark.parametrize(
    ("activation", "theta", "rescales", "answer"),
    [
        ("relu", [1, 1], "yes", "yes"),
        ("relu", [1, 0], "yes", "yes"),
        ("identity", [2, 3], "yes", "yes"),
        ("quadratic", [1, 1], "no", "unknown"),
        ("identity", [0, 0], "no", "yes"),
    ],
)
def test_a_narrow_network_is_unbounded_where_a_unit_can_be_rescaled(activation, theta, rescales, answer):
    narrow = point(Network(Architecture((1, 1, 1), activation, biases=False), [[1]]), at=theta, labels=[0])
    assert fibre_is_unbounded(narrow).name == answer
    assert has_unit_to_rescale.judge(narrow).name == rescales


def test_without_a_hidden_layer_the_weights_are_fixed_by_the_data():
    model = Network(Architecture((1, 1), (), biases=False), [[1]])
    assert fibre_is_unbounded(point(model, at=[1], labels=[0])).name == "no"
