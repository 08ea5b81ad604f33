"""Strata of networks that throw information away: a set of inputs that one hidden layer cannot tell apart, by three mechanisms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from verify.maps.architecture import Architecture, Skip, Tie
from verify.maps.losses import SquaredError
from verify.maps.network import Network
from verify.numbers.system import Array
from verify.statements.cuts import CutInstance
from verify.statements.instances import ModelInstance
from verify.strata.choosers import Chooser, rationals
from verify.strata.demands import labels_for
from verify.strata.strata import Stratum


@dataclass(frozen=True, eq=False)
class _Front:
    """The layers 1..L of a network, each with its weights, its bias or None, and its activation; and inputs (..., m, n_0) for them."""

    layers: tuple[tuple[Array, Array | None, str], ...]
    inputs: Array

    def after(self, weights: Array, inputs: Array) -> _Front:
        """The same layers behind a linear layer without bias."""
        return replace(self, layers=((weights, None, "identity"), *self.layers), inputs=inputs)


def _width(choose: Chooser) -> int:
    return 1 if "crowded cut" in choose.demands else choose.size(1, 2)


def _deeper(choose: Chooser) -> bool:
    """Does a layer come before the one that merges?"""
    return "crowded cut" not in choose.demands and bool(choose.size(0, 1))


def _count(choose: Chooser, parameters: int) -> int:
    """How many inputs are merged; one or two more than there are parameters where a crowded cut is demanded."""
    return parameters + 1 + choose.size(0, 1) if "crowded cut" in choose.demands else choose.size(2, 5)


def _dead(choose: Chooser) -> _Front:
    """One or two ReLU layers: the last has weights below 0 and reads values above 0 (inputs at least 1)."""
    fan_in, width, biased = choose.size(1, 2), _width(choose), choose.among((True, False))
    inputs = choose.integers((_count(choose, width * (fan_in + biased)), fan_in), 1, 3)
    layers = []
    if _deeper(choose):
        first = choose.size(1, 2)
        layers.append((choose.integers((first, fan_in), 1, 2), choose.integers((first,), 0, 1) if biased else None, "relu"))
        fan_in = first
    layers.append((choose.integers((width, fan_in), -2, -1), choose.integers((width,), -2, 0) if biased else None, "relu"))
    return _Front(tuple(layers), inputs)


def _unseen(choose: Chooser) -> _Front:
    """A layer whose units all look along one direction ``w``, and inputs that differ across it.

    In one dimension nothing lies across, so there ``w = 0`` and the inputs are free.
    """
    fan_in, width, biased = choose.size(1, 3), _width(choose), choose.among((True, False))
    count, activation = _count(choose, width * (fan_in + biased)), choose.among(("relu", "leaky_relu(1/10)", "polynomial(0,1,1)"))
    reach = 2 if fan_in > 1 else 0
    direction, shares = choose.integers((fan_in,), -reach, reach), choose.integers((width,), -2, 2)
    inputs = choose.integers((1 if reach else count, fan_in), -2, 2) + choose.integers((count, fan_in), 0, 0)
    inputs = moved_across(choose, inputs, direction)
    bias = choose.integers((width,), -2, 2) if biased else None
    return _Front(((shares[..., :, None] * direction[..., None, :], bias, activation),), inputs)


def moved_across(choose: Chooser, inputs: Array, direction: Array) -> Array:
    """Inputs (..., m, n_0), each moved by some ``sum of t_r (w_{r+1} e_r - w_r e_{r+1})``, which is orthogonal to the direction ``w``."""
    moved = inputs.copy()
    for r in range(inputs.shape[-1] - 1):
        steps = choose.integers((inputs.shape[-2],), -2, 2)
        moved[..., r] = moved[..., r] + steps * direction[..., None, r + 1]
        moved[..., r + 1] = moved[..., r + 1] - steps * direction[..., None, r]
    return moved


def _one_of_two(choose: Chooser, shape: tuple[int, ...], units: Array, mirror: Array) -> Array:
    """``units`` or ``mirror``, entry by entry."""
    side = choose.integers(shape, 0, 1)
    chosen: Array = side * units + (choose.numbers.array(1) - side) * mirror
    return chosen


def _folded(choose: Chooser) -> _Front:
    """Smooth units that are not injective, and inputs that put different pre-activations of equal image into them.

    ``u^2 + u`` does not tell ``u`` from ``-1 - u``, nor ``u^2`` ``u`` from ``-u``, nor ``u^3 - 7u`` the three values 1, 2, -3. The weights
    are a unit lower triangle beside free columns, so the inputs follow from the pre-activations by substitution.
    """
    numbers = choose.numbers
    one = numbers.array(1)
    width, free, biased = _width(choose), choose.size(0, 1), choose.among((True, False))
    count = _count(choose, width * (width + free + biased))
    activation = choose.among(("polynomial(0,1,1)", "polynomial(0,-7,0,1)", "quadratic"))
    if activation == "polynomial(0,-7,0,1)":
        which = choose.integers((count, width), 0, 2)
        signals = one + which * (numbers.array(4) - numbers.array(3) * which)
    else:
        units = choose.integers((1, width), -3, 3)
        signals = _one_of_two(choose, (count, width), units, -units if activation == "quadratic" else -one - units)
    bias = choose.integers((width,), -2, 2) if biased else None
    weights = np.concatenate([_unit_triangle(choose, width), choose.integers((width, free), -2, 2)], axis=-1)
    rest = choose.integers((count, free), -2, 2)
    seen = signals if bias is None else signals - bias[..., None, :]
    seen = seen - numbers.matmul(rest, weights[..., width:].swapaxes(-1, -2)) if free else seen
    inputs = np.concatenate([_substituted(weights, seen), rest], axis=-1)
    front = _Front(((weights, bias, activation),), inputs)
    if not _deeper(choose):
        return front
    first = _unit_triangle(choose, width + free)
    return front.after(first, _substituted(first, inputs))


def _unit_triangle(choose: Chooser, size: int) -> Array:
    """Lower triangular, with diagonal 1."""
    lower = choose.numbers.array(np.tril(np.ones((size, size), dtype=int), -1))
    return choose.integers((size, size), -1, 1) * lower + choose.numbers.array(np.eye(size, dtype=int))


def _substituted(triangle: Array, seen: Array) -> Array:
    """The rows ``x`` with ``T x = seen``, for the unit lower triangle ``T`` in the first columns."""
    found = seen.copy()
    for row in range(seen.shape[-1]):
        for column in range(row):
            found[..., row] = found[..., row] - triangle[..., None, row, column] * found[..., column]
    return found


def _any_merge(choose: Chooser) -> _Front:
    return choose.among((_folded, _dead, _unseen))(choose)


def _free(choose: Chooser) -> _Front:
    """A layer with any weights and any inputs, so many that they outnumber parameters as often as not."""
    fan_in, width, biased = choose.size(1, 2), _width(choose), choose.among((True, False))
    count = _count(choose, width * (fan_in + biased)) + choose.size(0, 3)
    activation = choose.among(("relu", "polynomial(0,1,1)", "leaky_relu(1/10)", "quadratic"))
    bias = choose.integers((width,), -2, 2) if biased else None
    return _Front(((choose.integers((width, fan_in), -2, 2), bias, activation),), choose.integers((count, fan_in), -3, 3))


def _merged(front_of: Callable[[Chooser], _Front], choose: Chooser, *, wirings: tuple[str, ...] = ("plain",)) -> CutInstance:
    """The front, further inputs, and a head of one or two layers; one of them may be tied to the last of the front, or be read past it."""
    with choose.numbers.arithmetic():
        front = front_of(choose)
    count, fan_in = front.inputs.shape[-2:]
    inputs = np.concatenate([front.inputs, choose.integers((choose.size(0, 2), fan_in), -3, 3)], axis=-2)
    architecture = _with_head(choose, front, fan_in, choose.among(wirings))
    return cut_at(choose, architecture, inputs, _parameters(choose, architecture, front), layer=len(front.layers), merged=count)


def cut_at(
    choose: Chooser, architecture: Architecture, inputs: Array, theta: Array, *, layer: int = 1, merged: int | None = None
) -> CutInstance:
    """A network cut at a hidden layer; ``S`` is the set of its first so many inputs, or of all. The labels are as demanded, else free."""
    network = Network(architecture, inputs)
    at = ModelInstance(choose.numbers, network, theta, labels_for(choose, network, theta), SquaredError())
    return CutInstance(at, layer, tuple(range(network.data if merged is None else merged)))


def _with_head(choose: Chooser, front: _Front, fan_in: int, wiring: str) -> Architecture:
    cut = len(front.layers)
    widths = (fan_in, *(weights.shape[-2] for weights, _, _ in front.layers))
    further = choose.size(0, 1)
    hidden = (widths[cut] if wiring == "tied" else 2,) * further
    outputs = widths[cut - 1] if wiring == "tied" else 1 if "scalar outputs" in choose.demands else choose.size(1, 2)
    last = cut + further + 1
    return Architecture(
        (*widths, *hidden, outputs),
        (*(activation for _, _, activation in front.layers), *("polynomial(0,1,1)" for _ in hidden)),
        biases=(*(bias is not None for _, bias, _ in front.layers), *(choose.among((True, False)) for _ in range(further + 1))),
        ties=(Tie(last, cut, transpose=True),) if wiring == "tied" else (),
        skips=(Skip(choose.among(range(cut)), last),) if wiring == "skipped" else (),
    )


def _parameters(choose: Chooser, architecture: Architecture, front: _Front) -> Array:
    parts = []
    for block in architecture.layout:
        if block.layer > len(front.layers):
            parts.append(rationals(choose, (block.stop - block.start,)))
        else:
            weights, bias, _ = front.layers[block.layer - 1]
            part = weights if bias is None or block.kind == "weights" else bias
            parts.append(part.reshape(*part.shape[: -len(block.shape)], -1))
    return np.concatenate(parts, axis=-1)


def cuts_of(networks: Stratum) -> Stratum:
    """The networks of a stratum, each cut at one of its hidden layers, with two or more inputs singled out; nothing is built to merge."""

    def build(choose: Chooser) -> CutInstance:
        at = networks.build(choose)
        layer = choose.among(range(1, at.model.architecture.depth))
        return CutInstance(at, layer, tuple(range(choose.size(min(2, at.model.data), at.model.data))))

    return Stratum(f"cuts of {networks.name}", f"{networks.description}; cut at a hidden layer", build, networks.exact, networks.screened)


merged_by_death = Stratum(
    "inputs merged by death",
    "ReLU networks with a layer all of whose units are inactive on a set of inputs; some have further inputs",
    partial(_merged, _dead),
    sizes=((2, 12), (2, 16)),
    often=(("smooth", 0.6),),
)
merged_by_geometry = Stratum(
    "inputs merged by geometry",
    "networks with a layer of units (ReLU, leaky ReLU, u^2 + u) that all look across the differences of a set of inputs",
    partial(_merged, _unseen),
    sizes=((2, 12), (2, 16)),
    often=(("smooth", 0.6),),
)
merged_by_folding = Stratum(
    "inputs merged by folding",
    "networks with a layer of units u^2 + u, u^2 or u^3 - 7u whose different pre-activations on a set of inputs have equal images",
    partial(_merged, _folded),
    sizes=((2, 12), (3, 20)),
)
skips_past_a_merge = Stratum(
    "skips past a merge",
    "networks with inputs merged by death, geometry or folding, and a skip from a layer before the one that merges to the outputs",
    partial(_merged, _any_merge, wirings=("skipped",)),
    sizes=((2, 12), (3, 20)),
    often=(("smooth", 0.8),),
)
ties_across_a_merge = Stratum(
    "ties across a merge",
    "networks with inputs merged by death, geometry or folding; the last layer is tied to the transposed one that merges",
    partial(_merged, _any_merge, wirings=("tied",)),
    sizes=((2, 12), (1, 20)),
    often=(("smooth", 0.8),),
)
general_cuts = Stratum(
    "general cuts",
    "small networks cut after their first layer, with many inputs that nothing is built to merge; some with a skip or a tie past the cut",
    partial(_merged, _free, wirings=("plain", "skipped", "tied")),
    sizes=((2, 12), (1, 16)),
    often=(("smooth", 0.7),),
)
