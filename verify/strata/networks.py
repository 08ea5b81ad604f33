"""Strata of models: polynomial maps, and small networks with their degenerate relatives (dead units, merged inputs, zero weights)."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from verify.maps.architecture import Architecture
from verify.maps.losses import SquaredError
from verify.maps.network import Network
from verify.maps.taylor import TaylorMap
from verify.numbers.system import Array
from verify.statements.instances import ModelInstance
from verify.strata.choosers import Chooser, rationals, symmetric
from verify.strata.demands import labels_for
from verify.strata.strata import Stratum

_LOSSES = (SquaredError(), SquaredError(scale=Fraction(1, 2)))


def _polynomial_map(choose: Chooser) -> ModelInstance:
    behaviours, parameters = choose.size(1, 3), choose.size(1, 3)
    model = TaylorMap(
        rationals(choose, (behaviours,)),
        rationals(choose, (behaviours, parameters)),
        symmetric(choose, (behaviours,), parameters),
        rationals(choose, (behaviours, parameters)),
    )
    theta = choose.integers((parameters,), -1, 1)
    return ModelInstance(choose.numbers, model, theta, labels_for(choose, model, theta), choose.among(_LOSSES))


def _network_of(activation: str, *, deep: bool = True) -> Stratum:
    def build(choose: Chooser) -> ModelInstance:
        hidden = tuple(choose.size(1, 3) for _ in range(choose.size(1, 2) if deep else 1))
        widths = (choose.size(1, 2), *hidden, choose.size(1, 2))
        architecture = Architecture(widths, activation, biases=choose.among((True, False)))
        inputs = choose.integers((choose.size(1, 3), widths[0]), -2, 2)
        theta = weights(choose, architecture)
        network = Network(architecture, inputs)
        return ModelInstance(choose.numbers, network, theta, labels_for(choose, network, theta), choose.among(_LOSSES))

    name = activation.split("(")[0].replace("_", " ")
    exact = activation in ("relu", "quadratic", "identity") or "(" in activation
    return Stratum(f"{name} networks", f"fully connected {name} networks of one or two small hidden layers, small weights, some units dead", build, exact)


def weights(choose: Chooser, architecture: Architecture) -> Array:
    """Parameters (..., N): generic, or with a share of exact zeros (dead units, cut weights)."""
    theta = rationals(choose, (architecture.parameters,))
    if choose.among(("generic", "sparse")) == "sparse":
        theta = theta * choose.integers((architecture.parameters,), 0, 1)
    return theta


def _merged_dead(choose: Chooser) -> ModelInstance:
    """All inputs lose their difference in one ReLU layer: weights are at most 0 on inputs that are at least 1."""
    width, data, fan_in = choose.size(1, 2), choose.size(2, 4), choose.size(1, 2)
    biased = choose.among((True, False))
    architecture = Architecture((fan_in, width, 1), "relu", biases=biased)
    incoming = choose.integers((width * fan_in,), -2, -1)
    rest = rationals(choose, (architecture.parameters - width * fan_in,))
    if biased:
        rest = np.concatenate([choose.integers((width,), -2, 0), rest[..., width:]], axis=-1)
    theta = np.concatenate([incoming, rest], axis=-1)
    network = Network(architecture, choose.integers((data, fan_in), 1, 3))
    return ModelInstance(choose.numbers, network, theta, labels_for(choose, network, theta), SquaredError())


def _merged_geometric(choose: Chooser) -> ModelInstance:
    """One live ReLU neuron that sees only the first coordinate, on inputs that differ only in the second."""
    data = choose.size(2, 4)
    architecture = Architecture((2, 1, 1), "relu", biases=choose.among((True, False)))
    first, second = choose.integers((1,), 1, 3), choose.integers((data,), -3, 3)
    inputs = np.stack([np.broadcast_to(first, second.shape), second], axis=-1)
    live, out = choose.integers((1,), 1, 3), choose.integers((architecture.parameters - 2,), 0, 3)
    theta = np.concatenate([live, choose.integers((1,), 0, 0), out], axis=-1)
    network = Network(architecture, inputs)
    return ModelInstance(choose.numbers, network, theta, labels_for(choose, network, theta), SquaredError())


def _merged_quadratic(choose: Chooser) -> ModelInstance:
    """Inputs that ``u^2 + u`` cannot tell apart, since ``u`` and ``-1 - u`` have one image; one neuron without bias."""
    numbers = choose.numbers
    data = choose.size(2, 4)
    architecture = Architecture((1, 1, 1), "polynomial(0,1,1)", biases=False)
    unit = choose.among((1, -1))
    seen = choose.integers((1,), -3, 3)
    side = choose.integers((data,), 0, 1)
    one = numbers.array(1)
    with numbers.arithmetic():
        signal = side * seen + (one - side) * (-one - seen)
        inputs = (signal * numbers.array(unit))[..., None]
    theta = np.concatenate([choose.integers((1,), 0, 0) + numbers.array(unit), choose.integers((1,), -2, 2)], axis=-1)
    network = Network(architecture, inputs)
    return ModelInstance(numbers, network, theta, labels_for(choose, network, theta), SquaredError())


polynomial_maps = Stratum("polynomial maps", "cubic polynomial maps of up to 3 parameters and 3 behaviours, squared error", _polynomial_map)
relu_networks = _network_of("relu")
leaky_networks = _network_of("leaky_relu(1/10)")
linear_networks = _network_of("identity")
quadratic_networks = _network_of("quadratic", deep=False)
tanh_networks = _network_of("tanh")
silu_networks = _network_of("silu", deep=False)
merged_by_death = Stratum("inputs merged by death", "every unit of a ReLU layer is inactive on every input", _merged_dead)
merged_by_geometry = Stratum("inputs merged by geometry", "a live ReLU neuron that does not see how the inputs differ", _merged_geometric)
merged_by_folding = Stratum("inputs merged by folding", "one bias-free neuron u^2 + u whose pre-activations are u or -1 - u", _merged_quadratic)
