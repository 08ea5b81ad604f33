"""Along the tangent line of a fibre the behaviours are constant to first order, and in general not to second order."""

from verify import (
    HOLDS,
    Case,
    Claim,
    NamedInstances,
    Quantity,
    Source,
    Statement,
    curve,
    curves_with_maps,
    exact,
    polynomial_map,
    stays_in_fibre,
    witness,
)
from verify.numbers import Polynomials
from verify.numbers.elements import flat


def coefficient(power):
    """Of ``s^power`` in the behaviours at ``theta(0) + s theta'(0)``: the model run over Q[s], no derivative taken."""

    def along_tangent(at):
        germs = Polynomials()
        line = germs.array(at.theta) + germs.array(at.velocity) * germs.variable
        return at.numbers.array([value[power] for value in flat(at.model.outputs(germs, line))])

    return along_tangent


first = Quantity("d/ds F(theta + s theta')", coefficient(1))
second = Quantity("1/2 d^2/ds^2 F(theta + s theta')", coefficient(2))

curves = (
    curve(polynomial_map("y - x**2"), [[0, 1, 0], [0, 0, 1]]),
    curve(polynomial_map("x*y"), [[1, 0], [0, 1]]),
    curve(polynomial_map("x*y"), [[0, 1], [0, 0]]),
    curve(polynomial_map("(x**2 - y**2)*(x - 1)"), [[1, 0], [0, 1]]),
)
statement = Statement(
    about=(NamedInstances("curves written out", curves), curves_with_maps), given=(stays_in_fibre,), then=first.vanishes()
)

case = Case(
    Claim(
        "tangent-step-first-order",
        HOLDS,
        revision=1,
        topic="fibres",
        title="A step along the tangent of a behaviour manifold changes no behaviour to first order; it can to second order",
        says=r"If $\theta(t)$ is a differentiable curve in one fibre, then $\frac{d}{ds} F(\theta(0) + s\, \theta'(0)) = 0$ at $s = 0$,"
        r" and so the directional derivative of every loss $l \circ F$ vanishes."
        r" The second derivative need not: $y - x^2$ along the $x$-axis.",
        source=Source("post", "comments on the directional derivative along a solution manifold"),
        uses=("claim1-perpendicular",),
        not_shown=("curves and maps that are not polynomial: there it is the chain rule",),
    ),
    statement,
    rejects=[
        statement.without(stays_in_fibre),
        statement.replace("nor to second order", then=second.vanishes()),
    ],
    checks=[witness(*curves), exact(batches=4, count=1)],
)
