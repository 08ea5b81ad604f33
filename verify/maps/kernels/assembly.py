"""From signals between layers to matrices over all parameters: the Jacobian, and the two terms of the Hessian."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from verify.maps.kernels.plan import Layer
from verify.maps.kernels.signals import Backward, Forward
from verify.maps.kernels.workspace import Workspace
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
        block = whole[..., layer.weights.places].reshape(*signal.shape, layer.arriving)
        np.multiply(signal[..., None], arriving[:, :, None, None, :], out=block)
        if layer.biased:
            whole[..., layer.bias.places] = signal
    return out


def gauss_newton(work: Workspace, jacobian: Array, blocks: Array, out: Array) -> Array:
    """``J^T H_l J``, written to ``out`` (C, N, N), for the diagonal blocks (C, D, k, k) of ``H_l``."""
    weighted = work.held("H_l J", jacobian.shape)
    if blocks.shape[-1] == 1:
        np.multiply(blocks[..., 0], jacobian, out=weighted)
    else:
        per_datum = (*blocks.shape[:-1], jacobian.shape[-1])
        np.matmul(blocks, jacobian.reshape(per_datum), out=weighted.reshape(per_datum))
    return np.matmul(jacobian.swapaxes(-1, -2), weighted, out=out)


def fill(lower: Forward, upper: Layer, responses: Array, out: Array) -> None:
    """Write the blocks of layers ``l <= m`` of a symmetric matrix ``out`` (C, N, N) from the responses ``R`` (n_l, N_m, C, D).

    ``out[(i, q), (p, r)] = sum over data of rows_l[q] R[i, (p, r)]``: one product of matrices for each unit i, written in its place.
    """
    layer, of_units = lower.layer, responses.transpose(2, 0, 3, 1)
    for part in layer.parts:
        arriving = lower.rows[part.rows].transpose(1, 0, 2)[:, None]
        block = out[:, part.places, upper.places]
        np.matmul(arriving, of_units, out=block.reshape(len(out), layer.units, part.size, upper.size))
    if layer is not upper:
        np.copyto(out[:, upper.places, layer.places], out[:, layer.places, upper.places].swapaxes(-1, -2))


def fill_unit_by_unit(work: Workspace, here: Forward, bend: Array, out: Array) -> None:
    """The block of a layer whose units do not meet: ``out[(i, q), (i, r)] = sum over data of s[i] rows[q] rows[r]``, zero elsewhere.

    Written to ``out`` (C, N, N), whose other entries stay as they are; ``bend`` is ``s`` (n, C, D).
    """
    layer = here.layer
    bent = work.product(("s rows", layer.number), bend[:, None], here.rows).transpose(2, 0, 3, 1)
    for first in layer.parts:
        arriving = here.rows[first.rows].transpose(1, 0, 2)[:, None]
        for second in layer.parts:
            block = out[:, first.places, second.places].reshape(len(out), layer.units, first.size, layer.units, second.size)
            np.matmul(arriving, bent[..., second.rows], out=np.einsum("ciqir->ciqr", block))
