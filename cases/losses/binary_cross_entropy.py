"""Binary cross-entropy over probabilities gives rank equality at a perfect fit of soft labels, and not of hard ones."""

from verify import (
    FAILS,
    HOLDS,
    BinaryCrossEntropy,
    Case,
    Claim,
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
    point,
    polynomial_map,
    probabilities,
    rank,
    sampled,
    soft_labels,
    witness,
)

as_stated = Statement(
    about=(probabilities,),
    given=(outputs_fit_labels,),
    then=rank(hessian).equals(rank(jacobian)),
)
sharp = as_stated.replace("soft labels", given=(outputs_fit_labels, soft_labels))

loss = BinaryCrossEntropy()
hard_one = point(polynomial_map("1 - t**2"), at=[0], labels=[1], loss=loss)
hard_zero = point(polynomial_map("t**2"), at=[0], labels=[0], loss=loss)
soft = point(polynomial_map("(1 + a**2)/(2 + a**2 + b**2)", "1/(2 + a)"), at=[1, 1], labels=["1/2", "1/3"], loss=loss)
missed = point(polynomial_map("1/2 + t**2"), at=[0], labels=["1/4"], loss=loss)

stated = Case(
    Claim(
        "binary-cross-entropy-rank-equality",
        FAILS,
        revision=1,
        topic="losses",
        title="At a perfect fit under binary cross-entropy over probabilities, rank equality holds for every label in [0, 1]",
        says=r"If the behaviours are probabilities $p(\theta) \in [0, 1]^m$, $L$ is their binary cross-entropy and $p(\theta) = y \in [0,"
        r" 1]^m$, then $\operatorname{rank} \nabla^2 L = \operatorname{rank} J$. It fails for hard labels: there the slope of the loss is"
        r" $\pm 1$ and not 0.",
        source=Source("post", "comment on rank equality at a perfect-behaviour global minimum, binary cross-entropy"),
        amended_by="binary-cross-entropy-rank-equality-soft-labels",
        not_shown=("anything about outputs that never reach 0 or 1, such as a sigmoid's: they never fit a hard label",),
    ),
    as_stated,
    accepts=[sharp],
    checks=[witness(hard_one, hard_zero, soft), hunted(batches=4, count=60)],
)

J, H = matrix("J", "m", "N"), matrix("H", "m", "m", positive=True)

amended = Case(
    Claim(
        "binary-cross-entropy-rank-equality-soft-labels",
        HOLDS,
        revision=1,
        topic="losses",
        title="At a perfect fit of soft labels under binary cross-entropy over probabilities, rank equality holds",
        says=r"If $p(\theta) = y$ with every $y_a \in (0, 1)$ then $\nabla l = 0$ and "
        r"$\nabla^2 l = \operatorname{diag}(1 / (y_a (1 - y_a))) \succ 0$ there, so "
        r"$\operatorname{rank} \nabla^2 L = \operatorname{rank} J$.",
        source=Source("project", "rank law for binary cross-entropy"),
        uses=("rank-equality-at-perfect-fit",),
    ),
    sharp,
    rejects=[sharp.without(soft_labels), sharp.without(outputs_fit_labels)],
    checks=[
        lawful(
            sharp,
            KernelEquality(J.T @ H @ J, J, factor=J.T @ H, form=H),
            lambda at: {"J": jacobian(at), "H": loss_hessian(at)},
        ),
        witness(hard_one, soft, missed),
        sampled(batches=4, count=60),
    ],
)
