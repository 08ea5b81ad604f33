"""A degeneracy of maps and jets: the residual curvature cancels the Gauss-Newton term in some directions, where the loss has a slope.

Named ``cancelled curvature``: the Hessian of L has zero rows and columns for the first parameters, whatever J has there, unless
``grad l = 0``. Nothing else is prescribed: ``C_a`` becomes ``C_a + g_a / |g|^2 (T - Hess L)`` with ``T`` the Hessian without these rows and
columns, so that ``sum of g_a C_a`` grows by ``T - Hess L``.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from verify.maps.taylor import TaylorMap
from verify.numbers.system import Array
from verify.statements.instances import ModelInstance
from verify.strata.choosers import Chooser

CANCELLED = "cancelled curvature"


def turn(choose: Chooser, jet: Any) -> Array:
    """What the Hessians of the behaviours must change by, (..., m, N, N), for the first of the parameters to lose their curvature."""
    numbers, size = choose.numbers, jet.hessian.shape[-1]
    kept = (np.arange(size) >= choose.size(1, size)).astype(int)
    slopes, one = jet.loss_gradient, numbers.array(1)
    with numbers.arithmetic():
        flat = numbers.array(np.outer(kept, kept) - 1) * jet.hessian
        square = (slopes * slopes).sum(axis=-1, keepdims=True)
        fits = numbers.array(numbers.zero(square).is_yes.astype(int))
        shares = slopes * numbers.function("reciprocal", square + fits) * (one - fits)
        found: Array = shares[..., :, None, None] * flat[..., None, :, :]
    return found


def cancelling(choose: Chooser, at: ModelInstance) -> ModelInstance:
    """The instance itself, or, where it is demanded, one whose curvature cancels: a Taylor map with the same values and slopes at theta."""
    if CANCELLED not in choose.demands:
        return at
    model: Any = at.model
    numbers, theta = at.numbers, at.theta
    change = turn(choose, at)
    with numbers.arithmetic():
        turned = numbers.matmul(change, theta[..., None, :, None])[..., 0]
        value = numbers.matmul(turned, theta[..., None])[..., 0] * numbers.array("1/2")
        bent = TaylorMap(model.constant + value, model.linear - turned, model.quadratic + change, model.cubic)
    return replace(at, model=bent)
