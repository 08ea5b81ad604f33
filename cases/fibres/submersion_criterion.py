"""F is a submersion at theta exactly where the behavioural gradients are independent; the number of parameters does not enter."""

from verify import (
    HOLDS,
    Case,
    Claim,
    NamedInstances,
    Proposition,
    Source,
    Statement,
    behaviours,
    exact,
    gradients,
    jacobian,
    parameters,
    point,
    polynomial_map,
    polynomial_maps,
    projection,
    rank,
    relu_networks,
    sampled,
    unit_form,
)


def onto(at):
    """Is every vector of behaviours an image? Exactly if the orthogonal projection onto the image is the identity."""
    return projection(jacobian).equals(unit_form).judge(at)


def exactly_where(conclusion):
    """J is onto if and only if the conclusion holds."""

    def judge(at):
        surjective, holds = onto(at), conclusion.judge(at)
        return (surjective & holds) | (~surjective & ~holds)

    return Proposition(f"J is onto if and only if {conclusion.text}", judge, conclusion.values)


smallest = NamedInstances(
    "one or two behaviours",
    (
        point(polynomial_map("a", variables=("a", "b")), at=[0, 0], labels=[0]),
        point(polynomial_map("a", "b"), at=[0, 0], labels=[0, 0]),
        point(polynomial_map("t", "t**2"), at=[1], labels=[0, 0]),
        point(polynomial_map("x**2 + y**2"), at=[0, 0], labels=[0]),
    ),
)
statement = Statement(
    about=(smallest, polynomial_maps, relu_networks),
    given=(),
    then=exactly_where(rank(gradients).equals(behaviours)),
)

case = Case(
    Claim(
        "submersion-criterion",
        HOLDS,
        revision=1,
        topic="fibres",
        title="F is a submersion at theta if and only if the rank of G is the number of behaviours",
        says=r"$J(\theta)$ is surjective if and only if $\operatorname{rank} G(\theta) = m$. Whether one writes the gradients as"
        r" the rows of $J$ or as the columns of $G = J^\top$ makes no difference.",
        source=Source("post", "comment on the submersion theorem; reply on the Jacobian and its transpose"),
    ),
    statement,
    rejects=[
        statement.replace("iff the rank is N", then=exactly_where(rank(gradients).equals(parameters))),
        statement.replace("iff there are enough parameters", then=exactly_where(parameters.at_least(behaviours))),
        statement.replace("iff G is not zero", then=exactly_where(rank(gradients).at_least(1))),
    ],
    checks=[sampled(batches=4, count=40), exact(batches=3, count=1)],
)
