"""Taking the softmax of the logits as behaviour restores rank equality at a fit."""

from verify import (
    HOLDS,
    Case,
    Claim,
    KernelEquality,
    SoftmaxCrossEntropy,
    Source,
    Statement,
    hessian,
    jacobian,
    lawful,
    loss_hessian,
    loss_stationary,
    matrix,
    null_space,
    point,
    polynomial_map,
    pseudo_inverse,
    rank,
    sampled,
    softmax_jacobian,
    softmax_logits,
    witness,
)

statement = Statement(
    about=(softmax_logits,),
    given=(loss_stationary,),
    then=rank(hessian).equals(rank(softmax_jacobian)),
)

pair = SoftmaxCrossEntropy(outputs_per_datum=2)
even = ["1/2", "1/2"]

J, H, K = matrix("J", "m", "N"), matrix("H", "m", "m", symmetric=True), matrix("K", "m", "N")
S = matrix("S", "m", "m", positive=True)
completed = pseudo_inverse(loss_hessian) + null_space(loss_hessian)

case = Case(
    Claim(
        "probabilities-restore-rank-equality",
        HOLDS,
        revision=1,
        topic="losses",
        title="With probabilities after the softmax as behaviour, the Hessian at a fit has the rank of the behavioural gradients",
        says=r"Let $z(\theta)$ be logits, $p = \operatorname{softmax} \circ z$ and $L$ the cross-entropy of $p$ with soft labels. If"
        r" $p(\theta) = y$, then $\operatorname{rank} \nabla^2 L = \operatorname{rank} J_p$, where $J_p$ is the Jacobian of $p$, whatever"
        r" the rank of that of $z$.",
        source=Source("post", "comment on rank equality at a perfect-behaviour global minimum, probabilities in place of logits"),
        uses=("rank-of-semidefinite-form", "rank-loss-for-logits"),
        not_shown=(
            "anything about hard labels, which no softmax fits; on the border of the simplex it is false, see cross-entropy-rank-equality",
        ),
    ),
    statement,
    rejects=[
        statement.replace("with logits as behaviour", then=rank(hessian).equals(rank(jacobian))),
        statement.without(loss_stationary),
        statement.replace("the softmax never costs rank", given=(), then=rank(softmax_jacobian).equals(rank(jacobian))),
    ],
    checks=[
        lawful(
            statement,
            KernelEquality(J.T @ H @ J, K, factor=J.T, form=S, given=[(H @ J, K), (K.T @ S @ K, J.T @ K)]),
            lambda at: {"J": jacobian(at), "H": loss_hessian(at), "K": softmax_jacobian(at), "S": completed(at)},
        ),
        witness(
            point(polynomial_map("a", "a"), at=[0], labels=even, loss=pair),
            point(polynomial_map("a", "b"), at=[0, 0], labels=even, loss=pair),
            point(polynomial_map("a", "-a"), at=[0], labels=even, loss=pair),
            point(polynomial_map("t**2", "-t**2"), at=[0], labels=["1/4", "3/4"], loss=pair),
        ),
        sampled(batches=6, count=40),
    ],
)
