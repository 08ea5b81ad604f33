"""Critical points with residual, saddles, focal labels, degenerate forms and smooth folds are what they say, every one of them, exactly."""

from __future__ import annotations

import pytest

from verify import (
    Proposition,
    Statement,
    critical_point,
    enclosed_critical_points,
    hessian,
    jacobian,
    jets,
    local_minimum,
    loss_curvature_diagonal,
    loss_curvature_identity,
    loss_stationary,
    matrix_pairs,
    merged_by_smooth_folding,
    parameters,
    polynomial_losses,
    probabilities,
    rank,
    separable_losses,
    shared_activations,
    softmax_logits,
    squared_errors,
)
from verify.ranks.forms import inertia, positive_semidefinite
from verify.ranks.rank import rank as rank_of
from verify.running.hunt import Budget, hunt
from verify.strata.critical import critical_points, focal_labels, saddles
from verify.strata.networks import polynomial_maps, quadratic_networks, relu_networks, ridged_maps, tanh_networks
from verify.strata.tapes import Tape

SCALES = (1, 2, 3)


def instances(stratum, count=5, batches=6):
    return [
        stratum.recipe((3, scale, number), count, scale).at(index).instance()
        for scale in SCALES
        for number in range(batches)
        for index in range(count)
    ]


@pytest.mark.parametrize("stratum", [critical_points, saddles, focal_labels], ids=lambda stratum: stratum.name)
def test_every_point_is_critical_for_the_total_loss_and_not_for_the_loss(stratum):
    for at in instances(stratum):
        assert critical_point.judge(at).is_yes
        assert loss_stationary.judge(at).is_no


def test_every_saddle_goes_up_and_down():
    for at in instances(saddles):
        signs = inertia(at.numbers, at.hessian)
        assert int(signs.negative.lower) >= 1
        assert int(signs.positive.lower) >= 1


def test_at_every_focal_label_the_hessian_loses_the_rank_that_the_jacobian_has():
    for at in instances(focal_labels):
        assert rank(jacobian)(at).equal(1).is_yes
        assert rank(hessian)(at).equal(0).is_yes


def test_elsewhere_critical_points_keep_their_rank_now_and_then_and_lose_it_now_and_then():
    kept = [bool(rank(hessian)(at).equal(rank(jacobian)(at)).is_yes) for at in instances(critical_points)]
    assert 0.02 < sum(kept) / len(kept) < 0.98


@pytest.mark.parametrize("stratum", [jets, matrix_pairs], ids=lambda stratum: stratum.name)
def test_forms_are_zero_singular_or_indefinite_where_that_is_asked_for(stratum):
    for at in instances(stratum.having("zero loss")):
        assert at.numbers.zero(at.loss_hessian).all().is_yes
    for at in instances(stratum.having("singular loss")):
        assert rank_of(at.numbers, at.loss_hessian).at_most(at.loss_hessian.shape[-1] - 1).is_yes
    for at in instances(stratum.having("indefinite loss")):
        assert positive_semidefinite(at.numbers, at.loss_hessian).is_no
        assert positive_semidefinite(at.numbers, -at.loss_hessian).is_no


@pytest.mark.parametrize("stratum", [jets, matrix_pairs], ids=lambda stratum: stratum.name)
def test_isotropic_forms_vanish_on_part_of_the_image_and_now_and_then_not_beside_it(stratum):
    seen = []
    for at in instances(stratum.having("isotropic loss")):
        form, first = at.loss_hessian, at.jacobian[:, :1]
        assert at.numbers.zero(at.numbers.matmul(first.T, at.numbers.matmul(form, first))).all().is_yes
        seen.append(bool(at.numbers.zero(at.numbers.matmul(form, first)).all().is_no))
    assert sum(seen) / len(seen) > 0.2


@pytest.mark.parametrize("stratum", [jets, matrix_pairs], ids=lambda stratum: stratum.name)
def test_diagonal_isotropic_forms_have_opposite_entries(stratum):
    for number in range(20):
        at = stratum.having("isotropic loss").recipe((5, number), 1, 3, frozenset({"diagonal loss"})).instance()
        assert loss_curvature_diagonal.judge(at).is_yes
        entries = at.loss_hessian.diagonal()
        assert all(one == -other for one, other in zip(entries[::2], entries[1::2], strict=False))
        assert all(entries)


CANCELLING = [jets, polynomial_maps, polynomial_losses, squared_errors, separable_losses, probabilities, softmax_logits]


@pytest.mark.parametrize("stratum", CANCELLING, ids=lambda stratum: stratum.name)
def test_cancelled_curvature_leaves_the_first_parameter_none_in_the_hessian_where_the_loss_slopes(stratum):
    cancelled = []
    for at in instances(stratum.having("cancelled curvature"), count=2):
        assert bool((at.numbers.zero(at.hessian[0]).all() | loss_stationary.judge(at)).is_yes)
        gauss_newton = at.numbers.matmul(at.jacobian.T, at.numbers.matmul(at.loss_hessian, at.jacobian))
        cancelled.append(bool(at.numbers.zero(gauss_newton[0]).all().is_no & at.numbers.zero(at.hessian[0]).all().is_yes))
    assert sum(cancelled) / len(cancelled) > 0.1


@pytest.mark.parametrize("stratum", CANCELLING, ids=lambda stratum: stratum.name)
def test_cancelling_keeps_what_the_hypotheses_demand(stratum):
    for number in range(6):
        at = stratum.having("cancelled curvature").recipe((5, number), 1, 3, frozenset({"critical"})).instance()
        assert critical_point.judge(at).is_yes


def test_a_hypothesis_about_the_form_wins_over_a_degenerate_part():
    at = jets.having("zero loss").recipe((1,), 1, 2, frozenset({"identity loss"})).instance()
    assert loss_curvature_identity.judge(at).is_yes


def test_smooth_folds_merge_two_different_inputs_by_a_certified_fact():
    for at in instances(merged_by_smooth_folding, count=2, batches=4):
        first, second = at.network.inputs[:, 0]
        assert shared_activations.judge(at).is_yes
        assert second > first
        assert second.rad() < 1e-20


WITH_LABELS = (polynomial_maps, jets, relu_networks, quadratic_networks)


@pytest.mark.parametrize("stratum", WITH_LABELS, ids=lambda stratum: stratum.name)
def test_parts_with_a_perfect_fit_or_a_residual_at_a_critical_point_have_it_exactly(stratum):
    for at in instances(stratum.having("perfect fit")):
        assert loss_stationary.judge(at).is_yes
    for at in instances(stratum.having("critical with residual")):
        assert critical_point.judge(at).is_yes
        assert loss_stationary.judge(at).is_no


def test_a_residual_goes_with_another_degeneracy():
    for at in instances(jets.having("critical with residual", "singular loss")):
        assert critical_point.judge(at).is_yes
        assert loss_stationary.judge(at).is_no
        assert rank_of(at.numbers, at.loss_hessian).at_most(at.loss_hessian.shape[-1] - 1).is_yes
    for at in instances(relu_networks.having("all units dead", "critical with residual")):
        assert critical_point.judge(at).is_yes
        assert loss_stationary.judge(at).is_no


def test_the_hunt_finds_saddles_among_enclosed_critical_points_and_replays_them_with_their_certificate():
    statement = Statement((enclosed_critical_points,), (critical_point,), Proposition("theta is a local minimum of L", local_minimum.judge))
    caught = hunt(statement, Budget(instances=20, seconds=30)).caught
    assert caught is not None
    again, _ = Tape.from_spec(caught.witness["choices"], [enclosed_critical_points]).read()
    assert again.spec() == caught.witness["instance"]
    assert critical_point.judge(again).is_yes
    assert local_minimum.judge(again).is_no


def test_at_enclosed_critical_points_the_hessian_has_full_rank():
    statement = Statement((enclosed_critical_points,), (critical_point,), rank(hessian).equals(parameters))
    survivor = hunt(statement, Budget(instances=15))
    assert survivor.caught is None
    assert survivor.effective == survivor.instances


def test_a_hypothesis_of_a_fit_wins_over_a_part_that_misses():
    at = polynomial_maps.having("critical with residual").recipe((1,), 1, 2, frozenset({"fit"})).instance()
    assert loss_stationary.judge(at).is_yes


def test_labels_that_only_exact_numbers_meet_are_not_offered_to_smooth_networks():
    with pytest.raises(ValueError, match="tanh networks cannot be built with critical with residual"):
        tanh_networks.having("critical with residual")


def test_a_stratum_that_is_not_degenerate_has_no_parts():
    assert ridged_maps.combinations() == (ridged_maps,)
