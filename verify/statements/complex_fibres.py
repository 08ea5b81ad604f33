"""The dimension of the complex fibre through a rational parameter, near that parameter."""

from __future__ import annotations

from typing import Any

from verify.errors import NotDefined
from verify.ranks.bounds import Bounds
from verify.statements.fibres import centred_equations
from verify.statements.quantities import Quantity
from verify.statements.tangent_cones import tangent_cone_dimension


def local_complex_dimension(at: Any) -> Bounds:
    """Dimension at ``theta`` of ``{theta' in C^N : F(theta') = F(theta)}``, for a polynomial map with rational coefficients.

    Raises
    ------
    NotDefined
        Where the behaviours are not given by polynomial formulas.
    """
    centred = centred_equations(at)
    if centred is None:
        raise NotDefined("the complex fibre needs polynomial formulas at one rational point")
    return Bounds.exactly(tangent_cone_dimension(*centred), "tangent cone of the ideal")


complex_fibre_dimension = Quantity("complex dim of the fibre at theta", local_complex_dimension)
