"""Merged inputs need not have dependent gradients; enough of them have, and at a perfect fit the Hessian then has as little rank."""

from verify import (
    FAILS,
    HOLDS,
    Architecture,
    Case,
    Claim,
    CutInstance,
    NamedInstances,
    Network,
    Source,
    Statement,
    behaviours,
    critical_point,
    cut_network,
    exact,
    folding_neuron,
    general_cuts,
    hessian,
    hunted,
    jacobian,
    merged_behaviours,
    merged_by_death,
    merged_by_folding,
    merged_by_geometry,
    merged_inputs,
    minimum,
    more_inputs_than_parameters,
    no_skip_past_cut,
    other_behaviours,
    outputs_per_input,
    parameters_before_cut,
    perfect_fit,
    point,
    rank,
    sampled,
    scalar_outputs,
    shared_activations,
    where,
    witness,
)

FOLD = "polynomial(0,1,1)"
pair = cut_network(Architecture((1, 1, 1), FOLD, biases=False), [[1], [-2]], at=[1, 1])
triple = cut_network(Architecture((1, 1, 1), "polynomial(0,-7,0,1)", biases=False), [[1], [2], [-3]], at=[1, 1])

several = where(merged_inputs.at_least(2))
plain = (scalar_outputs, no_skip_past_cut, shared_activations)
as_stated = Statement(
    about=(merged_by_death, merged_by_geometry, merged_by_folding),
    given=(*plain, several),
    then=rank(jacobian).at_most(behaviours - 1),
)
enough = as_stated.replace("for two inputs more than parameters", given=(*plain, more_inputs_than_parameters(by=2)))
bounded = as_stated.replace(
    "at most P + K of them independent",
    given=(no_skip_past_cut, shared_activations),
    then=rank(jacobian).at_most(other_behaviours + minimum(merged_behaviours, parameters_before_cut + outputs_per_input)),
)

stated = Case(
    Claim(
        "information-loss-gives-dependent-gradients",
        FAILS,
        revision=1,
        topic="collapse",
        title="Where a layer merges two or more inputs, the behavioural gradients are linearly dependent",
        says=r"If $m \ge 2$ of $k$ inputs share their activations at some layer, then $\operatorname{rank} G \le k - 1$. It fails for one"
        r" neuron $v \sigma(w x)$ with two inputs on either side of the minimum of SiLU: the gradients differ before the layer, by enough.",
        source=Source("post", "section Low rank G indicates information loss, last paragraph"),
        amended_by="collapse-bound",
        not_shown=("how often it happens in trained networks, which is what the document says",),
    ),
    as_stated,
    accepts=[enough, bounded],
    checks=[
        witness(pair, triple, name="one neuron u^2 + u"),
        witness(folding_neuron("silu", "-1", "-1.6"), triple, name="one SiLU neuron"),
        hunted(batches=4, count=40),
    ],
)

crowd = cut_network(Architecture((2, 1, 1), "relu", biases=False), [[1, 0], [1, 1], [1, 2]], at=[1, 0, 1])
apart = cut_network(Architecture((1, 1, 1), FOLD, biases=(False, True)), [[1], [2], [3]], at=[1, 1, 0])
still = CutInstance(point(Network(Architecture((1, 1, 1), FOLD, biases=False), [[1]]), [0, 0], [1]), 1, (0,))
smallest = NamedInstances("one neuron", (pair, triple, crowd, apart, still))


def at_most(independent):
    """``rank Hess L <= (k - m) K + min(m K, independent)``."""
    return rank(hessian).at_most(other_behaviours + minimum(merged_behaviours, independent))


statement = Statement(
    about=(smallest, merged_by_folding, merged_by_death, general_cuts),
    given=(no_skip_past_cut, shared_activations, perfect_fit),
    then=at_most(parameters_before_cut + outputs_per_input),
)

combined = Case(
    Claim(
        "information-loss-lowers-hessian-rank",
        HOLDS,
        revision=1,
        topic="collapse",
        title="At a perfect fit, inputs merged at a layer bound the rank of the Hessian as they bound that of the gradients",
        says=r"If $m$ of $k$ inputs share their activations at a layer that no skip passes, $P$ parameters stand before the cut, and"
        r" $F(\theta) = y$ with $\nabla l(y) = 0$, then $\operatorname{rank} \nabla^2 L(\theta) \le (k - m) K + \min(m K, P + K)$.",
        source=Source("post", "section Low rank G indicates information loss, last paragraph"),
        uses=("collapse-bound", "gauss-newton-at-stationary-loss"),
        not_shown=(
            "flatness: a Hessian of low rank can have large eigenvalues",
            (
                "that solutions with merged inputs occur: where the labels are generic, no solution at which the network is smooth has low"
                " rank"
            ),
        ),
    ),
    statement,
    rejects=[
        statement.without(shared_activations),
        statement.without(perfect_fit),
        statement.replace("at a critical point of L", given=(no_skip_past_cut, shared_activations, critical_point)),
        statement.replace("one less", then=at_most(parameters_before_cut + outputs_per_input - 1)),
    ],
    checks=[sampled(batches=3, count=20), exact(batches=4), witness(*smallest)],
)
