"""Where the gradient of the loss vanishes at the outputs, the Hessian of the total loss is the Gauss-Newton term, minimum or not."""

from verify import (
    HOLDS,
    Case,
    Claim,
    FewIndices,
    LinearInLossJet,
    Source,
    Statement,
    critical_point,
    derived,
    exact,
    gauss_newton,
    local_minimum,
    loss_gradient,
    loss_stationary,
    polynomial_losses,
    quadratic_networks,
    second_derivatives,
    small_minima,
    where,
)

statement = Statement(
    about=(small_minima, polynomial_losses, quadratic_networks),
    given=(loss_stationary,),
    then=second_derivatives.equals(gauss_newton),
)

case = Case(
    Claim(
        "gauss-newton-at-stationary-loss",
        HOLDS,
        revision=1,
        topic="calculus",
        title="Where grad l vanishes at F(theta), the Hessian of L is J^T H J; theta need not be a minimum",
        says=r"If $\nabla l(F(\theta)) = 0$, in particular at a perfect fit, then $\nabla^2 L(\theta) = J^\top \nabla^2 l\, J$. "
        r"Neither $\theta$ nor $F(\theta)$ need be a minimum of anything.",
        source=Source("project", "perfect fit"),
        uses=("hessian-decomposition",),
        not_shown=("that F continuously differentiable near theta suffices: the derivation takes F twice continuously differentiable",),
    ),
    statement,
    rejects=[
        statement.replace("theta critical for L instead", given=(critical_point,)),
        statement.replace("theta a local minimum of L instead", given=(local_minimum,)),
        statement.replace("the converse: only where grad l vanishes", given=(where(statement.then),), then=loss_gradient.vanishes()),
    ],
    checks=[derived(LinearInLossJet(), FewIndices()), exact(batches=3, count=1)],
)
