"""What the behaviours before the last one leave: the same parameter, looked at before one more input is added."""

from __future__ import annotations

from typing import Any

from verify.errors import NotDefined
from verify.maps.formulas import FormulaMap
from verify.ranks.bounds import Bounds
from verify.statements.complex_fibres import complex_fibre_dimension
from verify.statements.fibres import fibre_dimension, generic_rank
from verify.statements.instances import ModelInstance, point
from verify.statements.quantities import Quantity, rank


def without_last(at: Any) -> ModelInstance | None:
    """The same parameter with the behaviours before the last one; None if there was one only.

    Raises
    ------
    NotDefined
        Where the behaviours are not given by formulas.

    Examples
    --------
    >>> from verify.maps.formulas import polynomial_map
    >>> both = point(polynomial_map("x**2", "x*y"), at=[1, 2], labels=[0, 0])
    >>> without_last(both).model.formulas
    ('x**2',)
    """
    model = at.model
    if not isinstance(model, FormulaMap):
        raise NotDefined("a behaviour can be left out only where each has a formula of its own")
    if model.behaviours == 1:
        return None
    return point(FormulaMap(model.variables, model.formulas[:-1]), at.theta, at.labels[:-1], numbers=at.numbers)


def _before(quantity: Quantity, text: str, on_nothing: Any) -> Quantity:
    """The quantity without the last behaviour; ``on_nothing`` of the instance where there is no other."""

    def of(at: Any) -> Any:
        before = without_last(at)
        return Bounds.exactly(on_nothing(at), "no behaviour before it") if before is None else quantity.of(before)

    return Quantity(text, of)


def _counted(at: Any) -> int:
    return int(at.jacobian.shape[-1])


gradients_before = Quantity("(g_1, ..., g_(m-1))", lambda at: at.jacobian[..., :-1, :].swapaxes(-1, -2))
rank_before = rank(gradients_before)
generic_rank_before = _before(generic_rank, "generic rank of (g_1, ..., g_(m-1))", lambda at: 0)
fibre_dimension_before = _before(fibre_dimension, "dim of the fibre before the last input", _counted)
complex_fibre_dimension_before = _before(complex_fibre_dimension, "complex dim of the fibre before the last input", _counted)
