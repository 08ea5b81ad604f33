"""Critical points of squared error with residual: at constant rank of J, the Hessian loses rank exactly at centres of curvature."""

from verify import (
    HOLDS,
    Architecture,
    Case,
    Claim,
    Condition,
    NamedInstances,
    Network,
    QuarticError,
    Source,
    Statement,
    assorted_losses,
    bottleneck_networks,
    critical_on_sheets,
    critical_point,
    exact,
    factorised_matrices,
    focal_multiplicity,
    hessian,
    jacobian,
    known_fibres,
    point,
    polynomial_map,
    rank,
    rank_is_constant,
    squared_error,
    tied_singular_values,
    witness,
)

parabola = polynomial_map("t", "t**2/2")
product = polynomial_map("a1*b1", "a1*b2", "a2*b1", "a2*b2")
small = (
    point(parabola, at=[0], labels=[0, 1]),  # the centre of curvature
    point(parabola, at=[0], labels=[0, 2]),  # beyond it: a saddle
    point(parabola, at=[0], labels=[0, -1]),
    point(polynomial_map("t", "t**2/2", variables=("s", "t")), at=[1, 0], labels=[0, 1]),
    point(product, at=[1, 0, 1, 0], labels=[1, 0, 0, 1]),  # W_2 W_1 at the target I: a kept and a discarded singular value tie
    point(product, at=[1, 0, 2, 0], labels=[2, 0, 0, 1]),  # at diag(2, 1), where they do not
    point(polynomial_map("a + a*b"), at=[0, 0], labels=[-1]),  # not critical
    point(polynomial_map("a*b"), at=[0, 0], labels=[1]),  # the rank of J jumps
    point(polynomial_map("t**2"), at=[0], labels=[-1]),
    point(polynomial_map("t"), at=[0], labels=[0], loss=QuarticError()),
)

statement = Statement(
    about=(NamedInstances("small critical points", small), critical_on_sheets, known_fibres, assorted_losses),
    given=(squared_error, critical_point, rank_is_constant),
    then=rank(hessian).equals(rank(jacobian) - focal_multiplicity),
)

focal = Case(
    Claim(
        "focal-labels-lose-rank",
        HOLDS,
        revision=1,
        topic="rank",
        title="Where the rank of J is constant, the Hessian at a critical point of squared error loses the focal multiplicity of the label",
        says=r"Let $L = c\,|F - y|^2$ with $c > 0$, $F$ of class $C^2$, $\nabla L(\theta) = 0$, and let $J$ have the same rank near"
        r" $\theta$, so that $F$ maps a neighbourhood onto a sheet. Then $\operatorname{rank} \nabla^2 L = \operatorname{rank} J - \mu$,"
        r" where $\mu$ is the multiplicity of $y$ as a centre of curvature of the sheet at $F(\theta)$."
        r" So the rank is at most that of $J$, and equal to it unless $y$ is focal.",
        source=Source("project", "critical points of squared error with residual, constant rank"),
        uses=("hessian-decomposition",),
        not_shown=(
            "the theorem for all maps: it is the constant-rank theorem, with the second fundamental form of the sheet",
            "that labels which are focal for some point are a null set: this is Sard's theorem for the end-point map of the normal bundle",
        ),
    ),
    statement,
    rejects=[
        statement.without(rank_is_constant),
        statement.without(critical_point),
        statement.without(squared_error),
        statement.replace("no rank is lost", then=rank(hessian).equals(rank(jacobian))),
    ],
    checks=[witness(*small), exact(batches=5, count=1)],
)

two_units = Network(Architecture((2, 2, 2), "identity", biases=False), [[1, 0], [0, 1]])
autoencoder = Network(Architecture((2, 1, 2), "identity", biases=False), [[1, 0], [0, 1]])
targets = (
    point(autoencoder, at=[1, 0, 1, 0], labels=[1, 0, 0, 1]),
    point(autoencoder, at=[2, 0, 1, 0], labels=[2, 0, 0, 1]),
    point(autoencoder, at=[0, 1, 0, 1], labels=[2, 0, 0, 1]),  # the smaller one is kept: a saddle
    point(two_units, at=[2, 0, 0, 0, 1, 0, 0, 0], labels=[2, 0, 0, 1]),  # W_2 W_1 of rank 1 with two hidden units
    point(autoencoder, at=[1, 0, 1, 0], labels=[2, 0, 0, 0]),  # not critical
    point(autoencoder, at=[1, 0, 1, 0], labels=[1, 0, 0, 0], loss=QuarticError()),
)


def fills_the_bottleneck(at):
    """Has W_2 W_1 X as large a rank as there are hidden units?"""
    hidden, outputs = at.model.architecture.widths[1:]
    return at.rank(at.outputs.reshape(*at.outputs.shape[:-1], -1, outputs)).equal(hidden)


full = Condition("rank(W_2 W_1 X) = q", fills_the_bottleneck)
bottleneck = Statement(
    about=(NamedInstances("targets of two rows", targets), factorised_matrices, bottleneck_networks),
    given=(squared_error, critical_point, full),
    then=rank(hessian).equals(rank(jacobian) - tied_singular_values),
)

factorised = Case(
    Claim(
        "factorised-matrix-loses-rank-at-ties",
        HOLDS,
        revision=2,
        topic="rank",
        title="At critical points of a linear network with a full bottleneck, the Hessian loses a rank for each tied singular value",
        says=r"Let $X X^\top$ be invertible and $W_2 W_1$, with $q$ hidden units, a critical point of $|W_2 W_1 X - Y|^2$, of rank $q$."
        r" Then $\operatorname{rank} \nabla^2 L = \operatorname{rank} J$ less the number of pairs of a kept and a discarded singular value"
        r" of $Y X^\top (X X^\top)^{-1/2}$ that are equal; saddles included.",
        source=Source("project", "critical points of squared error with residual, factorised matrices"),
        uses=("focal-labels-lose-rank",),
        not_shown=(
            "critical points of lower rank than the bottleneck, where the rank of J jumps and the Hessian can have the larger rank",
        ),
    ),
    bottleneck,
    rejects=[
        bottleneck.without(full),
        bottleneck.without(squared_error),
        bottleneck.without(critical_point),
        bottleneck.replace("no rank is lost", then=rank(hessian).equals(rank(jacobian))),
        bottleneck.replace("twice as much is lost", then=rank(hessian).equals(rank(jacobian) - 2 * tied_singular_values)),
    ],
    checks=[witness(*targets), exact(batches=6, count=2)],
)
