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


def fill(work: Workspace, lower: Forward, upper: Forward, factor: Array, out: Array) -> None:
    """Write the block of two layers of ``out`` (C, N, N) from a factor ``T`` (n_lower, n_upper, C, D) between their units.

    ``out[(i, q), (p, r)] = sum over data of T[i, p] (lower.rows[q] upper.rows[r])``: one product of matrices for each network, whose
    entries are then put in their places. For a layer whose units do not meet, ``T`` is the diagonal (n, C, D) of that factor; the entries
    of ``out`` between different units stay as they are.
    """
    products = work.product("factor", lower.rows[:, None], upper.rows)
    sums = work.over_data("sums", _flat(factor), _flat(products))
    found = sums.reshape(len(sums), *factor.shape[:-2], lower.layer.rows, upper.layer.rows)
    for one in lower.layer.parts:
        for other in upper.layer.parts:
            shape = len(out), lower.layer.units, one.size, upper.layer.units, other.size
            block = out[:, one.places, other.places].reshape(shape)
            target = np.einsum("ciqir->ciqr", block) if factor.ndim == 3 else block.swapaxes(2, 3)  # views
            work.copy(found[..., one.rows, other.rows], target)


def add_weights_meeting(work: Workspace, lower: Forward, upper: Forward, delta: Array, tangent: Array, out: Array, *, empty: bool) -> None:
    """Add to the block of layers ``l < m`` what has no second derivative in it: a unit's outgoing weights meet its incoming ones.

    ``z_m = W_m a_{m-1}`` is bilinear in ``W_m`` and ``W_l``: ``d^2 <grad l, F> / dW_l[i, q] dW_m[p, r]`` contains
    ``delta_m[p] (da_{m-1}[r] / dz_l[i]) rows_l[q]``, with ``delta_m = d<grad l, F>/dz_m`` and the ``tangent`` (n_{m-1}, n_l, C, D).
    For ``m = l + 1`` only ``r = i`` occurs, where the tangent is ``sigma'_l[i]``, handed in as (n_l, C, D).
    """
    one, other = lower.layer, upper.layer
    adjacent = other.number == one.number + 1
    if adjacent:
        met = work.over_data("sums", _flat(work.product("factor", delta[:, None], tangent)), lower.rows)  # (p, i) x q
    else:
        met = work.over_data("sums", _flat(tangent), _flat(work.product("factor", delta[:, None], lower.rows)))  # (r, i) x (p, q)
    for part in one.parts:
        block = out[:, part.places, other.weights.places].reshape(len(out), one.units, part.size, other.units, other.arriving)
        target = np.einsum("ciqpi->cpiq", block) if adjacent else np.einsum("ciqpr->cripq", block)  # views
        found = met.reshape(*target.shape[:-1], one.rows)[..., part.rows]
        work.copy(found, target) if empty else work.add(found, target)


def mirror(work: Workspace, lower: Layer, upper: Layer, out: Array) -> None:
    """Copy the block of layers ``l < m`` of a symmetric matrix to the other side of the diagonal."""
    work.copy(out[:, lower.places, upper.places].swapaxes(-1, -2), out[:, upper.places, lower.places])


def _flat(values: Array) -> Array:
    """(products, C, D)."""
    return values.reshape(-1, *values.shape[-2:])
