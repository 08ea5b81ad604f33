"""Residues modulo a prime: exact, fast, and silent about order."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any, ClassVar

from flint import fmpz, nmod, nmod_mat

from verify.errors import InvalidInput, NotDefined
from verify.numbers.elements import elementwise, filled, flat, fraction, nested, read
from verify.numbers.matrices import each_pair, product_shape, solution_shape
from verify.numbers.system import Array, Rigour
from verify.truth import Truth


@dataclass(frozen=True)
class Residues:
    """The field of integers modulo ``prime``; elements are ``flint.nmod``.

    A rational computation carried out here gives the residue of its result, so "nonzero modulo p" proves "nonzero over Q", while "zero
    modulo p" is true over Q with a probability that the reader of the evidence must be told. There is no order: a piecewise formula needs
    the activation pattern that was decided over the rationals.

    Parameters
    ----------
    prime : int
        A prime below 2**64.

    Examples
    --------
    >>> numbers = Residues(7)
    >>> numbers.text(numbers.array(["1/2", -1]))
    ['4', '6']
    """

    prime: int

    rigour: ClassVar[Rigour] = Rigour.PROBABILISTIC

    def __post_init__(self) -> None:
        if not (1 < self.prime < 2**64 and fmpz(self.prime).is_prime()):
            raise InvalidInput(f"{self.prime} is no prime below 2**64")

    @property
    def name(self) -> str:
        return f"residues({self.prime})"

    def arithmetic(self) -> AbstractContextManager[Any]:
        return nullcontext()

    def array(self, values: Any) -> Array:
        return read(values, self._element)

    def zeros(self, shape: tuple[int, ...]) -> Array:
        return filled(nmod(0, self.prime), shape)

    def matmul(self, left: Array, right: Array) -> Array:
        return each_pair(left, right, product_shape(left, right), lambda a, b: (self.matrix(a) * self.matrix(b)).entries())

    def solve(self, matrix: Array, right: Array) -> Array:
        """As in `System`; singular means singular modulo the prime."""
        return each_pair(matrix, right, solution_shape(matrix, right), self._solved)

    def positive(self, values: Array) -> Truth:
        raise NotDefined(f"residues mod {self.prime} have no order: hand in the activation pattern decided over the rationals")

    def zero(self, values: Array) -> Truth:
        return Truth.of(elementwise(values, lambda x: x == 0))

    def switch(self, values: Array) -> Truth:
        return self.positive(values)

    def kink(self, values: Array) -> Truth:
        return self.zero(values)

    def function(self, name: str, values: Array) -> Array:
        if name != "reciprocal":
            raise NotDefined(f"{name} is not defined mod {self.prime}; only reciprocal is")
        return elementwise(values, self._reciprocal)

    def constant(self, name: str) -> Array:
        raise NotDefined(f"{name} has no residue mod {self.prime}")

    def text(self, values: Array) -> Any:
        return nested(values, str)

    def matrix(self, values: Array) -> nmod_mat:
        """One matrix of residues as FLINT's own."""
        rows, columns = values.shape
        return nmod_mat(rows, columns, [int(x) for x in flat(values)], self.prime)

    def _element(self, value: Any) -> nmod:
        if isinstance(value, nmod):
            if value.modulus() != self.prime:
                raise ValueError(f"a residue mod {value.modulus()}, where residues mod {self.prime} are expected")
            return value
        exact = fraction(value)
        if exact.denominator % self.prime == 0:
            raise ZeroDivisionError(f"no residue mod {self.prime}, which divides the denominator; use another prime")
        return nmod(exact.numerator % self.prime, self.prime) / nmod(exact.denominator % self.prime, self.prime)

    def _reciprocal(self, value: nmod) -> nmod:
        if int(value) == 0:
            raise NotDefined(f"0 has no reciprocal mod {self.prime}")
        return 1 / value

    def _solved(self, matrix: Array, right: Array) -> list[Any]:
        try:
            return list(self.matrix(matrix).solve(self.matrix(right)).entries())
        except ZeroDivisionError:
            raise InvalidInput(f"the matrix of shape {matrix.shape} is singular mod {self.prime}: no unique solution") from None
