"""Cross-entropy over probability vectors gives rank equality at a fit of labels without zeros, though the loss is not stationary there."""

from verify import (
    FAILS,
    HOLDS,
    Case,
    Claim,
    CrossEntropy,
    KernelEquality,
    Source,
    Statement,
    hessian,
    hunted,
    jacobian,
    lawful,
    loss_hessian,
    matrix,
    outputs_fit_labels,
    outputs_sum_to_one,
    point,
    polynomial_map,
    probability_vectors,
    rank,
    sampled,
    soft_labels,
    witness,
)

as_stated = Statement(
    about=(probability_vectors,),
    given=(outputs_fit_labels, outputs_sum_to_one),
    then=rank(hessian).equals(rank(jacobian)),
)
sharp = as_stated.replace("soft labels", given=(outputs_fit_labels, outputs_sum_to_one, soft_labels))

pair, triple = CrossEntropy(outputs_per_datum=2), CrossEntropy(outputs_per_datum=3)
hard = point(polynomial_map("1 - t**2", "t**2"), at=[0], labels=[1, 0], loss=pair)
half_hard = point(polynomial_map("1/2 - t**2", "1/2", "t**2"), at=[0], labels=["1/2", "1/2", 0], loss=triple)
soft = point(polynomial_map("1/(2 + a**2)", "(1 + a**2)/(2 + a**2)"), at=[1], labels=["1/3", "2/3"], loss=pair)
softer = point(
    polynomial_map("1/(1 + a**2 + b**2)", "a**2/(1 + a**2 + b**2)", "b**2/(1 + a**2 + b**2)"),
    at=[1, 2],
    labels=["1/6", "1/6", "2/3"],
    loss=triple,
)
missed = point(polynomial_map("1/2 + t**2", "1/2 - t**2"), at=[0], labels=["1/4", "3/4"], loss=pair)
off_simplex = point(polynomial_map("1/2 + t**2", "1/2 + t**2"), at=[0], labels=["1/2", "1/2"], loss=pair)

stated = Case(
    Claim(
        "cross-entropy-rank-equality",
        FAILS,
        revision=1,
        topic="losses",
        title="At a perfect fit under cross-entropy over a probability vector, rank equality holds for all labels, hard ones included",
        says=r"If for each datum the behaviours form a probability vector $p(\theta)$, $L$ is their cross-entropy and $p(\theta) = y$,"
        r" then $\operatorname{rank} \nabla^2 L = \operatorname{rank} J$. It fails where a label has a zero: the residual curvature is"
        r" then $\sum_{c : y_c = 0} \nabla^2 p_c$, which need not vanish.",
        source=Source("post", "comment on rank equality at a perfect-behaviour global minimum, cross-entropy over a probability vector"),
        amended_by="cross-entropy-rank-equality-soft-labels",
        not_shown=("anything about outputs that never reach 0 or 1, such as those of a softmax: they never fit a hard label",),
    ),
    as_stated,
    accepts=[sharp],
    checks=[witness(hard, half_hard, soft, softer), hunted(batches=8, count=40)],
)

J, H = matrix("J", "m", "N"), matrix("H", "m", "m", positive=True)

amended = Case(
    Claim(
        "cross-entropy-rank-equality-soft-labels",
        HOLDS,
        revision=1,
        topic="losses",
        title="At a perfect fit of labels without zeros under cross-entropy over probability vectors, rank equality holds",
        says=r"If each $p(\theta)$ lies on the simplex for every $\theta$ and $p(\theta) = y$ with all $y_c > 0$, then"
        r" $\operatorname{rank} \nabla^2 L = \operatorname{rank} J$. There $\nabla l = (-1, \dots, -1) \neq 0$: the residual curvature"
        r" vanishes only because $\sum_c p_c$ is constant.",
        source=Source("project", "rank law for cross-entropy"),
        uses=("rank-of-semidefinite-form",),
    ),
    sharp,
    rejects=[sharp.without(soft_labels), sharp.without(outputs_sum_to_one), sharp.without(outputs_fit_labels)],
    checks=[
        lawful(
            sharp,
            KernelEquality(J.T @ H @ J, J, factor=J.T @ H, form=H),
            lambda at: {"J": jacobian(at), "H": loss_hessian(at)},
        ),
        witness(hard, soft, softer, missed, off_simplex),
        sampled(batches=6, count=40),
    ],
)
