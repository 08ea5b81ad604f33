"""Not every map that bends has a parameter whose fibre has fewer than N - k dimensions: a submersion has none."""

from itertools import combinations, product

import sympy

from verify import (
    FAILS,
    HOLDS,
    Case,
    Claim,
    Condition,
    NamedInstances,
    Proposition,
    Source,
    Statement,
    Truth,
    behaviours,
    fibre_dimension,
    parameters,
    point,
    polynomial_map,
    witness,
)
from verify.statements.affine import is_affine


def elsewhere(at):
    """The same map at every parameter with entries -1, 0, 1."""
    return (point(at.model, at=place, labels=at.labels) for place in product((0, 1, -1), repeat=at.model.parameters))


def exceptional(at):
    return (parameters - fibre_dimension).of(at).at_least(behaviours.of(at) + 1)


def symbols_of(at):
    variables = [sympy.Symbol(name) for name in at.model.variables]
    return sympy.Matrix(at.model.expressions).jacobian(variables), variables


def submersive_everywhere(at):
    """Yes if the minors of J of size m have no common zero, not even a complex one: they generate 1. No if the rank is less somewhere."""
    matrix, variables = symbols_of(at)
    size, columns = matrix.shape
    minors = [matrix[:, list(chosen)].det() for chosen in combinations(range(columns), size)]
    whole = bool(minors) and sympy.groebner(minors, *variables, domain="QQ").exprs == [1]
    return Truth.of(whole, any(bool(other.rank(other.jacobian).at_most(size - 1).is_yes) for other in elsewhere(at)))


def has_exceptional(at):
    """Yes if one is found among small parameters; no for a submersion, all the fibres of which are manifolds of N - k dimensions."""
    found = any(bool(exceptional(other).is_yes) for other in elsewhere(at))
    return Truth.of(found, bool(submersive_everywhere(at).is_yes))


def named(*formulas, variables=("a", "b")):
    return point(polynomial_map(*formulas, variables=variables), at=[0] * len(variables), labels=[0] * len(formulas))


maps = NamedInstances(
    "maps",
    (
        named("a + b**3"),
        named("a**2 + b**2"),
        named("(a + 1)**2 + b**2 + c**2", "(a - 1)**2 + b**2 + c**2", variables=("a", "b", "c")),
        named("a", "b + a*c", variables=("a", "b", "c")),
        named("a + 2*b"),
    ),
)
bends = Condition("F is not affine", lambda at: ~is_affine(at))
submersion = Condition("g_1, ..., g_k are independent at every parameter", submersive_everywhere)
somewhere = Proposition(
    "some parameter has a fibre of fewer than N - k dimensions",
    has_exceptional,
    lambda at: {"J": str(symbols_of(at)[0].tolist()), "independent gradients at every parameter": submersive_everywhere(at).name},
)
nowhere = Proposition(
    "no parameter with entries -1, 0, 1 has a fibre of fewer than N - k dimensions",
    lambda at: Truth.of(
        all(bool((parameters - fibre_dimension).of(other).at_most(behaviours.of(at)).is_yes) for other in elsewhere(at)),
        any(bool(exceptional(other).is_yes) for other in elsewhere(at)),
    ),
)

as_stated = Statement(about=(maps,), given=(bends,), then=somewhere)
sharp = as_stated.replace("a submersion has none", given=(submersion,), then=nowhere)

stated = Case(
    Claim(
        "exceptional-points-occur-somewhere",
        FAILS,
        revision=1,
        topic="fibres",
        title="Every behaviour map that is not affine has a parameter whose behaviour manifold has fewer than N - k dimensions",
        says=r"If $F$ is not affine, some $\theta \in \Theta$ lies on a fibre of dimension less than $N - k$ there.",
        source=Source("post", "footnote 3, last paragraph, read without its 'usually'"),
        amended_by="submersions-have-no-exceptional-points",
        pointwise=False,
    ),
    as_stated,
    accepts=[sharp],
    checks=[witness(*maps)],
)

amended = Case(
    Claim(
        "submersions-have-no-exceptional-points",
        HOLDS,
        revision=1,
        topic="fibres",
        title="Where the behavioural gradients are independent everywhere, no behaviour manifold has fewer than N - k dimensions",
        says=r"If $g_1, \dots, g_k$ are linearly independent at every parameter, no $\theta$ lies on a fibre of dimension"
        r" less than $N - k$. Not every such $F$ is affine: $a + b^3$.",
        source=Source("project", "exceptional points"),
        uses=("submersion-fibre-dimension",),
        not_shown=(
            "how often such points occur among the maps of networks, which 'usually' would need",
            "the parameters that are not looked at: all of them follow from the implicit function theorem",
        ),
        pointwise=False,
    ),
    sharp,
    rejects=[
        sharp.replace("no map has any", given=()),
        sharp.replace("maps that are not affine have none", given=(bends,)),
        sharp.replace(
            "affine maps alone have none",
            given=(Condition("there are none", nowhere.judge),),
            then=Proposition("F is affine", is_affine),
        ),
    ],
    checks=[witness(*maps)],
)
