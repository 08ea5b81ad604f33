"""The directions in which no behaviour changes to first order are those orthogonal to all gradients: a space of dimension N - rank G."""

from verify import (
    HOLDS,
    Case,
    Claim,
    NamedInstances,
    Quantity,
    Source,
    Statement,
    behaviours,
    exact,
    gradients,
    jacobian,
    matrix_pairs,
    null_space,
    parameters,
    point,
    polynomial_map,
    polynomial_maps,
    projection,
    rank,
    relu_networks,
)
from verify.ranks.spaces import kernel

unmoved = Quantity("{v: J v = 0}", lambda at: kernel(at.numbers, at.jacobian))

smallest = NamedInstances(
    "two parameters",
    (
        point(polynomial_map("a", "2*a", variables=("a", "b")), at=[0, 0], labels=[0, 0]),
        point(polynomial_map("a + b"), at=[0, 0], labels=[0]),
        point(polynomial_map("a", "b"), at=[0, 0], labels=[0, 0]),
        point(polynomial_map("a**2 + b**2"), at=[0, 0], labels=[0]),
    ),
)
statement = Statement(
    about=(smallest, matrix_pairs, polynomial_maps, relu_networks),
    given=(),
    then=projection(unmoved).equals(null_space(jacobian)) & rank(unmoved).equals(parameters - rank(gradients)),
)

case = Case(
    Claim(
        "kernel-dimension",
        HOLDS,
        revision=1,
        topic="rank",
        title="The directions that change no behaviour to first order are those orthogonal to the gradients: N - rank G dimensions",
        says=r"$\{v : Df_i(\theta) v = 0 \text{ for all } i\} = \operatorname{span}(g_1, \dots, g_k)^\perp$, and its dimension is"
        r" $N - \operatorname{rank} G(\theta)$.",
        source=Source("post", "proof sketch of Claim 3 and footnote 8"),
    ),
    statement,
    rejects=[
        statement.replace("dimension N - k", then=rank(unmoved).equals(parameters - behaviours)),
        statement.replace("dimension rank G", then=rank(unmoved).equals(rank(gradients))),
    ],
    checks=[exact(batches=4)],
)
