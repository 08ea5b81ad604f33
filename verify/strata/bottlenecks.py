"""A stratum of linear networks with a bottleneck, at any point and under losses of several kinds."""

from __future__ import annotations

import numpy as np

from verify.maps.architecture import Architecture
from verify.maps.network import Network
from verify.statements.instances import ModelInstance
from verify.strata.choosers import Chooser, rationals
from verify.strata.losses import under_some_loss
from verify.strata.strata import Stratum


def _bottleneck(choose: Chooser) -> ModelInstance:
    """``W_2 W_1`` with fewer hidden units than inputs and outputs, on data that are a basis of the inputs and at times one point more."""
    numbers = choose.numbers
    inputs, outputs = choose.size(2, 3), choose.size(2, 3)
    hidden = choose.size(1, min(inputs, outputs) - 1)
    lower = numbers.array(np.tril(np.ones((inputs, inputs), dtype=int), -1))
    basis = choose.integers((inputs, inputs), -1, 1) * lower + numbers.array(np.eye(inputs, dtype=int))
    data = np.concatenate([basis, choose.integers((choose.size(0, 1), inputs), -1, 1)], axis=-2)
    network = Network(Architecture((inputs, hidden, outputs), "identity", biases=False), data)
    return under_some_loss(choose, network, rationals(choose, (network.parameters,)))


bottleneck_networks = Stratum(
    "bottleneck networks",
    "linear networks with fewer hidden units than inputs and outputs, on data that span the inputs; squared error or another loss",
    _bottleneck,
    sizes=((4, 12), (4, 12)),
)
