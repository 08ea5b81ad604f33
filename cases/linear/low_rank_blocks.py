"""A block of low rank need not be sparse, nor a sparse block of low rank; in the right orthonormal bases its rank counts its entries."""

import numpy as np

from verify import (
    FAILS,
    HOLDS,
    UNKNOWN,
    YES,
    Case,
    Claim,
    MatrixInstance,
    NamedInstances,
    Proposition,
    Rationals,
    Source,
    Statement,
    Stratum,
    exact,
    is_orthogonal,
    jacobian,
    nonzero_entries,
    rank,
    where,
    witness,
)


def block(entries, left=None, right=None):
    """The off-diagonal block B; with orthogonal P and Q, for which P B Q is to have few entries."""
    numbers = Rationals()
    bases = {} if left is None else {"P": numbers.array(left), "Q": numbers.array(right)}
    return MatrixInstance(numbers, numbers.array(entries), numbers.array(np.eye(len(entries), dtype=int)), facts=bases)


def mirror(choose, size):
    """The reflection I - 2 v v^T / v^T v, for a small integer vector v."""
    numbers = choose.numbers
    normal = choose.integers((size, 1), -2, 2)
    normal[..., 0, 0] = choose.integers((), 1, 2)
    transposed = normal.swapaxes(-1, -2)
    shrunk = numbers.function("reciprocal", numbers.matmul(transposed, normal)) * numbers.array(2)
    return numbers.array(np.eye(size, dtype=int)) - shrunk * numbers.matmul(normal, transposed)


def seen_from_its_singular_vectors(choose):
    """B = P^T D Q^T with reflections P and Q and a diagonal D, some of whose entries vanish."""
    numbers = choose.numbers
    rows, columns = choose.size(1, 3), choose.size(1, 3)
    left, right = mirror(choose, rows), mirror(choose, columns)
    values = choose.integers((rows, columns), 0, 2) * numbers.array(np.eye(rows, columns, dtype=int))
    entries = numbers.matmul(numbers.matmul(left.swapaxes(-1, -2), values), right.swapaxes(-1, -2))
    identity = numbers.array(np.eye(rows, dtype=int))
    return MatrixInstance(numbers, entries, identity, facts={"P": left, "Q": right})


def reduced(at):
    """Is P B Q, with the P and Q of the instance, a matrix with exactly rank B entries? No such P, Q at hand: unknown."""
    if "P" not in at.facts:
        return UNKNOWN
    numbers, left, right = at.numbers, at.facts["P"], at.facts["Q"]
    turned = MatrixInstance(numbers, numbers.matmul(numbers.matmul(left, at.jacobian), right), at.loss_hessian)
    found = is_orthogonal(numbers, left) & is_orthogonal(numbers, right) & entries_of_block.of(turned).equal(at.rank(at.jacobian))
    return YES if bool(found.is_yes) else UNKNOWN


def shown(at):
    return {"B": str(at.numbers.text(at.jacobian)), "P": str(at.numbers.text(at.facts["P"])), "Q": str(at.numbers.text(at.facts["Q"]))}


entries_of_block = nonzero_entries(jacobian)
half, none, two = ["3/5", "4/5"], ["4/5", "-3/5"], [[1, 0], [0, 1]]
dense = block([["9/25", "12/25"], ["12/25", "16/25"]], [half, none], [half, none])
identity = block(two, two, two)
single = block([[1, 0], [0, 0]], two, two)
alternating = [["1/2", "1/2", "1/2", "1/2"], ["1/2", "-1/2", "1/2", "-1/2"], ["1/2", "1/2", "-1/2", "-1/2"], ["1/2", "-1/2", "-1/2", "1/2"]]
ones = block([[1] * 4] * 4, alternating, alternating)
blocks = (ones, dense, identity, single, block([[0]], [[1]], [[1]]))

reflected = Stratum(
    "blocks with known singular vectors",
    "matrices up to 3 x 3 of every rank, with reflections that diagonalise them",
    seen_from_its_singular_vectors,
    screened=False,
)
fixed_basis = Statement(about=(NamedInstances("blocks", blocks), reflected), given=(), then=rank(jacobian).equals(entries_of_block))
after_a_change = fixed_basis.replace(
    "up to orthogonal changes of basis in either half",
    then=rank(jacobian).at_most(entries_of_block)
    & Proposition("there are orthogonal P, Q for which P B Q has exactly rank(B) nonzero entries", reduced, shown),
)

stated = Case(
    Claim(
        "low-rank-blocks-are-sparse",
        FAILS,
        revision=1,
        topic="linear",
        title="An off-diagonal block of low rank is a sparse block",
        says=r"A matrix with blocks $\begin{pmatrix} A & B \\ B^\top & C \end{pmatrix}$ has a $B$ of low rank if and only if $B$ is"
        r" sparse: read strictly, $B$ has $\operatorname{rank} B$ entries that are not zero."
        r" The block of ones has rank $1$ and no zero at all.",
        source=Source("post", "comment on priors and modular networks, off-diagonal blocks and the Schur complement"),
        amended_by="low-rank-blocks-are-sparse-in-some-bases",
        not_shown=("other readings of sparse: no count of zeros follows from a low rank, since the block of ones has none",),
    ),
    fixed_basis,
    accepts=[after_a_change],
    checks=[witness(*blocks)],
)

few_entries = where(entries_of_block.at_most(2))
amended = Case(
    Claim(
        "low-rank-blocks-are-sparse-in-some-bases",
        HOLDS,
        revision=1,
        topic="linear",
        title="Up to orthogonal changes of basis within each half, an off-diagonal block has as many nonzero entries as its rank",
        says=r"Every matrix $B$ has at least $\operatorname{rank} B$ nonzero entries, and orthogonal $P$, $Q$ exist for which $P B Q$ has"
        r" exactly $\operatorname{rank} B$. The changes act within the two halves, so they leave what is diagonal in blocks so.",
        source=Source("project", "singular value decomposition of an off-diagonal block"),
        not_shown=("the decomposition of every matrix, which is the theorem on singular values: here P and Q are known by construction",),
    ),
    after_a_change,
    rejects=[
        fixed_basis.replace("in the basis as it is"),
        after_a_change.replace(
            "conversely, a block with at most two nonzero entries has rank at most 1",
            given=(few_entries,),
            then=rank(jacobian).at_most(1),
        ),
    ],
    checks=[witness(*blocks), exact(batches=6, count=2)],
)
