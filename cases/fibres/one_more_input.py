"""One more input: where ranks are locally constant, in affine models and over the complex numbers it removes at most one dimension."""

from verify import (
    FAILS,
    HOLDS,
    Case,
    Claim,
    NamedInstances,
    Source,
    Statement,
    affine,
    affine_models,
    behaviours,
    complex_fibre_dimension,
    complex_fibre_dimension_before,
    exact,
    fibre_dimension,
    fibre_dimension_before,
    generic_rank_before,
    hunted,
    jacobian,
    listed_contours,
    parameters,
    point,
    polynomial_map,
    rank,
    rank_before,
    rank_is_constant,
    where,
    witness,
)

removed = fibre_dimension_before - fibre_dimension
removed_over_c = complex_fibre_dimension_before - complex_fibre_dimension
constant_rank_before = where(rank_before.equals(generic_rank_before))
new_direction = where(rank(jacobian).equals(rank_before + 1))


def at(*formulas, theta=(0, 0)):
    return point(polynomial_map(*formulas, variables=("x", "y", "z")[: len(theta)]), at=theta, labels=[0] * len(formulas))


bowl, sphere_pair = at("x**2 + y**2"), at("(x + 1)**2 + y**2 + z**2", "(x - 1)**2 + y**2 + z**2", theta=(0, 0, 0))
smallest = NamedInstances(
    "inputs in turn",
    (
        bowl,
        sphere_pair,
        at("x", theta=(0,)),
        at("x**3", theta=(0,)),
        at("x", "2*x", theta=(0,)),
        at("x", "y"),
        at("x**2 + y**2", "x"),
        at("x**2", "x", theta=(0,)),
        at("y", "y + x**2"),
    ),
)

as_stated = Statement(about=(smallest, listed_contours), given=(), then=removed.at_most(1))
locally_constant = as_stated.replace("where the rank is locally constant", given=(rank_is_constant,))

over_the_reals = Case(
    Claim(
        "each-input-removes-at-most-one",
        FAILS,
        revision=1,
        topic="fibres",
        title="One more input lowers the dimension of the behaviour manifold by at most one",
        says=r"For every $\theta$, the fibre of $f_1, \dots, f_k$ through $\theta$ has at most one dimension less there than the fibre of"
        r" $f_1, \dots, f_{k-1}$.",
        source=Source("post", "section Behavior manifolds, on further inputs"),
        amended_by="each-input-removes-at-most-one-at-constant-rank",
    ),
    as_stated,
    accepts=[locally_constant],
    checks=[witness(bowl, sphere_pair, at("x", "y")), hunted(batches=3, over=(listed_contours,))],
)

at_constant_rank = Case(
    Claim(
        "each-input-removes-at-most-one-at-constant-rank",
        HOLDS,
        revision=1,
        topic="fibres",
        title="Where the rank is locally constant, one more input lowers the dimension of the behaviour manifold by at most one",
        says=r"If $\operatorname{rank}(g_1, \dots, g_k)$ is locally constant at $\theta$, the fibre of $f_1, \dots, f_k$ has at most"
        r" one dimension less there than that of $f_1, \dots, f_{k-1}$.",
        source=Source("project", "one more input at constant rank"),
        not_shown=(
            "maps beyond those listed: the dimension is N - rank (constant-rank theorem), before the last input at most N - rank there",
        ),
    ),
    locally_constant,
    rejects=[
        locally_constant.without(rank_is_constant),
        locally_constant.replace("exactly one", then=removed.equals(1)),
        locally_constant.replace("none", then=removed.at_most(0)),
    ],
    checks=[witness(*smallest), exact(batches=4, count=2)],
)

affine_statement = Statement(
    about=(smallest, affine_models, listed_contours),
    given=(affine,),
    then=removed.at_most(1) & fibre_dimension.equals(parameters - rank(jacobian)),
)

in_affine_models = Case(
    Claim(
        "each-input-removes-at-most-one-in-affine-models",
        HOLDS,
        revision=1,
        topic="fibres",
        title="In a model affine in its parameters the fibres have N - rank J dimensions, and one more input removes at most one",
        says=r"If $F$ is affine in $\theta$, every fibre is an affine subspace of dimension $N - \operatorname{rank} J$,"
        r" and adding an input lowers it by at most $1$.",
        source=Source("project", "one more input, affine models"),
    ),
    affine_statement,
    rejects=[
        affine_statement.without(affine),
        affine_statement.replace("exactly one", then=removed.equals(1)),
        affine_statement.replace("dimension N - k", then=fibre_dimension.equals(parameters - behaviours)),
    ],
    checks=[witness(*smallest), exact(batches=4, count=2)],
)

complex_statement = Statement(
    about=(smallest, listed_contours),
    given=(),
    then=removed_over_c.at_most(1) & (parameters - complex_fibre_dimension).at_most(behaviours),
)

over_the_complex_numbers = Case(
    Claim(
        "each-input-removes-at-most-one-over-complex-numbers",
        HOLDS,
        revision=1,
        topic="fibres",
        title="Over the complex numbers one more input removes at most one dimension at every parameter",
        says=r"For polynomial $f_1, \dots, f_k$ and every $\theta \in \mathbb C^N$, the complex fibre of $f_1, \dots, f_k$ has at most one"
        r" dimension less at $\theta$ than that of $f_1, \dots, f_{k-1}$; so it has dimension at least $N - k$ there.",
        source=Source("project", "one more input over the complex numbers"),
        not_shown=(
            "the theorem for all holomorphic maps: it is Krull's height theorem; here dimensions are read off tangent cones",
            "parameters that are not rational",
        ),
    ),
    complex_statement,
    rejects=[
        complex_statement.replace("over the reals", then=removed.at_most(1)),
        complex_statement.replace("exactly one", then=removed_over_c.equals(1)),
        complex_statement.replace("no more dimensions than the real fibre", then=(complex_fibre_dimension - fibre_dimension).at_most(0)),
    ],
    checks=[witness(*smallest), exact(batches=4, count=2)],
)

subtracts = Statement(about=(smallest, listed_contours), given=(), then=removed.equals(1))
subtracts_sharp = subtracts.replace(
    "where the ranks before are locally constant and the new gradient is independent of the others",
    given=(constant_rank_before, new_direction),
)

exactly_one = Case(
    Claim(
        "each-input-subtracts-exactly-one",
        FAILS,
        revision=1,
        topic="fibres",
        title="Each input subtracts one more dimension from the behaviour manifolds",
        says=r"For every $\theta$, the fibre of $f_1, \dots, f_k$ through $\theta$ has exactly one dimension less there than the fibre of"
        r" $f_1, \dots, f_{k-1}$.",
        source=Source("post", "section Behavior manifolds, on further inputs"),
        amended_by="independent-input-subtracts-exactly-one",
    ),
    subtracts,
    accepts=[subtracts_sharp],
    checks=[witness(at("x", "2*x", theta=(0,)), at("x", "y"), bowl), hunted(batches=3, over=(listed_contours,))],
)

iff = subtracts.replace(
    "as many as the rank grows, where the ranks are locally constant",
    given=(constant_rank_before, rank_is_constant),
    then=removed.equals(rank(jacobian) - rank_before),
)

independent_input = Case(
    Claim(
        "independent-input-subtracts-exactly-one",
        HOLDS,
        revision=1,
        topic="fibres",
        title="An input whose gradient is no combination of the others subtracts exactly one dimension, at locally constant rank",
        says=r"If $\operatorname{rank}(g_1, \dots, g_{k-1})$ is locally constant at $\theta$ and"
        r" $g_k \notin \operatorname{span}(g_1, \dots, g_{k-1})$ there, the fibre of $f_1, \dots, f_k$"
        r" has exactly one dimension less there than that of $f_1, \dots, f_{k-1}$.",
        source=Source("project", "one more independent input"),
        not_shown=("maps beyond those listed: the dimensions are N minus the ranks (constant-rank theorem)",),
    ),
    subtracts_sharp,
    rejects=[
        subtracts_sharp.without(new_direction),
        subtracts_sharp.without(constant_rank_before),
        subtracts_sharp.replace("conversely", given=(where(removed.equals(1)),), then=rank(jacobian).equals(rank_before + 1)),
    ],
    checks=[witness(*smallest), exact(batches=4, count=2)],
)

by_the_rank = Case(
    Claim(
        "input-subtracts-the-growth-of-the-rank",
        HOLDS,
        revision=1,
        topic="fibres",
        title="At locally constant ranks an input subtracts one dimension if its gradient is independent of the others, else none",
        says=r"If $\operatorname{rank}(g_1, \dots, g_{k-1})$ and $\operatorname{rank}(g_1, \dots, g_k)$ are locally constant at $\theta$,"
        r" their difference is what input $k$ subtracts from the dimension of the fibre.",
        source=Source("project", "one more input at constant rank"),
        not_shown=("maps beyond those listed: the dimensions are N minus the ranks (constant-rank theorem)",),
    ),
    iff,
    rejects=[iff.without(rank_is_constant), iff.without(constant_rank_before), iff.replace("always one", then=removed.equals(1))],
    checks=[witness(*smallest), exact(batches=4, count=2)],
)
