"""Elements of a number system in and out of arrays, with every fault named by its place."""

from __future__ import annotations

import math
import numbers
import reprlib
from collections.abc import Callable, Iterable
from fractions import Fraction
from operator import index
from typing import Any

import numpy as np

from verify.errors import InvalidInput
from verify.numbers.system import Array, objects

_ACCEPTED = "give an int, a Fraction, a 'p/q' or decimal string, or a finite float (read as the dyadic rational it is)"


def read(values: Any, element: Callable[[Any], Any]) -> Array:
    """Object array of ``element(v)`` for each ``v`` in an array, or in nested lists and tuples.

    ``element`` raises `ValueError`, `TypeError`, `ZeroDivisionError` or `OverflowError` on what it cannot take; its text is completed by
    the value and its position.

    Raises
    ------
    InvalidInput
        If an entry is no element, or the nesting is ragged.
    """
    leaves, shape = _flattened(values)
    found = []
    for number, leaf in enumerate(leaves):
        try:
            found.append(element(leaf))
        except (ValueError, TypeError, ZeroDivisionError, OverflowError) as fault:
            where = place(np.unravel_index(number, shape))
            reason = fault.args[0] if fault.args else "refused"
            raise InvalidInput(f"{where} is {reprlib.repr(leaf)}: {reason}; {_ACCEPTED}") from None
    return objects(found, shape)


def fraction(value: Any) -> Fraction:
    """The rational number that ``value`` is: an int, a Fraction, a string, a finite float, or anything with integers ``p`` and ``q``.

    Examples
    --------
    >>> fraction("-3/6"), fraction("0.1"), fraction(0.5)
    (Fraction(-1, 2), Fraction(1, 10), Fraction(1, 2))
    """
    if isinstance(value, bool | np.bool_):
        raise TypeError("a truth value, not a number")
    if isinstance(value, numbers.Rational):  # its parts may be NumPy integers, which overflow
        return Fraction(int(value.numerator), int(value.denominator))
    if isinstance(value, str):
        return Fraction(value)
    if isinstance(value, float | np.floating):
        if not math.isfinite(value):
            raise ValueError("not finite")
        return Fraction(*value.as_integer_ratio())
    try:
        if hasattr(value, "p") and hasattr(value, "q"):  # FLINT's and SymPy's rationals
            return Fraction(index(value.p), index(value.q))
        return Fraction(index(value))  # FLINT's integers
    except TypeError:
        raise TypeError("not a number of this system") from None


def filled(element: Any, shape: tuple[int, ...]) -> Array:
    """Object array of ``shape`` with the one (immutable) element everywhere."""
    return objects([element] * math.prod(shape), shape)


def boxed(values: Any) -> Array:
    """``values`` if it is an array; otherwise the bare element that NumPy hands out in place of a 0-d object array, boxed again."""
    return values if isinstance(values, np.ndarray) else objects([values], ())


def flat(values: Any) -> list[Any]:
    """The elements in row-major order."""
    return list(boxed(values).ravel().tolist())


def elementwise(values: Any, operation: Callable[[Any], Any]) -> Array:
    """Object array of ``operation(v)``, same shape."""
    return objects([operation(value) for value in flat(values)], np.shape(boxed(values)))


def nested(values: Any, text: Callable[[Any], str]) -> Any:
    """``text(v)`` of each element, as nested lists of the array's shape."""
    return elementwise(values, text).tolist()


def place(indices: Iterable[Any]) -> str:
    """``'entry [0][2]'`` for an error text; ``'the value'`` where there is only one."""
    return f"entry {''.join(f'[{int(i)}]' for i in indices)}".removesuffix("entry ") or "the value"


def _flattened(values: Any) -> tuple[list[Any], tuple[int, ...]]:
    """Leaves in row-major order, and the shape; NumPy does not look inside the elements of an object array."""
    if isinstance(values, np.ndarray):
        return values.ravel().tolist(), values.shape
    if not isinstance(values, list | tuple | range):
        return [values], ()
    leaves: list[Any] = []
    inner: tuple[int, ...] = ()
    for row, branch in enumerate(values):
        found, shape = _flattened(branch)
        if row and shape != inner:
            raise InvalidInput(f"ragged array: {place((row,))} has shape {shape}, those before it {inner}; give lists of equal length")
        inner = shape
        leaves.extend(found)
    return leaves, (len(values), *inner)
