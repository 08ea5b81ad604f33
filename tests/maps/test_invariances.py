"""Flows that change no output of a network: their velocities, and the local minima that they prove."""

from __future__ import annotations

import numpy as np
import pytest

from verify import relu_networks
from verify.maps.architecture import Architecture
from verify.maps.invariances import invariances
from verify.maps.network import Network
from verify.numbers.rationals import Rationals
from verify.statements.instances import point
from verify.statements.minima import local_minimum_of_loss
from verify.strata.networks import leaky_networks, linear_networks

Q = Rationals()
PRODUCT = Network(Architecture((2, 1, 2), "identity", biases=False), [[1, 0], [0, 1]])
"""``F = v w^T``, the best fits of which to labels ``diag(s, t)`` are at the larger of the two, as far as they differ."""


@pytest.mark.parametrize("stratum", [relu_networks, leaky_networks, linear_networks], ids=lambda stratum: stratum.name)
def test_every_velocity_is_in_the_kernel_of_the_jacobian(stratum):
    met = 0
    for number in range(60):
        at = stratum.recipe((6, number), 1, 3).instance()
        if not at.smooth.is_yes:
            continue
        for velocity in invariances(Q, at.model, at.theta):
            met += 1
            assert at.numbers.zero(at.jacobian @ velocity).all().is_yes
    assert met > 50


def test_two_units_that_are_on_alike_mix_without_a_change_of_outputs():
    network = Network(Architecture((1, 2, 1), "relu", biases=True), [[1], [2]])
    theta = Q.array([1, 2, 1, 1, 3, 5, 7])
    assert Q.text(network.outputs(Q, theta)) == Q.text(network.outputs(Q, Q.array([1 + 2, 2, 1 + 1, 1, 3, 5 - 3, 7])))
    mixing = np.array([2, 0, 1, 0, 0, -3, 0])
    assert any((velocity == mixing).all() for velocity in invariances(Q, network, theta))


def test_a_minimum_that_misses_its_labels_is_proved_across_the_rescaling():
    at = point(PRODUCT, at=[2, 0, 1, 0], labels=[2, 0, 0, 1])
    assert local_minimum_of_loss(at).is_yes
    assert not at.numbers.zero(at.residual_curvature).all().is_yes


def test_the_smaller_singular_value_is_fitted_at_a_saddle_and_equal_ones_stay_open():
    assert local_minimum_of_loss(point(PRODUCT, at=[0, 1, 0, 1], labels=[2, 0, 0, 1])).is_no
    assert local_minimum_of_loss(point(PRODUCT, at=[1, 0, 1, 0], labels=[1, 0, 0, 1])).is_unknown


def test_on_a_kink_nothing_is_proved():
    rectified = Network(Architecture((2, 1, 2), "relu", biases=False), [[1, 0], [0, 1]])
    at = point(rectified, at=[2, 0, 1, 0], labels=[2, 0, 0, 1])
    assert not at.smooth.is_yes
    assert not local_minimum_of_loss(at).is_yes
