"""Training in batches: where it arrives the loss is zero, and what is said of a solution is what its gradients say."""

from __future__ import annotations

import numpy as np
import pytest

from verify.experiments.training import RankAgainstWidth, Solutions, train
from verify.maps.architecture import Architecture
from verify.maps.kernels.batches import linearised
from verify.maps.network import Network
from verify.numbers.floats import Floats

INPUTS = np.array([[-1.5], [-0.5], [0.5], [1.5]])


@pytest.mark.parametrize("activation", ["relu", "tanh"])
def test_networks_that_arrived_fit_their_labels_and_others_do_not(activation):
    rng = np.random.default_rng(0)
    net = Architecture((1, 2, 1), activation)
    labels = rng.normal(size=(60, 4))
    theta, arrived = train(net, rng.normal(size=(60, net.parameters)), INPUTS, labels)
    missed = np.abs(Network(net, INPUTS).outputs(Floats(), theta) - labels).max(axis=-1)
    assert 0 < arrived.sum() < 60
    assert missed[arrived].max() < 1e-11
    assert missed[~arrived].min() > 1e-13


def test_a_linear_problem_is_solved_by_the_shortest_step():
    net = Architecture((1, 1), biases=True)
    theta, arrived = train(net, np.zeros((1, 2)), np.array([[0.0]]), np.array([[1.0]]))
    assert arrived.all()
    assert theta[0] == pytest.approx([0, 1], abs=1e-9)


@pytest.mark.parametrize("activation", ["relu", "tanh", "silu"])
def test_first_derivatives_alone_are_those_of_the_generic_text(activation):
    rng = np.random.default_rng(1)
    net = Architecture((2, 3, 2, 2), activation)
    inputs, theta = rng.normal(size=(3, 2)), rng.normal(size=(5, net.parameters))
    outputs, jacobian = linearised(net, inputs, 5)(theta)
    network = Network(net, inputs)
    assert outputs == pytest.approx(network.outputs(Floats(), theta))
    assert jacobian == pytest.approx(network.jacobian(Floats(), theta))


def test_what_a_call_hands_out_is_not_written_over_by_the_next():
    net = Architecture((1, 2, 1), "tanh")
    at = linearised(net, INPUTS, 1)
    outputs, jacobian = at(np.ones((1, net.parameters)))
    kept = outputs.copy(), jacobian.copy()
    at(np.full((1, net.parameters), 0.3))
    assert (outputs == kept[0]).all()
    assert (jacobian == kept[1]).all()


def test_dead_units_lose_rank_and_kinks_have_none():
    """(w1, w2, b1, b2, v1, v2, c): all units dead on the first two data; a unit on its kink; one that bends between data."""
    net = Architecture((1, 2, 1), "relu")
    dead = [1, 1, 0, -1, 1, 2, 0]
    kinked = [1, 1, 0.5, 1.7, 1, 2, 0]
    found = Solutions.at(net, np.array([dead, kinked], dtype=float), INPUTS)
    assert found.at_kink.tolist() == [False, True]
    assert found.deficient[0]
    assert not found.undecided[0]


def test_between_kink_and_smooth_a_run_is_undecided():
    net = Architecture((1, 1, 1), "relu")
    found = Solutions.at(net, np.array([[1, -0.5 + 1e-7, 1, 0]]), INPUTS)
    assert found.at_kink.tolist() == [False]
    assert found.undecided.tolist() == [True]
    assert found.deficient.tolist() == [False]


def test_no_solution_is_no_trouble():
    assert len(Solutions.at(Architecture((1, 1, 1)), np.zeros((0, 4)), INPUTS).deficient) == 0


def test_every_run_is_counted_once_and_the_seed_decides_all():
    arm = RankAgainstWidth("relu", (0, 0, 0, 1), widths=(2, 4))
    first, again = (arm.measure(np.random.default_rng(5), 50) for _ in range(2))
    assert first == again
    for row in first.rows:
        assert row.frequency.trials + sum(row.beside.values()) == 50


def test_generic_labels_have_a_prediction_and_structured_ones_none():
    generic, structured = (
        RankAgainstWidth("tanh", labels, widths=(2,)).measure(np.random.default_rng(0), 5) for labels in (None, (0, 0, 0, 1))
    )
    assert (generic.rows[0].predicted, structured.rows[0].predicted) == (0.0, None)
