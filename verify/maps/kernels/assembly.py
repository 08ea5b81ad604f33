"""From signals between layers to matrices over all parameters: the Jacobian, and the two terms of the Hessian."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from verify.maps.kernels.plan import Layer
from verify.maps.kernels.signals import Backward, Forward
from verify.maps.kernels.workspace import Workspace
from verify.numbers.system import Array

TALL, PANEL = 32, 64
"""With fewer behaviours, copying an entry across the diagonal takes as long as computing it."""


def jacobian(work: Workspace, layers: Sequence[Forward], returned: Sequence[Backward], out: Array) -> Array:
    """``dF_o / dW_l[i, q] = dF_o/dz_l[i] rows_l[q]``, written to ``out`` (C, D k, N) by way of (N, k, C, D)."""
    outputs, *batch = returned[0].before.shape[1:]
    whole = work.held("factor", (out.shape[-1], outputs, *batch))
    for forward, backward in zip(layers, returned, strict=True):
        layer = forward.layer
        weights = whole[layer.weights.places].reshape(layer.units, layer.arriving, outputs, *batch)
        work.step(np.multiply, backward.before[:, None], forward.rows[: layer.arriving, None], weights)
        if layer.biased:
            work.copy(backward.before, whole[layer.bias.places])
    work.copy(whole.transpose(2, 3, 1, 0), out.reshape(*batch, outputs, -1))
    return out


def gauss_newton(work: Workspace, jacobian: Array, blocks: Array, out: Array) -> Array:
    """``J^T H_l J``, written to ``out`` (C, N, N), for the diagonal blocks (C, D, k, k) of ``H_l``.

    From `TALL` behaviours on, only what is right of the diagonal is computed, in panels of `PANEL` rows, and copied to the other side.
    """
    weighted = work.held("factor", jacobian.shape)
    if blocks.shape[-1] == 1:
        work.step(np.multiply, blocks[..., 0], jacobian, weighted)
    else:
        per_datum = (*blocks.shape[:-1], jacobian.shape[-1])
        work.step(np.matmul, blocks, jacobian.reshape(per_datum), weighted.reshape(per_datum))
    transposed, (rows, columns) = jacobian.swapaxes(-1, -2), jacobian.shape[1:]
    panel = PANEL if rows >= TALL else columns
    for start in range(0, columns, panel):
        stop = start + panel
        work.step(np.matmul, transposed[:, start:stop], weighted[..., start:], out[:, start:stop, start:])
        work.copy(out[:, start:stop, stop:].swapaxes(-1, -2), out[:, stop:, start:stop])
    return out


def fill(work: Workspace, first: Forward, second: Forward, factor: Array, out: Array) -> None:
    """Write the block of two layers of ``out`` (C, N, N) from a factor ``T`` (n_first, n_second, C, D) between their units.

    ``out[(i, q), (p, r)] = sum over data of first.rows[q] (T[i, p] second.rows[r])``, with the bracket in the order of theta: one
    product of matrices for each network, whose rows are then put in their places.
    """
    one, other = first.layer, second.layer
    units, *batch = factor.shape[1:]
    bracket = work.held("factor", (one.units, other.size, *batch))
    weights = bracket[:, : units * other.arriving].reshape(one.units, units, other.arriving, *batch)
    work.step(np.multiply, factor[:, :, None], second.rows[: other.arriving], weights)
    if other.biased:
        work.copy(factor, bracket[:, units * other.arriving :])
    sums = work.over_data("sums", first.rows, _flat(bracket))
    by_unit = sums.reshape(len(sums), one.rows, one.units, other.size).swapaxes(1, 2)
    for part in one.parts:
        block = out[:, part.places, other.places].reshape(len(out), one.units, part.size, other.size)
        work.copy(by_unit[:, :, part.rows], block)


def fill_unit_by_unit(work: Workspace, here: Forward, bend: Array, out: Array) -> None:
    """The block of a layer whose units do not meet: ``out[(i, q), (i, r)] = sum over data of s[i] rows[q] rows[r]``, zero elsewhere.

    Written to ``out`` (C, N, N), whose other entries stay as they are; ``bend`` is ``s`` (n, C, D).
    """
    layer, units = here.layer, here.layer.units
    bent = work.product("factor", bend[:, None], here.rows)
    sums = work.over_data("sums", here.rows, _flat(bent))
    by_unit = sums.reshape(len(sums), layer.rows, units, layer.rows).swapaxes(1, 2)
    for first in layer.parts:
        for second in layer.parts:
            block = out[:, first.places, second.places].reshape(len(out), units, first.size, units, second.size)
            work.copy(by_unit[:, :, first.rows, second.rows], np.einsum("ciqir->ciqr", block))


def add_weights_meeting(work: Workspace, lower: Forward, upper: Forward, delta: Array, tangent: Array, out: Array, *, empty: bool) -> None:
    """Add to the block of layers ``m > l`` what has no second derivative in it: a unit's outgoing weights meet its incoming ones.

    ``z_m = W_m a_{m-1}`` is bilinear in ``W_m`` and ``W_l``: ``d^2 <grad l, F> / dW_m[p, r] dW_l[i, q]`` contains
    ``delta_m[p] (da_{m-1}[r] / dz_l[i]) rows_l[q]``, with ``delta_m = d<grad l, F>/dz_m`` and the ``tangent`` (n_{m-1}, n_l, C, D).
    For ``m = l + 1`` only ``r = i`` occurs, where the tangent is ``sigma'_l[i]``, handed in as (n_l, C, D).
    """
    one, other = lower.layer, upper.layer
    adjacent = other.number == one.number + 1
    if adjacent:
        factor = work.product("factor", delta[:, None], tangent)
        met = work.over_data("sums", _flat(factor), lower.rows)  # (p, i) x q
    else:
        factor = work.product("factor", delta[:, None], lower.rows)
        met = work.over_data("sums", _flat(tangent), _flat(factor))  # (r, i) x (p, q)
    for part in one.parts:
        target = out[:, other.weights.places, part.places].reshape(len(out), other.units, other.arriving, one.units, part.size)
        target = np.einsum("cpiiq->cpiq", target) if adjacent else target.transpose(0, 2, 3, 1, 4)  # views
        found = met.reshape(*target.shape[:-1], one.rows)[..., part.rows]
        work.copy(found, target) if empty else work.add(found, target)


def mirror(work: Workspace, lower: Layer, upper: Layer, out: Array) -> None:
    """Copy the block of layers ``m > l`` of a symmetric matrix to the other side of the diagonal."""
    work.copy(out[:, upper.places, lower.places].swapaxes(-1, -2), out[:, lower.places, upper.places])


def _flat(values: Array) -> Array:
    """(products, C, D)."""
    return values.reshape(-1, *values.shape[-2:])
