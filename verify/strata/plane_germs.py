"""A stratum of functions of two parameters near a zero: polynomials, two of them side by side, and quotients that need not be smooth."""

from __future__ import annotations

import sympy

from verify.maps.expressions import parse
from verify.statements.instances import Subject
from verify.statements.plane_germs import plane_germ
from verify.strata.choosers import Chooser
from verify.strata.strata import Stratum

Curve = list[str]
"""``y = h_1 x + h_2 x^2 + ...`` by its coefficients."""
Pieces = tuple[tuple[str, str], tuple[list[Curve], list[Curve]]]
"""The formulas where ``x >= 0`` and where ``x <= 0``, and curves on which each of them vanishes."""


def _function(choose: Chooser) -> Subject:
    """The slopes are those along the axes: of the derivative, where there is one, and of either side at a kink."""
    pieces: Pieces = choose.among((_one_formula, _quotient, _two_formulas, _quotient))(choose)
    written, (right, left) = pieces
    formulas = [str(parse(formula, ("x", "y"))) for formula in written]  # without what is multiplied by 0
    along = choose.among(formulas)
    arcs = [*(("t", _height(curve, "t")) for curve in right), *(("-t", _height(curve, "(-t)")) for curve in left)]
    return plane_germ(formulas[0], formulas[1], slopes=(_slope(along, "x"), _slope(along, "y")), arcs=tuple(arcs))


def _numbers(choose: Chooser, count: int) -> list[str]:
    found: list[str] = choose.numbers.text(choose.integers((count,), -choose.scale, choose.scale))
    return found


def _height(curve: Curve, place: str) -> str:
    return " + ".join(f"({factor})*{place}**{power}" for power, factor in enumerate(curve, 1))


def _above(curve: Curve) -> str:
    return f"(y - ({_height(curve, 'x')}))"


def _slope(formula: str, axis: str) -> str:
    """The slope at the origin along an axis, on which the formula is a polynomial."""
    other, along = sympy.Symbol("y" if axis == "x" else "x"), sympy.Symbol(axis)
    return str(sympy.diff(sympy.cancel(parse(formula, ("x", "y")).subs(other, 0)), along).subs(along, 0))


def _one_formula(choose: Chooser) -> Pieces:
    """``(y - h(x)) (e + a x + b y)``, or with one more such curve."""
    curves = [_numbers(choose, 2) for _ in range(choose.among((1, 1, 2)))]
    constant, across, up = _numbers(choose, 3)
    formula = "*".join([*map(_above, curves), f"(({constant}) + ({across})*x + ({up})*y)"])
    return (formula, formula), (curves, curves)


def _two_formulas(choose: Chooser) -> Pieces:
    """``(y - h(x)) (e + a x)`` with one ``e``, and other ``h`` and ``a`` on the left; often of one slope, or of one derivative."""
    right, left = _numbers(choose, 2), _numbers(choose, 2)
    constant, across, other = _numbers(choose, 3)
    shared = choose.among(("derivative", "slope", "nothing"))
    left[0] = left[0] if shared == "nothing" else right[0]
    other = across if shared == "derivative" else other
    formulas = (f"{_above(right)}*(({constant}) + ({across})*x)", f"{_above(left)}*(({constant}) + ({other})*x)")
    return formulas, ([right], [left])


def _quotient(choose: Chooser) -> Pieces:
    """``(y - c x^n) p / q`` with ``q = a y^2 + b x^(2n)``: ``p`` two such curves, or positive, or ``q`` and terms that vanish faster."""
    power = choose.size(1, 3)
    a, b, c, d = choose.numbers.text(choose.integers((4,), 1, 2))
    below = f"(({a})*y**2 + ({b})*x**{2 * power})"
    scale = choose.among(("1", "-1", "2"))
    one, other, third = _numbers(choose, 3)
    curves = [[*["0"] * (power - 1), factor] for factor in _numbers(choose, 3)]
    kind = choose.among(("curves", "positive", "nearly the denominator"))
    if kind == "curves":
        above = "*".join([f"({scale})", *map(_above, curves[1:])])
    elif kind == "positive":
        above = f"({scale})*(({c})*y**2 + ({d})*x**{2 * power})"
    else:
        above = f"(({scale})*{below} + ({one})*x*y**2 + ({other})*x**{2 * power + 1} + ({third})*y**3)"
    zeros = curves if kind == "curves" else curves[:1]
    formula = f"{_above(curves[0])}*{above}/{below}"
    return (formula, formula), (zeros, zeros)


plane_functions = Stratum(
    "functions of two parameters",
    "polynomials, polynomials side by side and quotients, 0 at the origin, with the slopes there and curves on which they vanish",
    _function,
    screened=False,
    often=(("differentiable near the origin", 0.6), ("continuously differentiable near the origin", 0.5)),
)
