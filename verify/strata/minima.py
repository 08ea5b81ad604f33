"""Strata of global minima that miss their labels, each with a proof: valleys and spheres of minima, and losses that are constant."""

from __future__ import annotations

from typing import Any

import numpy as np
import sympy

from verify.maps.expressions import parse
from verify.maps.formulas import polynomial_map
from verify.maps.losses import SquaredError
from verify.maps.taylor import TaylorMap
from verify.numbers.polynomials import Polynomials
from verify.numbers.symbols import Symbols
from verify.numbers.system import Array
from verify.statements.instances import ModelInstance
from verify.statements.minima import LowerBound
from verify.strata.choosers import Chooser
from verify.strata.fibres import Change
from verify.strata.strata import Stratum

_NAMES = ("a", "b", "c")


def _formulas(model: TaylorMap) -> list[str]:
    """The polynomials of a map as texts in the first of the names."""
    symbols = Symbols()
    values = model.outputs(symbols, symbols.array(sympy.symbols(_NAMES[: model.parameters])))
    return [str(sympy.expand(value)) for value in values]


def _sum_of_squares(formulas: list[str]) -> str:
    return " + ".join(f"({formula})**2" for formula in formulas)


def _least(choose: Chooser, theta: Array, missed: list[str], bound: Array, squares: list[str], facts: dict[str, Any]) -> ModelInstance:
    """The instance whose behaviours miss their labels, any small integers, by the functions ``missed``; ``L`` is bound and squares."""
    numbers = choose.numbers
    names = _NAMES[: len(theta)]
    labels = choose.integers((len(missed),), -choose.scale, choose.scale)
    written = zip(missed, numbers.text(labels), strict=True)
    model = polynomial_map(*(str(parse(f"{formula} + ({label})", names)) for formula, label in written), variables=names)
    below = LowerBound(numbers.text(bound), tuple(squares), names)
    return ModelInstance(numbers, model, theta, labels, SquaredError(), facts={"lower bound of L": below, **facts})


def _valley(choose: Chooser) -> ModelInstance:
    """Behaviours ``z_1, ..., z_j`` and ``|z|^2 + e^2/2`` of the read coordinates ``z``, less their labels.

    So ``L = e^4/4 + z_1^2 + ... + z_j^2 + e^2 |z|^2 + |z|^4`` is least where all of them vanish, whatever the free coordinates do.
    ``minima`` is a curve of such points, ``again`` its point at ``t = 1``; ``v`` is its velocity, or a vector with ``J v = 0``, or any.
    A demanded fit is ``e = 0``.
    """
    numbers, germs = choose.numbers, Polynomials()
    read, free = choose.size(1, 2), choose.size(0, 1)
    change, theta = Change.chosen(choose, read + free), choose.integers((read + free,), -1, 1)
    before = change.taking(choose, theta, theta * numbers.array(0))
    straight, edge = choose.size(0, read), choose.integers((), 1, 2)
    if "fit" in choose.demands:
        edge = edge * numbers.array(0)

    def moved(first: int, slope: int = 2, bend: int = 0) -> Array:
        """Along a curve on which the coordinates before ``first`` vanish."""
        kept = numbers.array((np.arange(read + free) >= first).astype(int))
        speed, turn = (germs.array(choose.integers((read + free,), -most, most) * kept) for most in (slope, bend))
        return change.curve(before.constant, germs.variable * (speed + germs.variable * turn))

    minima, first = moved(read, bend=2), choose.among((None, None, straight, straight, 0))
    facts = {"again": minima.sum(axis=1), "minima": minima, "v": (minima if first is None else moved(first))[:, 1]}
    heights = _formulas(before)[:read]
    level, square = numbers.text(edge), _sum_of_squares(heights)
    squares = [*heights[:straight], *(f"({level})*({height})" for height in heights), square]
    missed = [*heights[:straight], f"{square} + ({level})**2/2"]
    return _least(choose, theta, missed, edge * edge * edge * edge * numbers.array("1/4"), squares, facts)


def _sphere(choose: Chooser) -> ModelInstance:
    """Behaviours ``z`` and ``|z|^2 - rho - 1/2`` of the read coordinates, less their labels.

    So ``L = rho + 1/4 + (|z|^2 - rho)^2`` is least on a sphere, or where ``z`` vanishes, for ``rho = 0``: the label is then at the centre
    of curvature of the image. ``again`` is another point of the sphere. A demanded fit fits theta alone.
    """
    numbers = choose.numbers
    one = numbers.array(1)
    read, free = choose.size(1, 2), choose.size(0, 1)
    change, theta = Change.chosen(choose, read + free), choose.integers((read + free,), -1, 1)
    z, normal = choose.integers((read,), -1, 1), choose.integers((read,), -2, 2)
    normal[0] = one
    reflected = z - (one + one) * normal * (normal * z).sum() / (normal * normal).sum()
    nothing = numbers.zeros((free,))
    before = change.taking(choose, theta, np.concatenate([z, nothing]))
    there = Polynomials().array(np.concatenate([reflected, choose.integers((free,), -2, 2)]))
    heights, rho = _formulas(before)[:read], (z * z).sum()
    around = f"{_sum_of_squares(heights)} - ({numbers.text(rho)})"
    facts = {"again": change.curve(before.constant, there)[:, 0]}
    at = _least(choose, theta, [*heights, f"{around} - 1/2"], rho + numbers.array("1/4"), [around], facts)
    return at if "fit" not in choose.demands else ModelInstance(numbers, at.model, theta, at.outputs, at.loss, facts=facts)


def _constant(choose: Chooser) -> ModelInstance:
    """Behaviours on a sphere about the labels: ``y + r (2 u, 1 - |u|^2) / (1 + |u|^2)``, where ``u`` are polynomials of degree 2.

    A demanded fit makes every behaviour constant, ``y - 1 + 1 / (1 + |u|^2) + |u|^2 / (1 + |u|^2)``. ``again`` is any parameter.
    """
    numbers, reach = choose.numbers, choose.scale
    parameters, count = choose.size(1, 2), choose.size(1, 2)
    linear, bent = choose.integers((count, parameters), -reach, reach), numbers.zeros((count, parameters, parameters))
    bent[..., 0, 0] = choose.integers((count,), -2, 2)
    free = _formulas(TaylorMap(numbers.zeros((count,)), linear, bent, linear * numbers.array(0)))
    theta, again = (choose.integers((parameters,), -reach, reach) for _ in range(2))
    square, radius = _sum_of_squares(free), choose.integers((), 1, reach)
    sphere = [*(f"2*({each})/(1 + {square})" for each in free), f"(1 - ({square}))/(1 + {square})"]
    if "fit" in choose.demands:
        missed, radius = [f"1/(1 + {square}) + ({square})/(1 + {square}) - 1"] * len(sphere), radius * numbers.array(0)
    else:
        missed = [f"({numbers.text(radius)})*{each}" for each in sphere]
    return _least(choose, theta, missed, radius * radius, ["0*a"], {"again": again})


valleys_of_minima = Stratum(
    "valleys of minima",
    "global minima of squared error, often along a curve, with one label that is out of reach of a sum of squares",
    _valley,
    screened=False,
    sizes=((1, 3), (1, 3)),
)
spheres_of_minima = Stratum(
    "spheres of minima",
    "global minima of squared error on a sphere, along which the behaviour changes; or with the label at a centre of curvature",
    _sphere,
    screened=False,
    sizes=((2, 3), (1, 3)),
)
constant_losses = Stratum(
    "constant losses",
    "rational maps onto a sphere about the labels, of up to two parameters: squared error is the same, and not zero, everywhere",
    _constant,
    screened=False,
    sizes=((2, 3), (1, 2)),
)
