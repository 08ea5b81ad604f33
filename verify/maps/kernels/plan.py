"""Which number stands where: the layers with the places of their weights and biases in ``theta``, and the pairs of layers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

from verify.maps.activations import Activation
from verify.maps.architecture import Architecture, Wiring


@dataclass(frozen=True)
class Part:
    """The weights or the bias of a layer.

    Parameters
    ----------
    rows, places : slice
        Which of the layer's rows they multiply, and where they stand in ``theta``, unit by unit.
    size : int
        How many they are for each unit.
    """

    rows: slice
    places: slice
    size: int


@dataclass(frozen=True, eq=False)
class Layer:
    """One layer ``z = W rows``, where ``rows`` are the activations that arrive, followed by a 1 if the layer has a bias.

    Parameters
    ----------
    number : int
        1 to L.
    units, arriving : int
        ``n_l`` and ``n_{l-1}``.
    wiring : Wiring
        Where ``theta`` holds the weights and the bias, which follow one another.
    activation : Activation
    curved : bool
        Has this layer, or one above it, an activation with a second derivative?
    """

    number: int
    units: int
    arriving: int
    wiring: Wiring
    activation: Activation
    curved: bool

    @property
    def biased(self) -> bool:
        return self.wiring.bias is not None

    @cached_property
    def rows(self) -> int:
        return self.arriving + self.biased

    @cached_property
    def size(self) -> int:
        """``N_l``, how many parameters it has."""
        return self.units * self.rows

    @cached_property
    def places(self) -> slice:
        """Where its parameters stand in ``theta``: the weights unit by unit, then the biases."""
        start = int(self.wiring.weights[0, 0])
        return slice(start, start + self.size)

    @cached_property
    def weights(self) -> Part:
        start = self.places.start
        return Part(slice(0, self.arriving), slice(start, start + self.units * self.arriving), self.arriving)

    @cached_property
    def bias(self) -> Part:
        return Part(slice(self.arriving, self.rows), slice(self.weights.places.stop, self.places.stop), 1)

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The weights, and the bias if there is one."""
        return (self.weights, self.bias) if self.biased else (self.weights,)


@dataclass(frozen=True, eq=False)
class Pair:
    """Two layers ``lower <= upper``.

    Parameters
    ----------
    lower, upper : Layer
    """

    lower: Layer
    upper: Layer

    @property
    def same(self) -> bool:
        return self.lower is self.upper

    @property
    def adjacent(self) -> bool:
        return self.upper.number == self.lower.number + 1


@dataclass(frozen=True, eq=False)
class Plan:
    """Everything about an architecture that its kernels need to know, found once.

    Parameters
    ----------
    architecture : Architecture
        Without ties and skips.
    """

    architecture: Architecture

    @cached_property
    def parameters(self) -> int:
        """``N``."""
        return self.architecture.parameters

    @property
    def outputs(self) -> int:
        """``k``, for each datum."""
        return self.architecture.widths[-1]

    @cached_property
    def layers(self) -> tuple[Layer, ...]:
        """The layers 1..L."""
        net = self.architecture
        curved = [any(activation.curved for activation in net.activations[at:]) for at in range(net.depth)]
        described = zip(net.widths[1:], net.widths, net.wiring, net.activations, curved, strict=False)
        return tuple(Layer(number, *description) for number, description in enumerate(described, start=1))

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """All pairs of layers ``l <= m``, the highest ``m`` first, for each the highest ``l`` first: the order of the recursion."""
        return tuple(Pair(lower, upper) for upper in reversed(self.layers) for lower in reversed(self.layers[: upper.number]))


@lru_cache(maxsize=256)
def plan_of(architecture: Architecture) -> Plan:
    """The plan of an architecture; the same object for the same architecture."""
    return Plan(architecture)
