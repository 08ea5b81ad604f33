"""Can two parameters of one fibre be joined by a path within it? By a path that is checked, or a hyperplane that the fibre misses."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from typing import Any

import sympy

from verify.errors import NotDefined
from verify.maps.formulas import FormulaMap
from verify.maps.network import Network
from verify.numbers.elements import flat
from verify.numbers.polynomials import Polynomials
from verify.numbers.polynomials import at as value_at
from verify.numbers.rationals import Rationals
from verify.numbers.symbols import Symbols
from verify.numbers.system import Array
from verify.statements.conclusions import Proposition, all_zero
from verify.statements.conditions import Condition
from verify.truth import NO, UNKNOWN, YES, Truth


def joined_in_fibre(at: Any) -> Truth:
    """Is there a path from ``theta`` to ``facts["again"]`` on which ``F`` does not change?

    - Yes if a polynomial path is found along which the outputs are one polynomial vector of degree 0: straight, or straight by way of the
      parameters ``facts["via"]``, or straight in all parameters but one, to which the outputs are affine with a constant slope.
    - No if the outputs differ, or if some coordinate has a level between the two parameters at which one behaviour, a polynomial in the
      others, differs from its value at ``theta`` wherever it is asked: a path would have to pass there.

    Maps with kinks are left unknown: a polynomial path sees one piece of them.
    """
    if not isinstance(at.numbers, Rationals) or at.batch_axes or not _is_smooth_formula(at.model):
        return UNKNOWN
    again = at.numbers.array(at.facts["again"])
    if not bool(all_zero(at, at.outputs - at.model.outputs(at.numbers, again)).is_yes):
        return NO
    stations = [at.theta, *map(at.numbers.array, at.facts.get("via", ())), again]
    if all(_path_found(at, start, end) for start, end in pairwise(stations)):
        return YES
    return NO if _separated(at, again) else UNKNOWN


def _is_smooth_formula(model: Any) -> bool:
    return isinstance(model, FormulaMap) or (
        isinstance(model, Network) and not any(activation.kinked for activation in model.architecture.activations)
    )


def _path_found(at: Any, start: Array, end: Array) -> bool:
    try:
        return any(_within(at, path, start, end) for path in _paths(at, start, end))
    except NotDefined:  # outputs that are no polynomials along a path
        return False


def _paths(at: Any, start: Array, end: Array) -> Iterator[Array]:
    """Polynomial paths over Q[t] from ``start`` at 0 to ``end`` at 1: the straight one, then those bent in one parameter."""
    germs = Polynomials()
    straight = germs.array(start) + germs.array(end - start) * germs.variable
    yield straight
    if at.model.behaviours > 1:
        return
    for place in range(len(straight)):
        level = [straight.copy() for _ in range(2)]
        for value, path in enumerate(level):
            path[[place]] = germs.array([value])
        low, high = (at.model.outputs(germs, path) for path in level)
        slope = flat(high - low)[0]
        if slope.degree() == 0:
            bent = straight.copy()
            bent[[place]] = (germs.array(at.outputs) - low) * germs.array([1 / slope[0]])
            yield bent


def _within(at: Any, path: Array, start: Array, end: Array) -> bool:
    germs = Polynomials()
    along = at.model.outputs(germs, path) - germs.array(at.outputs)
    ends = (value_at(path, 0) - start, value_at(path, 1) - end)
    return bool(germs.zero(along).all().is_yes) and all(bool(all_zero(at, gap).is_yes) for gap in ends)


def _separated(at: Any, again: Array) -> bool:
    """Does the fibre miss a hyperplane on which a coordinate is constant, and which lies between the two parameters?"""
    symbols = Symbols()
    variables = [sympy.Symbol(f"theta{place}", real=True) for place in range(len(again))]
    differences = flat(at.model.outputs(symbols, symbols.array(variables)) - symbols.array(at.numbers.text(at.outputs)))
    for variable, one, other in zip(variables, flat(at.theta), flat(again), strict=True):
        low, high = sorted(Fraction(str(value)) for value in (one, other))
        for level in {Fraction(0), (low + high) / 2}:
            if low < level < high and any(_nowhere_zero(f.subs(variable, sympy.Rational(level))) for f in differences):
                return True
    return False


def _nowhere_zero(formula: sympy.Expr) -> bool:
    """Has the numerator, a polynomial, no real zero? A constant; one variable and no root; or even powers, coefficients of one sign."""
    above = sympy.expand(sympy.fraction(sympy.together(formula))[0])
    variables = sorted(above.free_symbols, key=str)
    if not variables:
        return above.is_zero is False
    if not above.is_polynomial(*variables):
        return False
    polynomial = sympy.Poly(above, *variables)
    if len(variables) == 1 and polynomial.count_roots() == 0:
        return True
    terms = polynomial.terms()
    even = all(power % 2 == 0 for powers, _ in terms for power in powers)
    one_sign = len({coefficient > 0 for _, coefficient in terms}) == 1
    return even and one_sign and polynomial.eval(dict.fromkeys(variables, 0)) != 0


def _shown(at: Any) -> dict[str, Any]:
    return {"theta": str(at.numbers.text(at.theta)), "theta'": str(at.numbers.text(at.numbers.array(at.facts["again"])))}


def _has_output_bias(at: Any) -> Truth:
    """Has some parameter a slope that is one nonzero number at all parameters? Of slopes that are no polynomials only yes is said."""
    if not _is_smooth_formula(at.model) or at.model.behaviours > 1:
        return UNKNOWN
    symbols = Symbols()
    variables = [sympy.Symbol(f"theta{place}", real=True) for place in range(at.model.parameters)]
    slopes = flat(at.model.jacobian(symbols, symbols.array(variables)))
    expanded = [sympy.expand(slope) for slope in slopes]
    constant = any(slope.is_number and slope.is_zero is False for slope in expanded)
    return Truth.of(constant, not constant and all(slope.is_polynomial(*variables) for slope in expanded))


joined = Proposition("a path within the fibre joins theta to theta'", joined_in_fibre, _shown)
output_bias = Condition("one parameter is added to the output and read nowhere else", _has_output_bias)
