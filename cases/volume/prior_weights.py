"""The weight of a basin under the initialisation law is finite; that of the solution manifold itself is zero."""

from verify import (
    FAILS,
    HOLDS,
    Case,
    Claim,
    MatrixInstance,
    NamedInstances,
    Proposition,
    Rationals,
    Source,
    Statement,
    behaviours,
    exact,
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
from verify.numbers.system import negative
from verify.ranks.forms import positive_definite
from verify.statements.prior_weights import determinant
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


def shown(at):
    return {"E[exp(-L)]^-2": prior_weight(at), "det(Hess L)": determinant(at.numbers, at.gauss_newton)}


def weight_at_most_one(at):
    """Is the expectation finite, and at most 1? Its inverse square is then at least 1, and 0 where it is infinite."""
    return ~negative(at.numbers, prior_weight(at) - at.numbers.array(1))


def unweighted_is_finite(at):
    """Is the integral of exp(-L) over all parameters finite? Exactly if its Hessian is positive definite."""
    return positive_definite(at.numbers, at.gauss_newton)


finite = Statement(
    about=(basins, matrix_pairs),
    given=(loss_curvature_semidefinite,),
    then=Proposition("E[exp(-L)] is finite, and at most 1", weight_at_most_one, shown),
)

weight = Case(
    Claim(
        "init-weighted-volume-repairs",
        HOLDS,
        revision=1,
        topic="volume",
        title="Weighted by a Gaussian initialisation law the volume of a quadratic basin is finite, however far it extends",
        says=r"Let $L(\theta) = \frac12 \theta^\top J^\top H J \theta$ with $H \succeq 0$. Under $\theta \sim \mathcal N(0, I)$ the weight"
        r" $\mathbb E\, e^{-L}$ is at most $1$, whereas $\int e^{-L}\, d\theta$ is infinite as soon as some direction is flat.",
        source=Source("post", "footnote 4, first sentence"),
        uses=("prior-weight-of-quadratic-basin",),
        not_shown=("losses that are not quadratic: exp(-L) <= 1 where L >= 0, and any law has mass 1",),
    ),
    finite,
    rejects=[
        finite.without(loss_curvature_semidefinite),
        finite.replace(
            "without the weights", then=Proposition("the integral of exp(-L) over all parameters is finite", unweighted_is_finite, shown)
        ),
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
        revision=1,
        topic="volume",
        title="The prior weight of a quadratic basin decays as beta to the power of minus half the rank of the Hessian",
        says=r"If $L(\theta) = \frac12 \theta^\top M \theta$ with $M \succeq 0$, then $(\mathbb E\, e^{-\beta L})^{-2} = \det(I + \beta M)$"
        r" is a polynomial in $\beta$ of degree $\operatorname{rank} M$. So $\{L = 0\}$ has mass $0$ unless $M = 0$, and of two such basins"
        r" the one with the larger solution space has the larger weight for all large $\beta$.",
        source=Source("project", "prior weight of quadratic basins"),
        uses=("prior-weight-of-quadratic-basin",),
        not_shown=("minima whose Hessian does not see all curvature, such as that of theta^4",),
    ),
    by_rank,
    rejects=[
        by_rank.replace("with the number of parameters", then=prior_decay.equals(parameters)),
        by_rank.replace("with the rank of J, whatever the loss", then=prior_decay.equals(rank(jacobian))),
        by_rank.replace("with the number of behaviours", then=prior_decay.equals(behaviours)),
    ],
    checks=[witness(*basins), exact(batches=5, count=2)],
)
