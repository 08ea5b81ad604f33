"""Directions in parameter space along which no output of a network changes, known from its architecture alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

from verify.errors import InvalidInput
from verify.maps.architecture import Architecture, Index
from verify.numbers.system import Array, System


def rescalings(numbers: System, architecture: Architecture, theta: Any) -> Array:
    """For each hidden unit with a piecewise linear activation, the direction that scales it up and the weights it feeds down.

    With ``sigma(c z) = c sigma(z)`` for c > 0, multiplying what comes into a unit (weights, bias, skips) by c and dividing what goes out by
    c changes no output; the derivative at c = 1 is the vector with the incoming parameters, and minus the outgoing ones, in their places.
    It lies in the kernel of the Jacobian wherever that exists. Units that share a parameter with another place (tied layers) have no such
    freedom and are left out.

    Returns
    -------
    array of shape (units, N)

    Examples
    --------
    >>> from verify.numbers import Rationals
    >>> rescalings(Rationals(), Architecture((1, 1, 1), "relu", biases=False), [2, 3])
    array([[2, -3]], dtype=object)
    """
    point = theta if isinstance(theta, np.ndarray) else numbers.array(theta)
    if point.shape != (architecture.parameters,):
        raise InvalidInput(f"one parameter vector of length {architecture.parameters} is needed, got shape {point.shape}")
    found = numbers.zeros((0, architecture.parameters))
    for incoming, outgoing in _units(architecture):
        direction = numbers.zeros((1, architecture.parameters))
        direction[0, incoming], direction[0, outgoing] = point[incoming], -point[outgoing]
        found = np.concatenate([found, direction])
    return found


def rescaled_unit(numbers: System, architecture: Architecture, theta: Array, unit: tuple[int, int], factor: Any) -> Array:
    """``theta`` with what comes into a hidden unit (layer, place) multiplied by ``factor`` and what goes out of it divided by it.

    For a piecewise linear activation and ``factor > 0`` no output changes, at any input (see `rescalings`); for a linear one, whatever the
    factor but 0.

    Examples
    --------
    >>> from verify.numbers import Rationals
    >>> numbers = Rationals()
    >>> numbers.text(rescaled_unit(numbers, Architecture((1, 1, 1), "relu", biases=False), numbers.array([2, 3]), (1, 0), "1/2"))
    ['1', '6']
    """
    incoming, outgoing = unit_parameters(architecture, *unit)
    moved, scale = theta.copy(), numbers.array([factor])
    moved[incoming] = theta[incoming] * scale
    moved[outgoing] = theta[outgoing] * numbers.function("reciprocal", scale)
    return moved


def dead_directions(numbers: System, architecture: Architecture, units: Iterable[tuple[int, int]]) -> Array:
    """The parameters of units that are zero at every datum, as unit vectors (rows).

    ``units`` are (layer, unit), layers counted from 1. No output depends, to first order, on what comes into a unit whose activation is
    constantly 0 around the point, nor on what it feeds. That the units are dead is for the reader of the vectors to verify.
    """
    places = sorted({int(place) for layer, unit in units for part in unit_parameters(architecture, layer, unit) for place in part})
    found = numbers.zeros((len(places), architecture.parameters))
    found[range(len(places)), places] = numbers.array(1)[()]
    return found


def _units(architecture: Architecture) -> Iterator[tuple[Index, Index]]:
    wired = [part.ravel() for wiring in architecture.wiring for part in (wiring.weights, *(skip for _, skip in wiring.skips))]
    counts = np.bincount(np.concatenate(wired), minlength=architecture.parameters)
    for layer in range(1, architecture.depth):
        if architecture.activations[layer - 1].curved:
            continue
        for unit in range(architecture.widths[layer]):
            incoming, outgoing = unit_parameters(architecture, layer, unit)
            if (counts[incoming] <= 1).all() and (counts[outgoing] <= 1).all():
                yield incoming, outgoing


def unit_parameters(architecture: Architecture, layer: int, unit: int) -> tuple[Index, Index]:
    """Where the parameters that come into a hidden unit stand, and those that go out of it."""
    if not (1 <= layer < architecture.depth and 0 <= unit < architecture.widths[layer]):
        raise InvalidInput(f"there is no hidden unit {unit} in layer {layer}; hidden layers are 1 to {architecture.depth - 1}")
    here, after = architecture.wiring[layer - 1], architecture.wiring[layer]
    bias = [] if here.bias is None else [here.bias[unit : unit + 1]]
    arriving = [here.weights[unit], *bias, *(skip[unit] for _, skip in here.skips)]
    leaving = [after.weights[:, unit]]
    leaving += [skip[:, unit] for wiring in architecture.wiring[layer:] for source, skip in wiring.skips if source == layer]
    return np.concatenate(arriving), np.concatenate(leaving)
