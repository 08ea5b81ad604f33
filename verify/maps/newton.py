"""Certified zeros: a box in which a square system of equations has exactly one solution."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from flint import arb

from verify.errors import InvalidInput, Undecided
from verify.numbers.balls import Balls
from verify.numbers.elements import elementwise, filled, flat
from verify.numbers.system import Array

_STEPS = 30


def enclosed_zero(values: Callable[[Array], Array], slopes: Callable[[Array], Array], near: Array, numbers: Balls) -> Array:
    """A box of balls, shape (n,), that contains exactly one zero of ``values``, close to ``near``.

    Newton's method moves ``near`` to a midpoint ``c``. For a box ``X`` around ``c`` and an approximate inverse ``C`` of the derivative,
    Krawczyk's theorem says that if ``K = c - C f(c) + (I - C f'(X)) (X - c)`` lies inside ``X``, there is one zero in ``X`` and no other.

    Parameters
    ----------
    values, slopes : callable
        The system ``f``, n equations in n unknowns, and its derivative (n, n), over balls.
    near : array (n,)
        Where to begin; only the answer is certified.

    Raises
    ------
    Undecided
        If no box around the point that Newton's method reached is mapped into itself.
    InvalidInput
        If the system is not square.

    Examples
    --------
    >>> numbers = Balls()
    >>> root = enclosed_zero(lambda x: x * x - numbers.array([2]), lambda x: numbers.array([[2]]) * x, numbers.array(["1.4"]), numbers)
    >>> print(root[0].str(10))
    [1.414213562 +/- 3.74e-10]
    """
    point = _middle(near)
    if slopes(point).shape != (len(point), len(point)):
        raise InvalidInput(
            f"{slopes(point).shape[0]} equations in {len(point)} unknowns: Newton's method needs as many of one as of the other"
        )
    with numbers.arithmetic():
        for _ in range(_STEPS):
            point = _middle(point - numbers.solve(slopes(point), values(point)[:, None])[:, 0])
        inverse = _middle(numbers.solve(slopes(point), numbers.array(np.eye(len(point), dtype=int))))
        for exponent in range(numbers.bits * 3 // 4, numbers.bits // 8, -numbers.bits // 8):
            radius = filled(arb(0, arb(2) ** -exponent), point.shape)
            box = point + radius
            shrunk = numbers.array(np.eye(len(point), dtype=int)) - numbers.matmul(inverse, slopes(box))
            image = point - numbers.matmul(inverse, values(point)[:, None])[:, 0] + numbers.matmul(shrunk, radius[:, None])[:, 0]
            if all(outer.contains_interior(inner) for outer, inner in zip(flat(box), flat(image), strict=True)):
                return image
    raise Undecided(f"no box around {numbers.text(point)} is mapped into itself: no zero is certified near {numbers.text(near)}")


def _middle(values: Array) -> Array:
    return elementwise(values, lambda x: x.mid())
