"""Polynomial maps with a prescribed 2-jet at the origin, for claims near a point: any 2-jet of any smooth map is one of these."""

from __future__ import annotations

from typing import Any

from verify.maps.losses import Loss
from verify.maps.taylor import TaylorMap
from verify.numbers.system import Array
from verify.statements.instances import ModelInstance
from verify.strata.cancelled import cancelling
from verify.strata.choosers import Chooser


def at_origin(choose: Chooser, jet: tuple[Array, Array, Array], labels: Array, loss: Loss) -> ModelInstance:
    """The instance at ``theta = 0`` of ``F(theta) = outputs + J theta + 1/2 theta^T curvature theta``.

    Parameters
    ----------
    choose : Chooser
    jet : outputs (..., m), Jacobian (..., m, N), curvature (..., m, N, N)
    labels : array (..., m)
    loss : Loss
    """
    outputs, jacobian, curvature = jet
    theta: Any = choose.integers((jacobian.shape[-1],), 0, 0)
    with choose.numbers.arithmetic():
        cubic = jacobian * choose.numbers.array(0)
    return cancelling(choose, ModelInstance(choose.numbers, TaylorMap(outputs, jacobian, curvature, cubic), theta, labels, loss))
