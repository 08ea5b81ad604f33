"""A real matrix times its transpose has the rank of the matrix."""

from verify import (
    HOLDS,
    Case,
    Claim,
    KernelEquality,
    Source,
    Statement,
    behaviours,
    face,
    gauss_newton,
    lawful,
    loss_hessian,
    matrix,
    matrix_pairs,
    minimum,
    parameters,
    rank,
    sampled,
    small_pairs,
    where,
)

A = face("jacobian", "A")
statement = Statement(about=(small_pairs, matrix_pairs), given=(), then=rank(A @ A.T).equals(rank(A)))
nondegenerate = where(rank(loss_hessian).equals(behaviours))

letter = matrix("A", "m", "N")

case = Case(
    Claim(
        "rank-of-gram-matrix",
        HOLDS,
        revision=1,
        topic="rank",
        title="For every real matrix A, A A^T has the rank of A",
        says=r"For every real matrix $A$ of any size, $\operatorname{rank}(A A^\top) = \operatorname{rank} A$.",
        source=Source("post", "footnote 9"),
        not_shown=("the same over the complex numbers with the plain transpose, where it is false: A = (1, i) gives 0",),
    ),
    statement,
    rejects=[
        statement.replace("A A^T always has full rank", then=rank(A @ A.T).equals(minimum(behaviours, parameters))),
        statement.replace("with any nondegenerate form between A^T and A", given=(nondegenerate,), then=rank(gauss_newton).equals(rank(A))),
    ],
    checks=[
        lawful(statement, KernelEquality(letter @ letter.T, letter.T, factor=letter), lambda at: {"A": A(at)}),
        sampled(batches=10, count=50),
    ],
)
