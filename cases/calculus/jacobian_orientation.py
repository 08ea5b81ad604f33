"""The Jacobian of all outputs together is G^T: its rows are the gradients of the single outputs, and it is onto where rank G = k."""

import numpy as np

from verify import (
    HOLDS,
    Case,
    Claim,
    NamedInstances,
    Network,
    Quantity,
    Source,
    Statement,
    behaviours,
    exact,
    null_space,
    parameters,
    point,
    polynomial_map,
    quadratic_networks,
    rank,
    relu_networks,
    where,
)
from verify.maps.formulas import FormulaMap
from verify.statements.curves import CurveInstance


def parts(model):
    """The map of each input alone, whose outputs are those of the whole one after the other."""
    if isinstance(model, Network):
        return [Network(model.architecture, [row]) for row in model.inputs]
    return [FormulaMap(model.variables, (formula,)) for formula in model.formulas]


def one_by_one(at):
    """``G``: the gradients of the outputs on each input alone, as columns."""
    return np.concatenate([part.jacobian(at.numbers, at.theta) for part in parts(at.model)], axis=0).T


def all_together(at):
    """Column ``j``: how all outputs together move with parameter ``j``, read off their values along that axis, with no derivative."""
    steps = at.numbers.array(np.eye(len(at.theta), dtype=int))
    lines = [CurveInstance(at.numbers, at.model, np.stack([at.theta, step], axis=-1)) for step in steps]
    return np.stack([line.motion for line in lines], axis=-1)


together = Quantity("D(f(theta, x_1), ..., f(theta, x_k))", all_together)
gradients = Quantity("G", one_by_one)

smallest = NamedInstances(
    "two inputs",
    (
        point(polynomial_map("a*b", "3*a + b"), at=[1, 2], labels=[0, 0]),
        point(polynomial_map("a", "b"), at=[0, 0], labels=[0, 0]),
        point(polynomial_map("a", "2*a", variables=("a", "b", "c")), at=[0, 0, 0], labels=[0, 0]),
        point(polynomial_map("a + b", "c"), at=[0, 0, 0], labels=[0, 0]),
    ),
)
onto = where(rank(null_space(together.T)).equals(0))
square = where(parameters.equals(behaviours))

statement = Statement(about=(smallest, relu_networks, quadratic_networks), given=(), then=together.equals(gradients.T))
surjective = statement.replace("as stated", given=(onto,), then=rank(gradients).equals(behaviours))

transposed = Case(
    Claim(
        "jacobian-is-g-transpose",
        HOLDS,
        revision=1,
        topic="calculus",
        title="The Jacobian of the concatenated outputs is G^T, the matrix whose rows are the behavioural gradients",
        says=r"With $g_i = \nabla_\theta f(\theta, x_i)$ as columns of $G$, the derivative of $\theta \mapsto (f(\theta, x_1), \dots,"
        r" f(\theta, x_k))$ is $G^\top$, of size $k \times N$.",
        source=Source("post", "footnote 6, and the comment by Spencer Becker-Kahn that it answers"),
    ),
    statement,
    rejects=[
        statement.replace("G itself, where it is square", given=(square,), then=together.equals(gradients)),
        statement.replace("twice G^T", then=together.equals(2 * gradients.T)),
    ],
    checks=[exact(batches=2)],
)

onto_case = Case(
    Claim(
        "onto-means-independent-gradients",
        HOLDS,
        revision=1,
        topic="calculus",
        title="The Jacobian is onto exactly if G has rank k: how the matrix is turned makes no difference to its rank",
        says=r"$DF(\theta)$ is surjective if and only if $\operatorname{rank} G(\theta) = k$.",
        source=Source("post", "comment by Spencer Becker-Kahn on the submersion theorem"),
        uses=("jacobian-is-g-transpose",),
    ),
    surjective.replace("as stated", given=(), then=rank(null_space(together.T)).equals(behaviours - rank(gradients))),
    rejects=[
        surjective.replace("onto if G has rank N", then=rank(gradients).equals(parameters)),
        surjective.replace("without being onto", given=()),
    ],
    checks=[exact(batches=2)],
)
