"""A loss of zero can be smooth where a behaviour has a corner; if its Hessian is zero, the behaviours are differentiable."""

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
    differentiable_at_zero,
    exact,
    line_functions_under_squares,
    line_germ,
    witness,
)


def flat(at):
    return Truth.of(at.value.second_derivative == 0)


def shown(at):
    germ = at.value
    return {"F'(0)": str(germ.gradient), "L'(t)/t tends to": str([quotient.shown for quotient in germ.quotients])}


germs = NamedInstances(
    "a few functions of one parameter",
    (
        line_germ("t", "-t"),
        line_germ("2*t"),
        line_germ("t*s"),
        line_germ("t + t**2*s"),
        line_germ("t**2*s"),
        line_germ("t**2", "-t**2"),
    ),
)
loss_has_hessian = Condition("L is twice differentiable at theta", lambda at: Truth.of(at.value.second_derivative is not None))
hessian_vanishes = Condition("Hess L exists and is 0 at theta", flat)
gradients_exist = Proposition("the behaviours are differentiable at theta", differentiable_at_zero.judge, shown)
zero = Proposition(
    "the behaviours are differentiable at theta, with gradient 0",
    lambda at: Truth.of(all(slope == 0 for slope in at.value.gradient)),
    shown,
)

as_stated = Statement(about=(germs, line_functions_under_squares), given=(loss_has_hessian,), then=gradients_exist)
sharp = as_stated.replace("where the Hessian is zero", given=(hessian_vanishes,), then=zero)

stated = Case(
    Claim(
        "smooth-loss-means-differentiable-behaviours",
        FAILS,
        revision=1,
        topic="calculus",
        title="Where a loss of zero is twice differentiable, the behaviours are differentiable",
        says=r"If $L = \sum_i (f(\theta, x_i) - y_i)^2$ is $0$ at $\theta$ and twice differentiable there, then every $f(\cdot, x_i)$ is"
        r" differentiable at $\theta$, so that $G$ exists. It fails for $f = |t|$, $y = 0$: $L = t^2$ is smooth, and $f$ has a corner.",
        source=Source("project", "differentiability of the loss alone"),
        amended_by="zero-hessian-at-fit-means-zero-gradients",
    ),
    as_stated,
    accepts=[sharp],
    checks=[witness(*germs), exact(batches=2, count=2)],
)

amended = Case(
    Claim(
        "zero-hessian-at-fit-means-zero-gradients",
        HOLDS,
        revision=1,
        topic="calculus",
        title="Where a loss of zero has a Hessian and it is zero, the behaviours are differentiable with gradient zero",
        says=r"Let $L = \sum_i (f(\theta, x_i) - y_i)^2$. If $L(\theta) = 0$ and $\nabla^2 L(\theta)$ exists and is $0$, then $L(\theta +"
        r" v) = o(|v|^2)$, so every $f(\theta + v, x_i) - y_i = o(|v|)$: the behavioural gradients exist and are zero, whatever $F$ is"
        r" elsewhere.",
        source=Source("project", "differentiability of the loss alone"),
        not_shown=(
            "functions other than cubics with an oscillation on either side: the two lines of the proof are what is claimed of all",
        ),
    ),
    sharp,
    rejects=[sharp.without(hessian_vanishes), sharp.replace("where L has a Hessian", given=(loss_has_hessian,))],
    checks=[witness(*germs), exact(batches=2, count=2)],
)
