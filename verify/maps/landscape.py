"""The total loss ``L = l(F(theta), y) + R(theta)`` at a point: its gradient, and its Hessian split into the two terms it is made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from verify.errors import InvalidInput
from verify.maps.kernels.jets import NetworkJet, network_jet, obstacle
from verify.maps.losses import Loss, Regulariser
from verify.maps.models import Model
from verify.maps.network import Network
from verify.maps.over_data import OverData
from verify.numbers.floats import Floats
from verify.numbers.system import Array, System
from verify.truth import YES, Truth


@dataclass(frozen=True, eq=False)
class LossJet:
    """A 2-jet of the behaviour map with a 2-jet of the loss on its values: all that first and second derivatives of ``L`` depend on.

    By the chain rule ``grad L = J^T grad l + grad R`` and ``Hess L = J^T H_l J + S + Hess R``, where the residual curvature is
    ``S = sum over a of (dl/dF_a) Hess F_a``. It may come from a model (`jet`) or stand by itself.

    Parameters
    ----------
    outputs : array (..., m)
    jacobian : array (..., m, N)
    curvature : array (..., m, N, N)
        The Hessians of the behaviours.
    loss_gradient : array (..., m)
        ``grad l`` at the outputs.
    loss_hessian : array (..., m, m)
        ``H_l`` at the outputs.
    smooth : Truth
        Do the derivatives exist there?
    regulariser_gradient, regulariser_hessian : array (..., N), (..., N, N), optional

    Examples
    --------
    >>> from verify.numbers.rationals import Rationals
    >>> q = Rationals()
    >>> square = LossJet(q, *map(q.array, ([0], [[0]], [[[2]]], [1], [[2]])))
    >>> q.text(square.gauss_newton), q.text(square.hessian)
    ([['0']], [['2']])
    """

    numbers: System
    outputs: Array
    jacobian: Array
    curvature: Array
    loss_gradient: Array
    loss_hessian: Array
    smooth: Truth = field(default=YES)
    regulariser_gradient: Array | None = None
    regulariser_hessian: Array | None = None

    def __post_init__(self) -> None:
        if self.jacobian.ndim < 2:
            raise InvalidInput(f"a Jacobian has shape (..., m, N), got {self.jacobian.shape}")
        m, n = self.jacobian.shape[-2:]
        shapes = {"outputs": (m,), "curvature": (m, n, n), "loss_gradient": (m,), "loss_hessian": (m, m)}
        for name, shape in shapes.items():
            found = getattr(self, name).shape
            if found[-len(shape) :] != shape:
                raise InvalidInput(f"{name} must end in the shape {shape} beside a Jacobian of shape (..., {m}, {n}), got {found}")

    @cached_property
    def gradient(self) -> Array:
        """``grad L = J^T grad l`` (plus ``grad R``), shape (..., N)."""
        with self.numbers.arithmetic():
            pulled = self.numbers.matmul(self.jacobian.swapaxes(-1, -2), self.loss_gradient[..., None])[..., 0]
            return pulled if self.regulariser_gradient is None else pulled + self.regulariser_gradient

    @cached_property
    def gauss_newton(self) -> Array:
        """``J^T H_l J``, shape (..., N, N)."""
        return self.numbers.matmul(self.jacobian.swapaxes(-1, -2), self.numbers.matmul(self.loss_hessian, self.jacobian))

    @cached_property
    def residual_curvature(self) -> Array:
        """``S = sum over a of (dl/dF_a) Hess F_a``, shape (..., N, N)."""
        hessians = self.curvature.reshape(*self.curvature.shape[:-2], -1)
        contracted = self.numbers.matmul(self.loss_gradient[..., None, :], hessians)
        return contracted.reshape(*contracted.shape[:-2], *self.curvature.shape[-2:])

    @cached_property
    def hessian(self) -> Array:
        """``Hess L = J^T H_l J + S`` (plus ``Hess R``), shape (..., N, N)."""
        with self.numbers.arithmetic():
            terms = self.gauss_newton + self.residual_curvature
            return terms if self.regulariser_hessian is None else terms + self.regulariser_hessian


Jet = LossJet | NetworkJet
"""A loss jet, by the generic text or by the fast one; both have the same faces."""


def jet(numbers: System, model: Model, theta: Array, labels: Array, loss: Loss, regulariser: Regulariser | None = None) -> Jet:
    """The loss jet of a model at ``theta`` (..., N) with labels (..., m); ``smooth`` also asks whether the loss is defined there.

    Over floats a network without ties and skips is left to the fast text (`verify.maps.kernels`), whose results differ by rounding only.

    Raises
    ------
    InvalidInput
        If the labels do not match the behaviours.
    """
    theta, labels = numbers.array(theta), numbers.array(labels)
    if labels.ndim < 1 or labels.shape[-1] != model.behaviours:
        raise InvalidInput(f"labels must have shape (..., {model.behaviours}), one for each behaviour, got {labels.shape}")
    if isinstance(numbers, Floats) and isinstance(model, Network) and isinstance(loss, OverData) and obstacle(model, loss) is None:
        fast = network_jet(numbers, model, theta, labels, loss, regulariser)
        if fast is not None:
            return fast
    return generic_jet(numbers, model, theta, labels, loss, regulariser)


def generic_jet(numbers: System, model: Model, theta: Array, labels: Array, loss: Loss, regulariser: Regulariser | None = None) -> LossJet:
    """`jet` by the text that serves every number system; ``theta`` and ``labels`` are arrays of ``numbers``."""
    two = model.two_jet(numbers, theta)
    return LossJet(
        numbers,
        two.outputs,
        two.jacobian,
        two.curvature,
        loss.gradient(numbers, two.outputs, labels),
        loss.hessian(numbers, two.outputs, labels),
        two.smooth & loss.defined(numbers, two.outputs, labels),
        None if regulariser is None else regulariser.gradient(numbers, theta),
        None if regulariser is None else regulariser.hessian(numbers, theta),
    )
