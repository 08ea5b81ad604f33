"""Certified zeros: a box in which a square system of equations has exactly one solution."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from flint import arb

from verify.errors import InvalidInput, Undecided
from verify.numbers.balls import Balls
from verify.numbers.elements import elementwise, filled, flat
from verify.numbers.system import Array
from verify.truth import UNKNOWN, YES, Truth

_STEPS = 30

Map = Callable[[Array], Array]


def enclosed_zero(values: Map, slopes: Map, near: Array, numbers: Balls) -> Array:
    """A box of balls, shape (n,), that contains exactly one zero of ``values``, close to ``near``.

    Newton's method moves ``near`` to a midpoint, around which boxes of growing size are tried; the one returned passes `holds_one_zero`, and
    whoever has the box can ask that again. The midpoints are computed in balls, so they are the same on every machine.

    Parameters
    ----------
    values, slopes : callable
        The system ``f``, n equations in n unknowns, and its derivative (n, n), over balls.
    near : array (n,)
        Where to begin; only the answer is certified.

    Raises
    ------
    Undecided
        If Newton's method does not settle, or no box around the point that it reached is mapped into itself.
    InvalidInput
        If the system is not square.

    Examples
    --------
    >>> numbers = Balls()
    >>> root = enclosed_zero(lambda x: x * x - numbers.array([2]), lambda x: numbers.array([[2]]) * x, numbers.array(["1.4"]), numbers)
    >>> print(root[0].str(10))
    [1.414213562 +/- 3.74e-10]
    """
    point = _settled(values, slopes, near, numbers)
    with numbers.arithmetic():
        for exponent in range(numbers.bits * 3 // 4, numbers.bits // 8, -numbers.bits // 8):
            box: Array = point + filled(arb(0, arb(2) ** -exponent), point.shape)
            if holds_one_zero(values, slopes, box, numbers).is_yes:
                return box
    raise Undecided(f"no box around {numbers.text(point)} is mapped into itself: no zero is certified near {numbers.text(near)}")


def holds_one_zero(values: Map, slopes: Map, box: Array, numbers: Balls) -> Truth:
    """Is there exactly one zero of ``values`` in the box? Yes or unknown, by Krawczyk's test.

    For a box ``X`` around ``c`` and an approximate inverse ``C`` of the derivative at ``c``, Krawczyk's theorem says that if
    ``K = c - C f(c) + (I - C f'(X)) (X - c)`` lies in the interior of ``X``, there is one zero in ``X`` and no other.

    Examples
    --------
    >>> numbers = Balls()
    >>> def root_of_two_in(box):
    ...     square = lambda x: x * x - numbers.array([2])
    ...     return holds_one_zero(square, lambda x: numbers.array([[2]]) * x, numbers.array([box]), numbers)
    >>> root_of_two_in("[1.4 +/- 0.1]"), root_of_two_in("[1.6 +/- 0.1]")
    (Truth(yes), Truth(unknown))
    """
    try:
        with numbers.arithmetic():
            middle = _middle(box)
            identity = numbers.array(np.eye(len(box), dtype=int))
            inverse = _middle(numbers.solve(slopes(middle), identity))
            shrunk = identity - numbers.matmul(inverse, slopes(box))
            moved = middle - numbers.matmul(inverse, values(middle)[:, None])[:, 0]
            image = moved + numbers.matmul(shrunk, (box - middle)[:, None])[:, 0]
    except Undecided:
        return UNKNOWN
    inside = all(outer.contains_interior(inner) for outer, inner in zip(flat(box), flat(image), strict=True))
    return YES if inside else UNKNOWN


def _settled(values: Map, slopes: Map, near: Array, numbers: Balls) -> Array:
    """Where Newton's method comes to rest: its last step, of quadratic convergence, was shorter than half of the digits tell."""
    point = _middle(near)
    if slopes(point).shape != (len(point), len(point)):
        raise InvalidInput(
            f"{slopes(point).shape[0]} equations in {len(point)} unknowns: Newton's method needs as many of one as of the other"
        )
    with numbers.arithmetic():
        for _ in range(_STEPS):
            step = _middle(numbers.solve(slopes(point), values(point)[:, None])[:, 0])
            point = _middle(point - step)
            if all(abs(length) < arb(2) ** (-numbers.bits // 2) for length in flat(step)):
                return point
    raise Undecided(f"Newton's method from {numbers.text(near)} does not settle within {_STEPS} steps: begin elsewhere")


def _middle(values: Array) -> Array:
    return elementwise(values, lambda x: x.mid())
