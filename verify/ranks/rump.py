"""Lower bounds for the rank of float64 matrices, rigorous in spite of rounding, many matrices at once."""

from __future__ import annotations

import contextlib
from typing import Any

import numpy as np

from verify.errors import InvalidInput
from verify.numbers.system import Array

_UNIT = 2.0**-53
_TINY = 2.0**-1060


def certified_lower_bound(matrices: Any, radii: Any = None) -> Array:
    r"""For each float64 matrix of a batch (..., m, n), a proved lower bound for the rank of every real matrix within ``radii`` of it.

    With the singular value decomposition ``A ~ U diag(s) V^T`` (believed in nothing) put ``R = diag(1/s) U^T``. If
    ``||I - R A V|| < 1`` in the maximum norm for the first r rows of R and columns of V, then ``R A V`` is nonsingular of size r and
    ``rank A >= r`` (Rump's criterion, asked of a compressed matrix in place of a minor). The largest such r is returned.

    Let ``u = 2^-53`` and ``g_k = k u / (1 - k u)``. Whatever the order of summation, a float64 scalar product of length k misses the true
    one by at most ``g_k`` times that of the moduli (Higham, *Accuracy and Stability*, 3.5), plus ``k 2^-1075`` for underflow. So, with
    ``P = fl(R A)`` and ``Q = fl(P V)`` and row sums over e = (1, ..., 1), and ``radii`` the modulus of what A may differ by,

    .. math:: |I - R A V| e \le |I - Q| e + g_n |P| |V| e + g_m |R| |A| |V| e + |R|\, radii\, |V| e.

    The right side is itself computed in float64. It consists of sums and products of numbers >= 0, on each of which fewer than
    ``K = 2 m + 3 n + 20`` roundings act, so the true value is at most ``(1 + 2 K u)`` times the computed one as ``K u < 1/4``. Underflow
    takes at most ``k 2^-1075`` from a scalar product of length k; ``2^-1060 m n``, times ``1 + max |V| e`` at the end, is added
    wherever one is formed, and is more.

    A matrix with a NaN or an infinity in a batch gets 0; so does one whose decomposition overflows.

    Examples
    --------
    >>> certified_lower_bound([[[1.0, 2.0], [3.0, 4.0]], [[1.0, 2.0], [2.0, 4.0]]])
    array([2, 1])
    """
    values = np.asarray(matrices, dtype=np.float64)
    if values.ndim < 2:
        raise InvalidInput(f"a matrix has rows and columns; this array has shape {values.shape}")
    *batch, rows, columns = values.shape
    if rows * columns == 0:
        return np.zeros(batch, dtype=int)
    spread = np.broadcast_to(np.asarray(0.0 if radii is None else radii, dtype=np.float64), values.shape)
    usable = np.isfinite(values).all(axis=(-2, -1), keepdims=True) & np.isfinite(spread).all(axis=(-2, -1), keepdims=True)
    with np.errstate(all="ignore"), contextlib.suppress(np.linalg.LinAlgError):  # no decomposition, no bound
        return _largest(np.where(usable, values, 0.0), np.where(usable, spread, 0.0))
    return np.zeros(batch, dtype=int)


def _largest(values: Array, spread: Array) -> Array:
    rows, columns = values.shape[-2:]
    left, sizes, right = np.linalg.svd(values, full_matrices=False)
    inverse = np.swapaxes(left / np.where(sizes > 0, sizes, np.inf)[..., None, :], -1, -2)
    across = np.swapaxes(right, -1, -2)
    slack = rows * columns * _TINY
    product = inverse @ values
    weight = np.abs(across).sum(axis=-1)[..., None] + slack
    reach = _gamma(rows) * (np.abs(values) @ weight) + spread @ weight + slack
    error = np.abs(inverse) @ reach + _gamma(columns) * (np.abs(product) @ weight) + slack * (1 + weight.max(axis=-2, keepdims=True))
    rest = np.abs(np.eye(sizes.shape[-1]) - product @ across)
    sums = np.cumsum(rest, axis=-1) + error
    within = sums * (1 + 2 * (2 * rows + 3 * columns + 20) * _UNIT) < 1
    size = sizes.shape[-1]
    proved = np.all(within | ~np.tri(size, dtype=bool).T, axis=-2)
    return np.asarray(np.max(proved * np.arange(1, size + 1), axis=-1, initial=0))


def _gamma(count: int) -> float:
    return count * _UNIT / (1 - count * _UNIT)
