"""Generic curves through a point: how the behaviours move along them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy

from verify.numbers.symbols import Symbols
from verify.proofs.index_sums import IndexSums, Kind, Sizes, letter
from verify.proofs.symbolic import coordinates, label, undefined


@dataclass(frozen=True, eq=False)
class GenericCurve:
    """A curve ``theta(t)`` and behaviours ``F_a(theta)``, both undefined functions.

    Parameters
    ----------
    numbers : Symbols or IndexSums
        What the arrays hold.
    jacobian : array (m, N)
        ``dF_a / dtheta_i`` at ``theta(t)``.
    velocity : array (N,)
        ``dtheta_i / dt``.
    motion : array (m,)
        ``d F_a(theta(t)) / dt``, differentiated by SymPy as a function of ``t``; zero for a curve along which no behaviour changes.
    """

    numbers: Any
    jacobian: Any
    velocity: Any
    motion: Any


@dataclass(frozen=True)
class Curves:
    """Generic curves in the parameters of generic maps, of every size."""

    name = "generic maps along generic curves"
    dimensions = (Kind.BEHAVIOUR, Kind.PARAMETER)
    letters = {  # noqa: RUF012 (a constant of the class; read only)
        "jacobian": (Kind.BEHAVIOUR, Kind.PARAMETER),
        "velocity": (Kind.PARAMETER,),
        "motion": (Kind.BEHAVIOUR,),
    }

    def at(self, sizes: Sizes) -> GenericCurve:
        numbers, time = Symbols(), sympy.Symbol("t")
        theta = sympy.symbols(f"theta1:{sizes[Kind.PARAMETER] + 1}")
        path = [undefined(f"c{i}")(time) for i, _ in enumerate(theta, 1)]
        maps = [undefined(f"F{a}") for a in range(1, sizes[Kind.BEHAVIOUR] + 1)]
        return GenericCurve(
            numbers,
            jacobian=numbers.array([[coordinates(F(*theta).diff(variable), label) for variable in theta] for F in maps]),
            velocity=numbers.array([coordinates(place.diff(time), label) for place in path]),
            motion=numbers.array([coordinates(F(*path).diff(time), label) for F in maps]),
        )

    def sizeless(self) -> GenericCurve:
        return GenericCurve(IndexSums(), **{name: letter(name, *axes) for name, axes in self.letters.items()})
