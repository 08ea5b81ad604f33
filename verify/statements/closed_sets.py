r"""Closed sets of the line by the gaps that are taken out of [0, 1], and sums of bumps, which vanish on the set and nowhere else.

Outside [0, 1] every sum here is ``exp(-1/d)``, with d the distance to [0, 1], which is smooth and flat at both ends. With
``phi(s) = exp(-1/(s (1 - s)))`` on (0, 1) and 0 elsewhere, the bump of a gap (a, b) of length ``l`` that is taken out at stage n is
``l^e(n) phi((x - a)/l)``. Gaps are disjoint, so at each x at most one bump counts, and the p-th derivative of the sum is at most
``M_p l^(e(n) - p)`` on the gaps of stage n, with ``M_p = max |phi^(p)|``, and has this size somewhere on each.

*The sum is smooth exactly if the set has finitely many stages, or e(n) tends to infinity.* For ``l(n) <= 1/2`` and ``e(n) -> infinity`` the
bounds of every derivative tend to 0, so the sums over finitely many stages converge uniformly with all derivatives. If e stays bounded
while ``l(n)`` tends to 0, take an integer ``p >= e``: at a limit point of gaps all derivatives of a smooth function that is 0 at
their ends vanish (Rolle), but its p-th derivative has at least the size ``max |phi^(p)| > 0`` in every gap.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import factorial
from typing import Any

import sympy

from verify.errors import InvalidInput
from verify.numbers.rationals import Rationals
from verify.statements.conclusions import Proposition
from verify.statements.conditions import Condition
from verify.statements.instances import Subject
from verify.truth import NO, UNKNOWN, YES, Truth

STAGE = sympy.Symbol("n", integer=True, positive=True)
"""The stage at which a gap is taken out, counted from 1."""

Interval = tuple[Fraction, Fraction]
_STAGES = 6
"""Stages that are built and compared with what the set says of all of them."""
_ORDERS = range(4)
"""Orders of derivatives whose bounds are looked at in numbers, beside the limit that decides all of them."""


@dataclass(frozen=True)
class GappedSet:
    """What is left of [0, 1] when gaps are taken out, stage by stage; and the product of so many copies of it.

    Parameters
    ----------
    gaps : callable
        Stage to its open gaps, from left to right.
    count, length, longest : SymPy expressions in `STAGE`
        How many gaps a stage has; the length of each; that of the longest interval left after the stage.
    last : int, optional
        The last stage that has gaps; None if there is no last one.
    missing : tuple of Fraction
        Points taken out besides, which are limits of others.
    power : int
        The set is the product of so many copies, in that many dimensions.
    """

    gaps: Callable[[int], list[Interval]]
    count: Any
    length: Any
    longest: Any
    last: int | None = None
    missing: tuple[Fraction, ...] = ()
    power: int = 1

    def left_after(self, stage: int) -> list[Interval]:
        """The intervals left after the first stages, from left to right."""
        taken = sorted(gap for number in range(1, stage + 1) for gap in self.gaps(number))
        ends = [Fraction(0), *(end for gap in taken for end in gap), Fraction(1)]
        return list(zip(ends[::2], ends[1::2], strict=True))

    @property
    def stages(self) -> range:
        """Stages that are built: the first ones, or all there are."""
        return range(1, (_STAGES if self.last is None else self.last) + 1)


def gapped(name: str, found: GappedSet) -> Subject:
    """The set as a subject, after its first stages were built and agreed with what it says of all stages.

    Raises
    ------
    InvalidInput
        If they do not agree, or gaps overlap, reach out of [0, 1] or, where there is no last stage, are longer than 1/2 or do not shrink.
    """
    if found.last is None and sympy.limit(_laws(found)[1], STAGE, sympy.oo) != 0:
        raise InvalidInput(f"{name}: there is no room in [0, 1] for gaps at every stage unless their length tends to 0, not {found.length}")
    for stage in found.stages:
        gaps = found.gaps(stage)
        count, length, longest = (Fraction(str(sympy.Rational(part.subs(STAGE, stage)))) for part in _laws(found))
        left = found.left_after(stage)
        agree = len(gaps) == count and all(b - a == length for a, b in gaps) and max(b - a for a, b in left) == longest
        apart = all(a <= b for a, b in left) and all(a[1] < b[0] for a, b in pairwise(left))
        if not (agree and apart and (found.last is not None or length <= Fraction(1, 2))):
            raise InvalidInput(f"{name}: stage {stage} is not what is said of it: {len(gaps)} gaps, {gaps[:2]} ...")
    return Subject(name, found, Rationals())


def _laws(found: GappedSet) -> tuple[Any, ...]:
    return tuple(sympy.sympify(part) for part in (found.count, found.length, found.longest))


def measure(found: GappedSet) -> Any:
    """What the gaps leave of the length 1, to the power of the dimension."""
    count, length, _ = _laws(found)
    taken = sympy.summation(count * length, (STAGE, 1, sympy.oo if found.last is None else found.last))
    return sympy.simplify(1 - taken) ** found.power


def bump_bound(order: int) -> int:
    r"""An upper bound of ``max |phi^(p)|`` for ``phi(s) = exp(-1/(s (1 - s)))``, exactly.

    ``phi^(p) = P_p q^(-2p) phi`` with ``q = s (1 - s)``, ``P_0 = 1`` and ``P_(p+1) = P_p' q^2 - 2 p P_p q q' + P_p q'``. With ``u = 1/q``
    that is ``P_p u^(2p) e^(-u)``, and ``u^(2p) e^(-u) <= (2p)!``; on [0, 1] ``|P_p|`` is at most the sum of its absolute coefficients.

    Examples
    --------
    >>> [bump_bound(p) for p in range(3)]
    [1, 6, 888]
    """
    s = sympy.Symbol("s")
    q = sympy.Poly(s * (1 - s), s)
    factor = sympy.Poly(1, s)
    for p in range(order):
        factor = factor.diff(s) * q**2 - 2 * p * factor * q * q.diff(s) + factor * q.diff(s)
    return int(sum(abs(c) for c in factor.all_coeffs())) * factorial(2 * order)


def settled_from(found: GappedSet, exponent: Any, order: int) -> int | None:
    """The first stage from which on, in ten stages, ``M_p l(n)^(e(n) - p) <= 2^(-n)`` exactly; None if there is none among the first 60."""
    bound, length, power = bump_bound(order), _laws(found)[1], sympy.sympify(exponent)

    def small(stage: int) -> bool:
        size = bound * length.subs(STAGE, stage) ** (power.subs(STAGE, stage) - order)
        return bool(size <= sympy.Rational(1, 2**stage))

    return next((start for start in range(1, 50) if all(small(stage) for stage in range(start, start + 10))), None)


def smooth_bumps(exponent: Any) -> Proposition:
    """The conclusion that the sum of bumps with these exponents is a smooth function whose zero set is the set; see the head of this file.

    For a product of copies it is the sum over the coordinates. If a limit point is missing, no continuous function has this zero set.
    Yes only if the bounds of the first derivatives are met by numbers too, as `settled_from` looks for.
    """
    power = sympy.sympify(exponent)

    def judge(at: Any) -> Truth:
        if at.value.missing or at.value.last is not None:
            return NO if at.value.missing else YES
        end = sympy.limit(power, STAGE, sympy.oo)
        if end != sympy.oo:
            return Truth.of(False, end.is_extended_real is True)
        return Truth.of(all(settled_from(at.value, power, order) is not None for order in _ORDERS), False)

    def show(at: Any) -> dict[str, Any]:
        if at.value.last is not None:
            return {"stages": str(at.value.last)}
        return {f"derivatives of order {p} at most 2^-n from stage": str(settled_from(at.value, power, p)) for p in _ORDERS}

    return Proposition(
        f"the bumps l(n)^({power}) phi((x - a)/l(n)) on its gaps add up to a smooth function with this zero set", judge, show
    )


def _zeros_of_analytic(at: Any) -> Truth:
    """Is it the zero set of an analytic function of one variable? Only finite sets and the line are (identity theorem)."""
    found = at.value
    if found.power > 1:
        return UNKNOWN
    ends = found.left_after(found.last) if found.last is not None else []
    return Truth.of(found.last is not None and not found.missing and all(a == b for a, b in ends))


def _null_or_fat(at: Any) -> Truth:
    """Has it measure 0, or an inner point? It has none if the longest interval left after a stage tends to 0."""
    found = at.value
    inner = bool(_laws(found)[2].subs(STAGE, found.last) > 0) if found.last is not None else None
    if inner is None and sympy.limit(_laws(found)[2], STAGE, sympy.oo) == 0:
        inner = False
    return UNKNOWN if inner is None else Truth.of(inner or measure(found) == 0)


def _shown(at: Any) -> dict[str, Any]:
    return {"measure": str(measure(at.value)), "gaps": "without end" if at.value.last is None else f"of {at.value.last} stages"}


closed = Condition("the set is closed", lambda at: Truth.of(not at.value.missing))
is_closed = Proposition(closed.text, closed.judge, _shown)
zeros_of_analytic = Proposition("the set is the zero set of an analytic function", _zeros_of_analytic, _shown)
null_or_fat = Proposition("the set has measure 0 or an inner point", _null_or_fat, _shown)
finitely_many_pieces = Proposition("the set has finitely many connected pieces", lambda at: Truth.of(at.value.last is not None), _shown)
