"""The directions in which an m-dimensional solution set goes to infinity: m - 1 dimensions of them for a cone, not for every manifold."""

from functools import cache

import sympy

from verify import (
    FAILS,
    HOLDS,
    UNKNOWN,
    YES,
    Case,
    Claim,
    Condition,
    NamedInstances,
    Quantity,
    Source,
    Statement,
    Stratum,
    exact,
    fibre_dimension,
    jacobian,
    point,
    polynomial_map,
    rank,
    where,
    witness,
)
from verify.maps.expressions import parse
from verify.ranks.bounds import Bounds
from verify.ranks.forms import inertia


@cache
def degree(variables, formula):
    return sympy.Poly(parse(formula, variables), *sympy.symbols(variables)).total_degree()


def is_affine(at):
    return degree(at.model.variables, at.model.formulas[0]) == 1


def is_cone(at):
    """Is the level set affine, or does it hold with each point the line from the vertex through it?

    The vertex is ``facts["vertex"]``, by default 0: a polynomial of degree 2 that vanishes there with its gradient is homogeneous about it.
    """
    if is_affine(at):
        return YES
    vertex = at.numbers.array(at.facts.get("vertex", [0] * len(at.theta)))
    on_level = at.numbers.zero(at.model.outputs(at.numbers, vertex) - at.outputs).all()
    flat = at.numbers.zero(at.model.jacobian(at.numbers, vertex)).all()
    return on_level & flat if degree(at.model.variables, at.model.formulas[0]) == 2 else UNKNOWN


def directions(at):
    """Dimension of the set of limits of theta/|theta| as theta goes to infinity in the level set; -1 if there are none.

    A limit is a zero of the form T of highest degree. If T is linear, or indefinite, its zeros have dimension N - 1 and so N - 2 on the
    unit sphere; if T is semidefinite they are its kernel. All of these occur if the set is a cone or affine. If T is indefinite the
    polynomial takes both signs on every large sphere, so that the set is unbounded and has some limit. Higher degrees are left open.
    """
    size = len(at.theta)
    if is_affine(at):
        return Bounds.exactly(size - 2)
    if degree(at.model.variables, at.model.formulas[0]) > 2:
        return Bounds(-1, size - 1)
    signs = inertia(at.numbers, at.curvature[0])
    positive, negative = int(signs.positive.lower), int(signs.negative.lower)
    indefinite = positive > 0 and negative > 0
    upper = size - 2 if indefinite else size - (positive + negative) - 1
    return Bounds(upper if bool(is_cone(at).is_yes) else 0 if indefinite else -1, upper)


def quadric(choose):
    """A polynomial of degree 1 or 2 in up to 3 parameters, with small integer coefficients, at small integers."""
    numbers = choose.numbers
    names = ("a", "b", "c")[: choose.size(1, 3)]
    slopes, bends = choose.integers((len(names),), -2, 2), choose.integers((len(names), len(names)), -1, 1)
    terms = [f"({slope})*{name}" for slope, name in zip(numbers.text(slopes), names, strict=True)]
    terms += [f"({numbers.text(bends[i, j])})*{names[i]}*{names[j]}" for i in range(len(names)) for j in range(i + 1)]
    at = numbers.text(choose.integers((len(names),), -2, 2))
    return point(polynomial_map(" + ".join(terms), variables=names), at=at, labels=[0])


asymptotic = Quantity("dim of the asymptotic directions", directions)


def fibre(formula, *at, **facts):
    return point(polynomial_map(formula), at=at, labels=[0], facts=facts)


sets = (
    fibre("c - a**2 - b**2", 0, 0, 0),  # a paraboloid: one direction
    fibre("c - a**2", 0, 0),
    fibre("a**2 + b**2 + 0*c", 1, 0, 0),  # a cylinder: two directions
    fibre("a*b", 1, 1),
    fibre("a + 2*b - c", 1, 0, 0),
    fibre("a**2 + b**2 - c**2", 3, 4, 5),
    fibre("(a - 1)**2 + b**2 - (c - 2)**2", 4, 4, 7, vertex=[1, 0, 2]),
    fibre("a**2 - b**2", 1, 1),
)
cone = Condition("the set is affine, or a cone about some point", is_cone)
as_stated = Statement(about=(NamedInstances("level sets", sets),), given=(), then=asymptotic.equals(fibre_dimension - 1))
quadrics = Stratum("quadrics", "level sets of polynomials of degree at most 2 in up to 3 parameters", quadric, screened=False)
regular = where(rank(jacobian).equals(1))
bound = as_stated.replace(
    "at most m - 1",
    about=(*as_stated.about, NamedInstances("a sphere", (fibre("a**2 + b**2 + c**2", 1, 0, 0),)), quadrics),
    given=(regular,),
    then=asymptotic.at_most(fibre_dimension - 1),
)
sharp = as_stated.replace("for cones and affine subspaces", given=(cone,))

stated = Case(
    Claim(
        "asymptotic-directions-one-less",
        FAILS,
        revision=1,
        topic="fibres",
        title="An m-dimensional manifold of solutions that goes to infinity does so in m - 1 dimensions of directions",
        says=r"The limits of $\theta / |\theta|$ along an unbounded $m$-dimensional fibre form a set of dimension $m - 1$."
        r" It fails for the paraboloid $c = a^2 + b^2$, which has one direction: the zero-loss set of"
        r" $f = c - (a x_1)^2 - (b x_2)^2$ at one datum with label $0$.",
        source=Source("post", "reply on classification and manifolds in angle space"),
        amended_by="asymptotic-directions-of-cones",
        not_shown=(
            "that the dimension is at most m - 1 for algebraic sets; a spiral, of dimension 1, approaches a whole circle of directions",
        ),
        pointwise=False,
    ),
    as_stated,
    accepts=[sharp],
    checks=[witness(*sets)],
)

amended = Case(
    Claim(
        "asymptotic-directions-of-cones",
        HOLDS,
        revision=1,
        topic="fibres",
        title="A cone or an affine subspace of dimension m goes to infinity in m - 1 dimensions of directions",
        says=r"If $M$ is an affine subspace, or a quadratic cone about some point, of dimension $m \ge 1$, the limits of"
        r" $\theta / |\theta|$ as $\theta \to \infty$ in $M$ form a set of dimension $m - 1$.",
        source=Source("project", "asymptotic directions of cones"),
        not_shown=("cones of higher degree, for which the directions are also the cone's own intersection with the sphere",),
        pointwise=False,
    ),
    sharp,
    rejects=[
        sharp.without(cone),
        sharp.replace("at most no dimension", then=asymptotic.at_most(0)),
    ],
    checks=[witness(*sets)],
)

upper_bound = Case(
    Claim(
        "asymptotic-directions-at-most-one-less",
        HOLDS,
        revision=1,
        topic="fibres",
        title="A quadric of dimension m goes to infinity in at most m - 1 dimensions of directions",
        says=r"If a polynomial of degree at most $2$ has a gradient at some point of its level set $M$, then $M$ has dimension $m = N - 1$"
        r" there, and the limits of $\theta / |\theta|$ as $\theta \to \infty$ in $M$ form a set of dimension at most $m - 1$;"
        r" a sphere has none.",
        source=Source("project", "asymptotic directions of algebraic sets"),
        not_shown=("algebraic sets of higher degree and definable sets, for which the bound holds too",),
        pointwise=False,
    ),
    bound,
    rejects=[
        bound.replace("with equality", then=asymptotic.equals(fibre_dimension - 1)),
        bound.replace("one dimension fewer", then=asymptotic.at_most(fibre_dimension - 2)),
    ],
    checks=[witness(*sets, fibre("a**2 + b**2 + c**2", 1, 0, 0)), exact(batches=2, count=1)],
)
