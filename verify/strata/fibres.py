"""Strata of maps whose fibres are known by construction, of points of one map, and of curves that stay in a fibre."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from verify.maps.losses import Ridge, SquaredError
from verify.maps.models import Model
from verify.maps.normal_forms import Block, NormalForm, normal_form, sizes
from verify.maps.taylor import TaylorMap
from verify.numbers.elements import flat
from verify.numbers.polynomials import Polynomials
from verify.numbers.rationals import Rationals
from verify.numbers.system import Array, objects
from verify.statements.curves import CurveInstance
from verify.statements.instances import ModelInstance
from verify.strata.choosers import Chooser
from verify.strata.demands import labels_for
from verify.strata.strata import Stratum


@dataclass(frozen=True, eq=False)
class Change:
    """An invertible polynomial change of coordinates ``x -> c + U (x + T(x))``: ``T_i`` is quadratic in the ``x_j`` with ``j < i`` only.

    ``U`` is triangular with ones on its diagonal, so the change has the polynomial inverse that `undone` computes coordinate by coordinate.
    """

    mixing: Array
    linear: Array
    quadratic: Array

    @classmethod
    def chosen(cls, choose: Chooser, size: int) -> Change:
        numbers = choose.numbers
        identity = numbers.array(np.eye(size, dtype=int))
        above: Any = np.triu(np.ones((size, size), dtype=int), 1)
        reads = np.array([[[int(max(j, k) < i) for k in range(size)] for j in range(size)] for i in range(size)]).reshape(size, size, size)
        squares = choose.integers((size, size, size), -1, 1) * numbers.array(reads)
        return cls(
            identity + choose.integers((size, size), -1, 1) * numbers.array(above),
            identity + choose.integers((size, size), -1, 1) * numbers.array(above.T),
            squares + squares.swapaxes(-1, -2),
        )

    def taking(self, choose: Chooser, point: Array, to: Array) -> TaylorMap:
        """The change as a map, with the constant for which ``point`` goes to ``to``."""
        numbers, size = choose.numbers, self.linear.shape[-1]
        bent = numbers.matmul(self.mixing, self.quadratic.reshape(*self.quadratic.shape[:-2], size * size)).reshape(self.quadratic.shape)
        linear = numbers.matmul(self.mixing, self.linear)
        nothing = linear * numbers.array(0)
        bare = TaylorMap(nothing[..., 0], linear, bent, nothing)
        with numbers.arithmetic():
            return TaylorMap(to - bare.outputs(numbers, point), linear, bent, nothing)

    def undone(self, constant: Array, path: Array) -> Array:
        """The polynomials ``x(t)``, as coefficients, that the change with this constant takes to the polynomials ``path`` over Q[t]."""
        germs = Polynomials()
        half = germs.array("1/2")
        seen = germs.solve(germs.array(self.mixing), (path - germs.array(constant))[:, None])[:, 0]
        linear, quadratic = germs.array(self.linear), germs.array(self.quadratic)
        found = germs.zeros(seen.shape)
        for i in range(len(seen)):
            bent = germs.matmul(found[None, :], germs.matmul(quadratic[i], found[:, None]))[0]
            straight = germs.matmul(linear[i : i + 1], found[:, None])[0]
            found[i : i + 1] = seen[i : i + 1] - straight - half * bent
        return found

    def curve(self, constant: Array, path: Array) -> Array:
        """The same as a curve of parameters: the coefficients of ``t``, shape (N, d + 1) with ``d >= 1``."""
        moved = flat(self.undone(constant, path))
        degree = max([1, *(polynomial.degree() for polynomial in moved)])
        return objects([polynomial[power] for polynomial in moved for power in range(degree + 1)], (len(moved), degree + 1))


def _pair(choose: Chooser) -> ModelInstance:
    """``F_a = l_a + c_a l_a^2``, ``l_a = (h_a x u) . theta``, is constant along ``u``; the second parameter is ``theta + s u``, or any."""
    numbers = choose.numbers
    behaviours = choose.size(1, 2)
    along = choose.integers((3,), -2, 2)
    rows = np.cross(choose.integers((behaviours, 3), -2, 2), along[..., None, :])
    bent = choose.integers((behaviours, 1, 1), -1, 1) * rows[..., :, None] * rows[..., None, :]
    model = TaylorMap(rows[..., 0], rows, bent + bent, rows * numbers.array(0))
    theta = choose.integers((3,), -2, 2)
    inside = choose.among((True, False))
    again = theta + (choose.integers((1,), -2, 2) * along if inside else choose.integers((3,), -2, 2))
    return ModelInstance(numbers, model, theta, labels_for(choose, model, theta), SquaredError(), facts={"again": again})


def _regularised_pair(choose: Chooser) -> ModelInstance:
    """``F = J theta`` at ``theta = J^T v``, labels ``F + s v``: there ``l(F) + s |theta|^2`` is least. Again along ``u``, ``J u = 0``."""
    numbers = choose.numbers
    strength = choose.among((1, 2))
    along = choose.integers((3,), -2, 2)
    rows = np.cross(choose.integers((choose.size(1, 2), 3), -2, 2), along[..., None, :])
    weights = choose.integers((rows.shape[-2],), -2, 2)
    theta = numbers.matmul(weights[..., None, :], rows)[..., 0, :]
    straight = rows * numbers.array(0)
    model = TaylorMap(straight[..., 0], rows, straight[..., :, None] * straight[..., None, :], straight)
    labels = model.outputs(numbers, theta) + weights * numbers.array(strength)
    again = theta + choose.integers((1,), -2, 2) * along
    return ModelInstance(numbers, model, theta, labels, SquaredError(), Ridge(strength), {"again": again})


def _blocks(choose: Chooser, folds: int = 2) -> tuple[Block, ...]:
    """At least one coordinate and one behaviour."""
    blocks: list[Block] = [("straight", choose.size(0, 2))]
    for _ in range(choose.size(0, folds)):
        blocks.append(choose.among((("squares", 1), ("squares", 2), ("product", 2), ("cubes", 1))))
    blocks += [("free", choose.size(0, 2)), ("constant", choose.size(0, 1))]
    behaviours, coordinates = sizes(tuple(blocks))
    blocks += [("free", 1)] * (coordinates == 0) + [("constant", 1)] * (behaviours == 0)
    return tuple(block for block in blocks if block[1])


def _place(choose: Chooser, blocks: tuple[Block, ...]) -> Array:
    """Coordinates ``z``; those of a fold vanish, all of them, as often as not."""
    folded = choose.among((True, False))
    parts = []
    for kind, size in blocks:
        if kind != "constant":
            reach = 0 if folded and kind in ("squares", "product", "cubes") else 1
            parts.append(choose.integers((size,), -reach, reach))
    return np.concatenate(parts, axis=-1)


def _seen(choose: Chooser, blocks: tuple[Block, ...], change: Change, theta: Array, z: Array) -> NormalForm:
    """The blocks through the change of parameters that takes ``theta`` to ``z``, and through another one of the behaviours."""
    behaviours = sizes(blocks)[0]
    origin = choose.integers((behaviours,), 0, 0)
    after = Change.chosen(choose, behaviours).taking(choose, origin, choose.integers((behaviours,), -1, 1))
    return NormalForm(blocks, change.taking(choose, theta, z), after)


def _known(choose: Chooser) -> ModelInstance:
    return _known_of(choose, _blocks(choose))


def _known_of(choose: Chooser, blocks: tuple[Block, ...]) -> ModelInstance:
    coordinates = sizes(blocks)[1]
    z, theta = _place(choose, blocks), choose.integers((coordinates,), -1, 1)
    model = _seen(choose, blocks, Change.chosen(choose, coordinates), theta, z)
    return ModelInstance(choose.numbers, model, theta, labels_for(choose, model, theta), SquaredError())


def _curved(choose: Chooser) -> CurveInstance:
    """Coordinates that move with ``u t + w t^2``, in directions that stay in the fibre or in any; seen as a curve of parameters."""
    blocks = _blocks(choose, folds=1)
    coordinates = sizes(blocks)[1]
    z, theta = _place(choose, blocks), choose.integers((coordinates,), -1, 1)
    change = Change.chosen(choose, coordinates)
    model = _seen(choose, blocks, change, theta, z)
    anywhere = choose.among((False, True, False))
    speeds = choose.integers((2, coordinates), -2, 2) * choose.numbers.array([[1] * coordinates if anywhere else _inside(blocks)])
    germs = Polynomials()
    time = germs.variable
    path = germs.array(z) + time * (germs.array(speeds[0]) + time * germs.array(speeds[1]))
    return CurveInstance(choose.numbers, model, change.curve(model.before.constant, path))


def _inside(blocks: tuple[Block, ...]) -> list[int]:
    """1 for each coordinate that can move alone without a behaviour noticing: the free ones, and one line of a product at its crossing."""
    inside: list[int] = []
    for kind, size in blocks:
        if kind != "constant":
            inside += [1, 0] if kind == "product" else [int(kind == "free")] * size
    return inside


def maps_with(behaviours: int, name: str) -> Stratum:
    """Maps with known fibres that have so many behaviours: every arrangement of blocks in up to four coordinates."""

    def build(choose: Chooser) -> ModelInstance:
        coordinates = choose.size(1, 4)
        fitting = tuple(_arrangements(coordinates, behaviours, _units(coordinates)))
        return _known_of(choose, choose.among(fitting))

    return Stratum(name, f"maps of {behaviours} behaviours, put together from blocks and seen through polynomial changes", build)


def points_of(model: Model, name: str) -> Stratum:
    """The points of one map with small integer parameters; asked exactly, one by one."""

    def build(choose: Chooser) -> ModelInstance:
        theta = choose.integers((model.parameters,), -choose.scale, choose.scale)
        return ModelInstance(choose.numbers, model, theta, labels_for(choose, model, theta), SquaredError())

    return Stratum(name, "points of one map with small integer parameters", build, screened=False)


def point_pairs(difference: Model, name: str) -> Stratum:
    """Pairs ``(theta, theta')`` of points of one map, as points of its ``difference`` ``(theta, theta') -> F(theta') - F(theta)``.

    The first point often stands on a coordinate axis; the second is the first again, or with its signs changed, or turned, or any.
    """
    size = difference.parameters // 2

    def build(choose: Chooser) -> ModelInstance:
        numbers = choose.numbers
        kept = choose.among(([1] + [0] * (size - 1), [1] * size))
        first = choose.integers((size,), -choose.scale, choose.scale) * numbers.array(kept)
        kind = choose.among(("same", "signs", "turned", "any"))
        second = choose.integers((size,), -choose.scale, choose.scale) if kind == "any" else first
        if kind == "signs":
            signs = choose.integers((size,), 0, 1)
            second = first * (signs + signs - numbers.array(1))
        if kind == "turned":
            second = np.concatenate([first[..., :1], first[..., :0:-1]], axis=-1)
        theta = np.concatenate([first, second], axis=-1)
        return ModelInstance(numbers, difference, theta, labels_for(choose, difference, theta), SquaredError())

    return Stratum(name, "pairs of points of one map with small integer parameters", build)


def germs(parameters: int, behaviours: int) -> Iterator[ModelInstance]:
    """Every arrangement of blocks with these sizes, unchanged, at the place where all coordinates vanish."""
    numbers = Rationals()
    for blocks in _arrangements(parameters, behaviours, _units(parameters)):
        model = normal_form(*blocks)
        yield ModelInstance(numbers, model, numbers.zeros((parameters,)), numbers.zeros((behaviours,)), SquaredError())


def _units(parameters: int) -> tuple[Block, ...]:
    squares = tuple(("squares", size) for size in range(1, parameters + 1))
    return (("straight", 1), ("cubes", 1), ("free", 1), ("constant", 1), ("product", 2), *squares)


def _arrangements(parameters: int, behaviours: int, units: tuple[Block, ...]) -> Iterator[tuple[Block, ...]]:
    """Multisets of blocks that use up so many coordinates and behaviours."""
    if parameters == behaviours == 0:
        yield ()
    for place, unit in enumerate(units):
        used, read = sizes((unit,))[::-1]
        if used <= parameters and read <= behaviours:
            for others in _arrangements(parameters - used, behaviours - read, units[place:]):
                yield (unit, *others)


known_fibres = Stratum(
    "maps with known fibres",
    "straight, folded, crossing and free coordinates, seen through invertible polynomial changes of parameters and behaviours",
    _known,
    sizes=((1, 5), (1, 8)),
)
pairs_in_fibres = Stratum(
    "pairs of parameters",
    "two parameters of a quadratic map that is constant along a line; most often both are on one",
    _pair,
    sizes=((1, 2), (3, 3)),
    often=(("one behaviour at both", 0.5),),
)
regularised_pairs = Stratum(
    "pairs of parameters with a regulariser",
    "linear maps at the least point of squared error with a multiple of |theta|^2 added, and another parameter with the same outputs",
    _regularised_pair,
    sizes=((1, 2), (3, 3)),
)
curves_with_maps = Stratum(
    "curves with maps",
    "polynomial curves, most of them within one fibre of a map of blocks seen through invertible polynomial changes",
    _curved,
    screened=False,
    sizes=((1, 4), (1, 6)),
    often=(("within one fibre", 0.6),),
)
