"""The fast float text against the generic text, on the same random architectures."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from verify.errors import InvalidInput, NotDefined
from verify.maps import losses
from verify.maps.architecture import Architecture, Skip, Tie
from verify.maps.kernels import assembly, batches
from verify.maps.kernels.batches import Problem, derivatives, problem, stream
from verify.maps.kernels.jets import NetworkJet, obstacle
from verify.maps.landscape import LossJet, generic_jet, jet
from verify.maps.network import Network
from verify.numbers import Floats

FLOATS = Floats()
ACTIVATIONS = (
    "relu",
    "leaky_relu(1/10)",
    "identity",
    "quadratic",
    "polynomial(1,-1,1/2)",
    "tanh",
    "sigmoid",
    "softplus",
    "silu",
    "gelu",
    "sin",
)
WIDTHS = ((2, 2), (1, 3, 2), (2, 3, 2, 2), (2, 2, 3, 1, 2), (1, 2, 2, 3, 2, 2))
LOSSES = {
    "one output at a time": losses.SquaredError("1/2"),
    "squared": losses.SquaredError(outputs_per_datum=2, reduction="mean"),
    "quartic": losses.QuarticError(outputs_per_datum=2),
    "log-cosh": losses.LogCosh(reduction="mean"),
    "binary": losses.BinaryCrossEntropy(outputs_per_datum=2),
    "probabilities": losses.CrossEntropy(outputs_per_datum=2),
    "softmax": losses.SoftmaxCrossEntropy(outputs_per_datum=2, reduction="mean"),
    "formula": losses.FormulaLoss(("a", "b"), "(a - y1)*b + exp(b)*y2"),
}
FACES = ("outputs", "jacobian", "loss_gradient", "loss_hessian", "gradient", "gauss_newton", "residual_curvature", "hessian")


def batch_of(architecture: Architecture, loss: losses.Loss, count: int = 3, data: int = 3, seed: int = 0) -> Problem:
    """Random parameters, inputs and labels in (0, 1), which suit every loss."""
    rng = np.random.default_rng(seed)
    theta, inputs = rng.uniform(-0.6, 0.6, size=(count, architecture.parameters)), rng.normal(size=(count, data, architecture.widths[0]))
    return problem(architecture, theta, inputs, rng.uniform(0.1, 0.9, size=(count, data * architecture.widths[-1])), loss)


def mismatch(batch: Problem) -> float:
    """Largest deviation of any face from the generic text, relative to its biggest entry where that exceeds 1."""
    network = Network(batch.plan.architecture, batch.inputs)
    fast = jet(batch.numbers, network, batch.theta, batch.labels, batch.loss)
    slow = generic_jet(batch.numbers, network, batch.theta, batch.labels, batch.loss)
    assert isinstance(fast, NetworkJet)
    assert np.array_equal(fast.smooth.state, slow.smooth.state)
    pairs = [(getattr(fast, face), getattr(slow, face)) for face in FACES]
    assert all(a.shape == b.shape and a.dtype == b.dtype for a, b in pairs)
    return max(float(np.abs(a - b).max() / (1 + np.abs(b).max())) for a, b in pairs)


@pytest.mark.parametrize("widths", WIDTHS, ids=str)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_the_fast_text_is_the_generic_text_for_every_activation_loss_and_depth(activation: str, widths: tuple[int, ...]) -> None:
    for biases, (name, loss) in product((True, False), LOSSES.items()):
        output = "sigmoid" if name in ("binary", "probabilities") else activation if len(widths) == 2 else "identity"
        assert mismatch(batch_of(Architecture(widths, activation, output, biases), loss)) < 1e-10, (biases, name)


@pytest.mark.parametrize("seed", range(40))
def test_the_fast_text_is_the_generic_text_on_random_architectures(seed: int) -> None:
    rng = np.random.default_rng(seed)
    depth = int(rng.integers(1, 6))
    names = tuple(str(name) for name in rng.choice(ACTIVATIONS, size=depth))
    widths = tuple(int(n) for n in rng.integers(1, 5, size=depth + 1))
    biases = tuple(bool(b) for b in rng.integers(2, size=depth))
    loss = losses.SquaredError(outputs_per_datum=int(rng.choice([1, widths[-1]])))
    architecture = Architecture(widths, names[1:], names[0], biases)
    assert mismatch(batch_of(architecture, loss, data=int(rng.integers(1, 6)), seed=seed)) < 1e-12


@pytest.mark.parametrize("left_out", ["add_weights_meeting", "fill", "mirror", "gauss_newton"])
def test_the_comparison_rejects_a_text_that_leaves_a_term_out(left_out: str, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = batch_of(Architecture((2, 3, 2, 1), "tanh"), losses.SquaredError())
    assert mismatch(batch) < 1e-12
    monkeypatch.setattr(assembly, left_out, lambda *_, **__: None)
    assert mismatch(batch) > 1e-3


def test_chunks_whatever_their_size_make_up_the_stored_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    batch = batch_of(Architecture((2, 3, 2, 1), ("relu", "tanh")), losses.SquaredError(), count=23)
    stored = derivatives(batch)
    for size in (1_000, 20_000, 50_000_000):
        monkeypatch.setattr(batches, "CHUNK_BYTES", size)
        again, seen = derivatives(batch), 0
        assert np.array_equal(again.smooth.state, stored.smooth.state)
        for rows, chunk in stream(batch):
            seen += len(chunk.hessian)
            for name in ("outputs", "loss_blocks", "jacobian", "gauss_newton", "residual_curvature", "hessian"):
                assert np.allclose(getattr(chunk, name), getattr(stored, name)[rows], rtol=1e-13, atol=1e-13)
                assert np.allclose(getattr(again, name), getattr(stored, name), rtol=1e-13, atol=1e-13)
        assert seen == 23


@pytest.mark.parametrize("panel", [1, 5, 100])
def test_panels_whatever_their_size_make_up_the_gauss_newton_term(panel: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assembly, "TALL", 1)
    monkeypatch.setattr(assembly, "PANEL", panel)
    assert mismatch(batch_of(Architecture((2, 3, 2), "tanh"), losses.SoftmaxCrossEntropy(outputs_per_datum=2))) < 1e-12


def test_shared_inputs_and_labels_count_for_every_network() -> None:
    batch = batch_of(Architecture((2, 3, 1), "silu"), losses.SquaredError())
    shared = problem(batch.plan.architecture, batch.theta, batch.inputs[0], batch.labels[0], batch.loss)
    repeated = replace(batch, inputs=np.repeat(batch.inputs[:1], 3, axis=0), labels=np.repeat(batch.labels[:1], 3, axis=0))
    assert np.allclose(derivatives(shared).hessian, derivatives(repeated).hessian)


def test_single_precision_stays_single_and_is_as_good_as_single_precision_can_be() -> None:
    double = batch_of(Architecture((2, 4, 3, 2), "tanh"), losses.SquaredError())
    single = problem(double.plan.architecture, double.theta, double.inputs, double.labels, double.loss, Floats("float32", 1e-4, 1e-2))
    found, expected = derivatives(single), derivatives(double)
    assert found.hessian.dtype == found.jacobian.dtype == np.float32
    difference = np.abs(found.hessian - expected.hessian).max() / np.abs(expected.hessian).max()
    assert 1e-9 < difference < 1e-5


def test_a_unit_on_its_kink_is_not_differentiable_and_a_network_beside_it_is() -> None:
    batch = batch_of(Architecture((2, 3, 1), "relu", biases=False), losses.SquaredError())
    batch.theta[1] = 0
    assert derivatives(batch).smooth.state.tolist() == [1, -1, 1]


def test_a_network_that_overflows_spoils_nothing_beside_it() -> None:
    batch = batch_of(Architecture((2, 3, 1), "quadratic"), losses.SquaredError())
    expected = derivatives(batch).hessian
    batch.theta[1] *= 1e200
    found = derivatives(batch).hessian
    assert np.allclose(found[[0, 2]], expected[[0, 2]])
    assert not np.isfinite(found[1]).all()


@pytest.mark.parametrize(
    ("architecture", "loss", "reason"),
    [
        (Architecture((2, 2, 2), ties=(Tie(2, 1),)), losses.SquaredError(), "tied"),
        (Architecture((2, 2, 1), skips=(Skip(0, 2),)), losses.SquaredError(), "skips"),
        (Architecture((2, 2, 1)), losses.SquaredError(outputs_per_datum=2), "couples"),
        (Architecture((2, 2, 1)), object(), "sum over data"),
    ],
)
def test_what_the_fast_text_leaves_to_the_generic_one_is_said_by_name(architecture: Architecture, loss, reason: str) -> None:
    network = Network(architecture, np.ones((2, 2)))
    assert reason in (obstacle(network, loss) or "")
    if reason != "sum over data":
        labels = np.ones(2 * architecture.widths[-1])
        assert isinstance(jet(FLOATS, network, np.ones(architecture.parameters), labels, loss), LossJet)


def test_a_piece_handed_in_and_labels_with_axes_of_their_own_are_left_to_the_generic_text() -> None:
    network = Network(Architecture((2, 2, 1)), np.ones((2, 2)))
    theta = np.ones(network.parameters)
    assert "piece" in (obstacle(network.on_piece(network.pattern(FLOATS, theta)), losses.SquaredError()) or "")
    assert isinstance(jet(FLOATS, network, theta, np.ones((3, 2)), losses.SquaredError()), LossJet)


def test_shapes_that_do_not_fit_are_refused() -> None:
    net = Architecture((2, 3, 1))
    for theta, inputs, labels in (((4, 12), (3, 2), (3,)), ((4, 13), (3, 1), (3,)), ((4, 13), (3, 2), (2,)), ((4, 13), (3, 3, 2), (3,))):
        with pytest.raises(InvalidInput):
            problem(net, np.ones(theta), np.ones(inputs), np.ones(labels), losses.SquaredError())
    with pytest.raises(NotDefined):
        derivatives(problem(net, np.ones(13), np.ones((2, 2)), np.ones(2), losses.SquaredError(outputs_per_datum=2)))


def test_batch_axes_of_any_number_and_a_regulariser_are_those_of_the_generic_text() -> None:
    rng = np.random.default_rng(4)
    net = Architecture((2, 3, 1), "tanh")
    network = Network(net, rng.normal(size=(5, 4, 2)))
    theta, labels = rng.normal(size=(2, 1, 13)), rng.normal(size=(5, 4))
    arguments = (FLOATS, network, theta, labels, losses.SquaredError(), losses.Ridge("1/3"))
    fast, slow = jet(*arguments), generic_jet(*arguments)
    assert isinstance(fast, NetworkJet)
    for face in (*FACES, "curvature"):
        assert np.allclose(np.broadcast_to(getattr(slow, face), getattr(fast, face).shape), getattr(fast, face), atol=1e-12), face
