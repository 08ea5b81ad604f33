"""A loss given by a formula in the outputs and labels of one datum."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from verify.errors import InvalidInput
from verify.maps.expressions import Formulas
from verify.maps.over_data import OverData
from verify.numbers.system import Array, System


@dataclass(frozen=True)
class FormulaLoss(OverData):
    """The loss ``l_d`` of each datum as a formula in its ``k`` outputs and ``k`` labels.

    Nothing is assumed about where it is least, so ``least_at_fit`` is unknown.

    Parameters
    ----------
    variables : tuple of str
        Names of the outputs of a datum.
    formula : str
        Read by `verify.maps.expressions.parse`.
    labels : tuple of str, optional
        Names of the labels of a datum; default ``y1, ..., yk``.
    outputs_per_datum : int, optional
        The number of names; need not be given.

    Examples
    --------
    >>> from verify.numbers.rationals import Rationals
    >>> q = Rationals()
    >>> saddle = FormulaLoss(("o1", "o2"), "(o1 - y1)*(o2 - y2)")
    >>> q.text(saddle.hessian(q, q.array([5, 7]), q.array([0, 0])))
    [['0', '1'], ['1', '0']]
    """

    variables: tuple[str, ...]
    formula: str
    labels: tuple[str, ...] | None = None
    outputs_per_datum: int = field(default=0, kw_only=True)

    def __post_init__(self) -> None:
        names = tuple(self.variables)
        labels = tuple(f"y{i}" for i in range(1, len(names) + 1)) if self.labels is None else tuple(self.labels)
        if not names or len(labels) != len(names) or self.outputs_per_datum not in (0, len(names)):
            raise InvalidInput(f"name each of the outputs of a datum and as many labels, got outputs {names}, labels {labels}")
        for name, value in (("variables", names), ("labels", labels), ("outputs_per_datum", len(names))):
            object.__setattr__(self, name, value)
        super().__post_init__()
        self._function  # noqa: B018 -- reads the formula now, so that a fault shows where it is written

    @cached_property
    def _function(self) -> Formulas:
        return Formulas((*self.variables, *(self.labels or ())), (self.formula,), by=len(self.variables))

    def _value(self, numbers: System, o: Array, y: Array) -> Array:
        return self._function.value(numbers, np.concatenate([o, y], axis=-1))

    def _gradient(self, numbers: System, o: Array, y: Array) -> Array:
        return self._function.first(numbers, np.concatenate([o, y], axis=-1))[..., 0, :]

    def _hessian(self, numbers: System, o: Array, y: Array) -> Array:
        return self._function.second(numbers, np.concatenate([o, y], axis=-1))[..., 0, :, :]
