"""Taking the logarithms of the probabilities as behaviour gives rank equality at a fit, although the loss is linear in them."""

from verify import (
    HOLDS,
    Case,
    Claim,
    KernelEquality,
    Quantity,
    SoftmaxCrossEntropy,
    Source,
    Statement,
    diagonal,
    hessian,
    jacobian,
    lawful,
    loss_hessian,
    loss_stationary,
    matrix,
    point,
    polynomial_map,
    rank,
    sampled,
    softmax_jacobian,
    softmax_logits,
    witness,
)


def probabilities_of(at):
    """The softmax: ``y + grad l``, as softmax cross-entropy has it."""
    with at.numbers.arithmetic():
        return at.labels + at.loss_gradient


probabilities = Quantity("p", probabilities_of)
reciprocals = Quantity("1/p", lambda at: at.numbers.function("reciprocal", probabilities_of(at)))
log_jacobian = Quantity("J of log softmax(F)", (diagonal(reciprocals) @ softmax_jacobian).of)

statement = Statement(
    about=(softmax_logits,),
    given=(loss_stationary,),
    then=rank(hessian).equals(rank(log_jacobian)),
)

pair = SoftmaxCrossEntropy(outputs_per_datum=2)
even = ["1/2", "1/2"]
J, H, K = matrix("J", "m", "N"), matrix("H", "m", "m", symmetric=True), matrix("K", "m", "N")
D = matrix("D", "m", "m", positive=True)

case = Case(
    Claim(
        "log-probabilities-restore-rank-equality",
        HOLDS,
        revision=1,
        topic="losses",
        title="With log-probabilities as behaviour, the Hessian at a fit has the rank of the gradients, though l is linear in them",
        says=r"Let $z(\theta)$ be logits and $o = \log \operatorname{softmax}(z)$, so that the cross-entropy is $l(o) = -\sum_c y_c"
        r" o_c$ with $\nabla l = -y \ne 0$ and $\nabla^2 l = 0$. If $\operatorname{softmax}(z(\theta)) = y$, all $y_c > 0$,"
        r" then $\nabla^2 L = J_o^\top \operatorname{diag}(y)\, J_o$ and $\operatorname{rank} \nabla^2 L = \operatorname{rank}"
        r" J_o$.",
        source=Source("project", "rank law for softmax cross-entropy, in log-probabilities"),
        uses=("probabilities-restore-rank-equality",),
        not_shown=("anything about hard labels, which no softmax fits",),
    ),
    statement,
    rejects=[
        statement.replace("with logits as behaviour", then=rank(hessian).equals(rank(jacobian))),
        statement.without(loss_stationary),
    ],
    checks=[
        lawful(
            statement,
            KernelEquality(J.T @ H @ J, K, factor=K.T @ D, form=D, given=[(J.T @ H @ J, K.T @ D @ K)]),
            lambda at: {"J": jacobian(at), "H": loss_hessian(at), "K": log_jacobian(at), "D": diagonal(probabilities)(at)},
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
