"""A step ds along a tangent leads to a distance of half the curvature times ds^2 from a smooth fibre: less if it is flat there."""

from fractions import Fraction

import sympy

from verify import (
    FAILS,
    HOLDS,
    Case,
    Claim,
    Condition,
    NamedInstances,
    Proposition,
    Quantity,
    Rationals,
    Source,
    Statement,
    Subject,
    Truth,
    curve,
    exact,
    polynomial_map,
    second_fundamental_form,
    squared_distance,
    tangent,
    tangent_lines,
    velocity,
    witness,
)

circle = curve(polynomial_map("x**2 + y**2"), [[1, 0], [0, 1]])
line = curve(polynomial_map("y + 0*x", variables=("x", "y")), [[0, 1], [0, 0]])
cubic = curve(polynomial_map("y - x**3", variables=("x", "y")), [[0, 1], [0, 0]])
steep = curve(polynomial_map("2*y - x**2", variables=("x", "y")), [[0, 1], [0, 0]])
across = curve(polynomial_map("y - x**2", variables=("x", "y")), [[0, 0], [0, 1]])
space_curve = curve(polynomial_map("y - x**2", "z - x**2"), [[0, 1], [0, 0], [0, 0]])
smallest = NamedInstances("curves", (circle, line, cubic, steep, across, space_curve))


def fourth_order(form):
    """The series whose only term is ``|form / 2|^2 t^4``."""

    def build(at):
        vector = form.of(at)
        quarter = (vector * vector).sum() * at.numbers.array("1/4").item()
        return at.numbers.array([0, 0, 0, 0, quarter])

    return Quantity(f"|{form.text} / 2|^2 t^4", build)


def of_order_two(at):
    series = squared_distance.of(at)
    return at.numbers.zero(series[:4]).all() & (~at.numbers.zero(series[4:])).all()


def distance_shown(at):
    return {squared_distance.text: squared_distance.of(at)}


moving = Condition("v != 0", lambda at: (~at.numbers.zero(at.velocity)).any())
bent = Quantity("D^2 F(v, v)", lambda at: at.numbers.array([at.velocity @ matrix @ at.velocity for matrix in at.curvature]))

as_stated = Statement(
    about=(smallest, tangent_lines),
    given=(tangent, moving),
    then=Proposition("the distance is of order exactly t^2", of_order_two, distance_shown),
)
sharp = as_stated.replace(
    "half the second fundamental form", given=(tangent,), then=squared_distance.equals(fourth_order(second_fundamental_form))
)

stated = Case(
    Claim(
        "tangent-step-distance-is-quadratic",
        FAILS,
        revision=1,
        topic="fibres",
        title="A step ds along a tangent vector of the manifold leads to a distance proportional to ds^2 from it",
        says=r"If $v \ne 0$ is tangent to the behaviour manifold $M$ at $\theta$, then $\operatorname{dist}(\theta + v\,ds, M)$ is of order"
        r" exactly $ds^2$. It fails for a line, where the distance is $0$, and for $y = x^3$ at $0$, where it is of order $ds^3$.",
        source=Source("post", "proof sketch of Claim 3, as quoted and answered in the comments"),
        amended_by="tangent-step-distance",
    ),
    as_stated,
    accepts=[sharp],
    checks=[witness(line, circle, name="a line"), witness(cubic, circle, name="a cubic"), exact(batches=2)],
)

amended = Case(
    Claim(
        "tangent-step-distance",
        HOLDS,
        revision=1,
        topic="fibres",
        title="A step t along a tangent vector v leads to the distance |II(v, v)| t^2 / 2 from the manifold, up to higher order",
        says=r"If $J(\theta)$ is onto, $M$ the fibre through $\theta$, $J v = 0$ and $II(v, v) = -J^+ D^2 F(v, v)$, then"
        r" $\operatorname{dist}(\theta + t v, M)^2 = |II(v, v)|^2 t^4 / 4 + O(t^5)$.",
        source=Source("project", "distance law"),
        uses=("submersion-fibre-dimension",),
        not_shown=(
            "the law for manifolds of class C^2 that are no fibres of polynomial maps",
            "the least smoothness for which it is O(t^2)",
        ),
    ),
    sharp,
    rejects=[
        sharp.without(tangent),
        sharp.replace("without the half", then=squared_distance.equals(fourth_order(2 * second_fundamental_form))),
        sharp.replace("with D^2 F for II", then=squared_distance.equals(fourth_order(bent))),
        sharp.replace("no distance at all", then=squared_distance.equals(fourth_order(0 * velocity))),
    ],
    checks=[exact(batches=4)],
)


def order_of_distance(graph):
    """Of ``(s, 0)`` from ``y = |x|^a`` in ``s``, for ``a = p/q >= 1`` and ``0 < s <= 1``: it is ``a``.

    The distance is at most ``s^a``, that of the point at ``x = s``. Points at ``x < 0`` are farther than ``s``. The squared distance of the
    one at ``x = s w^q``, ``w >= 0``, is ``s^2 (w^q - 1)^2 + s^(2a) w^(2p)``: at least ``s^(2a)`` times a polynomial in ``w``, which is more
    than ``4^-p`` everywhere (Sturm).
    """
    p, q, w = graph.value.numerator, graph.value.denominator, sympy.Symbol("w")
    beside = sympy.Poly((w**q - 1) ** 2 + w ** (2 * p) - sympy.Rational(1, 4**p), w)
    positive = p >= q and beside.eval(0) > 0 and beside.count_roots(0, None) == 0
    assert positive, "the distance is between s^a / 2^p and s^a"
    return graph.value


graphs = NamedInstances(
    "graphs of |x|^a",
    tuple(Subject(f"y = |x|^({exponent})", Fraction(exponent), Rationals()) for exponent in ("3/2", "2", "5/2", "4/3", "1")),
)
once_smooth = Condition("y = |x|^a is of class C^1", lambda graph: Truth.of(graph.value > 1))


def order_shown(graph):
    return {"order of the distance": str(order_of_distance(graph))}


quadratic = Statement(
    about=(graphs,),
    given=(once_smooth,),
    then=Proposition("the distance is O(ds^2)", lambda graph: Truth.of(order_of_distance(graph) >= 2), order_shown),
)
little_o = quadratic.replace(
    "o(ds)", then=Proposition("the distance is o(ds)", lambda graph: Truth.of(order_of_distance(graph) > 1), order_shown)
)

rough = Case(
    Claim(
        "tangent-step-distance-c1",
        FAILS,
        revision=1,
        topic="fibres",
        title="For a manifold of class C^1, a step ds along a tangent vector leads to a distance O(ds^2) from it",
        says=r"If $M$ is a $C^1$ submanifold and $v$ is tangent to it at $\theta$, then $\operatorname{dist}(\theta + v\,ds, M) ="
        r" O(ds^2)$. It fails for $y = |x|^{3/2}$ at $0$, where the distance is of order $ds^{3/2}$.",
        source=Source("post", "proof sketch of Claim 3, with no smoothness assumed but differentiability (footnote 7)"),
        amended_by="tangent-step-distance-is-little-o",
        pointwise=False,
    ),
    quadratic,
    accepts=[little_o],
    checks=[witness(*graphs)],
)

smooth_enough = Case(
    Claim(
        "tangent-step-distance-is-little-o",
        HOLDS,
        revision=1,
        topic="fibres",
        title="For a manifold of class C^1, a step ds along a tangent vector leads to a distance o(ds) from it",
        says=r"If $M$ is a $C^1$ submanifold and $v$ is tangent to it at $\theta$, then $\operatorname{dist}(\theta + v\,ds, M) = o(ds)$.",
        source=Source("project", "distance law"),
        not_shown=(
            "the statement for all C^1 manifolds, which is the definition of the derivative of a chart; here for graphs of powers",
            "that |x|^a is of class C^1 exactly for a > 1: at 0 its slope a |x|^(a - 1) has the limit 0 then, and else none",
        ),
        pointwise=False,
    ),
    little_o,
    rejects=[little_o.without(once_smooth), quadratic.replace("O(ds^2)")],
    checks=[witness(*graphs)],
)
