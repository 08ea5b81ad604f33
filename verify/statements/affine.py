"""Is a map affine in its parameters, everywhere and not only to second order at the point?"""

from __future__ import annotations

from typing import Any

from verify.maps.taylor import TaylorMap
from verify.statements.conclusions import all_zero
from verify.statements.fibres import centred_equations
from verify.truth import UNKNOWN, Truth


def is_affine(at: Any) -> Truth:
    """Is ``F`` affine in ``theta``? No where a second derivative does not vanish; yes for polynomials of degree 1; else unknown.

    Examples
    --------
    >>> from verify.maps.formulas import polynomial_map
    >>> from verify.statements.instances import point
    >>> [is_affine(point(polynomial_map(formula), at=[0], labels=[0])).name for formula in ("2*t + 1", "t**2", "t**3")]
    ['yes', 'no', 'no']
    """
    model = getattr(at, "model", None)
    if isinstance(model, TaylorMap):
        return all_zero(at, model.quadratic) & all_zero(at, model.cubic)
    centred = centred_equations(at)
    if centred is None:
        return all_zero(at, at.curvature) & UNKNOWN
    equations, variables = centred
    return Truth.of(all(each == 0 or each.as_poly(*variables).total_degree() <= 1 for each in equations))
