"""The dimension of the complex zero set of polynomials at the origin, by the tangent cone of their ideal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sympy
from sympy.core.symbol import Symbol

from verify.statements.elimination import largest_free_set


def tangent_cone_dimension(equations: Sequence[Any], variables: Sequence[Symbol]) -> int:
    """Dimension at the origin of the complex zero set of polynomials with rational coefficients that vanish there.

    It is that of the tangent cone: the zero set of the lowest homogeneous parts of all elements of the ideal. With the generators made
    homogeneous by a new variable and monomials ordered by degree, then by the power of that variable, the leading monomials of a
    Groebner basis are, without the new variable, those of the tangent cone (Lazard's method for standard bases). The zero set
    of monomials is a union of coordinate subspaces: its dimension is the size of the largest set of variables that contains
    all the variables of no monomial.

    Examples
    --------
    >>> x, y, z = sympy.symbols("x y z")
    >>> tangent_cone_dimension([x**2 + y**2], [x, y]), tangent_cone_dimension([x * z - z, y * z], [x, y, z])
    (1, 2)
    """
    kept = [equation for equation in equations if equation != 0]
    if not kept:
        return len(variables)
    height = sympy.Dummy("h")
    homogeneous = [sympy.Poly(equation, *variables).homogenize(height).as_expr() for equation in kept]
    basis = sympy.groebner(homogeneous, height, *variables, order="grlex", domain="QQ")
    leading = [polynomial.monoms(order="grlex")[0][1:] for polynomial in basis.polys]
    return largest_free_set(len(variables), [{place for place, power in enumerate(powers) if power} for powers in leading])
