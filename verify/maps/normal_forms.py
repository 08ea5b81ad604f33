"""Maps whose fibres are known by construction: simple blocks, seen through changes of coordinates on both sides."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np

from verify.errors import InvalidInput
from verify.maps.jets import TwoJet
from verify.maps.taylor import TaylorMap
from verify.numbers.system import Array, System

Block = tuple[str, int]
"""A kind of block with its size."""

KINDS = ("straight", "squares", "product", "cubes", "free", "constant")


@dataclass(frozen=True, eq=False)
class NormalForm:
    """``F = after o g o before`` with ``g`` made of blocks, each of which has coordinates of its own.

    ============== =================================== ===================================================
    straight, n    ``z_1, ..., z_n``                   n coordinates, n behaviours
    squares, n     ``z_1^2 + ... + z_n^2``             n coordinates, 1 behaviour
    product, 2     ``z_1 z_2``                         2 coordinates, 1 behaviour
    cubes, n       ``z_1^3, ..., z_n^3``               n coordinates, n behaviours
    free, n        (none)                              n coordinates that no behaviour reads
    constant, n    ``0, ..., 0``                       n behaviours
    ============== =================================== ===================================================

    Parameters
    ----------
    blocks : tuple of (kind, size)
    before : TaylorMap
        From the parameters to the coordinates ``z``.
    after : TaylorMap
        From the behaviours of the blocks to those of ``F``.

    Examples
    --------
    >>> from verify.numbers.rationals import Rationals
    >>> q = Rationals()
    >>> q.text(normal_form(("straight", 1), ("squares", 2)).jacobian(q, q.array([5, 0, 1])))
    [['1', '0', '0'], ['0', '0', '2']]
    """

    blocks: tuple[Block, ...]
    before: TaylorMap
    after: TaylorMap

    def __post_init__(self) -> None:
        object.__setattr__(self, "blocks", tuple((str(kind), int(size)) for kind, size in self.blocks))
        sizes(self.blocks)

    @property
    def parameters(self) -> int:
        """``N``."""
        return sizes(self.blocks)[1]

    @property
    def behaviours(self) -> int:
        """``m``."""
        return sizes(self.blocks)[0]

    @property
    def generic_rank(self) -> int:
        """The largest rank that the derivative of the blocks has anywhere: 1 for squares and products, none for free and constant ones."""
        return sum({"squares": min(size, 1), "product": 1, "free": 0, "constant": 0}.get(kind, size) for kind, size in self.blocks)

    @cached_property
    def _core(self) -> TaylorMap:
        behaviours, coordinates = sizes(self.blocks)
        linear = np.zeros((behaviours, coordinates), dtype=int)
        quadratic = np.zeros((behaviours, coordinates, coordinates), dtype=int)
        cubic = np.zeros((behaviours, coordinates), dtype=int)
        row = 0
        for (kind, size), place in zip(self.blocks, self.places, strict=True):
            columns = range(place.start, place.stop)
            if kind == "straight":
                linear[range(row, row + size), columns] = 1
            elif kind == "cubes":
                cubic[range(row, row + size), columns] = 6
            elif kind == "squares":
                quadratic[row, columns, columns] = 2
            elif kind == "product":
                quadratic[row, columns, columns[::-1]] = 1
            row += sizes(((kind, size),))[0]
        return TaylorMap(np.zeros(behaviours, dtype=int), linear, quadratic, cubic)

    @property
    def places(self) -> list[slice]:
        """For each block, where its coordinates stand in ``z``."""
        ends = np.cumsum([0, *(sizes((block,))[1] for block in self.blocks)])
        return [slice(int(start), int(stop)) for start, stop in pairwise(ends)]

    def coordinates(self, numbers: System, theta: Array) -> Array:
        """``z = before(theta)``."""
        return self.before.outputs(numbers, theta)

    def stages(self, numbers: System, theta: Array) -> tuple[TwoJet, TwoJet, TwoJet]:
        """The 2-jets of ``before``, ``g`` and ``after``, each at its place."""
        first = self.before.two_jet(numbers, theta)
        second = self._core.two_jet(numbers, first.outputs)
        return first, second, self.after.two_jet(numbers, second.outputs)

    def outputs(self, numbers: System, theta: Array) -> Array:
        """``F(theta)``, shape (..., m)."""
        return self.after.outputs(numbers, self._core.outputs(numbers, self.before.outputs(numbers, theta)))

    def jacobian(self, numbers: System, theta: Array) -> Array:
        """``J``, shape (..., m, N), by the chain rule."""
        return self.two_jet(numbers, theta).jacobian

    def two_jet(self, numbers: System, theta: Array) -> TwoJet:
        first, second, third = self.stages(numbers, theta)
        with numbers.arithmetic():
            return _composed(numbers, third, _composed(numbers, second, first))

    def spec(self, numbers: System) -> dict[str, Any]:
        """The blocks and both changes of coordinates."""
        blocks = [[kind, size] for kind, size in self.blocks]
        return {"kind": "normal form", "blocks": blocks, "before": self.before.spec(numbers), "after": self.after.spec(numbers)}


def normal_form(*blocks: Block) -> NormalForm:
    """The blocks themselves, without a change of coordinates."""
    behaviours, coordinates = sizes(blocks)
    return NormalForm(blocks, _unchanged(coordinates), _unchanged(behaviours))


def sizes(blocks: tuple[Block, ...]) -> tuple[int, int]:
    """Behaviours and coordinates of the blocks together.

    Raises
    ------
    InvalidInput
        If a kind is unknown, or a product is not of two coordinates.
    """
    behaviours = coordinates = 0
    for kind, size in blocks:
        if kind not in KINDS or size < 0 or (kind == "product" and size != 2):
            raise InvalidInput(f"no block {(kind, size)!r}; kinds are {', '.join(KINDS)}, and a product has size 2")
        coordinates += 0 if kind == "constant" else size
        behaviours += {"squares": 1, "product": 1, "free": 0}.get(kind, size)
    return behaviours, coordinates


def _unchanged(size: int) -> TaylorMap:
    nothing = np.zeros((size, size), dtype=int)
    return TaylorMap(nothing[:0].sum(axis=0), np.eye(size, dtype=int), np.zeros((size, size, size), dtype=int), nothing)


def _composed(numbers: System, outer: TwoJet, inner: TwoJet) -> TwoJet:
    """The 2-jet of ``outer o inner``: ``Hess_a = D^T outer_a'' D + sum_b (d_b outer_a) inner_b''``."""
    slopes = inner.jacobian
    size = slopes.shape[-1]
    pulled = numbers.matmul(slopes.swapaxes(-1, -2)[..., None, :, :], numbers.matmul(outer.curvature, slopes[..., None, :, :]))
    flat = inner.curvature.reshape(*inner.curvature.shape[:-2], size * size)
    bent = numbers.matmul(outer.jacobian, flat)
    return TwoJet(
        outer.outputs,
        numbers.matmul(outer.jacobian, slopes),
        pulled + bent.reshape(*bent.shape[:-1], size, size),
        outer.smooth & inner.smooth,
    )
