"""At a minimum of the loss on the behaviours, a diagonal Hessian of the loss is not what rank equality needs."""

from verify import (
    FAILS,
    Case,
    Claim,
    FormulaLoss,
    QuarticError,
    Source,
    Statement,
    hessian,
    hunted,
    jacobian,
    jets,
    loss_curvature_definite,
    loss_curvature_definite_on_image,
    loss_curvature_diagonal,
    loss_curvature_semidefinite,
    loss_stationary,
    point,
    polynomial_map,
    rank,
    separable_losses,
    witness,
)

# A semidefinite H at a stationary point is the 2-jet of a loss that is least there: add the fourth power of the distance to it.
as_stated = Statement(
    about=(jets, separable_losses),
    given=(loss_stationary, loss_curvature_semidefinite, loss_curvature_diagonal),
    then=rank(hessian).equals(rank(jacobian)),
)
sharp = as_stated.replace("definite on Im J, diagonal or not", given=(loss_stationary, loss_curvature_definite_on_image))
positive = as_stated.replace("diagonal and positive", given=(loss_stationary, loss_curvature_definite, loss_curvature_diagonal))

half_flat = FormulaLoss(("o1", "o2"), "(o1 - y1)**2 + (o2 - y2)**4")
coupled = FormulaLoss(("o1", "o2"), "(o1 - y1)**2 + (o1 - y1)*(o2 - y2) + (o2 - y2)**2")

stated = Case(
    Claim(
        "diagonal-hessian-suffices",
        FAILS,
        revision=1,
        topic="losses",
        title="At a perfect fit, a diagonal Hessian of the loss on the behaviours gives rank equality",
        says=r"If $l$ is least at $F(\theta)$ and $\nabla^2 l$ is diagonal there, then $\operatorname{rank} \nabla^2 L ="
        r" \operatorname{rank} J$. It fails where the diagonal has a zero that the image of $J$ meets; being diagonal is neither"
        r" sufficient nor necessary.",
        source=Source("post", "comment on rank equality at a perfect-behaviour global minimum, first point"),
        amended_by="rank-equality-at-perfect-fit",
        not_shown=("that a zero on the diagonal always costs rank: diag(2, 0) costs nothing on the image spanned by (1, 1)",),
    ),
    as_stated,
    accepts=[sharp, positive],
    checks=[
        witness(
            point(polynomial_map("a", "b"), at=[0, 0], labels=[0, 0], loss=half_flat),
            point(polynomial_map("t"), at=[0], labels=[0], loss=QuarticError()),
            point(polynomial_map("t", "t"), at=[0], labels=[0, 0], loss=half_flat),
            point(polynomial_map("a", "b"), at=[0, 0], labels=[0, 0], loss=coupled),
            point(polynomial_map("a", "b"), at=[0, 0], labels=[0, 0]),
        ),
        hunted(batches=6, count=60),
    ],
)
