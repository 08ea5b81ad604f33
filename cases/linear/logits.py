"""The rank of the Gauss-Newton term of a deep linear network whose outputs are logits: as if there were one output less."""

import numpy as np

from verify import (
    HOLDS,
    Architecture,
    Case,
    Claim,
    Condition,
    FormulaLoss,
    ModelInstance,
    NamedInstances,
    Network,
    SoftmaxCrossEntropy,
    Source,
    Statement,
    Stratum,
    Truth,
    exact,
    flags,
    flags_modulo_constants,
    gauss_newton,
    linear_networks,
    loss_curvature_semidefinite,
    point,
    rank,
    witness,
)

TWO = FormulaLoss(("p", "q"), "(p - q - y1)**2 + (p - q)**4")
THREE = FormulaLoss(("p", "q", "s"), "(p - q - y1)**2 + (q - s)**2 + (q - s)**4")
INDEFINITE = FormulaLoss(("p", "q", "s"), "(p - q)**2 - (q - s)**2")
"""Losses that see logits through their differences only, and curve in every difference, the last one both ways: polynomials in place of
exponentials."""


def _logits(choose):
    """Any weights, data and labels, some of the weights 0; with biases or without."""
    loss = choose.among((TWO, THREE, INDEFINITE))
    outputs = len(loss.variables)
    hidden = tuple(choose.size(1, 3) for _ in range(choose.size(1, 2)))
    architecture = Architecture((choose.size(1, 2), *hidden, outputs), "identity", biases=choose.among((False, True)))
    data = choose.size(1, 3)
    inputs = choose.integers((data, architecture.widths[0]), -2, 2)
    theta = choose.integers((architecture.parameters,), -1, 1)
    labels = choose.integers((data * outputs,), -1, 1)
    return ModelInstance(choose.numbers, Network(architecture, inputs), theta, labels, loss)


networks = Stratum(
    "linear networks with logits", "deep linear networks, a loss of differences of the outputs of each datum, for some indefinite", _logits
)


def _constants(at):
    """On each datum: ``H 1 = 0``, and the rank of ``H`` is one less than the number of outputs."""
    outputs = at.model.architecture.widths[-1]
    found = Truth.of(True)
    for start in range(0, at.loss_hessian.shape[-1], outputs):
        block = at.loss_hessian[..., start : start + outputs, start : start + outputs]
        found = found & at.numbers.zero(block.sum(axis=-1)).all(axis=-1) & at.rank(block).equal(outputs - 1)
    return found


kernel_of_constants = Condition("on each datum the kernel of the Hessian of the loss is spanned by the vector of ones", _constants)


def of(widths, inputs, theta, labels, loss, biases=False):
    return point(Network(Architecture(widths, "identity", biases=biases), inputs), at=theta, labels=labels, loss=loss)


units = np.eye(2, dtype=int).tolist()
even = SoftmaxCrossEntropy(outputs_per_datum=2)
written_out = NamedInstances(
    "linear networks with logits, written out",
    (
        of((2, 1, 2), units, [1, 2, 1, -1], [1, 0, 0, 1], TWO),
        of((2, 1, 2), units, [1, 2, 1, 1], [1, 0, 0, 1], even),
        of((2, 1, 2), units, [1, 2, 0, 1, 1, 0, 0], [1, 0, 0, 1], even, biases=True),
        of((2, 2, 3), units, [1, 0, 1, 1, 1, 0, 0, 1, 1, 1], [0, 0, 0, 0, 0, 0], THREE),
        of((1, 1, 2), [[1]], [0, 0, 0], [1, 0], even),
        of((1, 1, 3), [[1]], [0, 1, 0, 1], [0, 0, 0], INDEFINITE),
        of((2, 1, 2), units, [1, 2, 1, -1], [1, 0, 0, 1], None),
    ),
)

statement = Statement(
    about=(written_out, networks, linear_networks),
    given=(loss_curvature_semidefinite, kernel_of_constants),
    then=rank(gauss_newton).equals(flags_modulo_constants),
)

case = Case(
    Claim(
        "deep-linear-gauss-newton-rank-over-logits",
        HOLDS,
        revision=1,
        topic="linear",
        title="Over logits, the Gauss-Newton term of a deep linear network has the rank it would have with one output less",
        says=r"Let the Hessian of the loss be positive semidefinite on each datum, with kernel spanned by $\mathbf 1$, as that of"
        r" cross-entropy over logits is. At any weights $\operatorname{rank} J^\top H J = \sum_l a_l (b_l - b_{l+1})$, with $a_l$ the rank"
        r" of $W_L \cdots W_{l+1}$ modulo $\mathbf 1$ and $b_l$ the rank of what arrives at layer $l$: where these are as large as the"
        r" widths allow, the formula for squared error with $K - 1$ in place of $K$.",
        source=Source("singh2021", "cross-entropy in place of squared error"),
        uses=("deep-linear-jacobian-rank",),
        not_shown=("losses with exponentials at unequal logits: polynomials with the same kernel take their place",),
    ),
    statement,
    rejects=[
        statement.without(kernel_of_constants),
        statement.without(loss_curvature_semidefinite),
        statement.replace("as for squared error", then=rank(gauss_newton).equals(flags)),
    ],
    checks=[witness(*written_out), exact(batches=5, count=2)],
)
