"""The outputs depend on an input through its activations at a layer alone, if no skip passes that layer."""

from verify import (
    HOLDS,
    Architecture,
    Case,
    Claim,
    NamedInstances,
    Quantity,
    Skip,
    Source,
    Statement,
    cut_network,
    exact,
    general_cuts,
    merged_by_death,
    merged_by_folding,
    merged_by_geometry,
    no_skip_past_cut,
    sampled,
    shared_activations,
    skips_past_a_merge,
    witness,
)


def by_input(at):
    """Outputs on the inputs of S, shape (..., m, K)."""
    outputs = at.outputs.reshape(*at.outputs.shape[:-1], at.network.data, -1)
    return outputs[..., at.group, :]


each = Quantity("f(theta, x_i)", by_input)
first = Quantity("f(theta, x_1)", lambda at: by_input(at)[..., :1, :])

square = "quadratic"
smallest = (
    cut_network(Architecture((1, 1, 1), square, biases=False), [[1], [-1]], at=[1, 1]),
    cut_network(Architecture((1, 1, 1), square, biases=False), [[1], [2]], at=[1, 1]),
    cut_network(Architecture((1, 1, 1), square, biases=False, skips=(Skip(0, 2),)), [[1], [-1]], at=[1, 1, 1]),
)
statement = Statement(
    about=(
        NamedInstances("one neuron u^2", smallest),
        merged_by_death,
        merged_by_geometry,
        merged_by_folding,
        skips_past_a_merge,
        general_cuts,
    ),
    given=(no_skip_past_cut, shared_activations),
    then=each.equals(first),
)

case = Case(
    Claim(
        "activations-are-sufficient",
        HOLDS,
        revision=1,
        topic="collapse",
        title="Inputs with equal activations at a layer have equal outputs: the layer's activations are sufficient",
        says=r"If no skip passes layer $L$, then $f(\theta, x) = h(a_L(x; \theta); \theta)$: inputs with equal activations at layer $L$"
        r" have equal outputs, so that $a_L$ sorts inputs into classes as a sufficient statistic does.",
        source=Source("post", "comment on information loss and sufficient statistics"),
    ),
    statement,
    rejects=[statement.without(shared_activations), statement.without(no_skip_past_cut)],
    checks=[witness(*smallest), sampled(batches=3, count=40), exact(batches=2, count=1)],
)
