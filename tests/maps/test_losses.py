"""Losses and regularisers: derivatives against their values, layout and reduction, hard labels, plain data, refusals."""

from __future__ import annotations

import json
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.maps import second_implementation as oracle
from verify.errors import InvalidInput, NotDefined
from verify.maps.losses import (
    LOSSES,
    BinaryCrossEntropy,
    CrossEntropy,
    FormulaLoss,
    FormulaRegulariser,
    LogCosh,
    QuarticError,
    Ridge,
    SoftmaxCrossEntropy,
    SquaredError,
    loss_from_spec,
    regulariser_from_spec,
)
from verify.numbers import Floats, HighPrecision, Rationals

Q, FLOATS, HIGH = Rationals(), Floats(), HighPrecision(digits=60)
OUTPUTS = ["1/3", "1/5", "3/7", "5/8"]
LABELS = ["1/2", "1/4", "1/9", "2/3"]
EVERY = [
    SquaredError(),
    SquaredError("1/2", reduction="mean"),
    SquaredError(3, weights=(1, 2, "1/3", 4), outputs_per_datum=2, reduction="mean"),
    QuarticError(),
    LogCosh(reduction="mean"),
    BinaryCrossEntropy(outputs_per_datum=2),
    CrossEntropy(outputs_per_datum=2, reduction="mean"),
    SoftmaxCrossEntropy(outputs_per_datum=2),
    SoftmaxCrossEntropy(outputs_per_datum=4, reduction="mean"),
    FormulaLoss(("a", "b"), "sin(a*y1) + exp(b)*a**2 - y2/b", reduction="mean"),
]


def _differences(function, point: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Gradient and Hessian of a scalar function by central differences at 60 digits."""
    size, h = len(point), HIGH.array(["1/1000000000000000"])
    steps = [np.array([h[0] if i == j else HIGH.array(0)[()] for j in range(size)], dtype=object) for i in range(size)]
    with HIGH.arithmetic():
        gradient = [(function(point + s) - function(point - s)) / (2 * h[0]) for s in steps]
        hessian = [
            [
                (function(point + s + r) - function(point + s - r) - function(point - s + r) + function(point - s - r)) / (4 * h[0] ** 2)
                for r in steps
            ]
            for s in steps
        ]
    return np.array(gradient, dtype=float), np.array(hessian, dtype=float)


def _floats(array: np.ndarray) -> np.ndarray:
    return np.asarray(array, dtype=float)


@pytest.mark.parametrize("loss", EVERY, ids=str)
def test_gradient_and_hessian_are_the_differences_of_the_value(loss) -> None:
    o, y = HIGH.array(OUTPUTS), HIGH.array(LABELS)
    gradient, hessian = _differences(lambda at: loss.value(HIGH, at, y)[()], o)
    assert _floats(loss.gradient(HIGH, o, y)) == pytest.approx(gradient, abs=1e-20, rel=1e-14)
    assert _floats(loss.hessian(HIGH, o, y)) == pytest.approx(hessian, abs=1e-14, rel=1e-13)
    assert loss.defined(HIGH, o, y).is_yes
    # sabotage: the differences do not agree with twice the gradient
    assert _floats(loss.gradient(HIGH, o, y)) != pytest.approx(2 * gradient, rel=1e-6)


@pytest.mark.parametrize("name", sorted(set(oracle.LOSSES) - {"FormulaLoss"}))
@pytest.mark.parametrize("reduction", ["sum", "mean"])
def test_values_are_those_of_the_second_implementation_summed_or_averaged_over_data(name: str, reduction: str) -> None:
    loss = LOSSES[name](reduction=reduction, outputs_per_datum=2)
    o, y = (np.array([float(Fraction(x)) for x in row]) for row in (OUTPUTS, LABELS))
    expected = sum(oracle.LOSSES[name](oracle.FLOAT, o[d : d + 2], y[d : d + 2]) for d in (0, 2)) / (2 if reduction == "mean" else 1)
    assert loss.value(FLOATS, o, y) == pytest.approx(expected)


@pytest.mark.parametrize("loss", EVERY, ids=str)
def test_leading_axes_are_batch_axes(loss) -> None:
    rng = np.random.default_rng(1)
    o, y = rng.uniform(0.1, 0.9, size=(3, 4)), rng.uniform(0.1, 0.9, size=(3, 4))
    assert loss.value(FLOATS, o, y).shape == loss.defined(FLOATS, o, y).state.shape == (3,)
    for face in (loss.value, loss.gradient, loss.hessian):
        assert np.allclose(face(FLOATS, o, y)[2], face(FLOATS, o[2], y[2]))
        assert np.allclose(face(FLOATS, o, y[0])[1], face(FLOATS, o[1], y[0]))


@pytest.mark.parametrize("loss", EVERY, ids=str)
def test_the_hessian_has_no_entry_between_two_data(loss) -> None:
    hessian = _floats(loss.hessian(HIGH, HIGH.array(OUTPUTS), HIGH.array(LABELS)))
    k = loss.outputs_per_datum
    between = np.kron(np.eye(4 // k), np.ones((k, k))) == 0
    assert not hessian[between].any()
    assert np.array_equal(hessian, hessian.T)


@given(st.lists(st.floats(0.01, 0.99), min_size=8, max_size=8))
def test_a_loss_that_says_so_is_least_and_stationary_at_the_fit(entries: list[float]) -> None:
    o, y = np.array(entries[:4]), np.array(entries[4:])
    for loss in EVERY:
        if loss.least_at_fit(FLOATS, y).is_yes:
            assert loss.value(FLOATS, o, y) >= loss.value(FLOATS, y, y) - 1e-12
            assert np.abs(loss.gradient(FLOATS, y, y)).max() < 1e-12


@pytest.mark.parametrize("loss", [loss for loss in EVERY if not loss.least_at_fit(Q, Q.array(LABELS)).is_yes], ids=str)
def test_a_loss_that_does_not_say_so_is_not_stationary_at_the_fit(loss) -> None:
    y = np.array([float(Fraction(x)) for x in LABELS])
    assert np.abs(loss.gradient(FLOATS, y, y)).max() > 1e-3


def test_cross_entropies_have_rational_derivatives_where_their_value_is_irrational() -> None:
    p, y = Q.array(["1/2", "1/2"]), Q.array(["1/4", "3/4"])
    assert Q.text(BinaryCrossEntropy().gradient(Q, p, y)) == ["1", "-1"]
    assert Q.text(CrossEntropy(outputs_per_datum=2).hessian(Q, p, y)) == [["1", "0"], ["0", "3"]]
    assert Q.text(SoftmaxCrossEntropy(outputs_per_datum=2).hessian(Q, p, y)) == [["1/4", "-1/4"], ["-1/4", "1/4"]]
    with pytest.raises(NotDefined, match="log"):
        BinaryCrossEntropy().value(Q, p, y)


def test_a_hard_label_has_one_term_and_slope_one_at_its_fit() -> None:
    loss, p, y = BinaryCrossEntropy(), Q.array([0, 1]), Q.array([0, 1])
    assert Q.text(loss.value(Q, p, y)) == "0"
    assert Q.text(loss.gradient(Q, p, y)) == ["1", "-1"]
    assert loss.defined(Q, p, y).is_yes
    assert Q.text(CrossEntropy(outputs_per_datum=2).value(Q, y, y)) == "0"


@pytest.mark.parametrize(
    ("p", "y", "defined"),
    [(0, "1/2", False), (0, 0, True), (1, "1/2", False), (1, 1, True), ("3/2", 0, False), (-1, 1, False), (2, 1, True)],
)
def test_a_cross_entropy_says_where_it_is_defined(p: object, y: object, defined: bool) -> None:
    answer = BinaryCrossEntropy().defined(Q, Q.array([p]), Q.array([y]))
    assert [answer.is_yes.all(), answer.is_no.all()] == [defined, not defined]


def test_the_softmax_hessian_kills_the_vector_of_ones() -> None:
    loss = SoftmaxCrossEntropy(outputs_per_datum=3)
    hessian = loss.hessian(FLOATS, np.array([0.3, -2, 1]), np.array([0.2, 0.5, 0.3]))
    assert np.allclose(hessian @ np.ones(3), 0)
    assert np.linalg.matrix_rank(hessian) == 2


def test_the_two_scalings_of_the_squared_error_differ_by_a_factor_two() -> None:
    o, y = Q.array([3, 1]), Q.array([1, 1])
    assert [Q.text(SquaredError(scale).value(Q, o, y)) for scale in (1, "1/2")] == ["4", "2"]
    assert Q.text(SquaredError("1/2").hessian(Q, o, y)) == [["1", "0"], ["0", "1"]]


@pytest.mark.parametrize("loss", EVERY, ids=str)
def test_a_loss_survives_json(loss) -> None:
    assert loss_from_spec(json.loads(json.dumps(loss.spec()))) == loss


@pytest.mark.parametrize("regulariser", [Ridge("1/3"), FormulaRegulariser(("a", "b"), "a**4 + exp(a*b)")], ids=str)
def test_a_regulariser_survives_json_and_has_the_derivatives_of_its_value(regulariser) -> None:
    assert regulariser_from_spec(json.loads(json.dumps(regulariser.spec()))) == regulariser
    theta = HIGH.array(["1/3", "-2/7"])
    gradient, hessian = _differences(lambda at: regulariser.value(HIGH, at)[()], theta)
    assert _floats(regulariser.gradient(HIGH, theta)) == pytest.approx(gradient, rel=1e-14)
    assert _floats(regulariser.hessian(HIGH, theta)) == pytest.approx(hessian, rel=1e-13, abs=1e-14)
    assert regulariser.hessian(FLOATS, np.zeros((5, 2))).shape == (5, 2, 2)


@pytest.mark.parametrize(
    "make",
    [
        lambda: SquaredError(0),
        lambda: SquaredError("x"),
        lambda: SquaredError(weights=(1, -1)),
        lambda: SquaredError(float("nan")),
        lambda: SquaredError(reduction="average"),
        lambda: LogCosh(outputs_per_datum=0),
        lambda: SquaredError(weights=(1,)).value(Q, Q.array([1, 2]), Q.array([1, 2])),
        lambda: CrossEntropy(outputs_per_datum=3).value(Q, Q.array([1, 2]), Q.array([1, 2])),
        lambda: QuarticError().gradient(Q, Q.array([1, 2]), Q.array([1])),
        lambda: FormulaLoss((), "1"),
        lambda: FormulaLoss(("a",), "b"),
        lambda: FormulaLoss(("a",), "a", labels=("u", "v")),
        lambda: FormulaLoss(("a", "b"), "a", outputs_per_datum=3),
        lambda: Ridge("much"),
        lambda: loss_from_spec({"kind": "Ridge"}),
        lambda: loss_from_spec({"kind": "QuarticError", "power": 4}),
        lambda: loss_from_spec("QuarticError"),
        lambda: regulariser_from_spec({"kind": "Ridge"}),
    ],
)
def test_senseless_losses_are_refused(make) -> None:
    with pytest.raises(InvalidInput):
        make()
