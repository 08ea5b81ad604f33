"""The rank of the Gauss-Newton term of a deep linear network at generic weights, without biases and with them."""

from verify import (
    HOLDS,
    Architecture,
    Case,
    Claim,
    Condition,
    NamedInstances,
    Network,
    Source,
    Statement,
    Truth,
    count,
    exact,
    gauss_newton,
    generic,
    largest_products,
    linear_grid,
    linear_networks,
    point,
    rank,
    witness,
)

SHALLOW = ((1, 1, 1), (2, 1, 2), (1, 2, 1), (2, 2, 2), (2, 3, 1), (3, 2, 3), (3, 1, 2), (2, 2, 3))
DEEP = ((1, 1, 1, 1), (2, 1, 2, 2), (2, 2, 2, 2), (1, 2, 3, 2), (3, 2, 1, 3), (1, 1, 1, 1, 1), (2, 2, 1, 2, 2), (2, 1, 2, 2, 1))

formula = count("q*(r + K - q)", q="r K h")
plain = Statement(
    about=(linear_grid("linear networks without biases", *SHALLOW, *DEEP),),
    given=(),
    then=rank(gauss_newton).equals(formula),
)


def of(widths, inputs, theta, biases=False):
    network = Network(Architecture(widths, "identity", biases=biases), inputs)
    return point(network, at=theta, labels=[1] * network.behaviours)


units = [[1, 0], [0, 1]]

case = Case(
    Claim(
        "deep-linear-gauss-newton-rank",
        HOLDS,
        revision=1,
        topic="linear",
        title="Without biases, the Gauss-Newton term of a deep linear network has generic rank q (r + K - q)",
        says=r"For squared error and $f(x) = W_L \cdots W_1 x$ with $K$ outputs, inputs of rank $r$ and $q = \min(r, K, m_1, \dots,"
        r" m_{L-1})$, at almost all weights $\operatorname{rank} J^\top J = q (r + K - q)$.",
        source=Source("singh2021", "rank of the outer-product Hessian of deep linear networks"),
        uses=("deep-linear-jacobian-rank",),
        pointwise=False,
    ),
    plain,
    rejects=[
        plain.replace("without the square", then=rank(gauss_newton).equals(count("q*(r + K)", q="r K h"))),
        plain.replace("as if no layer were narrow", then=rank(gauss_newton).equals(count("q*(r + K - q)", q="r K"))),
        plain.replace("as if inputs did not count", then=rank(gauss_newton).equals(count("q*K", q="r K h"))),
    ],
    checks=[
        generic(),
        witness(
            of((2, 1, 2), units, [1, 2, 1, -1]),
            of((1, 1, 1), [[0]], [1, 1]),
            of((2, 2, 2), units, [1, 0, 0, 1, 1, 1, 0, 1]),
            of((1, 1, 1, 1), [[1]], [1, 1, 1]),
        ),
    ],
)

unbiased = NamedInstances(
    "linear networks without biases, written out",
    (
        of((2, 1, 2), units, [1, 2, 1, -1]),
        of((2, 1, 2), units, [0, 0, 1, -1]),
        of((2, 2, 2), units, [1, 0, 0, 1, 1, 1, 0, 1]),
        of((2, 2, 2), units, [1, 0, 0, 0, 1, 1, 0, 1]),
        of((1, 2, 1), [[1]], [1, 0, 1, 0]),
        of((1, 2, 1), [[1]], [1, 0, 0, 1]),
        of((1, 1, 1, 1), [[1]], [1, 1, 1]),
        of((1, 1, 1, 1), [[0]], [1, 1, 1]),
        of((2, 2, 1, 2), units, [1, 0, 0, 1, 1, 1, 1, 1]),
    ),
)
no_biases = Condition("no layer has a bias", lambda at: Truth.of(not any(at.model.architecture.biases)), structural=True)
pointwise = Statement(about=(linear_networks, unbiased), given=(no_biases, largest_products), then=rank(gauss_newton).equals(formula))

at_full_products = Case(
    Claim(
        "deep-linear-gauss-newton-rank-at-full-products",
        HOLDS,
        revision=2,
        topic="linear",
        title="Without biases, rank J'J = q (r + K - q) wherever the products of matrices have the largest ranks that the widths allow",
        says=r"If every $W_L \cdots W_{l+1}$ has rank $\min(m_l, \dots, K)$ and every $W_{l-1} \cdots W_1 X$ has rank"
        r" $\min(r, m_1, \dots, m_{l-1})$, then $\operatorname{rank} J^\top J = q (r + K - q)$ there, with"
        r" $q = \min(r, K, m_1, \dots, m_{L-1})$: what generic weights are is said, and no other genericity is used.",
        source=Source("project", "pointwise form of the rank of the outer-product Hessian of deep linear networks"),
        uses=("deep-linear-jacobian-rank",),
    ),
    pointwise,
    rejects=[
        pointwise.without(largest_products),
        pointwise.without(no_biases),
        pointwise.replace("without the square", then=rank(gauss_newton).equals(count("q*(r + K)", q="r K h"))),
        pointwise.replace("as if no layer were narrow", then=rank(gauss_newton).equals(count("q*(r + K - q)", q="r K"))),
    ],
    checks=[exact(batches=12, count=2)],
)

with_biases = Statement(
    about=(linear_grid("linear networks with biases", *SHALLOW[:6], *DEEP[:3], biases=True, shifts=(0, 1)),),
    given=(),
    then=rank(gauss_newton).equals(count("K + q*(r_c + K - q)", q="r_c K h")),
)

biased = Case(
    Claim(
        "deep-linear-gauss-newton-rank-with-biases",
        HOLDS,
        revision=1,
        topic="linear",
        title="With biases, the Gauss-Newton term of a deep linear network has generic rank K + q (r_c + K - q), inputs centred",
        says=r"With a bias in every layer, $r_c$ the rank of $X - \bar x 1^\top$ and $q = \min(r_c, K, m_1, \dots, m_{L-1})$, at almost all"
        r" parameters $\operatorname{rank} J^\top J = K + q (r_c + K - q)$: the last bias moves the mean outputs freely, and what is left"
        r" is a network without biases on centred inputs.",
        source=Source("project", "rank of the outer-product Hessian of deep linear networks with biases"),
        uses=("deep-linear-jacobian-rank",),
        pointwise=False,
    ),
    with_biases,
    rejects=[
        with_biases.replace("inputs not centred", then=rank(gauss_newton).equals(count("K + q*(r + K - q)", q="r K h"))),
        with_biases.replace("as without biases", then=rank(gauss_newton).equals(count("q*(r_1 + K - q)", q="r_1 K h"))),
        with_biases.replace("one free output", then=rank(gauss_newton).equals(count("1 + q*(r_c + K - q)", q="r_c K h"))),
    ],
    checks=[generic()],
)
