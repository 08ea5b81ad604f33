"""Where the behavioural gradients are linearly independent, the total loss is critical only where the loss itself is."""

from verify import (
    HOLDS,
    Case,
    Claim,
    RankEquality,
    Source,
    Statement,
    column,
    first_derivatives,
    identity,
    independent_gradients,
    jacobian,
    lawful,
    loss_gradient,
    matrix,
    parameters,
    polynomial_maps,
    pseudo_inverse,
    rank,
    small_minima,
    where,
)

statement = Statement(
    about=(small_minima, polynomial_maps),
    given=(independent_gradients,),
    then=rank(column(first_derivatives)).equals(rank(column(loss_gradient))),
)

J, X, g = matrix("J", "m", "N"), matrix("X", "N", "m"), matrix("g", "m", "1")

case = Case(
    Claim(
        "critical-with-independent-gradients",
        HOLDS,
        revision=1,
        topic="calculus",
        title="If the behavioural gradients are independent, grad L vanishes only where grad l does",
        says=r"If $\operatorname{rank} J(\theta) = m$, then $\nabla L(\theta) = 0$ if and only if $\nabla l(F(\theta)) = 0$.",
        source=Source("project", "corollary on the left null space"),
        uses=("left-null-space",),
    ),
    statement,
    rejects=[
        statement.without(independent_gradients),
        statement.replace("rank J = N instead", given=(where(rank(jacobian).equals(parameters)),)),
    ],
    checks=[
        lawful(
            statement,
            RankEquality(J.T @ g, g, (J.T, identity("1")), (X.T, identity("1")), given=[(J @ X, identity("m"))]),
            lambda at: {"J": jacobian(at), "g": column(loss_gradient)(at), "X": pseudo_inverse(jacobian)(at)},
        ),
    ],
)
