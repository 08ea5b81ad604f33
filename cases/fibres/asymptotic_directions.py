"""The directions in which an m-dimensional solution set goes to infinity: m - 1 dimensions of them for a cone, not for every manifold."""

import sympy

from verify import (
    FAILS,
    HOLDS,
    Case,
    Claim,
    Condition,
    NamedInstances,
    Quantity,
    Source,
    Statement,
    Truth,
    fibre_dimension,
    point,
    polynomial_map,
    witness,
)
from verify.ranks.bounds import Bounds
from verify.ranks.forms import inertia


def level(at):
    """F - F(theta) as a polynomial in the parameters, of degree 1 or 2."""
    names = sympy.symbols(at.model.variables, real=True)
    (text,) = at.model.formulas
    written = sympy.sympify(text, dict(zip(at.model.variables, names, strict=True)))
    return sympy.Poly(written - sympy.Rational(str(at.numbers.text(at.outputs)[0])), *names)


def is_cone(at):
    """Is the level set affine, or does it hold with each point the line from ``facts["vertex"]`` (by default 0) through that point?"""
    polynomial = level(at)
    if polynomial.total_degree() == 1:
        return Truth.of(True)
    vertex = at.facts.get("vertex", [0] * len(polynomial.gens))
    scale = sympy.Symbol("scale")
    from_there = {name: start + scale * (name - start) for name, start in zip(polynomial.gens, vertex, strict=True)}
    moved = polynomial.as_expr().subs(from_there, simultaneous=True)
    return Truth.of(sympy.expand(moved - scale**2 * polynomial.as_expr()) == 0)


def directions(at):
    """Dimension of the set of limits of theta/|theta| as theta goes to infinity in the level set; -1 if there are none.

    A limit is a zero of the form T of highest degree. If T is linear, or indefinite, its zeros have dimension N - 1 and so N - 2 on the
    unit sphere; if T is semidefinite they are its kernel. All of these occur if the set is a cone or affine. If T is indefinite the
    polynomial takes both signs on every large sphere, so that the set is unbounded and has some limit.
    """
    size, polynomial = len(at.theta), level(at)
    cone = bool(is_cone(at).is_yes)
    if polynomial.total_degree() == 1:
        return Bounds.exactly(size - 2)
    signs = inertia(at.numbers, at.curvature[0])
    positive, negative = int(signs.positive.lower), int(signs.negative.lower)
    indefinite = positive > 0 and negative > 0
    upper = size - 2 if indefinite else size - (positive + negative) - 1
    return Bounds(upper if cone else 0 if indefinite else -1, upper)


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
