"""Where the behavioural gradients are independent, the fibre is a manifold of dimension N - m; where they are not, it need not be."""

from verify import (
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
    jacobian,
    known_fibres,
    parameters,
    point,
    polynomial_map,
    rank,
    sampled,
    where,
)

onto = where(rank(jacobian).equals(behaviours))
no_fewer_parameters = where(parameters.at_least(behaviours))
of_full_rank = where(Proposition("rank(J) = min(m, N)", lambda at: rank(jacobian).of(at).at_least(min(at.jacobian.shape[-2:]))))

smallest = NamedInstances("fewer parameters than behaviours", (point(polynomial_map("t", "t"), at=[0], labels=[0, 0]),))

statement = Statement(
    about=(known_fibres, smallest),
    given=(onto,),
    then=fibre_dimension.equals(parameters - behaviours) & Proposition("the fibre is a manifold near theta", fibre_is_manifold),
)

case = Case(
    Claim(
        "submersion-fibre-dimension",
        HOLDS,
        revision=1,
        topic="fibres",
        title="Where the Jacobian is onto, the fibre is a submanifold of dimension N - m",
        says=r"If $F$ is $C^r$, $r \ge 1$, near $\theta$ and $\operatorname{rank} J(\theta) = m$, then near $\theta$ the fibre"
        r" $F^{-1}(F(\theta))$ is an embedded $C^r$ submanifold of dimension $N - m$.",
        source=Source("notes", "section Behaviour Manifolds"),
        not_shown=(
            "the theorem for maps other than those whose fibres are known by construction: its proof is the implicit function theorem",
            "maps that are C^1 and not polynomial, and parameters at a kink of a ReLU, where it fails: relu(a) + b at 0 has a corner",
        ),
    ),
    statement,
    rejects=[
        statement.replace("wherever there are no fewer parameters than behaviours", given=(no_fewer_parameters,)),
        statement.replace("for full rank in place of onto", given=(of_full_rank,)),
        statement.replace("the dimension alone, without a hypothesis", given=(), then=fibre_dimension.equals(parameters - behaviours)),
    ],
    checks=[sampled(batches=10, count=40), exact(batches=10, count=2)],
)
