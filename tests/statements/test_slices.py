"""Derivatives read off the loss along lines agree with an autodiff library, know no chain rule, and refuse what is no polynomial."""

from __future__ import annotations

import itertools
from fractions import Fraction

import autograd
import autograd.numpy as anp
import numpy as np
import pytest

from verify import first_derivatives as asked_first
from verify import second_derivatives as asked_second
from verify.errors import NotDefined, Undecided
from verify.maps.architecture import Architecture
from verify.maps.formulas import polynomial_map
from verify.maps.landscape import LossJet
from verify.maps.losses import BinaryCrossEntropy, FormulaLoss, QuarticError, Ridge, SquaredError
from verify.maps.network import Network
from verify.numbers import Balls, Floats, Rationals
from verify.statements import slices
from verify.statements.instances import JetInstance, ModelInstance, point
from verify.statements.slices import first_derivatives, loss_along, second_derivatives

Q = Rationals()


def quartic(theta):
    """A second implementation of the total loss below, for floats."""
    a, b, c = theta
    outputs = anp.array([a * b - c**2, a + b * c * a - 2 * c])
    residual = outputs - anp.array([1.0, -2.0])
    return anp.sum(residual**2) + residual[0] * residual[1] ** 2


MAP = polynomial_map("a*b - c**2", "a + b*c*a - 2*c", variables=("a", "b", "c"))
LOSS = FormulaLoss(("p", "q"), "(p - y1)**2 + (q - y2)**2 + (p - y1)*(q - y2)**2")


@pytest.mark.parametrize("theta", list(itertools.product((-1, 0, 2), repeat=3))[::4])
def test_they_agree_with_automatic_differentiation(theta):
    at = point(MAP, at=theta, labels=[1, -2], loss=LOSS)
    where = np.array(theta, dtype=float)
    np.testing.assert_allclose(first_derivatives(at).astype(str).astype(float), autograd.grad(quartic)(where), rtol=1e-12)
    np.testing.assert_allclose(second_derivatives(at).astype(str).astype(float), autograd.hessian(quartic)(where), rtol=1e-12)


@pytest.mark.parametrize("activation", ["quadratic", "polynomial(0,1,1)", "relu", "leaky_relu(1/10)", "identity"])
@pytest.mark.parametrize("loss", [SquaredError(), SquaredError(reduction="mean"), QuarticError()])
@pytest.mark.parametrize("regulariser", [None, Ridge("1/3")])
def test_of_networks_they_are_what_the_chain_rule_gives(activation, loss, regulariser):
    architecture = Architecture((2, 2, 1), activation)
    network = Network(architecture, [[1, 2], [-1, 3], [2, 0]])
    theta = Q.array([Fraction(k * k - 7 * k + 3, 2) for k in range(architecture.parameters)])
    at = ModelInstance(Q, network, theta, Q.array([1, 0, -1]), loss, regulariser)
    assert bool(at.smooth.is_yes)
    assert (at.first_derivatives == at.jet.gradient).all()
    assert (at.second_derivatives == at.jet.hessian).all()


def test_they_do_not_ask_for_any_derivative(monkeypatch):
    """The sabotage: with every derivative of map and loss gone, they still come out."""

    def gone(*_):
        raise AssertionError("a derivative was asked for")

    for cls, names in ((Network, ("jacobian", "two_jet")), (SquaredError, ("gradient", "hessian", "_gradient", "_hessian"))):
        for name in names:
            monkeypatch.setattr(cls, name, gone)
    at = point(Network(Architecture((1, 1), output_activation="quadratic", biases=False), [[1]]), at=[3], labels=[0])
    assert Q.text(first_derivatives(at)) == ["108"]
    assert Q.text(second_derivatives(at)) == [["108"]]


def test_a_wrong_chain_rule_is_noticed(monkeypatch):
    """The other sabotage: a Hessian without its second term no longer agrees."""
    monkeypatch.setattr(LossJet, "hessian", property(lambda jet: jet.gauss_newton))
    at = point(polynomial_map("t**2"), at=[0], labels=[-1])
    assert (at.second_derivatives != at.hessian).any()


def test_a_relu_takes_the_piece_that_the_line_starts_on():
    network = Network(Architecture((1, 1, 1), "relu", biases=False), [[1], [-1]])
    for weight, slopes in ((2, ["20", "20"]), (-2, ["-20", "20"])):
        at = point(network, at=[weight, 2], labels=[-1, -1])
        assert Q.text(first_derivatives(at)) == slopes
        assert (first_derivatives(at) == at.gradient).all()


def test_a_line_that_starts_on_a_kink_is_undecided():
    network = Network(Architecture((1, 1, 1), "relu", biases=False), [[1]])
    with pytest.raises(Undecided):
        first_derivatives(point(network, at=[0, 1], labels=[1]))


def test_the_coefficients_are_those_of_the_loss_along_the_line():
    at = point(polynomial_map("a**2 + b"), at=[1, 0], labels=[0])
    assert loss_along(at, Q.array([[1, 0], [0, 0]])) == [[1, 4, 6, 4, 1], [1]]


def test_one_parameter_and_a_constant_loss():
    at = point(polynomial_map("0*t"), at=[5], labels=[0])
    assert (Q.text(first_derivatives(at)), Q.text(second_derivatives(at))) == (["0"], [["0"]])


def test_what_is_no_polynomial_along_lines_is_refused():
    certain = point(polynomial_map("1 - t**2"), at=[0], labels=[1], loss=BinaryCrossEntropy())
    with pytest.raises(NotDefined):
        first_derivatives(certain)
    bent = point(Network(Architecture((1, 1, 1), "tanh"), [[1]]), at=[1, 1, 1, 1], labels=[0])
    with pytest.raises(NotDefined):
        second_derivatives(bent)


def test_what_is_no_single_rational_model_is_refused():
    square = polynomial_map("t**2")
    jet = point(square, at=[1], labels=[0]).jet
    elsewhere = [
        point(square, at=[1], labels=[0], numbers=Floats()),
        point(square, at=[1], labels=[0], numbers=Balls()),
        ModelInstance(Q, square, Q.array([[1]]), Q.array([[0]]), SquaredError()),
        JetInstance(Q, jet),
    ]
    for at in elsewhere:
        for derivatives in (first_derivatives, second_derivatives):
            with pytest.raises(NotDefined, match="one model at one rational point"):
                derivatives(at)


def test_statements_ask_for_them_by_name():
    at = point(MAP, at=[1, 2, 3], labels=[0, 0], loss=LOSS)
    assert (asked_first(at) == slices.first_derivatives(at)).all()
    assert (asked_second(at) == slices.second_derivatives(at)).all()
