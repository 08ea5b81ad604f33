"""Units that fold in two improve the collapse bound if each has weights of its own; units that share their weights need not."""

import sympy

from verify import (
    FAILS,
    Case,
    Claim,
    Condition,
    NamedInstances,
    Quantity,
    Rationals,
    Source,
    Statement,
    Truth,
    jacobian,
    point,
    polynomial_map,
    rank,
    witness,
)
from verify.maps.expressions import parse
from verify.ranks.bounds import Bounds

CONVEX = "u**4 + 5*u**3 + 11*u**2 + 7*u"


def two_units(sigma, inputs, *, shared, at):
    """``f = v1 sigma(w x1 + b) + v2 sigma(w x2 + b)``, or with ``w1, b1, w2, b2``, on inputs ``(x1, x2)``."""
    rows = (("w", "b"), ("w", "b")) if shared else (("w1", "b1"), ("w2", "b2"))
    before = ("w", "b") if shared else ("w1", "b1", "w2", "b2")
    signals = [[f"({w}*({x}) + {b})" for (w, b), x in zip(rows, pair, strict=True)] for pair in inputs]
    units = [[f"({sigma.replace('u', z)})" for z in pair] for pair in signals]
    model = polynomial_map(*(f"v1*{one} + v2*{other}" for one, other in units), variables=(*before, "v1", "v2"))
    numbers = Rationals()
    seen = polynomial_map(*(unit for pair in units for unit in pair), variables=before).outputs(numbers, numbers.array(at[: len(before)]))
    facts = {"sigma": sigma, "activations": seen.reshape(-1, 2), "P": len(before), "rows": 1 if shared else 2}
    return point(model, at=at, labels=[0] * len(inputs), facts=facts)


def folds_in_two(at):
    """A polynomial whose second derivative is positive everywhere takes no value at three places."""
    bend = sympy.Poly(sympy.diff(parse(at.facts["sigma"], ["u"]), "u", 2), sympy.Symbol("u"))
    return Truth.of(bend.count_roots() == 0 and bend.eval(0) > 0)


activations = Condition(
    "all inputs have equal activations", lambda at: at.numbers.zero(at.facts["activations"] - at.facts["activations"][:1]).all()
)
two_to_one = Condition("sigma is convex, so at most 2-to-1", folds_in_two)
own_rows = Condition("the units share no weights", lambda at: Truth.of(at.facts["rows"] == 2))
units = Quantity("number of rows of weights", lambda at: Bounds.exactly(at.facts["rows"], "counted"))
before_cut = Quantity("P", lambda at: Bounds.exactly(at.facts["P"], "counted"))

patches = [(0, 1), (0, -3), (-1, 1), (-1, -3)]
shared_three = two_units(CONVEX, patches[:3], shared=True, at=[1, 0, 1, 1])
own_three = two_units(CONVEX, patches[:3], shared=False, at=[1, 0, 1, 0, 1, 1])
own_four = two_units(CONVEX, patches, shared=False, at=[1, 0, 1, 0, 1, 1])
smallest = (shared_three, own_three, own_four)

as_stated = Statement(
    about=(NamedInstances("two convex units", smallest),),
    given=(two_to_one, activations),
    then=rank(jacobian).at_most(before_cut + 1 - units),
)
sharp = as_stated.replace("if the units share no weights", given=(two_to_one, activations, own_rows))

case = Case(
    Claim(
        "shared-weights-keep-the-improved-collapse-bound",
        FAILS,
        revision=1,
        topic="collapse",
        title="For biased units that are at most 2-to-1 the collapse bound improves by one for each row of weights, shared or not",
        says=r"One output; layer $L$ has biased units with an activation that is at most 2-to-1, in $r$ different rows of weights, each of"
        r" which one or more units use. Then merged inputs have at most $P + 1 - r$ independent gradients. It fails for two units that"
        r" share one row, with $\sigma(u) = u^4 + 5 u^3 + 11 u^2 + 7 u$, which is convex: $P = 2$, and three merged inputs are"
        r" independent.",
        source=Source("project", "limits of the improved collapse bound"),
        amended_by="collapse-bound-wide-layers",
        not_shown=(
            "anything against shared rows of ReLU units, or of injective ones, where Euler's identity holds for all units of a row",
        ),
    ),
    as_stated,
    accepts=[sharp],
    checks=[witness(*smallest)],
)
