"""At a perfect fit the Hessian of the loss needs no second derivative of F; a first one that is continuous it does need."""

from verify import (
    FAILS,
    HOLDS,
    Case,
    Claim,
    NamedInstances,
    Proposition,
    Source,
    Statement,
    Truth,
    derivative_continuous_at_zero,
    differentiable_at_zero,
    exact,
    line_functions,
    line_germ,
    witness,
)


def second_derivative_is(at, value):
    return Truth.of(value is not None and at.value.second_derivative == value)


def shown(at):
    germ = at.value
    limits = [quotient.shown for quotient in germ.quotients]
    return {"limits of L'(t)/t": str(limits), "J^T H J": str(germ.curvature_along(germ.gradient))}


functions = (
    line_germ("t + t**2*s"),
    line_germ("t + t**2", "t - t**2"),
    line_germ("t + t**2"),
    line_germ("t**3 + 3*t", "3*t"),
)
is_gauss_newton = Proposition(
    "Hess L(theta) exists and is J^T H J", lambda at: second_derivative_is(at, at.value.curvature_along(at.value.gradient)), shown
)
once_more = Proposition(
    "Hess L(theta) exists and is u^T H u, u = (1, ..., 1)",
    lambda at: second_derivative_is(at, at.value.curvature_along([1] * len(at.value.right))),
    shown,
)

as_stated = Statement(
    about=(NamedInstances("a few functions of one parameter", functions), line_functions),
    given=(differentiable_at_zero,),
    then=is_gauss_newton,
)
sharp = as_stated.replace("with a continuous derivative", given=(derivative_continuous_at_zero,))

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
    checks=[witness(*functions), exact(batches=3, count=2)],
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
        not_shown=(
            "functions of several parameters, or other than cubics with an oscillation t^k sin(1/t) or t^k cos(1/t) on either side",
            "losses that are no cubic polynomials of the outputs",
        ),
    ),
    sharp,
    rejects=[as_stated.replace("without a continuous derivative"), sharp.replace("whatever the slope", then=once_more)],
    checks=[witness(*functions), exact(batches=3, count=2)],
)
