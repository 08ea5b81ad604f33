"""Half the sum of squared errors has the identity as its Hessian, at every vector of outputs."""

from verify import (
    HOLDS,
    Case,
    Claim,
    FewIndices,
    Source,
    Statement,
    derived,
    exact,
    half_mean_of_squares,
    half_sum_of_squares,
    loss_hessian,
    loss_minimal,
    small_gram_matrices,
    squared_errors,
    unit_form,
)

statement = Statement(
    about=(small_gram_matrices, squared_errors),
    given=(half_sum_of_squares,),
    then=loss_hessian.equals(unit_form),
)

case = Case(
    Claim(
        "loss-example-identity-hessian",
        HOLDS,
        revision=1,
        topic="calculus",
        title="The Hessian of half the sum of squared errors is the identity",
        says=r"For $l(o_1, \dots, o_D) = \frac{1}{2} \sum_{d=1}^{D} \| o_d - y_d \|^2$ on $(\mathbb{R}^k)^D$, $\partial^2 l / "
        r"\partial o_{pd}\, \partial o_{qd'} = \delta_{pq} \delta_{dd'}$ at every $o$.",
        source=Source("notes", "example (*) in section Basic Notation and Terminology"),
    ),
    statement,
    rejects=[
        statement.replace("half the mean instead", given=(half_mean_of_squares,)),
        statement.replace("any loss at its minimum", given=(loss_minimal,)),
    ],
    checks=[derived(FewIndices()), exact(batches=3, count=1)],
)
