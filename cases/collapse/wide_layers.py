"""Each unit of a layer that merges inputs can lower the collapse bound: by two where its pre-activations agree, by one where it folds."""

from verify import (
    HOLDS,
    Architecture,
    Case,
    Claim,
    NamedInstances,
    Skip,
    Source,
    Statement,
    cut_network,
    cuts_of,
    exact,
    general_cuts,
    jacobian,
    merged_behaviours,
    merged_by_death,
    merged_by_folding,
    merged_by_geometry,
    minimum,
    no_skip_past_cut,
    other_behaviours,
    outputs_per_input,
    parameters_before_cut,
    rank,
    relu_networks,
    sampled,
    shared_activations,
    skips_past_a_merge,
    steady_directions,
    ties_before_a_merge,
    units_at_cut,
    untied_weights,
)

FOLD, INJECTIVE = "polynomial(0,1,1)", "polynomial(0,1,0,1)"
last_biased, first_biased = (False, True), (True, False)

smallest = (
    cut_network(Architecture((2, 1, 1), INJECTIVE), [[1, 0], [1, 1]], at=[1, 0, 0, 1, 0]),
    cut_network(Architecture((2, 1, 1), INJECTIVE, biases=last_biased), [[1, 0], [1, 1], [1, 2]], at=[1, 0, 1, 0]),
    cut_network(Architecture((1, 1, 1), INJECTIVE, biases=last_biased), [[1], [2]], at=[0, 1, 0]),
    cut_network(Architecture((1, 1, 1), "relu", biases=last_biased), [[1], [2]], at=[1, 1, 0]),
    cut_network(Architecture((1, 1, 1), FOLD, biases=first_biased), [[1], [-2]], at=[1, 0, 1]),
    cut_network(Architecture((1, 1, 1), FOLD, biases=False), [[1], [-2]], at=[1, 1]),
    cut_network(Architecture((1, 2, 1), FOLD, biases=first_biased), [[1], [-2]], at=[1, 1, 0, 0, 1, 2]),
    cut_network(Architecture((1, 1, 1), "polynomial(0,-7,0,1)", biases=first_biased), [[1], [2], [-3]], at=[1, 0, 1]),
    cut_network(Architecture((2, 1, 2), "relu", biases=False, skips=(Skip(0, 2),)), [[1, 0], [1, 1]], at=[1, 0, 1, 2, 0, 0, 0, 0]),
)


def improved(by):
    """``rank J <= (k - m) K + min(m K, P + K - by)``."""
    return rank(jacobian).at_most(other_behaviours + minimum(merged_behaviours, parameters_before_cut + outputs_per_input - by))


statement = Statement(
    about=(
        NamedInstances("one or two neurons", smallest),
        merged_by_geometry,
        merged_by_folding,
        merged_by_death,
        skips_past_a_merge,
        ties_before_a_merge,
        general_cuts,
        cuts_of(relu_networks),
    ),
    given=(untied_weights, no_skip_past_cut, shared_activations),
    then=improved(steady_directions),
)

case = Case(
    Claim(
        "collapse-bound-wide-layers",
        HOLDS,
        revision=1,
        topic="collapse",
        title="The collapse bound improves by the number of directions in layer L's parameters to which all merged inputs answer alike",
        says=(
            r"No ties, no skip past layer $L$, whose rows share no parameters. A unit of $L$ counts $[w_j \ne 0] + [\text{bias}]$ if its"
            r" pre-activation is the same for all merged inputs (as it is if $\sigma$ is injective), $1$ if it is ReLU or leaky ReLU, or"
            r" if it has a bias and takes two pre-activations (as SiLU, GELU and $u^2 + u$ do), and $0$ otherwise. With $\kappa$ the sum,"
            r" $\operatorname{rank} J \le (k - m) K + \min(m K, P + K - \kappa)$. So $m > P$ merged inputs with one output are dependent"
            r" as soon as some unit counts."
        ),
        source=Source("project", "collapse bound for wide layers"),
        uses=("collapse-bound",),
        not_shown=("layers of tanh, sigmoid or SiLU units as such: what is used of an activation is how many pre-activations it merges",),
    ),
    statement,
    rejects=[
        statement.without(shared_activations),
        statement.without(no_skip_past_cut),
        statement.without(untied_weights),
        statement.replace("one less", then=improved(steady_directions + 1)),
        statement.replace("every unit counts", then=improved(units_at_cut)),
        statement.replace("every unit counts twice", then=improved(2 * units_at_cut)),
    ],
    checks=[sampled(batches=4, count=40), exact(batches=2)],
)
