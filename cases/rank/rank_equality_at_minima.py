"""At a local minimum of the total loss its Hessian need not have the rank of the behavioural gradients; at a perfect fit it has."""

from verify import (
    FAILS,
    HOLDS,
    Case,
    Claim,
    Source,
    Statement,
    exact,
    hessian,
    hunted,
    jacobian,
    jets,
    local_minimum,
    loss_curvature_definite_on_image,
    loss_stationary,
    point,
    polynomial_map,
    polynomial_maps,
    quadratic_networks,
    rank,
    relu_networks,
    sampled,
    witness,
)

as_stated = Statement(
    about=(jets, polynomial_maps, relu_networks, quadratic_networks),
    given=(local_minimum,),
    then=rank(hessian).equals(rank(jacobian)),
)
sharp = as_stated.replace("at a perfect fit", given=(loss_stationary, loss_curvature_definite_on_image))

stated = Case(
    Claim(
        "rank-equality-at-minima",
        FAILS,
        revision=1,
        topic="rank",
        title="At a local minimum of the loss, its Hessian has the rank of the behavioural gradients",
        says=r"If $\theta$ is a local minimum of $L = l \circ F$, then $\operatorname{rank} \nabla^2 L(\theta) = \operatorname{rank} J(\theta)$.",
        source=Source("post", "Claim 3"),
        amended_by="rank-equality-at-perfect-fit",
    ),
    as_stated,
    accepts=[sharp],
    checks=[
        witness(point(polynomial_map("t**2"), at=[0], labels=[-1]), point(polynomial_map("t"), at=[0], labels=[0])),
        hunted(),
    ],
)

amended = Case(
    Claim(
        "rank-equality-at-perfect-fit",
        HOLDS,
        revision=1,
        topic="rank",
        title="Where grad l vanishes and the loss curves definitely along the image of J, the Hessian has the rank of the behavioural gradients",
        says=r"If $\nabla l(F(\theta)) = 0$ and $\nabla^2 l$ is positive definite on $\operatorname{im} J$, then $\operatorname{rank} \nabla^2 L = \operatorname{rank} J$.",
        source=Source("project", "rank law at a perfect fit"),
    ),
    sharp,
    rejects=[sharp.without(loss_stationary), sharp.without(loss_curvature_definite_on_image)],
    checks=[sampled(), exact()],
)
