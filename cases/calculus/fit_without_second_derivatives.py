"""At a perfect fit the Hessian of the loss needs no second derivative of F; a first one that is continuous it does need."""

import sympy

from verify import (
    FAILS,
    HOLDS,
    Case,
    Claim,
    Condition,
    NamedInstances,
    Proposition,
    Rationals,
    Source,
    Statement,
    Subject,
    Truth,
    witness,
)

t = sympy.Symbol("t")
oscillation = sympy.sin(1 / t)


def function(right, left=None):
    """F on one parameter, F(0) = 0 = y: a perfect fit at 0 of L = F^2, with one formula for t > 0 and one for t < 0."""
    sides = (right, right if left is None else left)
    return Subject(f"F = {sides[0]}" + ("" if left is None else f" for t > 0, {sides[1]} for t < 0"), sides, Rationals())


def limits(expression):
    """The limits along t = 1/(j pi), for even j and for odd j, where sin(1/t) = 0 and cos(1/t) = 1 or -1."""
    along = [expression.subs({sympy.sin(1 / t): 0, sympy.cos(1 / t): sign}) for sign in (1, -1)]
    return {sympy.cancel(values).subs(t, 0) for values in along}


def everywhere(at, expression_of):
    """The limits at 0 from both sides; without oscillation they are those along any sequence."""
    return set().union(*(limits(sympy.expand(expression_of(side))) for side in at.value))


def is_limit(at, expression_of, value):
    """Yes if there is no oscillation and the limits are this value, no if some limit is another one."""
    found = everywhere(at, expression_of)
    return Truth.of(found == {value} and not any(side.has(oscillation) for side in at.value), found != {value})


def slope(at):
    (found,) = everywhere(at, lambda side: side / t)
    return found


def quotient(side):
    """L'(t)/t, which tends to the second derivative of L if there is one: L' = 2 F F' vanishes at 0."""
    return sympy.diff(side**2, t) / t


def shown(at):
    return {"limits of L'(t)/t": str(sorted(everywhere(at, quotient))), "J^T H J": str(2 * slope(at) ** 2)}


functions = (
    function(t + t**2 * oscillation),
    function(t + t**2, t - t**2),
    function(t + t**2),
    function(t**3 + 3 * t, 3 * t),
)
continuous = Condition("F' is continuous at theta", lambda at: is_limit(at, lambda side: sympy.diff(side, t), slope(at)))
is_gauss_newton = Proposition("Hess L(theta) exists and is J^T H J", lambda at: is_limit(at, quotient, 2 * slope(at) ** 2), shown)

as_stated = Statement(about=(NamedInstances("functions of one parameter", functions),), given=(), then=is_gauss_newton)
sharp = as_stated.replace("with a continuous derivative", given=(continuous,))
once_more = Proposition("Hess L(theta) exists and is H", lambda at: is_limit(at, quotient, 2), shown)

stated = Case(
    Claim(
        "gauss-newton-at-fit-of-differentiable-map",
        FAILS,
        revision=1,
        topic="calculus",
        title="At a perfect fit of a differentiable map, the Hessian of L is J^T H J",
        says=r"If $F$ is differentiable, $F(\theta) = y$ and $\nabla l = 0$ there, then $\nabla^2 L(\theta) = J^\top H J$. For"
        r" $F = t + t^2 \sin(1/t)$ and $L = F^2$ the quotient $L'(t)/t$ has the limits $0$ and $4$ along two sequences.",
        source=Source("project", "what a perfect fit needs of F"),
        amended_by="gauss-newton-at-fit-of-c1-map",
    ),
    as_stated,
    accepts=[sharp],
    checks=[witness(*functions)],
)

amended = Case(
    Claim(
        "gauss-newton-at-fit-of-c1-map",
        HOLDS,
        revision=1,
        topic="calculus",
        title="At a perfect fit of a continuously differentiable map, the Hessian of L is J^T H J: F needs no second derivative",
        says=r"If $F$ is $C^1$ near $\theta$, $l$ is $C^2$ and $\nabla l(F(\theta)) = 0$, then $\nabla^2 L(\theta)$ exists and is"
        r" $J^\top H J$: $\nabla L(\theta + v) = J(\theta + v)^\top (H J v + o(|v|))$.",
        source=Source("project", "what a perfect fit needs of F"),
        uses=("gauss-newton-at-stationary-loss",),
        not_shown=("functions other than those named: piecewise polynomial, of one parameter, under squared error",),
    ),
    sharp,
    rejects=[as_stated.replace("without a continuous derivative"), sharp.replace("whatever the slope", then=once_more)],
    checks=[witness(*functions)],
)
