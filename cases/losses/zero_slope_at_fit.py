"""At a perfect fit the loss has zero slope if it is differentiable there and defined on both sides; else it need not."""

from functools import cache

import sympy

from verify import (
    HOLDS,
    Case,
    Claim,
    Condition,
    NamedInstances,
    Quantity,
    Rationals,
    Source,
    Statement,
    Subject,
    Truth,
    witness,
)

r = sympy.Symbol("r", real=True)
line, inward = sympy.S.Reals, sympy.Interval.Ropen(0, 1)


def subject(name, loss, domain=line):
    """A loss as a function of the residual r = o - y of one output, on the residuals that there are."""
    return Subject(name, (loss, domain), Rationals())


losses = (
    subject("squared error r^2", r**2),
    subject("r^4", r**4),
    subject("log cosh r", sympy.log(sympy.cosh(r))),
    subject("absolute error |r|", sympy.Abs(r)),
    subject("-log(1 - r), a hard label fitted at the edge r >= 0 of the probabilities", -sympy.log(1 - r), inward),
    subject("r^2 at the edge r >= 0", r**2, inward),
    subject("r^3", r**3),
    subject("r", r),
)


@cache
def one_sided(loss, side):
    """The derivative at r = 0 from one side."""
    return str(sympy.limit((loss - loss.subs(r, 0)) / r, r, 0, side))


def slope(at, side):
    """The same as a vector of one entry."""
    return at.numbers.array([one_sided(at.value[0], side)])


@cache
def least(loss, domain):
    """Is l(r) >= l(0) for every residual there is?"""
    return bool(sympy.calculus.util.minimum(loss, r, domain) >= loss.subs(r, 0))


is_least = Condition("l is least at r = 0", lambda at: Truth.of(least(*at.value)))
inside = Condition("r = 0 is inside the domain of l", lambda at: Truth.of(bool(at.value[1].interior.contains(0))))
differentiable = Condition(
    "the slopes of l at r = 0 from both sides are equal", lambda at: at.numbers.zero(slope(at, "+") - slope(at, "-")).all()
)
statement = Statement(
    about=(NamedInstances("losses of one residual", losses),),
    given=(is_least, inside, differentiable),
    then=Quantity("dl/dr at 0, from the right", lambda at: slope(at, "+")).vanishes(),
)

case = Case(
    Claim(
        "zero-slope-at-perfect-fit",
        HOLDS,
        revision=1,
        topic="losses",
        title="At a perfect fit grad l vanishes, if l is differentiable there and the fit is no edge of its domain",
        says=r"If $l$ is least at $o = y$, differentiable there, and defined all around $y$, then $\nabla l(y) = 0$. Without"
        r" differentiability it fails for $|o - y|$, whose one-sided slopes are $\pm 1$; at an edge it fails for cross-entropy"
        r" with a hard label, $l = -\log p$ at $p = 1$.",
        source=Source("post", "comment on the left null space, last remark: at a perfect-behaviour global minimum of a regression task"),
        not_shown=(
            "the theorem for all losses: it is Fermat's theorem on interior extrema",
            "that the gradient vanishes at a minimum of the total loss",
        ),
        pointwise=False,
    ),
    statement,
    rejects=[statement.without(differentiable), statement.without(inside), statement.without(is_least)],
    checks=[witness(*losses)],
)
