"""From factors between layers to matrices over all parameters: the Jacobian, and the two terms of the Hessian."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from verify.maps.kernels.plan import Pair, Plan
from verify.maps.kernels.signals import Backward, Forward
from verify.maps.kernels.workspace import Workspace, over_data
from verify.numbers.system import Array


def jacobian(work: Workspace, layers: Sequence[Forward], returned: Sequence[Backward], out: Array) -> Array:
    """``dF_o / dW_l[i, q] = dF_o/dz_l[i] rows_l[q]``, written to ``out`` (C, D k, N) layer by layer."""
    outputs, count, data = returned[0].before.shape[1:]
    whole = out.reshape(count, data, outputs, out.shape[-1])
    for forward, backward in zip(layers, returned, strict=True):
        layer = forward.layer
        signal = work.held(("signal", layer.number), (count, data, outputs, layer.units))
        np.copyto(signal, backward.before.transpose(2, 3, 1, 0))
        arriving = work.held(("arriving", layer.number), (count, data, layer.arriving))
        np.copyto(arriving, forward.rows[: layer.arriving].transpose(1, 2, 0))
        start, size = int(layer.wiring.weights[0, 0]), layer.wiring.weights.size
        block = whole[..., start : start + size].reshape(*signal.shape, layer.arriving)
        np.multiply(signal[..., None], arriving[:, :, None, None, :], out=block)
        if layer.wiring.bias is not None:
            whole[..., layer.wiring.bias[0] : layer.wiring.bias[-1] + 1] = signal
    return out


def row_products(work: Workspace, pair: Pair, lower: Array, upper: Array) -> Array:
    """``rows_l[q] rows_m[r]`` for all q and r, or for ``q <= r`` within one layer: (products, C, D)."""
    at = ("E", pair.lower.number, pair.upper.number)
    if pair.same:
        first, second = (work.rows((*at, side), lower, index) for side, index in enumerate(pair.lower.row_pairs))
        return work.product(at, first, second)
    return work.product(at, lower[:, None], upper).reshape(-1, *lower.shape[1:])


def unit_products(work: Workspace, pair: Pair, name: str, factor: Array) -> Array:
    """The entries of a factor (n_l, n_m, C, D) as rows, or those with ``i <= p`` within one layer: (products, C, D)."""
    rows = factor.reshape(-1, *factor.shape[2:])
    return work.rows((name, pair.lower.number), rows, pair.lower.unit_pairs) if pair.same else rows


def block_of(pair: Pair, compact: Array) -> Array:
    """The block of a pair of layers in compact form, (C, products of units, products of rows); a view."""
    return compact[:, pair.start : pair.stop].reshape(len(compact), *pair.shape)


def spread(plan: Plan, compact: Array, out: Array) -> Array:
    """The N x N matrices (C, N, N) whose entries the compact form (C, n) lists once."""
    np.take(compact, plan.spread, axis=1, out=out.reshape(len(out), -1), mode="clip")
    return out


def add_weights_meeting(
    work: Workspace, pair: Pair, layers: Sequence[Forward], delta: Array, tangent: Array, compact: Array, *, empty: bool
) -> None:
    """Add to the block of layers ``l < m`` what has no second derivative in it: a unit's outgoing weights meet its incoming ones.

    ``z_m = W_m a_{m-1}`` is bilinear in ``W_m`` and ``W_l``: ``d^2 <grad l, F> / dW_l[i, q] dW_m[p, r]`` contains
    ``delta_m[p] (da_{m-1}[r] / dz_l[i]) rows_l[q]``, with ``delta_m = d<grad l, F>/dz_m`` and the ``tangent`` (n_{m-1}, n_l, C, D).
    For ``m = l + 1`` only ``r = i`` occurs, where the tangent is ``sigma'_l[i]``, handed in as (n_l, C, D).
    """
    lower, upper = pair.lower, pair.upper
    rows = layers[lower.number - 1].rows
    entries = block_of(pair, compact).reshape(len(compact), lower.units, upper.units, lower.rows, upper.rows)
    at = (lower.number, upper.number)
    if upper.number == lower.number + 1:
        factor = work.product(("K", *at), tangent[:, None], delta).reshape(-1, *delta.shape[1:])
        met = work.over_data(("met", *at), factor, rows).reshape(entries.shape[:4])
        target = np.einsum("cipqi->cipq", entries[..., : lower.units])  # a view: r = i
    else:
        factor = work.product(("K", *at), delta[:, None], rows).reshape(-1, *delta.shape[1:])
        flat = tangent.reshape(-1, *delta.shape[1:])
        met = work.over_data(("met", *at), flat, factor).reshape(-1, upper.arriving, lower.units, upper.units, lower.rows)
        met, target = met.transpose(0, 2, 3, 4, 1), entries[..., : upper.arriving]
    np.copyto(target, met) if empty else np.add(target, met, out=target)


def fill(work: Workspace, pair: Pair, name: str, factor: Array, products: Array, compact: Array) -> None:
    """``sum over data of factor[i, p] rows_l[q] rows_m[r]`` into the block of the pair."""
    over_data(unit_products(work, pair, name, factor), products, block_of(pair, compact))
