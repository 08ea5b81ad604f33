"""For a loss other than squared error the Hessian at a fit need not be a multiple of G G^T: the loss must curve alike over the image."""

import numpy as np

from verify import (
    FAILS,
    HOLDS,
    BinaryCrossEntropy,
    Case,
    Claim,
    FormulaLoss,
    NamedInstances,
    Quantity,
    Source,
    Statement,
    exact,
    gradients,
    hessian,
    hunted,
    jacobian,
    jets,
    loss_curvature_definite,
    loss_curvature_diagonal,
    loss_curvature_semidefinite,
    loss_hessian,
    loss_stationary,
    point,
    polynomial_map,
    projection,
    rank,
    restricted,
    sampled,
    separable_losses,
    unit_form,
    where,
    witness,
)
from verify.maps.losses import LogCosh


def span(*matrices):
    """The matrices as vectors, side by side: of rank 1 where each is a multiple of one that is not zero."""

    def build(at):
        vectors = [matrix.of(at).reshape(*matrix.of(at).shape[:-2], -1) for matrix in matrices]
        batch = np.broadcast_shapes(*(vector.shape for vector in vectors))
        return np.stack([np.broadcast_to(vector, batch) for vector in vectors], axis=-1)

    return Quantity(f"span{{{', '.join(matrix.text for matrix in matrices)}}}", build)


def proportional(matrix, to):
    """The matrix is a multiple of the other one."""
    return rank(span(to, matrix)).equals(rank(span(to)))


gram, onto, form = gradients @ jacobian, projection(jacobian), restricted(loss_hessian, jacobian)
curves_alike = where(proportional(form, onto))
curves_alike_everywhere = where(proportional(loss_hessian, unit_form))

twice_as_steep = FormulaLoss(("o1", "o2"), "(o1 - y1)**2 + 2*(o2 - y2)**2")
soft = point(polynomial_map("a + 1/2", "b + 1/4"), at=[0, 0], labels=["1/2", "1/4"], loss=BinaryCrossEntropy())
steep = point(polynomial_map("a", "b"), at=[0, 0], labels=[0, 0], loss=twice_as_steep)
log_cosh = point(polynomial_map("a", "a + b"), at=[1, 2], labels=[1, 3], loss=LogCosh())
squares = point(polynomial_map("a", "a + b"), at=[1, 2], labels=[1, 3])
one_direction = point(polynomial_map("a", "a"), at=[0], labels=[0, 0], loss=twice_as_steep)
missed = point(polynomial_map("a + b**2", "b"), at=[0, 0], labels=[1, 0])
smallest = NamedInstances("two behaviours", (soft, steep, log_cosh, squares, one_direction, missed))

as_stated = Statement(
    about=(smallest, jets, separable_losses),
    given=(loss_stationary, loss_curvature_definite),
    then=proportional(hessian, gram),
)
sharp = as_stated.replace("if H is a multiple of the identity on Im J", given=(loss_stationary, curves_alike))
everywhere = as_stated.replace("if H is a multiple of the identity", given=(loss_stationary, curves_alike_everywhere))

stated = Case(
    Claim(
        "other-losses-change-only-the-constant",
        FAILS,
        revision=1,
        topic="losses",
        title="For a loss other than squared error, the Hessian at a fit is still a constant times G G^T",
        says=r"If $l$ is least at $F(\theta)$ and $\nabla^2 l \succ 0$ there, then $\nabla^2 L(\theta) = c\, G G^\top$ for a number"
        r" $c$. It fails for binary cross-entropy with labels $1/2$ and $1/4$, where the two inputs count $4$ and $16/3$.",
        source=Source("post", "footnote 10"),
        amended_by="hessian-is-a-multiple-of-gram-matrix",
    ),
    as_stated,
    accepts=[sharp, everywhere],
    checks=[
        witness(soft, log_cosh, name="binary cross-entropy"),
        witness(steep, squares, name="unequal weights"),
        hunted(batches=2, count=40),
    ],
)

amended = Case(
    Claim(
        "hessian-is-a-multiple-of-gram-matrix",
        HOLDS,
        revision=1,
        topic="losses",
        title="At a stationary point of the loss, the Hessian is a multiple of G G^T if the loss curves alike all over the image",
        says=r"If $\nabla l(F(\theta)) = 0$ and $\nabla^2 l$ restricted to $\operatorname{im} J$ is a multiple of the identity,"
        r" then $\nabla^2 L(\theta) = c\, G G^\top$. So it is for $l = \sum_i \varphi(o_i - y_i)$ at a fit, with $c ="
        r" \varphi''(0)$.",
        source=Source("project", "constants of losses other than squared error"),
        uses=("gauss-newton-at-stationary-loss",),
    ),
    sharp,
    rejects=[
        sharp.without(loss_stationary),
        sharp.without(curves_alike),
        sharp.replace("if H is diagonal and positive", given=(loss_stationary, loss_curvature_definite, loss_curvature_diagonal)),
    ],
    checks=[sampled(batches=4, count=40), exact(batches=2)],
)

exactly = Statement(
    about=(smallest, jets, separable_losses),
    given=(loss_stationary,),
    then=rank(span(gram, hessian)).equals(rank(span(onto, form))),
)

converse = Case(
    Claim(
        "multiple-of-gram-matrix-iff-loss-curves-alike",
        HOLDS,
        revision=1,
        topic="losses",
        title="At a stationary point of the loss, the Hessian is a multiple of G G^T only if the loss curves alike all over the image",
        says=r"If $\nabla l(F(\theta)) = 0$, then $\nabla^2 L(\theta)$ and $G G^\top$ span as many dimensions as $P \nabla^2 l P$"
        r" and $P$, the orthogonal projection onto $\operatorname{im} J$: one is a multiple of the other for both pairs or for"
        r" neither.",
        source=Source("project", "constants of losses other than squared error"),
        uses=("hessian-is-a-multiple-of-gram-matrix",),
    ),
    exactly,
    rejects=[
        exactly.without(loss_stationary),
        exactly.replace("with H itself for its restriction", then=rank(span(gram, hessian)).equals(rank(span(unit_form, loss_hessian)))),
    ],
    checks=[sampled(batches=4, count=40), exact(batches=2)],
)

no_multiple, no_multiple_on_image = (where(rank(span(to, matrix)).equals(2)) for to, matrix in ((unit_form, loss_hessian), (onto, form)))
never = Statement(
    about=(smallest, jets, separable_losses),
    given=(loss_stationary, loss_curvature_semidefinite, no_multiple),
    then=rank(span(gram, hessian)).equals(2),
)

always_fails = Case(
    Claim(
        "never-proportional-unless-identity",
        FAILS,
        revision=1,
        topic="losses",
        title="If the Hessian of l is no multiple of the identity, then at a minimum of l the Hessian of L is no multiple of G G^T",
        says=r"If $\nabla l(F(\theta)) = 0$ and $\nabla^2 l \succeq 0$ is not a multiple of $I$, then $\nabla^2 L(\theta) \neq c\,"
        r" G G^\top$ for every $c$. So read, of every such loss and map, it fails where $\operatorname{im} J$ does not see the"
        r" difference, as where it is one line; that the proportionality is not to be had in general is true, as the amendment"
        r" shows.",
        source=Source("post", "comment on the Hessian of the loss at a minimum of l, not a multiple of the identity"),
        amended_by="multiple-of-gram-matrix-iff-loss-curves-alike",
        not_shown=("anything about ranks: for a definite form rank equality holds, proportional or not",),
    ),
    never,
    accepts=[
        never.replace("both pairs or neither", given=exactly.given, then=exactly.then),
        never.replace(
            "if H is no multiple of the identity on Im J", given=(loss_stationary, loss_curvature_semidefinite, no_multiple_on_image)
        ),
    ],
    checks=[witness(one_direction, steep), hunted(batches=2, count=40)],
)
