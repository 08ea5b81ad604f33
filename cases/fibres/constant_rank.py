"""A low rank gives a fibre of high dimension where the rank is constant; at a point where it drops it need not."""

from verify import (
    FAILS,
    HOLDS,
    Case,
    Claim,
    NamedInstances,
    Proposition,
    Source,
    Statement,
    behaviours,
    exact,
    fibre_dimension,
    fibre_is_manifold,
    gradients,
    known_fibres,
    normal_form,
    parameters,
    point,
    rank,
    rank_is_constant,
    sampled,
    witness,
)

bowl, square, lines = normal_form(("squares", 2)), normal_form(("squares", 1), ("free", 1)), normal_form(("product", 2))
smallest = NamedInstances(
    "functions of two parameters",
    (
        point(bowl, at=[0, 0], labels=[0]),
        point(bowl, at=[1, 0], labels=[0]),
        point(square, at=[0, 0], labels=[0]),
        point(lines, at=[0, 1], labels=[0]),
        point(lines, at=[0, 0], labels=[0]),
        point(normal_form(("free", 2), ("constant", 1)), at=[0, 0], labels=[0]),
    ),
)


as_stated = Statement(about=(smallest, known_fibres), given=(), then=(parameters - rank(gradients)).at_most(fibre_dimension))
manifold = Proposition("the fibre is a manifold near theta", fibre_is_manifold)
sharp = as_stated.replace(
    "where the rank is as large as anywhere",
    given=(rank_is_constant,),
    then=fibre_dimension.equals(parameters - rank(gradients)) & manifold,
)

stated = Case(
    Claim(
        "low-rank-gives-high-dimension",
        FAILS,
        revision=1,
        topic="fibres",
        title="A low rank of G means a behaviour manifold of high dimension: at least N - rank G",
        says=r"At every $\theta$ the fibre has dimension at least $N - \operatorname{rank} G(\theta)$ near $\theta$, so that low rank and"
        r" high dimension come together. It fails for $x^2 + y^2$ at $0$: rank $0$, and the fibre is a point.",
        source=Source("post", "the line after the key result, and footnote 11, where it is said not to follow"),
        amended_by="constant-rank-gives-dimension",
    ),
    as_stated,
    accepts=[sharp],
    checks=[witness(*smallest), sampled(batches=4, count=40)],
)

amended = Case(
    Claim(
        "constant-rank-gives-dimension",
        HOLDS,
        revision=1,
        topic="fibres",
        title="Where the rank of G is as large as anywhere, the fibre is a manifold of dimension N - rank G",
        says=r"If $F$ is smooth and $\operatorname{rank} G(\theta)$ is the largest that occurs, then the rank is constant near"
        r" $\theta$, and the fibre is a manifold of dimension $N - \operatorname{rank} G(\theta)$ there. For an analytic $F$ on a connected"
        r" $\Theta$ so it is at almost every $\theta$.",
        source=Source("project", "constant rank"),
        uses=("claim2-dimension-bound",),
        not_shown=(
            "the constant-rank theorem for maps other than those with known fibres",
            "that the rank is largest at almost every point",
        ),
    ),
    sharp,
    rejects=[
        sharp.without(rank_is_constant),
        sharp.replace("with m for the rank", then=fibre_dimension.equals(parameters - behaviours)),
    ],
    checks=[sampled(batches=4, count=40), exact(batches=3)],
)
