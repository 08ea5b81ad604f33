"""The Gauss-Newton term is a multiple of G G^T exactly if the form H, restricted to the image of J, is one of the inner product."""

import numpy as np

from verify import (
    FAILS,
    HOLDS,
    Case,
    Claim,
    MatrixInstance,
    Quantity,
    Rationals,
    Source,
    Statement,
    exact,
    gauss_newton,
    hunted,
    jacobian,
    loss_curvature_semidefinite,
    loss_hessian,
    matrix_pairs,
    projection,
    rank,
    restricted,
    sampled,
    small_pairs,
    unit_form,
    where,
    witness,
)


def span(first, second):
    """Two forms as two columns: of rank at most 1 if and only if they are linearly dependent."""

    def columns(at):
        one, other = first.of(at), second.of(at)
        shape = np.broadcast_shapes(one.shape, other.shape)
        return np.stack([np.broadcast_to(form, shape).reshape(*shape[:-2], -1) for form in (one, other)], axis=-1)

    return Quantity(f"span({first.text}, {second.text})", columns)


total = rank(span(gauss_newton, jacobian.T @ jacobian))
on_image = rank(span(restricted(loss_hessian, jacobian), projection(jacobian)))
not_multiple = where(rank(span(loss_hessian, unit_form)).equals(2))
not_multiple_on_image = where(on_image.equals(2))

never = Statement(about=(small_pairs, matrix_pairs), given=(loss_curvature_semidefinite, not_multiple), then=total.equals(2))
numbers = Rationals()
line, plane = (MatrixInstance(numbers, numbers.array(image), numbers.array([[1, 0], [0, 2]])) for image in ([[1], [0]], [[1, 0], [0, 1]]))

stated = Case(
    Claim(
        "never-proportional-unless-identity",
        FAILS,
        revision=1,
        topic="rank",
        title="If the Hessian of l is no multiple of the identity, then at a minimum of l the Hessian of L is no multiple of G G^T",
        says=r"If $\nabla^2 l(F(\theta)) \succeq 0$ is not a multiple of $I$, then $J^\top \nabla^2 l\, J \neq c\, G G^\top$ for"
        r" every real $c$. So read, for every such loss and map, it fails where the image of $J$ does not see the difference,"
        r" as for $J = e_1$; that the proportionality is not to be had in general is true.",
        source=Source("post", "comment on the Hessian of the loss at a minimum of l, not a multiple of the identity"),
        amended_by="proportional-exactly-on-image",
        not_shown=("anything about ranks: for a definite form rank equality holds, proportional or not",),
    ),
    never,
    accepts=[never.replace("not a multiple on the image of J", given=(loss_curvature_semidefinite, not_multiple_on_image))],
    checks=[witness(line, plane), hunted(batches=4, count=40)],
)

exactly = Statement(about=(small_pairs, matrix_pairs), given=(), then=total.equals(on_image))

amended = Case(
    Claim(
        "proportional-exactly-on-image",
        HOLDS,
        revision=1,
        topic="rank",
        title="J^T H J is a multiple of G G^T exactly where H is a multiple of the inner product on the image of J",
        says=r"$J^\top H J = c\, J^\top J$ for some $c$ if and only if $H = c I$ as forms on $\operatorname{im} J$: the forms"
        r" $J^\top H J$ and $J^\top J$ are linearly dependent exactly if $H$ and the inner product are so on $\operatorname{im}"
        r" J$.",
        source=Source("project", "proportionality of the Gauss-Newton term"),
        uses=("rank-of-restricted-form",),
    ),
    exactly,
    rejects=[
        exactly.replace("on all behaviours", then=total.equals(rank(span(loss_hessian, unit_form)))),
        exactly.replace("always", then=total.at_most(1)),
        exactly.replace("never, for a J that is not 0", given=(where(rank(jacobian).at_least(1)),), then=total.equals(2)),
    ],
    checks=[sampled(batches=8, count=50), exact(batches=4, count=1)],
)
