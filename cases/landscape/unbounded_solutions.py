"""Do solution manifolds extend to infinity? Those of a wide linear last layer do, and hyperbolas; a circle of solutions does not."""

from verify import (
    FAILS,
    HOLDS,
    Architecture,
    Case,
    Claim,
    Condition,
    NamedInstances,
    Network,
    Source,
    Statement,
    Truth,
    affine_in_more_than_behaviours,
    behaviours,
    exact,
    has_unit_to_rescale,
    leaky_networks,
    linear_networks,
    parameters,
    perfect_fit,
    point,
    polynomial_map,
    relu_networks,
    unbounded_fibre,
    where,
    witness,
)
from verify.statements.unbounded import affine_parameters

over_parametrised = where(parameters.at_least(behaviours + 1))
wide = Network(Architecture((1, 2, 1), "relu"), [[0], [1]])
named = NamedInstances(
    "solutions",
    (
        point(polynomial_map("a**2 + b**2"), at=[1, 0], labels=[1]),
        point(polynomial_map("a*b"), at=[1, 1], labels=[1], facts={"escape": ("t", "1/t")}),
        point(polynomial_map("a + b"), at=[1, 0], labels=[1]),
        point(polynomial_map("a"), at=[1], labels=[1]),
        point(Network(Architecture((1, 1), (), biases=False), [[1], [2]]), at=[1], labels=[1, 2]),
        point(Network(Architecture((1, 1, 1), "relu", biases=False), [[1]]), at=[1, 1], labels=[1]),
        point(wide, at=[1, 1, 1, 1, 1, 2, 0], labels=[3, 6]),
    ),
)

affine_in_as_many_as_behaviours = Condition(
    "F is affine in m of its parameters, the others held", lambda at: Truth.of(len(affine_parameters(at)) >= at.jacobian.shape[-2])
)

as_stated = Statement(about=(named,), given=(perfect_fit, over_parametrised), then=unbounded_fibre)
sharp = as_stated.replace(
    "where the outputs are affine in more than k parameters",
    about=(named, relu_networks, linear_networks),
    given=(perfect_fit, affine_in_more_than_behaviours),
)

stated = Case(
    Claim(
        "solution-manifolds-unbounded",
        FAILS,
        revision=1,
        topic="landscape",
        title="Solution manifolds of over-parametrised maps extend to infinity",
        says=r"If $N > k$ and $F(\theta) = y$, the solution set $F^{-1}(y)$ is unbounded.",
        source=Source("post", "section Solution manifolds, read without its 'generally'"),
        amended_by="solution-manifolds-unbounded-by-last-layer",
        not_shown=("how often it fails among the networks in use, which 'generally' would need",),
        pointwise=False,
    ),
    as_stated,
    accepts=[sharp],
    checks=[witness(*named)],
)

amended = Case(
    Claim(
        "solution-manifolds-unbounded-by-last-layer",
        HOLDS,
        revision=1,
        topic="landscape",
        title="Where the outputs are affine in more than k parameters, as in a wide last layer, each solution lies on a line of solutions",
        says=r"If $F$ is affine in $p > k$ of its parameters while the others are held, as in those of a linear last layer, the fibre"
        r" through each $\theta$ contains an affine subspace of dimension $p - k$ at least; so each solution set is unbounded or empty.",
        source=Source("project", "unbounded solution manifolds"),
        not_shown=(
            "sizes beyond those drawn: k equations, linear in p unknowns, leave p - k of them free",
            "that the subspace has so many dimensions: one line in it is looked at",
        ),
        pointwise=False,
    ),
    sharp,
    rejects=[
        sharp.without(affine_in_more_than_behaviours),
        sharp.replace("already with k parameters", given=(perfect_fit, affine_in_as_many_as_behaviours)),
    ],
    checks=[witness(*named), exact(batches=3, count=2)],
)

by_rescaling = as_stated.replace(
    "where a hidden unit can be rescaled",
    about=(named, relu_networks, leaky_networks, linear_networks),
    given=(perfect_fit, has_unit_to_rescale),
)

rescaled = Case(
    Claim(
        "solution-manifolds-unbounded-by-rescaling",
        HOLDS,
        revision=1,
        topic="landscape",
        title="A solution of a ReLU network with a hidden unit that is not all zero lies on a solution manifold that extends to infinity",
        says=r"If a hidden unit is piecewise linear, shares no parameter with another place and has a parameter that is not $0$,"
        r" what comes into it may be multiplied by any $c > 0$ and what goes out divided by it: the fibre through $\theta$ is unbounded.",
        source=Source("project", "unbounded solution manifolds by rescaling"),
        uses=("rescaling-keeps-the-function",),
        not_shown=(
            "all factors: two are looked at, and the others follow since the activation is homogeneous",
            "networks with tied weights, and activations that are not homogeneous, such as tanh",
        ),
        pointwise=False,
    ),
    by_rescaling,
    rejects=[
        by_rescaling.without(has_unit_to_rescale),
        by_rescaling.replace("whenever N > k", given=(perfect_fit, over_parametrised)),
    ],
    checks=[witness(*named), exact(batches=3, count=2)],
)
