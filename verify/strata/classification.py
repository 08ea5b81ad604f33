"""Strata of classifiers near a point: probabilities inside and on the border of their range, and logits that softmax takes to rationals.

The demands that are honoured:

``outputs as labels``
    Labels equal the outputs, or the softmax of the logits. On the border of their range the loss is not stationary there.
``soft labels``
    No probability is 0 or 1.
``probability vectors``
    The outputs of each datum add up to 1 for every theta.
``fit``, ``critical``
    Met by labels equal to the outputs, soft for a ``fit``; but cross-entropy over free probabilities is stationary nowhere, so
    that its stratum can only be critical, along the simplex.
"""

from __future__ import annotations

import numpy as np

from verify.maps.losses import BinaryCrossEntropy, CrossEntropy, FormulaLoss, Loss, SoftmaxCrossEntropy
from verify.numbers.system import Array, System
from verify.statements.instances import ModelInstance
from verify.strata.cancelled import CANCELLED
from verify.strata.choosers import Chooser, symmetric
from verify.strata.germs import at_origin
from verify.strata.matrices import jacobian_matrix
from verify.strata.strata import Stratum


def offset_softmax(weights: tuple[int, ...]) -> FormulaLoss:
    """Softmax cross-entropy of the logits ``z_c + log w_c``, for labels that add up to 1.

    At equal logits its softmax is ``w / sum of w``: the fixed offsets only move rational probabilities to rational logits.

    Examples
    --------
    >>> offset_softmax((1, 2)).formula
    'o1 + log(1 + 2*exp(o2 - o1)) - y1*o1 - y2*o2'
    """
    count = len(weights)
    total = " + ".join([str(weights[0]), *(f"{w}*exp(o{c} - o1)" for c, w in enumerate(weights[1:], start=2))])
    fit = "".join(f" - y{c}*o{c}" for c in range(1, count + 1))
    return FormulaLoss(tuple(f"o{c}" for c in range(1, count + 1)), f"o1 + log({total}){fit}")


_SOFTMAXES: dict[int, tuple[tuple[tuple[int, ...], Loss], ...]] = {
    2: (((1, 1), SoftmaxCrossEntropy(outputs_per_datum=2)), ((2, 1), offset_softmax((2, 1)))),
    3: (((1, 1, 1), SoftmaxCrossEntropy(outputs_per_datum=3)), ((3, 2, 1), offset_softmax((3, 2, 1)))),
}


def _binary(choose: Chooser) -> ModelInstance:
    numbers = choose.numbers
    behaviours, parameters = choose.size(1, 3), choose.size(1, 3)
    inside = _soft(choose, (behaviours, 2))[..., 0]
    jacobian = jacobian_matrix(choose, behaviours, parameters)
    curvature = symmetric(choose, (behaviours,), parameters)
    place = choose.integers((behaviours,), *_border(choose, -1, 1))
    with numbers.arithmetic():
        one, half = numbers.array(1), numbers.array("1/2")
        free = one - place * place
        outputs = free * inside + (one - free) * half * (one + place)
        inwards = -place[..., None, None] * _squares(choose, behaviours, parameters)
        jet = outputs, free[..., None] * jacobian, free[..., None, None] * curvature + inwards
    labels = outputs if _fits(choose) else _soft(choose, (behaviours, 2))[..., 0]
    return at_origin(choose, jet, labels, BinaryCrossEntropy(reduction=choose.among(("sum", "mean"))))


def _vectors(choose: Chooser) -> ModelInstance:
    numbers = choose.numbers
    data, classes, parameters = choose.size(1, 2), choose.size(2, 3), choose.size(1, 3)
    normalised = bool({"probability vectors", "critical"} & choose.demands) or choose.among((True, False))
    rows = classes - 1 if normalised else classes
    present = choose.integers((data, classes), *_border(choose, 0, 1, inside=1))
    present[..., -1] = numbers.array(1)
    outputs = _normalised(numbers, present * choose.integers((data, classes), 1, 1 + choose.scale))
    free = present[..., :rows, None]
    with numbers.arithmetic():
        jacobian = free * jacobian_matrix(choose, data * rows, parameters).reshape(*free.shape[:-1], parameters)
        bends = symmetric(choose, (data * rows,), parameters).reshape(*free.shape[:-1], parameters, parameters)
        inwards = _squares(choose, data * rows, parameters).reshape(bends.shape)
        curvature = free[..., None] * bends + (numbers.array(1) - free[..., None]) * inwards
        if normalised:
            jacobian = np.concatenate([jacobian, -jacobian.sum(axis=-2, keepdims=True)], axis=-2)
            curvature = np.concatenate([curvature, -curvature.sum(axis=-3, keepdims=True)], axis=-3)
    labels = outputs if _fits(choose) else _soft(choose, (data, classes))
    jet = _flat(outputs, 1), _flat(jacobian, 2), _flat(curvature, 3)
    return at_origin(choose, jet, _flat(labels, 1), CrossEntropy(outputs_per_datum=classes))


def _logits(choose: Chooser) -> ModelInstance:
    numbers = choose.numbers
    data, classes, parameters = choose.size(1, 2), choose.size(2, 3), choose.size(1, 3)
    weights, loss = choose.among(_SOFTMAXES[classes])
    level = choose.integers((data, 1), -choose.scale, choose.scale)
    zero = choose.integers((data, classes), 0, 0)
    jacobian = jacobian_matrix(choose, data * classes, parameters).reshape(*zero.shape, parameters)
    kind = choose.among(("free", "shifted", "centred"))
    with numbers.arithmetic():
        if kind == "shifted":
            shift = choose.integers((data, 1, 1), -1, 1) + numbers.zeros((*zero.shape, 1))
            jacobian = np.concatenate([jacobian, shift], axis=-1)
        if kind == "centred":
            jacobian = numbers.array(classes) * jacobian - jacobian.sum(axis=-2, keepdims=True)
        curvature = symmetric(choose, (data * classes,), jacobian.shape[-1])
        softmax = _normalised(numbers, numbers.array(weights) + zero)
        labels = softmax if _fits(choose) else _soft(choose, (data, classes))
        return at_origin(choose, (_flat(zero + level, 1), _flat(jacobian, 2), curvature), _flat(labels, 1), loss)


def _fits(choose: Chooser) -> bool:
    return bool({"outputs as labels", "fit", "critical"} & choose.demands)


def _border(choose: Chooser, low: int, high: int, inside: int = 0) -> tuple[int, int]:
    """Range of the choice of where on the border a probability stands; ``inside`` alone if it is to stand off it."""
    soft = bool({"soft labels", "fit", CANCELLED} & choose.demands) or choose.among((True, False))
    return (inside, inside) if soft else (low, high)


def _soft(choose: Chooser, shape: tuple[int, ...]) -> Array:
    """Vectors of positive numbers that add up to 1 along the last axis."""
    return _normalised(choose.numbers, choose.integers(shape, 1, 1 + choose.scale))


def _normalised(numbers: System, weights: Array) -> Array:
    with numbers.arithmetic():
        found: Array = weights * numbers.function("reciprocal", weights.sum(axis=-1, keepdims=True))
        return found


def _squares(choose: Chooser, count: int, size: int) -> Array:
    """Positive semidefinite forms (..., count, size, size)."""
    root = choose.integers((count, size, size), -1, 1)
    return choose.numbers.matmul(root.swapaxes(-1, -2), root)


def _flat(array: Array, axes: int) -> Array:
    """Merge the first two of the last ``axes + 1`` axes: data and classes become behaviours."""
    split = array.ndim - axes - 1
    return array.reshape(*array.shape[:split], -1, *array.shape[split + 2 :])


probabilities = Stratum(
    "probabilities",
    "quadratic maps into [0, 1]^m near theta = 0, rational values, some of them on the border; binary cross-entropy",
    _binary,
    degeneracies=((CANCELLED,),),
    sizes=((1, 3), (1, 3)),
    often=(("smooth", 0.5),),
)
probability_vectors = Stratum(
    "probability vectors",
    "nonnegative quadratic outputs near theta = 0 for up to 2 data and 3 classes, on the simplex or not, some zero; cross-entropy",
    _vectors,
    sizes=((2, 6), (1, 3)),
    often=(("smooth", 0.5), ("on the simplex", 0.4)),
)
softmax_logits = Stratum(
    "softmax logits",
    "quadratic logits for up to 2 data and 3 classes, some with a parameter that shifts all logits of a datum; softmax cross-entropy",
    _logits,
    degeneracies=((CANCELLED,),),
    sizes=((2, 6), (1, 4)),
)
