"""Along a tangent of its fibre the loss of a perfect fit grows with the fourth power at most; at other minima it can curve there."""

import numpy as np

from verify import (
    HOLDS,
    Case,
    Claim,
    NamedInstances,
    QuarticError,
    Quantity,
    Source,
    Statement,
    exact,
    local_minimum,
    perfect_fit,
    point,
    polynomial_map,
    polynomial_maps,
    quadratic_networks,
    relu_networks,
)
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
        title="At a perfect fit, a step t along a vector that every gradient is orthogonal to raises the loss by O(t^4): no curvature there",
        says=r"If $F(\theta) = y$, $\nabla l(y) = 0$ and $J v = 0$, then $L(\theta + t v) - L(\theta) = O(t^4)$, since the outputs change by"
        r" $O(t^2)$ and the loss grows with the square of that.",
        source=Source("post", "proof sketch of Claim 3"),
        uses=("tangent-step-distance",),
        not_shown=(
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
