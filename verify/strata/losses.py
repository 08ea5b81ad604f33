"""Strata of polynomial maps under losses of many kinds: any polynomial of the outputs, squared error in each of its scales, and others."""

from __future__ import annotations

from fractions import Fraction

from verify.maps.losses import FormulaLoss, QuarticError, SquaredError
from verify.maps.models import Model
from verify.maps.taylor import TaylorMap
from verify.numbers.system import Array
from verify.statements.instances import ModelInstance
from verify.strata.cancelled import CANCELLED, cancelling
from verify.strata.choosers import Chooser, rationals, symmetric
from verify.strata.demands import behaviours_for, labels_for, loss_form, missing_sizes, stationary_gradient
from verify.strata.strata import Stratum

_SCALES = {
    "sum of squares": SquaredError(),
    "half sum of squares": SquaredError(scale=Fraction(1, 2)),
    "mean of squares": SquaredError(reduction="mean"),
    "half mean of squares": SquaredError(scale=Fraction(1, 2), reduction="mean"),
}
_PULLED = FormulaLoss(("o",), "(o - y1)**2 + o**2")
_DOUBLE = FormulaLoss(("o",), "((o - y1)**2 - 1)**2")


def _map(choose: Chooser) -> tuple[TaylorMap, Array]:
    """A cubic polynomial map of up to 3 parameters and 3 behaviours, and parameters."""
    behaviours, parameters = missing_sizes(choose, 3) or (behaviours_for(choose, 1, 3), choose.size(1, 3))
    model = TaylorMap(
        rationals(choose, (behaviours,)),
        rationals(choose, (behaviours, parameters)),
        symmetric(choose, (behaviours,), parameters),
        rationals(choose, (behaviours, parameters)),
    )
    return model, choose.integers((parameters,), -1, 1)


def _polynomial_loss(choose: Chooser) -> ModelInstance:
    """A loss with any gradient and Hessian at the outputs, and a cubic part; the labels are the outputs."""
    numbers = choose.numbers
    model, theta = _map(choose)
    outputs = model.outputs(numbers, theta)
    slope = stationary_gradient(choose, model.jacobian(numbers, theta))
    form = loss_form(choose, (), model.behaviours)
    cubic = choose.integers((model.behaviours,), -choose.scale, choose.scale)
    from_here = [f"(o{a} - ({value}))" for a, value in enumerate(numbers.text(outputs), 1)]
    terms = list(zip(numbers.text(slope), from_here, strict=True))
    terms += [(factor, f"{output}**3") for factor, output in zip(numbers.text(cubic), from_here, strict=True)]
    for a, row in enumerate(numbers.text(form)):
        terms += [(h, f"{from_here[a]}*{from_here[b]}" + "/2" * (a == b)) for b, h in enumerate(row) if b >= a]
    written = ["0*o1", *(f"({factor})*{term}" for factor, term in terms if factor != "0")]
    loss = FormulaLoss(tuple(f"o{a}" for a in range(1, model.behaviours + 1)), " + ".join(written))
    return cancelling(choose, ModelInstance(numbers, model, theta, outputs, loss))


def _squared_error(choose: Chooser) -> ModelInstance:
    model, theta = _map(choose)
    demanded = [loss for demand, loss in _SCALES.items() if demand in choose.demands]
    loss = choose.among(demanded or tuple(_SCALES.values()))
    return cancelling(choose, ModelInstance(choose.numbers, model, theta, labels_for(choose, model, theta), loss))


def under_some_loss(choose: Chooser, model: Model, theta: Array) -> ModelInstance:
    """A point of a model under a loss that is squared error, flat at its minimum, least beside the label, or least on both sides of it.

    These are ``(o - y)^2``, ``(o - y)^4``, ``(o - y)^2 + o^2`` and ``((o - y)^2 - 1)^2``, summed over the behaviours. Where a fit is
    demanded the third is left out; a critical point keeps residuals except under fourth powers.
    """
    pulled = () if "fit" in choose.demands else (_PULLED,)
    loss = choose.among((SquaredError(), QuarticError(), _DOUBLE, *pulled))
    labels = labels_for(choose, model, theta)
    if "critical" in choose.demands:
        outputs = model.outputs(choose.numbers, theta)
        with choose.numbers.arithmetic():
            if loss is _PULLED:  # grad l = 2 (2 o - y)
                labels = labels + outputs
            elif not isinstance(loss, SquaredError):
                labels = outputs + choose.integers((model.behaviours,), -1, 1) * choose.numbers.array(int(loss is _DOUBLE))
    return ModelInstance(choose.numbers, model, theta, labels, loss)


def _assorted(choose: Chooser) -> ModelInstance:
    return under_some_loss(choose, *_map(choose))


polynomial_losses = Stratum(
    "polynomial losses",
    "cubic polynomial maps of up to 3 parameters and 3 behaviours, with a cubic loss that couples the behaviours",
    _polynomial_loss,
    screened=False,
    degeneracies=((CANCELLED,),),
    sizes=((1, 3), (1, 3)),
)
squared_errors = Stratum(
    "squared errors",
    "cubic polynomial maps of up to 3 parameters and 3 behaviours; sum or mean of squared residuals, or half of it",
    _squared_error,
    degeneracies=((CANCELLED,),),
    sizes=((1, 3), (1, 3)),
)
assorted_losses = Stratum(
    "assorted losses",
    "cubic polynomial maps of up to 3 parameters and 3 behaviours; squared error, fourth powers, or a loss that is least beside the label",
    _assorted,
    sizes=((1, 3), (1, 3)),
)
