"""All parameters of zero loss lie in one fibre, which can have several components, even of different dimensions."""

from verify import (
    FAILS,
    Case,
    Claim,
    Condition,
    FormulaLoss,
    NamedInstances,
    Quantity,
    Source,
    SquaredError,
    Statement,
    Truth,
    joined,
    point,
    polynomial_map,
    witness,
)
from verify.statements.again import at_again
from verify.statements.minima import total_loss


def pair(formula, first, second, label, loss=None, **facts):
    return point(polynomial_map(formula), at=first, labels=[label], loss=loss, facts={"again": second, **facts})


def no_loss(at):
    return at.numbers.zero(total_loss(at, at.theta))


def vanishes_at_labels_only(at):
    """Yes for squared error; no of a loss that is 0 here although the outputs are not the labels."""
    missed = no_loss(at) & ~at.numbers.zero(at.outputs - at.labels).all()
    return Truth.of(isinstance(at.loss, SquaredError), missed.is_yes)


two_wells = FormulaLoss(("o",), "(o**2 - 1)**2 + 0*y1")
pairs = (
    pair("a*b", [1, 1], [-1, -1], 1),
    pair("a*((a - 2)**2 + b**2)", [0, 1], [2, 0], 0),
    pair("a*((a - 2)**2 + b**2)", [0, 1], [0, -1], 0),
    pair("a*b", [1, 0], [0, 1], 0, via=[[0, 0]]),
    pair("a + b", [1, 0], [0, 1], 1),
    pair("t", [0], [2], 1),
    pair("t", [1], [-1], 0, loss=two_wells),
)
zero_loss = Condition("L(theta) = L(theta') = 0", lambda at: no_loss(at) & no_loss(at_again(at)))
definite = Condition("l(o) = 0 only where o = y", vanishes_at_labels_only)
outputs, outputs_again = Quantity("F(theta)", lambda at: at.outputs), Quantity("F(theta')", lambda at: at_again(at).outputs)

as_stated = Statement(about=(NamedInstances("pairs of parameters", pairs),), given=(definite, zero_loss), then=joined)
sharp = as_stated.replace("one fibre", then=outputs_again.equals(outputs))

stated = Case(
    Claim(
        "one-solution-manifold",
        FAILS,
        revision=1,
        topic="fibres",
        title="The parameters of zero loss form one connected manifold",
        says=r"For squared error, any two parameters of zero loss are joined by a path of zero loss. It fails for $a b$ with label $1$.",
        source=Source("post", "comment that asks how there is more than one solution manifold"),
        amended_by="one-behaviour-at-zero-loss",
        not_shown=(
            "that the solution set of a given network falls apart: permuted hidden units and signs are a common cause",
            "that its components have one dimension: a((a - 2)^2 + b^2) = 0 is a line and a point",
        ),
        pointwise=False,
    ),
    as_stated,
    accepts=[sharp],
    checks=[witness(*pairs)],
)
