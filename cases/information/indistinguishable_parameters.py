"""Two parameters with equal outputs need not leave a kernel in the Jacobian; a curve of them does."""

from verify import (
    FAILS,
    HOLDS,
    Case,
    Claim,
    Condition,
    NamedInstances,
    Source,
    Statement,
    Truth,
    curve,
    curves_between_double_points,
    curves_with_maps,
    exact,
    jacobian,
    parameters,
    polynomial_map,
    rank,
    stays_in_fibre,
    velocity,
    witness,
)
from verify.numbers.elements import flat


def ends_agree(at):
    """Is theta(1) another parameter than theta(0), with the same outputs?"""
    moved = at.curve[:, 1:].sum(axis=-1)
    same_outputs = all(value(1) == value(0) for value in flat(at.along))
    return Truth.of(same_outputs and not bool(at.numbers.zero(moved).all().is_yes))


node = polynomial_map("t**2 - 1", "t**3 - t")
curves = NamedInstances(
    "curves written out",
    (
        curve(node, [[1, -2]]),
        curve(polynomial_map("y - x**2"), [[0, 1, 0], [0, 0, 1]]),
        curve(polynomial_map("x*y"), [[0, 1], [0, 0]]),
        curve(polynomial_map("x", "y"), [[1, 0, 0], [1, 0, 0]]),
        curve(polynomial_map("x", "y"), [[0, 1], [0, 0]]),
    ),
)

as_stated = Statement(
    about=(curves, curves_with_maps, curves_between_double_points),
    given=(Condition("theta(1) != theta(0) and F(theta(1)) = F(theta(0))", ends_agree),),
    then=rank(jacobian).at_most(parameters - 1),
)
moves = Condition("theta' != 0", lambda at: ~at.numbers.zero(velocity.of(at)).all())
sharp = as_stated.replace("along a curve in one fibre", given=(stays_in_fibre, moves))

stated = Case(
    Claim(
        "indistinguishable-parameters-kernel",
        FAILS,
        revision=1,
        topic="information",
        title="Where two parameters cannot be told apart by the outputs, the Jacobian has a kernel",
        says=r"If $\theta' \ne \theta$ and $F(\theta') = F(\theta)$, then $\ker J(\theta) \ne 0$."
        r" It fails for $t \mapsto (t^2 - 1, t^3 - t)$, which takes $\pm 1$ to one point and has no kernel anywhere.",
        source=Source("post", "comment that lost information is close to a vector in the kernel of the Jacobian"),
        amended_by="curve-in-fibre-gives-kernel",
        not_shown=(
            "anything about inputs that a layer cannot tell apart: those are points of the data, and the kernel is in the parameters",
        ),
    ),
    as_stated,
    accepts=[sharp],
    checks=[witness(*curves)],
)

amended = Case(
    Claim(
        "curve-in-fibre-gives-kernel",
        HOLDS,
        revision=1,
        topic="information",
        title="Where a curve of parameters moves without a change of the outputs, the Jacobian has a kernel",
        says=r"If $F(\theta(t))$ is constant along a differentiable curve with $\theta'(0) \ne 0$, then $\theta'(0) \in \ker J(\theta(0))$,"
        r" so $\operatorname{rank} J(\theta(0)) \le N - 1$.",
        source=Source("project", "kernel along a fibre"),
        uses=("claim1-perpendicular",),
        not_shown=("curves and maps that are not polynomial, for which it is the chain rule",),
    ),
    sharp,
    rejects=[
        sharp.without(stays_in_fibre),
        sharp.without(moves),
        as_stated.replace("for two points of the fibre"),
    ],
    checks=[witness(*curves), exact(batches=4, count=1)],
)
