"""The rank of the whole Hessian of a deep linear network at generic weights: less than the sum of the ranks of its two terms."""

from verify import (
    HOLDS,
    Architecture,
    Case,
    Claim,
    Network,
    Source,
    Statement,
    count,
    gauss_newton,
    generic,
    hessian,
    linear_grid,
    point,
    rank,
    residual_curvature,
    witness,
)

SHALLOW = ((1, 1, 1), (2, 1, 2), (1, 2, 1), (2, 2, 2), (2, 3, 1), (3, 2, 3), (3, 1, 2), (2, 2, 3))
DEEP = ((1, 1, 1, 1), (2, 1, 2, 2), (2, 2, 2, 2), (1, 2, 3, 2), (3, 2, 1, 3), (1, 1, 1, 1, 1), (2, 2, 1, 2, 2), (2, 1, 2, 2, 1))
units = [[1, 0], [0, 1]]


def of(widths, inputs, theta, labels):
    return point(Network(Architecture(widths, "identity", biases=False), inputs), at=theta, labels=labels)


plain = Statement(
    about=(linear_grid("linear networks without biases, any residual", *SHALLOW, *DEEP),),
    given=(),
    then=rank(hessian).equals(count("2*q*M - L*q**2 + q*(r + K)", q="r K h")),
)
added = rank(hessian).equals(rank(gauss_newton) + rank(residual_curvature))

without_biases = Case(
    Claim(
        "deep-linear-hessian-rank",
        HOLDS,
        revision=1,
        topic="linear",
        title="Without biases, the Hessian of the squared error of a deep linear network has generic rank 2 q M - L q^2 + q (r + K)",
        says=r"For squared error and $f(x) = W_L \cdots W_1 x$ with $L \ge 2$, $K$ outputs, $M$ hidden units in all, inputs of rank $r$ and"
        r" $q = \min(r, K, m_1, \dots, m_{L-1})$, at almost all weights and labels"
        r" $\operatorname{rank} \nabla^2 L = 2 q M - L q^2 + q (r + K)$. It falls short of the sum of the ranks of the two terms"
        r" by $q (2 \min(r, K) - q)$.",
        source=Source("singh2021", "rank of the loss Hessian of deep linear networks"),
        uses=("deep-linear-gauss-newton-rank", "deep-linear-residual-curvature-rank"),
        not_shown=("layers of other widths than those of the families named: what is found there is no proof for all sizes",),
        pointwise=False,
    ),
    plain,
    rejects=[
        plain.replace("the ranks of the two terms add up", then=added),
        plain.replace("full rank", then=rank(hessian).equals(count("m_1*(r + K)"))),
        plain.replace("one layer less", then=rank(hessian).equals(count("2*q*M - (L - 1)*q**2 + q*(r + K)", q="r K h"))),
    ],
    checks=[
        generic(),
        witness(
            of((2, 2, 2), units, [1, 2, 0, 1, 1, 0, 1, 1], [0, 2, -1, 5]),
            of((3, 1, 2), [[1, 0, 0], [0, 1, 0]], [1, 2, 0, 1, -1], [0, 0, 0, 1]),
            of((1, 1, 1), [[0]], [1, 1], [1]),
            of((1, 1, 1, 1), [[1]], [1, 2, 1], [1]),
        ),
    ],
)

balanced = Statement(
    about=(
        linear_grid(
            "linear networks with biases, residuals that add up to 0", *SHALLOW[:5], *DEEP[:3], biases=True, balanced=True, shifts=(0, 1)
        ),
    ),
    given=(),
    then=rank(hessian).equals(count("K + 2*q*M - L*q**2 + q*(r_c + K)", q="r_c K h")),
)

residuals_sum_to_zero = Case(
    Claim(
        "deep-linear-hessian-rank-residuals-sum-to-zero",
        HOLDS,
        revision=1,
        topic="linear",
        title="With biases, where the residuals add up to zero, the Hessian has generic rank K + 2 q M - L q^2 + q (r_c + K)",
        says=r"With a bias in every layer and labels whose residuals satisfy $\sum_n \delta_n = 0$, and are generic otherwise, at almost"
        r" all parameters $\operatorname{rank} \nabla^2 L = K + 2 q M - L q^2 + q (r_c + K)$, $q = \min(r_c, K, m_1, \dots, m_{L-1})$,"
        r" with $r_c$ the rank of the centred inputs.",
        source=Source("project", "rank of the loss Hessian with biases where the residuals add up to zero"),
        uses=("deep-linear-gauss-newton-rank-with-biases", "deep-linear-residual-curvature-rank-residuals-sum-to-zero"),
        not_shown=(
            "the same at every critical point: the residuals add up to 0 there, but need not be generic otherwise",
            "anything at such points: w2 (w1 x + b1) + b2 on 0, 1, 2 with labels 0, 0, 1 has one of rank 2, not 3",
            "layers of other widths than those of the families named: what is found there is no proof for all sizes",
        ),
        pointwise=False,
    ),
    balanced,
    rejects=[
        balanced.replace("the ranks of the two terms add up", then=added),
        balanced.replace("without K", then=rank(hessian).equals(count("2*q*M - L*q**2 + q*(r_1 + K)", q="r_1 K h"))),
        balanced.replace("inputs not centred", then=rank(hessian).equals(count("K + 2*q*M - L*q**2 + q*(r + K)", q="r K h"))),
    ],
    checks=[generic()],
)
