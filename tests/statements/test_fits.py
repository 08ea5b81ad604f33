"""A perfect fit in balls: certain where the labels are the outputs, and nowhere else."""

from __future__ import annotations

import dataclasses

import pytest

from verify import critical_point, local_minimum, loss_stationary, perfect_fit
from verify.maps.architecture import Architecture
from verify.maps.losses import QuarticError, Ridge
from verify.maps.network import Network
from verify.numbers.balls import Balls
from verify.statements.fits import LabelsAreOutputs
from verify.statements.instances import ModelInstance, point
from verify.strata.networks import tanh_networks

NEURON = Network(Architecture((1, 1, 1), "tanh", biases=False), [["1/2"], [1], [2]])
THETA = ["1/2", 2]


@pytest.fixture
def fitted() -> ModelInstance:
    numbers = Balls()
    at = point(NEURON, THETA, [0, 0, 0], numbers=numbers)
    return dataclasses.replace(at, labels=at.outputs, facts={"perfect fit": LabelsAreOutputs()})


@pytest.mark.parametrize("condition", [perfect_fit, loss_stationary, critical_point, local_minimum], ids=lambda one: one.text)
def test_labels_that_are_the_outputs_are_fitted(fitted, condition):
    assert condition.judge(fitted).is_yes
    assert condition.judge(dataclasses.replace(fitted, facts={})).is_unknown


@pytest.mark.parametrize("spoilt", ["moved", "narrowed", "quartic", "ridge"])
def test_the_certificate_proves_nothing_else(fitted, spoilt):
    numbers, labels = fitted.numbers, fitted.labels
    with numbers.arithmetic():
        moved, middles = labels + numbers.array("1/1000"), numbers.array([label.mid() for label in labels])
    changes = {
        "moved": {"labels": moved},
        "narrowed": {"labels": middles},
        "quartic": {"loss": QuarticError()},
        "ridge": {"regulariser": Ridge(1)},
    }
    at = dataclasses.replace(fitted, **changes[spoilt])
    assert LabelsAreOutputs().proves(at).is_unknown
    assert not perfect_fit.judge(at).is_yes or spoilt == "ridge"


def test_where_numbers_are_exact_they_decide_alone():
    at = point(Network(Architecture((1, 1), "identity", biases=False), [[1]]), [1], [2], facts={"perfect fit": LabelsAreOutputs()})
    assert perfect_fit.judge(at).is_no


def test_networks_that_are_asked_to_fit_do_so_for_certain():
    for number in range(10):
        at = tanh_networks.recipe((4, number), 1, 3, frozenset({"fit"})).instance(Balls())
        assert perfect_fit.judge(at).is_yes
