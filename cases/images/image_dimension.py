"""The image of parameter space has the largest rank of J as its dimension, which rescaled units keep below the number of parameters."""

from verify import (
    FAILS,
    HOLDS,
    Architecture,
    Balls,
    Case,
    Claim,
    NamedInstances,
    Network,
    Quantity,
    Source,
    Statement,
    behaviours,
    exact,
    generic_rank,
    image_dimension,
    jacobian,
    minimum,
    parameters,
    point,
    polynomial_map,
    rank,
    relu_networks,
    sampled,
    tanh_networks,
    where,
    witness,
)


def maps(*formulas):
    return point(polynomial_map(*formulas), at=[0] * polynomial_map(*formulas).parameters, labels=[0] * len(formulas))


product = maps("a*b", "2*a*b", "3*a*b")  # f(x) = a b x on the inputs 1, 2, 3
instances = (
    product,
    maps("t", "t**2"),
    maps("t**2", "t**3"),
    maps("a", "b", "a*b"),
    maps("a**2", "a*b", "b**2"),
    maps("a + b", "(a + b)**2", "(a + b)**3"),
    maps("a*b"),
)
fewer_parameters = where(parameters.at_most(behaviours - 1))

as_stated = Statement(
    about=(NamedInstances("polynomial maps", instances),), given=(fewer_parameters,), then=image_dimension.equals(parameters)
)
sharp = as_stated.replace("the largest rank of J", given=(), then=image_dimension.equals(generic_rank))

stated = Case(
    Claim(
        "image-is-n-dim-submanifold",
        FAILS,
        revision=1,
        topic="images",
        title="With fewer parameters than behaviours, the image of parameter space has N dimensions",
        says=r"If $N < m$, then $F(\Theta)$ is, loosely, an $N$-dimensional submanifold of $\mathbb R^m$: its dimension is $N$.",
        source=Source("notes", "section Behavioural Space"),
        amended_by="image-dimension-is-largest-rank",
        pointwise=False,
    ),
    as_stated,
    accepts=[sharp],
    checks=[witness(*instances)],
)

amended = Case(
    Claim(
        "image-dimension-is-largest-rank",
        HOLDS,
        revision=1,
        topic="images",
        title="The image of parameter space has the dimension that is the largest rank of the Jacobian",
        says=r"For polynomial $F$ the image $F(\mathbb R^N)$ has dimension $\rho = \max_\theta \operatorname{rank} J(\theta)$.",
        source=Source("project", "dimension of the image"),
        not_shown=(
            "the theorem for all maps; here the dimension is found by elimination, from the polynomial relations between the behaviours",
            "that the image is a submanifold: it contains one of dimension rho, and need not be one",
        ),
        pointwise=False,
    ),
    sharp,
    rejects=[
        as_stated.replace("N dimensions if there are fewer parameters than behaviours"),
        sharp.replace("min(N, m) dimensions", then=image_dimension.equals(minimum(parameters, behaviours))),
        sharp.replace("the rank of J at whatever parameter", then=image_dimension.equals(rank(jacobian))),
    ],
    checks=[witness(*instances)],
)


def network(widths, theta, inputs, activation="relu", numbers=None):
    model = Network(Architecture(widths, activation), inputs)
    return point(model, at=theta, labels=[0] * model.behaviours, numbers=numbers)


reaching = (
    network((1, 1, 1), [1, "1/2", 1, 0], [[-1], [0], [1], [2]]),
    network((1, 2, 1), [1, -1, "-1/2", "-1/2", 2, 3, 0], [[-2], [-1], [0], [1], [2]]),
    network((2, 1, 1), [1, 2, "1/2", 1, 0], [[0, 0], [1, 0], [0, 1], [-1, -1]]),
)
tanh_neuron = network((1, 1, 1), [1, "1/2", 1, 0], [[-1], [0], [1], [2]], "tanh", Balls())

hidden = Quantity("(number of hidden units)", lambda at: sum(at.model.architecture.widths[1:-1]))
bounded = Statement(
    about=(NamedInstances("where the bound is reached", reaching), relu_networks),
    given=(),
    then=rank(jacobian).at_most(parameters - hidden),
)

rescaling = Case(
    Claim(
        "relu-units-lower-image-dimension",
        HOLDS,
        revision=1,
        topic="images",
        title="Every hidden ReLU unit lowers the rank of the Jacobian by one: it is at most N minus the number of units",
        says=r"For a ReLU network with $h$ hidden units, all of whose weights are free, $\operatorname{rank} J(\theta) \le N - h$ at every"
        r" $\theta$ without kinks; so the image of parameter space has at most $N - h$ dimensions, however many inputs there are.",
        source=Source("project", "rescalings and the dimension of the image"),
        uses=("rescaling-keeps-the-function", "image-dimension-is-largest-rank"),
        not_shown=(
            "networks with tied or fixed weights",
            "sizes beyond those met: each unit has a direction of rescaling in the kernel of J",
        ),
    ),
    bounded,
    rejects=[
        bounded.replace("one less still", then=rank(jacobian).at_most(parameters - hidden - 1)),
        bounded.replace(
            "for tanh as well", about=(NamedInstances("a tanh network too", (*reaching, tanh_neuron)), relu_networks, tanh_networks)
        ),
    ],
    checks=[sampled(batches=10, count=40), exact(batches=5, count=2)],
)
