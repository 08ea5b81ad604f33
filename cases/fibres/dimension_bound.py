"""The fibre has dimension at most N - rank G, and it can have less; so a fibre of more than N - m dimensions forces dependent gradients."""

from verify import (
    HOLDS,
    Case,
    Claim,
    Source,
    Statement,
    behaviours,
    exact,
    fibre_dimension,
    gradients,
    known_fibres,
    parameters,
    rank,
    sampled,
    where,
)

bound = Statement(about=(known_fibres,), given=(), then=fibre_dimension.at_most(parameters - rank(gradients)))

claim_2 = Case(
    Claim(
        "claim2-dimension-bound",
        HOLDS,
        revision=1,
        topic="fibres",
        title="The dimension of the behaviour manifold is at most N minus the rank of the behavioural gradients",
        says=r"Near $\theta$ the fibre through $\theta$ has dimension at most $N - \dim \operatorname{span}(g_1, \dots, g_m) "
        r" = N - \operatorname{rank} G(\theta)$.",
        source=Source("post", "Claim 2"),
        not_shown=(
            "the bound for maps other than those with known fibres: rank G of the behaviours form a submersion, constant on the fibre",
        ),
    ),
    bound,
    rejects=[
        bound.replace("with equality", then=fibre_dimension.equals(parameters - rank(gradients))),
        bound.replace("with m for the rank", then=fibre_dimension.at_most(parameters - behaviours)),
        bound.replace("as a lower bound", then=fibre_dimension.at_least(parameters - rank(gradients))),
    ],
    checks=[sampled(batches=10, count=40), exact(batches=10, count=2)],
)

more_than_expected = where(fibre_dimension.at_least(parameters - behaviours + 1))
no_less_than_expected = where(fibre_dimension.at_least(parameters - behaviours))
dependent = where(rank(gradients).at_most(behaviours - 1))

forced = Statement(about=(known_fibres,), given=(more_than_expected,), then=rank(gradients).at_most(behaviours - 1))

key_result = Case(
    Claim(
        "key-result",
        HOLDS,
        revision=1,
        topic="fibres",
        title="A behaviour manifold of more than N - m dimensions forces linearly dependent behavioural gradients",
        says=r"If the fibre through $\theta$ has dimension greater than $N - m$ near $\theta$, then $g_1, \dots, g_m$ are linearly"
        r" dependent there: $\operatorname{rank} G(\theta) \le m - 1$.",
        source=Source("post", "Key result"),
        uses=("claim2-dimension-bound",),
        not_shown=("the theorem for maps other than those with known fibres: it is the contrapositive of the submersion theorem",),
    ),
    forced,
    rejects=[
        forced.replace("already from dimension N - m on", given=(no_less_than_expected,)),
        forced.replace("conversely", given=(dependent,), then=fibre_dimension.at_least(parameters - behaviours + 1)),
        forced.replace("by two at once", then=rank(gradients).at_most(behaviours - 2)),
    ],
    checks=[sampled(batches=10, count=40), exact(batches=10, count=2)],
)
