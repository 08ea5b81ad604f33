"""Do the parameters on behaviour manifolds of fewer than N - k dimensions form a null set? For analytic maps; not for all smooth ones."""

from verify import (
    FAILS,
    HOLDS,
    Case,
    Claim,
    Condition,
    DustMap,
    NamedInstances,
    Proposition,
    Rationals,
    Source,
    Statement,
    Subject,
    Truth,
    fibre_dimension,
    generic_rank,
    point,
    polynomial_map,
    witness,
)


def at_origin(*formulas, variables):
    return point(polynomial_map(*formulas, variables=variables), at=[0] * len(variables), labels=[0] * len(formulas))


def is_dust(subject):
    return isinstance(subject.value, DustMap)


def usual(subject):
    """N - rho, the dimension of the fibre of a polynomial map wherever its rank is the largest, rho: off the zeros of one polynomial."""
    at = subject.value
    rho = generic_rank(at)
    assert rho.lower == rho.upper, "the rank of polynomials is known"
    return at.model.parameters - int(rho.lower)


def expected(subject):
    """N - k."""
    return subject.value.parameters - 2 if is_dust(subject) else subject.value.model.parameters - subject.value.model.behaviours


def low_set_is_null(subject):
    """Has the set of parameters with a fibre of dimension less than N - k measure zero?

    The fibres of a dust are points: no, where N > 2 and the dust has positive measure. For a polynomial map, yes: N - rho >= N - k.
    """
    if is_dust(subject):
        thick = subject.value.measure > 0 and expected(subject) > 0
        return Truth.of(False, thick and bool(subject.value.points_are_fibres.is_yes))
    return Truth.of(usual(subject) >= expected(subject))


def no_larger_set_is_null(subject):
    """The same for dimension at most N - k."""
    return low_set_is_null(subject) if is_dust(subject) else Truth.of(usual(subject) > expected(subject))


def none_at_the_origin(subject):
    """Is the fibre through the origin of dimension N - k at least?"""
    return Truth.of(False, True) if is_dust(subject) else fibre_dimension(subject.value).at_least(expected(subject))


def shown(subject):
    if not is_dust(subject):
        return {"N - largest rank": usual(subject), "N - k": expected(subject)}
    return {"measure of the points alone in their fibres": subject.value.measure, "N - k": expected(subject)}


spheres = ("(x + 1)**2 + y**2 + z**2", "(x - 1)**2 + y**2 + z**2")
maps = NamedInstances(
    "maps",
    tuple(
        Subject(name, value, Rationals())
        for name, value in (
            ("a smooth map of R^3 to R^2 that tells apart the points of a fat Cantor dust", DustMap(3, 4, 4, 0, 1)),
            ("x + y^3", at_origin("x + y**3", variables=("x", "y"))),
            ("x^2 + y^2", at_origin("x**2 + y**2", variables=("x", "y"))),
            ("two families of spheres", at_origin(*spheres, variables=("x", "y", "z"))),
            ("one input twice", at_origin("x*y", "x*y", variables=("x", "y"))),
        )
    ),
)
analytic = Condition("F is analytic (a polynomial)", lambda subject: Truth.of(not is_dust(subject)))

null = Proposition("the parameters whose fibre has dimension less than N - k form a null set", low_set_is_null, shown)
as_stated = Statement(about=(maps,), given=(), then=null)
sharp = as_stated.replace("for analytic F", given=(analytic,))

stated = Case(
    Claim(
        "low-dimensional-fibres-null",
        FAILS,
        revision=1,
        topic="volume",
        title="Behaviour manifolds of fewer than N - k dimensions account for none of the volume of parameter space",
        says=r"For every smooth $F: \mathbb R^N \to \mathbb R^k$ the set of all $\theta$ whose fibre has dimension less than $N - k$"
        r" at $\theta$ has Lebesgue measure $0$.",
        source=Source("post", "footnotes 2 and 3"),
        amended_by="low-dimensional-fibres-null-if-analytic",
        not_shown=(
            "that some smooth function, nowhere negative, has the dust as its zero set: every closed set is one (Whitney)",
            "a counterexample with k = 1, for which it holds where the fibres are embedded C^1 manifolds",
        ),
        pointwise=False,
    ),
    as_stated,
    accepts=[sharp],
    checks=[witness(*maps)],
)

amended = Case(
    Claim(
        "low-dimensional-fibres-null-if-analytic",
        HOLDS,
        revision=1,
        topic="volume",
        title="For an analytic behaviour map the parameters on fibres of fewer than N - k dimensions form a null set",
        says=r"If $F$ is real-analytic on a connected $\Theta$, the set of all $\theta$ whose fibre has dimension less than $N - k$"
        r" at $\theta$ has measure $0$: it lies among the $\theta$ where the rank of $J$ is not its largest, $\rho \le k$.",
        source=Source("project", "low-dimensional fibres of analytic maps"),
        uses=("constant-rank-gives-dimension",),
        not_shown=(
            "maps other than the polynomial ones named: a minor of order rho that is not zero everywhere vanishes on a null set only",
            "the same for piecewise polynomial maps (ReLU networks) and for maps definable in an o-minimal structure, where it holds too",
        ),
        pointwise=False,
    ),
    sharp,
    rejects=[
        sharp.without(analytic),
        sharp.replace(
            "there are no such parameters", then=Proposition("the fibre through 0 has dimension N - k at least", none_at_the_origin)
        ),
        sharp.replace(
            "nor do those of dimension N - k count",
            then=Proposition("the parameters whose fibre has dimension at most N - k form a null set", no_larger_set_is_null),
        ),
    ],
    checks=[witness(*maps)],
)
