"""Formulas of real algebra: SymPy booleans, written out for an SMT solver and evaluated exactly at rational points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sympy
from sympy.logic import boolalg

from verify.errors import InvalidInput, NotDefined
from verify.truth import Truth

Formula = Any
"""A SymPy boolean over real symbols: polynomials, ``Max``, ``Min``, ``Abs``, ``Piecewise``, comparisons, and logic."""

_OPERATORS: Mapping[Any, str] = {
    sympy.Add: "+",
    sympy.Mul: "*",
    sympy.Eq: "=",
    sympy.Ne: "distinct",
    sympy.Gt: ">",
    sympy.Ge: ">=",
    sympy.Lt: "<",
    sympy.Le: "<=",
    boolalg.And: "and",
    boolalg.Or: "or",
    boolalg.Not: "not",
    boolalg.Implies: "=>",
    boolalg.Equivalent: "=",
    boolalg.ITE: "ite",
}


def smtlib(formula: Formula) -> str:
    """The formula as an SMT-LIB 2 expression over the reals.

    Examples
    --------
    >>> x = sympy.Symbol("x", real=True)
    >>> smtlib((x**2 > x) & sympy.Ne(x, sympy.Rational(-1, 2)))
    '(and (distinct |x| (/ (- 1.0) 2.0)) (> (* |x| |x|) |x|))'
    """
    formula = sympy.sympify(formula)
    if isinstance(formula, boolalg.BooleanAtom):
        return str(bool(formula)).lower()
    if formula.is_Symbol:
        return f"|{formula.name}|"
    if formula.is_Rational:
        return _rational(formula)
    if formula.is_Pow and formula.exp.is_Integer and formula.exp > 0:
        return f"(* {' '.join([smtlib(formula.base)] * int(formula.exp))})" if formula.exp > 1 else smtlib(formula.base)
    if isinstance(formula, sympy.Max | sympy.Min | sympy.Abs | sympy.Piecewise):
        return _chosen(formula)
    if formula.func in _OPERATORS:
        return f"({_OPERATORS[formula.func]} {' '.join(smtlib(part) for part in formula.args)})"
    raise InvalidInput(f"'{formula}' is no formula of real algebra: multiply out denominators, and name roots by new symbols")


def _rational(value: Any) -> str:
    top = f"{abs(value.p)}.0"
    top = f"(- {top})" if value.p < 0 else top
    return top if value.q == 1 else f"(/ {top} {value.q}.0)"


def _chosen(value: Any) -> str:
    """Piecewise polynomials, by case distinction."""
    if isinstance(value, sympy.Abs):
        return _chosen(sympy.Max(value.args[0], -value.args[0], evaluate=False))
    if isinstance(value, sympy.Piecewise):
        *cases, (last, condition) = value.args
        if condition != sympy.true:
            raise InvalidInput(f"'{value}' has no value where none of its conditions holds: end it with a case (value, True)")
        text = smtlib(last)
        for case, when in reversed(cases):
            text = f"(ite {smtlib(when)} {smtlib(case)} {text})"
        return text
    order = ">=" if isinstance(value, sympy.Max) else "<="
    first, *others = (smtlib(part) for part in value.args)
    for other in others:
        first = f"(ite ({order} {first} {other}) {first} {other})"
    return first


def script(formulas: Sequence[Formula]) -> str:
    """A complete SMT-LIB 2 script: every symbol declared as a real, every formula asserted."""
    names = sorted({symbol.name for formula in formulas for symbol in sympy.sympify(formula).free_symbols})
    return "\n".join([*(f"(declare-const |{name}| Real)" for name in names), *(f"(assert {smtlib(formula)})" for formula in formulas)])


def holds(formula: Formula, values: Mapping[str, Any]) -> Truth:
    """Is the formula true at this rational point? Exact; `InvalidInput` if a symbol has no value.

    Examples
    --------
    >>> x = sympy.Symbol("x", real=True)
    >>> holds(x**2 > 2, {"x": "3/2"}).name
    'yes'
    """
    formula = sympy.sympify(formula)
    missing = sorted(symbol.name for symbol in formula.free_symbols if symbol.name not in values)
    if missing:
        raise InvalidInput(f"no value is given for {', '.join(missing)}")
    answer = formula.xreplace({symbol: sympy.Rational(str(values[symbol.name])) for symbol in formula.free_symbols})
    if not isinstance(answer, boolalg.BooleanAtom):
        raise NotDefined(f"'{formula}' does not come out true or false: {answer}")
    return Truth.of(bool(answer))
