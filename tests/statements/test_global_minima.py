"""Global minimisers of losses that everybody can minimise by hand, with and without a ridge."""

from __future__ import annotations

import pytest

from verify.maps.architecture import Architecture
from verify.maps.formulas import polynomial_map
from verify.maps.losses import Ridge
from verify.maps.network import Network
from verify.statements.again import also_global_minimum, at_again, behaves_alike, no_regulariser
from verify.statements.global_minima import global_minimum_of_loss, loss_is_convex
from verify.statements.instances import point
from verify.statements.minima import LowerBound

KINKED = Network(Architecture((1, 1, 1), "leaky_relu(1/10)", biases=False), [[1]])


def at(*formulas, theta, labels=(1,), ridge=None, **facts):
    return point(polynomial_map(*formulas), at=theta, labels=labels, regulariser=None if ridge is None else Ridge(ridge), facts=facts)


@pytest.mark.parametrize(
    ("instance", "answer"),
    [
        pytest.param(at("a*b", theta=[1, 1]), "yes", id="a fit"),
        pytest.param(at("a*b", theta=[1, 2]), "no", id="a slope"),
        pytest.param(at("a*b", theta=[0, 0]), "no", id="a saddle"),
        pytest.param(at("a + b", theta=["1/3", "1/3"], ridge=1), "yes", id="convex with a ridge"),
        pytest.param(at("a + b", theta=["2/3", 0], ridge=1), "no", id="a slope of the ridge"),
        pytest.param(at("a + b", theta=[1, 0], ridge=1), "no", id="a fit is not enough under a ridge"),
        pytest.param(at("a", "a", theta=["1/2"], labels=[0, 1]), "yes", id="convex, with a residual"),
        pytest.param(at("t**3 - 3*t", theta=[-1], labels=[3]), "unknown", id="a local minimum of which no more is known"),
        pytest.param(at("t**3 - 3*t", theta=[-1], labels=[3], lower=["21/10"]), "no", id="a lower parameter"),
        pytest.param(at("t**3 - 3*t", theta=[-1], labels=[3], lower=[2]), "unknown", id="a parameter that is no lower"),
        pytest.param(
            at("a**2", theta=["1/2"], ridge="3/2", **{"lower bound of L": LowerBound("15/16", ("a**2 - 1/4",), ("a",))}),
            "yes",
            id="a lower bound of the regularised loss",
        ),
        pytest.param(
            at("a**2", theta=["1/2"], ridge="3/2", **{"lower bound of L": LowerBound("15/16", ("a**2 - 1/2",), ("a",))}),
            "unknown",
            id="a lower bound that is no identity",
        ),
    ],
)
def test_what_is_said_of_a_minimiser(instance, answer):
    assert global_minimum_of_loss(instance).name == answer


@pytest.mark.parametrize(
    ("instance", "answer"),
    [
        pytest.param(at("a + b", theta=[5, 5]), "yes", id="affine"),
        pytest.param(at("a + b", theta=[5, 5], ridge=1), "yes", id="affine with a ridge"),
        pytest.param(at("a + b", theta=[5, 5], ridge=-1), "no", id="affine with a negative ridge"),
        pytest.param(at("a**2 + b**2", theta=[5, 5]), "no", id="curved down at the origin"),
        pytest.param(at("a**2", theta=[1], labels=[-1]), "unknown", id="convex, of degree 4"),
        pytest.param(point(KINKED, at=[1, 1], labels=[1]), "unknown", id="no Hessian at the origin"),
    ],
)
def test_convexity_of_the_total_loss(instance, answer):
    assert loss_is_convex(instance).name == answer


def test_the_second_parameter_is_looked_at_like_the_first():
    both = at("a*b", theta=[1, 1], again=[2, "1/2"])
    assert behaves_alike.judge(both).name == also_global_minimum.judge(both).name == no_regulariser.judge(both).name == "yes"
    back = at_again(at_again(both))
    assert back.numbers.text(back.theta) == both.numbers.text(both.theta)
    apart = at("a*b", theta=[1, 1], again=[2, 1])
    assert behaves_alike.judge(apart).name == also_global_minimum.judge(apart).name == "no"
