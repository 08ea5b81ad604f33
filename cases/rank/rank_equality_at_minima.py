"""At a local minimum of the total loss its Hessian need not have the rank of the behavioural gradients; at a perfect fit it has."""

from verify import (
    FAILS,
    HOLDS,
    Case,
    Claim,
    KernelEquality,
    QuarticError,
    Source,
    Statement,
    critical_point,
    focal_labels,
    hessian,
    hunted,
    jacobian,
    jets,
    lawful,
    local_minimum,
    loss_curvature_definite_on_image,
    loss_hessian,
    loss_stationary,
    matrix,
    null_space,
    point,
    polynomial_map,
    polynomial_maps,
    projection,
    quadratic_networks,
    rank,
    relu_networks,
    restricted,
    sampled,
    separable_losses,
    witness,
)

as_stated = Statement(
    about=(jets, polynomial_maps, relu_networks, quadratic_networks, separable_losses, focal_labels),
    given=(local_minimum,),
    then=rank(hessian).equals(rank(jacobian)),
)
sharp = as_stated.replace("at a stationary point of l, definite on Im J", given=(loss_stationary, loss_curvature_definite_on_image))

fitted = point(polynomial_map("a + b", "a*b"), at=[1, 1], labels=[2, 1])

stated = Case(
    Claim(
        "rank-equality-at-minima",
        FAILS,
        revision=1,
        topic="rank",
        title="At a local minimum of the loss, its Hessian has the rank of the behavioural gradients",
        says=r"If $\theta$ is a local minimum of $L = l \circ F$, then $\operatorname{rank} \nabla^2 L(\theta) = \operatorname{rank}"
        r" J(\theta)$. It fails in three independent ways: residual curvature adds rank, residual curvature removes rank, or $l$ is flat"
        r" at its own minimum.",
        source=Source("post", "Claim 3"),
        amended_by="rank-equality-at-perfect-fit",
        not_shown=("that equality at a minimum with nonzero residual is rare: it also holds there at many points",),
    ),
    as_stated,
    accepts=[sharp],
    checks=[
        witness(point(polynomial_map("t**2"), at=[0], labels=[-1]), fitted, name="residual curvature adds rank"),
        witness(point(polynomial_map("t", "t**2/2"), at=[0], labels=[0, 1]), fitted, name="residual curvature removes rank"),
        witness(point(polynomial_map("t"), at=[0], labels=[0], loss=QuarticError()), fitted, name="the loss is flat at the fit"),
        hunted(batches=2, count=100),
    ],
)

J, H = matrix("J", "m", "N"), matrix("H", "m", "m", symmetric=True)
P, S = matrix("P", "m", "m", symmetric=True), matrix("S", "m", "m", positive=True)
onto = projection(jacobian)
completed = restricted(loss_hessian, jacobian) + null_space(jacobian.T)

amended = Case(
    Claim(
        "rank-equality-at-perfect-fit",
        HOLDS,
        revision=1,
        topic="rank",
        title="Where grad l vanishes and l curves definitely along the image of J, the Hessian has the rank of the behavioural gradients",
        says=r"If $\nabla l(F(\theta)) = 0$ and $\nabla^2 l$ is positive definite on $\operatorname{im} J$, then "
        r"$\operatorname{rank} \nabla^2 L = \operatorname{rank} J$. Nothing is asked of $\theta$ as a point of the landscape of $L$.",
        source=Source("project", "rank law at a stationary point of the loss on the behaviours"),
        uses=("hessian-decomposition", "rank-of-restricted-form"),
        not_shown=("that grad l vanishes at a minimum of L: a minimum with nonzero residual is outside this claim",),
    ),
    sharp,
    rejects=[
        sharp.without(loss_stationary),
        sharp.without(loss_curvature_definite_on_image),
        sharp.replace("at a critical point of L", given=(critical_point, loss_curvature_definite_on_image)),
    ],
    checks=[
        lawful(
            sharp,
            KernelEquality(J.T @ H @ J, J, factor=J.T @ H, form=S, given=[(S @ J, P @ H @ J), (P @ J, J)]),
            lambda at: {"J": jacobian(at), "H": loss_hessian(at), "P": onto(at), "S": completed(at)},
            over=(jets, polynomial_maps),
        ),
        sampled(batches=2, count=100),
    ],
)
