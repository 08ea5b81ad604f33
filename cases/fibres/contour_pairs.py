"""Two families of contours leave classes of N - 2 dimensions where their normals are independent, and of N - 1 where they are parallel."""

from verify import (
    FAILS,
    HOLDS,
    Case,
    Claim,
    Condition,
    NamedInstances,
    Proposition,
    Source,
    Statement,
    exact,
    fibre_dimension,
    generic_rank,
    hunted,
    jacobian,
    maps_with,
    parameters,
    perpendicular_contours,
    point,
    polynomial_map,
    rank,
    sampled,
    where,
    witness,
)

pairs = maps_with(2, "pairs of contours")


def normals(at):
    return at.jacobian[..., 0, :], at.jacobian[..., 1, :]


def both_slope(at):
    first, second = normals(at)
    return (~at.numbers.zero(first)).any(axis=-1) & (~at.numbers.zero(second)).any(axis=-1)


def product_vanishes(at):
    first, second = normals(at)
    return at.numbers.zero(at.numbers.matmul(first[..., None, :], second[..., :, None]))[..., 0, 0]


regular = Condition("g_1 and g_2 are not zero", both_slope)
perpendicular = Condition("g_1 . g_2 = 0", product_vanishes)
independent = where(rank(jacobian).equals(2))
rank_one = where(rank(jacobian).equals(1))
parallel_all_over = where(generic_rank.equals(1))


def at_origin(*formulas, variables=("a", "b")):
    return point(polynomial_map(*formulas, variables=variables), at=[0] * len(variables), labels=[0] * len(formulas))


smallest = NamedInstances(
    "pairs of contours through the origin",
    (at_origin("a", "a + a**2"), at_origin("a", "a + b**3"), at_origin("a", "a + b**2"), at_origin("a", "b")),
)
flat = NamedInstances("a point of rank 0", (at_origin("a**2 + b**2", "0*a"),))

as_stated = Statement(about=(pairs, smallest), given=(regular,), then=fibre_dimension.equals(parameters - 2))
sharp = as_stated.replace("where the normals are independent", given=(independent,))

stated = Case(
    Claim(
        "two-contours-codimension-two",
        FAILS,
        revision=1,
        topic="fibres",
        title="Two contour families leave behaviour classes of N - 2 dimensions",
        says=r"If neither of the gradients $g_1, g_2$ vanishes at $\theta$, the class of $\theta$ under two inputs has dimension $N - 2$"
        r" there.",
        source=Source("post", "section Behavior manifolds, contour planes for input 2"),
        amended_by="two-independent-contours-codimension-two",
    ),
    as_stated,
    accepts=[sharp],
    checks=[witness(*smallest), hunted(batches=8, count=40, over=(pairs,))],
)

amended = Case(
    Claim(
        "two-independent-contours-codimension-two",
        HOLDS,
        revision=1,
        topic="fibres",
        title="Two contours with independent normals meet in N - 2 dimensions",
        says=r"If $g_1, g_2$ are linearly independent at $\theta$, the class of $\theta$ under two inputs has dimension $N - 2$ there.",
        source=Source("project", "two independent contours"),
        uses=("submersion-fibre-dimension",),
        not_shown=("the theorem for maps other than those with known fibres: it is the implicit function theorem",),
    ),
    sharp,
    rejects=[
        sharp.replace("whenever neither normal is zero", given=(regular,)),
        sharp.without(independent),
        sharp.replace("only there", given=(where(fibre_dimension.equals(parameters - 2)),), then=rank(jacobian).equals(2)),
    ],
    checks=[sampled(batches=8, count=40), exact(batches=5, count=2)],
)

parallel_statement = Statement(
    about=(pairs, smallest, flat), given=(rank_one, parallel_all_over), then=fibre_dimension.equals(parameters - 1)
)

parallel = Case(
    Claim(
        "parallel-contours-higher-dim",
        HOLDS,
        revision=1,
        topic="fibres",
        title="Contours that are parallel all over leave behaviour manifolds of N - 1 dimensions, more than N - 2",
        says=r"If $g_1, g_2$ are linearly dependent at every parameter, and not both zero at $\theta$, the class of $\theta$"
        r" under two inputs has dimension $N - 1 > N - 2$ there.",
        source=Source("post", "section Parallel contours allow higher manifold dimension"),
        not_shown=(
            "the theorem for maps other than those with known fibres: it is the constant-rank theorem, for which a neighbourhood is enough",
        ),
    ),
    parallel_statement,
    rejects=[
        parallel_statement.without(parallel_all_over),
        parallel_statement.without(rank_one),
        parallel_statement.replace(
            "parallel where the class has N - 1 dimensions, or more",
            given=(where(fibre_dimension.at_most(parameters - 1)),),
            then=generic_rank.equals(1),
        ),
    ],
    checks=[sampled(batches=8, count=40), exact(batches=5, count=2)],
)

in_space = where(parameters.equals(3))
named = NamedInstances(
    "two contours",
    (
        at_origin("a", "b", variables=("a", "b", "c")),
        at_origin("a", "a + b", variables=("a", "b", "c")),
        at_origin("a", "b**2 + c**2", variables=("a", "b", "c")),
        at_origin("a", "b"),
    ),
)
lines = Statement(about=(perpendicular_contours, pairs, named), given=(in_space, regular, perpendicular), then=fibre_dimension.equals(1))

perpendicular_case = Case(
    Claim(
        "perpendicular-contours-give-lines",
        HOLDS,
        revision=1,
        topic="fibres",
        title="With three parameters and two inputs, perpendicular contours leave one-dimensional behaviour manifolds",
        says=r"Let $N = 3$ and $k = 2$. If $g_1, g_2$ are not zero and $g_1 \cdot g_2 = 0$ at $\theta$,"
        r" the class of $\theta$ is one-dimensional there.",
        source=Source("post", "section Parallel contours allow higher manifold dimension, perpendicular contours"),
        uses=("two-independent-contours-codimension-two",),
        not_shown=("that the angle matters, which it does not: independence does",),
    ),
    lines,
    rejects=[
        lines.without(regular),
        lines.without(in_space),
        lines.replace(
            "only perpendicular contours do",
            given=(in_space, where(fibre_dimension.equals(1))),
            then=Proposition("g_1 . g_2 = 0", product_vanishes),
        ),
    ],
    checks=[sampled(batches=8, count=40), exact(batches=5, count=2)],
)
