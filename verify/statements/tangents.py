"""Words for curves in parameter space: their velocity, how the behaviours move along them, and whether they stay in one fibre."""

from __future__ import annotations

from typing import Any

from verify.numbers.elements import flat
from verify.ranks.spaces import project_off_image
from verify.statements.conditions import Condition
from verify.statements.quantities import Quantity, face
from verify.truth import Truth


def _constant(at: Any) -> Truth:
    """Is ``F(theta(t))`` one vector for every ``t``? As an identity of polynomials; the Jacobian is not consulted."""
    return Truth.of(all(value.degree() <= 0 for value in flat(at.along)))


stays_in_fibre = Condition("F(theta(t)) = F(theta(0)) for every t", _constant)
velocity = face("velocity", "theta'")
motion = face("motion", "d/dt F(theta(t))")
velocity_off_gradients = Quantity(
    "(part of theta' perpendicular to span(g))", lambda at: project_off_image(at.numbers, at.jacobian.swapaxes(-1, -2), at.velocity)
)
