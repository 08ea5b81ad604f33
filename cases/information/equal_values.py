"""A function of one variable that takes a value twice: its derivative need not vanish there, but it vanishes somewhere between."""

from fractions import Fraction

import sympy

from verify import (
    FAILS,
    HOLDS,
    Case,
    Claim,
    Condition,
    NamedInstances,
    Proposition,
    Quantity,
    Source,
    Statement,
    Truth,
    double_points_of_functions,
    exact,
    point,
    polynomial_map,
    witness,
)
from verify.numbers import Polynomials

x = sympy.Symbol("x")


def two_points(formula, first, second):
    return point(polynomial_map(formula, variables=("t",)), at=[first], labels=[0], facts={"again": [second]})


def ends(at):
    again = at.numbers.array(at.facts["again"])
    return at.theta, again


def both(face):
    return lambda at: at.numbers.array([face(at, place).ravel()[0] for place in ends(at)])


values = Quantity("(f(a), f(b))", both(lambda at, place: at.model.outputs(at.numbers, place)))
slopes = Quantity("(f'(a), f'(b))", both(lambda at, place: at.model.jacobian(at.numbers, place)))


def zeros_between(at):
    """For each irreducible factor of f' the number of its zeros strictly between a and b, with its power; None if f' = 0."""
    germs = Polynomials()
    derivative = at.model.jacobian(germs, germs.array([germs.variable])).ravel()[0]
    low, high = sorted(Fraction(str(at.numbers.text(place)[0])) for place in ends(at))
    if derivative == 0:
        return None
    formula = sum(sympy.Rational(str(coefficient)) * x**power for power, coefficient in enumerate(derivative.coeffs()))
    return [
        (sympy.Poly(factor, x).count_roots(low, high) - sum(factor.subs(x, end) == 0 for end in {low, high}), power)
        for factor, power in sympy.factor_list(formula, x)[1]
    ]


def vanishes_between(at):
    found = zeros_between(at)
    return Truth.of(found is None or any(count for count, _ in found))


def repeats_between(at):
    """Is f not injective on [a, b]? It is constant, or f' changes its sign between them: a zero of odd power."""
    found = zeros_between(at)
    return Truth.of(found is None or any(count and power % 2 for count, power in found))


def shown(at):
    return {"f": at.model.formulas[0], "a, b": ", ".join(str(at.numbers.text(place)[0]) for place in ends(at))}


distinct = Condition("a != b", lambda at: Truth.of(not bool(at.numbers.zero(ends(at)[0] - ends(at)[1]).all().is_yes)))
same_value = Condition("f(a) = f(b)", lambda at: at.numbers.zero(values.of(at)[0] - values.of(at)[1]))
between = Proposition("f' has a zero strictly between a and b", vanishes_between, shown)
flat_between = Condition(between.text, vanishes_between)

instances = (
    two_points("t**2 - 1", -1, 1),
    two_points("(t**2 - 1)**2", -1, 1),
    two_points("t**3", -1, 1),
    two_points("t", 0, 1),
    two_points("1", 0, 1),
)

as_stated = Statement(
    about=(NamedInstances("polynomials", instances), double_points_of_functions), given=(distinct, same_value), then=slopes.vanishes()
)
rolle = as_stated.replace("somewhere between them", then=between)

stated = Case(
    Claim(
        "equal-values-flat-there",
        FAILS,
        revision=1,
        topic="information",
        title="Where a function does not tell points apart, its derivative vanishes",
        says=r"If a differentiable $f : \mathbb R \to \mathbb R$ takes one value on a set of two or more points, then $f' = 0$ on that set."
        r" It fails for $t^2 - 1$ at $\pm 1$, where $f' = \pm 2$.",
        source=Source("post", "comment that illustrates lost information by a function on an interval"),
        amended_by="equal-values-flat-between",
        not_shown=("that it fails for larger sets: at a point where points of the set accumulate, a differentiable f has f' = 0",),
    ),
    as_stated,
    accepts=[rolle],
    checks=[witness(*instances), exact(batches=4, count=1)],
)

amended = Case(
    Claim(
        "equal-values-flat-between",
        HOLDS,
        revision=1,
        topic="information",
        title="Between two points of equal value the derivative vanishes somewhere; where it vanishes, no two values need be equal",
        says=r"If $f$ is differentiable on $[a, b]$ and $f(a) = f(b)$, $a < b$, then $f'$ has a zero strictly between $a$ and $b$."
        r" The converse fails: $t^3$ tells all points apart, and its derivative vanishes at $0$.",
        source=Source("project", "Rolle's theorem, for a function that loses information"),
        not_shown=("functions that are not polynomials, for which it is Rolle's theorem",),
    ),
    rolle,
    rejects=[
        rolle.without(same_value),
        as_stated.replace("at the points themselves"),
        rolle.replace(
            "conversely",
            given=(distinct, flat_between),
            then=Proposition("f takes some value twice between a and b", repeats_between, shown),
        ),
    ],
    checks=[witness(*instances), exact(batches=4, count=1)],
)
