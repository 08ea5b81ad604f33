"""Families of deep linear networks: fixed inputs, all parameters unknown, residuals in a given space; what generic ranks are asked of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from verify.errors import InvalidInput
from verify.maps.architecture import Architecture
from verify.maps.losses import SquaredError
from verify.maps.network import Network
from verify.numbers.floats import Floats
from verify.numbers.system import Array, System
from verify.statements.instances import ModelInstance
from verify.strata.strata import NamedInstances


@dataclass(frozen=True, eq=False)
class LinearFamily:
    """The points of one linear network with squared error: parameters ``theta``, and labels ``y = F(theta) - residual``.

    The entries of ``J`` and of both terms of the Hessian are polynomials with integer coefficients in the unknowns: the parameters, and the
    coefficients of the residual in the rows of ``residuals``.

    Parameters
    ----------
    network : Network
        With the identity as activation throughout, on integer inputs.
    residuals : array of int (free, m)
        A basis of the residuals allowed.

    Examples
    --------
    >>> scalar = linear_family((1, 1, 1), [[1]])
    >>> scalar.unknowns, scalar.degree, scalar.coefficients
    (3, 2, 4)
    """

    name: str
    network: Network
    residuals: Any

    def __post_init__(self) -> None:
        if any(activation.name != "identity" for activation in self.network.architecture.activations):
            raise InvalidInput(f"{self.name}: a family of linear networks has no activation but the identity")

    @property
    def unknowns(self) -> int:
        """How many: ``N`` parameters, and one for each residual of the basis."""
        return self.network.parameters + len(self.residuals)

    @property
    def degree(self) -> int:
        """At least the degree of every entry of the Hessian: those of J have degree L - 1, those of S degree L - 2 and a residual."""
        return max(1, 2 * (self.network.architecture.depth - 1))

    @cached_property
    def coefficients(self) -> int:
        """At least the sum of the sizes of the coefficients of any entry: its value where all unknowns are 1 and all inputs positive."""
        positive = Network(self.network.architecture, np.abs(np.array(self.network.inputs, dtype=int)).tolist())
        at = LinearFamily(self.name, positive, np.abs(self.residuals)).at(Floats(), [1] * self.unknowns)
        found = float((at.gauss_newton + at.residual_curvature).max())  # sums of products of positive integers: exact below 2^53
        if not found < 2**53:
            raise InvalidInput(f"{self.name}: entries up to {found:.1e}; take smaller inputs")
        return int(found)

    def at(self, numbers: System, values: Sequence[int]) -> ModelInstance:
        """The point with these values of the unknowns."""
        count = self.network.parameters
        theta = numbers.array(list(values[:count]))
        residual: Array = numbers.matmul(numbers.array(list(values[count:]))[None, :], numbers.array(self.residuals))[0]
        labels = self.network.outputs(numbers, theta) - residual
        return ModelInstance(numbers, self.network, theta, labels, SquaredError())


def linear_family(
    widths: tuple[int, ...],
    inputs: Sequence[Sequence[int]],
    *,
    biases: bool = False,
    outputs_missed: int | None = None,
    balanced: bool = False,
) -> LinearFamily:
    """The family of a network on these inputs, by default with any residual.

    Parameters
    ----------
    outputs_missed : int, optional
        Only so many outputs have a residual, the others fit exactly; the residual matrix then has at most this rank.
    balanced : bool
        The residuals add up to zero over the data, output by output.
    """
    net = Network(Architecture(widths, "identity", biases=biases), [list(row) for row in inputs])
    data, outputs = len(inputs), widths[-1]
    missed = outputs if outputs_missed is None else outputs_missed
    each: Any = np.eye(data, dtype=int)
    over_data = each[:-1] - each[1:] if balanced else each
    units: Any = np.eye(outputs, dtype=int)[:missed]
    residuals = np.einsum("bd,ok->bodk", over_data, units).reshape(-1, data * outputs)
    parts = [f"{missed} of {outputs} outputs missed"] if outputs_missed is not None else []
    parts += ["residuals that add up to 0"] if balanced else []
    return LinearFamily(", ".join(["-".join(map(str, widths)), f"inputs {inputs}", *parts]), net, residuals)


def inputs_of_rank(size: int, rank: int, *, shift: int = 0) -> list[list[int]]:
    """``rank + 1`` inputs of that many entries, whose differences span ``rank`` dimensions; shifted along the last entry.

    Without a shift the rank of the inputs is ``rank`` too, with or without their mean subtracted.

    Examples
    --------
    >>> inputs_of_rank(2, 1), inputs_of_rank(2, 1, shift=1)
    ([[1, 0], [2, 0]], [[1, 1], [2, 1]])
    """
    units: Any = np.eye(size, dtype=int)[:rank]
    rows = np.concatenate([units, 2 * units.sum(axis=0, keepdims=True)]) + shift * np.eye(size, dtype=int)[-1]
    return [[int(entry) for entry in row] for row in rows]


def linear_grid(
    name: str,
    *architectures: tuple[int, ...],
    biases: bool = False,
    balanced: bool = False,
    shifts: tuple[int, ...] = (0,),
    missed: bool = False,
) -> NamedInstances:
    """The families of these architectures on inputs of every rank, the smallest first; with ``missed``, on residuals of every rank."""
    families = [
        linear_family(widths, inputs_of_rank(widths[0], rank, shift=shift), biases=biases, balanced=balanced, outputs_missed=outputs)
        for widths in architectures
        for rank in range(widths[0] + 1)
        for shift in shifts
        for outputs in (range(widths[-1] + 1) if missed else (None,))
    ]
    return NamedInstances(name, tuple(sorted(families, key=lambda family: family.unknowns)), f"{len(families)} families of linear networks")
