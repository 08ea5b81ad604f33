"""What a linear model does globally, any model does to first order: directions that keep all outputs. They need not be paths."""

from verify import (
    FAILS,
    HOLDS,
    Case,
    Claim,
    NamedInstances,
    Source,
    Statement,
    behaviours,
    exact,
    fibre_dimension,
    generic_rank,
    hunted,
    jacobian,
    known_fibres,
    linear_models,
    normal_form,
    null_space,
    parameters,
    point,
    polynomial_map,
    polynomial_maps,
    rank,
    relu_networks,
    sampled,
    where,
    witness,
)

unchanged = rank(null_space(jacobian))
"""How many orthogonal directions change no output to first order."""

smallest = NamedInstances(
    "one behaviour or two",
    (
        point(polynomial_map("w", "2*w"), at=[1], labels=[0, 0]),
        point(polynomial_map("a*b"), at=[1, 1], labels=[0]),
        point(polynomial_map("a*b"), at=[0, 0], labels=[0]),
        point(polynomial_map("a + b**2"), at=[0, 0], labels=[0]),
    ),
)
infinitesimal = Statement(
    about=(smallest, linear_models, polynomial_maps, relu_networks),
    given=(),
    then=unchanged.at_least(parameters - behaviours),
)

first_order = Case(
    Claim(
        "free-directions-to-first-order",
        HOLDS,
        revision=1,
        topic="linear",
        title="At every parameter at least N - m orthogonal directions change no training output to first order",
        says=r"Wherever $F$ is differentiable, $\dim \ker J(\theta) \ge N - m$: there are at least $N - m$ orthogonal directions in"
        r" which an infinitesimal step changes no training output. How many there are may differ from point to point.",
        source=Source("post", "comment that summarises the post for a linear model, passage on neural nets"),
        not_shown=("that one can go any distance, or stay in the fibre, along such a direction",),
    ),
    infinitesimal,
    rejects=[
        infinitesimal.replace("exactly N - m", then=unchanged.equals(parameters - behaviours)),
        infinitesimal.replace("as many everywhere", then=unchanged.equals(parameters - generic_rank)),
        infinitesimal.replace("at least one", then=unchanged.at_least(1)),
    ],
    checks=[
        sampled(batches=4, count=40),
        exact(batches=2, count=1),
    ],
)

folds = NamedInstances(
    "folds and lines",
    (
        point(normal_form(("squares", 2)), at=[0, 0], labels=[0]),
        point(normal_form(("squares", 2)), at=[1, 0], labels=[0]),
        point(normal_form(("straight", 1), ("free", 1), ("constant", 1)), at=[0, 0], labels=[0, 0]),
    ),
)
followed = Statement(about=(folds, known_fibres), given=(), then=fibre_dimension.equals(unchanged))
rank_is_constant = where(generic_rank.equals(rank(jacobian)))
where_constant = followed.replace("where the rank is locally constant", given=(rank_is_constant,))

paraboloid = point(polynomial_map("x**2 + y**2"), at=[0, 0], labels=[0])
beside = point(polynomial_map("x**2 + y**2"), at=[1, 0], labels=[0])
line = point(polynomial_map("a", "2*a", variables=("a", "b")), at=[0, 0], labels=[0, 0])
bent = point(polynomial_map("a - b**2", "a - b**2"), at=[1, 1], labels=[0, 0])

locally_as_linear = Case(
    Claim(
        "linear-reasoning-works-locally",
        FAILS,
        revision=1,
        topic="linear",
        title="Near every parameter, as for a linear model, the fibre has as many dimensions as there are free directions",
        says=r"Near every $\theta$ the fibre through $\theta$ has dimension $\dim \ker J(\theta)$, so that every direction which"
        r" changes no output to first order belongs to an actual motion within the fibre.",
        source=Source("post", "comment that summarises the post for a linear model, 'all of this reasoning just continues to work'"),
        amended_by="linear-reasoning-works-at-constant-rank",
    ),
    followed,
    accepts=[where_constant],
    checks=[witness(paraboloid, beside, line, bent), hunted(batches=4, count=40, over=(known_fibres,))],
)

at_constant_rank = Case(
    Claim(
        "linear-reasoning-works-at-constant-rank",
        HOLDS,
        revision=1,
        topic="linear",
        title="Where the rank of J is locally constant, the fibre has as many dimensions as there are free directions",
        says=r"If $\operatorname{rank} J$ is constant near $\theta$, then the fibre through $\theta$ has dimension $\dim \ker"
        r" J(\theta) = N - \operatorname{rank} J(\theta) \ge N - m$ near $\theta$.",
        source=Source("project", "free directions at constant rank"),
        uses=("free-directions-to-first-order",),
        not_shown=("the theorem for maps other than those with known fibres: it is the constant-rank theorem",),
    ),
    where_constant,
    rejects=[
        where_constant.without(rank_is_constant),
        where_constant.replace("dimension N - m", then=fibre_dimension.equals(parameters - behaviours)),
    ],
    checks=[sampled(batches=6, count=30), exact(batches=6, count=1)],
)
