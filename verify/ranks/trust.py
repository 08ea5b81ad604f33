"""How far the floating-point rank of a matrix can be trusted: float32, float64 and exact rank side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from verify.displays import Displayed
from verify.errors import InvalidInput
from verify.numbers.floats import Floats
from verify.ranks.bands import finite_matrices
from verify.ranks.certificates import CertifiedRank, certify
from verify.ranks.rank import matrix_array


@dataclass(frozen=True)
class FloatRank:
    """A rank counted from singular values, and what it rests on.

    Parameters
    ----------
    dtype : str
        The arithmetic.
    rank : int
        Singular values greater than ``tolerance``.
    tolerance : float
        The usual one: ``max(m, n) * epsilon * largest singular value``.
    gap : float
        The last value counted over the first one not counted; infinite where that is zero or there is none.
    window : (float, float)
        Exactly the tolerances ``low <= tolerance < high`` give this rank.
    """

    dtype: str
    rank: int
    tolerance: float
    gap: float
    window: tuple[float, float]


@dataclass(frozen=True, eq=False)
class FloatTrust(Displayed):
    """The ranks of one float matrix: in two precisions, and exactly, as the dyadic rationals that its entries are."""

    single: FloatRank
    double: FloatRank
    exact: CertifiedRank

    @property
    def agree(self) -> bool:
        """Do all three ranks agree?"""
        return self.single.rank == self.double.rank == int(self.exact.bounds.lower)

    def lines(self) -> Iterator[str]:
        r"""The three ranks as text, one a line.

        Examples
        --------
        >>> print(*float_trust([[2.0, 0.0], [0.0, 2**-30]]).lines(), sep="\n")
        float32  1  (tolerance 4.8e-07, gap 2.1e+09; stands for tolerances from 9.31e-10 up to 2)
        float64  2  (tolerance 8.9e-16, gap inf; stands for tolerances from 0 up to 9.31e-10)
        exact    2  (certified over Q)
        """
        for found in (self.single, self.double):
            low, high = found.window
            stands = f"stands for tolerances from {low:.3g} up to {high:.3g}"
            yield f"{found.dtype}  {found.rank}  (tolerance {found.tolerance:.1e}, gap {found.gap:.1e}; {stands})"
        yield f"exact    {self.exact.bounds}  ({self.exact.bounds.how})"


def float_trust(matrix: Any) -> FloatTrust:
    """The rank of one float matrix in float32, in float64 and exactly, with the gap and the tolerances for which each float rank stands.

    Raises
    ------
    InvalidInput
        If ``matrix`` is not one matrix, or has a NaN or an infinity.
    """
    numbers = Floats()
    values = np.asarray(matrix_array(numbers, matrix), dtype=np.float64)
    if values.ndim > 2:
        raise InvalidInput(f"one matrix at a time, got a batch of shape {values.shape}")
    finite_matrices(values)
    return FloatTrust(_counted(values, "float32"), _counted(values, "float64"), certify(numbers, values))


def _counted(matrix: Any, dtype: str) -> FloatRank:
    with np.errstate(over="ignore", under="ignore"):
        rounded = matrix.astype(dtype)
    if not np.isfinite(rounded).all():
        raise InvalidInput(f"the matrix has entries beyond the range of {dtype}; divide it by its largest entry")
    values = [*map(float, np.linalg.svd(rounded, compute_uv=False))] if matrix.size else []
    tolerance = max(matrix.shape) * float(np.finfo(dtype).eps) * max(values, default=0.0)
    rank = sum(value > tolerance for value in values)
    high = values[rank - 1] if rank else float("inf")
    low = values[rank] if rank < len(values) else 0.0
    return FloatRank(dtype, rank, tolerance, high / low if low else float("inf"), (low, high))
