"""Outputs, Jacobians and Hessians of networks against a second implementation and its derivatives by autograd and by mpmath."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import cycle, product

import autograd
import autograd.numpy as anp
import numpy as np
import pytest

from tests.maps import second_implementation as oracle
from verify.maps import losses
from verify.maps.architecture import Architecture, Skip, Tie
from verify.maps.landscape import jet
from verify.maps.network import Network
from verify.numbers import Floats, HighPrecision

FLOATS = Floats()
WIDTHS = {1: (2, 2), 2: (2, 3, 2), 3: (2, 2, 2, 2)}
LOSSES = {
    "SquaredError": losses.SquaredError(outputs_per_datum=2),
    "QuarticError": losses.QuarticError(outputs_per_datum=2),
    "LogCosh": losses.LogCosh(outputs_per_datum=2, reduction="mean"),
    "BinaryCrossEntropy": losses.BinaryCrossEntropy(outputs_per_datum=2),
    "CrossEntropy": losses.CrossEntropy(outputs_per_datum=2, reduction="mean"),
    "SoftmaxCrossEntropy": losses.SoftmaxCrossEntropy(outputs_per_datum=2),
    "FormulaLoss": losses.FormulaLoss(("a", "b"), "(a - y1)*b + exp(b)*y2", reduction="mean"),
}
WIRED = {
    "tied autoencoder": Architecture((3, 2, 3), "tanh", ties=(Tie(2, 1, transpose=True),)),
    "repeated layer": Architecture((2, 2, 2, 2), "silu", biases=False, ties=(Tie(2, 1), Tie(3, 1, transpose=True))),
    "skip from the inputs": Architecture((2, 3, 2), "sin", skips=(Skip(0, 2),)),
    "skips and a tie": Architecture((2, 2, 2, 2), "softplus", ties=(Tie(3, 2),), skips=(Skip(1, 3), Skip(0, 3), Skip(0, 2))),
    "mixed": Architecture((1, 2, 3, 2), ("relu", "gelu"), "sigmoid", biases=(True, False, True)),
}


def _architecture(name: str, depth: int, biases: bool, output: str = "identity") -> Architecture:
    """The activation in every hidden layer; without one, on the outputs."""
    return Architecture(WIDTHS[depth], name, output_activation=name if depth == 1 else output, biases=biases)


def _fractions(rng: np.random.Generator, *shape: int) -> list[Fraction]:
    """Dyadic fractions in (-1, 1) with enough digits that no pre-activation stands on a kink by accident."""
    return [Fraction(2 * int(n) + 1, 2048) for n in rng.integers(-1024, 1024, size=shape).ravel()]


def _floats(fractions: list[Fraction], *shape: int) -> np.ndarray:
    return np.array([float(x) for x in fractions]).reshape(shape)


def _high(fractions: list[Fraction], *shape: int) -> np.ndarray:
    return np.array([oracle.HIGH.number(x) for x in fractions], dtype=object).reshape(shape)


def _mismatch(architecture: Architecture, two, theta: np.ndarray, inputs: np.ndarray) -> float:
    """Largest deviation from autograd of the outputs, the Jacobian and the Hessian of a random combination of the behaviours."""

    def f(t):
        return anp.array(oracle.outputs(oracle.FLOAT, architecture, t, inputs))

    # (the vanishing cubic keeps autograd from warning that a linear map has no second derivative)
    mix = np.cos(np.arange(len(two.outputs)) + 1.0)
    expected = f(theta), autograd.jacobian(f)(theta), autograd.hessian(lambda t: anp.dot(mix, f(t)) + 0 * anp.sum(t**3))(theta)
    found = two.outputs, two.jacobian, np.tensordot(mix, two.curvature, 1)
    return max(np.abs(a - b).max() / (1 + np.abs(b).max()) for a, b in zip(found, expected, strict=True))


GRID = [_architecture(name, depth, biases) for name, depth, biases in product(oracle.ACTIVATIONS, WIDTHS, (True, False))]


@pytest.mark.parametrize("architecture", [*GRID, *WIRED.values()], ids=str)
def test_the_two_jet_of_every_architecture_is_that_of_autograd(architecture: Architecture) -> None:
    rng = np.random.default_rng(7)
    theta = _floats(_fractions(rng, architecture.parameters), -1)
    inputs = _floats(_fractions(rng, 2, architecture.widths[0]), 2, -1)
    network = Network(architecture, inputs)
    two = network.two_jet(FLOATS, theta)
    assert two.smooth.is_yes
    assert np.allclose(two.curvature, two.curvature.swapaxes(-1, -2))
    assert _mismatch(architecture, two, theta, inputs) < 1e-10
    assert np.array_equal(network.outputs(FLOATS, theta), two.outputs)
    assert np.array_equal(network.jacobian(FLOATS, theta), two.jacobian)


@pytest.mark.parametrize("fault", ["curvature sign", "transposed weights", "scaled Jacobian"])
def test_the_autograd_comparison_rejects_a_wrong_two_jet(fault: str) -> None:
    rng = np.random.default_rng(8)
    architecture = WIRED["repeated layer"]
    theta = _floats(_fractions(rng, architecture.parameters), -1)
    inputs = _floats(_fractions(rng, 2, 2), 2, -1)
    two = Network(architecture, inputs).two_jet(FLOATS, theta)
    assert _mismatch(architecture, two, theta, inputs) < 1e-10
    if fault == "curvature sign":
        two = replace(two, curvature=-two.curvature)
    elif fault == "transposed weights":
        two = Network(architecture, inputs).two_jet(FLOATS, theta.reshape(2, 2).T.ravel())
    else:
        two = replace(two, jacobian=two.jacobian / 3)
    assert _mismatch(architecture, two, theta, inputs) > 1e-3


def _case(name: str, depth: int, biases: bool, loss: str):
    """Architecture, parameters, inputs, labels and a direction for one place of the grid; probabilities come out of a sigmoid."""
    rng = np.random.default_rng(len(name) * 100 + depth)
    output = "sigmoid" if loss in ("BinaryCrossEntropy", "CrossEntropy") else "identity"
    architecture = _architecture(name, depth, biases, output)
    if depth == 1 and output == "sigmoid":
        architecture = replace(architecture, output_activation=output)
    size = architecture.parameters
    labels = [Fraction(int(n), 8) for n in rng.integers(1, 8, size=4)]
    return architecture, _fractions(rng, size), _fractions(rng, 2, 2), labels, _fractions(rng, size)


def _along(architecture, theta, inputs, labels, direction, loss) -> tuple[float, float]:
    x, y, mean = _high(inputs, 2, 2), _high(labels, -1), LOSSES[loss].reduction == "mean"
    return oracle.along(
        lambda t: oracle.total_loss(oracle.HIGH, architecture, t, x, y, loss, mean=mean), _high(theta, -1), _high(direction, -1)
    )


@pytest.mark.parametrize("depth", WIDTHS)
@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("name", oracle.ACTIVATIONS)
def test_gradient_and_hessian_of_the_total_loss_are_its_differences_in_high_precision(name: str, loss: str, depth: int) -> None:
    for biases in (True, False):
        architecture, theta, inputs, labels, direction = _case(name, depth, biases, loss)
        slope, bend = _along(architecture, theta, inputs, labels, direction, loss)
        network = Network(architecture, _floats(inputs, 2, 2))
        at = jet(FLOATS, network, _floats(theta, -1), _floats(labels, -1), LOSSES[loss])
        v = _floats(direction, -1)
        assert at.smooth.is_yes
        assert v @ at.gradient == pytest.approx(slope, rel=1e-8, abs=1e-8)
        assert v @ at.hessian @ v == pytest.approx(bend, rel=1e-8, abs=1e-8)
        # sabotage: with the sign of S wrong, the same comparison fails wherever S is not zero along the direction
        wrong = v @ (at.gauss_newton - at.residual_curvature) @ v
        assert wrong != pytest.approx(bend, rel=1e-8, abs=1e-8) or abs(v @ at.residual_curvature @ v) < 1e-6


@pytest.mark.parametrize(("name", "loss"), tuple(zip(oracle.ACTIVATIONS, cycle(LOSSES), strict=False)))
def test_high_precision_jets_agree_with_high_precision_differences_to_many_digits(name: str, loss: str) -> None:
    numbers = HighPrecision(digits=50)
    architecture, theta, inputs, labels, direction = _case(name, 2, True, loss)
    slope, bend = _along(architecture, theta, inputs, labels, direction, loss)
    at = jet(numbers, Network(architecture, numbers.array(inputs).reshape(2, 2)), numbers.array(theta), numbers.array(labels), LOSSES[loss])
    v = numbers.array(direction)[:, None]
    found = numbers.matmul(at.gradient[None, :], v)[0, 0], numbers.matmul(v.T, numbers.matmul(at.hessian, v))[0, 0]
    assert [float(x) for x in found] == pytest.approx([slope, bend], rel=1e-14)


def test_leading_axes_are_batch_axes_of_parameters_and_of_inputs() -> None:
    rng = np.random.default_rng(3)
    architecture = WIRED["skips and a tie"]
    theta, inputs = rng.normal(size=(3, architecture.parameters)), rng.normal(size=(3, 4, 2))
    batch = Network(architecture, inputs).two_jet(FLOATS, theta)
    shared = Network(architecture, inputs[0]).two_jet(FLOATS, theta)
    for i in range(3):
        one = Network(architecture, inputs[i]).two_jet(FLOATS, theta[i])
        assert np.allclose(batch.outputs[i], one.outputs)
        assert np.allclose(batch.jacobian[i], one.jacobian)
        assert np.allclose(batch.curvature[i], one.curvature)
    assert np.allclose(shared.curvature[0], batch.curvature[0])
    assert shared.smooth.state.shape == batch.smooth.state.shape == (3,)
    assert not np.allclose(shared.outputs[1], batch.outputs[1])
