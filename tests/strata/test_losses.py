"""Polynomial losses are coupled, sloping, indefinite, and meet what is demanded; squared errors come in the scale demanded."""

from __future__ import annotations

import pytest

from verify.errors import NotDefined
from verify.numbers import Rationals
from verify.statements.conditions import critical_point, loss_curvature_definite, loss_curvature_identity, loss_stationary, perfect_fit
from verify.statements.instances import instance_from_spec
from verify.statements.squares import half_mean_of_squares, half_sum_of_squares, mean_of_squares, sum_of_squares
from verify.strata.bottlenecks import bottleneck_networks
from verify.strata.losses import assorted_losses, polynomial_losses, squared_errors


def drawn(stratum, *demands, count=20):
    for number in range(count):
        yield stratum.recipe((number,), 1, 1 + number % 3, frozenset(demands)).instance()


@pytest.mark.parametrize("condition", [loss_stationary, critical_point, perfect_fit, loss_curvature_definite, loss_curvature_identity])
def test_polynomial_losses_meet_what_is_demanded(condition):
    assert all(bool(condition.judge(at).is_yes) for at in drawn(polynomial_losses, condition.impose))


def test_polynomial_losses_reach_what_squared_error_does_not():
    met = list(drawn(polynomial_losses))
    assert any(at.loss_hessian.shape[-1] > 1 and at.loss_hessian[0, 1] != 0 for at in met), "coupled behaviours"
    assert any(any(at.loss_hessian[a, a] < 0 for a in range(len(at.loss_hessian))) for at in met), "curvature downward"
    assert any(bool(loss_stationary.judge(at).is_no) for at in met)
    assert any("**3" in at.loss.formula for at in met), "a third order that no 2-jet shows"


@pytest.mark.parametrize("condition", [sum_of_squares, half_sum_of_squares, mean_of_squares, half_mean_of_squares])
def test_squared_errors_come_in_the_scale_demanded(condition):
    assert all(bool(condition.judge(at).is_yes) for at in drawn(squared_errors, condition.impose))


def test_squared_errors_come_in_every_scale_where_none_is_demanded():
    for condition in (sum_of_squares, half_sum_of_squares, mean_of_squares, half_mean_of_squares):
        assert any(bool(condition.judge(at).is_yes) and at.outputs.shape[-1] > 1 for at in drawn(squared_errors, count=60))


def test_instances_travel_as_data():
    for at in (*drawn(polynomial_losses, count=4), *drawn(squared_errors, count=4)):
        again = instance_from_spec(at.spec(), Rationals())
        assert again.spec() == at.spec()
        assert (again.second_derivatives == at.second_derivatives).all()


def test_a_batch_of_polynomial_losses_is_not_asked_for():
    assert not polynomial_losses.screened
    with pytest.raises((NotDefined, ValueError, TypeError)):
        polynomial_losses.recipe((0,), 2, 1).batch()


@pytest.mark.parametrize("stratum", [assorted_losses, bottleneck_networks], ids=lambda stratum: stratum.name)
def test_under_every_loss_a_critical_point_is_critical_and_fits_its_labels_or_not(stratum):
    met = list(drawn(stratum, "critical", count=60))
    assert all(bool(critical_point.judge(at).is_yes) for at in met)
    fits = {}
    for at in met:
        fits.setdefault(str(at.loss), []).append(bool(at.numbers.zero(at.outputs - at.labels).all().is_yes))
    assert len(fits) == 4
    assert [all(found) for _, found in sorted(fits.items())] == [False, False, True, False], "fourth powers alone fit at each of them"


@pytest.mark.parametrize("stratum", [assorted_losses, bottleneck_networks], ids=lambda stratum: stratum.name)
def test_where_a_fit_is_demanded_every_loss_is_stationary_at_the_labels(stratum):
    assert all(bool(perfect_fit.judge(at).is_yes) for at in drawn(stratum, "fit", count=40))


def test_a_loss_can_be_stationary_with_independent_gradients_beside_the_label():
    beside = [at for at in drawn(assorted_losses, "critical", count=60) if at.rank(at.jacobian).equal(at.jacobian.shape[-2]).is_yes]
    assert any(bool(at.numbers.zero(at.outputs - at.labels).any().is_no) for at in beside)
