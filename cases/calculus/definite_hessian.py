"""Where F(theta) is a minimum of a curved loss the Hessian of L is positive semidefinite; definite it is only if J has rank N besides."""

from verify import (
    FAILS,
    HOLDS,
    Case,
    Claim,
    NamedInstances,
    Proposition,
    QuarticError,
    Source,
    Statement,
    exact,
    jacobian,
    loss_curvature_definite,
    loss_stationary,
    parameters,
    point,
    polynomial_map,
    polynomial_maps,
    positive_definite,
    rank,
    sampled,
    separable_losses,
    small_minima,
    where,
    witness,
)

curved_everywhere = Proposition(
    "Hess L is positive definite",
    lambda at: positive_definite(at.numbers, at.hessian),
    lambda at: {"Hess L": str(at.numbers.text(at.hessian))},
)
independent_directions = where(rank(jacobian).equals(parameters))

instances = (
    point(polynomial_map("t**2"), at=[0], labels=[0]),
    point(polynomial_map("t"), at=[0], labels=[0]),
    point(polynomial_map("a + b"), at=[0, 0], labels=[0]),
    point(polynomial_map("a", "a + b"), at=[0, 0], labels=[0, 0]),
    point(polynomial_map("t"), at=[0], labels=[0], loss=QuarticError()),
    point(polynomial_map("t", "t**2"), at=[0], labels=[0, 1]),  # the slope of the loss bends L down: L = t^2 + (t^2 - 1)^2
)
about = (NamedInstances("smallest fits", instances), small_minima, polynomial_maps, separable_losses)

as_stated = Statement(about=about, given=(loss_stationary, loss_curvature_definite), then=curved_everywhere)
sharp = as_stated.replace("with a Jacobian of rank N", given=(*as_stated.given, independent_directions))

stated = Case(
    Claim(
        "hessian-definite-at-l-min",
        FAILS,
        revision=1,
        topic="calculus",
        title="Where F(theta) is a minimum of l with definite curvature, the Hessian of L is positive definite",
        says=r"If $\nabla l(F(\theta)) = 0$ and $\nabla^2 l \succ 0$ there, then $\nabla^2 L(\theta) = J^\top \nabla^2 l\, J \succ 0$.",
        source=Source("project", "what the Gauss-Newton term at a minimum of l does not say"),
        amended_by="hessian-definite-at-l-min-of-full-rank",
    ),
    as_stated,
    accepts=[sharp],
    checks=[witness(*instances)],
)

amended = Case(
    Claim(
        "hessian-definite-at-l-min-of-full-rank",
        HOLDS,
        revision=1,
        topic="calculus",
        title="Where F(theta) is a minimum of l with definite curvature and J has rank N, the Hessian of L is positive definite",
        says=r"If $\nabla l(F(\theta)) = 0$, $\nabla^2 l \succ 0$ there and $\operatorname{rank} J(\theta) = N$, then"
        r" $\nabla^2 L(\theta) \succ 0$; whatever the rank of $J$, the kernels of the two are the same.",
        source=Source("project", "what the Gauss-Newton term at a minimum of l says"),
        uses=("gauss-newton-at-stationary-loss",),
    ),
    sharp,
    rejects=[
        as_stated.replace("whatever the rank"),
        sharp.without(loss_curvature_definite),
        sharp.without(loss_stationary),
    ],
    checks=[witness(*instances), sampled(batches=8, count=40), exact(batches=5, count=2)],
)
