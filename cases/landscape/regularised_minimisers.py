"""A ridge term makes the minimisers a bounded set; it need not make them points, unless the loss is convex."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import sympy

from verify import (
    FAILS,
    HOLDS,
    Case,
    Claim,
    Condition,
    NamedInstances,
    Proposition,
    Ridge,
    Source,
    Statement,
    Truth,
    exact,
    global_minimum,
    point,
    polynomial_map,
    ridged_maps,
    sampled,
    witness,
)
from verify.maps.expressions import parse
from verify.numbers.symbols import Symbols
from verify.numbers.system import negative
from verify.ranks.forms import positive_definite
from verify.statements.again import at_again, both_losses
from verify.statements.conclusions import all_zero
from verify.statements.global_minima import global_minimum_of_loss, loss_is_convex
from verify.statements.instances import ModelInstance
from verify.statements.minima import LowerBound, total_loss


def at_origin(at):
    return at.theta * at.numbers.array(0)


def no_worse_than_origin(at):
    return ~negative(at.numbers, total_loss(at, at_origin(at)) - total_loss(at, at.theta))


def fit(at, theta):
    return at.loss.value(at.numbers, at.model.outputs(at.numbers, theta), at.labels)


def within(at, bound):
    """Is strength |theta|^2 at most the bound?"""
    return ~negative(at.numbers, bound - at.regulariser.value(at.numbers, at.theta))


def shown(at):
    values = {"lambda |theta|^2": at.regulariser.value(at.numbers, at.theta), "L(0)": fit(at, at_origin(at)), "L(theta)": fit(at, at.theta)}
    return {name: str(at.numbers.text(value)) for name, value in values.items()}


def ridged(*formulas, at, strength, labels=(1,), **facts):
    return point(polynomial_map(*formulas), at=at, labels=labels, regulariser=Ridge(strength), facts=facts)


no_worse = Condition("L(theta) + lambda |theta|^2 <= L(0)", no_worse_than_origin)
no_worse_fit = Condition("L(theta) <= L(0)", lambda at: ~negative(at.numbers, fit(at, at_origin(at)) - fit(at, at.theta)))
in_ball = Proposition("lambda |theta|^2 <= L(0)", lambda at: within(at, fit(at, at_origin(at))), shown)
on_hyperbola = NamedInstances(
    "a hyperbola and a line of solutions",
    (
        ridged("a*b", at=[2, "1/2"], strength=1),
        ridged("a", at=["2/3"], strength="1/2"),
        ridged("a", at=["1/3"], strength=2),
    ),
)
bounded_statement = Statement(about=(on_hyperbola, ridged_maps), given=(no_worse,), then=in_ball)

bounded = Case(
    Claim(
        "ridge-bounds-minimisers",
        HOLDS,
        revision=1,
        topic="landscape",
        title="With a ridge term the minimisers lie within a ball, and so do all parameters that are no worse than the origin",
        says=r"Let $L \ge 0$ and $\lambda > 0$. Every $\theta$ with $L(\theta) + \lambda |\theta|^2 \le L(0)$, and so each minimiser of"
        r" $L + \lambda |\cdot|^2$, has $|\theta|^2 \le L(0) / \lambda$.",
        source=Source("post", "footnote 4, second sentence"),
        not_shown=(
            "models other than those drawn: lambda |theta|^2 <= L(0) - L(theta) <= L(0)",
            "the L1 norm, for which the same argument gives |theta|_1 <= L(0) / lambda",
            "that there are minimisers: a continuous function has one on a closed ball",
        ),
    ),
    bounded_statement,
    rejects=[
        bounded_statement.replace("with a fit no worse than at the origin", given=(no_worse_fit,)),
        bounded_statement.replace(
            "within a smaller ball", then=Proposition("lambda |theta|^2 <= L(theta)", lambda at: within(at, fit(at, at.theta)), shown)
        ),
    ],
    checks=[witness(*on_hyperbola), sampled(batches=6, count=40), exact(batches=4, count=2)],
)


def alone(at):
    """Is theta the only global minimiser? Yes where L is a quadratic polynomial with a definite Hessian; no if there is another one."""
    other = ~all_zero(at, at.theta - at.numbers.array(at.facts["again"])) & global_minimum_of_loss(at_again(at))
    strictly = loss_is_convex(at) & positive_definite(at.numbers, at.hessian)
    return Truth.of(strictly.is_yes, other.is_yes)


def constant_along_curve(at):
    """Is the total loss one number along the rational curve of the instance, which starts at theta for t = 0 and moves?"""
    if "curve" not in at.facts:
        return False
    time, symbols = sympy.Symbol("t"), Symbols()
    curve = [parse(formula, ["t"]) for formula in at.facts["curve"]]
    starts = [value.subs(time, 0) for value in curve] == list(map(sympy.Rational, at.numbers.text(at.theta)))
    moved = ModelInstance(symbols, at.model, symbols.array(curve), symbols.array(at.numbers.text(at.labels)), at.loss, at.regulariser)
    return (
        starts and any(value.has(time) for value in curve) and not sympy.cancel(np.asarray(total_loss(moved, moved.theta)).item()).has(time)
    )


def on_its_own(at):
    """Is theta isolated among the minimisers? Yes where the Hessian is definite; no if the loss is constant along a curve through it."""
    return Truth.of(positive_definite(at.numbers, at.hessian).is_yes, constant_along_curve(at))


def least(*squares, variables=("a", "b")):
    return {"lower bound of L": LowerBound(Fraction(15, 16), squares, variables)}


CIRCLE = ("(1 - t**2)/(2*(1 + t**2))", "t/(1 + t**2)")
minimisers = NamedInstances(
    "minimisers, with another parameter beside each",
    (
        ridged("a**2 + b**2", at=["1/2", 0], strength="3/2", again=[0, "1/2"], curve=CIRCLE, **least("a**2 + b**2 - 1/4")),
        ridged("a*b", at=["1/2", "1/2"], strength="3/4", again=["-1/2", "-1/2"], **least("a*b - 1/4", *("a/2 - b/2",) * 3)),
        ridged("a + b", at=["1/3", "1/3"], strength=1, again=["2/3", 0]),
        point(polynomial_map("a + b"), at=[1, 0], labels=[1], facts={"again": [0, 1], "curve": ("1 - t", "t")}),
    ),
)
ridge_added = Condition("a ridge term lambda |theta|^2 is added, lambda > 0", lambda at: Truth.of(at.regulariser is not None))
convex = Condition("L is convex", lambda at: loss_is_convex(replace(at, regulariser=None)))
only_one = Proposition("theta is the only global minimiser", alone, both_losses)

isolated = Proposition("theta is isolated among the global minimisers", on_its_own, both_losses)

as_stated = Statement(about=(minimisers,), given=(global_minimum, ridge_added), then=isolated)
sharp = as_stated.replace("for convex losses", given=(global_minimum, ridge_added, convex), then=isolated & only_one)

collapse = Case(
    Claim(
        "ridge-collapses-solutions-to-points",
        FAILS,
        revision=1,
        topic="landscape",
        title="A ridge term collapses solution manifolds to points",
        says=r"If $\theta$ is a global minimiser of $L + \lambda |\cdot|^2$, $\lambda > 0$, it is isolated among these.",
        source=Source("post", "footnote 4, second sentence, read without its 'can'"),
        amended_by="ridge-collapses-solutions-of-convex-losses",
        not_shown=(
            "other strengths: minimisers of (r^2 - 1)^2 + lambda r^2 are the circle r^2 = 1 - lambda/2 for every lambda < 2",
            "the L1 norm, which leaves a segment: (a + b - 1)^2 + lambda (|a| + |b|) on a + b = 1 - lambda/2, a, b >= 0",
        ),
        pointwise=False,
    ),
    as_stated,
    accepts=[sharp],
    checks=[witness(*minimisers)],
)

convex_case = Case(
    Claim(
        "ridge-collapses-solutions-of-convex-losses",
        HOLDS,
        revision=1,
        topic="landscape",
        title="With a ridge term a convex loss has one minimiser",
        says=r"If $L$ is convex and $\lambda > 0$, a global minimiser of $L + \lambda |\cdot|^2$ is the only one. So L2 regularisation can"
        r" shrink a solution manifold to a point: $a + b = 1$ to $(1/3, 1/3)$.",
        source=Source("project", "ridge and convexity"),
        not_shown=("convex losses other than squared errors of affine models: the sum is strictly convex",),
        pointwise=False,
    ),
    sharp,
    rejects=[
        sharp.without(convex),
        sharp.without(ridge_added),
        sharp.replace("isolated ones are the only ones", given=(global_minimum, Condition("theta is isolated", on_its_own)), then=only_one),
    ],
    checks=[witness(*minimisers)],
)
