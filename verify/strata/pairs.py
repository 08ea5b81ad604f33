"""Strata of two parameters of one network: related by a symmetry of the network, or by none."""

from __future__ import annotations

from typing import Any

from verify.maps.architecture import Architecture
from verify.maps.losses import SquaredError
from verify.maps.network import Network
from verify.maps.symmetries import rescaled_unit
from verify.numbers.system import Array
from verify.statements.instances import ModelInstance
from verify.statements.pairs import PairInstance
from verify.strata.choosers import Chooser
from verify.strata.strata import Stratum

_FACTORS = ("2", "3", "1/2", "1/3")


def _pairs_of(activation: str) -> Stratum:
    def build(choose: Chooser) -> PairInstance:
        hidden = tuple(choose.size(1, 3) for _ in range(choose.size(1, 2)))
        architecture = Architecture((choose.size(1, 2), *hidden, choose.size(1, 2)), activation, biases=choose.among((True, False)))
        network = Network(architecture, choose.integers((choose.size(1, 3), architecture.widths[0]), -2, 2))
        theta = choose.integers((architecture.parameters,), -choose.scale, choose.scale)
        labels = choose.integers((network.behaviours,), -choose.scale, choose.scale)
        at = ModelInstance(choose.numbers, network, theta, labels, SquaredError())
        return PairInstance(at, _other(choose, network, theta), choose.integers((choose.size(1, 2), architecture.widths[0]), -3, 3))

    name = activation.replace("_", " ")
    return Stratum(
        f"pairs of parameters of {name} networks",
        f"two parameters of a small {name} network with inputs to train on and others: one hidden unit rescaled, two exchanged, or any",
        build,
        screened=False,
        often=(("one behaviour", 0.6),),
    )


def _other(choose: Chooser, network: Network, theta: Array) -> Array:
    architecture, numbers = network.architecture, choose.numbers
    kind = choose.among(("rescaled", "sign changed", "exchanged", "last output weights", "any"))
    layer = choose.among(range(1, architecture.depth))
    unit = choose.among(range(architecture.widths[layer]))
    if kind == "rescaled":
        return rescaled_unit(numbers, architecture, theta, (layer, unit), choose.among(_FACTORS))
    if kind == "sign changed":
        return rescaled_unit(numbers, architecture, theta, (layer, unit), -1)
    if kind == "exchanged":
        return _exchanged(architecture, theta, layer)
    if kind == "last output weights":  # a fibre that is no orbit of a symmetry: what a dead unit feeds is free
        moved: Array = theta.copy()
        last = architecture.wiring[-1].weights
        moved[last] = choose.integers(last.shape, -choose.scale, choose.scale)
        return moved
    return choose.integers((architecture.parameters,), -choose.scale, choose.scale)


def _exchanged(architecture: Architecture, theta: Array, layer: int) -> Array:
    """The units of one hidden layer in reverse order, with all that comes in and goes out."""
    blocks: dict[str, Any] = dict(architecture.unpack(theta))
    blocks[f"W{layer}"] = blocks[f"W{layer}"][..., ::-1, :]
    if f"b{layer}" in blocks:
        blocks[f"b{layer}"] = blocks[f"b{layer}"][..., ::-1]
    blocks[f"W{layer + 1}"] = blocks[f"W{layer + 1}"][..., :, ::-1]
    return architecture.pack(blocks)


pairs_of_relu_parameters = _pairs_of("relu")
pairs_of_linear_parameters = _pairs_of("identity")
