"""A stratum of straight lines that start at a regular point of a fibre, most of them tangent to it."""

from __future__ import annotations

import numpy as np

from verify.maps.taylor import TaylorMap
from verify.statements.curves import CurveInstance
from verify.strata.choosers import Chooser, symmetric
from verify.strata.strata import Stratum


def _line(choose: Chooser) -> CurveInstance:
    """``F`` with ``J = (B, I)`` at 0, so that ``(u, -B u)`` is tangent to the fibre; curved, or flat to second order."""
    numbers = choose.numbers
    behaviours, free = choose.size(1, 2), choose.size(1, 2)
    size = free + behaviours
    mixed = choose.integers((behaviours, free), -1, 1)
    linear = np.concatenate([mixed, numbers.array(np.eye(behaviours, dtype=int))], axis=-1)
    curved = numbers.array(choose.among((1, 1, 0)))
    quadratic = symmetric(choose, (behaviours,), size) * curved
    cubic = choose.integers((behaviours, size), -1, 1)
    start = choose.integers((free,), -2, 2)
    along = np.concatenate([start, -numbers.matmul(mixed, start[:, None])[:, 0]])
    velocity = along if choose.among((True, True, False)) else choose.integers((size,), -1, 1)
    model = TaylorMap(numbers.zeros((behaviours,)), linear, quadratic, cubic)
    return CurveInstance(numbers, model, np.stack([numbers.zeros((size,)), velocity], axis=-1))


tangent_lines = Stratum(
    "lines at a fibre",
    "straight lines through a point where J is onto, most of them tangent to the fibre, of cubic polynomial maps",
    _line,
    screened=False,
    sizes=((1, 2), (2, 4)),
    often=(("tangent", 0.7),),
)
