"""Strata of functions of one parameter near a point at which they may have a corner or oscillate, under smooth losses."""

from __future__ import annotations

from functools import partial
from itertools import combinations_with_replacement

from verify.maps.expressions import combination
from verify.numbers.system import Array
from verify.statements.instances import Subject
from verify.statements.line_germs import line_germ
from verify.strata.choosers import Chooser
from verify.strata.strata import Stratum

_KINDS = ("one formula", "one slope", "opposite slopes", "any", "one formula", "one slope")
"""What the formulas for ``t < 0`` have to do with those for ``t > 0``."""


def _function(choose: Chooser, losses: tuple[str, ...]) -> Subject:
    """``a t + b t^2 + c t^3 + d t^k sin(1/t)``, or the cosine, for one or two behaviours; on the left other numbers, often of one slope."""
    behaviours = choose.size(1, 2)
    sides = choose.integers((2, behaviours, 4), -choose.scale, choose.scale)
    kind = choose.among(_KINDS)
    if kind in ("one slope", "opposite slopes"):
        sides[..., 1, :, 0] = sides[..., 0, :, 0] * choose.numbers.array(1 if kind == "one slope" else -1)
    right, left = (_formulas(choose, side) for side in sides)
    return line_germ(right, right if kind == "one formula" else left, loss=_loss(choose, behaviours, choose.among(losses)))


def _formulas(choose: Chooser, side: Array) -> list[str]:
    oscillation = f"t**{choose.among((3, 2, 4, 3, 1, 4))}*{choose.among(('s', 'c'))}"
    words = ("t", "t**2", "t**3", oscillation)
    return [combination(row, words) for row in choose.numbers.text(side)]


def _loss(choose: Chooser, behaviours: int, kind: str) -> str | None:
    """A quadratic form, definite or not, with the cubes of the outputs; or the sum of squares."""
    if kind == "squares":
        return None
    outputs = [f"o{place}" for place in range(1, behaviours + 1)]
    words = ["*".join(pair) for pair in combinations_with_replacement(outputs, 2)] + [f"{output}**3" for output in outputs]
    return combination(choose.numbers.text(choose.integers((len(words),), -choose.scale, choose.scale)), words)


line_functions = Stratum(
    "functions of one parameter",
    "cubics with an oscillation at 0, one on either side, for one or two behaviours; under a polynomial loss that is stationary there",
    partial(_function, losses=("any", "squares")),
    screened=False,
    often=(("differentiable at 0", 0.4), ("continuously differentiable", 0.3)),
)
line_functions_under_squares = Stratum(
    "functions of one parameter under squared error",
    "cubics with an oscillation at 0, one on either side, for one or two behaviours; fitted there, under the sum of squares",
    partial(_function, losses=("squares",)),
    screened=False,
    often=(("differentiable at 0", 0.4), ("continuously differentiable", 0.3)),
)
