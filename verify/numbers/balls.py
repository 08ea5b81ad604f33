"""Certified real arithmetic: Arb balls that enclose the true value."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, ClassVar

from flint import arb, arb_mat, ctx, fmpq, fmpz

from verify.errors import InvalidInput, NotDefined, Undecided
from verify.numbers.elements import elementwise, filled, flat, fraction, nested, read
from verify.numbers.matrices import each_pair, product_shape, solution_shape
from verify.numbers.system import Array, Rigour, objects
from verify.truth import Truth

_FUNCTIONS: dict[str, Callable[[arb], arb]] = {
    "exp": arb.exp,
    "log": arb.log,
    "tanh": arb.tanh,
    "sin": arb.sin,
    "cos": arb.cos,
    "sqrt": arb.sqrt,
    "erf": arb.erf,
    "softplus": lambda x: x.exp().log1p(),
    "reciprocal": lambda x: 1 / x,
}
_OUTSIDE = {"log": lambda x: x <= 0, "sqrt": lambda x: x < 0, "reciprocal": lambda x: x.is_zero()}


@dataclass(frozen=True)
class Balls:
    """Real numbers as balls, midpoint and radius; every result encloses the true one, so that a decided sign is a proof.

    A ball that contains 0 and is not exactly 0 has an unknown sign. (Its own comparisons all answer False: this is why no formula makes
    them.) FLINT's precision is global: every method here sets it and puts it back, and ``+ - * /`` belong inside `arithmetic`.

    Parameters
    ----------
    bits : int
        Working precision.

    Examples
    --------
    >>> numbers = Balls()
    >>> two = numbers.array([2])
    >>> with numbers.arithmetic():
    ...     residue = numbers.function("sqrt", two) * numbers.function("sqrt", two) - two
    >>> numbers.zero(residue), numbers.positive(residue + two)
    (Truth([0]), Truth([1]))
    """

    bits: int = 200

    rigour: ClassVar[Rigour] = Rigour.CERTIFIED

    def __post_init__(self) -> None:
        if self.bits < 2:
            raise InvalidInput(f"a ball needs at least 2 bits of precision, got {self.bits}")

    @property
    def name(self) -> str:
        return f"balls({self.bits})"

    @contextmanager
    def arithmetic(self) -> Iterator[None]:
        before = ctx.prec
        ctx.prec = self.bits
        try:
            yield
        finally:
            ctx.prec = before

    def array(self, values: Any) -> Array:
        """As in `System`; also Arb's own ``'[mid +/- rad]'`` strings, which is how `text` writes a ball of positive radius."""
        with self.arithmetic():
            return read(values, _ball)

    def zeros(self, shape: tuple[int, ...]) -> Array:
        return filled(arb(0), shape)

    def matmul(self, left: Array, right: Array) -> Array:
        with self.arithmetic():
            return each_pair(left, right, product_shape(left, right), lambda a, b: (_matrix(a) * _matrix(b)).entries())

    def solve(self, matrix: Array, right: Array) -> Array:
        with self.arithmetic():
            return each_pair(matrix, right, solution_shape(matrix, right), self._solved)

    def positive(self, values: Array) -> Truth:
        return Truth.of(elementwise(values, lambda x: x > 0), elementwise(values, lambda x: x <= 0))

    def zero(self, values: Array) -> Truth:
        return Truth.of(elementwise(values, arb.is_zero), elementwise(values, lambda x: x > 0 or x < 0))

    def switch(self, values: Array) -> Truth:
        return self.positive(values)

    def kink(self, values: Array) -> Truth:
        return self.zero(values)

    def function(self, name: str, values: Array) -> Array:
        if name not in _FUNCTIONS:
            raise NotDefined(f"no function {name!r} for balls; there are {', '.join(_FUNCTIONS)}")
        with self.arithmetic():
            return elementwise(values, lambda x: self._applied(name, x))

    def constant(self, name: str) -> Array:
        if name != "pi":
            raise NotDefined(f"no constant {name!r} for balls; there is 'pi'")
        with self.arithmetic():
            return objects([arb.pi()], ())

    def text(self, values: Array) -> Any:
        """``'p/q'`` where the ball is one dyadic rational, otherwise ``'[mid +/- rad]'``, a decimal ball that encloses it."""
        with self.arithmetic():
            return nested(values, self._text)

    def _text(self, value: arb) -> str:
        return str(value.fmpq()) if value.is_exact() else str(value.str(int(self.bits * 0.302) + 2))

    def _applied(self, name: str, value: arb) -> arb:
        found = _FUNCTIONS[name](value)
        if found.is_finite():
            return found
        if name in _OUTSIDE and _OUTSIDE[name](value):
            raise NotDefined(f"{name}({value}) is not defined over the reals")
        raise Undecided(f"{name}({value}) cannot be enclosed at {self.bits} bits: the ball may touch the edge of the domain; use more bits")

    def _solved(self, matrix: Array, right: Array) -> list[Any]:
        try:
            return _matrix(matrix).solve(_matrix(right)).entries()
        except ZeroDivisionError:
            raise Undecided(f"singular or not? no inverse of the matrix of shape {matrix.shape} at {self.bits} bits") from None


def _ball(value: Any) -> arb:
    if isinstance(value, str) and "+/-" in value:
        value = arb(value)
    if isinstance(value, arb):
        if not value.is_finite():
            raise ValueError("not finite")
        return value
    if isinstance(value, fmpq | fmpz):
        return arb(value)
    exact = fraction(value)
    return arb(fmpq(exact.numerator, exact.denominator))


def _matrix(values: Array) -> arb_mat:
    rows, columns = values.shape
    return arb_mat(rows, columns, flat(values))
