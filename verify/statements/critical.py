"""Critical points of the total loss: given exactly, or enclosed in balls with a proof that one is there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from verify.maps.losses import Loss, Regulariser
from verify.maps.models import Model
from verify.maps.newton import Equations, enclosed_zero, holds_one_zero
from verify.numbers.balls import Balls
from verify.numbers.system import Array
from verify.statements.certificates import certified
from verify.statements.conclusions import all_zero
from verify.statements.instances import ModelInstance, point
from verify.truth import UNKNOWN, Truth


def is_critical(at: Any) -> Truth:
    """Is ``grad L = 0``? Balls decide that with the fact ``critical point``, an `EnclosedCriticalPoint`, or ``perfect fit``."""
    return certified(at, "critical point", certified(at, "perfect fit", all_zero(at, at.gradient)))


@dataclass(frozen=True)
class EnclosedCriticalPoint:
    """That the instance stands for the one critical point of ``L`` in the balls of ``theta``: whatever holds in the balls holds there."""

    def proves(self, at: Any) -> Truth:
        """By Krawczyk's test, asked of the balls of the instance: yes or unknown."""
        if not isinstance(at, ModelInstance) or not isinstance(at.numbers, Balls) or at.batch_axes:
            return UNKNOWN
        return holds_one_zero(_gradient_of(at), at.theta, at.numbers)


def critical_point_near(
    model: Model,
    near: Any,
    labels: Any,
    loss: Loss | None = None,
    numbers: Balls | None = None,
    *,
    regulariser: Regulariser | None = None,
) -> ModelInstance:
    """The instance at a critical point of ``L`` close to ``near``, of any smooth model and loss, for labels given exactly.

    All of ``theta`` is enclosed in balls. That they hold exactly one zero of ``grad L`` is proved by Krawczyk's test, and is a fact of the
    instance that "grad L = 0" consults; it takes a Hessian of full rank, so no symmetry may leave critical points in one piece.

    Parameters
    ----------
    model : Model
        Smooth near the critical point.
    near : sequence
        N numbers, where Newton's method begins; a minimum that an optimiser reached is a good place.
    labels : sequence
    loss : Loss, optional
        The sum of squares unless given.
    numbers : Balls, optional
        200 bits unless given.
    regulariser : Regulariser, optional

    Raises
    ------
    Undecided
        If Newton's method certifies no critical point there.

    Examples
    --------
    >>> from verify.maps.formulas import polynomial_map
    >>> at = critical_point_near(polynomial_map("t", "exp(t)"), near=[0], labels=[1, 2])
    >>> print(at.theta[0].str(8), is_critical(at), at.numbers.zero(at.loss_gradient))
    [0.75040316 +/- 1.11e-9] Truth(yes) Truth([-1, -1])
    """
    system = Balls() if numbers is None else numbers
    start = point(model, near, labels, loss, system, regulariser=regulariser)
    theta = enclosed_zero(_gradient_of(start), start.theta, system)
    return replace(start, theta=theta, facts={"critical point": EnclosedCriticalPoint()})


def _gradient_of(at: ModelInstance) -> Equations:
    """``grad L`` and ``Hess L`` as functions of theta."""

    def equations(theta: Array) -> tuple[Array, Array]:
        moved = replace(at, theta=theta)
        return moved.gradient, moved.hessian

    return equations
