"""Taking the softmax of the logits as behaviour restores rank equality at a fit."""

from verify import (
    HOLDS,
    Case,
    Claim,
    Source,
    SoftmaxCrossEntropy,
    Statement,
    exact,
    hessian,
    jacobian,
    loss_stationary,
    point,
    polynomial_map,
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

case = Case(
    Claim(
        "probabilities-restore-rank-equality",
        HOLDS,
        revision=1,
        topic="losses",
        title="With probabilities after the softmax as behaviour, the Hessian at a fit has the rank of the behavioural gradients",
        says=r"Let $z(\theta)$ be logits, $p = \operatorname{softmax} \circ z$ and $L$ the cross-entropy of $p$ with soft labels. If $p(\theta) = y$, then "
        r"$\operatorname{rank} \nabla^2 L = \operatorname{rank} J_p$, where $J_p$ is the Jacobian of $p$, whatever the rank of that of $z$.",
        source=Source("post", "comment on rank equality at a perfect-behaviour global minimum, probabilities in place of logits"),
        uses=("rank-of-semidefinite-form", "rank-loss-for-logits"),
        not_shown=("anything about hard labels, which no softmax fits; on the border of the simplex it is false, see cross-entropy-rank-equality",),
    ),
    statement,
    rejects=[
        statement.replace("with logits as behaviour", then=rank(hessian).equals(rank(jacobian))),
        statement.without(loss_stationary),
        statement.replace("the softmax never costs rank", given=(), then=rank(softmax_jacobian).equals(rank(jacobian))),
    ],
    checks=[
        witness(
            point(polynomial_map("a", "a"), at=[0], labels=even, loss=pair),
            point(polynomial_map("a", "b"), at=[0, 0], labels=even, loss=pair),
            point(polynomial_map("a", "-a"), at=[0], labels=even, loss=pair),
            point(polynomial_map("t**2", "-t**2"), at=[0], labels=["1/4", "3/4"], loss=pair),
        ),
        sampled(batches=6, count=40),
        exact(batches=10, count=1),
    ],
)
