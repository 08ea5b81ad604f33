"""The total loss is critical exactly where the gradient of the loss lies in the left null space of J; that does not make a minimum."""

from verify import (
    FAILS,
    HOLDS,
    Case,
    Claim,
    Proposition,
    RankEquality,
    Source,
    Statement,
    column,
    exact,
    first_derivatives,
    identity,
    jacobian,
    lawful,
    local_minimum,
    loss_gradient,
    matrix,
    point,
    polynomial_map,
    polynomial_maps,
    projection,
    pseudo_inverse,
    quadratic_networks,
    rank,
    small_minima_of_squares,
    where,
    witness,
)

seen = projection(jacobian) @ column(loss_gradient)
critical_where_unseen = Statement(
    about=(small_minima_of_squares, polynomial_maps, quadratic_networks),
    given=(),
    then=rank(column(first_derivatives)).equals(rank(seen)),
)
gives_minima = Statement(
    about=(small_minima_of_squares, polynomial_maps),
    given=(where(rank(column(loss_gradient)).equals(1)), where(seen.vanishes(), impose="critical")),
    then=Proposition(local_minimum.text, local_minimum.judge, lambda at: {"F(theta) - y": at.outputs - at.labels, "Hess L": at.hessian}),
)
gives_critical_points = gives_minima.replace("theta is critical for L", then=first_derivatives.vanishes())

J, g = matrix("J", "m", "N"), matrix("g", "m", "1")
P, X = matrix("P", "m", "m", symmetric=True), matrix("X", "N", "m")

exactly = Case(
    Claim(
        "left-null-space",
        HOLDS,
        revision=1,
        topic="calculus",
        title="grad L vanishes exactly where grad l lies in the left null space of J",
        says=r"$\nabla L = J^\top \nabla l$ vanishes if and only if $\nabla l(F(\theta)) \in \ker J^\top$, that is, if and only if $\nabla"
        r" l$ has no component along $\operatorname{im} J$. So critical points, and in particular local minima, with $\nabla l \neq 0$"
        r" need a nonzero vector in the left null space of $J$.",
        source=Source("post", "comment on the left null space"),
        uses=("gradient-chain-rule",),
        not_shown=("that a point where grad l lies in the left null space is a minimum: it need not be",),
    ),
    critical_where_unseen,
    rejects=[
        critical_where_unseen.replace(
            "exactly where grad l vanishes", then=rank(column(first_derivatives)).equals(rank(column(loss_gradient)))
        ),
        critical_where_unseen.replace(
            "at local minima of L, grad l vanishes",
            given=(local_minimum,),
            then=rank(column(first_derivatives)).equals(rank(column(loss_gradient))),
        ),
        critical_where_unseen.replace(
            "exactly where grad l lies in the image of J", then=rank(column(first_derivatives)).equals(rank(column(loss_gradient) - seen))
        ),
    ],
    checks=[
        lawful(
            critical_where_unseen,
            RankEquality(J.T @ g, P @ g, (J.T, identity("1")), (X.T, identity("1")), given=[(P @ J, J), (J @ X, P)]),
            lambda at: {
                "J": jacobian(at),
                "g": column(loss_gradient)(at),
                "P": projection(jacobian)(at),
                "X": pseudo_inverse(jacobian)(at),
            },
        ),
    ],
)

minima = Case(
    Claim(
        "left-null-space-gives-minima",
        FAILS,
        revision=1,
        topic="calculus",
        title="Where a nonzero grad l lies in the left null space of J, theta is a local minimum of L",
        says=r"If $0 \neq \nabla l(F(\theta)) \in \ker J^\top$, then $\theta$ is a local minimum of $L$.",
        source=Source("post", "comment on the left null space, read as a sufficient condition for local minima"),
        amended_by="left-null-space",
    ),
    gives_minima,
    accepts=[gives_critical_points, gives_minima.replace("only then is theta critical", given=(), then=critical_where_unseen.then)],
    checks=[
        witness(
            point(polynomial_map("t**3"), at=[0], labels=[1]),
            point(polynomial_map("t**2"), at=[0], labels=[-1]),
            name="an inflection, and a minimum",
        ),
        exact(batches=6, count=2),
    ],
)
