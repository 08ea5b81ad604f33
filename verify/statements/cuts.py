"""A network cut at a hidden layer together with a set of its inputs: what statements about lost information are asked of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from verify.errors import InvalidInput
from verify.maps.architecture import Architecture, Wiring
from verify.maps.network import LayerValues, Network
from verify.numbers.system import Array, System
from verify.ranks.bounds import Bounds
from verify.truth import YES, Truth, all_of

if TYPE_CHECKING:
    from verify.statements.instances import ModelInstance


@dataclass(frozen=True, eq=False)
class CutInstance:
    """A point of a network's loss landscape, a hidden layer ``L`` of the network, and a set ``S`` of its inputs.

    Nothing is promised about ``S``: whether its inputs share their activations at ``L`` is for conditions to judge. A parameter stands
    *before* the cut if one of the layers 1..L reads it (so ``L``'s own weights count), and *after* the cut if a later layer reads it; a
    weight tied across the cut stands on both sides. Other faces, such as ``jacobian``, are those of the point.

    Parameters
    ----------
    at : ModelInstance
        Its model is a `Network`.
    layer : int
        ``L``, from 1 to the depth minus 1.
    group : tuple of int
        ``S``, as places among the network's inputs.

    Raises
    ------
    InvalidInput
        If the model is no network, the layer is not hidden, or the places are not distinct places of inputs.
    """

    at: ModelInstance
    layer: int
    group: tuple[int, ...]

    def __post_init__(self) -> None:
        if not isinstance(self.at.model, Network):
            raise InvalidInput(f"only a network can be cut at a layer, not a {type(self.at.model).__name__}")
        if not 1 <= self.layer < self.architecture.depth:
            raise InvalidInput(f"a network of depth {self.architecture.depth} has no hidden layer {self.layer} to be cut at")
        inputs = range(self.network.data)
        if not self.group or len(set(self.group)) < len(self.group) or not all(place in inputs for place in self.group):
            raise InvalidInput(f"a set of inputs is given by distinct places in 0..{self.network.data - 1}, at least one; got {self.group}")

    @property
    def numbers(self) -> System:
        return self.at.numbers

    @property
    def facts(self) -> Mapping[str, Any]:
        return self.at.facts

    @property
    def batch_axes(self) -> int:
        return self.at.batch_axes

    @property
    def smooth(self) -> Truth:
        """Are the outputs differentiable in the parameters there, whatever the loss?"""
        if self.network.piece is not None:
            return YES
        layers = zip(self.architecture.activations, self._layers, strict=True)
        return all_of(activation.smooth_at(self.numbers, layer.before).all(axis=(-2, -1)) for activation, layer in layers)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self.at, name)

    def rank(self, matrix: Array) -> Bounds:
        return self.at.rank(matrix)

    def spec(self) -> dict[str, Any]:
        return {"kind": "cut", "layer": self.layer, "inputs": list(self.group), "of": self.at.spec()}

    @property
    def network(self) -> Network:
        network: Network = self.at.model  # type: ignore[assignment]  # __post_init__ lets nothing else through
        return network

    @property
    def architecture(self) -> Architecture:
        return self.network.architecture

    @cached_property
    def jacobian(self) -> Array:
        """``J``, shape (..., k K, N), without the cost of second derivatives."""
        return self.network.jacobian(self.numbers, self.at.theta)

    @cached_property
    def _layers(self) -> list[LayerValues]:
        return self.network.activations(self.numbers, self.at.theta)

    @property
    def values_at_cut(self) -> LayerValues:
        """Pre-activations and activations of layer ``L`` on the inputs of ``S``, each (..., m, n)."""
        layer = self._layers[self.layer - 1]
        return LayerValues(layer.before[..., self.group, :], layer.after[..., self.group, :])

    @property
    def stands_before(self) -> Array:
        """Which parameters stand before the cut, a mask (N,)."""
        return self._read_by(self.architecture.wiring[: self.layer])

    @property
    def stands_strictly_before(self) -> Array:
        """Which parameters stand before the cut with ``L``'s own left out, a mask (N,)."""
        return self._read_by(self.architecture.wiring[: self.layer - 1])

    @property
    def stands_after(self) -> Array:
        """Which parameters stand after the cut, a mask (N,)."""
        return self._read_by(self.architecture.wiring[self.layer :])

    def _read_by(self, layers: tuple[Wiring, ...]) -> Array:
        mask = np.zeros(self.architecture.parameters, dtype=bool)
        for wiring in layers:
            for places in (wiring.weights, wiring.bias, *(index for _, index in wiring.skips)):
                if places is not None:
                    mask[places] = True
        return mask

    @property
    def group_gradients(self) -> Array:
        """Gradients of the outputs on the inputs of ``S``, (..., m, K, N)."""
        outputs = self.architecture.widths[-1]
        by_input = self.jacobian.reshape(*self.jacobian.shape[:-2], self.network.data, outputs, self.jacobian.shape[-1])
        return by_input[..., self.group, :, :]

    @property
    def before(self) -> tuple[Array, Array]:
        """Gradients in the parameters before the cut: of the first input of ``S``, once for each input, and of each input."""
        return self._paired(self.stands_before)

    @property
    def after(self) -> tuple[Array, Array]:
        """Gradients in the parameters after the cut: of the first input of ``S``, once for each input, and of each input."""
        return self._paired(self.stands_after)

    def _paired(self, kept: Array) -> tuple[Array, Array]:
        gradients = self.group_gradients[..., kept]
        return np.broadcast_to(gradients[..., :1, :, :], gradients.shape), gradients
