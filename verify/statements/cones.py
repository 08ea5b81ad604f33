"""Losses of degree one, ``l(s o) = s l(o)``: at the origin they have slopes along every line, and need not be differentiable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import sympy

from verify.errors import InvalidInput
from verify.maps.losses import FormulaLoss
from verify.numbers.rationals import Rationals
from verify.numbers.symbols import Symbols
from verify.numbers.system import Array
from verify.statements.conditions import Condition
from verify.statements.instances import Subject
from verify.statements.quantities import Quantity
from verify.truth import Truth


@dataclass(frozen=True)
class _Cone:
    """A loss of degree one, and a line ``F(t) = t v`` through the origin."""

    loss: FormulaLoss
    direction: tuple[Any, ...]


def cone(outputs: Sequence[str], formula: str, direction: Sequence[Any]) -> Subject:
    """A loss of degree one by its formula away from the origin (where it is 0), met along ``F(t) = t direction``.

    Raises
    ------
    InvalidInput
        If ``l(s o) = s l(o)`` is not an identity.
    """
    loss = FormulaLoss(tuple(outputs), formula)
    scale, numbers = sympy.Symbol("s"), Symbols()
    place = numbers.array([sympy.Symbol(name) for name in outputs])
    defect = _value(numbers, loss, place * numbers.array(scale)) - numbers.array(scale) * _value(numbers, loss, place)
    if not bool(numbers.zero(defect).all().is_yes):
        raise InvalidInput(f"l = {formula} is not of degree one: l(s o) and s l(o) differ")
    name = f"l = {formula} along ({', '.join(map(str, direction))}) t"
    return Subject(name, _Cone(loss, tuple(direction)), Rationals())


def _value(numbers: Any, loss: FormulaLoss, outputs: Array) -> Array:
    return loss.value(numbers, outputs, numbers.zeros(outputs.shape))


def _slope(at: Any) -> Array:
    """``L(t) = l(t v) = t l(v)``."""
    return _value(at.numbers, at.value.loss, at.numbers.array([at.value.direction]))


def _by_partial_derivatives(at: Any) -> Array:
    """``sum_a v_a dl/do_a``, where ``dl/do_a = l(e_a)``."""
    direction = at.numbers.array([at.value.direction])
    partial = _value(at.numbers, at.value.loss, at.numbers.array(np.eye(direction.shape[-1], dtype=int)))
    found: Array = (direction * partial).sum(axis=-1)
    return found


def _linear(at: Any) -> Truth:
    """Is ``l`` linear? A function of degree one is differentiable at the origin exactly if it is its own derivative there."""
    numbers, loss = Symbols(), at.value.loss
    place = numbers.array([[sympy.Symbol(name) for name in loss.variables]])
    partial = _value(numbers, loss, numbers.array(np.eye(place.shape[-1], dtype=int)))
    return numbers.zero(_value(numbers, loss, place) - (place * partial).sum(axis=-1)).all()


slope_along_line = Quantity("dL/dt", _slope)
partial_derivatives_along_line = Quantity("sum_a dl/do_a dF_a/dt", _by_partial_derivatives)
loss_differentiable = Condition("l is differentiable at F(theta)", _linear)
