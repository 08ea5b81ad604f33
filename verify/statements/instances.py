"""The places a statement can be asked at: each kind of instance has the faces of the kind before it, and more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any, Protocol

from verify.errors import InvalidInput
from verify.maps.landscape import Jet, LossJet, jet
from verify.maps.losses import Loss, Regulariser, SquaredError, loss_from_spec, regulariser_from_spec
from verify.maps.models import Model, model_from_spec
from verify.numbers.rationals import Rationals
from verify.numbers.system import Array, System
from verify.ranks.bounds import Bounds
from verify.ranks.rank import rank
from verify.statements import slices
from verify.statements.curves import CurveInstance
from verify.statements.cuts import CutInstance
from verify.statements.pairs import PairInstance
from verify.truth import YES, Truth


def _no_facts() -> Mapping[str, Any]:
    return MappingProxyType({})


class Instance(Protocol):
    """What every instance offers: its number system, how many batch axes it has, and itself as plain data."""

    numbers: System
    facts: Mapping[str, Any]

    @property
    def batch_axes(self) -> int: ...

    @property
    def smooth(self) -> Truth:
        """Do the derivatives the instance offers exist there?"""

    def spec(self) -> dict[str, Any]:
        """The instance as JSON data with exact strings, from which `instance_from_spec` rebuilds it."""


@dataclass(frozen=True, eq=False)
class MatrixInstance:
    """A matrix ``J`` and a symmetric form ``H`` on its image space, with no map behind them.

    Parameters
    ----------
    jacobian : array (..., m, N)
    loss_hessian : array (..., m, m)
    """

    numbers: System
    jacobian: Array
    loss_hessian: Array
    facts: Mapping[str, Any] = field(default_factory=_no_facts)

    @property
    def batch_axes(self) -> int:
        return self.jacobian.ndim - 2

    @property
    def smooth(self) -> Truth:
        return YES

    def rank(self, matrix: Array) -> Bounds:
        return rank(self.numbers, matrix)

    @cached_property
    def gauss_newton(self) -> Array:
        """``J^T H J``, shape (..., N, N)."""
        transposed = self.jacobian.swapaxes(-1, -2)
        return self.numbers.matmul(transposed, self.numbers.matmul(self.loss_hessian, self.jacobian))

    def spec(self) -> dict[str, Any]:
        return {"kind": "matrices", "J": self.numbers.text(self.jacobian), "H": self.numbers.text(self.loss_hessian)}


@dataclass(frozen=True, eq=False)
class JetInstance:
    """A 2-jet of a behaviour map with a 2-jet of a loss on its values: everything the Hessian of the total loss depends on.

    The faces are those of `LossJet`: ``outputs, jacobian, curvature, loss_gradient, loss_hessian, gradient, gauss_newton,
    residual_curvature, hessian``.
    """

    numbers: System
    jet: Jet
    facts: Mapping[str, Any] = field(default_factory=_no_facts)

    @property
    def batch_axes(self) -> int:
        return self.jet.jacobian.ndim - 2

    @property
    def smooth(self) -> Truth:
        return self.jet.smooth

    def __getattr__(self, name: str) -> Any:
        return _face(self, name)

    def rank(self, matrix: Array) -> Bounds:
        return rank(self.numbers, matrix)

    def spec(self) -> dict[str, Any]:
        text = self.numbers.text
        return {"kind": "jet"} | {face: text(getattr(self.jet, face)) for face in _JET_FACES}


@dataclass(frozen=True, eq=False)
class ModelInstance:
    """A point of a model's loss landscape: parameters, labels and loss; a network is a model whose data are fixed.

    Parameters
    ----------
    model : Model
        The behaviour map ``F`` from parameters to the outputs on the data.
    theta : array (..., N)
    labels : array (..., m)
    loss : Loss
    regulariser : Regulariser, optional
        Added to the total loss; a function of theta alone.
    facts : mapping, optional
        What conditions may consult. Other parameters, ``again`` and ``lower``, travel with the instance; the rest stays where it is built.
    """

    numbers: System
    model: Model
    theta: Array
    labels: Array
    loss: Loss
    regulariser: Regulariser | None = None
    facts: Mapping[str, Any] = field(default_factory=_no_facts)

    @property
    def batch_axes(self) -> int:
        return self.theta.ndim - 1

    @cached_property
    def jet(self) -> Jet:
        return jet(self.numbers, self.model, self.theta, self.labels, self.loss, self.regulariser)

    @cached_property
    def first_derivatives(self) -> Array:
        """Those of ``L``, shape (N,), without the chain rule; see `verify.statements.slices`."""
        return slices.first_derivatives(self)

    @cached_property
    def second_derivatives(self) -> Array:
        """Those of ``L``, shape (N, N), without the chain rule; see `verify.statements.slices`."""
        return slices.second_derivatives(self)

    @property
    def smooth(self) -> Truth:
        return self.jet.smooth

    def __getattr__(self, name: str) -> Any:
        return _face(self, name)

    def rank(self, matrix: Array) -> Bounds:
        return rank(self.numbers, matrix)

    def spec(self) -> dict[str, Any]:
        text = self.numbers.text
        data: dict[str, Any] = {
            "kind": "model",
            "model": self.model.spec(self.numbers),
            "theta": text(self.theta),
            "labels": text(self.labels),
            "loss": self.loss.spec(),
        }
        if self.regulariser is not None:
            data["regulariser"] = self.regulariser.spec()
        return data | {name: text(self.numbers.array(self.facts[name])) for name in _BESIDE if name in self.facts}


@dataclass(frozen=True, eq=False)
class Subject:
    """Any other object a statement is about: a set, a family, a curve; known to a report by its name.

    Statements that are not pointwise are asked of subjects. ``numbers`` says how rigorously the subject is handled.
    """

    name: str
    value: Any
    numbers: System
    facts: Mapping[str, Any] = field(default_factory=_no_facts)

    @property
    def batch_axes(self) -> int:
        return 0

    @property
    def smooth(self) -> Truth:
        return YES

    def spec(self) -> dict[str, Any]:
        return {"kind": "named", "name": self.name}


_BESIDE = ("again", "lower")
"""Facts that are parameters beside ``theta``."""
_JET_FACES = ("outputs", "jacobian", "curvature", "loss_gradient", "loss_hessian")
_FACES = frozenset({*_JET_FACES, "gradient", "gauss_newton", "residual_curvature", "hessian"})


def _face(instance: JetInstance | ModelInstance, name: str) -> Any:
    if name not in _FACES:
        raise AttributeError(f"{type(instance).__name__} has no face {name!r}")
    return getattr(instance.jet, name)


def point(
    model: Model,
    at: Any,
    labels: Any,
    loss: Loss | None = None,
    numbers: System | None = None,
    *,
    regulariser: Regulariser | None = None,
    facts: Mapping[str, Any] | None = None,
) -> ModelInstance:
    """The instance of a model at exact parameters with exact labels; squared error (sum of squares) unless a loss is given.

    Examples
    --------
    >>> from verify.maps.formulas import polynomial_map
    >>> square = point(polynomial_map("t**2"), at=[0], labels=[-1])
    >>> square.numbers.text(square.hessian)
    [['4']]
    """
    system = Rationals() if numbers is None else numbers
    theta, values = system.array(at), system.array(labels)
    for name, found, size in (("parameters", theta, model.parameters), ("labels", values, model.behaviours)):
        if found.shape[-1:] != (size,):
            raise InvalidInput(f"the model has {size} {name}, but an array of shape {found.shape} was given")
    return ModelInstance(system, model, theta, values, loss or SquaredError(), regulariser, facts or _no_facts())


def instance_from_spec(
    spec: Any, numbers: System
) -> MatrixInstance | JetInstance | ModelInstance | CurveInstance | CutInstance | PairInstance:
    """The instance that ``spec()`` described, in the number system given.

    Raises
    ------
    InvalidInput
        If the data are not such a description; the message names the field.
    """
    try:
        kind = spec["kind"]
        if kind == "matrices":
            return MatrixInstance(numbers, numbers.array(spec["J"]), numbers.array(spec["H"]))
        if kind == "jet":
            outputs, jacobian, curvature, slope, form = (numbers.array(spec[face]) for face in _JET_FACES)
            return JetInstance(numbers, LossJet(numbers, outputs, jacobian, curvature, slope, form))
        if kind == "model":
            return _model_instance(spec, numbers)
        if kind == "curve":
            return CurveInstance(numbers, model_from_spec(spec["model"], numbers), numbers.array(spec["curve"]))
        if kind == "cut":
            return CutInstance(_model_instance(spec["of"], numbers), spec["layer"], tuple(spec["inputs"]))
        if kind == "pair":
            return PairInstance(_model_instance(spec["of"], numbers), numbers.array(spec["other"]), numbers.array(spec["elsewhere"]))
    except (KeyError, TypeError) as fault:
        raise InvalidInput(f"not an instance: {type(fault).__name__} {fault} in {str(spec)[:120]}") from fault
    raise InvalidInput(f"unknown kind of instance {kind!r}; known are 'matrices', 'jet', 'model', 'curve', 'cut' and 'pair'")


def _model_instance(spec: Any, numbers: System) -> ModelInstance:
    return ModelInstance(
        numbers,
        model_from_spec(spec["model"], numbers),
        numbers.array(spec["theta"]),
        numbers.array(spec["labels"]),
        loss_from_spec(spec["loss"]),
        regulariser_from_spec(spec["regulariser"]) if "regulariser" in spec else None,
        {name: numbers.array(spec[name]) for name in _BESIDE if name in spec},
    )
