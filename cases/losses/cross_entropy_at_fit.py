"""Where cross-entropy over probabilities fits its labels: it slopes by -1 in every output; in free coordinates it is stationary."""

import numpy as np

from verify import (
    HOLDS,
    Case,
    Claim,
    CrossEntropy,
    FormulaLoss,
    ModelInstance,
    NamedInstances,
    Proposition,
    Quantity,
    Source,
    Statement,
    Stratum,
    diagonal,
    exact,
    loss_curvature_diagonal,
    loss_gradient,
    loss_hessian,
    outputs_fit_labels,
    point,
    polynomial_map,
    probability_vectors,
    sampled,
    soft_labels,
    unit_form,
)

ones = Quantity("(1, ..., 1)", lambda at: at.numbers.array(np.ones(at.labels.shape[-1], dtype=int)))


def reciprocal(text, of):
    return Quantity(text, lambda at: at.numbers.function("reciprocal", of(at)))


pair = CrossEntropy(outputs_per_datum=2)
written_out = FormulaLoss(("o1", "o2"), "-y1*log(o1) - y2*log(o2)")  # differentiated by SymPy
smallest = NamedInstances(
    "two classes",
    (
        point(polynomial_map("1/3 + t", "2/3 - t"), at=[0], labels=["1/3", "2/3"], loss=pair),
        point(polynomial_map("1 - t**2", "t**2"), at=[0], labels=[1, 0], loss=pair),
        point(polynomial_map("1/2 + t", "1/2 - t"), at=[0], labels=["1/4", "3/4"], loss=pair),
        point(polynomial_map("1/3 + t", "2/3 - t"), at=[0], labels=["1/3", "2/3"], loss=written_out),
        point(polynomial_map("1/2 + t", "1/2 - t"), at=["1/10"], labels=["3/5", "2/5"], loss=written_out),
    ),
)
labels = Quantity("y", lambda at: at.labels)
slopes = loss_gradient.equals(-ones)
statement = Statement(
    about=(smallest, probability_vectors),
    given=(outputs_fit_labels, soft_labels),
    then=slopes & (diagonal(labels) @ loss_hessian).equals(unit_form),
)

slope = Case(
    Claim(
        "cross-entropy-slopes-at-fit",
        HOLDS,
        revision=2,
        topic="losses",
        title="At a fit of labels without zeros, cross-entropy over probabilities has the gradient (-1, ..., -1) and the Hessian diag(1/y)",
        says=r"Let $l(p) = -\sum_c y_c \log p_c$ with all $y_c > 0$. At $p = y$: $\nabla l = -(1, \dots, 1)$, not $0$, and"
        r" $\nabla^2 l = \operatorname{diag}(1 / y_c)$. So the residual curvature $-\sum_c \nabla^2 p_c$ vanishes because"
        r" $\sum_c p_c$ is constant, and not because $l$ is stationary.",
        source=Source("post", "comment on rank equality at a perfect-behaviour global minimum, cross-entropy over a probability vector"),
    ),
    statement,
    rejects=[
        statement.without(outputs_fit_labels),
        statement.without(soft_labels),
    ],
    checks=[sampled(batches=4, count=40), exact(batches=4, count=1)],
)

_FREE = {
    2: (polynomial_map("p1"), FormulaLoss(("o1",), "-y1*log(o1) - (1 - y1)*log(1 - o1)")),
    3: (polynomial_map("p1", "p2"), FormulaLoss(("o1", "o2"), "-y1*log(o1) - y2*log(o2) - (1 - y1 - y2)*log(1 - o1 - o2)")),
}


def _free_coordinates(choose):
    """The first classes' probabilities as parameters; the last one is what is left of 1."""
    numbers = choose.numbers
    model, loss = _FREE[choose.size(2, 3)]
    labels, theta = (_inside(choose, model.parameters) for _ in range(2))
    fits = "outputs as labels" in choose.demands or choose.among((True, False))
    return ModelInstance(numbers, model, theta, theta if fits else labels, loss)


def _inside(choose, count):
    """Positive numbers with a sum below 1."""
    weights = choose.integers((count + 1,), 1, 1 + choose.scale)
    with choose.numbers.arithmetic():
        return weights[..., :-1] * choose.numbers.function("reciprocal", weights.sum(axis=-1, keepdims=True))


def _last(at):
    """1 / y_K in every entry."""
    with at.numbers.arithmetic():
        left = at.numbers.array(1) - at.labels.sum(axis=-1, keepdims=True)
        size = at.labels.shape[-1]
        return at.numbers.function("reciprocal", left)[..., None] * at.numbers.array(np.ones((size, size), dtype=int))


free_coordinates = Stratum(
    "free coordinates", "cross-entropy of two or three classes as a function of all probabilities but the last", _free_coordinates
)
three_classes, two_classes = _FREE[3], _FREE[2]
written = NamedInstances(
    "two and three classes",
    (
        point(three_classes[0], at=["1/3", "1/3"], labels=["1/3", "1/3"], loss=three_classes[1]),
        point(three_classes[0], at=["1/3", "1/3"], labels=["1/2", "1/4"], loss=three_classes[1]),
        point(two_classes[0], at=["1/2"], labels=["1/2"], loss=two_classes[1]),
    ),
)
stationary = loss_gradient.vanishes()
in_free_coordinates = Statement(
    about=(written, free_coordinates),
    given=(outputs_fit_labels,),
    then=loss_hessian.equals(diagonal(reciprocal("1/y", lambda at: at.labels)) + Quantity("1/y_K", _last)) & stationary,
)

free = Case(
    Claim(
        "cross-entropy-in-free-coordinates",
        HOLDS,
        revision=1,
        topic="losses",
        title="In free coordinates of the simplex, cross-entropy is stationary at a fit; its Hessian is not diagonal from 3 classes on",
        says=r"Let $l(p_1, \dots, p_{K-1}) = -\sum_{c<K} y_c \log p_c - y_K \log(1 - \sum_{c<K} p_c)$ with all $y_c > 0$. At $p ="
        r" y$: $\nabla l = 0$ and $\nabla^2 l = \operatorname{diag}(1 / y_c) + \frac{1}{y_K} \mathbf 1 \mathbf 1^\top$. For $K"
        r" \ge 3$ that is not diagonal, so that rank equality does not come from a diagonal Hessian.",
        source=Source("post", "comment on rank equality at a perfect-behaviour global minimum, cross-entropy over a probability vector"),
        uses=("cross-entropy-slopes-at-fit",),
        not_shown=("more than three classes",),
    ),
    in_free_coordinates,
    rejects=[
        in_free_coordinates.without(outputs_fit_labels),
        in_free_coordinates.replace("with a diagonal Hessian", then=Proposition("H is diagonal", loss_curvature_diagonal.judge)),
    ],
    checks=[sampled(batches=3, count=40), exact(batches=4, count=1)],
)
