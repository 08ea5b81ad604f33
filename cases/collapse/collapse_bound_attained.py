"""P parameters up to a layer and K outputs leave room for P + K independent gradients of merged inputs, and networks of that rank exist."""

from verify import (
    HOLDS,
    Architecture,
    Case,
    Claim,
    NamedInstances,
    Source,
    Statement,
    cut_network,
    merged_behaviours,
    merged_gradients,
    outputs_per_input,
    parameters_before_cut,
    rank,
    shared_activations,
    where,
    witness,
)


def axis(size, place):
    return [int(i == place) for i in range(size)]


def folding(size, outputs, merged):
    """``f = v (u^2 + u)(w . x)`` at ``w = e_1`` and ``v = (1, ..., K)``, on inputs ``e_1, e_1 + e_2, ..., e_1 + e_n`` and ``-2 e_1``."""
    first = axis(size, 0)
    seen = [[-2 * entry for entry in first], first, *([a + b for a, b in zip(first, axis(size, j), strict=True)] for j in range(1, size))]
    architecture = Architecture((size, 1, outputs), "polynomial(0,1,1)", biases=False)
    return cut_network(architecture, seen[:merged], at=[*first, *range(1, outputs + 1)])


family = tuple(folding(size, outputs, size + 1) for size in range(1, 7) for outputs in (1, 2))
fewer = tuple(folding(size, 1, size) for size in range(2, 4))
room = where(merged_behaviours.at_least(parameters_before_cut + outputs_per_input))

statement = Statement(
    about=(NamedInstances("one folding neuron", (*family, *fewer)),),
    given=(shared_activations, room),
    then=rank(merged_gradients).equals(parameters_before_cut + outputs_per_input),
)

case = Case(
    Claim(
        "collapse-bound-is-attained",
        HOLDS,
        revision=1,
        topic="collapse",
        title="The collapse bound P + K is attained: for one neuron of up to six weights, with one or two outputs",
        says=r"For $n = 1, \dots, 6$ and $K = 1, 2$ the network $f(x) = v\, \sigma(w \cdot x)$ with $\sigma(u) = u^2 + u$, $w = e_1 \in"
        r" \mathbb R^n$ has $n + 1$ inputs that share their activation and whose gradients have rank $P + K = n + K$: with one output, $P"
        r" + 1$ merged inputs are independent.",
        source=Source("project", "collapse bound"),
        uses=("collapse-bound",),
    ),
    statement,
    rejects=[
        statement.without(room),
        statement.replace("at most P + 1 for all outputs together", then=rank(merged_gradients).at_most(parameters_before_cut + 1)),
        statement.replace("all merged gradients are independent", then=rank(merged_gradients).equals(merged_behaviours)),
    ],
    checks=[witness(*family, *fewer)],
)
