"""At a minimum of a loss whose Hessian is the identity, the Hessian of the total loss is the Gram matrix of the gradients."""

from verify import (
    HOLDS,
    Case,
    Claim,
    FewIndices,
    Source,
    Statement,
    derived,
    exact,
    jacobian,
    local_minimum,
    loss_curvature_diagonal,
    loss_curvature_identity,
    loss_minimal,
    polynomial_losses,
    second_derivatives,
    small_gram_matrices,
    squared_errors,
)

statement = Statement(
    about=(small_gram_matrices, polynomial_losses, squared_errors),
    given=(loss_minimal, loss_curvature_identity),
    then=second_derivatives.equals(jacobian.T @ jacobian),
)

case = Case(
    Claim(
        "identity-hessian-gram",
        HOLDS,
        revision=1,
        topic="calculus",
        title="Where F(theta) is a minimum of l and the Hessian of l is the identity, Hess L is the Gram matrix J^T J",
        says=r"If $F(\theta^*)$ is a local minimum of $l$ and $\nabla^2 l = I$ there, then $\partial_j \partial_i L(\theta^*) = \sum_{p,d}"
        r" \partial_j f_p(x_d)\, \partial_i f_p(x_d)$, that is, $\sum_d \partial_i f(x_d) \cdot \partial_j f(x_d)$.",
        source=Source("notes", "equation (2)"),
        uses=("gauss-newton-at-l-min",),
    ),
    statement,
    rejects=[
        statement.replace("any curvature of the loss", given=(loss_minimal,)),
        statement.replace("a diagonal Hessian of the loss", given=(loss_minimal, loss_curvature_diagonal)),
        statement.replace("theta a local minimum of L instead", given=(local_minimum, loss_curvature_identity)),
    ],
    checks=[derived(FewIndices()), exact(batches=3, count=1)],
)
