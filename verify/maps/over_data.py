"""The one place that says how a loss of each datum becomes the loss of all outputs: layout, reduction, block-diagonal Hessian."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from verify.errors import InvalidInput
from verify.maps.specs import spec_of
from verify.numbers.system import Array, System
from verify.truth import YES, Truth

_REDUCTIONS = ("sum", "mean")


@dataclass(frozen=True, kw_only=True)
class OverData:
    """A loss ``l(o, y) = c * (l_1 + ... + l_D)`` where ``l_d`` depends on the ``k`` outputs and labels of datum ``d`` only.

    **Layout**: outputs and labels are (..., m) with ``m = D k``, datum by datum, as in `Network`. **Reduction**: ``"sum"`` has ``c = 1``;
    ``"mean"`` has ``c = 1/D``, the mean over the data (never over the ``k`` outputs of a datum). The gradient is (..., m) and the Hessian
    (..., m, m), block diagonal with blocks k x k.

    Each loss states ``l_d`` by three private methods on arrays (..., D, k); this class is theirs alone.
    """

    reduction: str = "sum"
    outputs_per_datum: int = 1

    def __post_init__(self) -> None:
        if self.reduction not in _REDUCTIONS:
            raise InvalidInput(f"reduction must be one of {', '.join(_REDUCTIONS)}, got {self.reduction!r}")
        if self.outputs_per_datum < 1:
            raise InvalidInput(f"outputs_per_datum must be a positive integer, got {self.outputs_per_datum!r}")

    def least_at_fit(self, numbers: System, labels: Array) -> Truth:
        """Is ``l(o, y) >= l(y, y)`` at every ``o`` where ``l`` is defined? Yes or, unless the loss says so, unknown; shape (...)."""
        return Truth(np.zeros(np.shape(labels)[:-1], dtype=np.int8))

    def value(self, numbers: System, outputs: Array, labels: Array) -> Array:
        """``l``, shape (...)."""
        with numbers.arithmetic():
            total = sums(sums(self._value(numbers, *self._data(outputs, labels))).swapaxes(-1, -2))
            return np.asarray(self._reduced(numbers, total, outputs)[..., 0, 0])

    def gradient(self, numbers: System, outputs: Array, labels: Array) -> Array:
        """``dl/do``, shape (..., m)."""
        with numbers.arithmetic():
            slopes = self._reduced(numbers, self._gradient(numbers, *self._data(outputs, labels)), outputs)
            return slopes.reshape(*slopes.shape[:-2], -1)

    def hessian(self, numbers: System, outputs: Array, labels: Array) -> Array:
        """``d^2 l / do^2``, shape (..., m, m)."""
        return block_diagonal(numbers, self.hessian_blocks(numbers, outputs, labels))

    def hessian_blocks(self, numbers: System, outputs: Array, labels: Array) -> Array:
        """The diagonal blocks of the Hessian, one for each datum, shape (..., D, k, k); every other entry is 0."""
        with numbers.arithmetic():
            return self._reduced(numbers, self._hessian(numbers, *self._data(outputs, labels)), outputs)

    def defined(self, numbers: System, outputs: Array, labels: Array) -> Truth:
        """Is ``l`` defined and smooth at these outputs? Shape (...)."""
        with numbers.arithmetic():
            return self._defined(numbers, *self._data(outputs, labels)).all(axis=(-2, -1))

    def jet(self, numbers: System, outputs: Array, labels: Array) -> tuple[Array, Array, Truth]:
        """`gradient`, `hessian_blocks` and `defined` in one, for those who ask for all of them again and again."""
        with numbers.arithmetic():
            o, y = self._data(outputs, labels)
            slopes, blocks = (self._reduced(numbers, part(numbers, o, y), outputs) for part in (self._gradient, self._hessian))
            return slopes.reshape(outputs.shape), blocks, self._defined(numbers, o, y).all(axis=(-2, -1))

    def spec(self) -> dict[str, Any]:
        """The loss as JSON data; `verify.maps.losses.loss_from_spec` rebuilds it."""
        return spec_of(self)

    def _data(self, outputs: Array, labels: Array) -> tuple[Array, Array]:
        """Outputs and labels as (..., D, k)."""
        m, k = outputs.shape[-1], self.outputs_per_datum
        if labels.shape[-1] != m or m % k:
            raise InvalidInput(f"need labels for each of the outputs, {k} for each datum; got {m} outputs and {labels.shape[-1]} labels")
        o, y = (outputs, labels) if outputs.shape == labels.shape else np.broadcast_arrays(outputs, labels)
        return o.reshape(*o.shape[:-1], m // k, k), y.reshape(*y.shape[:-1], m // k, k)

    def _reduced(self, numbers: System, over_data: Array, outputs: Array) -> Array:
        """``c`` times what was found for the data."""
        return over_data if self.reduction == "sum" else over_data * numbers.array(Fraction(self.outputs_per_datum, outputs.shape[-1]))

    def _value(self, numbers: System, o: Array, y: Array) -> Array:
        """Terms (..., D, k) or (..., D, 1) that add up to the losses of the data."""
        raise NotImplementedError

    def _gradient(self, numbers: System, o: Array, y: Array) -> Array:
        """(..., D, k)."""
        raise NotImplementedError

    def _hessian(self, numbers: System, o: Array, y: Array) -> Array:
        """(..., D, k, k)."""
        raise NotImplementedError

    def _defined(self, numbers: System, o: Array, y: Array) -> Truth:
        """(..., D, k), or of a shape that broadcasts to it."""
        return Truth(np.broadcast_to(YES.state, (*o.shape[:-2], 1, 1)))


def sums(entries: Array) -> Array:
    """Sums over the last axis, which stays with length 1 (so that NumPy hands back an array and not an element)."""
    return np.asarray(entries.sum(axis=-1, keepdims=True))


def diagonal(numbers: System, entries: Array) -> Array:
    """The matrices (..., k, k) with the given diagonals (..., k)."""
    if entries.shape[-1] == 1:
        return entries[..., None]
    matrices = numbers.zeros((*entries.shape, entries.shape[-1]))
    index = np.arange(entries.shape[-1])
    matrices[..., index, index] = entries
    return matrices


def block_diagonal(numbers: System, blocks: Array) -> Array:
    """The matrices (..., D k, D k) with the given blocks (..., D, k, k) on their diagonals."""
    *batch, data, k, _ = blocks.shape
    whole = numbers.zeros((*batch, data, k, data, k))
    each = np.arange(data)
    whole.swapaxes(-3, -2)[..., each, each, :, :] = blocks
    return whole.reshape(*batch, data * k, data * k)
