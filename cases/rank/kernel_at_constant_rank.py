"""Where J has constant rank, the Hessian of the loss at a critical point vanishes on the kernel of J; where the rank jumps, not so."""

from verify import (
    HOLDS,
    Case,
    Claim,
    NamedInstances,
    QuarticError,
    Source,
    Statement,
    critical_on_sheets,
    critical_point,
    exact,
    hessian,
    jacobian,
    known_fibres,
    null_space,
    point,
    polynomial_map,
    rank,
    rank_is_constant,
    witness,
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
        point(polynomial_map("a + b", "(a + b)**2"), at=[0, 0], labels=[0, 3], loss=QuarticError()),
    ),
)

statement = Statement(
    about=(examples, critical_on_sheets, known_fibres),
    given=(critical_point, rank_is_constant),
    then=(hessian @ null_space(jacobian)).vanishes(),
)

case = Case(
    Claim(
        "hessian-at-constant-rank",
        HOLDS,
        revision=1,
        topic="rank",
        title="At a critical point near which J has constant rank, the Hessian vanishes on the kernel of J, whatever the residual",
        says=r"Let $F$ and $l$ be of class $C^2$. If $\operatorname{rank} J$ is constant near $\theta$ and $\nabla L(\theta) = 0$,"
        r" then $\nabla^2 L(\theta)\, v = 0$ for every $v$ with $J v = 0$. So behaviour can change to first order along a curve of critical"
        r" points only where the Hessian has less rank than $J$: along such a curve $\nabla^2 L\, \theta' = 0$ while $J \theta' \neq 0$.",
        source=Source("post", "reply on behaviour and loss, 'probably extremely rare', made precise for curves of critical points"),
        uses=("gradient-chain-rule",),
        not_shown=(
            "maps of constant rank other than those built: in general F is an immersion after a submersion (constant-rank theorem)",
            "for which labels the rank is smaller: see focal-labels-lose-rank and generic-labels-are-not-focal",
        ),
    ),
    statement,
    rejects=[
        statement.without(rank_is_constant),
        statement.without(critical_point),
        statement.replace("and nowhere else", then=rank(hessian).equals(rank(jacobian))),
    ],
    checks=[witness(*examples), exact(batches=5, count=1)],
)
