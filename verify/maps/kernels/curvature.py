"""The recursion over layers: second derivatives of ``<grad l, F>`` between any two layers, and the residual curvature made of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from verify.maps.kernels import assembly
from verify.maps.kernels.plan import Pair, Plan
from verify.maps.kernels.signals import Backward, Forward
from verify.maps.kernels.workspace import Workspace
from verify.numbers.system import Array

Between = dict[tuple[int, int], Array]
"""What there is for pairs of layers ``l <= m``."""


def residual(work: Workspace, plan: Plan, layers: Sequence[Forward], returned: Sequence[Backward], gradient: Array, out: Array) -> Array:
    """The residual curvature ``S``, the Hessian of ``<grad l, F>`` with ``grad l`` (k, C, D) held fixed.

    Written to ``out`` (C, N, N), which must hold zeros where no block is written: a kernel that wrote it before left them there.
    """
    numbered = list(enumerate(zip(layers, returned, strict=True), start=1))
    signals = {l: contracted(work, l, back.after, gradient) for l, (_, back) in numbered}
    bends = {l: work.product(("s", l), one.bend, signals[l]) for l, (one, _) in numbered if one.layer.curved}
    deltas = {l: work.product(("delta", l), one.slope, signals[l]) for l, (one, _) in numbered}
    moved, tangent_of = between_layers(work, layers, max(len(layers) - 1, *bends, 0))
    for pair, factor in factors(work, plan, layers, bends, moved):
        lower, upper = layers[pair.lower.number - 1], layers[pair.upper.number - 1]
        if factor is not None:
            assembly.fill(work, lower, upper, factor, out)
        if not pair.same:
            tangent = tangent_of[pair.lower.number, pair.upper.number - 1]
            assembly.add_weights_meeting(work, lower, upper, deltas[pair.upper.number], tangent, out, empty=factor is None)
            assembly.mirror(work, pair.lower, pair.upper, out)
    return out


def contracted(work: Workspace, number: int, signal: Array, gradient: Array) -> Array:
    """``d<grad l, F>/da_l = sum over outputs o of dF_o/da_l[i] gradient[o]``, (n, C, D)."""
    found = work.product(("<g,dF/da>", number), signal[:, 0], gradient[0])
    for output in range(1, len(gradient)):
        work.add(work.product("factor", signal[:, output], gradient[output]), found)
    return found


def factors(
    work: Workspace, plan: Plan, layers: Sequence[Forward], bends: dict[int, Array], moved: Between
) -> Iterator[tuple[Pair, Array | None]]:
    """For each pair of layers, in the plan's order, ``T_lm = d^2 <grad l, F> / dz_l dz_m`` (n_l, n_m, C, D).

    With ``s_l = sigma'' d<grad l, F>/da_l`` (the ``bends``), going down from the highest curved layer ``H``::

        T_HH = diag(s_H), handed on as s_H
        T_lH = (dz_H/dz_l)^T diag(s_H)                         for l < H
        T_lm = sigma'_l W_{l+1}^T T_{l+1,m}                    for l < m < H
        T_mm = diag(s_m) + sigma'_m W_{m+1}^T (T_{m,m+1})^T    for m < H

    because ``z_{l+1}`` depends on ``z_l`` through ``W_{l+1} sigma(z_l)``, whose second derivative meets the signal in ``s_l``.
    It vanishes, None, where no layer from m upwards is curved.
    """
    found: dict[tuple[int, int], Array] = {}
    highest = max(bends, default=0)
    for pair in plan.pairs:
        lower, upper = at = pair.lower.number, pair.upper.number
        if upper < highest:
            above = found[lower, lower + 1].swapaxes(0, 1) if pair.same else found[lower + 1, upper]
            returned = work.through(("T", *at), layers[lower].returning, above)
            found[at] = work.scale(layers[lower - 1].slope[:, None], returned)
            if pair.same:
                work.add(bends[upper], diagonal(found[at]))
        elif upper == highest:
            found[at] = bends[upper] if pair.same else work.product(("T", *at), moved[at].swapaxes(0, 1), bends[upper])
        yield pair, found.get(at)


def between_layers(work: Workspace, layers: Sequence[Forward], last: int) -> tuple[Between, Between]:
    """``dz_m/dz_l`` and ``da_m/dz_l`` (n_m, n_l, C, D) for ``l <= m <= last``; at ``l = m`` the diagonal ``sigma'_l`` (n_l, C, D).

    ``dz_m/dz_l = W_m da_{m-1}/dz_l`` and ``da_m/dz_l = sigma'_m dz_m/dz_l``, from ``da_l/dz_l = diag(sigma'_l)`` on.
    """
    moved: Between = {}
    tangent_of: Between = {}
    for lower, here in enumerate(layers[:-1], start=1):
        tangent_of[lower, lower] = here.slope
        if lower == last:
            continue
        tangent = work.held(("da/dz", lower, lower), (len(here.slope), *here.slope.shape))
        work.copy(here.slope, diagonal(tangent))
        for forwards in layers[lower:last]:
            at = lower, forwards.layer.number
            moved[at] = work.through(("dz/dz", *at), forwards.weights[..., : forwards.layer.arriving], tangent)
            tangent = tangent_of[at] = work.product(("da/dz", *at), forwards.slope[:, None], moved[at])
    return moved, tangent_of


def diagonal(matrices: Array) -> Array:
    """A view of the diagonal (n, C, D) of matrices (n, n, C, D)."""
    size = len(matrices)
    return matrices.reshape(size * size, *matrices.shape[2:])[:: size + 1]
