"""With logits as behaviour, softmax cross-entropy costs exactly the rank that shifts of all logits of a datum have in the image of J."""

from verify import (
    FAILS,
    HOLDS,
    Case,
    Claim,
    SoftmaxCrossEntropy,
    Source,
    Statement,
    data_points,
    exact,
    hessian,
    hunted,
    image,
    jacobian,
    logit_shifts,
    loss_stationary,
    point,
    polynomial_map,
    rank,
    sampled,
    shared,
    softmax_logits,
    witness,
)

as_stated = Statement(
    about=(softmax_logits,),
    given=(loss_stationary,),
    then=rank(hessian).at_most(rank(jacobian) - 1),
)
sharp = as_stated.replace("less the shifts in Im J", then=rank(hessian).equals(rank(jacobian) - shared(image(jacobian), logit_shifts)))

pair, triple = SoftmaxCrossEntropy(outputs_per_datum=2), SoftmaxCrossEntropy(outputs_per_datum=3)
even = ["1/2", "1/2"]
opposite = point(polynomial_map("a", "-a"), at=[0], labels=even, loss=pair)
shift_only = point(polynomial_map("a", "a"), at=[0], labels=even, loss=pair)
free_pair = point(polynomial_map("a", "b"), at=[0, 0], labels=even, loss=pair)
free_triple = point(polynomial_map("a", "b", "c"), at=[0, 0, 0], labels=["1/3", "1/3", "1/3"], loss=triple)
anchored = point(polynomial_map("a", "b", "a*b"), at=[0, 0], labels=["1/3", "1/3", "1/3"], loss=triple)
common_bias = point(polynomial_map("a + b", "b", "-a + b", "b"), at=[0, 0], labels=even + even, loss=pair)
missed = point(polynomial_map("t**2", "-t**2"), at=[0], labels=["1/4", "3/4"], loss=pair)

stated = Case(
    Claim(
        "rank-equality-fails-for-logits",
        FAILS,
        revision=1,
        topic="losses",
        title="With logits as behaviour under softmax cross-entropy, the Hessian always has less rank than the behavioural gradients",
        says=r"If $z(\theta)$ are logits and $L$ their softmax cross-entropy with $\operatorname{softmax}(z(\theta)) = y$, then "
        r"$\operatorname{rank} \nabla^2 L < \operatorname{rank} J$. So read it fails, at $z = (a, -a)$; that equality "
        r"is not guaranteed is true, as the amendment shows.",
        source=Source("post", "comment on rank equality at a perfect-behaviour global minimum, logits"),
        amended_by="rank-loss-for-logits",
        not_shown=("that rank equality holds for logits: with a free bias on every logit it always fails at a fit",),
    ),
    as_stated,
    accepts=[sharp],
    checks=[witness(opposite, anchored, free_pair, shift_only, common_bias), hunted(batches=6, count=40)],
)

amended = Case(
    Claim(
        "rank-loss-for-logits",
        HOLDS,
        revision=1,
        topic="losses",
        title="At a fit under softmax cross-entropy, the Hessian lacks exactly the dimension of the logit shifts in the image of J",
        says=r"If $\operatorname{softmax}(z_d(\theta)) = y_d$ for every datum $d$, then $\operatorname{rank} \nabla^2 L ="
        r" \operatorname{rank} J - \dim\bigl(\operatorname{im} J \cap \bigoplus_d \mathbb{R} \mathbf{1}_d\bigr)$, where $\mathbf{1}_d$"
        r" shifts all logits of datum $d$ alike. If $J$ is onto, that is the number of data.",
        source=Source("project", "rank law for softmax cross-entropy"),
        uses=("rank-loss-of-semidefinite-form",),
        not_shown=("anything about hard labels, which no finite logits fit",),
    ),
    sharp,
    rejects=[
        sharp.replace("no rank is lost", then=rank(hessian).equals(rank(jacobian))),
        sharp.replace("one for each datum is lost", then=rank(hessian).equals(rank(jacobian) - data_points)),
        sharp.without(loss_stationary),
    ],
    checks=[
        witness(free_pair, free_triple, opposite, shift_only, anchored, common_bias, missed),
        sampled(batches=6, count=40),
        exact(batches=10, count=1),
    ],
)
