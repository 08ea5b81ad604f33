"""The weight that a Gaussian prior gives to a quadratic basin depends on how steep the basin is, not on the rank of its Hessian alone."""

from verify import (
    FAILS,
    Case,
    Claim,
    MatrixInstance,
    NamedInstances,
    Quantity,
    Rationals,
    Source,
    Statement,
    gauss_newton,
    identity_plus_curvature_determinant,
    loss_curvature_semidefinite,
    matrix_pairs,
    prior_weight,
    rank,
    sampled,
    witness,
)
from verify.statements.prior_weights import prior_weight_at_most_one

numbers = Rationals()


def basin(*steepness):
    """The basin of half the sum of h_i theta_i^2."""
    entries = [[value if i == j else 0 for j in range(len(steepness))] for i, value in enumerate(steepness)]
    identity = [[int(i == j) for j in range(len(steepness))] for i in range(len(steepness))]
    return MatrixInstance(numbers, numbers.array(identity), numbers.array(entries))


basins = (basin(1, 1), basin(100, 1), basin(1, 0), basin(100, 0), basin(0, 0))
ranks = rank(gauss_newton)
of_unit_basin = Quantity(f"2^{ranks.text}", lambda at: at.numbers.array(2 ** ranks.of(at).upper))

as_stated = Statement(
    about=(NamedInstances("basins", basins), matrix_pairs),
    given=(loss_curvature_semidefinite,),
    then=prior_weight.equals(of_unit_basin),
)
sharp = as_stated.replace("by the determinant", then=prior_weight.equals(identity_plus_curvature_determinant) & prior_weight_at_most_one)

case = Case(
    Claim(
        "rank-determines-prior-weight",
        FAILS,
        revision=1,
        topic="volume",
        title="Under a Gaussian prior the weight of a basin depends on the number of its flat directions alone",
        says=r"For $\theta \sim N(0, I)$ and $M \succeq 0$, the weight $\mathbb E\, e^{-\theta^\top M \theta / 2}$ is determined by"
        r" $\operatorname{rank} M$, so that it is that of a unit basin of this rank, $2^{-\operatorname{rank} M / 2}$. It fails:"
        r" $\operatorname{diag}(1, 1)$ has weight $1/2$ and $\operatorname{diag}(100, 1)$ has $1/\sqrt{202}$.",
        source=Source("post", "comment that directions which are not flat matter once there is a prior over the parameters"),
        amended_by="init-weighted-volume-repairs",
        not_shown=("anything about basins that are not quadratic, or other priors",),
    ),
    as_stated,
    accepts=[sharp],
    checks=[witness(*basins), sampled(batches=2, count=40)],
)
