"""Functions of two parameters near a zero at which they need not be smooth, and what their zero set is like there."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import Any

import sympy

from verify.errors import InvalidInput
from verify.maps.expressions import parse
from verify.numbers.rationals import Rationals
from verify.statements.conclusions import Proposition
from verify.statements.conditions import Condition
from verify.statements.instances import Subject
from verify.truth import NO, UNKNOWN, YES, Truth

_X, _Y, _T = sympy.symbols("x y t")


@dataclass(frozen=True)
class _Germ:
    """``F(x, y)`` by one formula where ``x >= 0`` and one where ``x <= 0``, with arcs in its zero set; ``F(0, 0) = 0``."""

    right: sympy.Expr
    left: sympy.Expr
    slopes: tuple[sympy.Rational, sympy.Rational]
    arcs: tuple[tuple[sympy.Expr, sympy.Expr], ...]

    def side(self, arc: tuple[sympy.Expr, sympy.Expr]) -> sympy.Expr:
        return self.right if arc[0] == _T else self.left


def plane_germ(right: str, left: str, *, slopes: tuple[int, int], arcs: tuple[tuple[str, str], ...]) -> Subject:
    """A function of (x, y), 0 at the origin, with the derivative it is said to have there and with arcs of its zero set.

    Parameters
    ----------
    right, left : str
        Formulas where ``x >= 0`` and where ``x <= 0``, which agree where ``x = 0``; quotients of polynomials whose denominator vanishes at
        the origin at most.
    slopes : pair of int
        The derivative at the origin: proved by `differentiable`, or taken by convention at a kink.
    arcs : tuple of pairs
        Each ``("t", h(t))`` or ``("-t", h(t))`` with ``h(0) = 0``, for small ``t >= 0``: an arc that leaves the origin.

    Raises
    ------
    InvalidInput
        If the two formulas do not agree where ``x = 0``, or an arc is not of this form or not in the zero set.
    """
    one, other = (sympy.together(parse(text, ("x", "y"))) for text in (right, left))
    read = tuple((parse(x, ("t",)), parse(y, ("t",))) for x, y in arcs)
    germ = _Germ(one, other, (sympy.Rational(slopes[0]), sympy.Rational(slopes[1])), read)
    if sympy.simplify((one - other).subs(_X, 0)) != 0:
        raise InvalidInput(f"{right} and {left} differ where x = 0")
    for arc in read:
        if arc[0] not in (_T, -_T) or not arc[1].is_polynomial(_T) or arc[1].subs(_T, 0) != 0:
            raise InvalidInput(f"the arc {arc} does not leave the origin as (t, h(t)) or (-t, h(t))")
        if sympy.simplify(germ.side(arc).subs({_X: arc[0], _Y: arc[1]}, simultaneous=True)) != 0:
            raise InvalidInput(f"F does not vanish on the arc {arc}")
    return Subject(right if right == left else f"{right} where x >= 0, {left} where x <= 0", germ, Rationals())


def _is_polynomial(germ: _Germ) -> bool:
    return bool(germ.right == germ.left and germ.right.is_polynomial(_X, _Y))


def _gradient(formula: sympy.Expr) -> tuple[sympy.Expr, sympy.Expr]:
    return sympy.diff(formula, _X), sympy.diff(formula, _Y)


def _differentiable(at: Any) -> Truth:
    """Has ``F`` the derivative ``slopes`` at the origin?

    Of polynomials, one or a piece on each side, that is read off: each piece has it, or one has another. Of a quotient ``p/q``: yes if
    ``x^2 q + r`` and ``x^2 q - r`` are both squares up to positive factors, with ``r = p - (slopes . (x, y)) q``, since then
    ``|F - slopes . (x, y)| <= x^2``. Of pieces that are quotients nothing is said.
    """
    germ = at.value
    if all(side.is_polynomial(_X, _Y) for side in (germ.right, germ.left)):
        slopes = [tuple(slope.subs({_X: 0, _Y: 0}) for slope in _gradient(side)) for side in (germ.right, germ.left)]
        return Truth.of(all(side == germ.slopes for side in slopes))
    if germ.right != germ.left:
        return UNKNOWN
    above, below = sympy.fraction(germ.right)
    rest = above - (germ.slopes[0] * _X + germ.slopes[1] * _Y) * below
    bounded = all(_is_square(_X**2 * below + sign * rest) for sign in (1, -1)) and _is_positive_sum(below)
    return YES if bounded else UNKNOWN


def _is_square(expression: sympy.Expr) -> bool:
    factor, powers = sympy.Poly(sympy.expand(expression), _X, _Y).sqf_list()
    return bool(factor > 0) and all(power % 2 == 0 for _, power in powers)


def _is_positive_sum(expression: sympy.Expr) -> bool:
    """Is it a sum of even powers of x and of y, at least one of each, and so positive off the origin?"""
    terms = sympy.Poly(expression, _X, _Y).terms()
    pure = all(0 in powers and sum(powers) % 2 == 0 and sum(powers) and factor > 0 for powers, factor in terms)
    return pure and {powers[0] > 0 for powers, _ in terms} == {True, False}


def _continuously(at: Any) -> Truth:
    """Is ``F`` of class C^1 near the origin? A polynomial is; else no if along some arc the derivative has another limit."""
    germ = at.value
    if _is_polynomial(germ):
        return YES
    for arc in germ.arcs:
        along = [slope.subs({_X: arc[0], _Y: arc[1]}, simultaneous=True) for slope in _gradient(germ.side(arc))]
        if any(sympy.limit(sympy.cancel(slope), _T, 0, "+") != there for slope, there in zip(along, germ.slopes, strict=True)):
            return NO
    return UNKNOWN


def zero_set_is_a_curve(at: Any) -> Truth:
    """Is the zero set near the origin an embedded C^1 curve?

    - No if three arcs of it leave the origin and do not meet again nearby: of a curve only two do. Two polynomials in ``t`` agree for
      arbitrarily small ``t > 0`` only if they are the same; and ``x = t``, ``x = -t`` keep arcs of different sides apart.
    - No if the velocities of two arcs are not on one line: they are tangent vectors.
    - Yes if the formula is ``(y - h(x)) u(x, y)`` with ``u(0, 0) != 0``, for the ``h`` of an arc: near the origin the zero set is a graph.
    """
    germ = at.value
    if len(set(germ.arcs)) >= 3 or any(_turned(one, other) for one, other in combinations(germ.arcs, 2)):
        return NO
    if _is_polynomial(germ) and germ.arcs and germ.arcs[0][0] == _T:
        graph = _Y - germ.arcs[0][1].subs(_T, _X)
        cofactor, left = sympy.div(sympy.Poly(germ.right, _Y, _X), sympy.Poly(graph, _Y, _X))
        if left.is_zero and cofactor.eval({_X: 0, _Y: 0}) != 0:
            return YES
    return UNKNOWN


def _turned(one: tuple[sympy.Expr, sympy.Expr], other: tuple[sympy.Expr, sympy.Expr]) -> bool:
    first, second = ([sympy.diff(part, _T).subs(_T, 0) for part in arc] for arc in (one, other))
    return bool(first[0] * second[1] != first[1] * second[0])


def _shown(at: Any) -> dict[str, Any]:
    return {"derivative": str(at.value.slopes), "arcs": str(at.value.arcs)}


onto_at_origin = Condition("F'(0) is not zero", lambda at: Truth.of(any(slope != 0 for slope in at.value.slopes)))
differentiable = Condition("F is differentiable", _differentiable)
continuously_differentiable = Condition("F is continuously differentiable", _continuously)
curve_of_zeros = Proposition("the zero set of F near the origin is an embedded C^1 curve", zero_set_is_a_curve, _shown)
