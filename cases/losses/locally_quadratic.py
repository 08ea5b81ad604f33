"""A smooth convex loss need not be like its Taylor quadratic near its minimum; one with a definite Hessian there is."""

import numpy as np
import sympy

from verify import (
    FAILS,
    HOLDS,
    UNKNOWN,
    Case,
    Claim,
    Condition,
    FormulaLoss,
    NamedInstances,
    Proposition,
    Source,
    Statement,
    Truth,
    exact,
    loss_curvature_definite,
    loss_stationary,
    point,
    polynomial_losses,
    polynomial_map,
    separable_losses,
    witness,
)
from verify.numbers import Polynomials


def directions(size):
    """Coordinate directions, and the sums and differences of two."""
    axes = np.eye(size, dtype=int)
    first, second = np.triu_indices(size, 1)
    return np.concatenate([axes, axes[first] + axes[second], axes[first] - axes[second]])


def germs_of_loss(at):
    """The coefficients of l(o + t delta) in t, for each direction delta: no derivative is taken."""
    germs, lines = Polynomials(), directions(at.outputs.shape[-1])
    outputs = germs.array(at.outputs) + germs.array(lines) * germs.variable
    values = at.loss.value(germs, outputs, np.broadcast_to(germs.array(at.labels), outputs.shape))
    return [[value[power] for power in range(max(value.degree(), 3) + 1)] for value in values.reshape(-1)]


def quadratic_terms(at):
    """The values 1/2 delta^T H delta."""
    lines = at.numbers.array(directions(at.outputs.shape[-1]))
    return at.numbers.array("1/2") * (lines * at.numbers.matmul(lines, at.loss_hessian)).sum(axis=-1)


def taylor(at):
    """Has the germ no linear term, and the quadratic one of the Hessian?"""
    found = zip(germs_of_loss(at), quadratic_terms(at), strict=True)
    return Truth.of(all(germ[1] == 0 and germ[2] == term for germ, term in found))


def taylor_to_third(at):
    """The same, with no cubic term."""
    return taylor(at) & Truth.of(all(germ[3] == 0 for germ in germs_of_loss(at)))


def leads(at):
    """The same, with a quadratic term that is not 0, so that l - l(y) divided by it tends to 1 along each line."""
    return taylor(at) & Truth.of(all(term != 0 for term in quadratic_terms(at)))


def shown(at):
    """The first line's germ, beside the Hessian."""
    germ = ", ".join(map(str, germs_of_loss(at)[0]))
    return {"coefficients of l along the first axis": germ, "H": str(at.numbers.text(at.loss_hessian))}


def convex(at):
    """Yes for one output whose l'' is negative nowhere; no where l'' along a coordinate is negative somewhere; else unknown."""
    t = sympy.Symbol("t", real=True)
    bends = []
    for germ in germs_of_loss(at)[: at.outputs.shape[-1]]:
        along = sum(sympy.Rational(str(coefficient)) * t**power for power, coefficient in enumerate(germ))
        bends.append(sympy.Poly(sympy.diff(along, t, 2), t))
    if any(negative_somewhere(bend) for bend in bends):
        return Truth.of(False)
    return Truth.of(True) if len(bends) == 1 else UNKNOWN


def negative_somewhere(bend):
    """A real zero of odd power, where the sign changes; or none, and a negative leading coefficient."""
    return bend.LC() < 0 or any(power % 2 and factor.count_roots() for factor, power in bend.factor_list()[1])


def at_minimum(formula, output=0):
    return point(polynomial_map("t"), at=[output], labels=[output], loss=FormulaLoss(("o",), formula))


losses = (
    at_minimum("(o - y1)**4"),
    at_minimum("(o - y1)**2"),
    at_minimum("(o - y1)**2 + (o - y1)**4", output=3),
    at_minimum("(o - y1)**2 - (o - y1)**4"),
    at_minimum("o**2 + o**3"),
)
is_convex = Condition("l is convex", convex)
as_stated = Statement(
    about=(NamedInstances("losses of one output", losses), polynomial_losses, separable_losses),
    given=(loss_stationary, is_convex),
    then=Proposition("(l(y + t d) - l(y)) / (1/2 t^2 d^T H d) tends to 1 as t tends to 0", leads, shown),
)
sharp = as_stated.replace("with a definite Hessian", given=(loss_stationary, loss_curvature_definite))

additive = as_stated.replace(
    "up to smaller order",
    given=(loss_stationary,),
    then=Proposition("l(y + t d) - l(y) = 1/2 t^2 d^T H d + o(t^2)", taylor, shown),
)
cubic = additive.replace("up to third order", then=Proposition("l(y + t d) - l(y) = 1/2 t^2 d^T H d + o(t^3)", taylor_to_third, shown))

stated = Case(
    Claim(
        "convex-loss-locally-quadratic",
        FAILS,
        revision=1,
        topic="losses",
        title="Every smooth convex loss is near its minimum like a quadratic function",
        says=r"If $l$ is smooth and convex with its minimum at $y$, then $l(y + \delta) - l(y)$ behaves like its Taylor quadratic"
        r" $\frac12 \delta^\top H \delta$ as $\delta \to 0$. It fails for $o^4$ at $0$, whose quadratic is $0$.",
        source=Source("post", "comment on the loss as a quadratic function of behaviour, and the reply on smooth and convex losses"),
        amended_by="definite-loss-locally-quadratic",
        not_shown=("that the difference is of smaller order than delta^2, which holds for every loss of class C^2, convex or not",),
    ),
    as_stated,
    accepts=[sharp],
    checks=[witness(*losses), exact(batches=2, count=1)],
)

amended = Case(
    Claim(
        "definite-loss-locally-quadratic",
        HOLDS,
        revision=1,
        topic="losses",
        title="Near a stationary point where its Hessian is definite, a loss is like its Taylor quadratic, convex elsewhere or not",
        says=r"If $l \in C^2$, $\nabla l(y) = 0$ and $H = \nabla^2 l(y) \succ 0$, then for $\delta \to 0$ the quotient of"
        r" $l(y + \delta) - l(y)$ and $\frac12 \delta^\top H \delta$ tends to $1$.",
        source=Source("project", "losses that are like a quadratic function"),
        not_shown=("losses that are not polynomial, for which it is Taylor's theorem; lines other than the sums of two coordinates",),
    ),
    sharp,
    rejects=[
        sharp.without(loss_curvature_definite),
        as_stated.replace("for a convex loss"),
        sharp.without(loss_stationary),
    ],
    checks=[witness(*losses, at_minimum("(o - y1)**2 + o")), exact(batches=2, count=1)],
)

difference = Case(
    Claim(
        "loss-quadratic-up-to-smaller-order",
        HOLDS,
        revision=1,
        topic="losses",
        title="Near a stationary point every smooth loss differs from its Taylor quadratic by less than second order",
        says=r"If $l \in C^2$ and $\nabla l(y) = 0$, then $l(y + \delta) - l(y) = \frac12 \delta^\top H \delta + o(|\delta|^2)$, convex or"
        r" not, definite or not. Where $\delta^\top H \delta = 0$ this says only that along $\delta$ the loss is flat to second order.",
        source=Source("post", "comment on the loss as a quadratic function of behaviour, near a local minimum"),
        not_shown=("losses that are not polynomial, for which it is Taylor's theorem; lines other than the sums of two coordinates",),
    ),
    additive,
    rejects=[additive.without(loss_stationary), cubic],
    checks=[witness(*losses, at_minimum("(o - y1)**2 + o")), exact(batches=2, count=1)],
)
