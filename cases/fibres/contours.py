"""The contour of one input is a hypersurface where the behavioural gradient is not zero, and need not be one elsewhere."""

from verify import (
    FAILS,
    HOLDS,
    Case,
    Claim,
    NamedInstances,
    Proposition,
    Source,
    Statement,
    exact,
    fibre_dimension,
    fibre_is_manifold,
    hunted,
    jacobian,
    maps_with,
    normal_form,
    parameters,
    point,
    rank,
    sampled,
    where,
    witness,
)

contours = maps_with(1, "contours of one input")
sloping = where(rank(jacobian).equals(1))
hypersurface = fibre_dimension.equals(parameters - 1) & Proposition("the contour is a manifold near theta", fibre_is_manifold)

smallest = NamedInstances(
    "a point, a line, a cross and a parabola",
    (
        point(normal_form(("squares", 2)), at=[0, 0], labels=[0]),
        point(normal_form(("free", 1), ("constant", 1)), at=[0], labels=[0]),
        point(normal_form(("product", 2)), at=[0, 0], labels=[0]),
        point(normal_form(("product", 2)), at=[0, 1], labels=[0]),
    ),
)

as_stated = Statement(about=(contours, smallest), given=(), then=hypersurface)
sharp = as_stated.replace("where the gradient is not zero", given=(sloping,))

stated = Case(
    Claim(
        "contour-is-hypersurface",
        FAILS,
        revision=1,
        topic="fibres",
        title="The parameters with the same output on one input form an (N - 1)-dimensional manifold",
        says=r"Near each of its points, $\{\theta : f(\theta, x_1) = c\}$ is a manifold of dimension $N - 1$.",
        source=Source("post", "section Behavior manifolds, contour planes for input 1"),
        amended_by="contour-is-hypersurface-off-critical-points",
    ),
    as_stated,
    accepts=[sharp],
    checks=[
        witness(*smallest),
        hunted(batches=8, count=40, over=(contours,)),
    ],
)

amended = Case(
    Claim(
        "contour-is-hypersurface-off-critical-points",
        HOLDS,
        revision=1,
        topic="fibres",
        title="Where the behavioural gradient is not zero, the contour is an (N - 1)-dimensional manifold",
        says=r"If $\nabla_\theta f(\theta, x_1) \ne 0$, the contour through $\theta$ is a manifold of dimension $N - 1$ near $\theta$.",
        source=Source("project", "contours off critical points"),
        uses=("submersion-fibre-dimension",),
        not_shown=(
            "the theorem for maps other than those with known fibres: it is the implicit function theorem",
            "that for almost every value c no point of the contour is critical: this is Sard's theorem, for f of class C^N",
        ),
    ),
    sharp,
    rejects=[
        sharp.without(sloping),
        sharp.replace("only there", given=(where(fibre_dimension.equals(parameters - 1)),), then=rank(jacobian).equals(1)),
        sharp.replace("where the contour has no more than N - 1 dimensions", given=(where(fibre_dimension.at_most(parameters - 1)),)),
    ],
    checks=[sampled(batches=8, count=40), exact(batches=5, count=2)],
)
