"""Even at a global minimum of the total loss, its Hessian need not have the rank of the behavioural gradients."""

from verify import (
    FAILS,
    Architecture,
    Case,
    Claim,
    LowerBound,
    NamedInstances,
    Network,
    QuarticError,
    Source,
    Statement,
    exact,
    global_minimum,
    hessian,
    jacobian,
    loss_curvature_definite_on_image,
    loss_stationary,
    point,
    polynomial_map,
    polynomial_maps,
    rank,
    sampled,
    separable_losses,
    spheres_of_minima,
    valleys_of_minima,
    witness,
)

label_out_of_reach = point(
    polynomial_map("t**2"), at=[0], labels=[-1], facts={"lower bound of L": LowerBound(1, ("t**2", "t", "t"), ("t",))}
)
parabola = point(polynomial_map("t", "t**2/2"), at=[0], labels=[0, 1], facts={"lower bound of L": LowerBound(1, ("t**2/2",), ("t",))})
flat_loss = point(polynomial_map("t"), at=[0], labels=[0], loss=QuarticError())
autoencoder = Network(Architecture((2, 1, 2), "identity", biases=False), [[1, 0], [0, 1]])
least = LowerBound(1, squares=("a1*b2 - a2*b1", "a1*b1 + a2*b2 - 1"), variables=("a1", "a2", "b1", "b2"))
bottleneck = point(autoencoder, [1, 0, 1, 0], [1, 0, 0, 1], facts={"lower bound of L": least})
fitted = point(polynomial_map("a*b", "a + b"), at=[1, 1], labels=[1, 2])
deficient = point(polynomial_map("a*b", "a + b"), at=[0, 0], labels=[0, 0])

minima = NamedInstances("global minima", (label_out_of_reach, parabola, flat_loss, bottleneck, fitted, deficient))
missed, fitted_too = (valleys_of_minima, spheres_of_minima), (separable_losses, polynomial_maps)
as_stated = Statement(about=(minima, *missed, *fitted_too), given=(global_minimum,), then=rank(hessian).equals(rank(jacobian)))
sharp = as_stated.replace("at a stationary point of l, definite on Im J", given=(loss_stationary, loss_curvature_definite_on_image))

case = Case(
    Claim(
        "rank-equality-at-global-minima",
        FAILS,
        revision=1,
        topic="rank",
        title="At a global minimum of the loss, its Hessian has the rank of the behavioural gradients, without exception",
        says=r"If $\theta$ is a global minimum of $L$, then $\operatorname{rank} \nabla^2 L(\theta) = \operatorname{rank}"
        r" J(\theta)$. It fails for squared error where the least loss is not zero, in both directions, and at zero loss where"
        r" $l$ is flat.",
        source=Source("post", "reply on behaviour and loss, 'true without exception' at global minima"),
        amended_by="rank-equality-at-perfect-fit",
        not_shown=("that equality at a global minimum with nonzero loss is rare",),
    ),
    as_stated,
    accepts=[sharp],
    checks=[
        witness(label_out_of_reach, fitted, deficient, name="residual curvature adds rank"),
        witness(parabola, fitted, deficient, name="residual curvature removes rank"),
        witness(bottleneck, fitted, deficient, name="linear autoencoder with one hidden unit"),
        witness(flat_loss, fitted, deficient, name="the loss is flat at the fit"),
        exact(batches=1, count=1, over=(spheres_of_minima,)),
        sampled(batches=2, count=20, over=fitted_too),
    ],
)
