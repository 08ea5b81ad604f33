"""Strata of maps that take one behaviour at two parameters, which nothing but that need have in common."""

from __future__ import annotations

from verify.maps.formulas import FormulaMap, polynomial_map
from verify.maps.losses import SquaredError
from verify.numbers.system import objects
from verify.statements.curves import CurveInstance
from verify.statements.instances import ModelInstance
from verify.strata.choosers import Chooser
from verify.strata.demands import labels_for
from verify.strata.strata import Stratum

_KINDS = ("one value", "critical points", "any")


def _cubic(choose: Chooser, first: str, second: str) -> str:
    """A cubic in t: with one value at both numbers, or with given zeros of its slope, or neither."""
    constant, slope, level, linear = choose.numbers.text(choose.integers((4,), -2, 2))
    kind = choose.among(_KINDS)
    if kind == "critical points":
        one, other = choose.numbers.text(choose.integers((2,), -1, 1))
        return f"({constant}) + ({slope})*(t**3/3 - (({one}) + ({other}))*t**2/2 + ({one})*({other})*t)"
    apart = linear if kind == "any" else "0"
    return f"({constant}) + ({apart})*t + (t - ({first}))*(t - ({second}))*(({slope})*t + ({level}))"


def _doubled(choose: Chooser, behaviours: int) -> tuple[FormulaMap, tuple[str, str]]:
    first, second = choose.numbers.text(choose.integers((2,), -2, 2))
    return polynomial_map(*(_cubic(choose, first, second) for _ in range(behaviours)), variables=("t",)), (first, second)


def _double_points(most: int) -> Stratum:
    """Cubic polynomials in one parameter, up to so many at once, at one number of two; the other is the fact ``again``."""

    def build(choose: Chooser) -> ModelInstance:
        model, (first, second) = _doubled(choose, choose.size(1, most))
        theta = choose.numbers.array([first])
        labels = labels_for(choose, model, theta)
        return ModelInstance(choose.numbers, model, theta, labels, SquaredError(), facts={"again": [second]})

    return Stratum(
        "double points" if most > 1 else "double points of a function",
        "cubic polynomials of one parameter, at two numbers at which they often take one value",
        build,
        screened=False,
        often=(("one behaviour at both", 0.5),),
        sizes=((1, most), (1, 1)),
    )


def _between(choose: Chooser) -> CurveInstance:
    """The straight way from the one number to the other: ``theta(1)`` often has the behaviour of ``theta(0)``, and nothing between."""
    numbers = choose.numbers
    model, (first, second) = _doubled(choose, choose.size(1, 2))
    start, end = numbers.array([first]), numbers.array([second])
    return CurveInstance(numbers, model, objects([start[0], end[0] - start[0]], (1, 2)))


double_points_of_maps, double_points_of_functions = _double_points(2), _double_points(1)
curves_between_double_points = Stratum(
    "curves between double points",
    "straight ways between two numbers at which cubic polynomials of one parameter often take one value",
    _between,
    screened=False,
    sizes=((1, 2), (1, 1)),
    often=(("one behaviour at both ends", 0.5),),
)
