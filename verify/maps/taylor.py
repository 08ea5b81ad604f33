"""Cubic polynomial maps given by their Taylor coefficients, so that a whole batch of different maps is one array."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from verify.maps.jets import TwoJet
from verify.numbers.system import Array, System
from verify.truth import YES


@dataclass(frozen=True, eq=False)
class TaylorMap:
    """``F_a(theta) = c_a + A_a . theta + 1/2 theta^T Q_a theta + 1/6 T_a[theta, theta, theta]``.

    Parameters
    ----------
    constant : array (..., m)
    linear : array (..., m, N)
    quadratic : array (..., m, N, N)
        Symmetric.
    cubic : array (..., m, N)
        Only the pure third derivatives: ``T_a[theta, theta, theta] = sum over i of cubic[a, i] theta_i^3``.

    Examples
    --------
    >>> from verify.numbers.rationals import Rationals
    >>> q = Rationals()
    >>> square = TaylorMap(q.array([0]), q.array([[0]]), q.array([[[2]]]), q.array([[0]]))
    >>> q.text(square.outputs(q, q.array([3])))
    ['9']
    """

    constant: Array
    linear: Array
    quadratic: Array
    cubic: Array

    @property
    def parameters(self) -> int:
        return int(self.linear.shape[-1])

    @property
    def behaviours(self) -> int:
        return int(self.linear.shape[-2])

    def outputs(self, numbers: System, theta: Array) -> Array:
        """``F(theta)``, shape (..., m)."""
        half, sixth = numbers.array(Fraction(1, 2)), numbers.array(Fraction(1, 6))
        constant, linear, quadratic, cubic = self._coefficients(numbers)
        with numbers.arithmetic():
            turned = _apply(numbers, quadratic, theta)
            slopes = linear + half * turned + sixth * cubic * (theta * theta)[..., None, :]
            return constant + numbers.matmul(slopes, theta[..., None])[..., 0]

    def jacobian(self, numbers: System, theta: Array) -> Array:
        """``J_a = A_a + Q_a theta + 1/2 cubic_a theta^2``, shape (..., m, N)."""
        half = numbers.array(Fraction(1, 2))
        _, linear, quadratic, cubic = self._coefficients(numbers)
        with numbers.arithmetic():
            slopes: Array = linear + _apply(numbers, quadratic, theta) + half * cubic * (theta * theta)[..., None, :]
            return slopes

    def two_jet(self, numbers: System, theta: Array) -> TwoJet:
        _, _, quadratic, cubic = self._coefficients(numbers)
        with numbers.arithmetic():
            batch = np.broadcast_shapes(cubic.shape[:-2], theta.shape[:-1])
            pure = numbers.zeros((*batch, *cubic.shape[-2:], cubic.shape[-1]))
            for i in range(cubic.shape[-1]):
                pure[..., i, i] = cubic[..., i] * theta[..., None, i]
            curvature = quadratic + pure
        return TwoJet(self.outputs(numbers, theta), self.jacobian(numbers, theta), curvature, YES)

    def spec(self, numbers: System) -> dict[str, Any]:
        """The coefficients as exact strings."""
        names = ("constant", "linear", "quadratic", "cubic")
        return {"kind": "taylor"} | {name: numbers.text(getattr(self, name)) for name in names}

    def _coefficients(self, numbers: System) -> tuple[Array, Array, Array, Array]:
        return numbers.array(self.constant), numbers.array(self.linear), numbers.array(self.quadratic), numbers.array(self.cubic)


def _apply(numbers: System, quadratic: Array, theta: Array) -> Array:
    """``Q_a theta`` for every behaviour, shape (..., m, N)."""
    return numbers.matmul(quadratic, theta[..., None, :, None])[..., 0]
