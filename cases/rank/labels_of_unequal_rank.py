"""Labels at which Hessian and Jacobian differ in rank: an open set where the rank of J jumps, exceptional where it is constant."""

from flint import arb

from verify import (
    FAILS,
    HOLDS,
    Balls,
    Case,
    Claim,
    NamedInstances,
    Proposition,
    Source,
    Statement,
    Truth,
    critical_point,
    hessian,
    jacobian,
    point,
    polynomial_map,
    rank,
    rank_is_constant,
    squared_error,
    witness,
)

balls = Balls()
equal_ranks = rank(hessian).equals(rank(jacobian))


def interval(model, *labels):
    """The point 0 of a map of one parameter with all labels between bounds at once."""
    return point(model, at=[0], labels=labels, numbers=balls)


def parts(at):
    """The same point with the labels of each quarter of the interval, and with the one in its middle."""
    yield at
    with balls.arithmetic():
        for share in (-3, -1, 1, 3):
            yield point(at.model, at.theta, [arb(y.mid() + y.rad() * share / 4, y.rad() / 4) for y in at.labels], at.loss, balls)
        yield point(at.model, at.theta, [y.mid() for y in at.labels], at.loss, balls)


def for_some_label(at):
    """Yes if a part of the interval has equal ranks throughout; no if the whole interval has unequal ones throughout."""
    whole = equal_ranks.judge(at)
    return Truth.of(any(bool(equal_ranks.judge(part).is_yes) for part in parts(at)), whole.is_no)


def for_every_label(at):
    """No if a part of the interval has unequal ranks throughout; yes if the whole interval has equal ones throughout."""
    whole = equal_ranks.judge(at)
    return Truth.of(whole.is_yes, any(bool(equal_ranks.judge(part).is_no) for part in parts(at)))


def shown(at):
    return {"y": str(balls.text(at.labels)), "rank(J)": str(rank(jacobian).of(at)), "rank(Hess L)": str(rank(hessian).of(at))}


square, parabola = polynomial_map("t**2"), polynomial_map("t", "t**2/2")
intervals = (
    interval(square, "[-1.5 +/- 0.01]"),
    interval(square, "[1.5 +/- 0.01]"),
    interval(parabola, 0, "[-1.5 +/- 0.01]"),
    interval(parabola, 0, "[1 +/- 0.01]"),
    interval(parabola, 0, "[3 +/- 0.01]"),
)

as_stated = Statement(
    about=(NamedInstances("intervals of labels", intervals),),
    given=(squared_error, critical_point),
    then=Proposition("rank(Hess L) = rank(J) for some label of the interval", for_some_label, shown),
)
sharp = as_stated.replace("where the rank of J is constant", given=(squared_error, critical_point, rank_is_constant))

stated = Case(
    Claim(
        "unequal-rank-at-critical-points-is-rare",
        FAILS,
        revision=1,
        topic="rank",
        title="The labels for which the Hessian and the Jacobian differ in rank at a critical point have no inner point",
        says=r"For squared error and a critical point $\theta$ whatever the label is, no open set of labels $y$ has"
        r" $\operatorname{rank} \nabla^2 L \ne \operatorname{rank} J$. It fails for $F = \theta^2$ at $0$: every $y < 0$ gives a global"
        r" minimum with $\operatorname{rank} J = 0$ and $\nabla^2 L = -4 y$.",
        source=Source("project", "critical points of squared error with residual, where the rank jumps"),
        amended_by="unequal-rank-is-rare-at-constant-rank",
        pointwise=False,
    ),
    as_stated,
    accepts=[sharp],
    checks=[witness(*intervals, name="intervals of labels")],
)

amended = Case(
    Claim(
        "unequal-rank-is-rare-at-constant-rank",
        HOLDS,
        revision=1,
        topic="rank",
        title="Where the rank of J is constant, unequal ranks at a critical point need exceptional labels",
        says=r"For squared error, a critical point near which $\operatorname{rank} J$ is constant has $\operatorname{rank} \nabla^2 L \ne"
        r" \operatorname{rank} J$ for focal labels only. The labels for which $\theta$ is critical form the affine space"
        r" $F(\theta) + (\operatorname{im} J)^\perp$, and the focal ones have no inner point in it.",
        source=Source("project", "critical points of squared error with residual, generic labels"),
        uses=("focal-labels-lose-rank",),
        not_shown=(
            "the theorem for all maps: focal labels are critical values of the end-point map of a normal bundle, a null set by Sard",
        ),
        pointwise=False,
    ),
    sharp,
    rejects=[
        sharp.without(rank_is_constant),
        sharp.replace(
            "for every label", then=Proposition("rank(Hess L) = rank(J) for every label of the interval", for_every_label, shown)
        ),
    ],
    checks=[witness(*intervals, name="intervals of labels")],
)
