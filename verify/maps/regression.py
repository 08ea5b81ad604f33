"""Losses of the residuals ``r = o - y``: squared error, quartic error, log-cosh."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from verify.errors import InvalidInput
from verify.maps.over_data import OverData, diagonal
from verify.maps.specs import rational
from verify.numbers.system import Array, System
from verify.truth import Truth


@dataclass(frozen=True)
class SquaredError(OverData):
    """``l = scale * sum over a of w_a (o_a - y_a)^2``, so that ``grad l = 2 scale w r`` and ``H_l = 2 scale diag(w)``.

    Parameters
    ----------
    scale : positive rational
        1 is the plain sum of squares, ``"1/2"`` the other common scaling.
    weights : tuple of positive rationals, optional
        One for each of the m behaviours; default all 1.

    Examples
    --------
    >>> from verify.numbers.rationals import Rationals
    >>> q = Rationals()
    >>> SquaredError("1/2").value(q, q.array([3, 0]), q.array([1, 1])).item()
    5/2
    """

    scale: Any = Fraction(1)
    weights: Any = None

    def __post_init__(self) -> None:
        super().__post_init__()
        object.__setattr__(self, "scale", _positive("scale", self.scale))
        if self.weights is not None:
            object.__setattr__(self, "weights", tuple(_positive("a weight", weight) for weight in self.weights))

    def least_at_fit(self, numbers: System, labels: Array) -> Truth:
        return _always(labels)

    def _weights(self, numbers: System, o: Array) -> Array:
        data, k = o.shape[-2:]
        if self.weights is None:
            return numbers.array(self.scale) + numbers.zeros((data, k))
        if len(self.weights) != data * k:
            raise InvalidInput(f"need a weight for each of the {data * k} outputs, got {len(self.weights)}")
        return numbers.array([self.scale * weight for weight in self.weights]).reshape(data, k)

    def _value(self, numbers: System, o: Array, y: Array) -> Array:
        return np.asarray(self._weights(numbers, o) * (o - y) * (o - y))

    def _gradient(self, numbers: System, o: Array, y: Array) -> Array:
        return np.asarray(numbers.array(2) * self._weights(numbers, o) * (o - y))

    def _hessian(self, numbers: System, o: Array, y: Array) -> Array:
        return diagonal(numbers, numbers.array(2) * self._weights(numbers, o) + numbers.zeros(o.shape))


@dataclass(frozen=True)
class QuarticError(OverData):
    """``l = sum of r^4``: least exactly at the fit, where its Hessian ``diag(12 r^2)`` vanishes."""

    def least_at_fit(self, numbers: System, labels: Array) -> Truth:
        return _always(labels)

    def _value(self, numbers: System, o: Array, y: Array) -> Array:
        square = (o - y) * (o - y)
        return np.asarray(square * square)

    def _gradient(self, numbers: System, o: Array, y: Array) -> Array:
        return np.asarray(numbers.array(4) * (o - y) * (o - y) * (o - y))

    def _hessian(self, numbers: System, o: Array, y: Array) -> Array:
        return diagonal(numbers, numbers.array(12) * (o - y) * (o - y))


@dataclass(frozen=True)
class LogCosh(OverData):
    """``l = sum of log cosh r``, with gradient ``tanh r`` and Hessian ``diag(1 - tanh^2 r)``, the identity at the fit."""

    def least_at_fit(self, numbers: System, labels: Array) -> Truth:
        return _always(labels)

    def _value(self, numbers: System, o: Array, y: Array) -> Array:
        cosh = numbers.array(Fraction(1, 2)) * (numbers.function("exp", o - y) + numbers.function("exp", y - o))
        return numbers.function("log", cosh)

    def _gradient(self, numbers: System, o: Array, y: Array) -> Array:
        return numbers.function("tanh", o - y)

    def _hessian(self, numbers: System, o: Array, y: Array) -> Array:
        slope = numbers.function("tanh", o - y)
        return diagonal(numbers, numbers.array(1) - slope * slope)


def _always(labels: Array) -> Truth:
    return Truth(np.ones(np.shape(labels)[:-1], dtype=np.int8))


def _positive(what: str, value: Any) -> Fraction:
    exact = rational(what, value)
    if exact <= 0:
        raise InvalidInput(f"{what} of a squared error must be positive, got {value!r}")
    return exact
