"""Strata of linear models ``f(x; w) = w . x``: the data are the rows of ``J``, which is the same everywhere."""

from __future__ import annotations

import numpy as np

from verify.maps.architecture import Architecture
from verify.maps.losses import SquaredError
from verify.maps.network import Network
from verify.maps.taylor import TaylorMap
from verify.numbers.system import Array
from verify.statements.instances import ModelInstance
from verify.strata.choosers import Chooser, rationals
from verify.strata.demands import labels_for
from verify.strata.matrices import jacobian_matrix
from verify.strata.strata import Stratum


def linear_model(choose: Chooser, data: Array) -> ModelInstance:
    """``F(w) = X w`` at some ``w``; the labels are as demanded, reachable as often as not otherwise."""
    numbers = choose.numbers
    weights = rationals(choose, (data.shape[-1],))
    with numbers.arithmetic():
        nothing = data * numbers.array(0)
        bends = nothing[..., None] + nothing[..., None, :1, :].swapaxes(-1, -2) * numbers.array(0)
    model = TaylorMap(nothing[..., 0], data, np.broadcast_to(bends, (*data.shape, data.shape[-1])), nothing)
    labels = labels_for(choose, model, weights)
    if choose.among((True, False)) and not choose.demands & {"fit", "critical"}:
        labels = numbers.matmul(data, rationals(choose, (data.shape[-1],))[..., None])[..., 0]
    return ModelInstance(numbers, model, weights, labels, SquaredError())


def _models(choose: Chooser) -> ModelInstance:
    return linear_model(choose, jacobian_matrix(choose, choose.size(1, 3), choose.size(1, 4)))


def _layers(choose: Chooser) -> ModelInstance:
    """``f(x; W) = W x`` as a network."""
    numbers = choose.numbers
    data = jacobian_matrix(choose, choose.size(1, 3), choose.size(1, 3))
    network = Network(Architecture((data.shape[-1], choose.size(1, 2)), biases=False), data)
    theta = rationals(choose, (network.parameters,))
    return ModelInstance(numbers, network, theta, labels_for(choose, network, theta), SquaredError())


linear_models = Stratum(
    "linear models",
    "f(x; w) = w . x on up to 3 inputs of up to 4 numbers, generic, dependent, repeated or zero; squared error, labels reachable or not",
    _models,
    sizes=((1, 3), (1, 4)),
)
linear_layers = Stratum(
    "linear layers",
    "networks of one linear layer with up to 2 outputs, on up to 3 inputs of up to 3 numbers, generic, dependent, repeated or zero",
    _layers,
    sizes=((1, 6), (1, 6)),
)
