"""Inputs with equal activations at a layer have equal gradients in all parameters after it, if no skip or tied weight reaches past it."""

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
    derived_at_cut,
    general_cuts,
    later_gradient_of_first,
    later_gradients,
    merged_by_death,
    merged_by_folding,
    merged_by_geometry,
    no_skip_past_cut,
    no_tying_across_cut,
    sampled,
    shared_activations,
    skips_past_a_merge,
    ties_across_a_merge,
    witness,
)

FOLD = "polynomial(0,1,1)"
smallest = (
    cut_network(Architecture((1, 1, 1), FOLD, biases=False), [[1], [-2]], at=[1, 1]),
    cut_network(Architecture((1, 1, 1), FOLD, biases=False), [[1], [2]], at=[1, 1]),
    cut_network(Architecture((1, 1, 1), FOLD, biases=False, skips=(Skip(0, 2),)), [[1], [-2]], at=[1, 1, 1]),
    cut_network(Architecture((1, 1, 1), FOLD, biases=False, ties=(Tie(2, 1),)), [[1], [-2]], at=[1]),
)

statement = Statement(
    about=(
        NamedInstances("one neuron u^2 + u", smallest),
        merged_by_death,
        merged_by_geometry,
        merged_by_folding,
        skips_past_a_merge,
        ties_across_a_merge,
        general_cuts,
    ),
    given=(no_skip_past_cut, no_tying_across_cut, shared_activations),
    then=later_gradients.equals(later_gradient_of_first),
)

case = Case(
    Claim(
        "collapsed-activations-equal-later-gradients",
        HOLDS,
        revision=1,
        topic="collapse",
        title="Inputs that a layer cannot tell apart have the same gradients in every parameter after that layer",
        says=(
            r"Let $f(\theta, x) = h(a_L(x; \theta_{\le L}), \theta_{>L})$. If $a_L(x_i) = a_L(x_j)$, then "
            r"$\partial f(\theta, x_i) / \partial \theta_{>L} = \partial f(\theta, x_j) / \partial \theta_{>L}$."
        ),
        source=Source("post", "section Low rank G indicates information loss"),
    ),
    statement,
    rejects=[statement.without(shared_activations), statement.without(no_skip_past_cut), statement.without(no_tying_across_cut)],
    checks=[derived_at_cut(), sampled(), witness(*smallest)],
)
