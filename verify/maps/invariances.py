"""Flows in parameter space near a point that change no output of a network on its data: their velocities at the point."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

import numpy as np
import numpy.typing as npt

from verify.maps.network import Network
from verify.maps.symmetries import unit_parameters
from verify.numbers.system import Array, System

_Used = list[npt.NDArray[np.bool_]]
"""For the inputs and each layer 1..L, units (D, n) on each datum."""


def invariances(numbers: System, network: Network, theta: Array) -> Array:
    """Velocities (count, N) at ``theta`` of flows under which ``F`` stays what it is on the data, in a neighbourhood of ``theta``.

    Every one is the flow of a vector field, so a local diffeomorphism for each time. ``theta`` must not be on a kink; then the units that
    are on stay so nearby, and:

    - two units of a layer that are piecewise linear and on for the same data: what comes into the one is added to what comes into the
      other, ``w_i += t w_j``, and what goes out of the other is taken from what goes out of the one, ``v_j -= t v_i``;
    - one such unit: ``w <- e^t w``, ``v <- e^-t v``;
    - a parameter that no output reads on any datum, since a ReLU unit that is off stands in every way: it moves freely.

    Networks with ties or skips have none here.

    Examples
    --------
    >>> from verify.maps.architecture import Architecture
    >>> from verify.numbers import Rationals
    >>> network = Network(Architecture((1, 2, 1), "relu", biases=False), inputs=[[1]])
    >>> invariances(Rationals(), network, Rationals().array([2, -1, 3, 5]))
    array([[2, 0, -3, 0],
           [0, 1, 0, 0],
           [0, 0, 0, 1]], dtype=object)
    """
    architecture = network.architecture
    found = [numbers.zeros((0, architecture.parameters))]
    if not (architecture.ties or architecture.skips):
        on = _on(numbers, network, theta)
        found += [_free(numbers, network, on), *_shears(numbers, network, theta, on)]
    return np.concatenate(found[::-1])


def _on(numbers: System, network: Network, theta: Array) -> _Used:
    """Which units are on, those without a kink always; the inputs are."""
    every = [np.ones((network.data, width), dtype=bool) for width in network.architecture.widths]
    pattern = network.pattern(numbers, theta)
    return [every[0], *(always if mask is None else np.asarray(mask, dtype=bool) for always, mask in zip(every[1:], pattern, strict=True))]


def _alive(network: Network, on: _Used) -> _Used:
    """Which units give something that depends on what comes in: all but ReLU units that are off."""
    rectified = (False, *(activation.name == "relu" for activation in network.architecture.activations))
    return [mask if dies else np.ones_like(mask) for mask, dies in zip(on, rectified, strict=True)]


def _free(numbers: System, network: Network, on: _Used) -> Array:
    """A unit vector for each parameter that no output reads on any datum."""
    architecture, alive = network.architecture, _alive(network, on)
    seen = [alive[-1]]
    for mask in alive[-2::-1]:  # a way leads on from a unit that is alive to the output
        seen.insert(0, mask & seen[0].any(axis=-1, keepdims=True))
    unread = np.zeros(architecture.parameters, dtype=bool)
    for layer, wiring in enumerate(architecture.wiring, start=1):
        unread[wiring.weights] = ~(seen[layer][:, :, None] & alive[layer - 1][:, None, :]).any(axis=0)
        if wiring.bias is not None:
            unread[wiring.bias] = ~seen[layer].any(axis=0)
    directions: Array = numbers.array(np.eye(architecture.parameters, dtype=int)[unread])
    return directions


def _shears(numbers: System, network: Network, theta: Array, on: _Used) -> Iterator[Array]:
    architecture = network.architecture
    for layer in range(1, architecture.depth):
        if architecture.activations[layer - 1].curved:
            continue
        units = range(architecture.widths[layer])
        pairs = [*((unit, unit) for unit in units), *permutations(units, 2)]
        for one, other in pairs:
            dead = architecture.activations[layer - 1].name == "relu" and not on[layer][:, one].any()
            if (on[layer][:, one] == on[layer][:, other]).all() and not dead:
                incoming, outgoing = unit_parameters(architecture, layer, one)
                source, target = unit_parameters(architecture, layer, other)
                velocity = numbers.zeros((1, architecture.parameters))
                velocity[0, incoming] = theta[source]
                velocity[0, target] = -theta[outgoing]
                yield velocity
