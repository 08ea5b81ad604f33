"""With one output for each input, a loss that is a sum over the inputs looks at one behaviour at a time; with more outputs it need not."""

import numpy as np

from verify import (
    HOLDS,
    Case,
    Claim,
    Condition,
    FormulaLoss,
    NamedInstances,
    Quantity,
    Rationals,
    SoftmaxCrossEntropy,
    Source,
    Statement,
    Truth,
    exact,
    point,
    polynomial_map,
    probabilities,
    sampled,
    separable_losses,
    softmax_logits,
)
from verify.errors import NotDefined
from verify.numbers import Polynomials


def quadratic_parts(at, directions):
    """The coefficients of t^2 in l(o + t delta), for each direction delta: no derivative is taken."""
    germs = Polynomials()
    outputs = germs.array(at.outputs) + germs.array(directions) * germs.variable
    values = at.loss.value(germs, outputs, np.broadcast_to(germs.array(at.labels), outputs.shape))
    return at.numbers.array([value[2] for value in values.reshape(-1)])


def mixed(at):
    """The mixed second derivatives of l: from its values where it is a polynomial of rational outputs, else those that it states."""
    first, second = np.triu_indices(at.outputs.shape[-1], 1)
    if len(first) and isinstance(at.numbers, Rationals) and not at.batch_axes:
        try:
            axes = np.eye(at.outputs.shape[-1], dtype=int)
            alone = quadratic_parts(at, axes)
            return quadratic_parts(at, axes[first] + axes[second]) - alone[first] - alone[second]
        except NotDefined:
            pass
    return at.loss_hessian[..., first, second]


one_output = Condition("every input has one output", lambda at: Truth.of(at.loss.outputs_per_datum == 1), structural=True)
no_coupling = Quantity("(d^2 l/do_i do_j, i < j)", mixed).vanishes()

one_or_two = Condition("every input has one output or two", lambda at: Truth.of(at.loss.outputs_per_datum <= 2), structural=True)
logits = point(polynomial_map("a", "b"), at=[0, 0], labels=["1/2", "1/2"], loss=SoftmaxCrossEntropy(outputs_per_datum=2))
product = point(polynomial_map("a", "b"), at=[0, 0], labels=[0, 0], loss=FormulaLoss(("o1", "o2"), "(o1 - y1)*(o2 - y2)"))
quartic = point(polynomial_map("a", "b"), at=[1, 2], labels=[0, 0], loss=FormulaLoss(("o",), "(o - y1)**4"))
coupled = NamedInstances("two behaviours", (logits, product, quartic))

statement = Statement(
    about=(coupled, separable_losses, probabilities, softmax_logits),
    given=(one_output,),
    then=no_coupling,
)

case = Case(
    Claim(
        "scalar-outputs-make-sums-separable",
        HOLDS,
        revision=1,
        topic="losses",
        title="With one output for each input, a sum over inputs is a sum of functions of single behaviours",
        says=r"If the network has one output and $L(\theta) = \sum_i l_i(f(\theta, x_i))$, each term looks at one behaviour, so"
        r" that $\partial^2 l / \partial o_i \partial o_j = 0$ for $i \neq j$ at all outputs. With several outputs for each"
        r" input a sum over inputs may couple them, as softmax cross-entropy does: $-p_i p_j$ for two logits of one input.",
        source=Source("post", "comment on rank equality at a perfect-behaviour global minimum, third point"),
        not_shown=("that a loss which looks at one behaviour at a time gives rank equality: see separable-loss-rank-equality",),
    ),
    statement,
    rejects=[
        statement.without(one_output),
        statement.replace("for two outputs too", given=(one_or_two,)),
    ],
    checks=[sampled(batches=4, count=30), exact(batches=3, count=1)],
)
