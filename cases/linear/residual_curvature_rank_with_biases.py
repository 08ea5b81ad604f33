"""The rank of the residual curvature of a deep linear network with biases, at generic parameters: three formulas, one of them open."""

from verify import (
    HOLDS,
    OPEN,
    Case,
    Claim,
    Condition,
    Source,
    Statement,
    Truth,
    count,
    generic,
    linear_grid,
    rank,
    residual_curvature,
    where,
)

SHALLOW = ((1, 1, 1), (2, 1, 2), (1, 2, 1), (2, 2, 2), (2, 3, 1), (3, 2, 3), (1, 1, 2), (2, 2, 3))
DEEP = ((1, 1, 1, 1), (2, 1, 2, 2), (2, 2, 2, 2), (1, 2, 3, 2), (2, 2, 2, 1), (1, 1, 1, 1, 1), (2, 2, 1, 2, 2), (1, 2, 2, 2, 2))


def curved(text, *, q="r_c K h", p="r_c K"):
    return rank(residual_curvature).equals(count(text, q=q, p=p))


shallow = Statement(
    about=(linear_grid("linear networks with one hidden layer and biases", *SHALLOW, biases=True, shifts=(0, 1)),),
    given=(),
    then=curved("2*m_1*p", p="r_1 K"),
)

one_hidden_layer = Case(
    Claim(
        "shallow-linear-residual-curvature-rank-with-biases",
        HOLDS,
        revision=1,
        topic="linear",
        title="With one hidden layer of m units and biases, the residual curvature has generic rank 2 m min(K, rank [X; 1])",
        says=r"For $f(x) = W_2 (W_1 x + b_1) + b_2$ with $m$ hidden units and squared error, at almost all parameters and labels"
        r" $\operatorname{rank} S = 2 m \min(K, \operatorname{rank} [X; 1^\top])$.",
        source=Source("project", "rank of the functional Hessian with one hidden layer and biases"),
        pointwise=False,
    ),
    shallow,
    rejects=[
        shallow.replace("without the row of ones", then=curved("2*m_1*p", p="r K")),
        shallow.replace("inputs centred", then=curved("2*m_1*p", p="r_c K")),
        shallow.replace("as if there were one output", then=rank(residual_curvature).equals(count("2*m_1"))),
    ],
    checks=[generic()],
)

balanced = Statement(
    about=(
        linear_grid(
            "linear networks with biases, residuals that add up to 0", *SHALLOW[:5], *DEEP[:3], biases=True, balanced=True, shifts=(0, 1)
        ),
    ),
    given=(),
    then=curved("2*q*M + 2*q*p - L*q**2"),
)

residuals_sum_to_zero = Case(
    Claim(
        "deep-linear-residual-curvature-rank-residuals-sum-to-zero",
        HOLDS,
        revision=1,
        topic="linear",
        title="With biases and residuals of sum zero, the residual curvature has generic rank 2 q M + 2 q min(r_c, K) - L q^2",
        says=r"With a bias in every layer and labels whose residuals satisfy $\sum_n \delta_n = 0$, and are generic otherwise, at almost"
        r" all parameters $\operatorname{rank} S = 2 q M + 2 q s - L q^2$, $s = \min(r_c, K)$, $q = \min(s, m_1, \dots, m_{L-1})$, with"
        r" $r_c$ the rank of the centred inputs: the biases drop out of $S$.",
        source=Source("project", "rank of the functional Hessian with biases where the residuals add up to zero"),
        not_shown=(
            "the same at every critical point: the residuals add up to 0 there, but need not be generic otherwise",
            "anything at such points: w2 (w1 x + b1) + b2 on 0, 1, 2 with labels 0, 0, 1 has one with S = 0",
            "layers of other widths than those of the families named: what is found there is no proof for all sizes",
        ),
        pointwise=False,
    ),
    balanced,
    rejects=[
        balanced.replace("inputs not centred", then=curved("2*q*M + 2*q*p - L*q**2", q="r K h", p="r K")),
        balanced.replace("one layer less", then=curved("2*q*M + 2*q*p - (L - 1)*q**2")),
        balanced.replace(
            "for any residuals", about=(linear_grid("linear networks with biases, any residual", *SHALLOW[:5], biases=True, shifts=(0, 1)),)
        ),
    ],
    checks=[generic()],
)

outputs_fit_everywhere = where(count("K").at_most(count("q", q="h r_1")))
deep = Condition("L >= 3", lambda at: Truth.of(at.model.architecture.depth >= 3), structural=True)
no_bottleneck = Statement(
    about=(
        linear_grid(
            "linear networks with biases and two or more hidden layers", (1, 1, 1, 2), *DEEP[:2], *DEEP[3:], biases=True, shifts=(0, 1)
        ),
    ),
    given=(deep, outputs_fit_everywhere),
    then=rank(residual_curvature).equals(count("2*K*M - (L - 2)*K*(K - 1)")),
)

without_bottleneck = Case(
    Claim(
        "deep-linear-residual-curvature-rank-with-biases",
        OPEN,
        revision=1,
        topic="linear",
        title="With biases, L >= 3 and no layer below K units, the residual curvature has generic rank 2 K M - (L - 2) K (K - 1)",
        says=r"With a bias in every layer, $L \ge 3$ and $K \le \min(m_1, \dots, m_{L-1}, \operatorname{rank} [X; 1^\top])$, at almost all"
        r" parameters and labels $\operatorname{rank} S = 2 K M - (L - 2) K (K - 1)$. A conjecture: no proof is known.",
        source=Source("project", "rank of the functional Hessian with biases, three layers or more, without a bottleneck"),
        not_shown=("networks with a layer that is narrower than the outputs: no formula is proposed there",),
        pointwise=False,
    ),
    no_bottleneck,
    rejects=[
        no_bottleneck.replace("with a bottleneck too", given=(deep,)),
        no_bottleneck.replace("K taken off", then=rank(residual_curvature).equals(count("2*K*M - (L - 2)*K"))),
        no_bottleneck.replace("nothing taken off", then=rank(residual_curvature).equals(count("2*K*M"))),
    ],
    checks=[generic()],
)
