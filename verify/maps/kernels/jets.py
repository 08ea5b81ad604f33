"""The loss jet of a network by the fast text, with the faces of the generic one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from verify.maps.kernels.batches import Derivatives, derivatives, fits, problem
from verify.maps.losses import Loss, Regulariser
from verify.maps.network import Network
from verify.maps.over_data import OverData, block_diagonal
from verify.numbers.floats import Floats
from verify.numbers.system import Array
from verify.truth import Truth


def obstacle(network: Network, loss: Loss) -> str | None:
    """Why the fast text does not apply, in words; None if it does."""
    net = network.architecture
    if net.ties:
        return "weights are tied"
    if net.skips:
        return "there are skips"
    if network.piece is not None:
        return "a piece of the activations was handed in"
    if not isinstance(loss, OverData):
        return "the loss is not known to be a sum over data"
    if not fits(loss, net.widths[-1]):
        return "the loss couples outputs of different data"
    return None


@dataclass(frozen=True, eq=False)
class NetworkJet:
    """What `verify.maps.landscape.LossJet` says of a network, from `Derivatives`; the Hessians of single behaviours on demand only.

    The fast text contracts with the loss gradient first and never forms the ``m N N`` numbers of ``curvature``: asked for them, the
    generic text answers.
    """

    numbers: Floats
    network: Network
    theta: Array
    found: Derivatives
    batch: tuple[int, ...]
    regulariser: Regulariser | None

    def _shaped(self, values: Array) -> Array:
        return values.reshape(*self.batch, *values.shape[1:])

    @cached_property
    def outputs(self) -> Array:
        return self._shaped(self.found.outputs)

    @cached_property
    def jacobian(self) -> Array:
        return self._shaped(self.found.jacobian)

    @cached_property
    def curvature(self) -> Array:
        return self.network.two_jet(self.numbers, self.theta).curvature

    @cached_property
    def loss_gradient(self) -> Array:
        return self._shaped(self.found.loss_gradient)

    @cached_property
    def loss_hessian(self) -> Array:
        return block_diagonal(self.numbers, self._shaped(self.found.loss_blocks))

    @cached_property
    def smooth(self) -> Truth:
        return Truth(self.found.smooth.state.reshape(self.batch))

    @cached_property
    def gradient(self) -> Array:
        with self.numbers.arithmetic():
            pulled = self.numbers.matmul(self.jacobian.swapaxes(-1, -2), self.loss_gradient[..., None])[..., 0]
            return pulled if self.regulariser is None else pulled + self.regulariser.gradient(self.numbers, self.theta)

    @cached_property
    def gauss_newton(self) -> Array:
        return self._shaped(self.found.gauss_newton)

    @cached_property
    def residual_curvature(self) -> Array:
        return self._shaped(self.found.residual_curvature)

    @cached_property
    def hessian(self) -> Array:
        with self.numbers.arithmetic():
            terms = self._shaped(self.found.hessian)
            return terms if self.regulariser is None else terms + self.regulariser.hessian(self.numbers, self.theta)


def network_jet(
    numbers: Floats, network: Network, theta: Array, labels: Array, loss: OverData, regulariser: Regulariser | None = None
) -> NetworkJet | None:
    """The jet at parameters (..., N) with labels (..., m); None if the labels have batch axes that parameters and inputs lack."""
    inputs = numbers.array(network.inputs)
    batch = np.broadcast_shapes(theta.shape[:-1], inputs.shape[:-2])
    if np.broadcast_shapes(batch, labels.shape[:-1]) != batch:
        return None
    flat = (_one_axis(theta, batch, 1), _one_axis(inputs, batch, 2), _one_axis(labels, batch, 1))
    found = derivatives(problem(network.architecture, *flat, loss, numbers))
    return NetworkJet(numbers, network, theta, found, batch, regulariser)


def _one_axis(values: Array, batch: tuple[int, ...], own: int) -> Array:
    """One leading axis in place of the batch axes; shared values stay one."""
    at = values.ndim - own
    tail = values.shape[at:]
    return (
        values.reshape(1, *tail)
        if not any(n > 1 for n in values.shape[:at])
        else np.broadcast_to(values, (*batch, *tail)).reshape(-1, *tail)
    )
