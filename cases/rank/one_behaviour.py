"""With one behaviour and squared error, the Hessian at a critical point never has less rank than the gradient; with two it can."""

from verify import (
    HOLDS,
    Case,
    Claim,
    NamedInstances,
    QuarticError,
    Source,
    Statement,
    behaviours,
    critical_point,
    exact,
    focal_labels,
    hessian,
    jacobian,
    point,
    polynomial_map,
    polynomial_maps,
    quadratic_networks,
    rank,
    sampled,
    separable_losses,
    squared_error,
    where,
)

one_behaviour = where(behaviours.equals(1), impose="one behaviour")
smallest = NamedInstances(
    "one parameter",
    (
        point(polynomial_map("t**2"), at=[0], labels=[-1]),
        point(polynomial_map("t"), at=[0], labels=[0]),
        point(polynomial_map("t", "t**2/2"), at=[0], labels=[0, 1]),
        point(polynomial_map("t"), at=[0], labels=[0], loss=QuarticError()),
        point(polynomial_map("t - t**2/4"), at=[0], labels=[1]),
        point(polynomial_map("t - t**2/2"), at=[0], labels=[-1]),
    ),
)
statement = Statement(
    about=(smallest, polynomial_maps, quadratic_networks, focal_labels, separable_losses),
    given=(one_behaviour, squared_error, critical_point),
    then=rank(jacobian).at_most(rank(hessian)),
)

case = Case(
    Claim(
        "one-behaviour-loses-no-rank",
        HOLDS,
        revision=1,
        topic="rank",
        title="With one behaviour and squared error, the Hessian at a critical point has at least the rank of the behavioural gradient",
        says=r"If $m = 1$, $L = c\,(f - y)^2$ and $\nabla L(\theta) = 0$, then $\operatorname{rank} \nabla^2 L(\theta) \ge"
        r" \operatorname{rank} G(\theta)$: either $f(\theta) = y$, where the ranks agree, or $\nabla f(\theta) = 0$.",
        source=Source("project", "Claim 3 of the post with a single behaviour"),
        uses=("squared-error-rank-equality-at-fit",),
    ),
    statement,
    rejects=[
        statement.without(one_behaviour),
        statement.without(squared_error),
        statement.without(critical_point),
        statement.replace("with equality", then=rank(hessian).equals(rank(jacobian))),
    ],
    checks=[sampled(batches=4, count=40), exact(batches=2)],
)
