"""Dependent behavioural gradients do not show that inputs were merged: redundant data, a cut weight, few parameters do it too."""

from functools import reduce
from operator import or_

import numpy as np

from verify import (
    FAILS,
    HOLDS,
    Architecture,
    Case,
    Claim,
    Condition,
    NamedInstances,
    Network,
    Proposition,
    Quantity,
    Source,
    Statement,
    Truth,
    behaviours,
    exact,
    gradients,
    linear_layers,
    linear_networks,
    point,
    rank,
    relu_networks,
    sampled,
    where,
    witness,
)


def two_share(at):
    """Do two inputs have the same activations, at the input or at a hidden layer?"""
    numbers, network = at.numbers, at.model
    layers = [numbers.array(network.inputs), *(layer.after for layer in network.activations(numbers, at.theta)[:-1])]
    one, other = np.triu_indices(network.data, 1)
    return reduce(or_, (numbers.zero(layer[..., one, :] - layer[..., other, :]).all(axis=-1).any(axis=-1) for layer in layers))


def shown(at):
    """The activations of every hidden layer, and the gradients."""
    layers = at.model.activations(at.numbers, at.theta)[:-1]
    return {f"layer {place}": layer.after for place, layer in enumerate(layers, 1)} | {"G^T": at.jacobian}


inputs = Quantity("X", lambda at: at.numbers.array(at.model.inputs))
outputs_times_rank_of_data = Quantity("K rank(X)", lambda at: at.model.architecture.widths[-1] * rank(inputs).of(at))
one_linear_layer = Condition(
    "the network is one linear layer without biases",
    lambda at: Truth.of(at.model.architecture.depth == 1 and not any(at.model.architecture.biases)),
    structural=True,
)
dependent = where(rank(gradients).at_most(behaviours - 1))

line, plane = Architecture((1, 1), biases=False), Architecture((2, 2), biases=False)
shifted = Architecture((1, 1, 1), "identity", biases=(True, False))
chain, relu_chain = (Architecture((1, 1, 1), activation, biases=False) for activation in ("identity", "relu"))

redundant = point(Network(line, [[1], [2]]), at=[3], labels=[0, 0])
independent = point(Network(plane, [[1, 0], [1, 1]]), at=[1, 2, 3, 4], labels=[0, 0, 0, 0])
redundant_in_plane = point(Network(plane, [[1, 0], [0, 1], [1, 1]]), at=[1, 2, 3, 4], labels=[0, 0, 0, 0, 0, 0])
cut_off = point(Network(shifted, [[1], [2]]), at=[1, 1, 0], labels=[0, 0])
few_parameters = point(Network(relu_chain, [[1], [2], [3]]), at=[1, 1], labels=[0, 0, 0])
merged = point(Network(chain, [[1], [2]]), at=[0, 1], labels=[0, 0])
repeated = point(Network(line, [[1], [1]]), at=[1], labels=[0, 0])
biased = point(Network(Architecture((1, 1)), [[1], [2]]), at=[1, 0], labels=[0, 0])
dead = point(Network(relu_chain, [[1], [2]]), at=[-1, 1], labels=[0, 0])
examples = NamedInstances(
    "small networks", (redundant, independent, redundant_in_plane, cut_off, few_parameters, merged, repeated, biased, dead)
)

as_stated = Statement(
    about=(examples, linear_layers, linear_networks, relu_networks),
    given=(dependent,),
    then=Proposition("two inputs share their activations, at the input or at a hidden layer", two_share, shown),
)
rank_of_data = Statement(
    about=(examples, linear_layers, linear_networks),
    given=(one_linear_layer,),
    then=rank(gradients).equals(outputs_times_rank_of_data),
    name="one linear layer: the redundancy of the data",
)

stated = Case(
    Claim(
        "low-rank-means-merged-inputs",
        FAILS,
        revision=1,
        topic="collapse",
        title="If the behavioural gradients are dependent, some inputs have become indistinguishable on their way through the network",
        says=r"If $\operatorname{rank} G(\theta) < m$, two inputs share their activations, at the input or at a hidden layer. It"
        r" fails for $f = \theta x$ with $x_2 = 2 x_1$; for $f = c (w x + b)$ at $c = 0$; and wherever there are fewer"
        r" parameters than behaviours.",
        source=Source("post", "section Low rank G indicates information loss, and the comments that ask for other mechanisms"),
        amended_by="rank-of-linear-layer-is-rank-of-data",
        not_shown=("that shared activations are rare causes of low rank, or frequent ones",),
    ),
    as_stated,
    accepts=[rank_of_data],
    checks=[
        witness(redundant, merged, repeated, name="redundant data"),
        witness(cut_off, merged, repeated, name="an outgoing weight that is zero"),
        witness(few_parameters, merged, repeated, name="fewer parameters than behaviours"),
        sampled(batches=2, count=20),
    ],
)

amended = Case(
    Claim(
        "rank-of-linear-layer-is-rank-of-data",
        HOLDS,
        revision=1,
        topic="collapse",
        title="The gradients of a linear layer are dependent exactly as the inputs are: redundant data, with nothing lost",
        says=r"For $f(x; W) = W x$ with $K$ outputs, $\operatorname{rank} G = K \operatorname{rank} X$ at every $W$: the gradients"
        r" are dependent if and only if the inputs are, whether or not any two of them are mapped to the same output.",
        source=Source("post", "comments on information loss and redundant data"),
    ),
    rank_of_data,
    rejects=[
        rank_of_data.without(one_linear_layer),
        rank_of_data.replace("independent data only", then=rank(gradients).equals(behaviours)),
        rank_of_data.replace("the rank of the data, whatever the number of outputs", then=rank(gradients).equals(rank(inputs))),
    ],
    checks=[sampled(batches=6, count=40), exact(batches=4, count=1)],
)
