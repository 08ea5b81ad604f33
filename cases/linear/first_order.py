"""What a linear model does globally, any model does to first order: at least N - m orthogonal directions keep all outputs."""

from verify import (
    HOLDS,
    Case,
    Claim,
    NamedInstances,
    Source,
    Statement,
    behaviours,
    exact,
    generic_rank,
    jacobian,
    known_fibres,
    linear_models,
    null_space,
    parameters,
    point,
    polynomial_map,
    polynomial_maps,
    rank,
    relu_networks,
    sampled,
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
    about=(smallest, linear_models, polynomial_maps, known_fibres, relu_networks),
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
        not_shown=("that one can stay in the fibre along such a direction: see low-rank-gives-high-dimension",),
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
