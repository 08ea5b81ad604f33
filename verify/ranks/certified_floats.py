"""Certified lower bounds for the ranks of float matrices, in float arithmetic with every rounding error accounted for."""

from __future__ import annotations

import numpy as np

from verify.errors import InvalidInput
from verify.numbers.system import Array

_LEVELS = (1e-12, 1e-9, 1e-6)
"""Relative sizes from which a singular value is worth a try, the most ambitious first."""


def certified_lower_ranks(matrices: Array, radii: Array | None = None) -> Array:
    """Proved lower bounds (B,) for the ranks of **all** real matrices within ``radii`` of the float64 matrices (B, m, n).

    For any Y (r x m) and X (n x r), ``||I - Y A X|| < 1`` in some operator norm shows ``Y A X`` nonsingular, hence ``rank A >= r``. Here
    X and Y come from singular vectors, but nothing is assumed about them: a bad one proves less, never something wrong. (Rump,
    *Verification methods*, Acta Numerica 19, 2010, section 10, with an approximate inverse of a minor in their place.)

    **Rounding.** Let ``u = 2^-53``, ``g(k) = k u / (1 - k u)``, ``eta = 2^-1074`` and P, Q the computed ``Y A`` and ``P X``. A computed
    scalar product of length k errs by at most ``g(k) |x|^T |y| + k eta``, in any order of summation and with or without fused operations
    (Higham, *Accuracy and Stability*, section 3.1, and section 2.8 for underflow). So ``|P - Y A| <= g(m) |Y||A| + m eta``,
    ``|Q - P X| <= g(n) |P||X| + n eta``, and, with ``|P| <= (1 + g(m)) |Y||A| + m eta``, ::

        |Q - Y A X| <= (g(m) + g(n) + g(m) g(n)) |Y||A||X| + underflow <= g(m + n) |Y||A||X| + underflow.

    In the maximum norm (largest row sum) ``|| |Y||A||X| ||`` is the largest entry of ``w = |Y|(|A|(|X| e))`` with ``e = (1, ..., 1)``:
    three products with a vector, computed with relative error below ``g(m + n + r)``. A matrix within the radii adds ``|Y|(R(|X| e))``.
    Each entry of ``I - Q`` is computed with relative error u, its row sums with ``g(r)``. Altogether ::

        ||I - Y A X|| <= (1 + g(r + 1)) fl||I - Q|| + (g(m + n) + ...) max w + max |Y|(R(|X| e)) + underflow,

    and ``2 (m + n + r + 8) u`` in place of each g, and ``1e-290 (1 + sum |X|) (1 + sum |Y|) (1 + sum |A|)`` in place of the underflow,
    leave room for the rounding of this last line, as long as ``m + n + r < 2^20``. The bound must be below 1/2, far from where that would
    matter.

    Raises
    ------
    InvalidInput
        If the matrices are no float64 batch, or the radii are negative or of another shape.

    Examples
    --------
    >>> certified_lower_ranks(np.array([[[1.0, 2.0], [2.0, 4.0]], [[1.0, 2.0], [3.0, 4.0]]])).tolist()
    [1, 2]
    """
    radius = np.zeros_like(matrices) if radii is None else np.asarray(radii, dtype=float)
    if matrices.ndim != 3 or matrices.dtype != np.float64:
        raise InvalidInput(f"float64 matrices (B, m, n) are needed, got {matrices.dtype} of shape {matrices.shape}")
    if radius.shape != matrices.shape or np.any(radius < 0):
        raise InvalidInput(f"radii must be at least 0 and of the shape {matrices.shape} of the matrices, got {radius.shape}")
    found = np.zeros(len(matrices), dtype=int)
    usable = np.asarray(np.isfinite(matrices + radius).all(axis=(-2, -1)))
    if not usable.any() or not matrices.size:
        return found
    left, values, right = np.linalg.svd(np.where(usable[:, None, None], matrices, 0), full_matrices=False)
    open_ = usable & (values[:, 0] > 0)
    reach = 4 * np.sqrt((radius * radius).sum(axis=(-2, -1)))[:, None]  # singular values below it may be nothing but radius
    for level in _LEVELS:
        at = np.flatnonzero(open_)
        kept = values[at] > np.maximum(level * values[at, :1], reach[at])
        proved = _deviation(matrices[at], radius[at], left[at], values[at], right[at], kept) < 0.5
        found[at[proved]] = kept[proved].sum(axis=-1)
        open_[at[proved]] = False
    return found


def _deviation(matrices: Array, radius: Array, left: Array, values: Array, right: Array, kept: Array) -> Array:
    """The upper bound for ``||I - Y A X||``, (B,), where rows of Y and columns of X that are not ``kept`` are 0, and so is I there."""
    rows, columns, most = *matrices.shape[1:], values.shape[-1]
    unit, allowance = 2.0**-53, 1e-290
    with np.errstate(all="ignore"):  # an overflow makes the bound infinite or NaN, and proves nothing
        y = left.swapaxes(-1, -2) * kept[..., None]
        x = right.swapaxes(-1, -2) * np.where(kept, 1 / np.where(kept, values, 1), 0)[:, None, :]
        difference = np.eye(most) * kept[..., None] - np.matmul(np.matmul(y, matrices), x)
        heights = np.abs(x).sum(axis=-1)[..., None]
        spread = np.matmul(np.abs(y), np.matmul(np.abs(matrices), heights)).max(axis=(-2, -1))
        beside = np.matmul(np.abs(y), np.matmul(radius, heights)).max(axis=(-2, -1))
        gamma = 2 * (rows + columns + most + 8) * unit
        sizes = [1 + np.abs(matrix).sum(axis=(-2, -1)) for matrix in (x, y, matrices)]
        lost = allowance * sizes[0] * sizes[1] * sizes[2]
        bound = (1 + gamma) * (np.abs(difference).sum(axis=-1).max(axis=-1) + beside) + gamma * spread + lost
    return np.asarray(bound)
