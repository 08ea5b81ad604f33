"""What degeneracies of networks are about: sizes, and the parts of a network with its data that they set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from verify.maps.architecture import Architecture
from verify.maps.network import LayerValues, Network
from verify.numbers.system import Array


@dataclass(frozen=True)
class Shape:
    """Sizes of a small fully connected network and of its data."""

    widths: tuple[int, ...]
    biases: bool
    data: int

    @property
    def parameters(self) -> int:
        return sum(after * (before + self.biases) for before, after in zip(self.widths, self.widths[1:], strict=False))

    @property
    def behaviours(self) -> int:
        return self.data * self.widths[-1]

    @property
    def layers(self) -> range:
        """The hidden layers, from 1; without one, the layer of the outputs."""
        return range(1, max(2, len(self.widths) - 1))

    def units(self, layer: int) -> int:
        """Units of a hidden layer; 0 if it is none."""
        return self.widths[layer] if layer < len(self.widths) - 1 else 0


@dataclass(frozen=True)
class Setting:
    """The parts that degeneracies set, of a network without ties or skips: what is written to them is written to the network.

    Parameters
    ----------
    architecture : Architecture
    theta : array (..., N)
    inputs : array (..., k, n_0)
    labels : array (..., m)
    layer : int
        The one that degeneracies of units are about.
    """

    architecture: Architecture
    theta: Array
    inputs: Array
    labels: Array
    layer: int = 1

    @property
    def incoming(self) -> Array:
        """Weights of the layer, (..., n, n'), one row for each unit."""
        return self.weights(self.layer)

    @property
    def bias(self) -> Array | None:
        return self.biases(self.layer)

    @property
    def outgoing(self) -> Array:
        """Weights of the next layer, or of this one if it is the last."""
        return self.weights(min(self.layer + 1, self.architecture.depth))

    def weights(self, layer: int) -> Array:
        return self._part(layer, "weights")

    def biases(self, layer: int) -> Array | None:
        return self._part(layer, "bias") if any(block.name == f"b{layer}" for block in self.architecture.layout) else None

    def before(self, numbers: Any) -> Array:
        """Pre-activations of the layer, (..., k, n)."""
        return self.values(numbers, self.layer).before

    def values(self, numbers: Any, layer: int) -> LayerValues:
        return self.network.activations(numbers, self.theta)[layer - 1]

    @property
    def network(self) -> Network:
        return Network(self.architecture, self.inputs)

    def residual(self, numbers: Any) -> Array:
        """Outputs less labels, (..., m)."""
        apart: Array = self.network.outputs(numbers, self.theta) - self.labels
        return apart

    def _part(self, layer: int, kind: str) -> Array:
        block = next(block for block in self.architecture.layout if (block.layer, block.kind) == (layer, kind))
        return self.theta[..., block.start : block.stop].reshape(*self.theta.shape[:-1], *block.shape)
