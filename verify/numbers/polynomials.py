"""Polynomials in one parameter t: a curve of instances, seen from its start at t = 0."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from flint import fmpq, fmpq_poly

from verify.errors import InvalidInput, NotDefined
from verify.numbers.elements import elementwise, filled, nested, read
from verify.numbers.matrices import each_pair, product_shape, solution_shape
from verify.numbers.rationals import function_of, rational
from verify.numbers.system import Array, Rigour, objects
from verify.truth import Truth


@dataclass(frozen=True)
class Polynomials:
    """The ring Q[t]; elements are ``flint.fmpq_poly``, every answer is exact.

    Zero means the zero polynomial. Positive is asked of the germ at t = 0: it is decided by the constant term, which also decides for all
    t close to 0; where the constant term is 0 and the polynomial is not, the sign changes at or next to 0 and the answer is unknown.

    Examples
    --------
    >>> numbers = Polynomials()
    >>> numbers.positive(numbers.array([numbers.variable, numbers.variable + 1]))
    Truth([0, 1])
    """

    rigour: ClassVar[Rigour] = Rigour.EXACT

    @property
    def name(self) -> str:
        return "polynomials"

    @property
    def variable(self) -> Array:
        """The parameter t, as a 0-d array."""
        return objects([fmpq_poly([0, 1])], ())

    def arithmetic(self) -> AbstractContextManager[Any]:
        return nullcontext()

    def array(self, values: Any) -> Array:
        return read(values, _polynomial)

    def zeros(self, shape: tuple[int, ...]) -> Array:
        return filled(fmpq_poly(), shape)

    def matmul(self, left: Array, right: Array) -> Array:
        shape = product_shape(left, right)
        return np.asarray(np.matmul(left, right)) if left.shape[-1] else self.zeros(shape)

    def solve(self, matrix: Array, right: Array) -> Array:
        """As in `System`; `NotDefined` where the solution over Q(t) is not polynomial."""
        return each_pair(matrix, right, solution_shape(matrix, right), _solved)

    def positive(self, values: Array) -> Truth:
        return Truth.of(elementwise(values, lambda p: p[0] > 0), elementwise(values, lambda p: p[0] < 0 or p == 0))

    def zero(self, values: Array) -> Truth:
        return Truth.of(elementwise(values, lambda p: p == 0))

    def switch(self, values: Array) -> Truth:
        return self.positive(values)

    def kink(self, values: Array) -> Truth:
        return self.zero(values)

    def function(self, name: str, values: Array) -> Array:
        """Of constants only, as over the rationals."""
        return elementwise(values, lambda p: _applied(name, p))

    def constant(self, name: str) -> Array:
        raise NotDefined(f"{name} is no rational polynomial; use Balls or HighPrecision at fixed values of t")

    def text(self, values: Array) -> Any:
        return nested(values, _text)


def _polynomial(value: Any) -> fmpq_poly:
    return value if isinstance(value, fmpq_poly) else fmpq_poly([rational(value)])


def _text(value: fmpq_poly) -> str:
    return str(value).replace("x", "t") if value.degree() > 0 else str(value[0])


def _applied(name: str, value: fmpq_poly) -> fmpq_poly:
    if value.degree() > 0:
        raise NotDefined(f"{name} of {_text(value)} is no polynomial; evaluate at fixed values of t")
    return fmpq_poly([function_of(name, value[0])])


def _solved(matrix: Array, right: Array) -> list[fmpq_poly]:
    """Fraction-free elimination after Jordan and Bareiss: the left block becomes det * I, the right block det * X, dividing exactly."""
    size = len(matrix)
    rows = np.concatenate([matrix, right], axis=1)
    last = fmpq_poly([1])
    for k in range(size):
        pivot = next((i for i in range(k, size) if rows[i, k] != 0), None)
        if pivot is None:
            raise InvalidInput(f"the matrix of shape {matrix.shape} is singular over Q(t): no unique solution")
        rows[[k, pivot]] = rows[[pivot, k]]
        for i in (i for i in range(size) if i != k):
            rows[i] = objects([(rows[k, k] * a - rows[i, k] * b) // last for a, b in zip(rows[i], rows[k], strict=True)], (rows.shape[1],))
        last = rows[k, k]
    found = [divmod(value, last) for value in rows[:, size:].ravel()]
    if any(rest != 0 for _, rest in found):
        raise NotDefined("the solution over Q(t) is not polynomial in t; solve at fixed values of t")
    return [quotient for quotient, _ in found]


def at(values: Array, point: Any) -> Array:
    """The rational values of the polynomials at ``t = point``."""
    where: fmpq = rational(point)
    return elementwise(values, lambda p: p(where))
