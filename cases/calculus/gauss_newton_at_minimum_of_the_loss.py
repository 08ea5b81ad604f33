"""Where the outputs are a local minimum of the loss itself, the Hessian of the total loss is the Gauss-Newton term alone."""

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
    local_minimum,
    loss_minimal,
    loss_minimal_on_cube,
    polynomial_losses,
    quadratic_networks,
    second_derivatives,
    small_minima,
)

statement = Statement(
    about=(small_minima, polynomial_losses, quadratic_networks),
    given=(loss_minimal,),
    then=second_derivatives.equals(gauss_newton),
)

case = Case(
    Claim(
        "gauss-newton-at-l-min",
        HOLDS,
        revision=1,
        topic="calculus",
        title="Where F(theta) is a local minimum of l, the Hessian of L is J^T H J",
        says=r"If $F(\theta^*)$ is a local minimum of $l$, then $\partial_j \partial_i L(\theta^*) = \sum_{a,b} l_{ab}\, "
        r"\partial_j F_b\, \partial_i F_a$.",
        source=Source("notes", "formula after 'Therefore' in section At A Local Minimum of The Loss Function"),
        uses=("hessian-decomposition", "min-of-l-kills-second-term"),
        not_shown=("that the Hessian is positive definite: it vanishes on the kernel of J",),
    ),
    statement,
    rejects=[
        statement.replace("theta a local minimum of L instead", given=(local_minimum,)),
        statement.replace("least on a cube only", given=(loss_minimal_on_cube,)),
        statement.replace("without the curvature of the loss", then=second_derivatives.equals(jacobian.T @ jacobian)),
    ],
    checks=[derived(LinearInLossJet(), FewIndices()), exact(batches=3, count=1)],
)
