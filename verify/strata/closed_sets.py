"""Closed sets of the line and of the plane, from points to a Cantor set of positive measure, and a set that is not closed."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import sympy

from verify.statements.closed_sets import STAGE, GappedSet, Interval, gapped
from verify.strata.strata import NamedInstances


def _middles(stage: int) -> list[Interval]:
    """The middle parts of length 4^-n of the 2^(n-1) intervals left, which are equal: (1 + 2^(1-n)) 2^-n long."""
    gap = Fraction(1, 4**stage)
    left = [(Fraction(0), Fraction(1))]
    for number in range(1, stage):
        left = [part for interval in left for part in _without_middle(interval, Fraction(1, 4**number))]
    return [((a + b - gap) / 2, (a + b + gap) / 2) for a, b in left]


def _without_middle(interval: Interval, gap: Fraction) -> tuple[Interval, Interval]:
    a, b = interval
    return (a, (a + b - gap) / 2), ((a + b + gap) / 2, b)


_TWO = sympy.Integer(2)
_interval = GappedSet(lambda stage: [], sympy.Integer(0), sympy.Integer(0), sympy.Integer(1), last=0)
_two_points = GappedSet(lambda stage: [(Fraction(0), Fraction(1))], sympy.Integer(1), sympy.Integer(1), sympy.Integer(0), last=1)
_sequence = GappedSet(lambda stage: [(Fraction(1, 2**stage), Fraction(2, 2**stage))], sympy.Integer(1), _TWO**-STAGE, _TWO**-STAGE)
_reciprocals = GappedSet(
    lambda stage: [(Fraction(1, stage + 1), Fraction(1, stage))], sympy.Integer(1), 1 / (STAGE * (STAGE + 1)), 1 / (STAGE + 1)
)
_fat_cantor = GappedSet(_middles, _TWO ** (STAGE - 1), _TWO ** (-2 * STAGE), (1 + _TWO**-STAGE) / _TWO ** (STAGE + 1))

closed_sets = NamedInstances(
    "closed sets",
    (
        gapped("the interval [0, 1]", _interval),
        gapped("the points 0 and 1", _two_points),
        gapped("0 and all 2^-n", _sequence),
        gapped("0 and all 1/n", _reciprocals),
        gapped("the Smith-Volterra-Cantor set", _fat_cantor),
        gapped("the Smith-Volterra-Cantor dust in the plane", replace(_fat_cantor, power=2)),
    ),
    "what is left of an interval when gaps are taken out, and the square of such a set",
)
not_closed = NamedInstances("sets that are not closed", (gapped("all 1/n without 0", replace(_reciprocals, missing=(Fraction(0),))),))
