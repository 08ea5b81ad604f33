"""The weight that a Gaussian prior gives to a quadratic basin depends on how steep the basin is, not on the rank of its Hessian alone."""

from functools import cache

import sympy

from verify import (
    FAILS,
    HOLDS,
    Case,
    Claim,
    Condition,
    NamedInstances,
    Proposition,
    Rationals,
    Source,
    Statement,
    Stratum,
    Subject,
    Truth,
    exact,
    witness,
)
from verify.ranks.rank import rank


@cache
def along_one_axis():
    """1 over the square of the integral of exp(-d u^2 / 2) against the standard volume du / sqrt(2 pi), for d > 0: a formula, and its d."""
    u, d = sympy.Symbol("u", real=True), sympy.Symbol("d", positive=True)
    integral = sympy.integrate(sympy.exp(-d * u**2 / 2) / sympy.sqrt(2 * sympy.pi), (u, -sympy.oo, sympy.oo))
    return sympy.simplify(integral**-2), d


def weight(hessian):
    """1 over the square of E exp(-theta^T H theta / 2) for a standard normal theta.

    With I + H = L D L^T, L unit lower triangular, the change u = L^T theta keeps volumes, and the integral is one for each pivot.
    """
    _, pivots = sympy.Matrix(sympy.eye(hessian.rows) + hessian).LDLdecomposition()
    formula_in_d, d = along_one_axis()
    return sympy.Mul(*(formula_in_d.subs(d, pivots[place, place]) for place in range(hessian.rows)))


def formula(hessian):
    return (sympy.eye(hessian.rows) + hessian).det()


def both(compare):
    return lambda at: Truth.of(all(compare(hessian) for hessian in at.value))


def shown(at):
    return {"H": at.name, "weights": ", ".join(f"1/sqrt({weight(hessian)})" for hessian in at.value)}


def ranks(at):
    numbers = Rationals()
    return [rank(numbers, numbers.array([[str(entry) for entry in row] for row in hessian.tolist()])) for hessian in at.value]


def basins(*hessians):
    matrices = tuple(sympy.Matrix(hessian) for hessian in hessians)
    return Subject(" and ".join(str(matrix.tolist()) for matrix in matrices), matrices, Rationals())


def drawn(choose):
    size = choose.size(1, 3)
    roots = [sympy.Matrix(choose.numbers.text(choose.integers((size, size), -2, 2))) for _ in range(2)]
    return basins(*(root.T * root for root in roots))


pairs = (
    basins([[1, 0], [0, 1]], [[100, 0], [0, 1]]),
    basins([[100, 0], [0, 0]], [[1, 0], [0, 0]]),
    basins([[2, 1], [1, 2]], [[1, 0], [0, 3]]),
    basins([[1, 0], [0, 2]], [[2, 0], [0, 1]]),
    basins([[0, 0], [0, 0]], [[0, 0], [0, 0]]),
)
gaussian = Stratum("pairs of quadratic basins", "positive semidefinite matrices R^T R up to 3 x 3", drawn, screened=False)
equal_ranks = Condition("the two Hessians have equal ranks", lambda at: ranks(at)[0].equal(ranks(at)[1]))

as_stated = Statement(
    about=(NamedInstances("pairs of basins written out", pairs), gaussian),
    given=(equal_ranks,),
    then=Proposition(
        "the prior gives the two basins equal weights", lambda at: Truth.of(weight(at.value[0]) == weight(at.value[1])), shown
    ),
)


def says(text, other):
    return Proposition(text, both(lambda hessian: weight(hessian) == other(hessian)), shown)


sharp = as_stated.replace("by the determinant", given=(), then=says("E exp(-theta^T H theta / 2) = det(I + H)^(-1/2)", formula))

stated = Case(
    Claim(
        "rank-determines-prior-weight",
        FAILS,
        revision=1,
        topic="volume",
        title="Under a Gaussian prior the weight of a basin depends on the number of its flat directions alone",
        says=r"For $\theta \sim N(0, I)$ and $H \succeq 0$, the weight $\mathbb E\, e^{-\theta^\top H \theta / 2}$ is determined by"
        r" $\operatorname{rank} H$."
        r" It fails: $\operatorname{diag}(1, 1)$ has weight $1/2$ and $\operatorname{diag}(100, 1)$ has $1/\sqrt{202}$.",
        source=Source("post", "comment that directions which are not flat matter once there is a prior over the parameters"),
        amended_by="prior-weight-of-quadratic-basin",
        pointwise=False,
    ),
    as_stated,
    accepts=[sharp],
    checks=[witness(*pairs)],
)

amended = Case(
    Claim(
        "prior-weight-of-quadratic-basin",
        HOLDS,
        revision=1,
        topic="volume",
        title="A Gaussian prior gives a quadratic basin the weight det(I + H)^(-1/2), to which every width counts",
        says=r"For $\theta \sim N(0, I)$ and $H \succeq 0$: $\mathbb E\, e^{-\theta^\top H \theta / 2} = \det(I + H)^{-1/2}"
        r" = \prod_i (1 + \lambda_i)^{-1/2}$. Flat directions contribute $1$, others less the steeper they are.",
        source=Source("post", "comment that directions which are not flat matter once there is a prior over the parameters"),
        not_shown=("basins that are not quadratic", "priors that are not Gaussian"),
        pointwise=False,
    ),
    sharp,
    rejects=[
        as_stated.replace("the rank alone"),
        sharp.replace(
            "with twice the curvature",
            then=says("E exp(-theta^T H theta / 2) = det(I + 2 H)^(-1/2)", lambda hessian: formula(2 * hessian)),
        ),
        sharp.replace("by the trace", then=says("E exp(-theta^T H theta / 2) = (1 + tr H)^(-1/2)", lambda hessian: 1 + hessian.trace())),
    ],
    checks=[witness(*pairs), exact(batches=3, count=1)],
)
