"""A smooth behaviour map given by formulas in its parameters."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import sympy

from verify.errors import InvalidInput
from verify.maps.expressions import FUNCTIONS, Formulas
from verify.maps.jets import TwoJet
from verify.numbers.system import Array, System
from verify.truth import YES, Truth


@dataclass(frozen=True)
class FormulaMap:
    """The map ``F(theta) = (f_1(theta), ..., f_m(theta))`` given by one formula for each behaviour.

    Parameters
    ----------
    variables : tuple of str
        Names of the parameters, in the order of ``theta``.
    formulas : tuple of str
        Read by `verify.maps.expressions.parse`.

    Examples
    --------
    >>> from verify.numbers.rationals import Rationals
    >>> q = Rationals()
    >>> jet = FormulaMap(("a", "b"), ("a*b", "a**2")).two_jet(q, q.array([2, 3]))
    >>> q.text(jet.outputs), q.text(jet.jacobian)
    (['6', '4'], [['3', '2'], ['4', '0']])
    """

    variables: tuple[str, ...]
    formulas: tuple[str, ...]

    def __post_init__(self) -> None:
        for field in ("variables", "formulas"):
            value = getattr(self, field)
            if isinstance(value, str) or not value:
                raise InvalidInput(f"{field} must be a tuple of at least one text, got {value!r}")
            object.__setattr__(self, field, tuple(value))
        self._functions  # noqa: B018 -- reads the formulas now, so that a fault shows where they are written

    @cached_property
    def _functions(self) -> Formulas:
        return Formulas(self.variables, self.formulas)

    @property
    def expressions(self) -> list[sympy.Expr]:
        """The formulas as SymPy expressions in symbols of the variables' names."""
        return self._functions.expressions

    @property
    def parameters(self) -> int:
        """``N``."""
        return len(self.variables)

    @property
    def behaviours(self) -> int:
        """``m``."""
        return len(self.formulas)

    def outputs(self, numbers: System, theta: Array) -> Array:
        """``F(theta)``, shape (..., m)."""
        return self._functions.value(numbers, numbers.array(theta))

    def jacobian(self, numbers: System, theta: Array) -> Array:
        """``J``, shape (..., m, N)."""
        return self._functions.first(numbers, numbers.array(theta))

    def two_jet(self, numbers: System, theta: Array) -> TwoJet:
        """Outputs, Jacobian and Hessians; smooth wherever the formulas have a value, and where not, `NotDefined` is raised."""
        point = numbers.array(theta)
        functions = self._functions
        smooth = Truth(np.broadcast_to(YES.state, point.shape[:-1]))
        return TwoJet(functions.value(numbers, point), functions.first(numbers, point), functions.second(numbers, point), smooth)

    def spec(self, numbers: System) -> dict[str, Any]:
        """The map as JSON data; `verify.maps.models.model_from_spec` rebuilds it."""
        return {"kind": "formulas", "variables": list(self.variables), "formulas": list(self.formulas)}


def polynomial_map(*formulas: str, variables: tuple[str, ...] | None = None) -> FormulaMap:
    """The `FormulaMap` of the formulas; its variables are the names in them in alphabetical order, unless given.

    Examples
    --------
    >>> polynomial_map("t**2 - s", "t").variables
    ('s', 't')
    """
    return FormulaMap(_names(formulas) if variables is None else variables, formulas)


def _names(formulas: tuple[str, ...]) -> tuple[str, ...]:
    try:
        nodes = [node for formula in formulas for node in ast.walk(ast.parse(formula.strip(), mode="eval"))]
    except (SyntaxError, ValueError) as fault:
        raise InvalidInput(f"cannot read the formulas {formulas!r}: {fault}") from fault
    return tuple(sorted({node.id for node in nodes if isinstance(node, ast.Name)} - {"pi", *FUNCTIONS}))
