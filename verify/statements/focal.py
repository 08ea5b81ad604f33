"""Centres of curvature: is a label one of the sheet that F makes of a neighbourhood where the rank of J is constant?"""

from __future__ import annotations

from typing import Any

import numpy as np

from verify.numbers.rationals import Rationals
from verify.ranks.bounds import Bounds
from verify.ranks.exact import integer_rows, pivots
from verify.statements.conditions import where
from verify.statements.fibres import generic_rank
from verify.statements.quantities import Quantity, jacobian, rank


def _multiplicity(at: Any) -> Bounds:
    """Nullity of ``g - h`` on a slice of ``rho`` parameters whose columns of ``J`` are a basis of its image; other numbers: any.

    Where the rank of ``J`` is constant, ``F`` embeds the slice near ``theta`` and its image is the whole sheet. In these coordinates
    ``g_ij = F_i . F_j`` is the first fundamental form, and ``h_ij = r . F_ij`` the second one along the normal vector ``r = y - F``.
    """
    rho = at.rank(at.jacobian)
    if at.batch_axes or not isinstance(at.numbers, Rationals):
        return Bounds(rho.lower * 0, rho.upper)
    _, columns = pivots(integer_rows(at.jacobian))
    slopes = at.jacobian[:, columns]
    bends = at.curvature[:, columns][:, :, columns]
    residual = at.labels - at.outputs
    first = at.numbers.matmul(slopes.T, slopes)
    second = sum((normal * bend for normal, bend in zip(residual, bends, strict=True)), at.numbers.zeros(first.shape))
    found: Bounds = len(columns) - at.rank(np.asarray(first - second))
    return found


focal_multiplicity = Quantity("(multiplicity of y as a focal point)", _multiplicity)
"""The multiplicity of the label as a centre of curvature of the local image at ``F(theta)``; 0 where it is none.

Asked where ``y - F(theta)`` is normal to the image and the rank of ``J`` is constant near ``theta``; exact numbers only.
"""

rank_is_constant = where(rank(jacobian).equals(generic_rank))
"""``J`` has the largest rank that it has anywhere, and so the same rank near ``theta``."""
