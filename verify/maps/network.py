"""A network on fixed inputs as a behaviour map: outputs, Jacobian and Hessians by forward propagation of 2-jets over any numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, reduce
from typing import Any

import numpy as np

from verify.errors import InvalidInput
from verify.maps.activations import Activation, Mask
from verify.maps.architecture import Architecture, Wiring
from verify.maps.jets import TwoJet
from verify.numbers.system import Array, System
from verify.truth import YES, Truth, all_of

Pattern = tuple[Mask | None, ...]
"""For each layer 1..L the units that are on, (..., D, n_l), or None where the activation has no kink."""


@dataclass(frozen=True, eq=False)
class LayerValues:
    """One layer on every datum: ``before`` the activation (``z_l``) and ``after`` it (``a_l``), each (..., D, n_l)."""

    before: Array
    after: Array


_Jets = tuple[Array, ...]
"""The value of a layer's units (..., D, n) and its derivatives up to some order: (..., D, n, N), (..., D, n, N, N)."""


@dataclass(frozen=True, eq=False)
class Network:
    """The map from parameters to the outputs on ``D`` inputs, ``theta -> (f_theta(x_1), ..., f_theta(x_D))``.

    **Layout of behaviours**: ``m = D k``, datum by datum; output ``p`` of datum ``d`` is behaviour ``d k + p``. The order of the
    parameters is that of `Architecture`. Leading axes of ``theta`` (and of the inputs) are batch axes and broadcast.

    Parameters
    ----------
    architecture : Architecture
    inputs : array-like (..., D, n_0)
        Data in plain form (integers, fractions, strings, floats) or elements of the number system that will be used.
    piece : tuple, optional
        A `Pattern`. Each kinked unit then follows the piece handed in, whatever the sign of its pre-activation: the map is that smooth
        piece. This is how a ReLU network is evaluated where signs have no meaning, such as modulo a prime.

    Examples
    --------
    >>> from verify.numbers.rationals import Rationals
    >>> numbers = Rationals()
    >>> square = Network(Architecture((1, 1), output_activation="quadratic", biases=False), inputs=[[1], [2]])
    >>> jet = square.two_jet(numbers, numbers.array([3]))
    >>> numbers.text(jet.outputs), numbers.text(jet.jacobian), numbers.text(jet.curvature)
    (['9', '36'], [['6'], ['24']], [[['2']], [['8']]])
    """

    architecture: Architecture
    inputs: Any
    piece: Pattern | None = None

    def __post_init__(self) -> None:
        shape, width = self._shape, self.architecture.widths[0]
        if len(shape) < 2 or shape[-1] != width or shape[-2] < 1:
            raise InvalidInput(f"inputs must be at least one datum of {width} numbers each, shape (..., D, {width}); got shape {shape}")
        if self.piece is not None and len(self.piece) != self.architecture.depth:
            raise InvalidInput(f"a pattern has one entry for each of the {self.architecture.depth} layers, got {len(self.piece)}")

    @cached_property
    def _shape(self) -> tuple[int, ...]:
        return _shape(self.inputs)

    @property
    def parameters(self) -> int:
        """``N``."""
        return self.architecture.parameters

    @property
    def data(self) -> int:
        """``D``, the number of inputs."""
        return self._shape[-2]

    @property
    def behaviours(self) -> int:
        """``m = D k``."""
        return self.data * self.architecture.widths[-1]

    def outputs(self, numbers: System, theta: Array) -> Array:
        """``F(theta)``, shape (..., m)."""
        return _flat(self._propagate(numbers, theta, 0)[-1][1][0], 2)

    def jacobian(self, numbers: System, theta: Array) -> Array:
        """``J``, shape (..., m, N), without the cost of second derivatives."""
        return _flat(self._propagate(numbers, theta, 1)[-1][1][1], 3)

    def two_jet(self, numbers: System, theta: Array) -> TwoJet:
        """Outputs, Jacobian and Hessians; ``smooth`` is yes if no unit stands on its kink on any datum, or if a piece was handed in."""
        layers = self._propagate(numbers, theta, 2)
        value, first, second = layers[-1][1]
        return TwoJet(_flat(value, 2), _flat(first, 3), _flat(second, 4), self._smooth(numbers, layers))

    def activations(self, numbers: System, theta: Array) -> list[LayerValues]:
        """Pre-activations and activations of the layers 1..L on every datum."""
        return [LayerValues(before[0], after[0]) for before, after in self._propagate(numbers, theta, 0)]

    def pattern(self, numbers: System, theta: Array) -> Pattern:
        """Which units are on, layer by layer; `Undecided` if a sign is. ``on_piece`` takes it to another number system."""
        layers = zip(self.architecture.activations, self.activations(numbers, theta), strict=True)
        return tuple(activation.on(numbers, layer.before) for activation, layer in layers)

    def on_piece(self, pattern: Pattern) -> Network:
        """The same network restricted to one piece of its piecewise linear activations."""
        return replace(self, piece=pattern)

    def spec(self, numbers: System) -> dict[str, Any]:
        """The network as JSON data with exact strings; `verify.maps.models.model_from_spec` rebuilds it."""
        data = {"kind": "network", "architecture": self.architecture.spec(), "inputs": numbers.text(numbers.array(self.inputs))}
        return data if self.piece is None else data | {"piece": [None if on is None else np.asarray(on).tolist() for on in self.piece]}

    def _smooth(self, numbers: System, layers: Sequence[tuple[_Jets, _Jets]]) -> Truth:
        batch = layers[-1][0][0].shape[:-2]
        everywhere = Truth(np.broadcast_to(YES.state, batch))
        if self.piece is not None:
            return everywhere
        kinked = [(a, z) for a, (z, _) in zip(self.architecture.activations, layers, strict=True) if a.kinked]
        return all_of([everywhere, *(a.smooth_at(numbers, z[0]).all(axis=(-2, -1)) for a, z in kinked)])

    def _propagate(self, numbers: System, theta: Array, order: int) -> list[tuple[_Jets, _Jets]]:
        """Jets of ``(z_l, a_l)`` for the layers 1..L."""
        theta = numbers.array(theta)
        if theta.ndim < 1 or theta.shape[-1] != self.parameters:
            raise InvalidInput(f"theta must have shape (..., {self.parameters}) for this architecture, got {theta.shape}")
        pieces = self.piece or (None,) * self.architecture.depth
        layers: list[tuple[_Jets, _Jets]] = []
        with numbers.arithmetic():
            seen = [self._input_jets(numbers, theta, order)]
            for wiring, activation, on in zip(self.architecture.wiring, self.architecture.activations, pieces, strict=True):
                before = _affine(numbers, theta, wiring, seen)
                after = _activated(numbers, activation, before, on)
                layers.append((before, after))
                seen.append(after)
        return layers

    def _input_jets(self, numbers: System, theta: Array, order: int) -> _Jets:
        """The inputs do not depend on theta: their derivatives are zero."""
        data = numbers.array(self.inputs)
        batch = np.broadcast_shapes(theta.shape[:-1], data.shape[:-2])
        value = np.broadcast_to(data, (*batch, *data.shape[-2:]))
        zeros = [numbers.zeros((*value.shape, *(self.parameters,) * k)) for k in range(1, order + 1)]
        return (value, *zeros)


def _affine(numbers: System, theta: Array, wiring: Wiring, seen: Sequence[_Jets]) -> _Jets:
    """Jets of ``z = W a + b + sum of S a_source``.

    With ``W[i, j] = theta[p]`` the first derivative is ``W da`` plus ``a_j`` at ``p``; the second is ``W d^2 a`` plus ``da_j`` in row
    and in column ``p``.
    """
    arriving = [(wiring.weights, seen[-1]), *((index, seen[source]) for source, index in wiring.skips)]
    images = [[_image(numbers, theta[..., None, index], part) for part in source] for index, source in arriving]
    z = [reduce(np.add, parts) for parts in zip(*images, strict=True)]
    units = np.arange(z[0].shape[-1])[:, None]
    for index, source in arriving:
        if len(z) > 1:
            z[1][..., units, index] += source[0][..., None, :]
        if len(z) > 2:
            for rows in (z[2], z[2].swapaxes(-1, -2)):
                rows[..., units, index, :] += source[1][..., None, :, :]
    if wiring.bias is not None:
        z[0] = z[0] + theta[..., None, wiring.bias]
        if len(z) > 1:
            z[1][..., units, wiring.bias[:, None]] += numbers.array(1)
    return tuple(z)


def _image(numbers: System, weights: Array, part: Array) -> Array:
    """``W`` (..., 1, out, in) applied to the units' axis of ``part`` (..., D, in, N, ...)."""
    axes = weights.ndim - 1
    image = numbers.matmul(weights, part.reshape(*part.shape[:axes], -1))
    return image.reshape(*image.shape[:-1], *part.shape[axes:])


def _activated(numbers: System, activation: Activation, z: _Jets, on: Mask | None) -> _Jets:
    """Jets of ``sigma(z)``: ``sigma' dz`` and ``sigma' d^2 z + sigma'' dz dz^T``."""
    value, slope, bend = activation.derivatives(numbers, z[0], on)
    jets = [value]
    if len(z) > 1:
        jets.append(slope[..., None] * z[1])
    if len(z) > 2:
        second = slope[..., None, None] * z[2]
        jets.append(second + (bend[..., None] * z[1])[..., :, None] * z[1][..., None, :] if activation.curved else second)
    return tuple(jets)


def _flat(array: Array, trailing: int) -> Array:
    """Merge the axes of data and outputs, the first two of the ``trailing`` ones, into the axis of behaviours."""
    at = array.ndim - trailing
    return array.reshape(*array.shape[:at], array.shape[at] * array.shape[at + 1], *array.shape[at + 2 :])


def _shape(values: Any) -> tuple[int, ...]:
    """Shape of nested sequences, without looking inside elements; ragged rows are found when they become elements."""
    if isinstance(values, np.ndarray):
        return tuple(values.shape)
    if isinstance(values, list | tuple):
        return (len(values), *(_shape(values[0]) if values else ()))
    return ()
