"""The weight of a basin under the initialisation law is finite; that of the solution manifold itself is zero."""

import numpy as np

from verify import (
    FAILS,
    HOLDS,
    Case,
    Claim,
    MatrixInstance,
    NamedInstances,
    Quantity,
    Rationals,
    Source,
    Statement,
    behaviours,
    exact,
    identity_plus_curvature_determinant,
    jacobian,
    loss_curvature_semidefinite,
    matrix_pairs,
    parameters,
    prior_decay,
    prior_weight,
    rank,
    sampled,
    witness,
)
from verify.statements.prior_weights import prior_weight_at_most_one
from verify.statements.quantities import gauss_newton

numbers = Rationals()


def basin(jacobian_rows, loss_rows):
    return MatrixInstance(numbers, numbers.array(jacobian_rows), numbers.array(loss_rows))


basins = NamedInstances(
    "basins",
    (
        basin([[1]], [[0]]),
        basin([[1]], [[1]]),
        basin([[1]], [[-2]]),
        basin([[1, 0]], [[1]]),
        basin([[1, 0], [0, 1]], [[100, 0], [0, 1]]),
        basin([[1, 1], [0, 1]], [[2, 1], [1, 2]]),
        basin([[1, 0], [0, 1]], [[1, 0], [0, 0]]),
    ),
)

power_of_rank = Quantity("2^rank(J^T H J)", lambda at: at.numbers.array(1 << at.rank(at.gauss_newton).upper))

one_plus_trace = Quantity("1 + tr(J^T H J)", lambda at: at.numbers.array(1) + np.trace(at.gauss_newton, axis1=-2, axis2=-1))

finite = Statement(
    about=(basins, matrix_pairs),
    given=(loss_curvature_semidefinite,),
    then=prior_weight.equals(identity_plus_curvature_determinant) & prior_weight_at_most_one,
)

weight = Case(
    Claim(
        "init-weighted-volume-repairs",
        HOLDS,
        revision=1,
        topic="volume",
        title="Weighted by a Gaussian initialisation law the volume of a quadratic basin is finite: det(I + Hess L)^(-1/2)",
        says=r"Let $L(\theta) = \frac12 \theta^\top J^\top H J \theta$ with $H \succeq 0$. Under $\theta \sim \mathcal N(0, I)$ the weight"
        r" $\mathbb E\, e^{-L}$ is $\det(I + J^\top H J)^{-1/2} \le 1$, however far the solution set extends.",
        source=Source("post", "footnote 4, first sentence"),
        not_shown=(
            "losses that are not quadratic, for which only the bound remains: exp(-L) <= 1 where L >= 0, and the law has mass 1",
            "the one-dimensional Gaussian integral, by which one variable is integrated after another",
        ),
    ),
    finite,
    rejects=[
        finite.without(loss_curvature_semidefinite),
        finite.replace("by the rank alone", then=prior_weight.equals(power_of_rank)),
        finite.replace("to first order in the curvature", then=prior_weight.equals(one_plus_trace)),
    ],
    checks=[witness(*basins), sampled(batches=6, count=40), exact(batches=5, count=2)],
)

positive_mass = Statement(about=(basins, matrix_pairs), given=(loss_curvature_semidefinite,), then=prior_decay.equals(0))
by_rank = positive_mass.replace("it decays with the rank", then=prior_decay.equals(rank(gauss_newton)))

manifold_itself = Case(
    Claim(
        "solution-manifold-has-prior-weight",
        FAILS,
        revision=1,
        topic="volume",
        title="Weighted by a Gaussian initialisation law the solution manifold has a positive volume",
        says=r"If $L(\theta) = \frac12 \theta^\top M \theta$ with $M \succeq 0$, the set $\{L = 0\}$ has positive mass under"
        r" $\mathcal N(0, I)$: $\mathbb E\, e^{-\beta L}$, which decreases to that mass, stays away from $0$ as $\beta \to \infty$.",
        source=Source("post", "footnote 4, first sentence, read of the manifold itself"),
        amended_by="prior-weight-decays-with-rank",
    ),
    positive_mass,
    accepts=[by_rank],
    checks=[witness(*basins), exact(batches=4, count=2)],
)

decay = Case(
    Claim(
        "prior-weight-decays-with-rank",
        HOLDS,
        revision=2,
        topic="volume",
        title="The prior weight of a quadratic basin decays as beta to the power of minus half the rank of the Hessian",
        says=r"If $L(\theta) = \frac12 \theta^\top M \theta$ with $M \succeq 0$, then $(\mathbb E\, e^{-\beta L})^{-2} = \det(I + \beta M)$"
        r" is a polynomial in $\beta$ of degree $\operatorname{rank} M$. So $\{L = 0\}$ has mass $0$ unless $M = 0$, and of two such basins"
        r" the one with the larger solution space has the larger weight for all large $\beta$.",
        source=Source("project", "prior weight of quadratic basins"),
        uses=("init-weighted-volume-repairs",),
        not_shown=("minima whose Hessian does not see all curvature, such as that of theta^4",),
    ),
    by_rank,
    rejects=[
        by_rank.without(loss_curvature_semidefinite),
        by_rank.replace("with the number of parameters", then=prior_decay.equals(parameters)),
        by_rank.replace("with the rank of J, whatever the loss", then=prior_decay.equals(rank(jacobian))),
        by_rank.replace("with the number of behaviours", then=prior_decay.equals(behaviours)),
    ],
    checks=[witness(*basins), exact(batches=5, count=2)],
)
