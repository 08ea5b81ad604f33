"""For squared error too, a local minimum of the total loss need not give rank equality; a perfect fit does."""

from verify import (
    FAILS,
    HOLDS,
    Architecture,
    Case,
    Claim,
    KernelEquality,
    LowerBound,
    NamedInstances,
    Network,
    QuarticError,
    Source,
    Statement,
    Tie,
    assorted_losses,
    critical_point,
    hessian,
    hunted,
    jacobian,
    lawful,
    local_minimum,
    loss_hessian,
    loss_minimal,
    matrix,
    perfect_fit,
    point,
    polynomial_map,
    polynomial_maps,
    quadratic_networks,
    rank,
    relu_networks,
    sampled,
    squared_error,
    witness,
)

as_stated = Statement(
    about=(polynomial_maps, relu_networks, quadratic_networks),
    given=(squared_error, local_minimum),
    then=rank(hessian).equals(rank(jacobian)),
)
flat = NamedInstances("a flat fit", (point(polynomial_map("t"), at=[0], labels=[0], loss=QuarticError()),))
sharp = as_stated.replace("at a perfect fit", about=(*as_stated.about, flat, assorted_losses), given=(squared_error, perfect_fit))
of_loss = as_stated.replace("where the outputs are a local minimum of l", given=(squared_error, loss_minimal))

fitted = point(polynomial_map("a*b", "a + b"), at=[1, 1], labels=[1, 2])
autoencoder = Network(Architecture((2, 1, 2), "identity", biases=False), [[1, 0], [0, 1]])
least = LowerBound(1, squares=("a1*b2 - a2*b1", "a1*b1 + a2*b2 - 1"), variables=("a1", "a2", "b1", "b2"))
tied = Network(Architecture((2, 1, 2), "identity", biases=False, ties=(Tie(2, 1, transpose=True),)), [[1, 0], [0, 1]])
tied_least = LowerBound(1, squares=("a1**2 + a2**2 - 1",), variables=("a1", "a2"))
tied_bottleneck = point(tied, [1, 0], [1, 0, 0, 1], facts={"lower bound of L": tied_least})
tied_product = point(Network(Architecture((1, 1, 1), "identity", biases=False, ties=(Tie(2, 1),)), [[1]]), [0], [-1])
bottleneck = point(autoencoder, [1, 0, 1, 0], [1, 0, 0, 1], facts={"lower bound of L": least})

stated = Case(
    Claim(
        "squared-error-rank-equality-at-minima",
        FAILS,
        revision=1,
        topic="rank",
        title="For squared error, at a local minimum of the loss its Hessian has the rank of the behavioural gradients",
        says=r"If $L(\theta) = |F(\theta) - y|^2$ and $\theta$ is a local (even a global) minimum of $L$, then $\operatorname{rank}"
        r" \nabla^2 L = \operatorname{rank} J$.",
        source=Source("post", "comment that assumes squared error at a local minimum; claim about global minima without exception"),
        amended_by="squared-error-rank-equality-at-fit",
        not_shown=(
            "that one behaviour suffices for a loss of rank: with a single behaviour the Hessian never has the smaller rank at a minimum",
        ),
    ),
    as_stated,
    accepts=[sharp, of_loss],
    checks=[
        witness(point(polynomial_map("t**2"), at=[0], labels=[-1]), fitted, name="residual curvature adds rank"),
        witness(point(polynomial_map("t", "t**2/2"), at=[0], labels=[0, 1]), fitted, name="residual curvature removes rank"),
        witness(bottleneck, fitted, name="linear autoencoder with one hidden unit, untied, at a global minimum"),
        witness(tied_bottleneck, fitted, name="linear autoencoder with one hidden unit, tied, at a global minimum"),
        witness(tied_product, fitted, name="the tied linear network w^2 x"),
        hunted(batches=2, count=100),
    ],
)

J, H = matrix("J", "m", "N"), matrix("H", "m", "m", positive=True)

amended = Case(
    Claim(
        "squared-error-rank-equality-at-fit",
        HOLDS,
        revision=1,
        topic="rank",
        title="For squared error at a perfect fit, the Hessian has the rank of the behavioural gradients, whatever the output dimension",
        says=r"If $L(\theta) = c\,|F(\theta) - y|^2$ with $c > 0$ and $F(\theta) = y$, the outputs on all data being concatenated,"
        r" then $\operatorname{rank} \nabla^2 L = \operatorname{rank} J$.",
        source=Source("post", "comment on rank equality at a perfect-behaviour global minimum, squared error"),
        uses=("rank-equality-at-perfect-fit",),
    ),
    sharp,
    rejects=[
        sharp.without(perfect_fit),
        sharp.replace("at a critical point", given=(squared_error, critical_point)),
        sharp.without(squared_error),
    ],
    checks=[
        lawful(
            sharp,
            KernelEquality(J.T @ H @ J, J, factor=J.T @ H, form=H),
            lambda at: {"J": jacobian(at), "H": loss_hessian(at)},
        ),
        sampled(batches=4, count=60),
    ],
)
