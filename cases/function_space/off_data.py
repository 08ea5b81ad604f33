"""What a fibre leaves free off the training data: for a linear model what new features add to the span of the old ones, and no more."""

import numpy as np

from verify import (
    FAILS,
    HOLDS,
    Case,
    Claim,
    MatrixInstance,
    NamedInstances,
    Quantity,
    Rationals,
    Source,
    Statement,
    behaviours,
    exact,
    jacobian,
    matrix_pairs,
    null_space,
    parameters,
    rank,
    sampled,
    where,
    witness,
)

features = jacobian  # row i of a linear model f = theta . phi(x) is phi(x_i); the last row is an input that is not trained on
trained = Quantity("phi(x_1), ..., phi(x_D)", lambda at: at.jacobian[..., :-1, :])
new = Quantity("phi(x)", lambda at: at.jacobian[..., -1:, :])
reach = rank(new @ null_space(trained))  # of the values f(x) over the fibre: 0 if they are one value, 1 if they are every value


def linear(rows):
    numbers = Rationals()
    return MatrixInstance(numbers, numbers.array(rows), numbers.array(np.eye(len(rows), dtype=int)))


models = (linear([[1], [2]]), linear([[1, 0], [2, 0]]), linear([[1, 0], [0, 1], [1, 1]]), linear([[1, 0], [0, 1]]), linear([[1], [0]]))
about = (NamedInstances("linear models", models), matrix_pairs)

arbitrary = Statement(about=about, given=(), then=reach.equals(1))
sharp = arbitrary.replace("what the new features add", then=reach.equals(rank(features) - rank(trained)))
enough_parameters = where(parameters.at_least(behaviours))

stated = Case(
    Claim(
        "off-data-arbitrary",
        FAILS,
        revision=1,
        topic="function_space",
        title="Every behaviour manifold contains models with arbitrary values off the training inputs",
        says=r"For every $\theta$, every $x$ that is not a training input and every value $t$, some $\theta'$ in the fibre of $\theta$"
        r" has $f(x, \theta') = t$.",
        source=Source("notes", "first comment, on behaviour manifolds that always include models with arbitrary behaviour elsewhere"),
        amended_by="off-data-free-directions",
    ),
    arbitrary,
    accepts=[sharp],
    checks=[witness(*models)],
)

amended = Case(
    Claim(
        "off-data-free-directions",
        HOLDS,
        revision=1,
        topic="function_space",
        title="A linear model is free at a new input, given its values at others, exactly if the new features are independent",
        says=r"For $f(x, \theta) = \theta \cdot \varphi(x)$ the values $f(x, \theta')$ over the fibre of $\theta$ are all of $\mathbb R$ if"
        r" $\varphi(x) \notin \operatorname{span}(\varphi(x_1), \dots, \varphi(x_D))$, and one value otherwise:"
        r" the dimension of what is reached is $\operatorname{rank}(\varphi(x_1), \dots, \varphi(x_D), \varphi(x)) -"
        r" \operatorname{rank}(\varphi(x_1), \dots, \varphi(x_D))$.",
        source=Source("project", "linear models off the training data"),
        not_shown=("models that are not linear in their parameters", "the space of all functions, where every value is reached"),
    ),
    sharp,
    rejects=[
        arbitrary.replace("whatever the new input"),
        arbitrary.replace("with more parameters than training inputs", given=(enough_parameters,)),
        sharp.replace("whatever the features are, if the new ones are not zero", then=reach.equals(rank(new))),
    ],
    checks=[witness(*models), sampled(batches=10, count=40), exact(batches=6, count=2)],
)
