"""Which number stands where: the layers, the pairs of layers, and the places of the Hessian's entries among their products."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt

from verify.maps.activations import Activation
from verify.maps.architecture import Architecture, Wiring
from verify.numbers.system import Array

Index = npt.NDArray[np.intp]


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
        Where ``theta`` holds the weights and the bias.
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
    def parameters(self) -> Index:
        """Places in ``theta``, (n_l, rows): the weights, and the bias as a last column."""
        weights, bias = self.wiring.weights, self.wiring.bias
        return weights if bias is None else np.concatenate([weights, bias[:, None]], axis=1)

    @cached_property
    def unit_pairs(self) -> Index:
        """The pairs ``i <= p`` of units, as places ``i n_l + p``."""
        return _upper(self.units)

    @cached_property
    def row_pairs(self) -> tuple[Index, Index]:
        """The pairs ``q <= r`` of rows: all q, all r."""
        first, second = np.triu_indices(self.rows)
        return first, second


@dataclass(frozen=True, eq=False)
class Pair:
    """Two layers ``lower <= upper`` with the place of their block in the compact form of a Hessian term.

    The block is ``sum over data of T[i, p] rows_lower[q] rows_upper[r]``, with units ``i, p`` and rows ``q, r`` of the two layers: a
    matrix of products of units times products of rows. Within one layer both factors are symmetric, and only ``i <= p``, ``q <= r`` are
    kept: a quarter of the block.
    """

    lower: Layer
    upper: Layer
    start: int

    @property
    def same(self) -> bool:
        return self.lower is self.upper

    @cached_property
    def shape(self) -> tuple[int, int]:
        """Number of products of units, number of products of rows."""
        if self.same:
            return len(self.lower.unit_pairs), len(self.lower.row_pairs[0])
        return self.lower.units * self.upper.units, self.lower.rows * self.upper.rows

    @cached_property
    def stop(self) -> int:
        return self.start + self.shape[0] * self.shape[1]

    def places(self) -> Index:
        """Where the entry of parameters ``(i, q)`` and ``(p, r)`` stands in the compact form, (n_l, rows_l, n_m, rows_m)."""
        units = _symmetric_places(self.lower.units) if self.same else _places(self.lower.units, self.upper.units)
        rows = _symmetric_places(self.lower.rows) if self.same else _places(self.lower.rows, self.upper.rows)
        return self.start + units[:, None, :, None] * self.shape[1] + rows[None, :, None, :]


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
        found: list[Pair] = []
        for upper in reversed(self.layers):
            for lower in reversed(self.layers[: upper.number]):
                found.append(Pair(lower, upper, found[-1].stop if found else 0))
        return tuple(found)

    @cached_property
    def compact(self) -> int:
        """How many numbers the compact form of a Hessian term has."""
        return self.pairs[-1].stop

    @cached_property
    def spread(self) -> Index:
        """For each entry of the N x N matrix its place in the compact form."""
        whole = np.empty((self.parameters, self.parameters), dtype=np.intp)
        for pair in self.pairs:
            lower, upper = pair.lower.parameters, pair.upper.parameters
            places = pair.places().reshape(lower.size, upper.size)
            whole[np.ix_(lower.ravel(), upper.ravel())] = places
            whole[np.ix_(upper.ravel(), lower.ravel())] = places.T
        return whole.ravel()


@lru_cache(maxsize=256)
def plan_of(architecture: Architecture) -> Plan:
    """The plan of an architecture; the same object for the same architecture."""
    return Plan(architecture)


def augmented_weights(layer: Layer, theta: Array) -> Array:
    """``[W_l, b_l]`` of each network, (C, n_l, rows), from parameters (C, N)."""
    return theta[:, layer.parameters]


def _places(first: int, second: int) -> Index:
    return np.arange(first * second).reshape(first, second)


def _symmetric_places(size: int) -> Index:
    """``places[i, p] = places[p, i]``, counted along the upper triangle."""
    whole = np.empty((size, size), dtype=np.intp)
    first, second = np.triu_indices(size)
    whole[first, second] = whole[second, first] = np.arange(len(first))
    return whole


def _upper(size: int) -> Index:
    first, second = np.triu_indices(size)
    return first * size + second
