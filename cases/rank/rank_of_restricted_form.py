"""The Gauss-Newton term has the rank of the form H restricted to the image of J: the law behind every statement about its rank."""

from verify import (
    HOLDS,
    Case,
    Claim,
    RankEquality,
    Source,
    Statement,
    exact,
    gauss_newton,
    image,
    jacobian,
    lawful,
    loss_hessian,
    matrix,
    matrix_pairs,
    minimum,
    null_space,
    projection,
    pseudo_inverse,
    rank,
    restricted,
    sampled,
    shared,
    small_pairs,
)

law = Statement(
    about=(small_pairs, matrix_pairs),
    given=(),
    then=rank(gauss_newton).equals(rank(restricted(loss_hessian, jacobian))),
)
counted = Statement(
    about=(small_pairs, matrix_pairs),
    given=(),
    then=rank(gauss_newton).equals(rank(jacobian) - shared(image(jacobian), null_space((loss_hessian @ jacobian).T))),
)
wrong = {
    "the rank of J": rank(jacobian),
    "the smaller of the ranks of J and H": minimum(rank(jacobian), rank(loss_hessian)),
    "the rank of H J": rank(loss_hessian @ jacobian),
}

J, H = matrix("J", "m", "N"), matrix("H", "m", "m", symmetric=True)
P, X = matrix("P", "m", "m", symmetric=True), matrix("X", "N", "m")
onto, inverse = projection(jacobian), pseudo_inverse(jacobian)

restriction = Case(
    Claim(
        "rank-of-restricted-form",
        HOLDS,
        revision=1,
        topic="rank",
        title="J^T H J has the rank of the form H restricted to the image of J",
        says=r"For every real $J$ and symmetric $H$, $\operatorname{rank}(J^\top H J) = \operatorname{rank}(H|_{\operatorname{im} J})$, "
        r"because $J^\top H J$ is the pull-back of that form along a surjection.",
        source=Source("project", "rank law"),
    ),
    law,
    rejects=[law.replace(name, then=rank(gauss_newton).equals(formula)) for name, formula in wrong.items()],
    checks=[
        lawful(
            law,
            RankEquality(J.T @ H @ J, P @ H @ P, (J.T, J), (X.T, X), given=[(P @ J, J), (J @ X, P)]),
            lambda at: {"J": jacobian(at), "H": loss_hessian(at), "P": onto(at), "X": inverse(at)},
        ),
        sampled(batches=10, count=50),
    ],
)

radical = Case(
    Claim(
        "rank-of-form-less-radical",
        HOLDS,
        revision=1,
        topic="rank",
        title="J^T H J falls short of the rank of J by the dimension of the radical of H on the image of J",
        says=r"With $V = \operatorname{im} J$: $\operatorname{rank}(J^\top H J) = \dim V - \dim(V \cap (HV)^\perp)$. So the ranks of"
        r" $J^\top H J$ and $J$ are equal if and only if $H$ is nondegenerate on $V$.",
        source=Source("project", "rank law"),
        uses=("rank-of-restricted-form",),
    ),
    counted,
    rejects=[
        counted.replace("the rank of J", then=rank(gauss_newton).equals(rank(jacobian))),
        counted.replace(
            "the kernel of H in place of the radical",
            then=rank(gauss_newton).equals(rank(jacobian) - shared(image(jacobian), null_space(loss_hessian))),
        ),
    ],
    checks=[sampled(batches=10, count=50), exact(batches=10, count=1)],
)
