"""The rank of the Jacobian of a deep linear network, at any weights, from the ranks of products of its matrices."""

from verify import (
    HOLDS,
    Architecture,
    Case,
    Claim,
    Network,
    Quantity,
    Source,
    Statement,
    arriving,
    count,
    exact,
    flags,
    jacobian,
    linear_networks,
    point,
    products_after,
    rank,
    witness,
)
from verify.ranks.bounds import Bounds

statement = Statement(about=(linear_networks,), given=(), then=rank(jacobian).equals(flags))
generic_formula = count("q*(r + K - q)", q="r K h")


def added_up(at):
    ranks = [(at.rank(after), at.rank(before)) for after, before in zip(products_after(at), arriving(at), strict=True)]
    return Bounds(sum(a.lower * b.lower for a, b in ranks), sum(a.upper * b.upper for a, b in ranks))


overcounted = Quantity("sum_l a_l b_l", added_up)

data = [[1, 0], [0, 1]]
plain = Network(Architecture((2, 1, 2), "identity", biases=False), data)
biased = Network(Architecture((2, 1, 2), "identity"), data)
deep = Network(Architecture((2, 2, 2, 1), "identity", biases=False), data)


def at(network, *theta):
    return point(network, at=list(theta), labels=[0] * network.behaviours)


named = (
    at(plain, 1, 2, 1, -1),
    at(plain, 0, 0, 1, -1),
    at(plain, 0, 0, 0, 0),
    at(biased, 1, 2, 3, 1, -1, 0, 0),
    at(biased, 0, 0, 1, 1, 1, 0, 0),
    at(deep, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1),
)

case = Case(
    Claim(
        "deep-linear-jacobian-rank",
        HOLDS,
        revision=1,
        topic="linear",
        title="At any weights the Jacobian of a deep linear network has a rank that the products of its matrices determine",
        says=r"Let $f(x) = W_L \cdots W_1 x$, or the same with a bias in every layer; $a_l = \operatorname{rank}(W_L \cdots W_{l+1})$, and"
        r" $b_l$ the rank of what arrives at layer $l$ on the data (with a row of ones if there are biases), $b_{L+1} = 0$."
        r" Then $\operatorname{rank} J = \sum_{l=1}^{L} a_l (b_l - b_{l+1})$: the image of $J$ is a sum of"
        r" tensor products $U_l \otimes V_l$ with $U_l$ growing and $V_l$ shrinking.",
        source=Source("project", "rank of the Jacobian of a linear network, from two flags"),
        not_shown=("networks in which some layers have a bias and others have none",),
    ),
    statement,
    rejects=[
        statement.replace("the generic formula at any weights", then=rank(jacobian).equals(generic_formula)),
        statement.replace("the layers' shares added up", then=rank(jacobian).equals(overcounted)),
    ],
    checks=[witness(*named), exact(batches=10, count=3)],
)
