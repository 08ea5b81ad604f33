"""For which labels can a system of polynomial equations be met? What holds of all of them, by elimination of everything but the labels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import sympy

from verify.errors import InvalidInput
from verify.numbers.rationals import Rationals
from verify.ranks.rank import rank
from verify.statements.elimination import eliminated
from verify.truth import NO, UNKNOWN, YES, Truth


@dataclass(frozen=True)
class LabelSystem:
    """Polynomial equations in unknowns and labels, rational coefficients.

    Parameters
    ----------
    equations : tuple of expressions
        Each is to be 0.
    unknowns, labels : tuple of symbols
    example : mapping, optional
        Rational values of all symbols at which the equations hold.

    Examples
    --------
    The labels of ``F(t) = (t, t^2)`` for which some ``t`` is critical with a vanishing second derivative (the evolute of the parabola):

    >>> t, y1, y2 = sympy.symbols("t y1 y2")
    >>> loss = (t - y1) ** 2 + (t**2 - y2) ** 2
    >>> system = LabelSystem((loss.diff(t), loss.diff(t, 2)), (t,), (y1, y2))
    >>> system.eliminated
    (27*y1**2 - 16*y2**3 + 24*y2**2 - 12*y2 + 2,)
    >>> system.met_by_few(), system.met_by_none()
    (Truth(yes), Truth(unknown))
    """

    equations: tuple[Any, ...]
    unknowns: tuple[Any, ...]
    labels: tuple[Any, ...]
    example: Mapping[Any, Any] | None = None

    def __post_init__(self) -> None:
        if self.example is not None and any(sympy.sympify(equation).subs(self.example) != 0 for equation in self.equations):
            raise InvalidInput(f"the example {dict(self.example)} does not meet the equations")

    @cached_property
    def eliminated(self) -> tuple[Any, ...]:
        """Polynomials in the labels alone that generate all those which vanish wherever the equations can be met, over the complex numbers.

        Each is cleared of denominators.
        """
        nonzero = [expanded for equation in self.equations if (expanded := sympy.expand(equation)) != 0]
        if not nonzero:
            return ()
        kept = eliminated(nonzero, self.unknowns, self.labels)
        return tuple(sympy.Poly(element, *self.labels).clear_denoms()[1].as_expr() for element in kept)

    def met_by_few(self) -> Truth:
        """Do all labels for which the equations can be met lie in the zero set of one nonzero polynomial, which is a null set?

        Yes if elimination leaves a polynomial. No if at the example the derivatives of the equations in the unknowns are independent: by
        the implicit function theorem they can then be met for all labels nearby.
        """
        if self.eliminated:
            return YES
        return NO if self.example is not None and self._solvable_nearby() else UNKNOWN

    def met_by_none(self) -> Truth:
        """Can the equations be met for no label at all? Yes if they generate 1; no if there is an example."""
        if self.example is not None:
            return NO
        return YES if self.eliminated == (1,) else UNKNOWN

    def _solvable_nearby(self) -> bool:
        numbers = Rationals()
        slopes = sympy.Matrix(self.equations).jacobian(self.unknowns).subs(self.example)
        entries = [[str(entry) for entry in slopes.row(row)] for row in range(slopes.rows)]
        return bool(rank(numbers, numbers.array(entries)).equal(slopes.rows).is_yes)
