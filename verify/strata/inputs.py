"""Maps whose behaviours come one input at a time: lists of simple contours, affine models, redundant inputs, perpendicular contours."""

from __future__ import annotations

import numpy as np

from verify.maps.expressions import combination
from verify.maps.formulas import FormulaMap
from verify.maps.losses import SquaredError
from verify.maps.normal_forms import NormalForm, normal_form
from verify.maps.taylor import TaylorMap
from verify.numbers.system import Array, System
from verify.statements.instances import ModelInstance
from verify.strata.choosers import Chooser, symmetric
from verify.strata.demands import labels_for
from verify.strata.strata import Stratum

_VARIABLES = ("x", "y", "z")
_CONTOURS = (
    *("x", "y", "x + z", "2*x", "x**2", "x + x**2", "x*y", "x**3", "0*x", "y + x**2", "x + z**3", "x**2 - y**3", "x**2 - z**2"),
    *("x**2 + y**2", "x**2 + z**4", "(x + 1)**2 + y**2 + z**2", "(x - 1)**2 + y**2 + z**2"),
)


def _listed(choose: Chooser) -> ModelInstance:
    """One to three of the contours; the origin as often as not."""
    model = FormulaMap(_VARIABLES, tuple(choose.among(_CONTOURS) for _ in range(choose.size(1, 3))))
    reach = choose.among((0, 1))
    theta = choose.integers((3,), -reach, reach)
    return ModelInstance(choose.numbers, model, theta, labels_for(choose, model, theta), SquaredError())


def _affine(choose: Chooser) -> ModelInstance:
    """A model that is linear in its parameters, as ``theta . phi(x)`` is; repeated and dependent inputs are common."""
    size = choose.size(1, 3)
    variables = _VARIABLES[:size]
    slopes = tuple(tuple(choose.among((0, 1, -1, 2)) for _ in variables) for _ in range(choose.size(1, 3)))
    formulas = tuple(combination(row, variables) for row in slopes)
    model = FormulaMap(variables, formulas)
    theta = choose.integers((size,), -1, 1)
    return ModelInstance(choose.numbers, model, theta, labels_for(choose, model, theta), SquaredError())


def _redundant(choose: Chooser) -> ModelInstance:
    """One or two behaviours with a slope and a curvature each; the last one is a combination of them, and a square or a form of its own."""
    numbers = choose.numbers
    size, earlier = choose.size(2, 3), choose.size(1, 2)
    theta = choose.integers((size,), -1, 1)
    steps = [f"({name} - ({value}))" for name, value in zip(_VARIABLES, numbers.text(theta), strict=False)]
    slopes, bends = choose.integers((earlier, size), -1, 1), symmetric(choose, (earlier,), size)
    formulas = [f"{combination(row, steps)} + {_form(numbers, bend, steps)}" for row, bend in zip(numbers.text(slopes), bends, strict=True)]
    combined = [
        f"({weight})*({formula})" for weight, formula in zip(numbers.text(choose.integers((earlier,), -1, 1)), formulas, strict=True)
    ]
    own = choose.among((f"({formulas[0]})**2", _form(numbers, symmetric(choose, (), size), steps)))
    model = FormulaMap(_VARIABLES[:size], (*formulas, " + ".join([*combined, own])))
    return ModelInstance(numbers, model, theta, labels_for(choose, model, theta), SquaredError())


def _form(numbers: System, form: Array, steps: list[str]) -> str:
    """The quadratic form with these coefficients, those above the diagonal once."""
    rows = numbers.text(form)
    return " + ".join(f"({rows[i][j]})*{steps[i]}*{steps[j]}" for j in range(len(steps)) for i in range(j + 1))


def _perpendicular(choose: Chooser) -> ModelInstance:
    """Three parameters, looked at where they vanish: ``F_1 = g_1 . theta + ...`` and ``F_2 = (g_1 x h) . theta + ...``, both curved."""
    numbers = choose.numbers
    first, other = choose.integers((3,), -2, 2), choose.integers((3,), -2, 2)
    second = np.cross(first, other)
    rows = np.stack([first, second, np.cross(first, second)], axis=-2)
    before = TaylorMap(rows[..., 0] * numbers.array(0), rows, symmetric(choose, (3,), 3), rows * numbers.array(0))
    model = NormalForm((("straight", 2), ("free", 1)), before, normal_form(("straight", 2)).after)
    theta = choose.integers((3,), 0, 0)
    return ModelInstance(numbers, model, theta, labels_for(choose, model, theta), SquaredError())


listed_contours = Stratum(
    "lists of contours",
    "one to three contours of three parameters out of a list of planes, cylinders, spheres and singular ones; asked exactly, one by one",
    _listed,
    screened=False,
    sizes=((1, 3), (3, 3)),
)
affine_models = Stratum(
    "affine models", "models linear in up to three parameters, on up to three inputs", _affine, screened=False, sizes=((1, 3), (1, 3))
)
redundant_inputs = Stratum(
    "redundant inputs",
    "polynomial maps of two or three parameters, the last gradient of which is a combination of the others at the point",
    _redundant,
    screened=False,
    sizes=((2, 3), (2, 3)),
)
perpendicular_contours = Stratum(
    "perpendicular contours",
    "two curved contours in three dimensions, the normals of which are perpendicular at the point",
    _perpendicular,
    sizes=((2, 2), (3, 3)),
)
