"""Words for lost information: a network cut at layer L, a set S of m of its k inputs, K outputs each, P parameters before the cut."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from verify.maps.architecture import Architecture
from verify.maps.network import Network
from verify.numbers.system import Array, System, negative
from verify.ranks.bounds import Bounds
from verify.statements.certificates import certified
from verify.statements.conclusions import all_zero
from verify.statements.conditions import Condition, where
from verify.statements.cuts import CutInstance
from verify.statements.instances import point
from verify.statements.quantities import Quantity
from verify.truth import Truth


def _count(text: str, of: Callable[[CutInstance], int]) -> Quantity:
    return Quantity(text, lambda at: Bounds.exactly(of(at), "counted"))


merged_inputs = _count("m", lambda at: len(at.group))
outputs_per_input = _count("K", lambda at: at.architecture.widths[-1])
merged_behaviours = _count("m K", lambda at: len(at.group) * at.architecture.widths[-1])
other_behaviours = _count("(k - m) K", lambda at: (at.network.data - len(at.group)) * at.architecture.widths[-1])
parameters_before_cut = _count("P", lambda at: int(at.stands_before.sum()))
parameters_strictly_before_cut = _count("P'", lambda at: int(at.stands_strictly_before.sum()))
units_at_cut = _count("n", lambda at: at.architecture.widths[at.layer])


def _restricted(gradients: Array, at: CutInstance, kept: Array) -> Array:
    """The gradients with zeros in place of the parameters that are not kept."""
    return gradients * at.numbers.array(kept.astype(int))


def _rows(gradients: Array) -> Array:
    """(..., m, K, N) as the rows of a matrix (..., m K, N)."""
    return gradients.reshape(*gradients.shape[:-3], -1, gradients.shape[-1])


merged_gradients = Quantity("G_S", lambda at: _rows(at.group_gradients).swapaxes(-1, -2))
"""Columns: the gradients of the outputs on the inputs of ``S``, in all parameters."""

merged_gradients_cleared_before_cut = Quantity(
    "G_S with 0 for layers 1..L", lambda at: _rows(_restricted(at.group_gradients, at, ~at.stands_before)).swapaxes(-1, -2)
)
"""The same with zeros in place of the parameters that a layer up to ``L`` reads."""

later_gradient_of_first = Quantity("g_1 after L", lambda at: at.after[0])
later_gradients = Quantity("g_i after L", lambda at: at.after[1])
"""Gradients in the parameters after the cut, of the first input of ``S`` and of each."""


def _differences(at: CutInstance) -> Array:
    return at.group_gradients - at.group_gradients[..., :1, :, :]


gradient_differences = Quantity("g_i - g_1", _differences)
gradient_differences_before_cut = Quantity(
    "(g_i - g_1) restricted to layers 1..L", lambda at: _restricted(_differences(at), at, at.stands_before)
)
"""How the gradients of ``S`` differ from that of its first input; and the same with zeros outside the parameters before the cut."""


def _spread(at: CutInstance) -> Array:
    seen = at.values_at_cut.after
    return seen - seen[..., :1, :]


def _largest_spread(at: CutInstance) -> Any:
    return np.abs(np.asarray(_spread(at), dtype=float)).max(axis=(-2, -1))


def _shared(at: CutInstance) -> Truth:
    return certified(at, "shared activations", all_zero(at, _spread(at)))


def _skips_past(at: CutInstance) -> bool:
    return any(skip.source < at.layer < skip.target for skip in at.architecture.skips)


def _inactive(at: CutInstance) -> Truth:
    """Per unit of layer L: is its pre-activation negative on every input of S?"""
    return negative(at.numbers, at.values_at_cut.before).all(axis=-2)


shared_activations = Condition("the inputs of S have equal activations at layer L", _shared, _largest_spread)
no_skip_past_cut = Condition("no skip passes the cut", lambda at: Truth.of(not _skips_past(at)), structural=True)
no_tying_across_cut = Condition(
    "no weight is tied across the cut", lambda at: Truth.of(not (at.stands_before & at.stands_after).any()), structural=True
)
untied_weights = Condition("no weights are tied", lambda at: Truth.of(not at.architecture.ties), structural=True)
scalar_outputs = where(outputs_per_input.equals(1), impose="scalar outputs")
relu_at_cut = Condition("layer L is ReLU", lambda at: Truth.of(at.architecture.activations[at.layer - 1].name == "relu"), structural=True)
kinked_at_cut = Condition(
    "layer L is ReLU or leaky ReLU", lambda at: Truth.of(at.architecture.activations[at.layer - 1].kinked), structural=True
)
all_units_inactive = Condition("every pre-activation of layer L is negative on S", lambda at: _inactive(at).all(axis=-1))
some_unit_inactive = Condition("some unit of layer L has negative pre-activations on S", lambda at: _inactive(at).any(axis=-1))


def more_inputs_than_parameters(by: int = 1) -> Condition:
    """The hypothesis that at least so many more inputs are merged than there are parameters before the cut."""
    return where(merged_inputs.at_least(parameters_before_cut + by), impose="crowded cut")


def cut_network(
    architecture: Architecture,
    inputs: Any,
    at: Any,
    *,
    layer: int = 1,
    numbers: System | None = None,
    facts: Mapping[str, Any] | None = None,
) -> CutInstance:
    """A network at exact parameters, fitted to its own outputs, cut at a hidden layer; ``S`` is the set of all its inputs.

    ``facts["shared activations"]``, if given, is a `verify.statements.certificates.Certificate` that the activations agree at some point
    of the balls that the inputs are.

    Examples
    --------
    >>> folded = Architecture((1, 1, 1), "polynomial(0,1,1)", biases=False)
    >>> two = cut_network(folded, [[1], [-2]], at=[1, 1])
    >>> two.numbers.text(two.values_at_cut.after), two.numbers.text(two.jacobian)
    ([['2'], ['2']], [['3', '2'], ['6', '2']])
    """
    network = Network(architecture, inputs)
    outputs = point(network, at, [0] * network.behaviours, numbers=numbers).outputs
    fitted = point(network, at, outputs, numbers=numbers, facts=facts)
    return CutInstance(fitted, layer, tuple(range(network.data)))
