"""Along a tangent of its fibre the loss of a perfect fit grows with the fourth power at most; at other minima it can curve there."""

import numpy as np

from verify import (
    HOLDS,
    NO,
    Case,
    Claim,
    Condition,
    LowerBound,
    NamedInstances,
    Quantity,
    QuarticError,
    Source,
    Statement,
    Truth,
    curve,
    exact,
    local_minimum,
    perfect_fit,
    point,
    polynomial_map,
    polynomial_maps,
    quadratic_networks,
    relu_networks,
    valleys_of_minima,
    witness,
)
from verify.numbers.elements import flat as flat_elements
from verify.numbers.polynomials import Polynomials
from verify.ranks.spaces import kernel
from verify.statements.slices import loss_along


def coefficients(powers, directions):
    """Those of ``L(theta + t v)``, with no derivative taken, for all directions and all sums of two of them: a matrix."""

    def build(at):
        basis = directions(at).T
        first, second = np.triu_indices(len(basis))
        lines = loss_along(at, basis[first] + basis[second]) if len(basis) else []
        rows = [[line[power] if power < len(line) else 0 for power in powers] for line in lines]
        return at.numbers.array(rows) if rows else at.numbers.zeros((0, len(powers)))

    return Quantity(f"coefficients of t^{powers} in L(theta + t v)", build)


def flat(at):
    return kernel(at.numbers, at.jacobian)


def every(at):
    return at.numbers.array(np.eye(at.jacobian.shape[-1], dtype=int))


up_to_cubic = coefficients((1, 2, 3), flat)
smallest = NamedInstances(
    "minima in the plane",
    (
        point(polynomial_map("x**2 + y**2"), at=[1, 0], labels=[1]),
        point(polynomial_map("a", "b**2"), at=[0, 0], labels=[0, -1]),
        point(polynomial_map("a + 0*b", "0*a"), at=[0, 0], labels=[0, 0]),
        point(polynomial_map("a*b"), at=[0, 0], labels=[0], loss=QuarticError()),
        point(polynomial_map("a + b**2"), at=[1, 1], labels=[0]),
    ),
)

statement = Statement(
    about=(smallest, polynomial_maps, quadratic_networks, relu_networks), given=(perfect_fit,), then=up_to_cubic.vanishes()
)

case = Case(
    Claim(
        "tangent-step-loss-is-quartic",
        HOLDS,
        revision=1,
        topic="calculus",
        title="At a perfect fit, a step t orthogonal to every gradient raises the loss by O(t^4): no curvature there",
        says=r"Let $F$ and $l$ be of class $C^2$. If $F(\theta) = y$, $\nabla l(y) = 0$ and $J v = 0$, then"
        r" $L(\theta + t v) - L(\theta) = O(t^4)$, since the outputs change by $O(t^2)$ and the loss grows with the square of that.",
        source=Source("post", "proof sketch of Claim 3"),
        uses=("loss-quadratic-up-to-smaller-order",),
        not_shown=(
            "maps that are not polynomial near the point: there it is Taylor's theorem",
            "the same at a manifold of minima with nonzero residual: there it holds along the manifold's tangents, not along ker J",
        ),
    ),
    statement,
    rejects=[
        statement.without(perfect_fit),
        statement.replace("at every local minimum", given=(local_minimum,)),
        statement.replace("and the fourth power too", then=coefficients((1, 2, 3, 4), flat).vanishes()),
        statement.replace("along every vector", then=coefficients((1, 2, 3), every).vanishes()),
    ],
    checks=[exact(batches=2)],
)


def beside(model, at, labels, bound, squares, *, along, minima=None):
    """A global minimum by a proved bound, a vector, and perhaps a curve of minima through it: coefficients of ``t``, row by row."""
    below = LowerBound(bound, squares, model.variables)
    return point(model, at=at, labels=labels, facts={"lower bound of L": below, "v": along, "minima": minima})


def runs_through_minima(at):
    """Is ``v`` the velocity of the curve at ``t = 0``, and the loss the same all along the curve, as a polynomial in ``t``?"""
    if at.facts["minima"] is None:
        return NO
    found = curve(at.model, at.facts["minima"])
    through = at.numbers.zero(found.theta - at.theta).all() & at.numbers.zero(found.velocity - at.numbers.array(at.facts["v"])).all()
    germs = Polynomials()
    loss = at.loss.value(germs, found.along, germs.array(at.labels))
    return through & Truth.of(all(value.degree() <= 0 for value in flat_elements(np.atleast_1d(loss))))


def in_kernel(at):
    return at.numbers.zero(at.numbers.matmul(at.jacobian, at.numbers.array(at.facts["v"])[:, None])).all()


def along_vector(powers):
    def build(at):
        (line,) = loss_along(at, at.numbers.array([at.facts["v"]]))
        return at.numbers.array([line[power] if power < len(line) else 0 for power in powers])

    return Quantity(f"coefficients of t^{powers} in L(theta + t v)", build)


folded = polynomial_map("(y - x**2)**2", variables=("x", "y"))
squares = ("y - x**2", "y - x**2", "(y - x**2)**2")
split = polynomial_map("a", "b**2")
split_squares = ("a", "b", "b", "b**2")
sheet = polynomial_map("a**2", variables=("a", "b"))
parabola, straight = [[0, 1, 0], [0, 0, 1]], [[0, 0], [0, 1]]
beside_minima = NamedInstances(
    "minima with residual 1",
    (
        beside(folded, [0, 0], [-1], 1, squares, along=[1, 0], minima=parabola),
        beside(folded, [0, 0], [-1], 1, squares, along=[0, 1]),
        beside(split, [0, 0], [0, -1], 1, split_squares, along=[0, 1]),
        beside(sheet, [0, 0], [-1], 1, ("a", "a", "a**2"), along=[0, 1], minima=straight),
    ),
)
tangent_to_minima = Condition("v is tangent to a curve of minima through theta", runs_through_minima)
unseen = Condition("J v = 0", in_kernel)

valley = Statement(
    about=(beside_minima, valleys_of_minima), given=(local_minimum, tangent_to_minima), then=along_vector((1, 2, 3)).vanishes()
)

valley_case = Case(
    Claim(
        "loss-along-a-valley-is-quartic",
        HOLDS,
        revision=1,
        topic="calculus",
        title="Along a tangent of a manifold of minima with residual the loss is of fourth order; not along every v in ker J",
        says=r"If $M$ is a $C^2$ manifold of minima of a $C^2$ loss $L$ and $v$ is tangent to $M$ at $\theta$, then $L(\theta + t v) -"
        r" L(\theta) = O(\operatorname{dist}(\theta + t v, M)^2) = O(t^4)$. It is tangency that counts: $(a, b^2)$ with labels $(0, -1)$"
        r" has $J e_b = 0$ and $\partial_b^2 L = 4$.",
        source=Source("project", "loss along tangents of a manifold of minima"),
        uses=("tangent-step-distance",),
        not_shown=("manifolds of minima along which no polynomial curve runs, such as spheres",),
    ),
    valley,
    rejects=[
        valley.without(tangent_to_minima),
        valley.replace("along every v in ker J", given=(local_minimum, unseen)),
        valley.replace("and the fourth power too", then=along_vector((1, 2, 3, 4)).vanishes()),
    ],
    checks=[witness(*beside_minima), exact(batches=1, count=1)],
)
