"""Where two number systems are both defined, the same network gives the same outputs, Jacobian and Hessian in both."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
import sympy
from flint import arb, fmpq
from hypothesis import given, settings
from hypothesis import strategies as st

from verify.errors import NotDefined, Undecided
from verify.maps.activations import activation
from verify.maps.architecture import Architecture, Skip, Tie
from verify.maps.landscape import jet
from verify.maps.losses import SquaredError
from verify.maps.network import Network
from verify.numbers import Balls, Floats, HighPrecision, Polynomials, Rationals, Residues, Symbols
from verify.truth import Truth

Q, FLOATS, PRIME = Rationals(), Floats(), 2**61 - 1
POLYNOMIAL = ("identity", "relu", "leaky_relu(1/4)", "quadratic", "polynomial(1,-2,0,1/2)")
TRANSCENDENTAL = ("tanh", "sigmoid", "softplus", "silu", "gelu", "sin")
DATA = [[Fraction(1, 2), -1], [Fraction(2, 3), 3]]
LABELS = [1, Fraction(-1, 3), 0, 2]
small = st.fractions(min_value=-2, max_value=2, max_denominator=6)


def _network(name: str, widths: tuple[int, ...] = (2, 2, 2)) -> Network:
    return Network(Architecture(widths, name, biases=(True, False), skips=(Skip(0, 2),)), DATA)


def _faces(numbers, network: Network, theta) -> list[np.ndarray]:
    at = jet(numbers, network, numbers.array(theta), numbers.array(LABELS), SquaredError("1/2", outputs_per_datum=2))
    return [at.outputs, at.jacobian, at.curvature, at.gradient, at.gauss_newton, at.residual_curvature, at.hessian]


def _floats(array: np.ndarray) -> np.ndarray:
    """Elements of any ordered system as floats (a ball by its midpoint)."""
    entries = [float(x.p) / float(x.q) if isinstance(x, fmpq) else float(x.mid() if isinstance(x, arb) else x) for x in array.ravel()]
    return np.array(entries).reshape(array.shape)


def _theta(network: Network, seed: int) -> list[Fraction]:
    rng = np.random.default_rng(seed)
    return [
        Fraction(int(n), int(d))
        for n, d in zip(rng.integers(-9, 10, network.parameters), rng.integers(1, 8, network.parameters), strict=True)
    ]


@pytest.mark.parametrize("numbers", [FLOATS, Balls(), HighPrecision()], ids=lambda numbers: numbers.name)
@pytest.mark.parametrize("name", POLYNOMIAL)
def test_real_systems_agree_with_the_rationals(name: str, numbers) -> None:
    network = _network(name)
    theta = _theta(network, 1)
    for found, exact in zip(_faces(numbers, network, theta), _faces(Q, network, theta), strict=True):
        assert np.allclose(_floats(found), _floats(exact), rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("name", POLYNOMIAL)
def test_balls_contain_the_rational_answers(name: str) -> None:
    network = _network(name)
    theta = _theta(network, 1)
    for balls, exact in zip(_faces(Balls(), network, theta), _faces(Q, network, theta), strict=True):
        with Balls(bits=2000).arithmetic():  # FLINT compares with a rational at the ambient precision
            assert all(ball.contains(x) and ball.rad() < 1e-50 for ball, x in zip(balls.ravel(), exact.ravel(), strict=True))


@pytest.mark.parametrize("name", TRANSCENDENTAL)
def test_floats_balls_and_high_precision_agree_on_transcendental_activations(name: str) -> None:
    network = _network(name)
    theta = _theta(network, 2)
    for faces in zip(*(_faces(numbers, network, theta) for numbers in (FLOATS, Balls(), HighPrecision())), strict=True):
        low, ball, high = map(_floats, faces)
        assert np.allclose(low, high, rtol=1e-11, atol=1e-11)
        assert np.allclose(ball, high, rtol=1e-15, atol=1e-15)


@pytest.mark.parametrize("name", POLYNOMIAL)
def test_residues_on_the_rational_pattern_are_the_rational_answers_reduced(name: str) -> None:
    modular, network = Residues(PRIME), _network(name)
    theta = _theta(network, 3)
    piece = network.on_piece(network.pattern(Q, Q.array(theta)))
    for found, exact in zip(_faces(modular, piece, theta), _faces(Q, network, theta), strict=True):
        assert modular.zero(found - modular.array(np.vectorize(str, otypes=[object])(exact))).is_yes.all()


def test_a_relu_has_no_pattern_of_its_own_modulo_a_prime() -> None:
    network = _network("relu")
    with pytest.raises(NotDefined, match="pattern"):
        network.outputs(Residues(PRIME), Residues(PRIME).array(_theta(network, 3)))


@pytest.mark.parametrize("name", POLYNOMIAL)
@settings(max_examples=20)
@given(direction=st.lists(small, min_size=10, max_size=10))
def test_a_polynomial_slice_has_the_rational_values_at_each_of_its_points(name: str, direction: list[Fraction]) -> None:
    germs, network = Polynomials(), Network(Architecture((2, 2, 2), name, biases=(True, False)), DATA)
    base = _theta(network, 4)
    theta = germs.array(base) + germs.array(direction) * germs.variable
    piece = network.on_piece(network.pattern(Q, Q.array(base)))
    step = Fraction(1, 7)
    there = [b + step * d for b, d in zip(base, direction, strict=True)]
    for found, exact in zip(_faces(germs, piece, theta), _faces(Q, piece, there), strict=True):
        assert [f(Q.array(step).item()) for f in found.ravel()] == list(exact.ravel())


@pytest.mark.parametrize("name", ["quadratic", "tanh", "gelu"])
def test_symbols_take_the_values_of_the_other_systems_when_numbers_are_put_in(name: str) -> None:
    network = Network(Architecture((1, 1, 1), name), [[Fraction(3, 2)]])
    theta, symbols = _theta(network, 5), sympy.symbols("w b v c")
    numbers = Symbols()
    for found, expected in zip(
        _two_jet(numbers, network, np.array(symbols, dtype=object)), _two_jet(FLOATS, network, [float(x) for x in theta]), strict=True
    ):
        values = [float(entry.subs(dict(zip(symbols, theta, strict=True)))) for entry in found.ravel()]
        assert values == pytest.approx(list(expected.ravel()), rel=1e-12, abs=1e-12)


def _two_jet(numbers, network: Network, theta) -> list[np.ndarray]:
    two = network.two_jet(numbers, numbers.array(theta))
    return [two.outputs, two.jacobian, two.curvature]


@given(theta=st.lists(small, min_size=5, max_size=5))
def test_tied_rational_networks_agree_with_floats_away_from_kinks(theta: list[Fraction]) -> None:
    network = Network(Architecture((2, 1, 2), "relu", ties=(Tie(2, 1, transpose=True),)), DATA)
    exact = network.two_jet(Q, Q.array(theta))
    if exact.smooth.is_yes:
        found = network.two_jet(FLOATS, FLOATS.array(theta))
        assert np.allclose(found.outputs, _floats(exact.outputs), atol=1e-12)
        assert np.allclose(found.curvature, _floats(exact.curvature), atol=1e-12)


def test_a_unit_on_its_kink_is_decided_over_the_rationals_and_undecided_in_a_ball_around_it() -> None:
    network = Network(Architecture((1, 1, 1), "relu", biases=False), [[1]])
    assert network.two_jet(Q, Q.array([0, 1])).smooth.is_no
    assert network.two_jet(Q, Q.array([1, 1])).smooth.is_yes
    assert network.two_jet(FLOATS, np.array([[0.0, 1], [1e-300, 1], [-2, 1]])).smooth.state.tolist() == [-1, 1, 1]
    balls = Balls()
    with balls.arithmetic():
        third = balls.array(["1/3"])
        around_zero = third + third + third - balls.array([1])
    with pytest.raises(Undecided, match=r"index \(0, 0\) of relu"):
        network.two_jet(balls, np.concatenate([around_zero, balls.array([1])]))
    with pytest.raises(Undecided, match="w"):
        network.outputs(Symbols(), np.array(sympy.symbols("w v"), dtype=object))


def test_a_piece_is_smooth_even_on_the_kink_and_follows_the_pattern_handed_in() -> None:
    network = Network(Architecture((1, 1, 1), "relu", biases=False), [[1]])
    on, off = (network.on_piece((np.array([[flag]]), None)) for flag in (True, False))
    assert Q.text(on.jacobian(Q, Q.array([0, 5]))) == [["5", "0"]]
    assert Q.text(off.jacobian(Q, Q.array([3, 5]))) == [["0", "0"]]
    assert on.two_jet(Q, Q.array([0, 5])).smooth.is_yes


@pytest.mark.parametrize("name", TRANSCENDENTAL)
def test_a_transcendental_activation_over_the_rationals_says_what_is_not_defined(name: str) -> None:
    with pytest.raises(NotDefined, match="rational"):
        activation(name).value(Q, Q.array(["1/2"]))


@pytest.mark.parametrize(
    ("name", "value", "slope", "bend"), [("tanh", 0, 1, 0), ("sigmoid", "1/2", "1/4", 0), ("silu", 0, "1/2", "1/2"), ("sin", 0, 1, 0)]
)
def test_at_zero_the_rational_values_are_exact(name: str, value: object, slope: object, bend: object) -> None:
    zero = Q.array([0])
    found = [face(Q, zero) for face in (activation(name).value, activation(name).slope, activation(name).bend)]
    assert [Q.text(x)[0] for x in found] == [str(value), str(slope), str(bend)]


@pytest.mark.parametrize("name", ["relu", "leaky_relu(-1/2)"])
def test_smooth_at_is_no_exactly_at_the_kink(name: str) -> None:
    assert activation(name).smooth_at(Q, Q.array(["-1/9", 0, "1/9"])).state.tolist() == [1, -1, 1]
    assert isinstance(activation("leaky_relu(1)").smooth_at(Q, Q.array([0])), Truth)
    assert activation("leaky_relu(1)").smooth_at(Q, Q.array([0])).is_yes.all()
