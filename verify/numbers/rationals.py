"""Exact rational arithmetic by FLINT."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any, ClassVar

from flint import fmpq, fmpq_mat, fmpz

from verify.errors import InvalidInput, NotDefined
from verify.numbers.elements import elementwise, filled, flat, fraction, nested, read
from verify.numbers.matrices import each_pair, product_shape, solution_shape
from verify.numbers.system import Array, Rigour
from verify.truth import Truth

_AT_ZERO = {"exp": 1, "tanh": 0, "sin": 0, "cos": 1, "erf": 0}
_ELSEWHERE = "use Balls (certified) or HighPrecision (floating)"


@dataclass(frozen=True)
class Rationals:
    """The field Q; elements are ``flint.fmpq``, every answer is exact.

    A function is defined only where its value is rational for an obvious reason: ``reciprocal`` away from 0, ``sqrt`` of a square,
    ``exp(0) = cos(0) = 1``, ``log(1) = tanh(0) = sin(0) = erf(0) = 0``. (Elsewhere `exp`, `log`, `tanh`, `sin` and `cos` of a rational
    are irrational, by Lindemann and Weierstrass.)

    Examples
    --------
    >>> numbers = Rationals()
    >>> half = numbers.array([["1/2"]])
    >>> numbers.text(numbers.matmul(half, half))
    [['1/4']]
    """

    rigour: ClassVar[Rigour] = Rigour.EXACT

    @property
    def name(self) -> str:
        return "rationals"

    def arithmetic(self) -> AbstractContextManager[Any]:
        return nullcontext()

    def array(self, values: Any) -> Array:
        return read(values, rational)

    def zeros(self, shape: tuple[int, ...]) -> Array:
        return filled(fmpq(0), shape)

    def matmul(self, left: Array, right: Array) -> Array:
        return each_pair(left, right, product_shape(left, right), lambda a, b: (matrix_of(a) * matrix_of(b)).entries())

    def solve(self, matrix: Array, right: Array) -> Array:
        return each_pair(matrix, right, solution_shape(matrix, right), _solved)

    def positive(self, values: Array) -> Truth:
        return Truth.of(elementwise(values, lambda x: x > 0))

    def zero(self, values: Array) -> Truth:
        return Truth.of(elementwise(values, lambda x: x == 0))

    def switch(self, values: Array) -> Truth:
        return self.positive(values)

    def kink(self, values: Array) -> Truth:
        return self.zero(values)

    def function(self, name: str, values: Array) -> Array:
        return elementwise(values, lambda x: function_of(name, x))

    def constant(self, name: str) -> Array:
        raise NotDefined(f"{name} is no rational number; {_ELSEWHERE}")

    def text(self, values: Array) -> Any:
        return nested(values, str)


def rational(value: Any) -> fmpq:
    """The rational that ``value`` is, as `verify.numbers.elements.fraction` reads it."""
    if isinstance(value, fmpq):
        return value
    if isinstance(value, fmpz) or type(value) is int:
        return fmpq(value)
    exact = fraction(value)
    return fmpq(exact.numerator, exact.denominator)


def matrix_of(values: Array) -> fmpq_mat:
    """One matrix of rationals as FLINT's own."""
    rows, columns = values.shape
    return fmpq_mat(rows, columns, flat(values))


def function_of(name: str, value: fmpq) -> fmpq:
    """``name(value)`` where it is obviously rational; `NotDefined` otherwise."""
    if value == 0 and name in _AT_ZERO:
        return fmpq(_AT_ZERO[name])
    if name == "log" and value == 1:
        return fmpq(0)
    if name == "reciprocal" and value != 0:
        return 1 / value
    if name == "sqrt" and value >= 0 and _is_square(value.p) and _is_square(value.q):
        return fmpq(value.p.isqrt(), value.q.isqrt())
    raise NotDefined(f"{name}({value}) is not defined over the rationals; {_ELSEWHERE}")


def _is_square(value: fmpz) -> bool:
    return bool(value.isqrt() ** 2 == value)


def _solved(matrix: Array, right: Array) -> list[Any]:
    try:
        return matrix_of(matrix).solve(matrix_of(right)).entries()
    except ZeroDivisionError:
        raise InvalidInput(f"the matrix of shape {matrix.shape} is singular: no unique solution") from None
