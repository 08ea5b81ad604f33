"""P parameters up to a layer and K outputs leave room for P + K independent gradients of merged inputs, and networks of that rank exist."""

import numpy as np

from verify import (
    HOLDS,
    Architecture,
    Case,
    Claim,
    NamedInstances,
    Source,
    Statement,
    Stratum,
    cut_network,
    exact,
    merged_behaviours,
    merged_gradients,
    more_inputs_than_parameters,
    outputs_per_input,
    parameters_before_cut,
    rank,
    shared_activations,
    witness,
)
from verify.strata.merged import cut_at


def axis(size, place):
    return [int(i == place) for i in range(size)]


def folding(size, outputs, merged):
    """``f = v (u^2 + u)(w . x)`` at ``w = e_1`` and ``v = (1, ..., K)``, on inputs ``e_1, e_1 + e_2, ..., e_1 + e_n`` and ``-2 e_1``."""
    first = axis(size, 0)
    seen = [[-2 * entry for entry in first], first, *([a + b for a, b in zip(first, axis(size, j), strict=True)] for j in range(1, size))]
    architecture = Architecture((size, 1, outputs), "polynomial(0,1,1)", biases=False)
    return cut_network(architecture, seen[:merged], at=[*first, *range(1, outputs + 1)])


def in_two_planes(choose, size, merged):
    """All coordinates but the first of each input, and its plane: one in the second, as many independent as can be in the first."""
    numbers = choose.numbers
    rest, plane = choose.integers((merged, size - 1), -2, 2), choose.integers((merged,), 0, 1)
    independent = min(size - 1, merged - 2)
    triangle = np.eye(independent, size - 1, dtype=int)
    below = choose.integers(triangle.shape, -1, 1) * numbers.array(np.tri(*triangle.shape, -1, dtype=int))
    rest[..., 2 : 2 + independent, :] = rest[..., 1:2, :] + below + numbers.array(triangle)
    plane[..., : 2 + independent] = numbers.array([1] + [0] * (1 + independent))
    return rest, plane


def in_general_position(choose):
    """``f = v (u^2 + u)(w . x)`` with ``w = (1, *)``, on inputs in the planes ``u = s`` and ``u = -1 - s``.

    The gradients of merged inputs differ by differences of ``v_k (2 u + 1) x``: for inputs in general position, ``s != 0, -1`` and
    ``v != 0`` are all that is needed.
    """
    numbers, size, outputs = choose.numbers, choose.size(1, 6), choose.size(1, 3)
    merged = size + 1 + choose.size(0, 2) if "crowded cut" in choose.demands else choose.size(2, 7)
    rest, plane = in_two_planes(choose, size, merged)
    one, level, weights = choose.integers((1,), 1, 1), choose.integers((1,), 1, 3), choose.integers((size - 1,), -2, 2)
    level = -one - level if choose.among((True, False)) else level
    signals = level - plane * (one + level + level)
    first = signals[..., None] - numbers.matmul(rest, weights[..., None])
    theta = np.concatenate([one, weights, choose.integers((1,), 1, 2), choose.integers((outputs - 1,), -2, 2)], axis=-1)
    architecture = Architecture((size, 1, outputs), "polynomial(0,1,1)", biases=False)
    return cut_at(choose, architecture, np.concatenate([first, rest], axis=-1), theta)


general = Stratum(
    "folding neurons",
    "a neuron u^2 + u of up to four inputs and up to three outputs that merges inputs in general position, few or many",
    in_general_position,
)
family = tuple(folding(size, outputs, size + 1) for size in range(1, 7) for outputs in (1, 2))
fewer = tuple(folding(size, 1, size) for size in range(2, 4))
room = more_inputs_than_parameters()

statement = Statement(
    about=(NamedInstances("one folding neuron", (*family, *fewer)), general),
    given=(shared_activations, room),
    then=rank(merged_gradients).equals(parameters_before_cut + outputs_per_input),
)

case = Case(
    Claim(
        "collapse-bound-is-attained",
        HOLDS,
        revision=2,
        topic="collapse",
        title="The collapse bound P + K is attained: for one neuron of up to six weights, with one or two outputs",
        says=r"For $n = 1, \dots, 6$ and $K = 1, 2$ the network $f(x) = v\, \sigma(w \cdot x)$ with $\sigma(u) = u^2 + u$, $w = e_1 \in"
        r" \mathbb R^n$ has $n + 1$ inputs that share their activation and whose gradients have rank $P + K = n + K$: with one output, $P"
        r" + 1$ merged inputs are independent. So it is at other $w$ and $v$, not 0, wherever $n$ merged inputs span the plane $w \cdot x"
        r" = s$ and another lies in $w \cdot x = -1 - s$, with $s \ne 0, -1, -\frac12$.",
        source=Source("project", "collapse bound"),
        uses=("collapse-bound",),
        not_shown=("weights other than e_1 of more than four inputs, or with a first entry other than 1: coordinates can be changed",),
    ),
    statement,
    rejects=[
        statement.without(room),
        statement.replace("at most P + 1 for all outputs together", then=rank(merged_gradients).at_most(parameters_before_cut + 1)),
        statement.replace("all merged gradients are independent", then=rank(merged_gradients).equals(merged_behaviours)),
    ],
    checks=[witness(*family, *fewer), exact(batches=4, count=2)],
)
