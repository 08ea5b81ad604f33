"""The dimension of the real zero set of polynomials near the origin, by rewriting rules that keep that set."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any

import sympy
from sympy.core.symbol import Symbol

from verify.ranks.bounds import Bounds
from verify.statements.tangent_cones import tangent_cone_dimension

Equations = tuple[tuple[Any, ...], tuple[Symbol, ...]]
"""Polynomials that vanish at the origin, with the variables they are polynomials in."""


def zero_set_dimension(equations: Sequence[Any], variables: Sequence[Symbol]) -> Bounds:
    """Topological dimension, near the origin, of the set of real zeros of polynomials with rational coefficients that vanish there.

    The polynomials are rewritten by rules that keep the zero set near the origin, up to a homeomorphism, until none applies:

    - a product: factors that do not vanish at the origin and exponents are dropped; the zero set is the union of those of the other
      factors, and its dimension the largest of theirs;
    - a sum of squares, each monomial of which is a square and has a coefficient of the same sign, or a semidefinite quadratic form:
      its terms vanish one by one;
    - a variable in which the derivative of one polynomial is not zero at the origin: if no other polynomial contains it, the zero set is a
      graph over that of the others (implicit function theorem); where it is a polynomial in the other variables it is put in for them;
    - where none of these applies, a Groebner basis of the same ideal may take the place of the polynomials, once.

    What is left has the dimension of the space if there is no equation, and at most that of its complex zeros. One equation that takes
    both signs arbitrarily near the origin leaves a hypersurface, since its zeros cut a ball in two.

    Examples
    --------
    >>> x, y, z = sympy.symbols("x y z", real=True)
    >>> [str(zero_set_dimension([p], [x, y, z])) for p in (x * y, x**2 + y**4, x**2 - y**3, x * (y**2 + z**2))]
    ['2', '1', '2', '2']
    """
    found = [_of_branch(branch) for branch in _branches((tuple(map(sympy.expand, equations)), tuple(variables)))]
    return Bounds(max(int(one.lower) for one in found), max(int(one.upper) for one in found), "zero set of polynomials, rewritten")


def _branches(system: Equations, reduced: bool = False) -> Iterator[Equations]:
    """The systems, to none of which a rule applies, the zero sets of which have as their union that of the system."""
    equations, variables = system
    kept = tuple(dict.fromkeys(equation for equation in equations if equation != 0))
    simpler = _simpler(kept, variables)
    if simpler is None and len(kept) > 1 and not reduced:
        basis = sympy.groebner(kept, *variables, order="lex", domain="QQ")
        simpler, reduced = [(tuple(basis.exprs), variables)], True
    if simpler is None:
        yield kept, variables
    else:
        for branch in simpler:
            yield from _branches(branch, reduced)


def _simpler(equations: tuple[Any, ...], variables: tuple[Symbol, ...]) -> list[Equations] | None:
    """The systems that the first rule which applies makes of one; None if none does."""
    for place, equation in enumerate(equations):
        others = equations[:place] + equations[place + 1 :]
        factors = _factors(equation, variables)
        if factors != [equation]:
            return [((*others, factor), variables) for factor in factors]
        terms = _squares(equation, variables)
        if terms is not None:
            return [((*others, *terms), variables)]
        rest = _over_graph(equation, others, variables)
        if rest is not None:
            return [rest]
    return None


def _factors(equation: Any, variables: tuple[Symbol, ...]) -> list[Any]:
    """The distinct irreducible factors that vanish at the origin; the equation itself if it is irreducible."""
    factors = sympy.factor_list(equation, *variables)[1]
    if [power for _, power in factors] == [1]:
        return [equation]
    origin = dict.fromkeys(variables, 0)
    return [factor for factor, _ in factors if factor.subs(origin) == 0]


def _squares(equation: Any, variables: tuple[Symbol, ...]) -> list[Any] | None:
    """Polynomials the squares of which, with positive factors, add up to the equation or its opposite; None where none are seen."""
    terms = sympy.Poly(equation, *variables).terms()
    signs = {bool(coefficient > 0) for _, coefficient in terms}
    if len(signs) == 1 and all(power % 2 == 0 for powers, _ in terms for power in powers):
        return [sympy.prod(variable ** (power // 2) for variable, power in zip(variables, powers, strict=True)) for powers, _ in terms]
    if any(sum(powers) != 2 for powers, _ in terms):
        return None
    form = sympy.hessian(equation, variables)
    if form.is_positive_semidefinite or (-form).is_positive_semidefinite:
        return [sum(entry * variable for entry, variable in zip(row, variables, strict=True)) for row in form.rref()[0].tolist()]
    return None


def _over_graph(equation: Any, others: tuple[Any, ...], variables: tuple[Symbol, ...]) -> Equations | None:
    """The other equations in the other variables, where the equation determines one variable near the origin."""
    origin = dict.fromkeys(variables, 0)
    for variable in variables:
        slope = sympy.diff(equation, variable)
        remaining = tuple(each for each in variables if each != variable)
        if slope.is_number and slope != 0:
            value = variable - equation / slope
            return tuple(sympy.expand(other.subs(variable, value)) for other in others), remaining
        if slope.subs(origin) != 0 and not any(other.has(variable) for other in others):
            return others, remaining
    return None


def _of_branch(system: Equations) -> Bounds:
    equations, variables = system
    size = len(variables)
    if not equations:
        return Bounds.exactly(size)
    if len(equations) == 1 and _changes_sign(equations[0], variables):
        return Bounds.exactly(size - 1)
    free = sum(not any(equation.has(variable) for equation in equations) for variable in variables)
    return Bounds(free, tangent_cone_dimension(equations, variables))


def _changes_sign(equation: Any, variables: tuple[Symbol, ...]) -> bool:
    """Is the equation positive and negative arbitrarily near the origin? By its lowest terms along lines through it."""
    step = sympy.Dummy("t")
    signs = set()
    for direction in product((-1, 0, 1), repeat=len(variables)):
        along = sympy.Poly(equation.subs([(each, step * slope) for each, slope in zip(variables, direction, strict=True)]), step)
        if not along.is_zero:
            (power,), coefficient = along.terms()[-1]
            signs |= {bool(coefficient > 0), bool(coefficient * (-1) ** power > 0)}
    return len(signs) == 2
