"""Activation functions with their first two derivatives, each written once for every number system."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from fractions import Fraction
from functools import cache
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from verify.errors import InvalidInput, Undecided
from verify.numbers.system import Array, System
from verify.truth import YES, Truth

Mask = npt.NDArray[np.bool_]
Derivatives = tuple[Array, Array, Array]
"""Value, first and second derivative, element-wise."""


class Activation(Protocol):
    """A function ``sigma`` applied to every pre-activation ``z``.

    ``value``, ``slope`` and ``bend`` are ``sigma(z)``, ``sigma'(z)`` and ``sigma''(z)``; arrays have at least one axis. A piecewise linear
    activation takes its piece from ``on`` (where ``z > 0``) if that is handed in, and asks the number system otherwise.
    """

    @property
    def name(self) -> str: ...

    @property
    def kinked(self) -> bool:
        """Is there a point where the slope jumps?"""

    @property
    def curved(self) -> bool:
        """Is ``sigma''`` other than 0 anywhere?"""

    def on(self, numbers: System, z: Array) -> Mask | None:
        """Where ``z > 0``, if the activation asks that; None if it has a single formula."""

    def derivatives(self, numbers: System, z: Array, on: Mask | None = None) -> Derivatives: ...

    def value(self, numbers: System, z: Array) -> Array: ...

    def slope(self, numbers: System, z: Array) -> Array: ...

    def bend(self, numbers: System, z: Array) -> Array: ...

    def smooth_at(self, numbers: System, z: Array) -> Truth:
        """Is ``sigma`` smooth at each ``z``? No exactly at a kink."""


@dataclass(frozen=True)
class Smooth:
    """An activation with two derivatives everywhere, given by a formula that yields the value and both derivatives together.

    Examples
    --------
    >>> from verify.numbers.rationals import Rationals
    >>> numbers = Rationals()
    >>> numbers.text(activation("quadratic").slope(numbers, numbers.array([3, "1/2"])))
    ['6', '1']
    """

    name: str
    formula: Callable[[System, Array], Derivatives]
    curved: bool = True

    @property
    def kinked(self) -> bool:
        return False

    def on(self, numbers: System, z: Array) -> None:
        return None

    def derivatives(self, numbers: System, z: Array, on: Mask | None = None) -> Derivatives:
        with numbers.arithmetic():
            return self.formula(numbers, z)

    def value(self, numbers: System, z: Array) -> Array:
        return self.derivatives(numbers, z)[0]

    def slope(self, numbers: System, z: Array) -> Array:
        return self.derivatives(numbers, z)[1]

    def bend(self, numbers: System, z: Array) -> Array:
        return self.derivatives(numbers, z)[2]

    def smooth_at(self, numbers: System, z: Array) -> Truth:
        return Truth(np.broadcast_to(YES.state, z.shape))


@dataclass(frozen=True)
class PiecewiseLinear:
    """``sigma(z) = z`` for ``z > 0`` and ``leak * z`` otherwise: ReLU (leak 0) and leaky ReLU.

    At the kink ``z = 0`` the slope returned is that of the left piece, a placeholder: `smooth_at` says no there.
    """

    name: str
    leak: Fraction

    @property
    def kinked(self) -> bool:
        return self.leak != 1

    @property
    def curved(self) -> bool:
        return False

    def on(self, numbers: System, z: Array) -> Mask:
        """Where ``z > 0``.

        Raises
        ------
        Undecided
            If the number system cannot tell somewhere; the message shows the value and its index.
        """
        answer = numbers.switch(z)
        if answer.is_unknown.any():
            place = tuple(int(i) for i in np.argwhere(answer.is_unknown)[0])
            value = numbers.text(z[answer.is_unknown][:1])[0]
            raise Undecided(
                f"the sign of the pre-activation {value} at index {place} of {self.name} is not decided over "
                f"{numbers.name}: raise the precision, or hand in the pattern decided elsewhere"
            )
        return answer.is_yes

    def derivatives(self, numbers: System, z: Array, on: Mask | None = None) -> Derivatives:
        piece = self.on(numbers, z) if on is None else np.asarray(on, dtype=bool)
        with numbers.arithmetic():
            slope = np.where(piece, numbers.array(1), numbers.array(self.leak)) + numbers.zeros(z.shape)
            return slope * z, slope, numbers.zeros(z.shape)

    def value(self, numbers: System, z: Array) -> Array:
        return self.derivatives(numbers, z)[0]

    def slope(self, numbers: System, z: Array) -> Array:
        return self.derivatives(numbers, z)[1]

    def bend(self, numbers: System, z: Array) -> Array:
        return numbers.zeros(z.shape)

    def smooth_at(self, numbers: System, z: Array) -> Truth:
        return ~numbers.kink(z) if self.kinked else Truth(np.broadcast_to(YES.state, z.shape))


def _tanh(numbers: System, z: Array) -> Derivatives:
    one, two = numbers.array(1), numbers.array(2)
    t = numbers.function("tanh", z)
    slope = one - t * t
    return t, slope, -two * t * slope


def _sigmoid(numbers: System, z: Array) -> Derivatives:
    """``s = 1 / (1 + exp(-z))``; ``1 - s`` is taken as ``1 / (1 + exp(z))``, which keeps its digits where ``s`` is near 1."""
    one = numbers.array(1)
    s, rest = (numbers.function("reciprocal", one + numbers.function("exp", signed)) for signed in (-z, z))
    return s, s * rest, s * rest * (rest - s)


def _softplus(numbers: System, z: Array) -> Derivatives:
    s, slope, _ = _sigmoid(numbers, z)
    return numbers.function("softplus", z), s, slope


def _silu(numbers: System, z: Array) -> Derivatives:
    s, slope, bend = _sigmoid(numbers, z)
    return z * s, s + z * slope, numbers.array(2) * slope + z * bend


def _gelu(numbers: System, z: Array) -> Derivatives:
    """``z * Phi(z)`` with the exact normal distribution function ``Phi(z) = (1 + erf(z / sqrt 2)) / 2``."""
    one, two, half = numbers.array([1]), numbers.array([2]), numbers.array([Fraction(1, 2)])
    phi = half * (one + numbers.function("erf", z * numbers.function("sqrt", half)))
    turn = numbers.array([2]) * numbers.constant("pi")
    density = numbers.function("exp", -half * z * z) * numbers.function("reciprocal", numbers.function("sqrt", turn))
    return z * phi, phi + z * density, density * (two - z * z)


def _sin(numbers: System, z: Array) -> Derivatives:
    sine = numbers.function("sin", z)
    return sine, numbers.function("cos", z), -sine


def polynomial(name: str, coefficients: tuple[Fraction, ...]) -> Smooth:
    """The activation ``c_0 + c_1 z + c_2 z^2 + ...``, evaluated with its derivatives by Horner's rule."""

    def formula(numbers: System, z: Array) -> Derivatives:
        value, slope, bend = (numbers.zeros(z.shape) for _ in range(3))
        for coefficient in reversed(coefficients):
            bend = bend * z + slope + slope
            slope = slope * z + value
            value = value * z + numbers.array(coefficient)
        return value, slope, bend

    return Smooth(name, formula, curved=any(coefficients[2:]))


_FIXED: dict[str, Callable[[System, Array], Derivatives]] = {
    "tanh": _tanh,
    "sigmoid": _sigmoid,
    "softplus": _softplus,
    "silu": _silu,
    "gelu": _gelu,
    "sin": _sin,
}
_POLYNOMIAL = {"identity": "0,1", "quadratic": "0,0,1"}
_KNOWN = (*_FIXED, *_POLYNOMIAL, "relu", "leaky_relu(1/10)", "polynomial(0,1,1)")


@cache
def activation(spec: str) -> Activation:
    """The activation with the given name, such as ``relu``, ``leaky_relu(1/10)``, ``tanh`` or ``polynomial(0,1,1)``.

    Its ``name`` is the spec again, without spaces. Arguments are integers or fractions; `polynomial` lists the coefficients from the
    constant term upward.

    Raises
    ------
    InvalidInput
        If there is no such activation.
    """
    name, arguments = _parsed(spec)
    if name in _FIXED and arguments is None:
        return Smooth(name, _FIXED[name])
    if name in _POLYNOMIAL and arguments is None:
        return polynomial(name, _fractions(spec, _POLYNOMIAL[name]))
    if name == "relu" and arguments is None:
        return PiecewiseLinear(name, Fraction(0))
    if name == "leaky_relu" and arguments and len(leak := _fractions(spec, arguments)) == 1:
        return PiecewiseLinear(f"{name}({leak[0]})", leak[0])
    if name == "polynomial" and arguments:
        coefficients = _fractions(spec, arguments)
        return polynomial(f"{name}({','.join(map(str, coefficients))})", coefficients)
    near = get_close_matches(name, _KNOWN, n=1, cutoff=0.5)
    hint = f"; did you mean {near[0]!r}?" if near and near[0] != spec else ""
    raise InvalidInput(f"unknown activation {spec!r}{hint} Known are {', '.join(_KNOWN)}")


def _parsed(spec: Any) -> tuple[str, str | None]:
    match = re.fullmatch(r"(\w+)(?:\(([^()]*)\))?", spec.replace(" ", "")) if isinstance(spec, str) else None
    if match is None:
        raise InvalidInput(f"an activation is named by text such as 'relu' or 'leaky_relu(1/10)', got {spec!r}")
    return match[1], match[2]


def _fractions(spec: str, arguments: str) -> tuple[Fraction, ...]:
    try:
        return tuple(Fraction(argument) for argument in arguments.split(","))
    except (ValueError, ZeroDivisionError) as fault:
        raise InvalidInput(f"the arguments of {spec!r} must be integers or fractions: {fault}") from fault
