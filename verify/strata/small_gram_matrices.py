"""The smallest perfect fits at which the Hessian of the total loss tells one scale, or one weighting, of squared error from another."""

from __future__ import annotations

from fractions import Fraction

from verify.maps.formulas import polynomial_map
from verify.maps.losses import SquaredError
from verify.statements.instances import point
from verify.strata.strata import NamedInstances

_LINE = polynomial_map("t")
_PAIR = polynomial_map("t", "t + t**2")
_LOSSES = (
    SquaredError(),
    SquaredError(scale=Fraction(1, 2)),
    SquaredError(reduction="mean"),
    SquaredError(scale=Fraction(1, 2), reduction="mean"),
)

small_gram_matrices = NamedInstances(
    "small Gram matrices",
    (
        *(point(_PAIR, at=[0], labels=[0, 0], loss=loss) for loss in _LOSSES),
        *(point(_LINE, at=[0], labels=[0], loss=loss) for loss in _LOSSES),
        *(point(polynomial_map("t**2"), at=[0], labels=[label], loss=loss) for loss in _LOSSES for label in (0, -1)),
        point(_PAIR, at=[0], labels=[0, 0], loss=SquaredError(weights=("1/2", 1))),
    ),
    "one parameter, one or two behaviours, squared error in each of its scales and once weighted; fitted, or out of reach",
)
