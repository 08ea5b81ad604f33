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

Equations = Callable[[Array], tuple[Array, Array]]
"""A map ``f`` and its derivative at a point, or all over a box of balls: arrays (n,) and (n, n) from an array (n,)."""


def enclosed_zero(equations: Equations, near: Array, numbers: Balls) -> Array:
    """A box of balls, shape (n,), that contains exactly one zero of ``f``, close to ``near``.

    Newton's method moves ``near`` to a midpoint, around which boxes of growing size are tried; the one returned passes `holds_one_zero`,
    and whoever has the box can ask that again. The midpoints are computed in balls, so they are the same on every machine.

    Parameters
    ----------
    equations : callable
        Values and derivative of ``f``, n equations in n unknowns, over balls.
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
    >>> square = lambda x: (x * x - numbers.array([2]), numbers.array([[2]]) * x)
    >>> print(enclosed_zero(square, numbers.array(["1.4"]), numbers)[0].str(10))
    [1.414213562 +/- 3.74e-10]
    """
    point = _settled(equations, near, numbers)
    with numbers.arithmetic():
        for exponent in range(numbers.bits * 3 // 4, numbers.bits // 8, -numbers.bits // 8):
            box: Array = point + filled(arb(0, arb(2) ** -exponent), point.shape)
            if holds_one_zero(equations, box, numbers).is_yes:
                return box
    raise Undecided(f"no box around {numbers.text(point)} is mapped into itself: no zero is certified near {numbers.text(near)}")


def holds_one_zero(equations: Equations, box: Array, numbers: Balls) -> Truth:
    """Is there exactly one zero of ``f`` in the box? Yes or unknown, by Krawczyk's test.

    For a box ``X`` around ``c`` and an approximate inverse ``C`` of the derivative at ``c``, Krawczyk's theorem says that if
    ``K = c - C f(c) + (I - C f'(X)) (X - c)`` lies in the interior of ``X``, there is one zero in ``X`` and no other.

    Examples
    --------
    >>> numbers = Balls()
    >>> square = lambda x: (x * x - numbers.array([2]), numbers.array([[2]]) * x)
    >>> tuple(holds_one_zero(square, numbers.array([box]), numbers) for box in ("[1.4 +/- 0.1]", "[1.6 +/- 0.1]"))
    (Truth(yes), Truth(unknown))
    """
    try:
        with numbers.arithmetic():
            middle = _middle(box)
            identity = numbers.array(np.eye(len(box), dtype=int))
            values, slopes = equations(middle)
            inverse = _middle(numbers.solve(slopes, identity))
            shrunk = identity - numbers.matmul(inverse, equations(box)[1])
            moved = middle - numbers.matmul(inverse, values[:, None])[:, 0]
            image = moved + numbers.matmul(shrunk, (box - middle)[:, None])[:, 0]
    except Undecided:
        return UNKNOWN
    inside = all(outer.contains_interior(inner) for outer, inner in zip(flat(box), flat(image), strict=True))
    return YES if inside else UNKNOWN


def _settled(equations: Equations, near: Array, numbers: Balls) -> Array:
    """Where Newton's method comes to rest: its last step, of quadratic convergence, was shorter than half of the digits tell."""
    point = _middle(near)
    with numbers.arithmetic():
        for _ in range(_STEPS):
            values, slopes = equations(point)
            if slopes.shape != (len(point), len(point)):
                raise InvalidInput(
                    f"{len(slopes)} equations in {len(point)} unknowns: Newton's method needs as many of one as of the other"
                )
            step = _middle(numbers.solve(slopes, values[:, None])[:, 0])
            point = _middle(point - step)
            if all(abs(length) < arb(2) ** (-numbers.bits // 2) for length in flat(step)):
                return point
    raise Undecided(f"Newton's method from {numbers.text(near)} does not settle within {_STEPS} steps: begin elsewhere")


def _middle(values: Array) -> Array:
    return elementwise(values, lambda x: x.mid())
