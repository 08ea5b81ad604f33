"""The rank of G is the dimension of the span of its columns; parallel gradients give rank 1 unless all of them are zero."""

from verify import (
    FAILS,
    HOLDS,
    Architecture,
    Case,
    Claim,
    Condition,
    NamedInstances,
    Network,
    Quantity,
    Source,
    Statement,
    behaviours,
    exact,
    gradients,
    hunted,
    matrix_pairs,
    null_space,
    point,
    polynomial_map,
    rank,
    relu_networks,
    sampled,
    witness,
)


def minors(at, first, second):
    """The products ``g_i[r] g_j[s] - g_i[s] g_j[r]`` for behaviours i and j: all vanish iff the two gradients are parallel."""
    one, other = at.jacobian[..., first, :], at.jacobian[..., second, :]
    crossed = one[..., :, None] * other[..., None, :]
    return crossed - crossed.swapaxes(-1, -2)


def parallel(at, first, second):
    return at.numbers.zero(minors(at, first, second)).all(axis=(-2, -1))


def pairs(at):
    size = at.jacobian.shape[-2]
    return [(first, second) for first in range(size) for second in range(first)]


def every(truths, at):
    """All of them, for each instance of a batch."""
    found = at.numbers.zero(at.jacobian[..., 0, 0] * at.numbers.array(0))
    for truth in truths:
        found = found & truth
    return found


all_parallel = Condition("every two of the g_i are parallel", lambda at: every((parallel(at, *pair) for pair in pairs(at)), at))
none_parallel = Condition("no two of the g_i are parallel", lambda at: every((~parallel(at, *pair) for pair in pairs(at)), at))
parallel_to_next = Condition(
    "each g_i is parallel to the next", lambda at: every((parallel(at, i, i + 1) for i in range(at.jacobian.shape[-2] - 1)), at)
)
nonzero_gradients = Quantity("number of g_i != 0", lambda at: sum(at.rank(at.jacobian[..., [i], :]) for i in range(at.jacobian.shape[-2])))
some_gradient = Condition("not all g_i are zero", lambda at: (~at.numbers.zero(at.jacobian)).any(axis=(-2, -1)))

dead_without_bias = point(Network(Architecture((1, 1, 1), "relu", biases=False), [[1], [2]]), [-1, 1], [0, 0])
opposite = point(polynomial_map("a - b", "2*b - 2*a"), at=[1, 2], labels=[0, 0])
axes_and_diagonal = point(polynomial_map("a", "b", "a + b"), at=[0, 0], labels=[0, 0, 0])
zero_between = point(polynomial_map("a", "0*a", "b"), at=[0, 0], labels=[0, 0, 0])
independent = point(polynomial_map("a", "a + b"), at=[0, 0], labels=[0, 0])
smallest = NamedInstances("two or three gradients", (opposite, dead_without_bias, axes_and_diagonal, zero_between, independent))

as_stated = Statement(about=(smallest, matrix_pairs, relu_networks), given=(all_parallel,), then=rank(gradients).equals(1))
sharp = as_stated.replace("not all of them zero", given=(all_parallel, some_gradient))

stated = Case(
    Claim(
        "parallel-gradients-have-rank-one",
        FAILS,
        revision=1,
        topic="rank",
        title="If all behavioural gradients are parallel, G has rank 1",
        says=r"If every two of $g_1, \dots, g_k$ are parallel, then $\operatorname{rank} G = 1$. It fails where all of them are zero, as"
        r" for a ReLU unit that no input activates: the rank is $0$.",
        source=Source("post", "section Behavioral gradients"),
        amended_by="parallel-nonzero-gradients-have-rank-one",
    ),
    as_stated,
    accepts=[sharp],
    checks=[witness(dead_without_bias, opposite, name="a ReLU unit without active inputs"), hunted(batches=3, count=40)],
)

amended = Case(
    Claim(
        "parallel-nonzero-gradients-have-rank-one",
        HOLDS,
        revision=1,
        topic="rank",
        title="If all behavioural gradients are parallel and not all of them are zero, G has rank 1",
        says=r"If every two of $g_1, \dots, g_k$ are parallel and some $g_i \ne 0$, then $\operatorname{rank} G = 1$.",
        source=Source("project", "rank of parallel gradients"),
    ),
    sharp,
    rejects=[
        sharp.without(some_gradient),
        sharp.without(all_parallel),
        sharp.replace("each parallel to the next", given=(parallel_to_next, some_gradient)),
    ],
    checks=[sampled(batches=3, count=40), exact(batches=3)],
)

spanned = Statement(
    about=(smallest, matrix_pairs, relu_networks),
    given=(),
    then=rank(gradients).equals(behaviours - rank(null_space(gradients))),
)

span = Case(
    Claim(
        "rank-of-gradients-is-span",
        HOLDS,
        revision=1,
        topic="rank",
        title="The rank of G is the number of gradients less the number of independent linear relations among them",
        says=r"$\operatorname{rank} G = \dim \operatorname{span}(g_1, \dots, g_k) = k - \dim \{c : \sum_i c_i g_i = 0\}$; it is $k$ exactly"
        r" if the $g_i$ are linearly independent.",
        source=Source("post", "section Behavioral gradients"),
    ),
    spanned,
    rejects=[
        spanned.replace("if no two are parallel, all are independent", given=(none_parallel,), then=rank(gradients).equals(behaviours)),
        spanned.replace("the number of gradients that are not zero", then=rank(gradients).equals(nonzero_gradients)),
        spanned.replace("always independent", then=rank(gradients).equals(behaviours)),
    ],
    checks=[sampled(batches=3, count=40), exact(batches=3)],
)
