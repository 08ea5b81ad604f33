"""Where every unit of a ReLU layer is inactive, the gradients before it vanish; where ReLU merges inputs in another way they need not."""

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
    all_units_inactive,
    cut_network,
    exact,
    merged_by_death,
    merged_by_geometry,
    merged_gradients,
    merged_gradients_cleared_before_cut,
    no_skip_past_cut,
    no_tying_across_cut,
    relu_at_cut,
    sampled,
    shared_activations,
    skips_past_a_merge,
    some_unit_inactive,
    ties_across_a_merge,
    witness,
)

smallest = (
    cut_network(Architecture((2, 1, 1), "relu"), [[1, 0], [1, 1]], at=[-1, 0, 0, 1, 0]),
    cut_network(Architecture((2, 1, 1), "relu", biases=False), [[1, 0], [1, 1]], at=[1, 0, 1]),
    cut_network(Architecture((1, 2, 1), "relu", biases=False), [[1], [1]], at=[1, -1, 1, 1]),
    cut_network(Architecture((2, 1, 1), "leaky_relu(1/10)", biases=False), [[1, 0], [1, 1]], at=[-1, 0, 1]),
    cut_network(Architecture((1, 1, 1, 1), ("relu", "identity"), biases=(False, True, False), ties=(Tie(3, 1),)), [[1]], at=[-1, 1, 1]),
    cut_network(Architecture((1, 1, 1, 1), "relu", biases=False, skips=(Skip(1, 3),)), [[1]], at=[1, -1, 1, 1], layer=2),
)

feed_forward_relu = (relu_at_cut, no_skip_past_cut, no_tying_across_cut)
statement = Statement(
    about=(
        NamedInstances("one or two ReLU neurons", smallest),
        merged_by_death,
        merged_by_geometry,
        skips_past_a_merge,
        ties_across_a_merge,
    ),
    given=(*feed_forward_relu, all_units_inactive),
    then=merged_gradients.equals(merged_gradients_cleared_before_cut),
)

case = Case(
    Claim(
        "relu-death-zeroes-earlier-gradients",
        HOLDS,
        revision=1,
        topic="collapse",
        title="On inputs for which every unit of a ReLU layer is inactive, the gradients in all parameters up to that layer are zero",
        says=(
            r"If $z_L(x_i) < 0$ in every unit of a ReLU layer $L$ that no skip passes and no weight is tied across, then "
            r"$\nabla_\theta f(\theta, x_i)$ is $0$ at every parameter of the layers $1, \dots, L$: all such inputs have the same gradient."
        ),
        source=Source("post", "section Low rank G indicates information loss"),
        uses=("collapsed-activations-equal-later-gradients",),
        not_shown=("how often ReLU networks lose information in this way",),
    ),
    statement,
    rejects=[
        statement.replace("whenever a ReLU layer merges inputs", given=(*feed_forward_relu, shared_activations)),
        statement.replace("if some unit is inactive", given=(*feed_forward_relu, some_unit_inactive)),
        statement.without(relu_at_cut),
        statement.without(no_skip_past_cut),
        statement.without(no_tying_across_cut),
    ],
    checks=[sampled(), exact(batches=4), witness(*smallest)],
)
