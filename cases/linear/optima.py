"""Consequences for the Hessian of a deep linear network at an optimum: without a bottleneck, and with one."""

import numpy as np

from verify import (
    HOLDS,
    Architecture,
    Case,
    Claim,
    Condition,
    ModelInstance,
    NamedInstances,
    Network,
    Source,
    Statement,
    Stratum,
    Truth,
    critical_point,
    exact,
    hessian,
    jacobian,
    linear_networks,
    point,
    rank,
    residual_curvature,
    residual_matrix,
    residual_sums,
    sampled,
    where,
    witness,
)
from verify.maps.losses import SquaredError
from verify.ranks.spaces import project_off_image

units = [[1, 0], [0, 1]]


def of(widths, inputs, theta, labels, biases=False):
    return point(Network(Architecture(widths, "identity", biases=biases), inputs), at=theta, labels=labels)


def _best_fit(choose):
    """Any weights, on data on which they are the best linear map there is: the residuals are orthogonal to the inputs (and to 1)."""
    widths = (choose.size(1, 2), *(choose.size(1, 2) for _ in range(choose.size(1, 2))), choose.size(1, 2))
    biased = choose.among((False, True))
    architecture = Architecture(widths, "identity", biases=biased)
    numbers = choose.numbers
    inputs = choose.integers((widths[0] + 2, widths[0]), -2, 2)
    theta = choose.integers((architecture.parameters,), -2, 2)
    free = choose.integers((widths[-1], widths[0] + 2), -2, 2)
    features = np.concatenate([inputs, inputs[..., :1] * numbers.array(0) + numbers.array(int(biased))], axis=-1)
    rows = [project_off_image(numbers, features, free[..., output, :]) for output in range(widths[-1])]
    network = Network(architecture, inputs)
    with numbers.arithmetic():
        residual = np.stack(rows, axis=-1)
        labels = network.outputs(numbers, theta) - residual.reshape(*residual.shape[:-2], -1)
    return ModelInstance(numbers, network, theta, labels, SquaredError())


best_fits = Stratum(
    "best linear fits", "deep linear networks whose residuals are orthogonal to the inputs, and to 1 if there are biases", _best_fit
)

orthogonal = where(residual_matrix.vanishes())
balanced = Condition(
    "no layer has a bias, or the residuals add up to 0",
    lambda at: Truth.of(not any(at.model.architecture.biases)) | at.numbers.zero(residual_sums(at)).all(axis=-1),
)
at_a_bottleneck = of((2, 1, 2), units, [1, 0, 2, 0], [2, 0, 0, 1])
written_out = NamedInstances(
    "linear networks written out",
    (
        of((1, 1, 1), [[1]], [0, 0], [1]),
        of((1, 1, 1), [[1], [-1]], [1, 1], [2, 0]),
        of((1, 1, 1), [[1], [-1]], [1, 0, 1, 0], [2, 0], biases=True),
        at_a_bottleneck,
    ),
)
unconstrained = Statement(
    about=(written_out, best_fits, linear_networks),
    given=(orthogonal, balanced),
    then=residual_curvature.vanishes() & rank(hessian).equals(rank(jacobian)),
)

without_bottleneck = Case(
    Claim(
        "deep-linear-hessian-rank-at-best-fits",
        HOLDS,
        revision=1,
        topic="linear",
        title="Where a deep linear network is the best linear fit, its Hessian has the rank of J, even at nonzero loss",
        says=r"For squared error, where $\Omega = \sum_n \delta_n x_n^\top = 0$ (and $\sum_n \delta_n = 0$, if there are biases), as at"
        r" every optimum of a deep linear network without a bottleneck, $S = 0$ and $\operatorname{rank} \nabla^2 L = \operatorname{rank}"
        r" J$, whatever the residuals $\delta_n$ are.",
        source=Source("singh2021", "functional Hessian at an optimum"),
        uses=("hessian-decomposition", "rank-of-gram-matrix"),
        not_shown=("that a minimum is a best linear fit: with a bottleneck it is not",),
    ),
    unconstrained,
    rejects=[
        unconstrained.without(orthogonal),
        unconstrained.without(balanced),
        unconstrained.replace("at any critical point", given=(critical_point,)),
    ],
    checks=[witness(*written_out), exact(batches=3, count=2), sampled(batches=4, count=40)],
)


def _truncated(choose):
    """Inputs are the unit vectors, labels ``diag(sigma)``; ``W_2 W_1`` keeps the first ``m`` entries and drops the others."""
    size = choose.size(2, 3)
    kept = choose.size(1, size - 1)
    numbers = choose.numbers
    sigma = choose.integers((size,), 0, 3)
    shear = np.eye(kept, dtype=int) + np.eye(kept, k=1, dtype=int) * choose.among((0, 1))
    back = np.rint(np.linalg.inv(shear)).astype(int)
    unit = np.eye(size, dtype=int)
    with numbers.arithmetic():
        labels = sigma[..., :, None] * numbers.array(unit)
        second = numbers.matmul(labels[..., :, :kept], numbers.array(back))
        first = labels[..., :kept, :] * numbers.array(0) + numbers.array(shear @ unit[:kept])
        theta = np.concatenate([part.reshape(*sigma.shape[:-1], -1) for part in (first, second)], axis=-1)
    network = Network(Architecture((size, kept, size), "identity", biases=False), unit.tolist())
    return ModelInstance(numbers, network, theta, labels.reshape(*sigma.shape[:-1], -1), SquaredError())


truncations = Stratum("truncated singular value decompositions", "critical points of bottleneck autoencoders of diag(sigma)", _truncated)


def _sigma(at):
    """The singular values of the labels, those kept first."""
    size, kept = at.model.architecture.widths[:2]
    values = at.labels[..., :: size + 1]
    return values[..., :kept], values[..., kept:]


def _no_tie(at):
    kept, dropped = _sigma(at)
    return (~at.numbers.zero(kept[..., :, None] - dropped[..., None, :])).all(axis=(-2, -1))


no_tie = Condition("no singular value that is kept equals one that is dropped", _no_tie)
kept_positive = Condition("every singular value that is kept is positive", lambda at: (~at.numbers.zero(_sigma(at)[0])).all(axis=-1))

tied = of((2, 1, 2), units, [1, 0, 1, 0], [1, 0, 0, 1])
dead = of((2, 1, 2), units, [1, 0, 0, 0], [0, 0, 0, 1])
nothing_dropped = of((2, 1, 2), units, [1, 0, 1, 0], [1, 0, 0, 0])
saddle = of((2, 1, 2), units, [1, 0, 1, 0], [1, 0, 0, 2])
truncations_written_out = NamedInstances("bottlenecks written out", (at_a_bottleneck, tied, dead, saddle, nothing_dropped))
truncated = Statement(
    about=(truncations_written_out, truncations),
    given=(no_tie, kept_positive),
    then=rank(hessian).equals(rank(jacobian)),
)

with_bottleneck = Case(
    Claim(
        "bottleneck-linear-hessian-rank-at-truncations",
        HOLDS,
        revision=1,
        topic="linear",
        title="At truncated singular value decompositions the Hessian of a bottleneck has the rank of J, unless values tie",
        says=r"Let $f(x) = W_2 W_1 x$ have a hidden layer of $m < \min(d, K)$ units, let $X X^\top = I$, and let $W_2 W_1$ keep $m$ of the"
        r" singular values of the best linear fit $Y X^\top$, all positive (at the global minimum, the largest). Then $\Omega \ne 0$ as"
        r" soon as a value that is dropped is positive, and still $\operatorname{rank} \nabla^2 L = \operatorname{rank} J$ if no singular"
        r" value that is kept equals one that is dropped.",
        source=Source("singh2021", "functional Hessian at an optimum with a bottleneck"),
        uses=("factorised-matrix-loses-rank-at-ties",),
        not_shown=(
            "labels Y X^T that are not diagonal: orthogonal changes of coordinates lead from one to the other",
            "inputs that are not white: there the singular values are those of Y X^T (X X^T)^(-1/2)",
        ),
    ),
    truncated,
    rejects=[
        truncated.without(no_tie),
        truncated.without(kept_positive),
        truncated.replace("the residual curvature is 0", then=residual_curvature.vanishes()),
    ],
    checks=[witness(*truncations_written_out), exact(batches=6, count=2), sampled(batches=4, count=40)],
)
