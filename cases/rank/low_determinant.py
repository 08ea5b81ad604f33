"""A small determinant of the Gram matrix says nothing about rank until it is measured against the size of the gradients."""

import numpy as np

from verify import (
    FAILS,
    HOLDS,
    Case,
    Claim,
    Condition,
    MatrixInstance,
    NamedInstances,
    Proposition,
    Rationals,
    Source,
    Statement,
    exact,
    matrix_pairs,
    positive_definite,
    where,
    witness,
)
from verify.statements.prior_weights import determinant


def gradients(*rows):
    """Behavioural gradients g_1, ..., g_m as the rows of J."""
    numbers = Rationals()
    return MatrixInstance(numbers, numbers.array(rows), numbers.array(np.eye(len(rows), dtype=int)))


def gram(at):
    return at.numbers.matmul(at.jacobian, at.jacobian.swapaxes(-1, -2))


def share(at, part):
    """A part of tr(G^T G) = ||G||^2."""
    return np.trace(gram(at)) * at.numbers.array([part])


def at_most(at, bound):
    return (~at.numbers.positive(determinant(at.numbers, gram(at)) - bound)).all()


def smallest_at_most(part):
    """sigma_min^2 <= s exactly if G^T G - s I is not positive definite: no eigenvalue is computed."""

    def judge(at):
        identity = at.numbers.array(np.eye(at.jacobian.shape[-2], dtype=int))
        return ~positive_definite(at.numbers, gram(at) - share(at, part) * identity)

    return Proposition(f"sigma_min(G)^2 <= {part} ||G||^2", judge, shown)


def shown(at):
    return {"G^T G": str(at.numbers.text(gram(at)))}


small = Condition("det(G^T G) <= 4^-m", lambda at: at_most(at, at.numbers.array([f"1/{4 ** at.jacobian.shape[-2]}"])))
relatively_small = Condition("det(G^T G) <= (||G||^2 / 4)^m", lambda at: at_most(at, share(at, "1/4") ** at.jacobian.shape[-2]))
nearly_dependent = smallest_at_most("1/4")

matrices = (
    gradients(["1/2"]),
    gradients(["1/10", 0], [0, "1/10"]),
    gradients([1, 0], [0, 4]),
    gradients([1, 1], [1, 1]),
    gradients([1, 0], [0, 2]),
    gradients([3, 0, 0], [0, 3, 0], [0, 0, 7]),
)
about = (NamedInstances("small Gram matrices", matrices), matrix_pairs)
as_stated = Statement(about=about, given=(small,), then=nearly_dependent)
sharp = as_stated.replace("measured against the size of G", given=(relatively_small,))

stated = Case(
    Claim(
        "low-determinant-means-nearly-dependent",
        FAILS,
        revision=1,
        topic="rank",
        title="Where the determinant of G^T G is small, the behavioural gradients are nearly linearly dependent",
        says=r"If $\det(G^\top G) \le 4^{-m}$, then $G$ is nearly of deficient rank for its size:"
        r" $\sigma_{\min}(G)^2 \le \frac14 \|G\|_F^2$.",
        source=Source("notes", "a reply: low rank replaced with something similar to low determinant, made precise"),
        amended_by="low-relative-determinant-means-nearly-dependent",
    ),
    as_stated,
    accepts=[sharp],
    checks=[witness(*matrices)],
)

amended = Case(
    Claim(
        "low-relative-determinant-means-nearly-dependent",
        HOLDS,
        revision=1,
        topic="rank",
        title="Where the determinant of G^T G is small for the size of G, the behavioural gradients are nearly linearly dependent",
        says=r"If $\det(G^\top G) \le (\frac14 \|G\|_F^2)^m$, then $\sigma_{\min}(G)^2 \le \frac14 \|G\|_F^2$, because"
        r" $\sigma_{\min}^{2m} \le \det(G^\top G)$.",
        source=Source("project", "determinant and smallest singular value"),
        not_shown=("other shares of the size than 1/4: the same inequality gives them all",),
    ),
    sharp,
    rejects=[
        as_stated.replace("measured against nothing"),
        sharp.replace("twice as near", then=smallest_at_most("1/8")),
        sharp.replace(
            "conversely", given=(where(nearly_dependent),), then=Proposition(relatively_small.text, relatively_small.judge, shown)
        ),
    ],
    checks=[witness(*matrices), exact(batches=10, count=2)],
)
