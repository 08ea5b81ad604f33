"""Strata of points where ``grad L`` vanishes although ``l`` still slopes: critical points with nonzero residual, by construction.

The last behaviour has no gradient, and only its label is missed; so ``grad L = 0`` whatever the rest does. What its curvature adds to the
Hessian is the builder's choice: anything, a downward direction (saddles), or exactly what makes the Hessian drop rank (focal labels).
"""

from __future__ import annotations

from fractions import Fraction
from functools import partial

import numpy as np

from verify.maps.losses import SquaredError
from verify.statements.instances import ModelInstance
from verify.strata.choosers import Chooser, rationals, symmetric
from verify.strata.germs import at_origin
from verify.strata.strata import Stratum

_LOSSES = (SquaredError(), SquaredError(scale=Fraction(1, 2)))


def _missed(choose: Chooser, kind: str) -> ModelInstance:
    """The label of the last behaviour is missed by ``r > 0``, so that the Hessian is a multiple of ``J^T J + r C``; ``C`` its curvature."""
    numbers = choose.numbers
    fitted, parameters = choose.size(1, 2), choose.size(2 if kind == "saddle" else 1, 3)
    slopes, bends = rationals(choose, (fitted, parameters)), symmetric(choose, (fitted,), parameters)
    residual, last = choose.integers((), 1, choose.scale), symmetric(choose, (), parameters)
    nothing = numbers.array(0)
    with numbers.arithmetic():
        if kind == "saddle":  # no slope along e_1, where C is negative; a slope along e_2, where C is positive
            slopes[..., 0] = nothing * slopes[..., 0]
            last[..., 0, 0], last[..., 1, 1] = choose.integers((), -2, -1), choose.integers((), 1, 2)
        if kind == "focal":  # along e_1 there is a slope, and C = -J^T J / r cancels what it adds, there and only there
            slopes[..., 0, 0] = choose.integers((), 1, 2)
            slopes[..., 1:] = nothing * slopes[..., 1:]
            last = nothing * last
            last[..., 0, 0] = -(slopes[..., 0] * slopes[..., 0]).sum(axis=-1) * numbers.function("reciprocal", residual)
        outputs = rationals(choose, (fitted + 1,))
        labels = outputs + nothing
        labels[..., -1] = outputs[..., -1] - residual
        jacobian = np.concatenate([slopes, nothing * slopes[..., :1, :]], axis=-2)
    curvature = np.concatenate([bends * (nothing if kind == "focal" else numbers.array(1)), last[..., None, :, :]], axis=-3)
    return at_origin(choose, (outputs, jacobian, curvature), labels, choose.among(_LOSSES))


critical_points = Stratum(
    "critical points with residual",
    "quadratic maps with a behaviour that has no gradient and whose label alone is missed; squared error",
    partial(_missed, kind="any"),
    sizes=((2, 3), (1, 3)),
)
saddles = Stratum(
    "saddles",
    "critical points with residual where the Hessian has a negative and a positive direction",
    partial(_missed, kind="saddle"),
    sizes=((2, 3), (2, 3)),
)
focal_labels = Stratum(
    "focal labels",
    "critical points with residual whose label is a centre of curvature of the image: the Hessian loses a direction that J has",
    partial(_missed, kind="focal"),
    sizes=((2, 3), (1, 3)),
)
