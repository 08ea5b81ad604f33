"""Strata of two parameters of one network: related by a symmetry of the network, or by none."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np

from verify.maps.architecture import Architecture
from verify.maps.losses import SquaredError
from verify.maps.network import Network
from verify.maps.symmetries import rescaled_unit
from verify.numbers.system import Array, System
from verify.statements.instances import ModelInstance
from verify.statements.pairs import PairInstance
from verify.strata.choosers import Chooser
from verify.strata.strata import Stratum

_FACTORS = ("2", "3", "1/2", "1/3")


def _pairs_of(activation: str) -> Stratum:
    def build(choose: Chooser) -> PairInstance:
        hidden = tuple(choose.size(1, 3) for _ in range(choose.size(1, 2)))
        architecture = Architecture((choose.size(1, 2), *hidden, choose.size(1, 2)), activation, biases=choose.among((True, False)))
        at, other = _two_parameters(choose, architecture)
        return PairInstance(at, other, choose.integers((choose.size(1, 2), architecture.widths[0]), -3, 3))

    name = activation.replace("_", " ")
    return Stratum(
        f"pairs of parameters of {name} networks",
        f"two parameters of a small {name} network with inputs to train on and others: one hidden unit rescaled, two exchanged, or any",
        build,
        screened=False,
        often=(("one behaviour", 0.6),),
    )


def _two_parameters(choose: Chooser, architecture: Architecture) -> tuple[ModelInstance, Array]:
    network = Network(architecture, choose.integers((choose.size(1, 3), architecture.widths[0]), -2, 2))
    theta = choose.integers((architecture.parameters,), -choose.scale, choose.scale)
    labels = choose.integers((network.behaviours,), -choose.scale, choose.scale)
    return ModelInstance(choose.numbers, network, theta, labels, SquaredError()), _other(choose, architecture, theta)


def _other(choose: Chooser, architecture: Architecture, theta: Array) -> Array:
    numbers = choose.numbers
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


def _functions(choose: Chooser) -> PairInstance:
    """A linear network, or a ReLU network with one hidden layer on numbers."""
    biases, outputs = choose.among((True, False)), choose.size(1, 2)
    if choose.among((True, False)):
        fan_in, hidden = choose.size(1, 2), tuple(choose.size(1, 2) for _ in range(choose.size(1, 2)))
        at, other = _two_parameters(choose, Architecture((fan_in, *hidden, outputs), "identity", biases=biases))
        return PairInstance(at, other, _simplex(choose, fan_in))
    bending = Architecture((1, choose.size(1, 3), outputs), "relu", biases=biases)
    at, other = _two_parameters(choose, bending)
    return PairInstance(at, other, _at_all_bends(choose.numbers, bending, at.theta, other))


def _simplex(choose: Chooser, size: int) -> Array:
    """The corners of a simplex: affine functions that agree there are equal."""
    corner = choose.integers((1, size), -2, 2)
    return np.concatenate([corner, corner + choose.numbers.array(np.eye(size, dtype=int))])


def _at_all_bends(numbers: System, architecture: Architecture, *thetas: Array) -> Array:
    """Where a hidden unit of either network bends, and a number on either side of them all.

    The difference of two such functions is linear between neighbours and outside of them all, so it is 0 everywhere if it is 0 there.
    """
    bends: set[Fraction] = set()
    for theta in thetas:
        blocks = architecture.unpack(theta)
        weights = blocks["W1"][:, 0]
        biases = blocks.get("b1", weights * numbers.array(0))
        bends |= {-Fraction(b) / Fraction(w) for w, b in zip(numbers.text(weights), numbers.text(biases), strict=True) if w != "0"}
    ends = (min(bends, default=Fraction(0)) - 1, max(bends, default=Fraction(0)) + 1)
    return numbers.array([[place] for place in sorted({*bends, *ends})])


pairs_of_relu_parameters = _pairs_of("relu")
pairs_of_linear_parameters = _pairs_of("identity")
pairs_of_functions = Stratum(
    "pairs of parameters seen as functions",
    "two parameters of a linear network, or of a ReLU network with one hidden layer on numbers, with inputs that determine both functions",
    _functions,
    screened=False,
    often=(("one function at both", 0.5),),
)
