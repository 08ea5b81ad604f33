"""The Hessian of a composed loss is the Gauss-Newton term plus the curvature of the behaviours weighted by the slope of the loss."""

from verify import (
    HOLDS,
    Case,
    Claim,
    FewIndices,
    LinearInLossJet,
    Source,
    Statement,
    derived,
    exact,
    gauss_newton,
    jacobian,
    polynomial_losses,
    quadratic_networks,
    residual_curvature,
    second_derivatives,
    small_minima,
)

statement = Statement(
    about=(small_minima, polynomial_losses, quadratic_networks),
    given=(),
    then=second_derivatives.equals(gauss_newton + residual_curvature),
)

case = Case(
    Claim(
        "hessian-decomposition",
        HOLDS,
        revision=1,
        topic="calculus",
        title="The Hessian of l(F(theta)) is the sum of the Gauss-Newton term and the residual curvature",
        says=r"For $F$ and $l$ of class $C^2$ and $L = l \circ F$: $\partial_j \partial_i L = \sum_{a,b} l_{ab}\, \partial_j "
        r"F_b\, \partial_i F_a + \sum_a l_a\, \partial_j \partial_i F_a$.",
        source=Source("notes", "equation (1)"),
        not_shown=("points where F or l is not twice continuously differentiable",),
    ),
    statement,
    rejects=[
        statement.replace("without the residual curvature", then=second_derivatives.equals(gauss_newton)),
        statement.replace("without the Gauss-Newton term", then=second_derivatives.equals(residual_curvature)),
        statement.replace("without the curvature of the loss", then=second_derivatives.equals(jacobian.T @ jacobian + residual_curvature)),
        statement.replace("residual curvature counted twice", then=second_derivatives.equals(gauss_newton + 2 * residual_curvature)),
    ],
    checks=[derived(LinearInLossJet(), FewIndices()), exact(batches=5, count=1)],
)
