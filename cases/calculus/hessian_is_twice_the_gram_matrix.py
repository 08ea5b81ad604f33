"""For the sum of squared errors at zero loss, the Hessian is twice the Gram matrix of the behavioural gradients."""

from verify import (
    HOLDS,
    AdditiveOverData,
    Case,
    Claim,
    FewIndices,
    Source,
    Statement,
    derived,
    exact,
    half_sum_of_squares,
    jacobian,
    local_minimum,
    mean_of_squares,
    perfect_fit,
    second_derivatives,
    small_gram_matrices,
    small_minima,
    squared_errors,
    sum_of_squares,
)

statement = Statement(
    about=(small_gram_matrices, small_minima, squared_errors),
    given=(sum_of_squares, perfect_fit),
    then=second_derivatives.equals(2 * (jacobian.T @ jacobian)),
)

case = Case(
    Claim(
        "hessian-is-twice-gram-matrix",
        HOLDS,
        revision=1,
        topic="calculus",
        title="For the sum of squared errors at zero loss, the Hessian is 2 G G^T",
        says=r"If $L(\theta) = \sum_i (f(\theta, x_i) - y_i)^2$ and $L(\theta) = 0$, then $\nabla^2 L(\theta) = 2 G G^\top$ with the"
        r" behavioural gradients $g_i = \nabla_\theta f(\theta, x_i)$ as columns of $G = J^\top$; each input contributes $2 g_i g_i^\top$.",
        source=Source("post", "footnote 9"),
        uses=("gauss-newton-at-stationary-loss",),
        not_shown=("that the loss at a local minimum may be taken to be zero: only residuals that vanish make it so",),
    ),
    statement,
    rejects=[
        statement.without(perfect_fit),
        statement.replace("at a local minimum of L", given=(sum_of_squares, local_minimum)),
        statement.replace("the mean instead of the sum", given=(mean_of_squares, perfect_fit)),
        statement.replace("half the sum", given=(half_sum_of_squares, perfect_fit)),
    ],
    checks=[derived(FewIndices(), AdditiveOverData()), exact(batches=3, count=1)],
)
