"""A stratum of losses of degree one, differentiable at the origin or not, each met along a line."""

from __future__ import annotations

from verify.maps.expressions import combination
from verify.statements.cones import cone
from verify.statements.instances import Subject
from verify.strata.choosers import Chooser
from verify.strata.strata import Stratum

_CUBICS = ("x**3", "x**2*y", "x*y**2", "y**3")


def _cone(choose: Chooser) -> Subject:
    """A cubic form over ``x^2 + y^2``: linear exactly if that divides the form."""
    factors = choose.numbers.text(choose.integers((len(_CUBICS),), -choose.scale, choose.scale))
    direction = choose.numbers.text(choose.integers((2,), -1, 1))
    return cone(("x", "y"), f"({combination(factors, _CUBICS)})/(x**2 + y**2)", direction)


losses_of_degree_one = Stratum(
    "losses of degree one",
    "cubic forms in two outputs over the sum of their squares, along a line through the origin with small integer direction",
    _cone,
    screened=False,
    often=(("differentiable", 0.02),),
)
