"""For a linear model each datum is one linear equation, whose solutions have dimension n - 1 unless the input is zero."""

from verify import (
    HOLDS,
    Case,
    Claim,
    Condition,
    NamedInstances,
    Source,
    Statement,
    behaviours,
    exact,
    face,
    jacobian,
    linear_models,
    parameters,
    point,
    polynomial_map,
    sampled,
    solution_dimension,
)

labels = face("labels", "y")
fits = solution_dimension(jacobian, labels)
one_datum = Condition("there is one datum, x", lambda at: behaviours(at).equal(1), structural=True)
input_not_zero = Condition("x is not zero", lambda at: (~at.numbers.zero(at.jacobian)).any(axis=(-2, -1)))

smallest = NamedInstances(
    "one weight or two",
    (
        point(polynomial_map("2*w"), at=[0], labels=[1]),
        point(polynomial_map("v - w"), at=[0, 0], labels=[3]),
        point(polynomial_map("0*w"), at=[0], labels=[0]),
        point(polynomial_map("0*w"), at=[0], labels=[1]),
        point(polynomial_map("w", "2*w"), at=[0], labels=[1, 1]),
    ),
)
statement = Statement(
    about=(smallest, linear_models),
    given=(one_datum, input_not_zero),
    then=fits.equals(parameters - 1),
)

case = Case(
    Claim(
        "linear-model-one-constraint",
        HOLDS,
        revision=1,
        topic="linear",
        title="For a linear model, a datum with a nonzero input leaves weights of dimension n - 1, whatever its label",
        says=r"If $x \in \mathbb R^n$ is not zero, then for every real $y$ the weights with $w \cdot x = y$ form an affine space of"
        r" dimension $n - 1$. If $x = 0$, every weight has the value $0$ and none has another.",
        source=Source("post", "comment that summarises the post for a linear model, one data point"),
        not_shown=(
            "that there are as many classes as real numbers, with |R|^(n-1) points each: it follows, as every real y has its class",
        ),
    ),
    statement,
    rejects=[
        statement.without(input_not_zero),
        statement.without(one_datum),
        statement.replace("some weights fit, whatever the input", given=(one_datum,), then=fits.at_least(0)),
    ],
    checks=[sampled(batches=10, count=40), exact(batches=6, count=1)],
)
