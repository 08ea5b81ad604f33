"""The recursion over layers: second derivatives of the loss between the pre-activations of any two layers, in its two terms."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from verify.maps.kernels import assembly
from verify.maps.kernels.plan import Pair, Plan
from verify.maps.kernels.signals import Backward, Forward
from verify.maps.kernels.workspace import Workspace
from verify.numbers.system import Array


def terms(
    work: Workspace, plan: Plan, layers: tuple[Forward, ...], returned: tuple[Backward, ...], gradient: Array, form: Array
) -> tuple[Array, Array]:
    """Both terms of the Hessian in compact form, (C, n), from ``grad l`` (k, C, D) and ``H_l`` (k, k, C, D).

    Every block of either term is ``sum over data of T[i, p] rows_l[q] rows_m[r]`` with a factor ``T`` between the units of two layers:
    ``M`` for ``J^T H_l J``, ``T`` for the residual curvature ``S``. ``S`` has besides the terms in which weights meet weights.
    """
    number = range(1, len(layers) + 1)
    signal = [contracted(work, "<g,dF/da>", l, back.after, gradient) for l, back in zip(number, returned, strict=True)]
    bends = [work.product(("s", l), one.bend, signal[l - 1]) for l, one in zip(number, layers, strict=True)]
    deltas = [work.product(("delta", l), one.slope, signal[l - 1]) for l, one in zip(number, layers, strict=True)]
    forms = [weighted(work, l, back.before, form) for l, back in zip(number, returned, strict=True)]
    shape = (gradient.shape[1], plan.compact)
    first, second = work.held("J^T H J", shape), work.held("S", shape)
    for pair, factor in residual_factors(work, plan, layers, bends):
        lower, upper = pair.lower.number - 1, pair.upper.number - 1
        products = assembly.row_products(work, pair, layers[lower].rows, layers[upper].rows)
        assembly.fill(work, pair, "M", gauss_newton_factor(work, pair, returned[lower].before, forms[upper]), products, first)
        if factor is not None:
            assembly.fill(work, pair, "T", factor, products, second)
        if not pair.same:
            tangent = tangents(work, pair, layers)
            assembly.add_weights_meeting(work, pair, layers, deltas[upper], tangent, second, empty=factor is None)
    return first, second


def contracted(work: Workspace, name: str, number: int, signal: Array, gradient: Array) -> Array:
    """``sum over outputs o of signal[i, o] gradient[o]``, (n, C, D): the signal of the scalar ``<grad l, F>``."""
    found = work.product((name, number), signal[:, 0], gradient[0])
    for output in range(1, len(gradient)):
        found += work.product((name, number, "term"), signal[:, output], gradient[output])
    return found


def weighted(work: Workspace, number: int, signal: Array, form: Array) -> Array:
    """``sum over outputs u of H_l[o, u] signal[i, u]``, (n, k, C, D), for the loss curvature (k, k, C, D) of each datum."""
    found = work.product(("weighted", number), signal[:, :1], form[:, 0])
    for output in range(1, form.shape[1]):
        found += work.product(("weighted", number, "term"), signal[:, output, None], form[:, output])
    return found


def gauss_newton_factor(work: Workspace, pair: Pair, lower: Array, weighted_upper: Array) -> Array:
    """``M[i, p] = sum over o, u of dF_o/dz_l[i] H_l[o, u] dF_u/dz_m[p]``, (n_l, n_m, C, D): ``J^T H_l J`` between units."""
    at = ("M", pair.lower.number, pair.upper.number)
    found = work.product(at, lower[:, None, 0], weighted_upper[:, 0])
    for output in range(1, lower.shape[1]):
        found += work.product((*at, "term"), lower[:, None, output], weighted_upper[:, output])
    return found


def residual_factors(work: Workspace, plan: Plan, layers: tuple[Forward, ...], bends: list[Array]) -> Iterator[tuple[Pair, Array | None]]:
    """For each pair of layers, in the plan's order, ``T_lm = d^2 <grad l, F> / dz_l dz_m`` (n_l, n_m, C, D); None where it vanishes.

    With ``s_l = sigma'' d<grad l, F>/da_l`` (the ``bends``), going down from the outputs::

        T_LL = diag(s_L)
        T_lm = sigma'_l W_{l+1}^T T_{l+1,m}                            for l < m
        T_mm = diag(s_m) + sigma'_m W_{m+1}^T (T_{m,m+1})^T            for m < L

    because ``z_{l+1}`` depends on ``z_l`` through ``W_{l+1} sigma(z_l)``, whose second derivative meets the signal in ``s_l``.
    It vanishes where no layer from m upwards is curved.
    """
    across: Array | None = None  # T_{m,m+1}
    down: Array | None = None  # T_{l+1,m}
    for pair in plan.pairs:
        lower, upper = pair.lower.number, pair.upper.number
        if not pair.upper.curved:
            yield pair, None
            continue
        here = layers[lower - 1]
        if pair.same:
            down = _between_units_of_one_layer(work, lower, layers, bends[lower - 1], across)
        else:
            assert down is not None, "the pair (m, m) comes before (l, m)"
            returned = work.through(("WT", lower, upper), layers[lower].returning, down)
            down = work.product(("T", lower, upper), here.slope[:, None], returned)
            across = down if lower == upper - 1 else across
        yield pair, down


def _between_units_of_one_layer(work: Workspace, number: int, layers: tuple[Forward, ...], bend: Array, across: Array | None) -> Array:
    """``T_mm = diag(s_m) + sigma'_m W_{m+1}^T (T_{m,m+1})^T``."""
    here = layers[number - 1]
    units, *batch = bend.shape
    if across is None:
        found = work.held(("T", number, number), (units, units, *batch))
    else:
        returned = work.through(("WT", number, number), layers[number].returning, across.swapaxes(0, 1))
        found = work.product(("T", number, number), here.slope[:, None], returned)
    np.add(diagonal(found), bend, out=diagonal(found)) if across is not None else np.copyto(diagonal(found), bend)
    return found


def tangents(work: Workspace, pair: Pair, layers: tuple[Forward, ...]) -> Array:
    """``da_{m-1} / dz_l`` for layers ``l < m``, (n_{m-1}, n_l, C, D); its diagonal ``sigma'_l`` (n_l, C, D) where ``m = l + 1``.

    ``da_l/dz_l = diag(sigma'_l)``, ``da_j/dz_l = sigma'_j W_j da_{j-1}/dz_l``.
    """
    lower, last = pair.lower.number, pair.upper.number - 1
    slope = layers[lower - 1].slope
    if last == lower:
        return slope
    found = work.held(("tangent", lower, lower), (len(slope), *slope.shape))
    np.copyto(diagonal(found), slope)
    for number in range(lower + 1, last + 1):
        forwards = layers[number - 1]
        moved = work.through(("W tangent", lower, number), forwards.weights[..., : forwards.layer.arriving], found)
        found = work.product(("tangent", lower, number), forwards.slope[:, None], moved)
    return found


def diagonal(matrices: Array) -> Array:
    """A view of the diagonal (n, C, D) of matrices (n, n, C, D)."""
    size = len(matrices)
    return matrices.reshape(size * size, *matrices.shape[2:])[:: size + 1]
