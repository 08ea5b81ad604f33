"""Cross-entropy on certain labels that a direction separates: the loss falls along it for ever, towards 0, and has no minimum."""

import numpy as np

from verify import (
    HOLDS,
    Balls,
    Case,
    Claim,
    Condition,
    NamedInstances,
    Proposition,
    SoftmaxCrossEntropy,
    Source,
    Statement,
    Stratum,
    exact,
    point,
    polynomial_map,
    witness,
)

PAIR, TRIPLE = SoftmaxCrossEntropy(outputs_per_datum=2), SoftmaxCrossEntropy(outputs_per_datum=3)


def logits(*formulas, at, labels, direction, loss=PAIR):
    """A linear classifier at parameters, with a direction that is to separate the labels; a ball for each number."""
    model = polynomial_map(*formulas)
    return point(model, at=at, labels=labels, loss=loss, numbers=Balls(), facts={"direction": direction})


def by_datum(at, values):
    return values.reshape(-1, at.loss.outputs_per_datum)


def lead(at, values):
    """For each datum and each class its label is not: the logit of the label's class less that of the other."""
    rows = by_datum(at, values)
    certain = np.argmax(np.array(by_datum(at, at.labels), dtype=float), axis=-1)
    return np.concatenate([row[[right]] - np.delete(row, right) for row, right in zip(rows, certain, strict=True)])


def slope_along(at):
    direction = at.numbers.array(at.facts["direction"])
    return (at.gradient * direction).sum(keepdims=True)


def certain_labels(at):
    """Is every label 0 or 1, and one of each datum 1?"""
    numbers, labels = at.numbers, by_datum(at, at.labels)
    one = numbers.array(1)
    return (numbers.zero(labels) | numbers.zero(labels - one)).all() & numbers.zero(labels.sum(axis=-1) - one).all()


def separates(at):
    """Are the logits affine in theta, and does the direction raise the lead of every label's class?"""
    direction = at.numbers.array(at.facts["direction"])
    raised = at.numbers.matmul(at.jacobian, direction[:, None])[:, 0]
    return at.numbers.zero(at.curvature).all() & at.numbers.positive(lead(at, raised)).all()


def below_its_bound(at):
    """Is 0 < L < the sum of exp(-lead)? Along the direction that bound tends to 0."""
    value = at.loss.value(at.numbers, at.outputs, at.labels).reshape(1)
    bound = at.numbers.function("exp", -lead(at, at.outputs)).sum(keepdims=True)
    return (at.numbers.positive(value) & at.numbers.positive(bound - value)).all()


def shown(at):
    return {"theta": str(at.numbers.text(at.theta)), "slope along the direction, about": f"{float(slope_along(at)[0]):.6f}"}


classifiers = (
    logits("w", "0*w", at=[0], labels=[1, 0], direction=[1]),
    logits("w", "0*w", at=[20], labels=[1, 0], direction=[1]),
    logits("w", "0*w", at=[-5], labels=[1, 0], direction=[1]),
    logits("w + b", "0*w", "-w + b", "0*w", at=["1/3", 4], labels=[1, 0, 0, 1], direction=[0, 1]),  # parameters in the order b, w
    logits("u", "v", "0*u", "-u", "-v", "0*u", at=[3, -2], labels=[1, 0, 0, 0, 0, 1], direction=[2, 1], loss=TRIPLE),
    logits("w", "0*w", at=[0], labels=["1/2", "1/2"], direction=[1]),
    logits("w", "0*w", at=[1], labels=["1/2", "1/2"], direction=[-1]),
    logits("w", "0*w", "2*w", "0*w", at=[0], labels=[1, 0, 0, 1], direction=[1]),
    logits("w**2", "0*w", at=[-1], labels=[1, 0], direction=[1]),
)


def drawn(choose):
    """Two data of one input with a bias, most often on both sides of 0, with labels that the sign of w separates; or any."""
    numbers = choose.numbers
    first, second = numbers.text(choose.integers((2,), 1, 2) if choose.among((True, True, False)) else choose.integers((2,), -2, 2))
    sign = choose.among((1, -1))
    b, w = numbers.text(choose.integers((2,), -3, 3))
    direction = ["0", str(sign)] if choose.among((True, True, False)) else numbers.text(choose.integers((2,), -1, 1))
    hard = ["1", "0"] if sign > 0 else ["0", "1"]
    soft = choose.among((None, None, ["2/3", "1/3"], ["1/2", "1/2"]))
    labels = [*(soft or hard), *hard[::-1]]
    return logits(f"({first})*w + b", "0*w", f"-({second})*w + b", "0*w", at=[b, w], labels=labels, direction=direction)


certain = Condition("every label is certain", certain_labels)
separated = Condition("the logits are affine, and the direction v raises the lead of every label's class", separates)
separable = Stratum(
    "separable data",
    "two data of one input with a bias, most often on both sides of 0, with certain labels, and a direction",
    drawn,
    screened=False,
)
statement = Statement(
    about=(NamedInstances("linear classifiers", classifiers), separable),
    given=(certain, separated),
    then=Proposition(
        "L falls along v, and 0 < L < sum of exp(-lead)",
        lambda at: at.numbers.positive(-slope_along(at)).all() & below_its_bound(at),
        shown,
    ),
)

case = Case(
    Claim(
        "separable-labels-no-minimum",
        HOLDS,
        revision=1,
        topic="losses",
        title="Where a direction separates certain labels, the cross-entropy of a linear classifier falls towards 0 and has no minimum",
        says=r"Let the logits be affine in $\theta$, every label certain, and let $v$ raise the logit of each datum's class above the"
        r" others. Then at every $\theta$ the loss falls along $v$, so that there is no critical point; it is positive and less than the"
        r" sum of $e^{-\text{lead}}$, which tends to $0$ along $v$. So the infimum $0$ is not attained.",
        source=Source("post", "reply on saddle points and asymptotes, classification tasks"),
        not_shown=("parameters other than those asked: the slope is a sum of negative terms, (softmax - label) times a lead that rises",),
    ),
    statement,
    rejects=[statement.without(certain), statement.without(separated)],
    checks=[witness(*classifiers), exact(batches=3, count=1)],
)
