"""A contour of one input can fall apart; with a trainable bias on the output it cannot, being a graph over the other parameters."""

from verify import (
    FAILS,
    HOLDS,
    Architecture,
    Case,
    Claim,
    Condition,
    ModelInstance,
    NamedInstances,
    Network,
    Source,
    SquaredError,
    Statement,
    Stratum,
    Truth,
    behaviours,
    exact,
    joined,
    output_bias,
    point,
    polynomial_map,
    where,
    witness,
)
from verify.statements.unbounded import affine_parameters


def pair(formula, first, second, **facts):
    return point(polynomial_map(formula), at=first, labels=[0], facts={"again": second, **facts})


def on_one_contour(choose):
    """Two parameters of a network with units u^2, biases and one input; the last bias of the second makes the outputs equal."""
    numbers = choose.numbers
    width = choose.size(1, 2)
    network = Network(Architecture((1, width, 1), "quadratic"), [[choose.among((1, 2, -1))]])
    first, second = (choose.integers((network.parameters,), -2, 2) for _ in range(2))
    gap = network.outputs(numbers, first) - network.outputs(numbers, second)
    second[-1:] = second[-1:] + gap
    return ModelInstance(numbers, network, first, numbers.array([0]), SquaredError(), facts={"again": second})


pairs = (
    pair("a*b", [1, 1], [-1, -1]),
    pair("t**2", [1], [-1]),
    pair("a*b*c", [1, 1, 1], [-1, -1, 1]),
    pair("a*b", [1, 0], [0, 1], via=[[0, 0]]),
    pair("a**2 + b", [1, 0], [-1, 0]),
    pair("a*b + c", [1, 1, 0], [-1, -1, 0]),
    pair("a + 2*b", [0, 0], [2, -1]),
)
contours = Stratum(
    "points of one contour", "networks of units u^2 with biases, one input; two parameters of equal output", on_one_contour, screened=False
)

as_stated = Statement(about=(NamedInstances("pairs of parameters", pairs), contours), given=(where(behaviours.equals(1)),), then=joined)
sharp = as_stated.replace("with a bias on the output", given=(where(behaviours.equals(1)), output_bias))


affine_in_one = Condition("F is affine in some parameter", lambda at: Truth.of(len(affine_parameters(at)) > 0))

stated = Case(
    Claim(
        "contours-connected",
        FAILS,
        revision=1,
        topic="fibres",
        title="The contour of one input is connected",
        says=r"For a single input $x$ and a value $c$, the set $\{\theta : f(\theta, x) = c\}$ is connected, so that one can always"
        r" interpolate between models of equal output. It fails for $a b = 1$, a hyperbola with two branches.",
        source=Source("post", "comment that asks whether the contours of one input are always connected"),
        amended_by="contours-connected-with-output-bias",
        pointwise=False,
    ),
    as_stated,
    accepts=[sharp],
    checks=[witness(*pairs)],
)

amended = Case(
    Claim(
        "contours-connected-with-output-bias",
        HOLDS,
        revision=1,
        topic="fibres",
        title="With a trainable bias on the output, the contour of one input is connected",
        says=r"If $f(\theta, x) = b + h(\theta')$ with $\theta = (b, \theta')$, a continuous $h$ and all $\theta' \in \mathbb R^{N-1}$"
        r" allowed, then every contour is the graph $b = c - h(\theta')$, and any two of its points are joined by a path within it.",
        source=Source("project", "contours with a bias on the output"),
        not_shown=(
            "activations that are not polynomial, for which the same path is as good; the path is found and checked here for each pair",
            "fibres of several inputs at once, which can fall apart with such a bias too",
        ),
        pointwise=False,
    ),
    sharp,
    rejects=[
        sharp.without(output_bias),
        sharp.replace("affine in some parameter", given=(where(behaviours.equals(1)), affine_in_one)),
    ],
    checks=[witness(*pairs), exact(batches=3, count=1)],
)
