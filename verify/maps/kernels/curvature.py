"""The recursion over layers: second derivatives of the loss between the pre-activations of any two layers, in its two terms."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from verify.maps.kernels.plan import Pair, Plan
from verify.maps.kernels.signals import Backward, Forward
from verify.maps.kernels.workspace import Workspace
from verify.numbers.system import Array


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
    """``M[i, p] = sum over o, u of dF_o/dz_l[i] H_l[o, u] dF_u/dz_m[p]``, (n_l, n_m, C, D): the term ``J^T H_l J`` between ``z_l`` and ``z_m``."""
    at = ("M", pair.lower.number, pair.upper.number)
    found = work.product(at, lower[:, None, 0], weighted_upper[:, 0])
    for output in range(1, lower.shape[1]):
        found += work.product((*at, "term"), lower[:, None, output], weighted_upper[:, output])
    return found


def residual_factors(work: Workspace, plan: Plan, layers: tuple[Forward, ...], bends: tuple[Array, ...]) -> Iterator[tuple[Pair, Array | None]]:
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
    each = np.einsum("iicd->icd", found)  # a view of the diagonal
    np.add(each, bend, out=each) if across is not None else np.copyto(each, bend)
    return found
