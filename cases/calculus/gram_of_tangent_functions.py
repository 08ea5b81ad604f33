"""J^T J is D times the Gram matrix of the tangent functions over the training data, and not over the distribution they came from."""

import numpy as np

from verify import (
    HOLDS,
    Architecture,
    Case,
    Claim,
    NamedInstances,
    Network,
    Quantity,
    Source,
    Statement,
    exact,
    gradients,
    jacobian,
    linear_networks,
    point,
    quadratic_networks,
    rank,
    relu_networks,
    sampled,
    witness,
)


def mean_of_products(at, inputs):
    """Of the tangent functions x -> df(x, theta)/dtheta_i: the mean over the inputs of their products, each input run alone."""
    numbers, network = at.numbers, at.model
    slopes = [Network(network.architecture, inputs[..., [place], :]).jacobian(numbers, at.theta) for place in range(inputs.shape[-2])]
    return numbers.array(f"1/{len(slopes)}") * sum(numbers.matmul(slope.swapaxes(-1, -2), slope) for slope in slopes)


def over_the_line(at):
    """The same over the uniform distribution on 0, x, 2x, for the first training input x."""
    first = at.numbers.array(at.model.inputs)[..., :1, :]
    return mean_of_products(at, np.concatenate([first * at.numbers.array(times) for times in (0, 1, 2)], axis=-2))


empirical = Quantity(
    "(mean over the data of df/dtheta_i . df/dtheta_j)", lambda at: mean_of_products(at, at.numbers.array(at.model.inputs))
)
along_the_line = Quantity("(mean over 0, x, 2x of df/dtheta_i . df/dtheta_j)", over_the_line)
data = Quantity("D", lambda at: at.numbers.array(at.model.data))
scaled = Quantity(f"D {empirical.text}", lambda at: data(at) * empirical(at))

neuron = Network(
    Architecture((1, 1, 1), "quadratic"), [[1]]
)  # v (w x + b)^2 + c, with tangent functions 2 x^2, 2 x, x^2, 1 at (1, 0, 1, 0)
instances = (
    point(neuron, at=[1, 0, 1, 0], labels=[0]),
    point(Network(Architecture((2, 1), biases=False), [[1, 1], [2, 4]]), at=[0, 0], labels=[0, 0]),  # x and x^2 at 1 and 2
    point(Network(Architecture((1, 2), biases=False), [[1]]), at=[0, 0], labels=[0, 0]),
)

statement = Statement(
    about=(NamedInstances("smallest networks", instances), quadratic_networks, linear_networks, relu_networks),
    given=(),
    then=(gradients @ jacobian).equals(scaled) & rank(empirical).equals(rank(jacobian)),
)

case = Case(
    Claim(
        "gram-of-tangent-functions",
        HOLDS,
        revision=1,
        topic="calculus",
        title="J^T J is D times the Gram matrix of the tangent functions over the training data",
        says=r"$\sum_d \partial_i f(x_d) \cdot \partial_j f(x_d) = D \langle \partial_i f, \partial_j f \rangle$ with the inner product of"
        r" functions in $L^2$ of the empirical measure; its rank is the number of tangent functions $x_d \mapsto \partial_j f(x_d, \theta)$"
        r" that are independent on the data.",
        source=Source("notes", "remark after equation (2), on inner products of features over the training data"),
        not_shown=("that these functions are features in any other sense of the word",),
    ),
    statement,
    rejects=[
        statement.replace("without the factor D", then=(gradients @ jacobian).equals(empirical)),
        statement.replace("of the rank over more inputs than the training data", then=rank(along_the_line).equals(rank(jacobian))),
    ],
    checks=[witness(*instances), sampled(batches=3, count=20), exact(batches=2, count=1)],
)
