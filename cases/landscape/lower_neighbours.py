"""A point that is no local minimum has lower points arbitrarily near; a critical point as such need not."""

from itertools import product

import numpy as np

from verify import (
    HOLDS,
    NO,
    UNKNOWN,
    YES,
    Case,
    Claim,
    Condition,
    NamedInstances,
    Proposition,
    Source,
    Statement,
    critical_points,
    exact,
    local_minimum,
    point,
    polynomial_map,
    polynomial_maps,
    saddles,
    small_minima_of_squares,
    witness,
)
from verify.ranks.forms import inertia
from verify.statements.slices import loss_along


def falls_along(at, directions):
    """Is there a direction along which L, as a polynomial in t >= 0, begins with a falling term? Then lower points are arbitrarily near."""
    for coefficients in loss_along(at, at.numbers.array(directions)):
        lowest = next((value for value in coefficients[1:] if value != 0), 0)
        if lowest < 0:
            return True
    return False


def lower_nearby(at):
    """Yes along a direction with entries -1, 0, 1 (one of them, if L slopes) or of negative curvature; no at a proved local minimum."""
    signs = [direction for direction in product((-1, 0, 1), repeat=len(at.theta)) if any(direction)]
    if falls_along(at, signs) or int(inertia(at.numbers, at.hessian).negative.lower) > 0:
        return YES
    return NO if bool(local_minimum.judge(at).is_yes) else UNKNOWN


def lower_on_an_axis(at):
    """Does L begin to fall along a coordinate axis, in either sense?"""
    size = len(at.theta)
    axes = np.eye(size, dtype=int)
    return YES if falls_along(at, np.concatenate([axes, -axes])) else NO


def shown(at):
    return {"L(theta)": str(at.loss.value(at.numbers, at.outputs, at.labels)), "Hess L": str(at.numbers.text(at.hessian))}


instances = (
    point(polynomial_map("a*b"), at=[0, 0], labels=[1]),
    point(polynomial_map("t**2"), at=[0], labels=[1]),
    point(polynomial_map("t**3"), at=[0], labels=[1]),
    point(polynomial_map("t**2"), at=[0], labels=[-1]),
)
no_minimum = Condition("theta is no local minimum of L", lambda at: ~local_minimum.judge(at))

statement = Statement(
    about=(NamedInstances("critical points", instances), saddles, critical_points, small_minima_of_squares, polynomial_maps),
    given=(no_minimum,),
    then=Proposition("arbitrarily near theta, L takes values below L(theta)", lower_nearby, shown),
)

case = Case(
    Claim(
        "saddle-has-lower-neighbours",
        HOLDS,
        revision=2,
        topic="landscape",
        title="A point that is no local minimum, a saddle for example, has lower points in every neighbourhood",
        says=r"If $\theta$ is no local minimum of $L$, then every neighbourhood of $\theta$ has points with $L < L(\theta)$. This is what"
        r" it means to be no local minimum; that $\nabla L(\theta) = 0$, as at a saddle, is not needed.",
        source=Source("post", "reply on saddle points all the way down: a saddle point has an adjacent lower point"),
        not_shown=("that following lower neighbours ends anywhere: there can be infinitely many saddles, each below the one before",),
    ),
    statement,
    rejects=[
        statement.without(no_minimum),
        statement.replace(
            "along a coordinate axis", then=Proposition("L begins to fall along some coordinate axis", lower_on_an_axis, shown)
        ),
    ],
    checks=[witness(*instances), exact(batches=3, count=2)],
)
