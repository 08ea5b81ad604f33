"""A loss that adds up functions of single behaviours does not give rank equality at a perfect fit unless each function curves there."""

from verify import (
    FAILS,
    HOLDS,
    Case,
    Claim,
    FormulaLoss,
    KernelEquality,
    QuarticError,
    Source,
    Statement,
    hessian,
    hunted,
    jacobian,
    lawful,
    loss_curvature_definite,
    loss_curvature_semidefinite,
    loss_hessian,
    matrix,
    perfect_fit,
    point,
    polynomial_map,
    rank,
    sampled,
    separable_losses,
    witness,
)

as_stated = Statement(
    about=(separable_losses,),
    given=(perfect_fit,),
    then=rank(hessian).equals(rank(jacobian)),
)
sharp = as_stated.replace("every summand curves", given=(perfect_fit, loss_curvature_definite))

curved = FormulaLoss(("o",), "(o - y1)**2 + (o - y1)**4")

stated = Case(
    Claim(
        "separable-loss-rank-equality",
        FAILS,
        revision=1,
        topic="losses",
        title="At a perfect fit of a convex separable loss, the Hessian has the rank of the behavioural gradients",
        says=r"If $l(o) = \sum_a \varphi_a(o_a)$ with convex $\varphi_a$, each least at $o_a = F_a(\theta)$, then "
        r"$\operatorname{rank} \nabla^2 L = \operatorname{rank} J$. It fails for $\varphi(o) = (o - y)^4$.",
        source=Source("post", "comment on rank equality at a perfect-behaviour global minimum, second point"),
        amended_by="curved-separable-loss-rank-equality",
    ),
    as_stated,
    accepts=[sharp],
    checks=[
        witness(
            point(polynomial_map("t"), at=[0], labels=[0], loss=QuarticError()),
            point(polynomial_map("a*b", "a - b"), at=[1, 2], labels=[2, -1], loss=curved),
        ),
        hunted(batches=6, count=60),
    ],
)

J, H = matrix("J", "m", "N"), matrix("H", "m", "m", positive=True)

amended = Case(
    Claim(
        "curved-separable-loss-rank-equality",
        HOLDS,
        revision=1,
        topic="losses",
        title="At a perfect fit of a separable loss whose every summand has positive second derivative, rank equality holds",
        says=r"If $l(o) = \sum_a \varphi_a(o_a)$ with $\varphi_a'(F_a(\theta)) = 0 < \varphi_a''(F_a(\theta))$ for every $a$, then "
        r"$\operatorname{rank} \nabla^2 L = \operatorname{rank} J$.",
        source=Source("project", "rank law for separable losses"),
        uses=("rank-equality-at-perfect-fit",),
    ),
    sharp,
    rejects=[
        sharp.without(loss_curvature_definite),
        sharp.replace("convex is enough", given=(perfect_fit, loss_curvature_semidefinite)),
        sharp.without(perfect_fit),
    ],
    checks=[
        lawful(
            sharp,
            KernelEquality(J.T @ H @ J, J, factor=J.T @ H, form=H),
            lambda at: {"J": jacobian(at), "H": loss_hessian(at)},
        ),
        sampled(batches=6, count=60),
    ],
)
