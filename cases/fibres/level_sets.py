"""Three functions of two parameters whose level sets, where the rank is deficient, are smaller than, as large as, and larger than N - m."""

from verify import (
    HOLDS,
    Case,
    Claim,
    Quantity,
    Source,
    Statement,
    behaviours,
    exact,
    fibre_dimension,
    generic_rank,
    jacobian,
    parameters,
    point,
    points_of,
    polynomial_map,
    rank,
    where,
    witness,
)

paraboloid, square, constant = (polynomial_map(formula, variables=("x", "y")) for formula in ("x**2 + y**2", "x**2", "1"))
paraboloid_points, square_points, constant_points = (
    points_of(paraboloid, "points of x^2 + y^2"),
    points_of(square, "points of x^2"),
    points_of(constant, "points of the constant 1"),
)


def at_points(model, *places):
    return tuple(point(model, at=place, labels=[0]) for place in places)


def counted(text, part):
    """1 where one of the parameters of the part is not zero, and 0 where all are."""
    return Quantity(text, lambda at: int((~at.numbers.zero(at.theta[part])).any().is_yes))


places = ([0, 0], [1, 0], [0, 1], [-1, 2])
twice_theta = Quantity("(2x, 2y)", lambda at: 2 * at.theta[None, :])
twice_x = Quantity("(2x, 0)", lambda at: 2 * at.theta[None, :] * at.numbers.array([1, 0]))
off_the_origin, off_the_line = counted("[(x, y) != 0]", slice(0, 2)), counted("[x != 0]", slice(0, 1))
constant_rank_formula = fibre_dimension.equals(parameters - rank(jacobian))

smaller = Statement(
    about=(paraboloid_points,),
    given=(),
    then=jacobian.equals(twice_theta) & rank(jacobian).equals(off_the_origin) & fibre_dimension.equals(off_the_origin),
)

paraboloid_case = Case(
    Claim(
        "example-paraboloid",
        HOLDS,
        revision=1,
        topic="fibres",
        title="x^2 + y^2 has rank 1 off the origin; at the origin its rank is 0 and its level set is a point",
        says=r"$g(x, y) = x^2 + y^2$ has $\nabla g = (2x, 2y)$, of rank $1$ except at the origin, where the level set"
        r" has dimension $0 < N - m = 1$.",
        source=Source("notes", "section Behaviour Manifolds, Example 1"),
        not_shown=("that no point far from the origin has its value: x^2 + y^2 = 0 has no other real solution",),
    ),
    smaller,
    rejects=[
        smaller.replace("full rank everywhere", then=rank(jacobian).equals(behaviours)),
        smaller.replace("dimension at least N - m", then=fibre_dimension.at_least(parameters - behaviours)),
        smaller.replace("dimension N - rank J", then=constant_rank_formula),
    ],
    checks=[witness(*at_points(paraboloid, *places)), exact(batches=4, count=8)],
)

as_large = Statement(
    about=(square_points,),
    given=(),
    then=jacobian.equals(twice_x) & rank(jacobian).equals(off_the_line) & fibre_dimension.equals(parameters - behaviours),
)

square_case = Case(
    Claim(
        "example-square",
        HOLDS,
        revision=1,
        topic="fibres",
        title="x^2 as a function of (x, y) has rank 0 on the whole line x = 0, and there its level set has the expected dimension",
        says=r"$h(x, y) = x^2$ has $\nabla h = (2x, 0)$, of rank $0$ on the line $x = 0$, which is the level set"
        r" at the origin: its dimension is $1 = N - m$.",
        source=Source("notes", "section Behaviour Manifolds, Example 2"),
    ),
    as_large,
    rejects=[
        as_large.replace("deficient at the origin only", then=rank(jacobian).equals(off_the_origin)),
        as_large.replace("dimension N - rank J", then=constant_rank_formula),
    ],
    checks=[witness(*at_points(square, *places)), exact(batches=4, count=8)],
)

larger = Statement(
    about=(constant_points, square_points, paraboloid_points),
    given=(where(generic_rank.equals(0)),),
    then=rank(jacobian).equals(0) & fibre_dimension.equals(parameters),
)

constant_case = Case(
    Claim(
        "example-constant",
        HOLDS,
        revision=1,
        topic="fibres",
        title="A constant function has rank 0 everywhere, and its level set is the whole space",
        says=r"The constant $j(x, y) = 1$ has $\nabla j = 0$ everywhere, and its only level set has dimension $2 > N - m = 1$.",
        source=Source("notes", "section Behaviour Manifolds, Example 3"),
    ),
    larger,
    rejects=[
        larger.replace("wherever the rank is 0", given=(where(rank(jacobian).equals(0)),)),
        larger.replace(
            "wherever the rank is deficient, more than N - m dimensions",
            given=(where(rank(jacobian).at_most(behaviours - 1)),),
            then=fibre_dimension.at_least(parameters - behaviours + 1),
        ),
    ],
    checks=[
        witness(*at_points(constant, *places), *at_points(square, *places), *at_points(paraboloid, *places)),
        exact(batches=2, count=4),
    ],
)
