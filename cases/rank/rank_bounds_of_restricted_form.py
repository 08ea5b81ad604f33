"""The rank of the Gauss-Newton term between its two bounds, each of which is attained."""

from verify import (
    HOLDS,
    Case,
    Claim,
    Source,
    Statement,
    behaviours,
    exact,
    gauss_newton,
    jacobian,
    loss_hessian,
    matrix_pairs,
    minimum,
    rank,
    sampled,
    small_pairs,
)

missing = behaviours - rank(jacobian)
found = rank(gauss_newton)
upper = found.at_most(minimum(rank(jacobian), rank(loss_hessian)))
lower = found.at_least(rank(loss_hessian) - missing - missing)

statement = Statement(about=(small_pairs, matrix_pairs), given=(), then=lower & upper)

case = Case(
    Claim(
        "rank-bounds-of-restricted-form",
        HOLDS,
        revision=1,
        topic="rank",
        title="The rank of J^T H J is at most those of J and H, and at least that of H less twice the rank that J lacks",
        says=r"For every real $m \times N$ matrix $J$ and symmetric $H$: $\operatorname{rank} H - 2(m - \operatorname{rank} J) \le"
        r" \operatorname{rank}(J^\top H J) \le \min(\operatorname{rank} J, \operatorname{rank} H)$. Both ends are attained: neither bound"
        r" can be improved by one.",
        source=Source("project", "rank law, bounds"),
        uses=("rank-of-restricted-form",),
    ),
    statement,
    rejects=[
        statement.replace("the missing rank counted once", then=found.at_least(rank(loss_hessian) - missing)),
        statement.replace("the lower bound is never attained", then=found.at_least(rank(loss_hessian) + 1 - missing - missing)),
        statement.replace("the upper bound is never attained", then=found.at_most(minimum(rank(jacobian), rank(loss_hessian)) - 1)),
        statement.replace("at least the smaller of the two ranks", then=found.at_least(minimum(rank(jacobian), rank(loss_hessian)))),
    ],
    checks=[sampled(batches=10, count=50), exact(batches=10, count=1)],
)
