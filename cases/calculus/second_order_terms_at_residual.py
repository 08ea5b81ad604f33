"""At nonzero loss the Hessian of squared error has a second term: the curvatures of the behaviours, weighted by their residuals."""

from verify import (
    HOLDS,
    Case,
    Claim,
    NamedInstances,
    Quantity,
    Source,
    Statement,
    exact,
    gauss_newton,
    linear_networks,
    point,
    polynomial_map,
    quadratic_networks,
    rank,
    residual_curvature,
    second_derivatives,
    sum_of_squares,
    where,
    witness,
)

weighted_curvature = Quantity(
    "sum_a (F_a - y_a) Hess F_a", lambda at: ((at.outputs - at.labels)[..., None, None] * at.curvature).sum(axis=-3)
)
misses = Quantity("(F - y)", lambda at: (at.outputs - at.labels)[..., None])

instances = (
    point(polynomial_map("a*b"), at=[0, 0], labels=[1]),
    point(polynomial_map("a*b"), at=[1, 1], labels=[1]),
    point(polynomial_map("t"), at=[0], labels=[1]),
    point(polynomial_map("t**2", "t"), at=[1], labels=[3, 1]),
)
statement = Statement(
    about=(NamedInstances("small maps", instances), linear_networks, quadratic_networks),
    given=(sum_of_squares,),
    then=second_derivatives.equals(gauss_newton + 2 * weighted_curvature),
)

case = Case(
    Claim(
        "nonzero-loss-second-order-terms",
        HOLDS,
        revision=1,
        topic="calculus",
        title="At nonzero loss the Hessian of squared error has second-order terms, those of the behaviours times their residuals",
        says=r"For $L = |F - y|^2$ the Hessian is $2 J^\top J + 2 \sum_a (F_a - y_a) \nabla^2 F_a$."
        r" The second term vanishes at a perfect fit; elsewhere it need not, linear networks included:"
        r" for $f = ab$ with label $1$ at $0$ it is all there is.",
        source=Source("post", "comment on cases of nonzero loss, with second-order terms in the network's output"),
        uses=("hessian-decomposition",),
        not_shown=(
            "that less exchange of information makes the principal directions broader, which is no mathematical statement as it stands",
        ),
    ),
    statement,
    rejects=[
        statement.replace(
            "no second-order terms, for linear networks",
            about=(NamedInstances("small maps", instances), linear_networks),
            then=second_derivatives.equals(gauss_newton),
        ),
        statement.replace(
            "always at nonzero loss", given=(sum_of_squares, where(rank(misses).equals(1))), then=rank(residual_curvature).at_least(1)
        ),
        statement.replace(
            "weighted by the outputs",
            then=second_derivatives.equals(
                gauss_newton + 2 * Quantity("sum_a F_a Hess F_a", lambda at: (at.outputs[..., None, None] * at.curvature).sum(axis=-3))
            ),
        ),
    ],
    checks=[witness(*instances), exact(batches=2, count=1)],
)
