"""Parallel contours of two inputs: those through one parameter coincide near it, and most others do not meet at all."""

import sympy

from verify import (
    FAILS,
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
    Truth,
    jacobian,
    point,
    polynomial_map,
    rank,
    rank_is_constant,
    where,
    witness,
)
from verify.maps.expressions import parse


def formulas(at, levels):
    """The polynomials f_1 - c_1 and f_2 - c_2, and the parameters as symbols."""
    names = sympy.symbols(at.model.variables)
    written = (parse(text, at.model.variables) for text in at.model.formulas)
    return [sympy.expand(f - sympy.Rational(str(c))) for f, c in zip(written, at.numbers.text(levels), strict=True)], names


def factors(formula, names):
    """The distinct irreducible factors, up to constants."""
    return {factor.as_expr() for factor, _ in sympy.factor_list(sympy.Poly(formula, *names))[1]}


def coincide_nearby(at):
    """Are the contours of both outputs through theta the same set near theta?

    One that is all of space is the same only as another such. Otherwise, where a single irreducible factor of f_i - c_i vanishes at theta,
    with a gradient, the contour is near theta the smooth zero set of that factor, and two different such sets share no open part.
    """
    polynomials, names = formulas(at, at.outputs)
    if 0 in polynomials:
        return Truth.of(polynomials[0] == polynomials[1])
    here = dict(zip(names, map(sympy.Rational, at.numbers.text(at.theta)), strict=True))
    through = [{factor for factor in factors(formula, names) if factor.subs(here) == 0} for formula in polynomials]
    for passing in through:
        if len(passing) != 1 or all(sympy.diff(next(iter(passing)), name).subs(here) == 0 for name in names):
            return UNKNOWN
    return Truth.of(through[0] == through[1])


def coincide_everywhere(at):
    """The same for all of the contours: yes if the factors are the same, no if one contour has a point that the other has not."""
    polynomials, names = formulas(at, at.outputs)
    if factors(polynomials[0], names) == factors(polynomials[1], names):
        return YES
    apart = at.numbers.zero(at.model.outputs(at.numbers, at.numbers.array(at.facts["again"])) - at.outputs) if "again" in at.facts else None
    return NO if apart is not None and bool(apart[0].is_yes) and bool(apart[1].is_no) else UNKNOWN


def levels_meet(at):
    """Do the contours f_1 = y_1 and f_2 = y_2, at the labels, have a common point? Yes at theta; no if 1 is in their ideal."""
    if bool(at.numbers.zero(at.outputs - at.labels).all().is_yes):
        return YES
    polynomials, names = formulas(at, at.labels)
    return NO if sympy.groebner(polynomials, *names).exprs == [1] else UNKNOWN


def levels_part(at):
    return ~levels_meet(at)


def shown(at):
    return {"(f_1, f_2)": ", ".join(at.model.formulas), "theta": str(at.numbers.text(at.theta)), "y": str(at.numbers.text(at.labels))}


def maps(*texts, at, labels, **facts):
    return point(polynomial_map(*texts, variables=("a", "b")), at=at, labels=labels, facts=facts)


instances = (
    maps("a", "2*a", at=[0, 0], labels=[0, 0]),
    maps("a", "2*a", at=[0, 0], labels=[0, 1]),
    maps("a + b", "(a + b)**3 + a + b", at=[1, 0], labels=[1, 2]),
    maps("a**2", "a**3", at=[1, 0], labels=[1, 1], again=[-1, 0]),
    maps("a", "a + b**2", at=[0, 0], labels=[0, 0]),
    maps("a", "1", at=[0, 0], labels=[0, 1]),
    maps("a", "b", at=[0, 0], labels=[0, 0]),
)


def slopes(row):
    return lambda at: ~at.numbers.zero(at.jacobian[row]).all()


parallel = where(rank(jacobian).equals(1))
first_moves, second_moves = Condition("g_1 != 0", slopes(0)), Condition("g_2 != 0", slopes(1))
hypotheses = (parallel, rank_is_constant, first_moves, second_moves)

as_stated = Statement(
    about=(NamedInstances("two functions of two parameters", instances),),
    given=hypotheses,
    then=Proposition("the contours f_1 = y_1 and f_2 = y_2 do not meet", levels_part, shown),
)
sharp = as_stated.replace(
    "those through one parameter",
    then=Proposition("the contours of f_1 and of f_2 through theta coincide near theta", coincide_nearby, shown),
)

stated = Case(
    Claim(
        "parallel-contours-do-not-meet",
        FAILS,
        revision=1,
        topic="fibres",
        title="Contours of two inputs that are parallel have no common point",
        says=r"If the contours of $f_1$ and $f_2$ are parallel, the sets $\{f_1 = y_1\}$ and $\{f_2 = y_2\}$ are disjoint, so that their"
        r" behaviour manifold is empty. It fails for $f_2 = 2 f_1$ at $y = (0, 0)$, and is right at $y = (0, 1)$.",
        source=Source("post", "comment that asks whether the intersection of parallel contours is empty"),
        amended_by="parallel-contours-coincide",
        pointwise=False,
    ),
    as_stated,
    accepts=[sharp],
    checks=[witness(*instances)],
)

amended = Case(
    Claim(
        "parallel-contours-coincide",
        HOLDS,
        revision=1,
        topic="fibres",
        title="Where the contours of two inputs are parallel, the two through one parameter coincide near it",
        says=r"If $\operatorname{rank} J = 1$ near $\theta$ and $g_1, g_2 \ne 0$ at $\theta$, then near $\theta$ the contours"
        r" $\{f_1 = f_1(\theta)\}$ and $\{f_2 = f_2(\theta)\}$ are the same set: locally $f_2$ is a function of $f_1$.",
        source=Source("post", "reply that through every point there is a contour of each input, and that they coincide"),
        not_shown=(
            "the theorem for maps that are not polynomial: it is the constant-rank theorem",
            "that contours of values not so related do not meet near theta, as follows; elsewhere they can: a^2 = 1 and a^3 = -1 do",
        ),
        pointwise=False,
    ),
    sharp,
    rejects=[
        sharp.without(rank_is_constant),
        sharp.without(parallel),
        sharp.without(second_moves),
        sharp.replace("everywhere", then=Proposition("the contours of f_1 and of f_2 through theta coincide", coincide_everywhere, shown)),
        sharp.replace("any two contours meet", then=Proposition("the contours f_1 = y_1 and f_2 = y_2 meet", levels_meet, shown)),
    ],
    checks=[witness(*instances)],
)
