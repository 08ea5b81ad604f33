"""High-precision floating point in a private mpmath context."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

import mpmath
import numpy as np
from mpmath import libmp

from verify.errors import InvalidInput, NotDefined, Undecided
from verify.numbers.elements import elementwise, filled, flat, fraction, nested, read
from verify.numbers.matrices import each_pair, product_shape, solution_shape
from verify.numbers.system import Array, Rigour, objects
from verify.truth import Truth

_FUNCTIONS = ("exp", "log", "tanh", "sin", "cos", "sqrt", "erf", "softplus", "reciprocal")


@dataclass(frozen=True)
class HighPrecision:
    """Floating point with ``digits`` significant decimal digits; no enclosure, so an answer is a strong hint and no proof.

    The mpmath context is private to the object: its elements carry their precision with them, and nothing ambient is read or set.
    Signs have a band, as for `Floats`: zero up to ``10**(-0.6 digits)``, nonzero from ``10**(-0.3 digits)`` on, unknown between.

    Examples
    --------
    >>> numbers = HighPrecision(30)
    >>> two = numbers.array([2])
    >>> numbers.zero(numbers.function("sqrt", two) * numbers.function("sqrt", two) - two)
    Truth([1])
    """

    digits: int = 50

    rigour: ClassVar[Rigour] = Rigour.FLOATING

    def __post_init__(self) -> None:
        if self.digits < 2:
            raise InvalidInput(f"high precision needs at least 2 digits, got {self.digits}")

    @property
    def name(self) -> str:
        return f"highprecision({self.digits})"

    @cached_property
    def context(self) -> Any:
        """The private mpmath context."""
        context = mpmath.MPContext()
        context.dps = self.digits
        return context

    @cached_property
    def noise(self) -> Any:
        """Sizes up to here are called zero."""
        return self.context.mpf(10) ** (-0.6 * self.digits)

    @cached_property
    def signal(self) -> Any:
        """Sizes from here on are called nonzero."""
        return self.context.mpf(10) ** (-0.3 * self.digits)

    def arithmetic(self) -> AbstractContextManager[Any]:
        return nullcontext()

    def array(self, values: Any) -> Array:
        return read(values, self._element)

    def zeros(self, shape: tuple[int, ...]) -> Array:
        return filled(self.context.zero, shape)

    def matmul(self, left: Array, right: Array) -> Array:
        """Products summed without intermediate rounding."""
        return each_pair(left, right, product_shape(left, right), self._product)

    def solve(self, matrix: Array, right: Array) -> Array:
        return each_pair(matrix, right, solution_shape(matrix, right), self._solved)

    def positive(self, values: Array) -> Truth:
        return Truth.of(elementwise(values, lambda x: x >= self.signal), elementwise(values, lambda x: x <= self.noise))

    def zero(self, values: Array) -> Truth:
        return Truth.of(elementwise(values, lambda x: abs(x) <= self.noise), elementwise(values, lambda x: abs(x) >= self.signal))

    def switch(self, values: Array) -> Truth:
        return self.positive(values)

    def kink(self, values: Array) -> Truth:
        return self.zero(values)

    def function(self, name: str, values: Array) -> Array:
        if name not in _FUNCTIONS:
            raise NotDefined(f"no function {name!r} at high precision; there are {', '.join(_FUNCTIONS)}")
        return elementwise(values, lambda x: self._applied(name, x))

    def constant(self, name: str) -> Array:
        if name != "pi":
            raise NotDefined(f"no constant {name!r} at high precision; there is 'pi'")
        return objects([+self.context.pi], ())

    def text(self, values: Array) -> Any:
        """Decimal strings with enough digits to give back the same element."""
        return nested(values, lambda x: str(libmp.to_str(x._mpf_, libmp.repr_dps(self.context.prec))))

    def matrix(self, values: Array) -> Any:
        """One matrix as a matrix of the private context."""
        found = self.context.matrix(*values.shape)
        for place in np.ndindex(*values.shape):
            found[place] = values[place]
        return found

    def _element(self, value: Any) -> Any:
        if hasattr(value, "_mpf_"):
            if not self.context.isfinite(value):
                raise ValueError("not finite")
            return self.context.mpf(value)
        exact = fraction(value)
        return self.context.make_mpf(libmp.from_rational(exact.numerator, exact.denominator, self.context.prec, "n"))

    def _applied(self, name: str, value: Any) -> Any:
        if (name == "log" and value <= 0) or (name == "sqrt" and value < 0) or (name == "reciprocal" and value == 0):
            raise NotDefined(f"{name}({value}) is not defined over the reals")
        if name == "reciprocal":
            return 1 / value
        if name == "softplus":
            return max(value, self.context.zero) + self.context.log1p(self.context.exp(-abs(value)))
        return getattr(self.context, name)(value)

    def _product(self, left: Array, right: Array) -> list[Any]:
        columns = [flat(column) for column in right.T]
        return [self.context.fdot(row, column) for row in (flat(row) for row in left) for column in columns]

    def _solved(self, matrix: Array, right: Array) -> list[Any]:
        context = self.context
        if not right.size:
            return []
        try:
            inverse = context.inverse(self.matrix(matrix))
        except ZeroDivisionError:
            raise InvalidInput(f"the matrix of shape {matrix.shape} is singular: no unique solution") from None
        condition = context.mnorm(self.matrix(matrix), 1) * context.mnorm(inverse, 1)
        if condition * self.noise > 1:
            raise Undecided(f"singular or not? the condition number is about {context.nstr(condition, 2)} at {self.digits} digits")
        solution = context.matrix(*right.shape)
        for column in range(right.shape[1]):
            solution[:, column] = context.lu_solve(self.matrix(matrix), self.matrix(right[:, [column]]))
        return list(solution)
