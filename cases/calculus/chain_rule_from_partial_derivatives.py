"""Partial derivatives of the loss alone do not give the chain rule: the loss must be differentiable."""

from verify import (
    FAILS,
    Case,
    Claim,
    NamedInstances,
    Source,
    Statement,
    cone,
    loss_differentiable,
    losses_of_degree_one,
    partial_derivatives_along_line,
    slope_along_line,
    witness,
)

diagonal = cone(("x", "y"), "x**2*y/(x**2 + y**2)", (1, 1))
axis = cone(("x", "y"), "x**2*y/(x**2 + y**2)", (1, 0))
plane = cone(("x", "y"), "x + 2*y", (1, 1))

as_stated = Statement(
    about=(
        NamedInstances("three losses of degree one", (diagonal, axis, plane), "losses with all directional derivatives at the origin"),
        losses_of_degree_one,
    ),
    given=(),
    then=slope_along_line.equals(partial_derivatives_along_line),
)
sharp = as_stated.replace("of a differentiable loss", given=(loss_differentiable,))

case = Case(
    Claim(
        "chain-rule-from-partial-derivatives",
        FAILS,
        revision=1,
        topic="calculus",
        title="The chain rule needs no more than the partial derivatives of the loss",
        says=r"If $l$ has partial derivatives at $F(\theta)$ and $F$ is smooth, then $\partial_i (l \circ F) = \sum_a "
        r"\partial_a l\, \partial_i F_a$.",
        source=Source("project", "the hypothesis of the chain rule"),
        amended_by="gradient-chain-rule",
    ),
    as_stated,
    accepts=[sharp],
    checks=[witness(diagonal, axis, plane)],
)
