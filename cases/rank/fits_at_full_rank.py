"""For squared error, a critical point whose behavioural gradients are independent is a perfect fit."""

from verify import (
    HOLDS,
    Case,
    Claim,
    Quantity,
    Source,
    Statement,
    assorted_losses,
    critical_point,
    exact,
    independent_gradients,
    jacobian,
    parameters,
    polynomial_maps,
    rank,
    sampled,
    small_minima_of_squares,
    squared_error,
    where,
)

residuals = Quantity("F(theta) - y", lambda at: at.outputs - at.labels)
statement = Statement(
    about=(small_minima_of_squares, polynomial_maps, assorted_losses),
    given=(squared_error, independent_gradients, critical_point),
    then=residuals.vanishes(),
)

case = Case(
    Claim(
        "critical-point-of-full-rank-fits",
        HOLDS,
        revision=1,
        topic="rank",
        title="For squared error, a critical point with independent behavioural gradients fits the labels",
        says=r"If $L = c\,|F - y|^2$ with $c > 0$, $\operatorname{rank} J(\theta) = m$ and $\nabla L(\theta) = 0$, then $F(\theta) = y$:"
        r" a residual can survive only where the rank is deficient.",
        source=Source("project", "critical points of squared error with residual, full rank"),
        uses=("critical-with-independent-gradients",),
    ),
    statement,
    rejects=[
        statement.without(squared_error),
        statement.without(independent_gradients),
        statement.without(critical_point),
        statement.replace("rank J = N instead", given=(squared_error, where(rank(jacobian).equals(parameters)), critical_point)),
    ],
    checks=[sampled(batches=4, count=40), exact(batches=4, count=2)],
)
