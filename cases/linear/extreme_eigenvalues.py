"""At a fixed size an off-diagonal block of lower rank does not make the eigenvalues less extreme: a block of rank 1 makes them most so."""

from fractions import Fraction

import numpy as np

from verify import (
    FAILS,
    HOLDS,
    NO,
    UNKNOWN,
    YES,
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
    exact,
    witness,
)
from verify.ranks.forms import inertia, positive_semidefinite
from verify.ranks.rank import rank


def with_blocks(numbers, block):
    """The symmetric matrix M with identity blocks on its diagonal and B beside it."""
    rows, columns = block.shape
    above = np.concatenate([numbers.array(np.eye(rows, dtype=int)), block], axis=1)
    return np.concatenate([above, np.concatenate([block.T, numbers.array(np.eye(columns, dtype=int))], axis=1)])


def identity_of(numbers, matrix):
    return numbers.array(np.eye(len(matrix), dtype=int))


def squared_size(block):
    """The squared Frobenius norm of B."""
    return (block * block).sum()


def squared_excess(numbers, block):
    """(M - I)^2, whose largest eigenvalue is the square of lambda_max(M) - 1: the spectrum of M - I is symmetric about 0."""
    whole = with_blocks(numbers, block)
    beyond = whole - identity_of(numbers, whole)
    return numbers.matmul(beyond, beyond)


def at_most_everywhere(numbers, matrix, bound):
    """Is every eigenvalue at most the bound?"""
    return positive_semidefinite(numbers, numbers.array(bound) * identity_of(numbers, matrix) - matrix)


def at_least_somewhere(numbers, matrix, bound):
    """Is some eigenvalue at least the bound?"""
    return ~inertia(numbers, numbers.array(bound) * identity_of(numbers, matrix) - matrix).positive.at_least(len(matrix))


def between(lower, upper):
    """Is each squared excess between two multiples of the squared size, given as functions of the rank? Zero blocks are passed over."""

    def judge(at):
        answer = YES
        for block in at.value:
            size, counted = squared_size(block), int(rank(at.numbers, block).lower)
            if size == 0:
                continue
            excess = squared_excess(at.numbers, block)
            answer = answer & at_least_somewhere(at.numbers, excess, size * at.numbers.array(lower(counted)))
            answer = answer & at_most_everywhere(at.numbers, excess, size * at.numbers.array(upper(counted)))
        return answer

    return judge


def largest_in_order(at):
    """Is lambda_max of the first matrix at most that of the second? By a rational number between them, found in floats and proved."""
    first, second = (with_blocks(at.numbers, block) for block in at.value)
    tops = [np.linalg.eigvalsh(np.array(matrix, dtype=float))[-1] for matrix in (first, second)]
    middle = Fraction(float(sum(tops)) / 2).limit_denominator(1000)
    below = [at_most_everywhere(at.numbers, matrix, middle) for matrix in (first, second)]
    if bool((below[0] & at_least_somewhere(at.numbers, second, middle)).is_yes):
        return YES
    return NO if bool((~below[0] & below[1]).is_yes) else UNKNOWN


def pair_of(choose):
    numbers = choose.numbers
    blocks = tuple(choose.integers((choose.size(1, 3), choose.size(1, 3)), -2, 2) for _ in range(2))
    return Subject(" and ".join(str(numbers.text(block)) for block in blocks), blocks, numbers)


def pair(name, *blocks):
    numbers = Rationals()
    return Subject(name, tuple(map(numbers.array, blocks)), numbers)


def shown(at):
    tops = [np.linalg.eigvalsh(np.array(with_blocks(at.numbers, block), dtype=float))[-1] for block in at.value]
    return {"blocks": at.name, "largest eigenvalues, about": ", ".join(f"{top:.4f}" for top in tops)}


def diagonal_of(*values):
    return [[value if i == j else 0 for j in range(len(values))] for i, value in enumerate(values)]


pairs = (
    pair("11^T/4, of rank 1, and I/2, of rank 4", [["1/4"] * 4] * 4, diagonal_of(*["1/2"] * 4)),
    pair("(1) and (3/5, 4/5)^T", [[1]], [["3/5"], ["4/5"]]),
    pair("diag(4/5, 3/5) and diag(9/10, 3/10, 3/10, 1/10)", diagonal_of("4/5", "3/5"), diagonal_of("9/10", "3/10", "3/10", "1/10")),
    pair("diag(4/5, 3/5) and diag(7/10, 1/2, 1/2, 1/10)", diagonal_of("4/5", "3/5"), diagonal_of("7/10", "1/2", "1/2", "1/10")),
)
drawn = Stratum("pairs of blocks", "two matrices up to 3 x 3 with small integer entries", pair_of, screened=False)

equal_size = Condition(
    "the blocks have equal Frobenius norms",
    lambda at: at.numbers.zero(squared_size(at.value[0]) - squared_size(at.value[1])),
)
lower_rank = Condition(
    "the first block has the lower rank",
    lambda at: ~rank(at.numbers, at.value[0]).at_least(rank(at.numbers, at.value[1])),
)


def bounds(text, lower, upper):
    return Proposition(f"for both blocks, {text}", between(lower, upper), shown)


as_stated = Statement(
    about=(NamedInstances("pairs of blocks written out", pairs), drawn),
    given=(equal_size, lower_rank),
    then=Proposition("lambda_max(M) is at most as large for the first block as for the second", largest_in_order, shown),
)
sharp = as_stated.replace(
    "between two bounds",
    given=(),
    then=bounds("|B|^2 / rank B <= (lambda_max(M) - 1)^2 <= |B|^2", lambda counted: Fraction(1, counted), lambda counted: 1),
)

stated = Case(
    Claim(
        "low-rank-blocks-less-extreme-eigenvalues",
        FAILS,
        revision=1,
        topic="linear",
        title="At a fixed Frobenius norm, an off-diagonal block of lower rank gives a smaller largest eigenvalue",
        says=r"For $M = \begin{pmatrix} I & B \\ B^\top & I \end{pmatrix}$ with $\|B\|_F$ fixed, a lower rank of $B$ makes"
        r" $\lambda_{\max}(M)$ smaller. With four rows, $\mathbf{1}\mathbf{1}^\top/4$ of rank $1$ gives $2$ and $I/2$ of rank $4$ gives"
        r" $3/2$.",
        source=Source("post", "comment on priors and modular networks, less extreme eigenvalues"),
        amended_by="largest-eigenvalue-beside-a-block",
        not_shown=("that a lower rank makes the largest eigenvalue larger: diag(4/5, 3/5) has the smaller one of the third pair",),
        pointwise=False,
    ),
    as_stated,
    accepts=[sharp],
    checks=[witness(*pairs)],
)

amended = Case(
    Claim(
        "largest-eigenvalue-beside-a-block",
        HOLDS,
        revision=1,
        topic="linear",
        title="The rank of an off-diagonal block bounds the largest eigenvalue from below only, and rank 1 makes it largest",
        says=r"For $M = \begin{pmatrix} I & B \\ B^\top & I \end{pmatrix}$ with $B \ne 0$:"
        r" $1 + \|B\|_F / \sqrt{\operatorname{rank} B} \le \lambda_{\max}(M) \le 1 + \|B\|_F$. For rank $1$ the two bounds agree.",
        source=Source("project", "largest singular value between two bounds"),
        not_shown=("matrices whose diagonal blocks are not the identity",),
        pointwise=False,
    ),
    sharp,
    rejects=[
        sharp.replace("rank 1 for all", then=bounds("(lambda_max(M) - 1)^2 = |B|^2", lambda counted: 1, lambda counted: 1)),
        sharp.replace(
            "the lower bound attained",
            then=bounds(
                "(lambda_max(M) - 1)^2 = |B|^2 / rank B", lambda counted: Fraction(1, counted), lambda counted: Fraction(1, counted)
            ),
        ),
        as_stated.replace("a lower rank, a smaller largest eigenvalue"),
    ],
    checks=[witness(*pairs), exact(batches=4, count=1)],
)
