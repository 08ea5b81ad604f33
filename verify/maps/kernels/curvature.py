"""The recursion over layers: second derivatives of ``<grad l, F>`` between any two layers, and the residual curvature made of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from verify.maps.kernels import assembly
from verify.maps.kernels.plan import Pair, Plan
from verify.maps.kernels.signals import Backward, Forward
from verify.maps.kernels.workspace import Workspace
from verify.numbers.system import Array


def residual(work: Workspace, plan: Plan, layers: Sequence[Forward], returned: Sequence[Backward], gradient: Array, out: Array) -> Array:
    """The residual curvature ``S``, the Hessian of ``<grad l, F>`` with ``grad l`` (k, C, D) held fixed.

    Written to ``out`` (C, N, N), which must hold zeros where no block is written: a kernel that wrote it before left them there.
    """
    numbered = list(enumerate(zip(layers, returned, strict=True), start=1))
    signals = {l: contracted(work, l, back.after, gradient) for l, (_, back) in numbered}
    bends = {l: work.product(("s", l), one.bend, signals[l]) for l, (one, _) in numbered if one.layer.curved}
    deltas = {l: work.product(("delta", l), one.slope, signals[l]) for l, (one, _) in numbered}
    tangent_of = tangents(work, layers)
    for pair, factor in factors(work, plan, layers, bends):
        lower, upper = layers[pair.lower.number - 1], layers[pair.upper.number - 1]
        if pair.unit_by_unit:
            assembly.fill_unit_by_unit(work, lower, bends[pair.lower.number], out)
        elif factor is not None:
            assembly.fill(work, upper, lower, factor.swapaxes(0, 1), out)
        if not pair.same:
            tangent = tangent_of[pair.lower.number, pair.upper.number]
            assembly.add_weights_meeting(work, lower, upper, deltas[pair.upper.number], tangent, out, empty=factor is None)
            assembly.mirror(work, pair.lower, pair.upper, out)
    return out


def contracted(work: Workspace, number: int, signal: Array, gradient: Array) -> Array:
    """``d<grad l, F>/da_l = sum over outputs o of dF_o/da_l[i] gradient[o]``, (n, C, D)."""
    found = work.product(("<g,dF/da>", number), signal[:, 0], gradient[0])
    for output in range(1, len(gradient)):
        work.add(work.product(("<g,dF/da>", number, "term"), signal[:, output], gradient[output]), found)
    return found


def factors(work: Workspace, plan: Plan, layers: Sequence[Forward], bends: dict[int, Array]) -> Iterator[tuple[Pair, Array | None]]:
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
            down = _between_units_of_one_layer(work, lower, layers, bends[lower], across)
        else:
            assert down is not None, "the pair (m, m) comes before (l, m)"
            returned = work.through(("WT", lower, upper), layers[lower].returning, down)
            down = work.product(("T", lower, upper), here.slope[:, None], returned)
            across = down if lower == upper - 1 else across
        yield pair, down


def _between_units_of_one_layer(work: Workspace, number: int, layers: Sequence[Forward], bend: Array, across: Array | None) -> Array:
    """``T_mm = diag(s_m) + sigma'_m W_{m+1}^T (T_{m,m+1})^T``."""
    here = layers[number - 1]
    units, *batch = bend.shape
    if across is None:
        found = work.held(("T", number, number), (units, units, *batch))
    else:
        returned = work.through(("WT", number, number), layers[number].returning, across.swapaxes(0, 1))
        found = work.product(("T", number, number), here.slope[:, None], returned)
    work.copy(bend, diagonal(found)) if across is None else work.add(bend, diagonal(found))
    return found


def tangents(work: Workspace, layers: Sequence[Forward]) -> dict[tuple[int, int], Array]:
    """``da_{m-1} / dz_l`` for layers ``l < m``, (n_{m-1}, n_l, C, D); its diagonal ``sigma'_l`` (n_l, C, D) where ``m = l + 1``.

    ``da_l/dz_l = diag(sigma'_l)``, ``da_j/dz_l = sigma'_j W_j da_{j-1}/dz_l``.
    """
    found: dict[tuple[int, int], Array] = {}
    for lower, here in enumerate(layers[:-1], start=1):
        found[lower, lower + 1] = here.slope
        between = layers[lower:-1]
        if not between:
            continue
        tangent = work.held(("tangent", lower, lower), (len(here.slope), *here.slope.shape))
        work.copy(here.slope, diagonal(tangent))
        for forwards in between:
            number = forwards.layer.number
            moved = work.through(("W tangent", lower, number), forwards.weights[..., : forwards.layer.arriving], tangent)
            tangent = work.product(("tangent", lower, number), forwards.slope[:, None], moved)
            found[lower, number + 1] = tangent
    return found


def diagonal(matrices: Array) -> Array:
    """A view of the diagonal (n, C, D) of matrices (n, n, C, D)."""
    size = len(matrices)
    return matrices.reshape(size * size, *matrices.shape[2:])[:: size + 1]
