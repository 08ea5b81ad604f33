"""Where gradient flow from a Gaussian start ends, and how often a Gaussian draw survives a loss."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from verify.experiments.frequencies import Frequency
from verify.experiments.measurements import Measurement, Row
from verify.maps.landscape import jet
from verify.maps.losses import Loss, SquaredError
from verify.maps.models import Model
from verify.numbers.floats import Floats
from verify.numbers.system import Array
from verify.truth import Truth


def follow(model: Model, labels: Array, theta: Array, *, length: float, steps: int, loss: Loss | None = None) -> Array:
    """Points (B, N) after so many Euler steps of one length against the gradient: along the path of gradient flow, at unit speed.

    Once it is there, a path moves about its end within one step; nothing moves where the gradient is 0.
    """
    numbers, at = Floats(), theta
    for _ in range(steps):
        slope = jet(numbers, model, at, np.broadcast_to(labels, (len(at), len(labels))), loss or SquaredError()).gradient
        norm = np.linalg.norm(slope, axis=-1, keepdims=True)
        at = at - length * slope / np.where(norm > 0, norm, 1)
    return at


@dataclass(frozen=True)
class BasinMass:
    """How often gradient flow from N(0, I) ends in one part of the solution set.

    Parameters
    ----------
    value : int
        Of ``setting``, by which the arm is told from others.
    ends_there : callable
        Points (B, N) to `Truth` (B,): yes near that part, no near another, else unknown.
    predicted : float
        Gaussian mass of the basin.
    """

    name: str
    setting: str
    value: int
    model: Model
    labels: tuple[float, ...]
    ends_there: Callable[[Array], Truth]
    predicted: float
    length: float
    steps: int

    def measure(self, rng: np.random.Generator, count: int) -> Measurement:
        """Follow the flow from ``count`` starts."""
        start = rng.normal(size=(count, self.model.parameters))
        ends = self.ends_there(follow(self.model, np.array(self.labels), start, length=self.length, steps=self.steps))
        frequency = Frequency(int(ends.is_yes.sum()), count, int(ends.is_unknown.sum()))
        return Measurement(self.name, (Row(self.setting, self.value, "gradient flow ends in this part", frequency, self.predicted),))


@dataclass(frozen=True)
class PriorVolume:
    """How often a draw from N(0, I) survives the loss: each with probability ``exp(-beta L)``, whose mean is the volume ``E exp(-beta L)``.

    Parameters
    ----------
    value : int
        Of ``setting``, by which the arm is told from others.
    """

    name: str
    setting: str
    value: int
    model: Model
    labels: tuple[float, ...]
    loss: Any
    predicted: float
    beta: float = 1.0

    def measure(self, rng: np.random.Generator, count: int) -> Measurement:
        """Draw ``count`` points, and for each of them whether it survives."""
        numbers, theta = Floats(), rng.normal(size=(count, self.model.parameters))
        outputs = self.model.outputs(numbers, theta)
        value = self.loss.value(numbers, outputs, np.broadcast_to(np.array(self.labels), outputs.shape))
        survives = rng.uniform(size=count) < np.exp(-self.beta * np.asarray(value, dtype=float))
        frequency = Frequency(int(survives.sum()), count)
        return Measurement(self.name, (Row(self.setting, self.value, "survives", frequency, self.predicted),))
