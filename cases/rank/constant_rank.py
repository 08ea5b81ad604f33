"""Where J has constant rank, the Hessian at a critical point of squared error has at most that rank; where the rank jumps, any rank."""

from verify import (
    HOLDS,
    Case,
    Claim,
    NamedInstances,
    Source,
    Statement,
    critical_point,
    exact,
    generic_rank,
    hessian,
    jacobian,
    maps_of_constant_rank,
    null_space,
    point,
    polynomial_map,
    rank,
    sampled,
    where,
)

examples = NamedInstances(
    "one parameter or two",
    (
        point(polynomial_map("t", "t**2/2"), at=[0], labels=[0, 1]),
        point(polynomial_map("t", "t**2/2"), at=[0], labels=[0, -1]),
        point(polynomial_map("t**2"), at=[0], labels=[-1]),
        point(polynomial_map("a*b"), at=[0, 0], labels=[1]),
        point(polynomial_map("a + b**2"), at=[0, 0], labels=[5]),
        point(polynomial_map("t + t**2"), at=[1], labels=[0]),
        point(polynomial_map("a + b + (a + b)**2", "0*a"), at=[0, 0], labels=[1, 1]),
        point(polynomial_map("a + b", "(a + b)**2"), at=[0, 0], labels=[0, 3]),
    ),
)
rank_is_constant = where(generic_rank.equals(rank(jacobian)))
no_curvature = (hessian @ null_space(jacobian)).vanishes()

statement = Statement(
    about=(examples, maps_of_constant_rank),
    given=(rank_is_constant, critical_point),
    then=no_curvature & rank(hessian).at_most(rank(jacobian)),
)

case = Case(
    Claim(
        "hessian-at-constant-rank",
        HOLDS,
        revision=1,
        topic="rank",
        title="At a critical point near which J has constant rank, the Hessian has at most the rank of J and vanishes on its kernel",
        says=r"If $\operatorname{rank} J = \rho$ near $\theta$ and $\nabla L(\theta) = 0$ for squared error, whatever the residual,"
        r" then $\nabla^2 L(\theta)$ vanishes on $\ker J(\theta)$ and $\operatorname{rank} \nabla^2 L(\theta) \le \rho$. So"
        r" behaviour can change to first order along critical points only where the rank of the Hessian is smaller than $\rho$.",
        source=Source("project", "critical points with residual at constant rank"),
        uses=("gradient-chain-rule",),
        not_shown=(
            "maps of constant rank other than those built: in general F is an immersion after a submersion (constant-rank theorem)",
            "for which labels the rank is smaller: the focal points of the image, see generic-labels-are-not-focal",
        ),
    ),
    statement,
    rejects=[
        statement.without(rank_is_constant),
        statement.without(critical_point),
        statement.replace("with equality", then=rank(hessian).equals(rank(jacobian))),
    ],
    checks=[sampled(batches=6, count=40), exact(batches=4, count=1)],
)
