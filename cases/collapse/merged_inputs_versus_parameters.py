"""More merged inputs than parameters before the cut do not force dependent gradients: one input more does, and so does ReLU."""

from verify import (
    FAILS,
    Architecture,
    Case,
    Claim,
    Source,
    Statement,
    cut_network,
    folding_neuron,
    hunted,
    jacobian,
    kinked_at_cut,
    merged_behaviours,
    merged_by_death,
    merged_by_folding,
    merged_by_geometry,
    merged_by_smooth_folding,
    merged_gradients,
    merged_inputs,
    minimum,
    more_inputs_than_parameters,
    no_skip_past_cut,
    other_behaviours,
    outputs_per_input,
    parameters_before_cut,
    parameters_strictly_before_cut,
    rank,
    scalar_outputs,
    shared_activations,
    steady_directions,
    units_at_cut,
    untied_weights,
    where,
    witness,
)


def at_most(independent):
    """``rank J <= (k - m) K + min(m K, independent)``."""
    return rank(jacobian).at_most(other_behaviours + minimum(merged_behaviours, independent))


as_stated = Statement(
    about=(merged_by_death, merged_by_geometry, merged_by_folding, merged_by_smooth_folding),
    given=(scalar_outputs, no_skip_past_cut, shared_activations, more_inputs_than_parameters()),
    then=rank(merged_gradients).at_most(merged_inputs - 1),
)
two_more = as_stated.replace(
    "for two inputs more than parameters", given=(scalar_outputs, no_skip_past_cut, shared_activations, more_inputs_than_parameters(by=2))
)
piecewise_linear = as_stated.replace("for ReLU and leaky ReLU", given=(*as_stated.given, kinked_at_cut, untied_weights))
bounded = as_stated.replace(
    "at most P + K of them independent",
    given=(no_skip_past_cut, shared_activations),
    then=at_most(parameters_before_cut + outputs_per_input),
)
some_unit_steady = where(steady_directions.at_least(1))
steady = as_stated.replace("where some unit of L counts for the wide bound", given=(*as_stated.given, untied_weights, some_unit_steady))

one_neuron = Architecture((1, 1, 1), "polynomial(0,1,1)", biases=False)
cubic_neuron = Architecture((1, 1, 1), "polynomial(0,-7,0,1)", biases=(True, False))
plane_neuron = Architecture((2, 1, 1), "polynomial(0,1,1)", biases=False)
blind_neuron = Architecture((1, 1, 1), "identity", biases=(False, True))
three_roots = Architecture((1, 1, 1), "polynomial(0,-7,0,1)", biases=False)
relu_neuron = Architecture((2, 1, 1), "relu", biases=False)
where_amendments_bite = (
    cut_network(three_roots, [[1], [2], [-3]], at=[1, 1]),
    cut_network(relu_neuron, [[1, 0], [1, 1], [1, 2]], at=[1, 0, 1]),
)

stated = Case(
    Claim(
        "more-merged-inputs-than-earlier-parameters",
        FAILS,
        revision=1,
        topic="collapse",
        title="If a layer merges more inputs than there are parameters up to it, their gradients are linearly dependent",
        says=(
            r"One output, no skips past layer $L$. If $m$ inputs share their activations at $L$ and the layers $1, \dots, L$ have $P < m$ "
            r"parameters, then $\nabla_\theta f(\theta, x_1), \dots, \nabla_\theta f(\theta, x_m)$ are linearly dependent."
        ),
        source=Source("post", "section Low rank G indicates information loss"),
        amended_by="collapse-bound",
        not_shown=(
            (
                "anything against the count for ReLU layers, where it is right (collapse-bound-relu), or where some unit is injective, or"
                " has a bias and merges two pre-activations (collapse-bound-wide-layers)"
            ),
            "the count with L's own weights left out of P, which fails sooner (more-merged-inputs-than-strictly-earlier-parameters)",
        ),
    ),
    as_stated,
    accepts=[two_more, bounded, piecewise_linear, steady],
    checks=[
        witness(
            cut_network(one_neuron, [[1], [-2]], at=[1, 1]),
            cut_network(cubic_neuron, [[1], [2], [-3]], at=[1, 0, 1]),
            cut_network(plane_neuron, [[1, 0], [1, 1], [-2, 0]], at=[1, 0, 1]),
            cut_network(blind_neuron, [[1], [2]], at=[0, 1, 0]),
            *where_amendments_bite,
        ),
        witness(
            folding_neuron("silu", "-1", "-1.6"),
            folding_neuron("gelu", "-1/2", "-1.05"),
            *where_amendments_bite,
            name="SiLU and GELU neurons",
        ),
        hunted(batches=4),
    ],
)

more_than_strictly_earlier = where(merged_inputs.at_least(parameters_strictly_before_cut + 1))
strictly = as_stated.replace(
    "as stated",
    about=(merged_by_death, merged_by_geometry, merged_by_folding),
    given=(scalar_outputs, no_skip_past_cut, shared_activations, more_than_strictly_earlier),
)
with_own_weights = strictly.replace("with L's own weights, for ReLU and leaky ReLU", given=piecewise_linear.given)
bounded_with_relu = strictly.replace(
    "at most P + K - n of them independent, for ReLU and leaky ReLU",
    given=(kinked_at_cut, untied_weights, no_skip_past_cut, shared_activations),
    then=at_most(parameters_before_cut + outputs_per_input - units_at_cut),
)

relu_pair = cut_network(relu_neuron, [[1, 0], [1, 1]], at=[1, 0, 1])

strictly_earlier = Case(
    Claim(
        "more-merged-inputs-than-strictly-earlier-parameters",
        FAILS,
        revision=1,
        topic="collapse",
        title="If a layer merges more inputs than there are parameters in the layers before it, their gradients are linearly dependent",
        says=(
            r"One output, no skips past layer $L$. If $m$ inputs share their activations at $L$ and the layers $1, \dots, L - 1$ have"
            r" fewer than $m$ parameters, then $\nabla_\theta f(\theta, x_1), \dots, \nabla_\theta f(\theta, x_m)$ are linearly dependent."
            r" It fails for ReLU too, at the first layer: no parameters stand before it."
        ),
        source=Source("post", "section Low rank G indicates information loss, with the weights of the layer itself not counted"),
        amended_by="collapse-bound-relu",
    ),
    strictly,
    accepts=[with_own_weights, bounded_with_relu],
    checks=[witness(relu_pair, where_amendments_bite[1], name="a ReLU neuron of the plane"), hunted(batches=4, count=40)],
)
