"""Inputs with equal activations have at most one independent gradient per parameter before the cut and one per output; fewer with ReLU."""

from verify import (
    HOLDS,
    Architecture,
    Case,
    Claim,
    NamedInstances,
    Skip,
    Source,
    Statement,
    Tie,
    cut_network,
    cuts_of,
    exact,
    general_cuts,
    jacobian,
    kinked_at_cut,
    merged_behaviours,
    merged_by_death,
    merged_by_folding,
    merged_by_geometry,
    minimum,
    no_skip_past_cut,
    other_behaviours,
    outputs_per_input,
    parameters_before_cut,
    quadratic_networks,
    rank,
    relu_networks,
    sampled,
    shared_activations,
    skips_past_a_merge,
    ties_across_a_merge,
    ties_before_a_merge,
    units_at_cut,
    untied_weights,
    witness,
)

FOLD = "polynomial(0,1,1)"
one_output = Architecture((1, 1, 1), FOLD, biases=False)
two_outputs = Architecture((1, 1, 2), FOLD, biases=False)
three_roots = Architecture((1, 1, 1), "polynomial(0,-7,0,1)", biases=False)
tied = Architecture((2, 1, 2, 1), "relu", biases=False, ties=(Tie(2, 1, transpose=True),))
plane = Architecture((2, 1, 1), "relu", biases=False)

folded = (
    cut_network(one_output, [[1], [1]], at=[1, 1]),
    cut_network(one_output, [[1], [-2]], at=[1, 1]),
    cut_network(two_outputs, [[1], [-2]], at=[1, 1, 2]),
    cut_network(three_roots, [[1], [2], [-3]], at=[1, 1]),
    cut_network(Architecture((1, 1, 1), FOLD, biases=(False, True)), [[1], [2], [3]], at=[1, 1, 0]),
    cut_network(Architecture((1, 1, 2), FOLD, biases=False, skips=(Skip(0, 2),)), [[1], [-2]], at=[1, 1, 2, 0, 0]),
)
unseen = (
    cut_network(plane, [[1, 0], [1, 1], [1, 2]], at=[1, 0, 1]),
    cut_network(plane, [[-1, 0], [-1, 1]], at=[1, 0, 1]),
    cut_network(one_output, [[1], [-2]], at=[1, 1]),
    cut_network(tied, [[1, 0], [0, 1]], at=[1, 1, 1, 0], layer=2),
    cut_network(Architecture((2, 1, 1), "relu", biases=(False, True)), [[1, 0], [1, 1], [2, 0]], at=[1, 0, 1, 0]),
    cut_network(Architecture((2, 1, 2), "relu", biases=False, skips=(Skip(0, 2),)), [[1, 0], [1, 1]], at=[1, 0, 1, 2, 0, 0, 0, 0]),
)


def at_most(independent):
    """``rank J <= (k - m) K + min(m K, independent)``."""
    return rank(jacobian).at_most(other_behaviours + minimum(merged_behaviours, independent))


general = Statement(
    about=(
        NamedInstances("one folding neuron", folded),
        merged_by_death,
        merged_by_geometry,
        merged_by_folding,
        skips_past_a_merge,
        ties_across_a_merge,
        ties_before_a_merge,
        general_cuts,
        cuts_of(relu_networks),
        cuts_of(quadratic_networks),
    ),
    given=(no_skip_past_cut, shared_activations),
    then=at_most(parameters_before_cut + outputs_per_input),
)

bound = Case(
    Claim(
        "collapse-bound",
        HOLDS,
        revision=1,
        topic="collapse",
        title="Inputs that share their activations at a layer have at most P + K independent gradients (P parameters up to it, K outputs)",
        says=(
            r"Let $m$ of $k$ inputs share their activations at a layer that no skip passes, and let the layers up to it read $P$ "
            r"parameters. With $K$ outputs, $\operatorname{rank} J \le (k - m) K + \min(m K, P + K)$. With one output, at most "
            r"$\min(m, P + 1)$ of the $m$ gradients are independent, and $P + 1$ occurs: $m \ge P + 2$ forces dependence, and "
            r"$m = P + 1$ does not."
        ),
        source=Source("project", "collapse bound"),
        uses=("gradients-differ-only-before",),
    ),
    general,
    rejects=[
        general.without(shared_activations),
        general.without(no_skip_past_cut),
        general.replace("one less", then=at_most(parameters_before_cut + outputs_per_input - 1)),
        general.replace("one more for all outputs together", then=at_most(parameters_before_cut + 1)),
        general.replace("merged inputs are always dependent", then=at_most(merged_behaviours - 1)),
    ],
    checks=[sampled(), exact(batches=4), witness(*folded)],
)

blind = cuts_of(relu_networks)
piecewise_linear = Statement(
    about=(
        NamedInstances("one ReLU neuron", unseen),
        merged_by_death,
        merged_by_geometry,
        merged_by_folding,
        skips_past_a_merge,
        ties_before_a_merge,
        general_cuts,
        blind,
    ),
    given=(kinked_at_cut, untied_weights, no_skip_past_cut, shared_activations),
    then=at_most(parameters_before_cut + outputs_per_input - units_at_cut),
)

relu = Case(
    Claim(
        "collapse-bound-relu",
        HOLDS,
        revision=1,
        topic="collapse",
        title="Where the layer that merges inputs is ReLU or leaky ReLU, each of its n units lowers the collapse bound by one: P + K - n",
        says=(
            r"If layer $L$ is ReLU or leaky ReLU, with $n$ units none of which is at its kink, and no weights are tied, the collapse "
            r"bound improves to $\operatorname{rank} J \le (k - m) K + \min(m K, P + K - n)$. The reason: with $\theta_j$ the weights "
            r"and the bias of unit $j$, Euler's identity $\theta_j \cdot \partial a_j / \partial \theta_j = a_j$ gives the same number "
            r"at all merged inputs, which is one linear condition on their gradients for each unit. With one output, $m > P$ merged "
            r"inputs are always dependent."
        ),
        source=Source("project", "collapse bound"),
        uses=("collapse-bound",),
        not_shown=("the improvement for layers whose activation is injective, or 2-to-1 with a bias",),
    ),
    piecewise_linear,
    rejects=[
        piecewise_linear.without(kinked_at_cut),
        piecewise_linear.without(shared_activations),
        piecewise_linear.without(no_skip_past_cut),
        piecewise_linear.without(untied_weights),
        piecewise_linear.replace("one less", then=at_most(parameters_before_cut + outputs_per_input - units_at_cut - 1)),
    ],
    checks=[sampled(), exact(batches=4), witness(*unseen)],
)
