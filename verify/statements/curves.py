"""A curve through a point of parameter space, as an instance that statements can be asked of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any

from flint import fmpq_poly

from verify.maps.models import Model
from verify.numbers.elements import flat
from verify.numbers.polynomials import Polynomials
from verify.numbers.rationals import Rationals
from verify.numbers.system import Array, System, objects
from verify.ranks.bounds import Bounds
from verify.ranks.rank import rank
from verify.truth import YES


@dataclass(frozen=True, eq=False)
class CurveInstance:
    """A behaviour map ``F`` and a polynomial curve ``theta(t)`` of parameters, looked at where ``t = 0``; exact numbers only.

    Parameters
    ----------
    model : Model
    curve : array (N, d + 1)
        Row ``i`` holds the coefficients of ``theta_i(t)``, the constant one first.
    """

    numbers: System
    model: Model
    curve: Array
    facts: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    batch_axes = 0
    smooth = YES

    @property
    def theta(self) -> Array:
        """``theta(0)``."""
        return self.curve[:, 0]

    @property
    def velocity(self) -> Array:
        """``theta'(0)``, shape (N,)."""
        return self.curve[:, 1]

    @cached_property
    def outputs(self) -> Array:
        return self.model.outputs(self.numbers, self.theta)

    @cached_property
    def jacobian(self) -> Array:
        """``J`` at ``theta(0)``."""
        return self.model.jacobian(self.numbers, self.theta)

    @cached_property
    def curvature(self) -> Array:
        """The Hessians of the behaviours at ``theta(0)``."""
        return self.model.two_jet(self.numbers, self.theta).curvature

    @cached_property
    def along(self) -> Array:
        """``F(theta(t))`` as polynomials in ``t``, shape (m,): the same formula over Q[t]."""
        germs = Polynomials()
        path = objects([fmpq_poly(row.tolist()) for row in self.curve], (len(self.curve),))
        return self.model.outputs(germs, path)

    @property
    def motion(self) -> Array:
        """``d/dt F(theta(t))`` at ``t = 0``, read off the coefficients of ``t``, shape (m,)."""
        return self.numbers.array([value[1] for value in flat(self.along)])

    def rank(self, matrix: Array) -> Bounds:
        return rank(self.numbers, matrix)

    def spec(self) -> dict[str, Any]:
        return {"kind": "curve", "model": self.model.spec(self.numbers), "curve": self.numbers.text(self.curve)}


def curve(model: Model, coefficients: Any, **facts: Any) -> CurveInstance:
    """The instance of a model and a polynomial curve, exactly.

    Examples
    --------
    >>> from verify.maps.formulas import polynomial_map
    >>> parabola = curve(polynomial_map("y - x**2"), [[0, 1, 0], [0, 0, 1]])
    >>> parabola.numbers.text(parabola.velocity), parabola.numbers.text(parabola.motion)
    (['1', '0'], ['0'])
    """
    numbers = Rationals()
    return CurveInstance(numbers, model, numbers.array(coefficients), facts)
