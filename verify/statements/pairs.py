"""Two parameters of one model, as an instance: what their behaviours, losses and functions have in common."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from verify.errors import InvalidInput
from verify.maps.network import Network
from verify.numbers.system import Array, System
from verify.truth import YES

if TYPE_CHECKING:
    from verify.statements.instances import ModelInstance


@dataclass(frozen=True, eq=False)
class PairInstance:
    """A point ``theta`` of a network's loss landscape, a second parameter ``theta'``, and inputs that are not trained on; exact numbers.

    Parameters
    ----------
    point : ModelInstance
        The point ``theta`` with the training data, labels and loss; its model is a `Network`.
    other : array (N,)
        ``theta'``.
    elsewhere : array (q, n_0)
        Inputs outside the training data, at least one.
    """

    point: ModelInstance
    other: Array
    elsewhere: Array

    batch_axes = 0
    smooth = YES

    def __post_init__(self) -> None:
        if not isinstance(self.point.model, Network):
            raise InvalidInput(f"a pair of parameters is one of a network's, not of a {type(self.point.model).__name__}")
        if self.other.shape != self.point.theta.shape:
            raise InvalidInput(f"both parameters have one shape, got {self.point.theta.shape} and {self.other.shape}")

    @property
    def numbers(self) -> System:
        return self.point.numbers

    @property
    def facts(self) -> Mapping[str, Any]:
        return self.point.facts

    @property
    def theta(self) -> Array:
        """The first of the two parameters."""
        return self.point.theta

    @property
    def network(self) -> Network:
        return cast(Network, self.point.model)

    def function(self, theta: Array, inputs: Array) -> Array:
        """``f_theta`` at the inputs, each one run through the network alone, in a row."""
        alone = [Network(self.network.architecture, datum[None, :]).outputs(self.numbers, theta) for datum in inputs]
        return np.concatenate(alone)

    def spec(self) -> dict[str, Any]:
        text = self.numbers.text
        return {"kind": "pair", "of": self.point.spec(), "other": text(self.other), "elsewhere": text(self.elsewhere)}


def pair(first: ModelInstance, other: Any, elsewhere: Any) -> PairInstance:
    """The instance at a point of a network, a second parameter, and inputs that are not trained on.

    Examples
    --------
    >>> from verify.maps.architecture import Architecture
    >>> from verify.statements.instances import point
    >>> product = Network(Architecture((1, 1, 1), "identity", biases=False), [[1]])
    >>> both = pair(point(product, at=[1, 1], labels=[0]), [2, "1/2"], [[5]])
    >>> both.numbers.text(both.function(both.other, both.elsewhere))
    ['5']
    """
    return PairInstance(first, first.numbers.array(other), first.numbers.array(elsewhere))
