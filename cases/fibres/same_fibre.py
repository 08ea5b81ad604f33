"""Two parameters of one fibre agree on every training input and in the total loss; elsewhere they need not."""

from dataclasses import replace

from verify import (
    HOLDS,
    Architecture,
    Case,
    Claim,
    FormulaLoss,
    NamedInstances,
    Network,
    Ridge,
    Source,
    Statement,
    Stratum,
    exact,
    function_elsewhere_here,
    function_elsewhere_there,
    pair,
    pairs_of_linear_parameters,
    pairs_of_relu_parameters,
    point,
    same_behaviour,
    same_total_loss,
    total_loss_here,
    total_loss_there,
    trained_function_here,
    trained_function_there,
    witness,
)

blind = Network(Architecture((2, 1), biases=False), [[0, 0]])  # theta_1 x + theta_2 x^2 at x = 0
product = Network(Architecture((1, 1, 1), "identity", biases=False), [[1]])  # a b x at x = 1
total = Network(Architecture((2, 1), biases=False), [[1, 1]])  # a + b

instances = (
    pair(point(blind, at=[1, 1], labels=[0]), [2, 3], [[1, 1]]),
    pair(point(product, at=[1, 1], labels=[0]), [2, "1/2"], [[5]]),
    pair(point(product, at=[1, 1], labels=[0]), [1, -1], [[5]]),
    pair(point(product, at=[1, 1], labels=[0]), [1, 2], [[5]]),
    pair(point(total, at=[1, 0], labels=[1]), ["1/2", "1/2"], [[1, 1]]),
    pair(point(product, at=[1, 1], labels=[0], loss=FormulaLoss(("o",), "exp(o - 1) - o**3*y1")), [3, "1/3"], [[5]]),  # any loss will do
)
decayed = pair(point(total, at=[1, 0], labels=[1], regulariser=Ridge("1/10")), ["1/2", "1/2"], [[1, 1]])
written_out = NamedInstances("smallest pairs", instances)
strata = (written_out, pairs_of_relu_parameters, pairs_of_linear_parameters)


def with_ridge(choose):
    """A pair of parameters, most often of one behaviour, with weight decay of some strength, 0 among them."""
    at = choose.among(strata[1:]).build(choose)
    return replace(at, point=replace(at.point, regulariser=Ridge(choose.among(("1", "1/10", "3", "0")))))


ridged = Stratum(
    "pairs of parameters with weight decay", "two parameters of a network whose loss has s |theta|^2 added", with_ridge, screened=False
)

same_loss = Statement(about=strata, given=(same_behaviour,), then=total_loss_here.equals(total_loss_there))

constant_loss = Case(
    Claim(
        "total-loss-constant-on-fibres",
        HOLDS,
        revision=1,
        topic="fibres",
        title="The total loss is constant on every fibre of the behaviour map",
        says=r"If $F(\theta) = F(\theta')$, then $L(\theta) = L(\theta')$, where $L = l \circ F$.",
        source=Source("notes", "section Basic Notation and Terminology, the total loss"),
        not_shown=("every loss: L = l(F) depends on theta through F alone, whatever l is",),
    ),
    same_loss,
    rejects=[
        same_loss.without(same_behaviour),
        same_loss.replace("with weight decay", about=(NamedInstances("with weight decay", (decayed, *instances)), ridged)),
        same_loss.replace("conversely", given=(same_total_loss,), then=trained_function_here.equals(trained_function_there)),
    ],
    checks=[exact(batches=6, count=3)],
)

same_outputs = Statement(about=strata, given=(same_behaviour,), then=trained_function_here.equals(trained_function_there))

same_on_data = Case(
    Claim(
        "same-fibre-same-behaviour",
        HOLDS,
        revision=1,
        topic="fibres",
        title="Two parameters of one fibre have the same outputs on every training input",
        says=r"If $F(\theta) = F(\theta')$, then $f(x_d, \theta) = f(x_d, \theta')$ for every training input $x_d$.",
        source=Source("notes", "section Behaviour Manifolds, definition"),
        not_shown=("anything about inputs that are not trained on: there the two may differ",),
    ),
    same_outputs,
    rejects=[
        same_outputs.replace("on every input", then=function_elsewhere_here.equals(function_elsewhere_there)),
        same_outputs.replace("for the same total loss", given=(same_total_loss,)),
    ],
    checks=[witness(*instances), exact(batches=6, count=3)],
)
