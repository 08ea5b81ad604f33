"""Functions of two parameters near a zero at which they need not be smooth, and what their zero set is like there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import Any

import sympy

from verify.errors import InvalidInput
from verify.maps.expressions import parse
from verify.numbers.rationals import Rationals
from verify.statements.conclusions import Proposition
from verify.statements.conditions import Condition
from verify.statements.instances import Subject
from verify.statements.line_germs import Polynomial, at_values, polynomial_in
from verify.truth import NO, UNKNOWN, YES, Truth

_PLANE, _X, _Y = sympy.ring("x,y", sympy.QQ)
_LINE, _T = sympy.ring("t", sympy.QQ)
Path = tuple[Polynomial, Polynomial]
"""``(x(t), y(t))`` over Q[t], from the origin."""
_STRAIGHT: tuple[Path, ...] = ((_T, 0 * _T), (-_T, 0 * _T), (_T, _T), (-_T, -_T), (_T, -_T), (-_T, _T), (0 * _T, _T), (0 * _T, -_T))


@dataclass(frozen=True)
class _Side:
    """A quotient of polynomials in x and y, in lowest terms."""

    above: Polynomial
    below: Polynomial

    @property
    def smooth(self) -> bool:
        """Is it smooth near the origin, because the denominator is not 0 there?"""
        return bool(self.below.coeff(1) != 0)

    @property
    def gradient(self) -> tuple[_Side, _Side]:
        """By the quotient rule, not in lowest terms."""
        one, other = (self.above.diff(each) * self.below - self.above * self.below.diff(each) for each in (_X, _Y))
        return _Side(one, self.below**2), _Side(other, self.below**2)

    def along(self, path: Path) -> Any:
        """The limit at the start of a path; None where it is infinite."""
        return _limit(*(at_values(part.terms(), path, _LINE.zero) for part in (self.above, self.below)))

    @property
    def partial_derivatives(self) -> tuple[Any, ...]:
        """At the origin, where the quotient is taken to be 0; None for one that is infinite."""
        return tuple(_Side(self.above, self.below * each).along(path) for each, path in ((_X, _STRAIGHT[0]), (_Y, _STRAIGHT[6])))

    @property
    def lowest(self) -> tuple[int, int]:
        """The least powers ``x^a`` and ``y^b`` in the denominator, where that vanishes at the origin."""
        found = _lowest(self.below)
        assert found is not None, "no other denominator is read"
        return found


@dataclass(frozen=True)
class _Germ:
    """``F(x, y)`` by one formula where ``x >= 0`` and one where ``x <= 0``, with arcs in its zero set; ``F(0, 0) = 0``."""

    right: _Side
    left: _Side
    slopes: tuple[Any, Any]
    arcs: tuple[Path, ...]

    @property
    def one_formula(self) -> bool:
        return self.right == self.left

    def side(self, path: Path) -> _Side:
        return self.right if path[0].LC >= 0 else self.left


def plane_germ(right: str, left: str, *, slopes: tuple[int | str, int | str], arcs: tuple[tuple[str, str], ...]) -> Subject:
    """A function of (x, y), 0 at the origin, with the derivative it is said to have there and with arcs of its zero set.

    Parameters
    ----------
    right, left : str
        Formulas where ``x >= 0`` and where ``x <= 0``, which agree where ``x = 0``; quotients of polynomials whose denominator vanishes at
        the origin at most.
    slopes : pair of rational numbers
        The derivative at the origin: proved by `differentiable`, or taken by convention at a kink. Where both formulas have the same
        partial derivatives there, it is these.
    arcs : tuple of pairs
        Each ``("t", h(t))`` or ``("-t", h(t))`` with ``h(0) = 0``, for small ``t >= 0``: an arc that leaves the origin.

    Raises
    ------
    InvalidInput
        If a formula is no quotient of polynomials or not 0 at the origin, or a denominator is not seen to vanish there at most; if the two
        do not agree where ``x = 0``; if a slope is no rational number, or not the partial derivative that
        both formulas have; if an arc is not of this form or not in the zero set.

    Examples
    --------
    >>> kink = plane_germ("y - x", "y", slopes=(-1, 1), arcs=(("t", "t"), ("-t", "0")))
    >>> kink.name, differentiable.judge(kink), zero_set_is_a_curve(kink)
    ('y - x where x >= 0, y where x <= 0', Truth(no), Truth(no))
    """
    one = _read(right)
    other = one if left == right else _read(left)
    if not _agree_across(one, other):
        raise InvalidInput(f"{right} and {left} differ where x = 0")
    found = tuple(_arc(arc) for arc in arcs)
    germ = _Germ(one, other, (_rational(slopes[0]), _rational(slopes[1])), found)
    partial = one.partial_derivatives
    if None not in partial and other.partial_derivatives == partial != germ.slopes:
        raise InvalidInput(f"F has the partial derivatives {', '.join(map(str, partial))} at the origin, so the slopes are not {slopes}")
    for arc, path in zip(arcs, found, strict=True):
        if at_values(germ.side(path).above.terms(), path, _LINE.zero) != 0:
            raise InvalidInput(f"F does not vanish on the arc {arc}")
    return Subject(right if right == left else f"{right} where x >= 0, {left} where x <= 0", germ, Rationals())


def _read(text: str) -> _Side:
    formula = parse(text, ("x", "y"))
    try:
        side = _Side(*(_PLANE.from_expr(part) for part in sympy.fraction(sympy.cancel(formula))))
    except ValueError as fault:
        raise InvalidInput(f"{text} is no quotient of polynomials in x and y with rational coefficients") from fault
    if side.smooth and side.above.coeff(1) != 0:
        raise InvalidInput(f"{text} is not 0 at the origin: subtract its value there")
    if _lowest(-side.below):
        return _Side(-side.above, -side.below)
    if not (side.smooth or _lowest(side.below)):
        raise InvalidInput(
            f"the denominator of {text} is not seen to vanish at the origin at most; take a sum of even powers of x and of y"
        )
    return side


def _arc(arc: tuple[str, str]) -> Path:
    path = tuple(polynomial_in(part, ("t",)) for part in arc)
    if len(path) != 2 or path[0] not in (_T, -_T) or path[1].coeff(1) != 0:
        raise InvalidInput(f"the arc {arc} does not leave the origin as (t, h(t)) or (-t, h(t))")
    return path


def _rational(slope: int | str) -> Any:
    try:
        return sympy.QQ.convert(sympy.Rational(slope))
    except (TypeError, ZeroDivisionError) as fault:
        raise InvalidInput(f"the slope {slope!r} is no rational number: give an integer, or a text such as '1/2'") from fault


def _limit(above: Polynomial, below: Polynomial) -> Any:
    """That of a quotient of polynomials in ``t``, as ``t`` tends to 0; None where it is infinite."""
    if above == 0:
        return sympy.QQ.zero
    (power, factor), (other, divisor) = ((terms[-1][0][0], terms[-1][1]) for terms in (above.terms(), below.terms()))
    if power < other:
        return None
    return factor / divisor if power == other else sympy.QQ.zero


def _agree_across(one: _Side, other: _Side) -> bool:
    """Do two quotients agree where ``x = 0``?"""
    return not any(powers[0] == 0 for powers in (one.above * other.below - other.above * one.below).monoms())


def _lowest(polynomial: Polynomial) -> tuple[int, int] | None:
    """The least powers ``x^a`` and ``y^b`` in a polynomial that is seen to be positive near the origin, and 0 there; None if it is not.

    Seen, because ``a`` and ``b`` are even and both have positive factors, and any other term either is a positive multiple of a square or
    has an order (see `_order`) of more than 1.
    """
    terms = dict(polynomial.terms())
    pure = [min((sum(powers) for powers in terms if powers[1 - place] == 0), default=1) for place in (0, 1)]
    if any(power % 2 or power == 0 for power in pure) or terms[pure[0], 0] < 0 or terms[0, pure[1]] < 0:
        return None
    a, b = pure
    seen = (factor > 0 and not powers[0] % 2 | powers[1] % 2 for powers, factor in terms.items() if _order(powers, (a, b)) <= 1)
    return (a, b) if all(seen) else None


def _order(powers: tuple[int, int], lowest: tuple[int, int]) -> Fraction:
    """``i/a + j/b``, where ``|x^i y^j| <= (x^a + y^b)^(i/a + j/b)`` since each factor is at most that to the ``1/a`` or ``1/b``."""
    return Fraction(powers[0], lowest[0]) + Fraction(powers[1], lowest[1])


def _differentiable(at: Any) -> Truth:
    """Is ``F`` differentiable near the origin, with the derivative ``slopes`` there?

    Of formulas smooth there, one or a piece on each side: if each has that derivative, and theirs agree where ``x = 0``. Of one quotient
    ``p/q``, with ``r = p - (slopes . (x, y)) q``: no if ``r / (q t)`` does not tend to 0 along a line through the origin; yes if each
    monomial of ``r`` is one of degree 2 times one of order 1 or more, so that ``|r / q|`` is at most a multiple of ``x^2 + y^2``. Of pieces
    that are quotients nothing is said.
    """
    germ = at.value
    if germ.right.smooth and germ.left.smooth:
        there = all(
            slope.along(_STRAIGHT[0]) == said
            for side in (germ.right, germ.left)
            for slope, said in zip(side.gradient, germ.slopes, strict=True)
        )
        return Truth.of(there and _slopes_agree(germ))
    if not germ.one_formula:
        return UNKNOWN
    above, below = germ.right.above, germ.right.below
    rest = above - (germ.slopes[0] * _X + germ.slopes[1] * _Y) * below
    if any(_Side(rest, below * (_X if path[0] != 0 else _Y)).along(path) != 0 for path in _STRAIGHT):
        return NO
    return YES if all(_after_degree_two(powers, germ.right.lowest) >= 1 for powers in rest.monoms()) else UNKNOWN


def _after_degree_two(powers: tuple[int, int], lowest: tuple[int, int]) -> Fraction:
    """The largest order that is left of a monomial when one of degree 2 is taken out; below 0 if it has none."""
    i, j = powers
    left = [(i - k, j - 2 + k) for k in range(3) if i >= k and j >= 2 - k]
    return max((_order(each, lowest) for each in left), default=Fraction(-1))


def _slopes_agree(germ: _Germ) -> bool:
    """Have both formulas one derivative wherever ``x = 0``? It is enough to look across, since they agree along that line."""
    return _agree_across(germ.right.gradient[0], germ.left.gradient[0])


def _continuously(at: Any) -> Truth:
    """Is ``F`` of class C^1 near the origin?

    Of formulas smooth there: if their derivatives agree where ``x = 0``. Else no if along arcs and lines from the origin the derivative has
    two limits, or none. Of one quotient: yes if the numerators of its derivative less ``slopes`` have terms of order more than 2 only, so
    that over the square of the denominator they tend to 0.
    """
    germ = at.value
    if germ.right.smooth and germ.left.smooth:
        return Truth.of(_slopes_agree(germ))
    limits = {tuple(slope.along(path) for slope in side.gradient) for path, side in _paths(germ)}
    if len(limits) > 1 or None in next(iter(limits)):
        return NO
    if not germ.one_formula:
        return UNKNOWN
    rests = (slope.above - said * slope.below for slope, said in zip(germ.right.gradient, germ.slopes, strict=True))
    return YES if all(_order(powers, germ.right.lowest) > 2 for rest in rests for powers in rest.monoms()) else UNKNOWN


def _paths(germ: _Germ) -> Iterator[tuple[Path, _Side]]:
    """Arcs and lines from the origin, each with the formula that holds on it."""
    for path in (*germ.arcs, *_STRAIGHT):
        yield path, germ.side(path)


def zero_set_is_a_curve(at: Any) -> Truth:
    """Is the zero set near the origin an embedded C^1 curve?

    - No if three arcs of it leave the origin and do not meet again nearby: of a curve only two do. Two polynomials in ``t`` agree for
      arbitrarily small ``t > 0`` only if they are the same; and ``x = t``, ``x = -t`` keep arcs of different sides apart.
    - No if the velocities of two arcs are not on one line: they are tangent vectors.
    - Yes if on either side the formula is ``(y - h(x))^k u / q``, for the ``h`` of an arc, where ``u`` is 0 at the origin at most, and both
      ``h`` have one slope there: near the origin the zero set is the graph of a C^1 function.
    """
    germ = at.value
    if len(set(germ.arcs)) >= 3 or any(_turned(one, other) for one, other in combinations(germ.arcs, 2)):
        return NO
    right = next((path for path in germ.arcs if path[0] == _T), None)
    left = right if germ.one_formula else next((path for path in germ.arcs if path[0] == -_T), None)
    if right is None or left is None or not (_is_graph(germ.right, right) and _is_graph(germ.left, left)):
        return UNKNOWN
    return YES  # of one slope, since otherwise the two would be turned


def _is_graph(side: _Side, arc: Path) -> bool:
    """Are the zeros of the numerator those of ``y - h(x)`` near the origin?"""
    rest, graph = side.above, _Y - at_values(arc[1].terms(), [_X if arc[0] == _T else -_X], _PLANE.zero)
    while rest:
        (quotient,), left = rest.div([graph])
        if left != 0:
            break
        rest = quotient
    return bool(rest.coeff(1) != 0 or _lowest(rest) or _lowest(-rest))


def _turned(one: Path, other: Path) -> bool:
    first, second = ([part.diff(_T).coeff(1) for part in arc] for arc in (one, other))
    return bool(first[0] * second[1] != first[1] * second[0])


def _shown(at: Any) -> dict[str, Any]:
    slopes = tuple(str(sympy.QQ.to_sympy(slope)) for slope in at.value.slopes)
    return {"derivative": f"({', '.join(slopes)})", "arcs": str(tuple(tuple(part.as_expr() for part in arc) for arc in at.value.arcs))}


onto_at_origin = Condition("F'(0) is not zero", lambda at: Truth.of(any(slope != 0 for slope in at.value.slopes)))
differentiable = Condition("F is differentiable", _differentiable)
continuously_differentiable = Condition("F is continuously differentiable", _continuously)
curve_of_zeros = Proposition("the zero set of F near the origin is an embedded C^1 curve", zero_set_is_a_curve, _shown)
