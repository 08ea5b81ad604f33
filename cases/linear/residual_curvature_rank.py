"""The rank of the residual curvature of a deep linear network at generic weights, without biases."""

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
    generic,
    linear_grid,
    linear_networks,
    point,
    rank,
    residual_curvature,
    witness,
)

SHALLOW = ((1, 1, 1), (2, 1, 2), (1, 2, 1), (2, 2, 2), (2, 3, 1), (3, 2, 3), (3, 1, 2), (2, 2, 3))
DEEP = (
    (1, 1, 1, 1),
    (2, 1, 1, 2),
    (2, 1, 2, 2),
    (2, 2, 2, 2),
    (1, 2, 3, 2),
    (3, 2, 1, 3),
    (1, 1, 1, 1, 1),
    (2, 2, 1, 2, 2),
    (2, 1, 2, 2, 1),
)
units = [[1, 0], [0, 1]]


def of(widths, inputs, theta, labels, biases=False):
    return point(Network(Architecture(widths, "identity", biases=biases), inputs), at=theta, labels=labels)


def curved(text, *, q="r K h", p="r K"):
    return rank(residual_curvature).equals(count(text, q=q, p=p))


any_residual = Statement(
    about=(linear_grid("linear networks without biases, any residual", *SHALLOW, *DEEP),),
    given=(),
    then=curved("2*q*M + 2*q*p - L*q**2"),
)

generic_residual = Case(
    Claim(
        "deep-linear-residual-curvature-rank",
        HOLDS,
        revision=1,
        topic="linear",
        title="Without biases, the residual curvature of a deep linear network has generic rank 2 q M + 2 q min(r, K) - L q^2",
        says=r"For squared error and $f(x) = W_L \cdots W_1 x$ with $L \ge 2$, $K$ outputs, $M$ hidden units in all, inputs of rank $r$ and"
        r" $q = \min(r, K, m_1, \dots, m_{L-1})$, at almost all weights and labels"
        r" $\operatorname{rank} S = 2 q M + 2 q \min(r, K) - L q^2$.",
        source=Source("singh2021", "rank of the functional Hessian of deep linear networks"),
        not_shown=("layers of other widths than those of the families named: what is found there is no proof for all sizes",),
        pointwise=False,
    ),
    any_residual,
    rejects=[
        any_residual.replace("one layer less", then=curved("2*q*M + 2*q*p - (L - 1)*q**2")),
        any_residual.replace("without the smaller of r and K", then=curved("2*q*M - (L - 2)*q**2")),
        any_residual.replace("as if no layer were narrow", then=curved("2*q*M + 2*q*p - L*q**2", q="r K")),
    ],
    checks=[
        generic(),
        witness(
            of((1, 1, 1, 1), [[1]], [1, 1, 1], [0]),
            of((2, 1, 2), units, [1, 2, 1, -1], [0, 0, 0, 1]),
            of((3, 1, 2), [[1, 0, 0], [0, 1, 0]], [1, 2, 0, 1, -1], [0, 0, 0, 1]),
            of((1, 1, 1), [[0]], [1, 1], [1]),
            of((2, 1, 1, 2), units, [1, 2, 1, 1, -1], [0, 0, 0, 1]),
            of((2, 2, 2, 2), units, [1, 2, 0, 1, 1, 0, 1, 1, 2, 1, 1, 1], [0, 1, -1, 2]),
        ),
    ],
)

any_rank = Statement(
    about=(linear_grid("linear networks without biases, some outputs missed", *SHALLOW[:5], *DEEP[:5], missed=True),),
    given=(),
    then=curved("2*q*M + 2*q*s - L*q**2", q="s h", p="s"),
)

prescribed_rank = Case(
    Claim(
        "deep-linear-residual-curvature-rank-of-residual-matrix",
        HOLDS,
        revision=1,
        topic="linear",
        title="Without biases, the residual matrix Omega of rank s gives the residual curvature generic rank 2 q M + 2 q s - L q^2",
        says=r"Let $\Omega = \sum_n \delta_n x_n^\top$, where $\delta_n$ is the gradient of the loss by the outputs on datum $n$, have any"
        r" rank $s$. At almost all weights $\operatorname{rank} S = 2 q M + 2 q s - L q^2$ with $q = \min(s, m_1, \dots, m_{L-1})$ and $L"
        r" \ge 2$. So at almost all weights $S = 0$ if and only if $\Omega = 0$.",
        source=Source("project", "rank of the functional Hessian for a residual matrix of given rank"),
        not_shown=(
            "that S = 0 at all weights only if Omega = 0: with L = 3, the product a b c at a = b = c = 0 has S = 0",
            "layers of other widths than those of the families named: what is found there is no proof for all sizes",
        ),
        pointwise=False,
    ),
    any_rank,
    rejects=[
        any_rank.replace("as if s were as large as it can be", then=curved("2*q*M + 2*q*p - L*q**2")),
        any_rank.replace("one layer less", then=curved("2*q*M + 2*q*s - (L - 1)*q**2", q="s h", p="s")),
        any_rank.replace("S is never 0", then=rank(residual_curvature).at_least(1)),
    ],
    checks=[generic()],
)

two_layers = Condition("L = 2", lambda at: Truth.of(at.model.architecture.depth == 2), structural=True)
no_biases = Condition("no layer has a bias", lambda at: Truth.of(not any(at.model.architecture.biases)), structural=True)
shallow_points = NamedInstances(
    "linear networks written out",
    (
        of((1, 1, 1), [[1]], [0, 0], [1]),
        of((2, 1, 2), units, [0, 0, 0, 0], [1, 0, 0, 0]),
        of((2, 2, 1), units, [1, 0, 0, 1, 1, 1], [1, 1]),
        of((1, 1, 1, 1), [[1]], [0, 0, 0], [1]),
        of((1, 1, 2), [[1], [2]], [1, 0, 1, 1, 0, 0], [1, 0, 0, 1], biases=True),
    ),
)
everywhere = Statement(
    about=(shallow_points, linear_networks),
    given=(two_layers, no_biases),
    then=rank(residual_curvature).equals(count("2*m_1*s")),
)

one_hidden_layer = Case(
    Claim(
        "shallow-linear-residual-curvature-rank",
        HOLDS,
        revision=1,
        topic="linear",
        title="With one hidden layer of m units and no biases, rank S = 2 m rank Omega at any weights",
        says=r"For $f(x) = W_2 W_1 x$ with $m$ hidden units and squared error, $\operatorname{rank} S = 2 m \operatorname{rank} \Omega$ at"
        r" every point: $S$ couples $\delta W_2$ and $\delta W_1$ by $\Omega$, and does not depend on the weights otherwise.",
        source=Source("project", "rank of the functional Hessian with one hidden layer"),
    ),
    everywhere,
    rejects=[
        everywhere.without(two_layers),
        everywhere.without(no_biases),
        everywhere.replace("counted once", then=rank(residual_curvature).equals(count("m_1*s"))),
    ],
    checks=[witness(*shallow_points), exact(batches=8, count=3)],
)
