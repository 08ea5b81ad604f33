"""Critical points with residual, saddles, focal labels, degenerate forms and smooth folds are what they say, every one of them, exactly."""

from __future__ import annotations

import pytest

from verify import (
    critical_point,
    hessian,
    jacobian,
    jets,
    loss_curvature_identity,
    loss_stationary,
    matrix_pairs,
    merged_by_smooth_folding,
    rank,
    shared_activations,
)
from verify.ranks.forms import inertia, positive_semidefinite
from verify.ranks.rank import rank as rank_of
from verify.strata.critical import critical_points, focal_labels, saddles
from verify.strata.networks import polynomial_maps

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


def test_a_hypothesis_about_the_form_wins_over_a_degenerate_part():
    at = jets.having("zero loss").recipe((1,), 1, 2, frozenset({"identity loss"})).instance()
    assert loss_curvature_identity.judge(at).is_yes


def test_smooth_folds_merge_two_different_inputs_by_a_certified_fact():
    for at in instances(merged_by_smooth_folding, count=2, batches=4):
        first, second = at.network.inputs[:, 0]
        assert shared_activations.judge(at).is_yes
        assert second > first
        assert second.rad() < 1e-20


def test_a_stratum_that_is_not_degenerate_has_no_parts():
    assert polynomial_maps.combinations() == (polynomial_maps,)
