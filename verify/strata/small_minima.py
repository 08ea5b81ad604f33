"""The smallest critical points there are: minima of the loss itself, of the total loss only, over probabilities only, and of nothing."""

from __future__ import annotations

from verify.maps.formulas import polynomial_map
from verify.maps.losses import BinaryCrossEntropy
from verify.statements.instances import point
from verify.strata.strata import NamedInstances

_SQUARES = (
    point(polynomial_map("t + t**2"), at=[0], labels=[0]),  # a perfect fit of a curved map
    point(polynomial_map("t + t**2 + 1/2"), at=[0], labels=["1/2"]),  # the same, strictly between 0 and 1
    point(polynomial_map("a + b**2", "b + a*b"), at=[0, 0], labels=[0, 0]),  # and with independent behaviours
    point(polynomial_map("t**2"), at=[0], labels=[0]),  # and with no gradient at all
    point(polynomial_map("t**2"), at=[0], labels=[-1]),  # a minimum of L where l still slopes: its label is out of reach
    point(polynomial_map("t", "t**2/2"), at=[0], labels=[0, 1]),  # the same without second-order growth: L = 1 + t^4/4
    point(polynomial_map("t**3"), at=[0], labels=[1]),  # critical for L, and no minimum
    point(polynomial_map("t"), at=[0], labels=[1]),  # not critical
)
# a certain label, fitted: l = -log p slopes at p = 1
_CERTAIN = point(polynomial_map("1 - t**2"), at=[0], labels=[1], loss=BinaryCrossEntropy())

_WHAT = "polynomial maps of one or two parameters at points that are minima of the loss, of the total loss, of both or of neither"
small_minima = NamedInstances("small minima", (*_SQUARES, _CERTAIN), _WHAT)
small_minima_of_squares = NamedInstances("small minima of squared error", _SQUARES, _WHAT)
