"""A stratum of networks that merge inputs, where two layers before the cut are tied to one another."""

from __future__ import annotations

import numpy as np

from verify.maps.architecture import Architecture, Tie
from verify.maps.losses import SquaredError
from verify.maps.network import Network
from verify.statements.cuts import CutInstance
from verify.statements.instances import ModelInstance
from verify.strata.choosers import Chooser, rationals
from verify.strata.demands import labels_for
from verify.strata.merged import moved_across
from verify.strata.strata import Stratum

_ACTIVATIONS = ("relu", "leaky_relu(1/10)", "polynomial(0,1,1)")


def _tied_before(choose: Chooser) -> CutInstance:
    """Units that all look along one direction, inputs that differ across it, and behind them, at the cut, a layer tied to the transposed.

    So there are as many units at the cut as inputs to the network, and no more weights before it than in the first layer.
    """
    fan_in, width, outputs = choose.size(2, 3), choose.size(1, 2), choose.size(1, 2)
    activations = tuple(choose.among(_ACTIVATIONS) for _ in range(2))
    biases = tuple(choose.among((False, True)) for _ in range(3))
    architecture = Architecture((fan_in, width, fan_in, outputs), activations, biases=biases, ties=(Tie(2, 1, transpose=True),))
    direction, shares = choose.integers((fan_in,), -2, 2), choose.integers((width,), -2, 2)
    merged = choose.size(2, 4)
    with choose.numbers.arithmetic():
        alike = choose.integers((1, fan_in), -2, 2) + choose.integers((merged, fan_in), 0, 0)
        inputs = [moved_across(choose, alike, direction), choose.integers((choose.size(0, 1), fan_in), -2, 2)]
        blocks = {block.name: rationals(choose, block.shape) for block in architecture.layout}
        theta = architecture.pack(blocks | {"W1": shares[..., :, None] * direction[..., None, :]})
    network = Network(architecture, np.concatenate(inputs, axis=-2))
    at = ModelInstance(choose.numbers, network, theta, labels_for(choose, network, theta), SquaredError())
    return CutInstance(at, 2, tuple(range(merged)))


ties_before_a_merge = Stratum(
    "ties before a merge",
    "networks with inputs merged by geometry, whose second layer (ReLU, leaky ReLU, u^2 + u) is tied to the transposed first; cut after it",
    _tied_before,
    sizes=((2, 10), (5, 19)),
    often=(("smooth", 0.4),),
)
