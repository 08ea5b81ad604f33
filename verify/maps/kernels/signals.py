"""One pass forwards and one backwards through the networks of a chunk: what arrives at each layer, and what returns from the outputs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from verify.maps.kernels.plan import Layer, Plan
from verify.maps.kernels.workspace import Workspace
from verify.numbers.floats import Floats
from verify.numbers.system import Array
from verify.truth import Truth, all_of


@dataclass(frozen=True, eq=False)
class Forward:
    """What one layer does on every datum, in the layout of `Workspace`.

    Parameters
    ----------
    weights : array (C, n_l, rows)
        ``W_l`` with the bias as a last column.
    rows : array (rows, C, D)
        The activations ``a_{l-1}`` that arrive, and a 1 if there is a bias.
    before, after, slope, bend : array (n_l, C, D)
        ``z``, ``sigma(z)``, ``sigma'(z)``, ``sigma''(z)``.
    """

    layer: Layer
    weights: Array
    rows: Array
    before: Array
    after: Array
    slope: Array
    bend: Array

    @property
    def returning(self) -> Array:
        """``W_l^T`` of each network, without the bias: (C, n_{l-1}, n_l)."""
        return self.weights[..., : self.layer.arriving].swapaxes(-1, -2)


def forward(plan: Plan, work: Workspace, numbers: Floats, theta: Array, inputs: Array) -> tuple[Forward, ...]:
    """``z_l = W_l rows_l``, ``rows_{l+1} = (sigma(z_l), 1)`` for parameters (C, N) and inputs (C, D, n_0)."""
    arriving, passed = inputs.transpose(2, 0, 1), []
    for layer in plan.layers:
        rows = work.held(("rows", layer.number), (layer.rows, *arriving.shape[1:]))
        work.copy(arriving, rows[: layer.arriving])
        rows[layer.arriving :] = 1
        weights = augmented_weights(work, layer, theta)
        before = work.through(("before", layer.number), weights, rows)
        after, slope, bend = _activated(work, numbers, layer, before)
        passed.append(Forward(layer, weights, rows, before, after, slope, bend))
        arriving = after
    return tuple(passed)


def augmented_weights(work: Workspace, layer: Layer, theta: Array) -> Array:
    """``[W_l, b_l]`` of each network, (C, n_l, rows), from parameters (C, N)."""
    found = work.held(("W", layer.number), (len(theta), layer.units, layer.rows))
    for part in layer.parts:
        work.copy(theta[:, part.places].reshape(len(theta), layer.units, part.size), found[..., part.rows])
    return found


def _activated(work: Workspace, numbers: Floats, layer: Layer, before: Array) -> tuple[Array, Array, Array]:
    """Value, slope and bend; those of the identity, which most networks have on their outputs, are written once."""
    after, slope, bend = (work.held((name, layer.number), before.shape) for name in ("after", "slope", "bend"))
    if layer.activation.name == "identity":
        slope[...] = 1
        return before, slope, bend
    work.step(_activate, numbers, layer, before, (after, slope, bend))
    return after, slope, bend


def _activate(numbers: Floats, layer: Layer, before: Array, into: tuple[Array, ...]) -> None:
    for found, held in zip(layer.activation.derivatives(numbers, before), into, strict=True):
        np.copyto(held, found)


def smooth(numbers: Floats, layers: tuple[Forward, ...]) -> Truth:
    """Is every layer differentiable at what it got, no unit on its kink? Shape (C,), or () if no layer has kinks."""
    kinked = (one for one in layers if one.layer.activation.kinked)
    return all_of(one.layer.activation.smooth_at(numbers, one.before).all(axis=(0, -1)) for one in kinked)


@dataclass(frozen=True, eq=False)
class Backward:
    """What returns to the units of one layer from each of the k outputs of a datum.

    Parameters
    ----------
    after, before : array (n_l, k, C, D)
        ``dF_o / da_l[i]`` and ``dF_o / dz_l[i]``.
    """

    after: Array
    before: Array


def backward(work: Workspace, layers: tuple[Forward, ...]) -> tuple[Backward, ...]:
    """``dF/da_L = 1``, ``dF/dz_l = sigma' dF/da_l``, ``dF/da_{l-1} = W_l^T dF/dz_l``."""
    top = layers[-1]
    outputs, *batch = top.slope.shape
    unit = work.held("unit", (outputs, outputs, *batch))
    unit[...] = np.eye(outputs)[:, :, None, None]
    returned, after = [], unit
    for above in reversed(layers):
        number = above.layer.number
        before = work.product(("dF/dz", number), above.slope[:, None], after)
        returned.append(Backward(after, before))
        if number > 1:
            after = work.through(("dF/da", number - 1), above.returning, before)
    return tuple(reversed(returned))
