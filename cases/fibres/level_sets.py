"""Three functions of two parameters whose level sets, where the rank is deficient, are smaller than, as large as, and larger than N - m."""

from verify import (
    HOLDS,
    Case,
    Claim,
    Condition,
    Proposition,
    Quantity,
    Source,
    Statement,
    Truth,
    behaviours,
    exact,
    fibre_dimension,
    gradients,
    jacobian,
    parameters,
    point,
    points_of,
    polynomial_map,
    rank,
    where,
    witness,
)

names = ("x", "y")
paraboloid = polynomial_map("x**2 + y**2", variables=names)
square = polynomial_map("x**2", variables=names)
constant = polynomial_map("1", variables=names)


def at_points(model, *places):
    return tuple(point(model, at=place, labels=[0]) for place in places)


def is_nonzero(part):
    return lambda at: (~at.numbers.zero(at.theta[..., part])).any(axis=-1).is_yes.astype(int)


off_the_origin = Quantity("[(x, y) != 0]", is_nonzero(slice(0, 2)))
...
