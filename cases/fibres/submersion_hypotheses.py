"""Full rank at one point gives a manifold only if the derivative is continuous, which it is not for a ReLU at its kink."""

from verify import (
    FAILS,
    Case,
    Claim,
    NamedInstances,
    Source,
    Statement,
    continuously_differentiable,
    curve_of_zeros,
    differentiable,
    exact,
    onto_at_origin,
    plane_functions,
    plane_germ,
    witness,
)

three_branches = plane_germ(
    "y*(y**2 - x**4)/(y**2 + x**4)", "y*(y**2 - x**4)/(y**2 + x**4)", slopes=(0, 1), arcs=(("t", "0"), ("t", "t**2"), ("-t", "0"))
)
kink = plane_germ("x + y", "y", slopes=(0, 1), arcs=(("t", "-t"), ("-t", "0")))  # relu(x) + y, with relu'(0) = 0
other_kink = plane_germ("x + y", "y", slopes=(1, 1), arcs=(("t", "-t"), ("-t", "0")))  # and with relu'(0) = 1
parabola = plane_germ("(y - x**2)*(1 + x*y)", "(y - x**2)*(1 + x*y)", slopes=(0, 1), arcs=(("t", "t**2"), ("-t", "t**2")))
cross = plane_germ("x*y", "x*y", slopes=(0, 0), arcs=(("t", "0"), ("-t", "0")))

functions = NamedInstances("a few functions of two parameters", (three_branches, kink, other_kink, parabola, cross))
smooth_functions = (three_branches, parabola, cross)
piecewise_linear = (kink, other_kink, parabola, cross)

where_differentiable = Statement(about=(functions, plane_functions), given=(differentiable, onto_at_origin), then=curve_of_zeros)
where_conventional = where_differentiable.replace("with a derivative by convention at the kink", given=(onto_at_origin,))
sharp = where_differentiable.replace("where the derivative is continuous", given=(continuously_differentiable, onto_at_origin))

not_continuous = Case(
    Claim(
        "submersion-where-differentiable",
        FAILS,
        revision=1,
        topic="fibres",
        title="Where a differentiable map has a derivative that is onto, the fibre is a submanifold",
        says=r"If $F$ is differentiable everywhere and $\operatorname{rank} J(\theta) = m$, then near $\theta$ the fibre is an"
        r" embedded $C^1$ submanifold of dimension $N - m$. For $F = y (y^2 - x^4)/(y^2 + x^4)$, $F(0) = 0$,"
        r" three curves meet at the origin, where $|F - y| \le x^2$.",
        source=Source("notes", "section Behaviour Manifolds, submersion theorem, with differentiability for smoothness"),
        amended_by="submersion-fibre-dimension",
    ),
    where_differentiable,
    accepts=[sharp],
    checks=[witness(*smooth_functions), exact(batches=2, count=2)],
)

at_a_kink = Case(
    Claim(
        "full-rank-at-kink-suffices",
        FAILS,
        revision=1,
        topic="fibres",
        title="Full rank of the Jacobian at one parameter suffices, also at the kink of a ReLU with a slope by convention",
        says=r"If $J(\theta)$ is onto, where $\operatorname{relu}'(0) = 0$ (or $1$), near $\theta$ the fibre is an embedded $C^1$"
        r" submanifold. For $\operatorname{relu}(a) + b$ it has a corner at the origin.",
        source=Source("notes", "section Behaviour Manifolds, conclusion from full rank at a point"),
        amended_by="submersion-fibre-dimension",
    ),
    where_conventional.replace("as stated"),
    accepts=[sharp],
    checks=[witness(*piecewise_linear), exact(batches=2, count=2)],
)
