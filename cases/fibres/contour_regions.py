"""What lies between contours is open and has all N dimensions; it is the classes of equal behaviour that have fewer."""

import numpy as np

from verify import (
    FAILS,
    Case,
    Claim,
    Condition,
    NamedInstances,
    Proposition,
    Quantity,
    Source,
    Statement,
    behaviours,
    exact,
    fibre_dimension,
    fibre_is_manifold,
    hunted,
    independent_gradients,
    known_fibres,
    parameters,
    point,
    polynomial_map,
    polynomial_maps,
    relu_networks,
    witness,
)
from verify.ranks.bounds import Bounds


def off(at):
    """Is theta on none of the contours f_i = y_i?"""
    return (~at.numbers.zero(at.outputs - at.labels)).all(axis=-1)


def of_region(at):
    """The complement of closed sets is open: N, off the contours; unknown on one, where theta is in no region."""
    size = int(at.jacobian.shape[-1])
    return Bounds(np.where(off(at).is_yes, size, 0), size, "open")


off_the_contours = Condition("theta is on none of the contours f_i = y_i", off)
region = Quantity("dim of the region between the contours f_i = y_i that holds theta", of_region)

plane = polynomial_map("x", variables=("x", "y"))
planes = polynomial_map("x", "y", variables=("x", "y", "z"))
points = NamedInstances(
    "points beside contours",
    (
        point(plane, at=[1, 0], labels=[0]),
        point(planes, at=[1, 1, 0], labels=[0, 0]),
        point(polynomial_map("x**2 + y**2"), at=[0, 0], labels=[1]),
        point(polynomial_map("x*y", "x", variables=("x", "y", "z")), at=[1, 1, 0], labels=[2, 2]),
    ),
)

strata = (points, polynomial_maps, relu_networks, known_fibres)
as_stated = Statement(about=strata, given=(off_the_contours,), then=region.equals(parameters - behaviours))
classes = as_stated.replace(
    "the classes of equal behaviour, where the gradients are independent",
    given=(independent_gradients,),
    then=fibre_dimension.equals(parameters - behaviours) & Proposition("the fibre is a manifold near theta", fibre_is_manifold),
)

case = Case(
    Claim(
        "contours-slice-into-lower-dimensional-regions",
        FAILS,
        revision=1,
        topic="fibres",
        title="The contours of k inputs slice parameter space into regions of N - k dimensions",
        says=r"If $\theta$ lies on none of the contours $\{f(\cdot, x_i) = y_i\}$, $i \le k$, the region between them that holds $\theta$"
        r" has dimension $N - k$ ($k = 1, 2$).",
        source=Source("post", "section Behavior manifolds, contour planes for inputs 1 and 2"),
        amended_by="submersion-fibre-dimension",
    ),
    as_stated,
    accepts=[classes],
    checks=[witness(*points), exact(batches=1, count=2), hunted(batches=1, count=20)],
)
