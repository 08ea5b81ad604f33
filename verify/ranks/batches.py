"""Numerical ranks of many float matrices at once: a cheap certain test first, singular values for the rest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from verify.numbers.floats import Floats
from verify.numbers.system import Array
from verify.ranks.bands import scaled

Mask = npt.NDArray[np.bool_]

_TRIAL, _BLOCK, _GROUP = 16, 256, 8
"""Matrices factored together, at first and at most; matrices that are not tried again one by one when one of them fails."""
_PATIENCE = 7
"""After a block that mostly failed, so many times its size go to their singular values at once."""
_WORTHWHILE = 6
"""Matrices with fewer rows than this have singular values as cheap as the test."""


@dataclass(frozen=True, eq=False)
class NumericalRanks:
    """Ranks of a batch (B, m, n) with what they rest on.

    Parameters
    ----------
    lower, upper : array (B,)
        Counts of singular values that are certainly no noise, and that may be none, by the band of the number system.
    smallest : array (B,)
        A lower bound for the ``lower``-th singular value; 0 if ``lower`` is.
    gap : array (B,)
        At most the ratio of that singular value to the next, where values below the rounding level ``max(m, n) epsilon sigma_1`` count as
        that level; infinite if ``lower`` is 0.
    measured : array of bool (B,)
        Were the singular values computed? Where not, both bounds are proved by a Cholesky factor.
    """

    lower: Array
    upper: Array
    smallest: Array
    gap: Array
    measured: Mask


def numerical_ranks(numbers: Floats, matrices: Array) -> NumericalRanks:
    """The ranks of finite matrices (B, m, n).

    Well-conditioned matrices of full rank, as Jacobians of small networks mostly are, are recognised by `smallest_singular_value` at a
    fraction of the cost of singular values. All others are judged by their singular values (of a symmetric matrix: the moduli of its
    eigenvalues), so the answers are as accurate as those always.

    Examples
    --------
    >>> import numpy as np
    >>> found = numerical_ranks(Floats(), np.array([np.eye(8), np.ones((8, 8))]))
    >>> found.lower.tolist(), found.measured.tolist()
    ([8, 1], [True, True])
    """
    tall = matrices if matrices.shape[-2] <= matrices.shape[-1] else matrices.swapaxes(-1, -2)
    count, size, _ = tall.shape
    bound, norm = np.zeros(count, tall.dtype), np.zeros(count, tall.dtype)
    if size >= _WORTHWHILE and count >= 2 * _GROUP:
        with numbers.arithmetic():  # beyond the range of numbers nothing is shown
            for rows in _worth_testing(numbers, tall, bound):
                bound[rows], norm[rows] = smallest_singular_value(tall[rows])
    certain = bound > numbers.signal * np.maximum(1, norm)
    level = max(tall.shape[-2:]) * np.finfo(tall.dtype).eps
    gap = bound / np.maximum(level * norm, np.finfo(tall.dtype).tiny)
    found = NumericalRanks(np.full(count, size), np.full(count, size), bound, gap, measured=~certain)
    rest = np.flatnonzero(~certain)
    if len(rest):
        lower, upper, smallest, gap = _by_singular_values(numbers, tall[rest] if len(rest) < count else tall, level)
        for name, values in (("lower", lower), ("upper", upper), ("smallest", smallest), ("gap", gap)):
            getattr(found, name)[rest] = values
    return found


def smallest_singular_value(matrices: Array) -> tuple[Array, Array]:
    """Lower bounds for the smallest singular values of matrices (B, m, n), ``m <= n``, and upper bounds for their Frobenius norms.

    The bound is 0 where nothing could be shown. With unit roundoff u and ``g(k) = k u / (1 - k u)`` (Higham, *Accuracy and Stability*,
    Lemma 3.1; any order of summation, with or without fused operations), barring underflow:

    1. The computed Gram matrix K has ``||K - A A^T|| <= g(n) ||A||_F^2``.
    2. If Cholesky's factorisation runs to its end, ``L L^T = K + D`` with ``||D|| <= g(m+1)/(1 - g(m+1)) trace K`` (Theorem 10.3).
    3. For any X with ``e = ||I - X L||_F < 1``, ``sigma_min(L) >= (1 - e)/||X||_F``; the computed e lacks at most
       ``(g(m) + u) (||X||_F ||L||_F + sqrt m)``.

    By Weyl ``sigma_min(A)^2 >= sigma_min(L)^2 - (g(n) + 2 g(m+1)) ||A||_F^2``, where the factor 2 covers the trace of the *computed* K.
    Every constant below is doubled against the rounding of the bounds themselves.
    """
    rows, columns = matrices.shape[-2:]
    unit = float(np.finfo(matrices.dtype).eps) / 2
    squares = np.einsum("bij,bij->b", matrices, matrices) * (1 + 2 * rows * columns * unit)
    factor, found = _cholesky(np.matmul(matrices, matrices.swapaxes(-1, -2)))
    if not found.any():
        return np.zeros(len(matrices), matrices.dtype), np.sqrt(squares) * (1 + 4 * unit)
    inverse = _inverse(factor)
    size = np.sqrt(np.einsum("bij,bij->b", inverse, inverse))
    defect = np.matmul(inverse, factor) - np.eye(rows, dtype=matrices.dtype)
    lacks = 2 * (rows + 1) * unit * (size * np.sqrt(squares) * 2 + rows)
    error = 2 * np.sqrt(np.einsum("bij,bij->b", defect, defect)) + lacks
    least = np.maximum(0, 1 - error) / (size * (1 + 2 * rows * rows * unit))
    square = least * least * (1 - 8 * unit) - 2 * (columns + 2 * rows + 2) * unit * squares
    return np.where(found, np.sqrt(np.maximum(square, 0)) * (1 - 8 * unit), 0), np.sqrt(squares) * (1 + 4 * unit)


def _inverse(lower: Array) -> Array:
    """Inverses of lower triangular matrices by halves, ``[[A, 0], [B, C]]^-1 = [[A^-1, 0], [-C^-1 B A^-1, C^-1]]``.

    Products of many small matrices at a time are several times faster than one LU factorisation after the other.
    """
    size = lower.shape[-1]
    if size == 1:
        return np.asarray(np.reciprocal(lower))
    half = size // 2
    first, last = _inverse(lower[..., :half, :half]), _inverse(lower[..., half:, half:])
    found = np.zeros_like(lower)
    found[..., :half, :half], found[..., half:, half:] = first, last
    np.negative(last @ (lower[..., half:, :half] @ first), out=found[..., half:, :half])
    return found


def _cholesky(forms: Array) -> tuple[Array, Mask]:
    """Factors of symmetric matrices (identities where there is none), and where they were found.

    NumPy refuses a batch of which one matrix has no factor; halves are tried again, down to a small group that is given up.
    """
    try:
        return np.linalg.cholesky(forms), np.ones(len(forms), dtype=bool)
    except np.linalg.LinAlgError:
        if len(forms) <= _GROUP:
            return np.broadcast_to(np.eye(forms.shape[-1], dtype=forms.dtype), forms.shape), np.zeros(len(forms), dtype=bool)
    half = len(forms) // 2
    (first, some), (second, others) = _cholesky(forms[:half]), _cholesky(forms[half:])
    return np.concatenate([first, second]), np.concatenate([some, others])


def _worth_testing(numbers: Floats, matrices: Array, bound: Array) -> Iterator[slice]:
    """Blocks of the batch: a small one to try, larger ones after success; after failure some are left out: a lost cause costs little."""
    start, size = 0, _TRIAL
    while start < len(matrices):
        rows = slice(start, start + size)
        yield rows
        start += size
        if np.count_nonzero(bound[rows] > numbers.signal) * 2 < len(bound[rows]):
            start, size = start + _PATIENCE * size, _TRIAL
        else:
            size = min(4 * size, _BLOCK)


def _by_singular_values(numbers: Floats, matrices: Array, level: float) -> tuple[Any, ...]:
    """``lower, upper, smallest, gap`` of `NumericalRanks`."""
    values = _singular_values(matrices)
    nonzero = ~numbers.zero(scaled(values))
    lower, upper = nonzero.is_yes.sum(axis=-1), (~nonzero.is_no).sum(axis=-1)
    floor = level * values[:, :1]
    raised = np.concatenate([np.maximum(values, floor), floor], axis=1)
    each = np.arange(len(values))
    last, following = raised[each, lower - 1], raised[each, lower]
    smallest = np.where(lower > 0, values[each, lower - 1], 0)
    gap = np.where(lower > 0, last / np.where(following > 0, following, 1), np.inf)
    return lower, upper, smallest, gap


def _symmetric(matrices: Array) -> bool:
    """Up to their rounding level, below which no singular value is told from another."""
    level = matrices.shape[-1] * np.finfo(matrices.dtype).eps * np.abs(matrices).max(axis=(-2, -1), initial=0)
    return bool((np.abs(matrices - matrices.swapaxes(-1, -2)).max(axis=(-2, -1), initial=0) <= level).all())


def _singular_values(matrices: Array) -> Array:
    """In descending order; of symmetric matrices by their eigenvalues, which cost a third."""
    square = matrices.shape[-1] == matrices.shape[-2]
    if square and _symmetric(matrices):
        return np.asarray(-np.sort(-np.abs(np.linalg.eigvalsh(matrices)), axis=-1))
    return np.linalg.svd(matrices, compute_uv=False)
