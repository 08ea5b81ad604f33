"""Basins of solution sets of different dimension, and volumes under a Gaussian prior: measured beside the values that formulas predict."""

from math import exp, sqrt

import numpy as np

from verify import (
    MEASURED,
    BasinMass,
    Case,
    Claim,
    NamedInstances,
    PriorVolume,
    Proposition,
    Source,
    Statement,
    Subject,
    Truth,
    experiment,
    polynomial_map,
)
from verify.maps.losses import SquaredError
from verify.numbers.floats import Floats


def arms(name, members):
    return NamedInstances(name, tuple(Subject(arm.name, arm, Floats()) for arm in members))


def predicts(text, value):
    """The frequency measured does not contradict this probability."""
    return Proposition(text, lambda at: at.value.found.pooled.contains(value(at.value.arm)))


def point_or_circle(radius):
    """``L = r^2 (r^2 - R^2)^2``: the solutions are the point 0 and the circle of radius R; which attracts the start?"""

    def at_the_point(ends):
        r = np.linalg.norm(ends, axis=-1)
        return Truth.of(r < radius / 10, np.abs(r - radius) < radius / 10)

    square = f"(x**2 + y**2 - {radius**2})"
    return BasinMass(
        f"point and circle of radius {radius}",
        "radius",
        radius,
        polynomial_map(f"{square}*x", f"{square}*y"),
        (0.0, 0.0),
        at_the_point,
        1 - exp(-(radius**2) / 6),
        length=radius / 25,
        steps=60 if radius > 3 else 150,
    )


flow = Statement(
    about=(arms("point and circle", map(point_or_circle, (1, 4, 12))),),
    given=(),
    then=predicts("the point attracts 1 - exp(-R^2/6)", lambda arm: arm.predicted),
)

basins = Case(
    Claim(
        "point-and-circle-basins-measured",
        MEASURED,
        revision=1,
        topic="experiments",
        title="Of a point and a circle of solutions of radius R, the point attracts the share 1 - exp(-R^2/6) of Gaussian starts",
        says=r"For $L = r^2 (r^2 - R^2)^2$ in the plane the solutions are a point (dimension 0) and a circle (dimension 1). Gradient flow"
        r" from $N(0, I)$ ends at the point if $r^2 < R^2 / 3$, with probability $1 - e^{-R^2/6}$: at $R = 4$ the set of lower dimension"
        r" attracts $1 - e^{-8/3} \approx 0.93$, at $R = 1$ only $0.15$. Dimension alone does not decide which drains more.",
        source=Source("post", "claim that higher-dimensional solution manifolds attract more initial points; footnote [5]"),
        not_shown=("which of two solution sets of a network drains more",),
        pointwise=False,
    ),
    flow,
    rejects=[
        flow.replace(
            "the nearer set attracts", then=predicts("the point attracts 1 - exp(-R^2/8)", lambda arm: 1 - exp(-(arm.value**2) / 8))
        ),
        flow.replace(
            "the circle attracts most starts",
            then=Proposition("the point attracts fewer than half", lambda at: at.value.found.pooled.below(1 / 2)),
        ),
        flow.replace(
            "the point attracts most starts",
            then=Proposition("the point attracts more than half", lambda at: at.value.found.pooled.above(1 / 2)),
        ),
    ],
    checks=[experiment(quick=1500, thorough=100_000)],
)


def quadratic(a, b, beta=1):
    """``L = (a x^2 + b y^2) / 2`` with squares a and b; arms are told apart by the trace of ``beta H``."""
    model = polynomial_map(f"{int(sqrt(a))}*x", f"{int(sqrt(b))}*y", variables=("x", "y"))
    volume = 1 / sqrt((1 + beta * a) * (1 + beta * b))
    name = f"H = diag({a}, {b}), beta = {beta}"
    return PriorVolume(name, "trace of beta H", beta * (a + b), model, (0.0, 0.0), SquaredError(scale="1/2"), volume, beta)


QUADRATICS = ((0, 0, 1), (1, 0, 1), (1, 1, 1), (1, 1, 8), (100, 0, 1), (100, 1, 1))
RANKS = {beta * (a + b): (a > 0) + (b > 0) for a, b, beta in QUADRATICS}

survival = Statement(
    about=(arms("quadratic losses", [quadratic(a, b, beta) for a, b, beta in QUADRATICS]),),
    given=(),
    then=predicts("volume det(I + beta H)^(-1/2)", lambda arm: arm.predicted),
)

volumes = Case(
    Claim(
        "gaussian-volume-of-quadratic-losses-measured",
        MEASURED,
        revision=1,
        topic="experiments",
        title="Under a Gaussian prior a quadratic basin has the volume det(I + beta H)^(-1/2): widths of non-flat directions count",
        says=r"For $\theta \sim N(0, I)$ and $L = \frac12 \theta^\top H \theta$, $\mathbb{E}\, e^{-\beta L} = \det(I + \beta H)^{-1/2}$:"
        r" $\frac12$ for $\operatorname{diag}(1, 1)$, $1/\sqrt{101}$ for $\operatorname{diag}(100, 0)$, $1/\sqrt{202}$ for"
        r" $\operatorname{diag}(100, 1)$. A basin of lower rank can be smaller.",
        source=Source("post", "comment by Bushnaq on non-flat directions; footnote [4]"),
        not_shown=("volumes of basins that are not quadratic",),
        pointwise=False,
    ),
    survival,
    rejects=[
        survival.replace("rank alone counts", then=predicts("volume 2^(-rank H / 2)", lambda arm: 2 ** (-RANKS[arm.value] / 2))),
        survival.replace("without the root", then=predicts("volume det(I + beta H)^(-1)", lambda arm: arm.predicted**2)),
    ],
    checks=[experiment(quick=4000, thorough=1_000_000)],
)
