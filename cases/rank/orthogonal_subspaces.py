"""Orthogonal subspaces have dimensions that add up to that of the space at most, for every form that is nondegenerate."""

from verify import (
    HOLDS,
    Case,
    Claim,
    MatrixInstance,
    NamedInstances,
    Rationals,
    Source,
    Statement,
    behaviours,
    exact,
    jacobian,
    loss_curvature_definite,
    loss_curvature_semidefinite,
    loss_hessian,
    matrix_pairs,
    null_space,
    rank,
    sampled,
    where,
)

numbers = Rationals()


def pair(subspace, form):
    return MatrixInstance(numbers, numbers.array(subspace), numbers.array(form))


smallest = NamedInstances(
    "subspaces of the line and of the plane",
    (
        pair([[1], [0]], [[1, 0], [0, 1]]),
        pair([[1], [1]], [[1, 0], [0, -1]]),
        pair([[1]], [[0]]),
        pair([[1], [0]], [[0, 0], [0, 1]]),
        pair([[0]], [[1]]),
    ),
)
nondegenerate = where(rank(loss_hessian).equals(behaviours))
together = rank(jacobian) + rank(null_space(jacobian.T @ loss_hessian))

statement = Statement(about=(smallest, matrix_pairs), given=(nondegenerate,), then=together.at_most(behaviours))
counted_twice = statement.replace(
    "with dim U counted twice", given=(loss_curvature_definite,), then=together.at_most(behaviours - rank(jacobian))
)

case = Case(
    Claim(
        "orthogonal-dimensions-add-up",
        HOLDS,
        revision=1,
        topic="rank",
        title="Two orthogonal subspaces of R^n have dimensions that add up to n at most",
        says=r"For a nondegenerate symmetric form $B$ on $\mathbb R^n$, $\dim U + \dim \{w : u^\top B w = 0 \text{ for all } u \in U\} \le"
        r" n$. So any two subspaces that are orthogonal have dimensions with sum at most $n$, the dot product included.",
        source=Source("post", "Claim 2, its reason"),
        not_shown=("that equality holds, which it does: the largest space orthogonal to U has dimension n - dim U",),
    ),
    statement,
    rejects=[
        statement.without(nondegenerate),
        statement.replace("for semidefinite forms", given=(loss_curvature_semidefinite,)),
        counted_twice,
    ],
    checks=[sampled(batches=6, count=40), exact(batches=4)],
)
