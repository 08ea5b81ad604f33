"""Units that fold in two improve the collapse bound if each has weights of its own; units that share their weights need not."""

from fractions import Fraction
from itertools import chain, product

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
    Stratum,
    Truth,
    exact,
    jacobian,
    point,
    polynomial_map,
    rank,
    witness,
)
from verify.maps.expressions import parse
from verify.ranks.bounds import Bounds

CONVEX = "u**4 + 5*u**3 + 11*u**2 + 7*u"


def units(sigma, inputs, *, rows, at, labels=None):
    """``f = v1 sigma(w x1 + b) + v2 sigma(w x2 + b) + ...`` on inputs ``(x1, x2, ...)``, or with ``w1, b1, w2, ...`` as the rows say."""
    names = [("w", "b")] if max(rows) == 0 else [(f"w{row + 1}", f"b{row + 1}") for row in range(max(rows) + 1)]
    before = [name for row in names for name in row]
    after = [f"v{unit + 1}" for unit in range(len(rows))]
    signals = [[f"({names[row][0]}*({x}) + {names[row][1]})" for row, x in zip(rows, patch, strict=True)] for patch in inputs]
    seen = [[f"({sigma.replace('u', z)})" for z in patch] for patch in signals]
    sums = [" + ".join(f"{v}*{unit}" for v, unit in zip(after, patch, strict=True)) for patch in seen]
    numbers = Rationals()
    layer = polynomial_map(*(unit for patch in seen for unit in patch), variables=before)
    activations = layer.outputs(numbers, numbers.array(at[: len(before)])).reshape(-1, len(rows))
    facts = {"sigma": sigma, "activations": activations, "P": len(before), "rows": len(names), "units": len(rows)}
    return point(polynomial_map(*sums, variables=(*before, *after)), at=at, labels=labels or [0] * len(inputs), facts=facts)


def folds_in_two(at):
    """A polynomial whose second derivative is positive everywhere takes no value at three places."""
    bend = sympy.Poly(sympy.diff(parse(at.facts["sigma"], ["u"]), "u", 2), sympy.Symbol("u"))
    return Truth.of(bend.count_roots() == 0 and bend.eval(0) > 0)


activations = Condition(
    "all inputs have equal activations", lambda at: at.numbers.zero(at.facts["activations"] - at.facts["activations"][:1]).all()
)
two_to_one = Condition("sigma'' > 0, so sigma is at most 2-to-1", folds_in_two)
own_rows = Condition("the units share no weights", lambda at: Truth.of(at.facts["rows"] == at.facts["units"]))
rows_of_weights = Quantity("number of rows of weights", lambda at: Bounds.exactly(at.facts["rows"], "counted"))
before_cut = Quantity("P", lambda at: Bounds.exactly(at.facts["P"], "counted"))

patches = [(0, 1), (0, -3), (-1, 1), (-1, -3)]
shared_three = units(CONVEX, patches[:3], rows=(0, 0), at=[1, 0, 1, 1])
own_three = units(CONVEX, patches[:3], rows=(0, 1), at=[1, 0, 1, 0, 1, 1])
own_four = units(CONVEX, patches, rows=(0, 1), at=[1, 0, 1, 0, 1, 1])
smallest = (shared_three, own_three, own_four)


def chosen(choose, count, low, high):
    return [int(text) for text in choose.numbers.text(choose.integers((count,), low, high))]


def square(choose):
    """A quadratic, with two pairs of numbers of equal image."""
    total, one, other = chosen(choose, 3, -2, 2)
    return f"u**2 - ({total})*u", ((one, total - one), (other, total - other))


def quartic(choose):
    """A quartic, mostly convex, with a pair of numbers of equal image and another pair around it, whose middle is elsewhere.

    ``sigma(p) = sigma(q)`` is linear in the coefficients: that of ``u^k`` has the factor ``p^(k-1) + p^(k-2) q + ... + q^(k-1)``. The cubic
    coefficient is chosen near where the curvature has its largest minimum, and the next two follow.
    """
    (start, off), (width, left, more) = chosen(choose, 2, -1, 1), chosen(choose, 3, 1, 2)
    side = choose.among((1, -1))
    pairs = ((side * start, side * (start + width)), (side * (start - left), side * (start + width + left + more)))
    inner, outer = ([sum(p**i * q ** (k - i) for i in range(k + 1)) for k in (1, 2, 3)] for p, q in pairs)
    _, second, third = (Fraction(one - other, inner[0] - outer[0]) for one, other in zip(inner, outer, strict=True))
    cubic = off - Fraction(4, 3) * second
    squared = -third - cubic * second
    linear = -inner[2] - cubic * inner[1] - squared * inner[0]
    return f"u**4 + ({cubic})*u**3 + ({squared})*u**2 + ({linear})*u", pairs


SHARED = ((0, 0), (0, 1), (0,), (0, 0, 1), (0, 0, 0), (0, 1, 1), (0, 1, 2))
"""Which row each of one, two or three units uses."""


def merging(choose):
    """Units that share their rows in any way, each on one of two numbers of equal image, and some of all such inputs.

    At least three if there are so many: the bound is 2 or more.
    """
    sigma, pairs = choose.among((quartic, square, quartic))(choose)
    rows = choose.among(SHARED[: 1 + 2 * choose.scale])
    weights = [(choose.among((1, -1, 2)), *chosen(choose, 1, -1, 1)) for _ in range(max(rows) + 1)]
    first = choose.among((0, 1))
    ends = [[Fraction(u - weights[row][1], weights[row][0]) for u in pairs[(first + unit) % 2]] for unit, row in enumerate(rows)]
    inputs = list(product(*ends))
    turn, count = choose.among(range(len(inputs))), choose.size(min(3, len(inputs)), len(inputs))
    seen, after = [*inputs[turn:], *inputs[:turn]][:count], [choose.among((1, -1, 2)) for _ in rows]
    return units(sigma, seen, rows=rows, at=[*chain(*weights), *after], labels=chosen(choose, count, -2, 2))


folding_units = Stratum(
    "convex units that fold",
    "up to three biased quadratic or quartic units, in rows of weights of their own or shared, on inputs that they cannot tell apart",
    merging,
    screened=False,
)

as_stated = Statement(
    about=(NamedInstances("two convex units", smallest), folding_units),
    given=(two_to_one, activations),
    then=rank(jacobian).at_most(before_cut + 1 - rows_of_weights),
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
    checks=[witness(*smallest), exact(batches=1, count=1)],
)
