"""Many small networks trained to zero loss at once, by Levenberg-Marquardt, and the rank of their behavioural gradients there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from verify.experiments.frequencies import Frequency
from verify.experiments.measurements import Measurement, Row
from verify.maps.architecture import Architecture
from verify.maps.kernels.batches import linearised
from verify.maps.network import Network
from verify.numbers.floats import Floats
from verify.numbers.system import Array
from verify.ranks.rank import rank

_STEPS = 120
_PACK = 10
"""Steps after which networks that have arrived are laid aside."""
_TOGETHER = 5000
"""Networks trained side by side: more would not be quicker, and take memory."""
_ZERO = 1e-12
"""Largest distance of an output from its label at which the loss counts as zero."""
_AT_KINK, _OFF_KINK = 1e-9, 1e-6
"""A pre-activation up to the first stands on its kink, where there is no Hessian; between the two it is open whether it does."""
_EASIER, _HARDER, _LEAST, _MOST = 1 / 3, 4.0, 1e-12, 1e8
"""Factors and limits of the damping."""


def train(architecture: Architecture, theta: Array, inputs: Array, labels: Array, steps: int = _STEPS) -> tuple[Array, Array]:
    """Parameters (B, N) after at most so many steps of damped least squares, and whether their loss is zero, (B,).

    A step solves ``(J J^T + mu I) s = F - y`` and goes to ``theta - J^T s``: of all steps that do as much to first order, the shortest. It
    is taken if it lowers the loss; ``mu`` falls where it does and rises where it does not.

    Parameters
    ----------
    theta : array (B, N)
    inputs : array (D, n_0)
    labels : array (B, D k)
    """
    parts = [slice(start, start + _TOGETHER) for start in range(0, len(theta), _TOGETHER)]
    found = [_train(architecture, theta[part], inputs, labels[part], steps) for part in parts]
    return np.concatenate([part for part, _ in found]), np.concatenate([arrived for _, arrived in found])


def _train(architecture: Architecture, theta: Array, inputs: Array, labels: Array, steps: int) -> tuple[Array, Array]:
    """`train` for networks side by side."""
    found, arrived = theta.copy(), np.zeros(len(theta), dtype=bool)
    active, damping = np.arange(len(theta)), np.ones(len(theta))
    for _ in range(0, steps, _PACK):
        found[active], damping[active], residual = _descend(architecture, found[active], inputs, labels[active], damping[active])
        arrived[active] = np.abs(residual).max(axis=-1) <= _ZERO
        active = np.flatnonzero(~arrived)
        if not len(active):
            break
    return found, arrived


def _descend(architecture: Architecture, theta: Array, inputs: Array, labels: Array, damping: Array) -> tuple[Array, Array, Array]:
    """`_PACK` steps for all of these networks."""
    step = linearised(architecture, inputs, len(theta))
    outputs, jacobian = step(theta)
    residual = outputs - labels
    unit = np.eye(labels.shape[-1])
    for _ in range(_PACK):
        gram = jacobian @ jacobian.swapaxes(-1, -2)
        weights = np.linalg.solve(gram + damping[:, None, None] * unit, residual[..., None])
        tried = theta - (jacobian.swapaxes(-1, -2) @ weights)[..., 0]
        outputs, slopes = step(tried)
        missed = outputs - labels
        better = (missed**2).sum(axis=-1) < (residual**2).sum(axis=-1)
        theta, residual = np.where(better[:, None], tried, theta), np.where(better[:, None], missed, residual)
        jacobian = np.where(better[:, None, None], slopes, jacobian)
        damping = np.clip(damping * np.where(better, _EASIER, _HARDER), _LEAST, _MOST)
    return theta, damping, residual


@dataclass(frozen=True)
class Labels:
    """Labels of the data: the same for every network, or drawn anew from N(0, 1) for each."""

    values: tuple[int, ...] | None

    @property
    def name(self) -> str:
        return "labels drawn from N(0, 1)" if self.values is None else f"labels {self.values}"

    def draw(self, rng: np.random.Generator, count: int, size: int) -> Array:
        if self.values is None:
            return rng.normal(size=(count, size))
        return np.tile(np.array(self.values, dtype=float), (count, 1))


@dataclass(frozen=True)
class RankAgainstWidth:
    """How often a network of one input, one hidden layer and one output has dependent behavioural gradients where its loss is zero.

    All parameters start from N(0, 1). Runs that do not reach zero loss, and those that end with a unit on its kink, where there is no
    Hessian, are counted beside. Ranks are those of `verify.ranks.rank` for floats: where a singular value lies between noise and signal,
    the run is undecided.

    Parameters
    ----------
    activation : str
    labels : tuple of int or None
        One for each input; None: generic labels.
    widths : tuple of int
    inputs : tuple of float
    """

    activation: str
    labels: tuple[int, ...] | None
    widths: tuple[int, ...] = (2, 4, 8, 16)
    inputs: tuple[float, ...] = (-1.5, -0.5, 0.5, 1.5)

    @property
    def name(self) -> str:
        return f"{self.activation}, {Labels(self.labels).name}"

    @property
    def generic(self) -> bool:
        """Are the labels drawn from a density? Then almost surely no solution at which the network is smooth loses rank."""
        return self.labels is None

    def measure(self, rng: np.random.Generator, count: int) -> Measurement:
        """Train ``count`` networks of each width."""
        return Measurement(self.name, tuple(self._row(rng, width, count) for width in self.widths))

    def _row(self, rng: np.random.Generator, width: int, count: int) -> Row:
        architecture, inputs = Architecture((1, width, 1), self.activation), np.array(self.inputs)[:, None]
        labels = Labels(self.labels).draw(rng, count, len(inputs))
        theta, arrived = train(architecture, rng.normal(size=(count, architecture.parameters)), inputs, labels)
        found = Solutions.at(architecture, theta[arrived], inputs)
        smooth = ~found.at_kink
        frequency = Frequency(int(found.deficient[smooth].sum()), int(smooth.sum()), int(found.undecided[smooth].sum()))
        beside = {"not at zero loss": int((~arrived).sum()), "at a kink": int(found.at_kink.sum())}
        return Row("width", width, "rank G < m at zero loss", frequency, 0.0 if self.generic else None, beside)


@dataclass(frozen=True, eq=False)
class Solutions:
    """Masks (B,) over networks at zero loss: no Hessian, for a unit stands on its kink; rank of G below m; undecided."""

    at_kink: Array
    deficient: Array
    undecided: Array

    @classmethod
    def at(cls, architecture: Architecture, theta: Array, inputs: Array) -> Solutions:
        """Judge the networks with these parameters (B, N)."""
        if not len(theta):
            return cls(*(np.zeros(0, dtype=bool) for _ in range(3)))
        numbers, network = Floats(), Network(architecture, inputs)
        _, jacobian = linearised(architecture, inputs, len(theta))(theta)
        ranks, size = rank(numbers, jacobian), jacobian.shape[-2]
        closest = np.full(len(theta), np.inf)
        for activation, layer in zip(architecture.activations, network.activations(numbers, theta), strict=True):
            if activation.kinked:
                closest = np.minimum(closest, np.abs(layer.before).min(axis=(-2, -1)))
        undecided = ((ranks.lower < size) & (ranks.upper == size)) | ((closest > _AT_KINK) & (closest < _OFF_KINK))
        return cls(closest <= _AT_KINK, (ranks.upper < size) & ~undecided, undecided)
