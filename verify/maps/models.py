"""What a statement may ask of a behaviour map, whether a network or a formula, and how one is rebuilt from plain data."""

from __future__ import annotations

from typing import Any, Protocol

from verify.errors import InvalidInput
from verify.maps.architecture import Architecture
from verify.maps.formulas import FormulaMap
from verify.maps.jets import TwoJet
from verify.maps.network import Network
from verify.maps.normal_forms import NormalForm
from verify.maps.taylor import TaylorMap
from verify.numbers.system import Array, System


class Model(Protocol):
    """A map ``F`` from ``N`` parameters to ``m`` behaviours with two derivatives; leading axes of ``theta`` are batch axes."""

    @property
    def parameters(self) -> int:
        """``N``."""

    @property
    def behaviours(self) -> int:
        """``m``."""

    def outputs(self, numbers: System, theta: Array) -> Array:
        """``F(theta)``, shape (..., m)."""

    def jacobian(self, numbers: System, theta: Array) -> Array:
        """``J``, shape (..., m, N)."""

    def two_jet(self, numbers: System, theta: Array) -> TwoJet: ...

    def spec(self, numbers: System) -> dict[str, Any]:
        """The model as JSON data, numbers as exact strings."""


def model_from_spec(spec: Any, numbers: System) -> Model:
    """The model that ``model.spec(numbers)`` described.

    Raises
    ------
    InvalidInput
        If the data are not such a description.
    """
    try:
        if spec["kind"] == "formulas":
            return FormulaMap(tuple(spec["variables"]), tuple(spec["formulas"]))
        if spec["kind"] == "taylor":
            return TaylorMap(*(numbers.array(spec[name]) for name in ("constant", "linear", "quadratic", "cubic")))
        if spec["kind"] == "normal form":
            before, after = (model_from_spec(spec[side], numbers) for side in ("before", "after"))
            if not (isinstance(before, TaylorMap) and isinstance(after, TaylorMap)):
                raise InvalidInput("the changes of coordinates of a normal form must be Taylor maps")
            return NormalForm(tuple(map(tuple, spec["blocks"])), before, after)
        if spec["kind"] == "network":
            piece = tuple(spec["piece"]) if "piece" in spec else None
            return Network(Architecture.from_spec(spec["architecture"]), numbers.array(spec["inputs"]), piece)
    except (KeyError, TypeError) as fault:
        raise InvalidInput(f"not a model: {type(fault).__name__} {fault} in {str(spec)[:200]}") from fault
    raise InvalidInput(f"unknown kind of model {spec['kind']!r}; known are 'formulas', 'network', 'normal form' and 'taylor'")
