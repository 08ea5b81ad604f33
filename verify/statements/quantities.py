"""Named quantities of an instance, combined by arithmetic; each prints as the formula it computes, so the two cannot drift apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from verify.errors import InvalidInput
from verify.numbers.system import System
from verify.ranks.bounds import Bounds
from verify.statements.conclusions import Comparison, Vanishing
from verify.statements.instances import Instance


@dataclass(frozen=True, eq=False)
class Quantity:
    """A function of an instance with the text of its formula.

    Its value is an array of the instance's number system or, for ranks, dimensions and counts, `Bounds`; a function that counts may
    return an int. ``+ - *`` combine quantities (and rational numbers), ``@`` multiplies matrices, ``.T`` transposes; `equals`, `at_most`,
    `at_least` make conclusions.

    Examples
    --------
    >>> (gauss_newton + residual_curvature).text
    'J^T H J + S'
    >>> rank(hessian).equals(rank(jacobian)).text
    'rank(Hess L) = rank(J)'
    """

    text: str
    of: Callable[[Any], Any]

    def __eq__(self, other: object) -> bool:
        raise self._not_compared("==")

    def __le__(self, other: object) -> bool:
        raise self._not_compared("<=")

    def __lt__(self, other: object) -> bool:
        raise self._not_compared("<")

    def __ge__(self, other: object) -> bool:
        raise self._not_compared(">=")

    def __gt__(self, other: object) -> bool:
        raise self._not_compared(">")

    def _not_compared(self, sign: str) -> TypeError:
        words = "quantities are compared with .equals, .at_most or .at_least"
        return TypeError(f"{self.text}: {words}; {sign} would say nothing about instances")

    __hash__ = object.__hash__

    def __call__(self, at: Instance) -> Any:
        return self.of(at)

    def __add__(self, other: Quantity | int) -> Quantity:
        that = as_quantity(other)
        return Quantity(f"{self.text} + {that.text}", lambda at: self.of(at) + that.of(at))

    def __sub__(self, other: Quantity | int) -> Quantity:
        that = as_quantity(other)
        return Quantity(f"{self.text} - {_enclosed(that.text)}", lambda at: self.of(at) - that.of(at))

    def __rsub__(self, other: int) -> Quantity:
        return as_quantity(other) - self

    def __neg__(self) -> Quantity:
        return Quantity(f"-{_enclosed(self.text)}", lambda at: -self.of(at))

    def __rmul__(self, factor: int | Fraction) -> Quantity:
        def product(at: Instance) -> Any:
            value = self.of(at)
            if isinstance(value, Bounds | int | np.integer):
                if factor != int(factor):
                    raise InvalidInput(f"{factor} {self.text}: ranks and dimensions are multiplied by integers")
                return int(factor) * value
            return at.numbers.array(factor) * value

        return Quantity(f"{factor} {_enclosed(self.text)}", product)

    def __matmul__(self, other: Quantity) -> Quantity:
        text = f"{_enclosed(self.text)} {_enclosed(other.text)}"
        return Quantity(text, lambda at: at.numbers.matmul(self.of(at), other.of(at)))

    @property
    def T(self) -> Quantity:
        return Quantity(f"{_enclosed(self.text)}^T", lambda at: self.of(at).swapaxes(-1, -2))

    def equals(self, other: Quantity | int) -> Comparison:
        """The conclusion ``self = other``; arrays are equal if all their entries are."""
        return Comparison(self, "=", as_quantity(other))

    def vanishes(self) -> Vanishing:
        """The conclusion that every entry of this array is zero."""
        return Vanishing(self)

    def at_most(self, other: Quantity | int) -> Comparison:
        """The conclusion ``self <= other``."""
        return Comparison(self, "<=", as_quantity(other))

    def at_least(self, other: Quantity | int) -> Comparison:
        """The conclusion ``self >= other``."""
        return Comparison(self, ">=", as_quantity(other))


def as_quantity(value: Quantity | int) -> Quantity:
    """A quantity as it is; an integer as the constant quantity."""
    return value if isinstance(value, Quantity) else Quantity(str(value), lambda at: value)


def _enclosed(text: str) -> str:
    return f"({text})" if " + " in text or " - " in text else text


def face(name: str, text: str) -> Quantity:
    """The quantity that is one attribute of the instance."""
    return Quantity(text, lambda at: getattr(at, name))


def rank(matrix: Quantity) -> Quantity:
    """Rank of a matrix-valued quantity, as bounds."""
    return Quantity(f"rank({matrix.text})", lambda at: at.rank(matrix.of(at)))


def minimum(first: Quantity, second: Quantity) -> Quantity:
    """The smaller of two ranks, dimensions or counts."""

    def smaller(at: Instance) -> Bounds:
        one, other = (value if isinstance(value, Bounds) else Bounds.exactly(value) for value in (first.of(at), second.of(at)))
        return Bounds(np.minimum(one.lower, other.lower), np.minimum(one.upper, other.upper))

    return Quantity(f"min({first.text}, {second.text})", smaller)


def column(vector: Quantity) -> Quantity:
    """A vector as a matrix of one column, which has rank 0 where it vanishes and 1 elsewhere."""
    return Quantity(vector.text, lambda at: vector.of(at)[..., None])


def diagonal(entries: Quantity) -> Quantity:
    """The diagonal matrix with the given vector on its diagonal."""

    def build(at: Instance) -> Any:
        vector = entries.of(at)
        matrix = at.numbers.zeros((*vector.shape, vector.shape[-1]))
        index = np.arange(vector.shape[-1])
        matrix[..., index, index] = vector
        return matrix

    return Quantity(f"diag({entries.text})", build)


jacobian = face("jacobian", "J")
gradients = jacobian.T
"""``G = J^T``: column ``i`` is the gradient of behaviour ``i`` (the behavioural gradients)."""
loss_gradient = face("loss_gradient", "grad l")
loss_hessian = face("loss_hessian", "H")
pulled_back_gradient = Quantity("J^T grad l", lambda at: _transposed_times(at, at.jacobian, at.loss_gradient))
"""What the chain rule says of ``grad L``, computed from ``J`` and ``grad l`` alone."""
unit_form = Quantity(
    "I", lambda at: at.unit_form if hasattr(at, "unit_form") else at.numbers.array(np.eye(at.jacobian.shape[-2], dtype=int))
)
"""The identity on the behaviours; a generic instance without a size brings its own."""
gradient = face("gradient", "grad L")
hessian = face("hessian", "Hess L")
gauss_newton = face("gauss_newton", "J^T H J")
residual_curvature = face("residual_curvature", "S")
first_derivatives = face("first_derivatives", "(dL/dtheta_i)")
second_derivatives = face("second_derivatives", "(d^2 L/dtheta_i dtheta_j)")
"""Those of the composed function itself; `gradient` and `hessian` are what the chain rule gives."""

behaviours = Quantity("m", lambda at: Bounds.exactly(at.jacobian.shape[-2], "counted"))
parameters = Quantity("N", lambda at: Bounds.exactly(at.jacobian.shape[-1], "counted"))
"""``m = kD`` behaviours and ``N`` parameters."""


def _transposed_times(at: Instance, matrix: Any, vector: Any) -> Any:
    return at.numbers.matmul(matrix.swapaxes(-1, -2), vector[..., None])[..., 0]


def show(numbers: System, value: Any) -> str:
    """A quantity's value as an exact string for a reader."""
    if isinstance(value, Bounds | int | str | Fraction):
        return str(value)
    return str(numbers.text(value)).replace("'", "")
