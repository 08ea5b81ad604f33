"""Generic instances are what differentiating actual functions gives."""

from __future__ import annotations

import pytest
import sympy

from verify.errors import InvalidInput
from verify.proofs.curves import Curves
from verify.proofs.cuts import Cuts
from verify.proofs.index_sums import Kind
from verify.proofs.symbolic import GENERIC, SEPARABLE, SPLITTING, SQUARES, SQUARES_FITTED, STATIONARY, UNIT_STATIONARY, generic_jet

a, b = sympy.symbols("a b")
MAPS = [a**2 * b + 3 * b, a * b**3 - a]
LOSS = sympy.Lambda((sympy.Symbol("p"), sympy.Symbol("q")), sympy.Symbol("p") ** 3 * sympy.Symbol("q") + sympy.Symbol("q") ** 2)


def _coordinates(point):
    """The coordinates of a generic jet with two behaviours and parameters, for actual functions at a point, by hand."""
    theta, (p, q) = (a, b), LOSS.variables
    outputs = [F.subs(point) for F in MAPS]
    values = {f"F{k}": outputs[k - 1] for k in (1, 2)}
    for i in (1, 2):
        values[f"l_{i}"] = LOSS.expr.diff((p, q)[i - 1]).subs({p: outputs[0], q: outputs[1]})
        for j in (1, 2):
            values[f"l_{i},{j}"] = LOSS.expr.diff((p, q)[i - 1], (p, q)[j - 1]).subs({p: outputs[0], q: outputs[1]})
            values[f"F{i}_{j}"] = MAPS[i - 1].diff(theta[j - 1]).subs(point)
            for k in (1, 2):
                values[f"F{k}_{i},{j}"] = MAPS[k - 1].diff(theta[i - 1], theta[j - 1]).subs(point)
    return {sympy.Symbol(name): value for name, value in values.items()}


def test_the_generic_jet_specialises_to_that_of_actual_functions():
    point = {a: 2, b: -1}
    jet, values = generic_jet(2, 2), _coordinates(point)
    composed = LOSS(*MAPS)
    for i, first in enumerate((a, b)):
        assert jet.gradient[i].subs(values) == composed.diff(first).subs(point)
        for j, second in enumerate((a, b)):
            assert jet.hessian[i, j].subs(values) == composed.diff(first, second).subs(point)


def test_losses_know_their_derivatives_at_the_point():
    F1, y1 = sympy.symbols("F1 y1")
    assert generic_jet(1, 1, SQUARES).loss_gradient.tolist() == [2 * F1 - 2 * y1]
    assert generic_jet(2, 1, SQUARES_FITTED).loss_gradient.tolist() == [0, 0]
    assert generic_jet(2, 1, STATIONARY).loss_gradient.tolist() == [0, 0]
    assert generic_jet(2, 1, UNIT_STATIONARY).loss_hessian.tolist() == [[1, 0], [0, 1]]
    assert generic_jet(2, 1, SEPARABLE).loss_hessian[0, 1] == 0
    assert generic_jet(2, 1, GENERIC).loss_hessian[0, 1] == sympy.Symbol("l_1,2")


@pytest.mark.parametrize("losses", SPLITTING, ids=lambda losses: losses.name)
def test_families_that_split_restrict_to_the_same_family_for_fewer_behaviours(losses):
    small, large = generic_jet(2, 1, losses), generic_jet(3, 1, losses)
    assert (large.loss_gradient[:2] == small.loss_gradient).all()
    assert (large.loss_hessian[:2, :2] == small.loss_hessian).all()


def test_a_jet_without_parameters_is_refused():
    with pytest.raises(InvalidInput, match="at least one"):
        generic_jet(1, 0)


def test_motion_along_a_curve_is_the_derivative_of_the_composition():
    curve = Curves().at({Kind.BEHAVIOUR: 1, Kind.PARAMETER: 2})
    assert str(curve.motion[0]) == "F1_1*c1_1 + F1_2*c2_1"


def test_activations_at_a_cut_agree_and_their_derivatives_do_not():
    cut = Cuts().at({Kind.WIDTH: 2, Kind.BEFORE: 1, Kind.AFTER: 1})
    assert (cut.activations[0] == cut.activations[1]).all()
    assert cut.before[0][0] != cut.before[1][0]
