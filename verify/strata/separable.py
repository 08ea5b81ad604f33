"""A stratum of separable convex losses: a sum of functions that each see one behaviour, some of them flat at their minimum."""

from __future__ import annotations

from verify.maps.losses import FormulaLoss, QuarticError, SquaredError
from verify.statements.instances import ModelInstance
from verify.strata.cancelled import CANCELLED
from verify.strata.choosers import Chooser, rationals, symmetric
from verify.strata.demands import behaviours_for
from verify.strata.germs import at_origin
from verify.strata.matrices import jacobian_matrix
from verify.strata.strata import Stratum

_SUM = FormulaLoss(("o",), "(o - y1)**2 + (o - y1)**4")
_MIXED = {
    count: FormulaLoss(
        tuple(f"o{a}" for a in range(1, count + 1)),
        " + ".join(f"{a}*(o{a} - y{a})**{4 if a % 2 == 0 else 2}" for a in range(1, count + 1)),
    )
    for count in (1, 2, 3)
}


def _separable(choose: Chooser) -> ModelInstance:
    behaviours, parameters = behaviours_for(choose, 1, 3), choose.size(1, 3)
    outputs = rationals(choose, (behaviours,))
    jet = outputs, jacobian_matrix(choose, behaviours, parameters), symmetric(choose, (behaviours,), parameters)
    residual = choose.integers((behaviours,), -choose.scale, choose.scale)
    if {"fit", "critical"} & choose.demands:
        residual = residual * choose.numbers.array(0)
    loss = choose.among((SquaredError(), QuarticError(), _SUM, _MIXED[behaviours]))
    return at_origin(choose, jet, outputs - residual, loss)


separable_losses = Stratum(
    "separable losses",
    "quadratic maps of up to 3 parameters with a sum of squares, of fourth powers, or of both, one for each behaviour",
    _separable,
    degeneracies=((CANCELLED,),),
    sizes=((1, 3), (1, 3)),
)
