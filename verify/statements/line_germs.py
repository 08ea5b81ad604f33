"""Functions of one parameter that are smooth beside 0 and need not be at 0, where they fit: with a corner, or an oscillation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

import sympy

from verify.errors import InvalidInput
from verify.maps.expressions import parse
from verify.numbers.rationals import Rationals
from verify.statements.conditions import Condition
from verify.statements.instances import Subject
from verify.truth import Truth

_RING, _T, _S, _C = sympy.ring("t,s,c", sympy.QQ)
_CIRCLE = _S**2 + _C**2 - 1
Polynomial = Any
"""An element of Q[t, s, c]."""


@dataclass(frozen=True)
class Quotient:
    """``numerator / t^power``, with ``s = sin(1/t)`` and ``c = cos(1/t)``, where ``t`` is not 0.

    Examples
    --------
    >>> oscillating = Quotient(_T**2 * _S).derivative
    >>> oscillating, oscillating.limit_points
    (Quotient(numerator=2*t**3*s - t**2*c, power=2), -c)
    """

    numerator: Polynomial
    power: int = 0

    @property
    def derivative(self) -> Quotient:
        """By the chain rule: that of ``s`` is ``-c / t^2``, that of ``c`` is ``s / t^2``, and that of ``t^-p`` is ``-p t / t^(p + 2)``."""
        turning = self.numerator.diff(_C) * _S - self.numerator.diff(_S) * _C
        return Quotient(self.numerator.diff(_T) * _T**2 + turning - self.power * _T * self.numerator, self.power + 2)

    def over(self, power: int) -> Quotient:
        """Divided by this power of ``t``."""
        return Quotient(self.numerator, self.power + power)

    @property
    def limit_points(self) -> Polynomial | None:
        """Those at ``t = 0``, from either side, as a polynomial on the circle of all ``(s, c)``; None if it is unbounded near 0.

        The quotient is a sum of powers ``t^k P_k(s, c)``. As ``t`` tends to 0, ``1/t`` comes by every angle again and again. So it is
        unbounded if ``P_k`` is not 0 on the circle for some ``k < 0``, the least of which prevails; else it comes near to what ``P_0`` is.
        """
        reduced = self.numerator.rem(_CIRCLE)  # s^2 is replaced by 1 - c^2: what is left is 0 exactly if it is 0 on the circle
        if any(powers[0] < self.power for powers in reduced.monoms()):
            return None
        return _RING.from_dict({(0, *powers[1:]): factor for powers, factor in reduced.terms() if powers[0] == self.power})

    @property
    def shown(self) -> str:
        """The limit points in words."""
        return "unbounded" if self.limit_points is None else str(self.limit_points.as_expr())


def limit(sides: Iterable[Quotient]) -> Any:
    """The one limit at ``t = 0`` of quotients on either side, a rational number; None if there is none.

    Examples
    --------
    >>> t, s, one = Quotient(_T), Quotient(_S), Quotient(_RING.one)
    >>> limit([t, one.over(-1)]), limit([s, s]), limit([t, one])
    (0, None, None)
    """
    found = {side.limit_points for side in sides}
    value = found.pop()
    return None if found or value is None or not value.is_ground else value.as_expr()


@dataclass(frozen=True)
class LineGerm:
    """``F(t)`` by one formula for each behaviour where ``t > 0``, one where ``t < 0``, and ``F(0) = 0 = y``.

    Parameters
    ----------
    right, left : tuples of polynomials
        In ``t``, ``s = sin(1/t)`` and ``c = cos(1/t)``; each a multiple of ``t``.
    loss : polynomial
        In the outputs, without constant and linear terms.
    """

    right: tuple[Polynomial, ...]
    left: tuple[Polynomial, ...]
    loss: Polynomial

    @property
    def gradient(self) -> list[Any]:
        """``F'(0)``, the limits of ``F_a(t) / t``; None for a behaviour that has no derivative at 0."""
        return [limit(Quotient(side, 1) for side in sides) for sides in zip(self.right, self.left, strict=True)]

    @property
    def limits_of_slopes(self) -> list[Any]:
        """The limits of ``F_a'(t)``; None for a behaviour the derivative of which has no limit at 0."""
        return [limit(Quotient(side).derivative for side in sides) for sides in zip(self.right, self.left, strict=True)]

    @property
    def quotients(self) -> list[Quotient]:
        """``L'(t) / t`` on either side."""
        return [Quotient(at_values(self.loss.terms(), side, _RING.zero)).derivative.over(1) for side in (self.right, self.left)]

    @property
    def second_derivative(self) -> Any:
        """``L''(0)``, the limit of ``L'(t) / t``, as ``L`` is at most a multiple of ``t^2`` and ``L'(0) = 0``; None where there is none."""
        return limit(self.quotients)

    def curvature_along(self, direction: Sequence[Any]) -> Any:
        """``v^T H v`` for a direction of the outputs, twice the quadratic part of the loss; None where an entry is None."""
        if None in direction:
            return None
        quadratic = [(powers, sympy.QQ.to_sympy(factor)) for powers, factor in self.loss.terms() if sum(powers) == 2]
        return 2 * at_values(quadratic, direction, sympy.S.Zero)


def at_values(terms: Iterable[tuple[tuple[int, ...], Any]], values: Sequence[Any], zero: Any) -> Any:
    """The polynomial with these terms, at these values."""
    total = zero
    for powers, factor in terms:
        total += prod((value**power for value, power in zip(values, powers, strict=True) if power), start=factor)
    return total


def line_germ(right: str | Sequence[str], left: str | Sequence[str] | None = None, *, loss: str | None = None) -> Subject:
    """A function of one parameter, 0 at 0, by its formulas in ``t``, ``s`` for sin(1/t) and ``c`` for cos(1/t); the labels are 0.

    Parameters
    ----------
    right, left : str or sequence of str
        A formula for each behaviour where ``t > 0`` and where ``t < 0``; the same on both sides where ``left`` is not given.
    loss : str, optional
        A polynomial in the outputs ``o1``, ``o2``, ... without constant and linear terms; the sum of their squares unless given.

    Raises
    ------
    InvalidInput
        If a formula is no polynomial, or no multiple of ``t``; or the loss is not 0 and stationary at 0.

    Examples
    --------
    >>> oscillating = line_germ("t + t**2*s").value
    >>> oscillating.gradient, oscillating.second_derivative
    ([1], None)
    """
    sides = [tuple(map(_behaviour, (side,) if isinstance(side, str) else side)) for side in (right, right if left is None else left)]
    if len(sides[0]) != len(sides[1]):
        raise InvalidInput(f"F has {len(sides[0])} behaviours for t > 0 and {len(sides[1])} for t < 0; give as many formulas on both sides")
    outputs = [f"o{place}" for place in range(1, len(sides[0]) + 1)]
    formula = polynomial_in(loss or " + ".join(f"{output}**2" for output in outputs), outputs)
    if any(sum(powers) < 2 for powers in formula.monoms()):
        raise InvalidInput(f"the loss {formula} is not 0 and stationary at 0; leave out its constant and linear terms")
    return Subject(_named(sides, formula), LineGerm(sides[0], sides[1], formula), Rationals())


def polynomial_in(text: str, names: Sequence[str]) -> Polynomial:
    """The polynomial that a formula in these names is, over the rationals; `InvalidInput` if it is none."""
    try:
        return sympy.ring(names, sympy.QQ)[0].from_expr(parse(text, names))
    except ValueError as fault:
        raise InvalidInput(f"{text} is no polynomial in {', '.join(names)}") from fault


def _behaviour(text: str) -> Polynomial:
    formula = polynomial_in(text, ("t", "s", "c"))
    if any(powers[0] == 0 for powers in formula.monoms()):
        raise InvalidInput(f"{text} is no multiple of t, so it need not tend to 0; multiply each term by a power of t")
    return formula


def _named(sides: Sequence[tuple[Polynomial, ...]], loss: Polynomial) -> str:
    turned = {sympy.Symbol("s"): sympy.sin(1 / sympy.Symbol("t")), sympy.Symbol("c"): sympy.cos(1 / sympy.Symbol("t"))}
    right, left = (", ".join(str(formula.as_expr().subs(turned)) for formula in side) for side in sides)
    return f"F = {right if right == left else f'{right} for t > 0, {left} for t < 0'}; l = {loss.as_expr()}"


differentiable_at_zero = Condition("F is differentiable", lambda at: Truth.of(None not in at.value.gradient))
derivative_continuous_at_zero = Condition("F' is continuous at theta", lambda at: Truth.of(None not in at.value.limits_of_slopes))
"""``F`` is smooth beside 0: it is of class C^1 exactly if ``F'(t)`` has a limit, which is then the derivative at 0."""
