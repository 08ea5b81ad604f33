"""For a semidefinite H the Gauss-Newton term has the rank of H J, so that only the kernel of H inside the image of J costs rank."""

from verify import (
    HOLDS,
    Case,
    Claim,
    KernelEquality,
    Source,
    Statement,
    exact,
    gauss_newton,
    image,
    jacobian,
    lawful,
    loss_curvature_semidefinite,
    loss_hessian,
    matrix,
    matrix_pairs,
    null_space,
    pseudo_inverse,
    rank,
    sampled,
    shared,
    small_pairs,
)

through = Statement(
    about=(small_pairs, matrix_pairs),
    given=(loss_curvature_semidefinite,),
    then=rank(gauss_newton).equals(rank(loss_hessian @ jacobian)),
)
counted = through.replace("as stated", then=rank(gauss_newton).equals(rank(jacobian) - shared(image(jacobian), null_space(loss_hessian))))

J, H = matrix("J", "m", "N"), matrix("H", "m", "m", symmetric=True)
S = matrix("S", "m", "m", positive=True)
completed = pseudo_inverse(loss_hessian) + null_space(loss_hessian)

product = Case(
    Claim(
        "rank-of-semidefinite-form",
        HOLDS,
        revision=1,
        topic="rank",
        title="If H is positive semidefinite, J^T H J has the rank of H J",
        says=r"For every real $J$ and $H \succeq 0$: $\operatorname{rank}(J^\top H J) = \operatorname{rank}(H J)$.",
        source=Source("project", "rank law, semidefinite case"),
    ),
    through,
    rejects=[
        through.without(loss_curvature_semidefinite),
        through.replace("the rank of J", then=rank(gauss_newton).equals(rank(jacobian))),
        through.replace("the rank of H", then=rank(gauss_newton).equals(rank(loss_hessian))),
    ],
    checks=[
        lawful(
            through,
            KernelEquality(J.T @ H @ J, H @ J, factor=J.T, form=S, given=[(H @ S @ H, H)]),
            lambda at: {"J": jacobian(at), "H": loss_hessian(at), "S": completed(at)},
        ),
        sampled(batches=10, count=50),
    ],
)

loss_of_rank = Case(
    Claim(
        "rank-loss-of-semidefinite-form",
        HOLDS,
        revision=1,
        topic="rank",
        title="If H is positive semidefinite, J^T H J falls short of the rank of J by what the image of J shares with the kernel of H",
        says=r"For $H \succeq 0$: $\operatorname{rank}(J^\top H J) = \operatorname{rank} "
        r"J - \dim(\operatorname{im} J \cap \ker H)$. So the two ranks are equal "
        r"if and only if $\operatorname{im} J \cap \ker H = 0$, whether or not $H$ is diagonal.",
        source=Source("project", "rank law, semidefinite case"),
        uses=("rank-of-semidefinite-form",),
    ),
    counted,
    rejects=[
        counted.without(loss_curvature_semidefinite),
        counted.replace("no rank is lost", then=rank(gauss_newton).equals(rank(jacobian))),
        counted.replace("all of the kernel of H is lost", then=rank(gauss_newton).equals(rank(jacobian) - rank(null_space(loss_hessian)))),
    ],
    checks=[sampled(batches=10, count=50), exact(batches=10, count=1)],
)
