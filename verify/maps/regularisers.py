"""Terms of the total loss that depend on the parameters alone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from verify.maps.expressions import Formulas
from verify.maps.over_data import sums
from verify.maps.specs import rational, spec_of
from verify.numbers.system import Array, System


@dataclass(frozen=True)
class Ridge:
    """``R(theta) = strength * sum of theta_i^2``, with gradient ``2 strength theta`` and Hessian ``2 strength I``."""

    strength: Any

    def __post_init__(self) -> None:
        object.__setattr__(self, "strength", rational("the strength", self.strength))

    def value(self, numbers: System, theta: Array) -> Array:
        """``R``, shape (...)."""
        with numbers.arithmetic():
            return np.asarray((numbers.array(self.strength) * sums(theta * theta))[..., 0])

    def gradient(self, numbers: System, theta: Array) -> Array:
        """Shape (..., N)."""
        with numbers.arithmetic():
            return np.asarray(numbers.array(2 * self.strength) * theta)

    def hessian(self, numbers: System, theta: Array) -> Array:
        """Shape (..., N, N)."""
        hessian = numbers.zeros((*theta.shape, theta.shape[-1]))
        index = np.arange(theta.shape[-1])
        hessian[..., index, index] = numbers.array(2 * self.strength)
        return hessian

    def spec(self) -> dict[str, Any]:
        """As JSON data; `verify.maps.losses.regulariser_from_spec` rebuilds it."""
        return spec_of(self)


@dataclass(frozen=True)
class FormulaRegulariser:
    """``R(theta)`` by a formula in the named parameters, one name for each entry of theta in its order.

    Examples
    --------
    >>> from verify.numbers.rationals import Rationals
    >>> q = Rationals()
    >>> q.text(FormulaRegulariser(("a", "b"), "a**2*b").gradient(q, q.array([1, 3])))
    ['6', '1']
    """

    variables: tuple[str, ...]
    formula: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "variables", tuple(self.variables))
        self._function  # noqa: B018 -- reads the formula now, so that a fault shows where it is written

    @cached_property
    def _function(self) -> Formulas:
        return Formulas(self.variables, (self.formula,))

    def value(self, numbers: System, theta: Array) -> Array:
        """``R``, shape (...)."""
        return self._function.value(numbers, theta)[..., 0]

    def gradient(self, numbers: System, theta: Array) -> Array:
        """Shape (..., N)."""
        return self._function.first(numbers, theta)[..., 0, :]

    def hessian(self, numbers: System, theta: Array) -> Array:
        """Shape (..., N, N)."""
        return self._function.second(numbers, theta)[..., 0, :, :]

    def spec(self) -> dict[str, Any]:
        """As JSON data; `verify.maps.losses.regulariser_from_spec` rebuilds it."""
        return spec_of(self)
