"""The gradients of inputs with equal activations at a layer differ, if at all, in the parameters before it."""

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
    exact,
    general_cuts,
    gradient_differences,
    gradient_differences_before_cut,
    merged_by_death,
    merged_by_folding,
    merged_by_geometry,
    no_skip_past_cut,
    sampled,
    shared_activations,
    skips_past_a_merge,
    ties_across_a_merge,
    witness,
)

FOLD = "polynomial(0,1,1)"
smallest = (
    cut_network(Architecture((1, 1, 1), FOLD, biases=False), [[1], [-2]], at=[1, 1]),
    cut_network(Architecture((1, 1, 1), FOLD, biases=False), [[1], [1]], at=[1, 1]),
    cut_network(Architecture((1, 1, 1), FOLD, biases=False), [[1], [2]], at=[1, 1]),
    cut_network(Architecture((1, 1, 1), FOLD, biases=False, skips=(Skip(0, 2),)), [[1], [-2]], at=[1, 1, 1]),
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
    given=(no_skip_past_cut, shared_activations),
    then=gradient_differences.equals(gradient_differences_before_cut),
)

case = Case(
    Claim(
        "gradients-differ-only-before",
        HOLDS,
        revision=1,
        topic="collapse",
        title="The gradients of inputs that a layer cannot tell apart differ only in parameters that this layer or an earlier one reads",
        says=(
            r"If $a_L(x_i) = a_L(x_j)$ and no skip passes layer $L$, then $\nabla_\theta f(\theta, x_i) - \nabla_\theta f(\theta, x_j)$ "
            r"has entries other than $0$ only at parameters that one of the layers $1, \dots, L$ reads."
        ),
        source=Source("post", "section Low rank G indicates information loss"),
        uses=("collapsed-activations-equal-later-gradients",),
        not_shown=("that linear dependence becomes more likely: what follows for the rank is the claim collapse-bound",),
    ),
    statement,
    rejects=[
        statement.without(shared_activations),
        statement.without(no_skip_past_cut),
        statement.replace("they do not differ at all", then=gradient_differences.equals(0 * gradient_differences)),
    ],
    checks=[sampled(), exact(batches=4), witness(*smallest)],
)
