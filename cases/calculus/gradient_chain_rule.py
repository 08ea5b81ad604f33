"""The gradient of a composed loss is the gradient of the loss pulled back by the Jacobian of the behaviours."""

from verify import (
    HOLDS,
    Case,
    Claim,
    FewIndices,
    LinearInLossJet,
    Quantity,
    Source,
    Statement,
    derived,
    exact,
    first_derivatives,
    polynomial_losses,
    pulled_back_gradient,
    quadratic_networks,
    relu_networks,
    small_minima,
)

statement = Statement(
    about=(small_minima, polynomial_losses, quadratic_networks, relu_networks),
    given=(),
    then=first_derivatives.equals(pulled_back_gradient),
)

unweighted = Quantity("sum_a grad F_a", lambda at: at.jacobian.sum(axis=-2))

case = Case(
    Claim(
        "gradient-chain-rule",
        HOLDS,
        revision=1,
        topic="calculus",
        title="The gradient of l(F(theta)) is J^T grad l",
        says=r"Where $F$ is differentiable at $\theta$ and $l$ at $F(\theta)$, the gradient of $L = l \circ F$ is $\partial_i "
        r"L = \sum_a \partial_a l(F(\theta))\, \partial_i F_a(\theta)$.",
        source=Source("notes", "displayed formula before equation (1)"),
        not_shown=("functions that are differentiable at the point and not continuously differentiable near it",),
    ),
    statement,
    rejects=[
        statement.replace("without the slopes of the loss", then=first_derivatives.equals(unweighted)),
        statement.replace("counted twice", then=first_derivatives.equals(2 * pulled_back_gradient)),
    ],
    checks=[derived(LinearInLossJet(), FewIndices()), exact(batches=4, count=1)],
)
