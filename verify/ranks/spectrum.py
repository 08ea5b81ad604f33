"""The singular values behind a floating-point rank: their biggest gap, and the tolerances for which the rank stands."""

from __future__ import annotations

from dataclasses import dataclass
from functools import singledispatch
from itertools import pairwise
from typing import Any

import numpy as np

from verify.errors import InvalidInput, NotDefined
from verify.numbers.floats import Floats
from verify.numbers.multiprecision import HighPrecision
from verify.numbers.system import Array, System
from verify.ranks.bands import finite_matrices
from verify.ranks.rank import matrix_array, singular_values


@dataclass(frozen=True, eq=False)
class Spectrum:
    """What a numerical rank rests on.

    Parameters
    ----------
    values : array
        Singular values in descending order, as elements of the number system.
    rank : int
        Number of singular values above the biggest gap.
    gap : float
        ``values[rank - 1] / values[rank]``, the biggest ratio of neighbours; infinite for the zero matrix. Values below the rounding
        level ``max(m, n) * epsilon * values[0]`` count as that level, which also closes the list.
    window : (float, float)
        Tolerances ``low <= tolerance < high`` for which exactly ``rank`` singular values (so raised) are greater than ``tolerance``.
    """

    values: Array
    rank: int
    gap: float
    window: tuple[float, float]


def spectrum(numbers: System, matrix: Any) -> Spectrum:
    """Singular values of one matrix of floats, with the biggest gap between neighbours.

    Examples
    --------
    >>> from verify.numbers import Floats
    >>> found = spectrum(Floats(), [[2.0, 0.0], [0.0, 1e-9]])
    >>> found.rank, round(found.gap), found.window
    (1, 2000000000, (1e-09, 2.0))
    """
    values = matrix_array(numbers, matrix)
    if values.ndim > 2:
        raise InvalidInput(f"one matrix at a time, got a batch of shape {values.shape}")
    return _spectrum(numbers, values)


@singledispatch
def _spectrum(numbers: System, matrix: Array) -> Spectrum:
    raise NotDefined(f"no singular values over {numbers.name}; ranks there are exact or proved. Use Floats or HighPrecision")


@_spectrum.register
def _(numbers: Floats, matrix: Array) -> Spectrum:
    finite_matrices(matrix)
    values = np.linalg.svd(matrix, compute_uv=False) if matrix.size else matrix.ravel()
    return _widest(values, float(np.finfo(matrix.dtype).eps) * max(matrix.shape))


@_spectrum.register
def _(numbers: HighPrecision, matrix: Array) -> Spectrum:
    return _widest(singular_values(numbers, matrix), numbers.context.eps * max(matrix.shape))


def _widest(values: Array, rounding: Any) -> Spectrum:
    if not values.size or not values[0] > 0:
        return Spectrum(values, 0, float("inf"), (0.0, float("inf")))
    floor = values[0] * rounding
    raised = [value if value > floor else floor for value in values] + [floor]
    ratios = [before / after for before, after in pairwise(raised)]
    widest = max(range(len(ratios)), key=ratios.__getitem__)
    return Spectrum(values, widest + 1, float(ratios[widest]), (float(raised[widest + 1]), float(raised[widest])))
