"""Losses and regularisers: what a statement may ask of them, the ones there are, and how one is rebuilt from plain data."""

from __future__ import annotations

from typing import Any, Protocol, cast

from verify.maps.classification import BinaryCrossEntropy, CrossEntropy, SoftmaxCrossEntropy
from verify.maps.formula_losses import FormulaLoss
from verify.maps.regression import LogCosh, QuarticError, SquaredError
from verify.maps.regularisers import FormulaRegulariser, Ridge
from verify.maps.specs import from_spec
from verify.numbers.system import Array, System
from verify.truth import Truth

__all__ = [
    "LOSSES",
    "REGULARISERS",
    "BinaryCrossEntropy",
    "CrossEntropy",
    "FormulaLoss",
    "FormulaRegulariser",
    "LogCosh",
    "Loss",
    "QuarticError",
    "Regulariser",
    "Ridge",
    "SoftmaxCrossEntropy",
    "SquaredError",
    "loss_from_spec",
    "regulariser_from_spec",
]

LOSSES = {
    kind.__name__: kind
    for kind in (SquaredError, QuarticError, LogCosh, BinaryCrossEntropy, CrossEntropy, SoftmaxCrossEntropy, FormulaLoss)
}
REGULARISERS = {kind.__name__: kind for kind in (Ridge, FormulaRegulariser)}
"""What there is, by the name under which a specification calls it."""


class Loss(Protocol):
    """A function ``l(o, y)`` of the outputs and labels, both (..., m) in the layout of `Network`, with two derivatives in ``o``."""

    def least_at_fit(self, numbers: System, labels: Array) -> Truth:
        """Is ``l(o, y) >= l(y, y)`` at every ``o`` where ``l`` is defined? Yes or unknown, shape (...)."""

    def value(self, numbers: System, outputs: Array, labels: Array) -> Array:
        """``l``, shape (...); `NotDefined` where the number system lacks the value."""

    def gradient(self, numbers: System, outputs: Array, labels: Array) -> Array:
        """``grad l``, shape (..., m)."""

    def hessian(self, numbers: System, outputs: Array, labels: Array) -> Array:
        """``H_l``, shape (..., m, m)."""

    def defined(self, numbers: System, outputs: Array, labels: Array) -> Truth:
        """Is ``l`` defined and smooth there? Shape (...)."""

    def spec(self) -> dict[str, Any]: ...


class Regulariser(Protocol):
    """A function ``R(theta)``, added to the loss of the outputs."""

    def value(self, numbers: System, theta: Array) -> Array:
        """``R``, shape (...)."""

    def gradient(self, numbers: System, theta: Array) -> Array:
        """``grad R``, shape (..., N)."""

    def hessian(self, numbers: System, theta: Array) -> Array:
        """``Hess R``, shape (..., N, N)."""

    def spec(self) -> dict[str, Any]: ...


def loss_from_spec(spec: Any) -> Loss:
    """The loss that ``loss.spec()`` described; `InvalidInput` if it is none.

    Examples
    --------
    >>> loss_from_spec({"kind": "QuarticError"})
    QuarticError(reduction='sum', outputs_per_datum=1)
    """
    return cast(Loss, from_spec(spec, LOSSES, "loss"))


def regulariser_from_spec(spec: Any) -> Regulariser:
    """The regulariser that ``regulariser.spec()`` described; `InvalidInput` if it is none."""
    return cast(Regulariser, from_spec(spec, REGULARISERS, "regulariser"))
