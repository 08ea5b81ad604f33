"""The gradients at a point bound the dimension of its fibre, and determine it where the rank of J is constant."""

from verify import (
    FAILS,
    Case,
    Claim,
    NamedInstances,
    Proposition,
    Source,
    Statement,
    fibre_dimension,
    fibre_is_manifold,
    gradients,
    hunted,
    known_fibres,
    parameters,
    point,
    polynomial_map,
    rank,
    rank_is_constant,
    witness,
)

paraboloid = polynomial_map("x**2 + y**2")
points = (
    point(paraboloid, at=[0, 0], labels=[0]),
    point(paraboloid, at=[1, 0], labels=[1]),
    point(polynomial_map("x", "2*x", variables=("x", "y")), at=[0, 0], labels=[0, 0]),
)
as_stated = Statement(
    about=(NamedInstances("fits of small maps", points), known_fibres),
    given=(),
    then=fibre_dimension.equals(parameters - rank(gradients)),
)
sharp = as_stated.replace(
    "where the rank is constant",
    given=(rank_is_constant,),
    then=as_stated.then & Proposition("the fibre is a manifold near theta", fibre_is_manifold),
)

stated = Case(
    Claim(
        "gradients-give-basin-dimension",
        FAILS,
        revision=1,
        topic="fibres",
        title="The behavioural gradients at the trained model determine the dimension of its basin",
        says=r"The solution set through $\theta$ has, near $\theta$, dimension $N - \operatorname{rank} G(\theta)$."
        r" It fails for $x^2 + y^2$ at $0$: there the bound is $2$ and the solution set a point.",
        source=Source("post", "comment that asks whether the gradients let one estimate the dimension of the basin"),
        amended_by="constant-rank-gives-dimension",
    ),
    as_stated,
    accepts=[sharp],
    checks=[witness(*points), hunted(batches=4, count=40)],
)
