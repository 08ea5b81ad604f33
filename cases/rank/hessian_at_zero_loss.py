"""At zero loss the Hessian has at most rank m, so with more parameters than behaviours it never has full rank N."""

from verify import (
    HOLDS,
    Case,
    Claim,
    NamedInstances,
    Source,
    Statement,
    behaviours,
    critical_point,
    exact,
    hessian,
    parameters,
    perfect_fit,
    point,
    polynomial_map,
    polynomial_maps,
    quadratic_networks,
    rank,
    relu_networks,
    sampled,
    where,
)

more_parameters = where(parameters.at_least(behaviours + 1))
smallest = NamedInstances(
    "one or two parameters",
    (
        point(polynomial_map("a + b**2"), at=[0, 0], labels=[0]),
        point(polynomial_map("t"), at=[0], labels=[0]),
        point(polynomial_map("a**2 + b**2"), at=[0, 0], labels=[-1]),
        point(polynomial_map("a*b"), at=[0, 0], labels=[0]),
    ),
)
statement = Statement(
    about=(smallest, polynomial_maps, relu_networks, quadratic_networks),
    given=(perfect_fit, more_parameters),
    then=rank(hessian).at_most(parameters - 1) & rank(hessian).at_most(behaviours),
)

case = Case(
    Claim(
        "overparametrised-zero-loss-hessian-is-singular",
        HOLDS,
        revision=1,
        topic="rank",
        title="With more parameters than behaviours, the Hessian at a perfect fit is never of full rank N",
        says=r"If $N > m$ and $F(\theta) = y$ with $\nabla l(y) = 0$, then $\operatorname{rank} \nabla^2 L(\theta) \le m < N$: every"
        r" solution has a Hessian of non-full rank in the literal sense, and only $\operatorname{rank} < m$ tells solutions apart.",
        source=Source("post", "update of 5/19"),
        uses=("gauss-newton-at-stationary-loss",),
        not_shown=("how often training finds a solution with rank less than m: that is a measurement",),
    ),
    statement,
    rejects=[
        statement.without(perfect_fit),
        statement.without(more_parameters),
        statement.replace("at a critical point of L", given=(critical_point, more_parameters)),
        statement.replace("always rank m", then=rank(hessian).equals(behaviours)),
    ],
    checks=[sampled(batches=4, count=40), exact(batches=2)],
)
