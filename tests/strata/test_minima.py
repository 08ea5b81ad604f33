"""The strata of global minima reach what they are for: minima that move with their behaviour and without, kept ranks and lost ones."""

from __future__ import annotations

import numpy as np
import pytest

from verify import also_global_minimum, behaves_alike, global_minimum, hessian, jacobian, perfect_fit, rank
from verify.numbers.elements import flat
from verify.numbers.polynomials import Polynomials
from verify.statements.curves import curve
from verify.strata.minima import constant_losses, spheres_of_minima, valleys_of_minima

STRATA = (valleys_of_minima, spheres_of_minima, constant_losses)


def instances(stratum, number=25, demands=frozenset()):
    return [stratum.recipe((5, place), 1, 1 + place % 3, demands).instance() for place in range(number)]


def seen(judge, found):
    return {judge(at) for at in found}


def rank_change(at):
    added = int(rank(hessian)(at).lower) - int(rank(jacobian)(at).lower)
    return int(np.sign(added))


@pytest.mark.parametrize("stratum", STRATA, ids=lambda stratum: stratum.name)
def test_a_demanded_fit_is_met(stratum):
    assert all(bool((perfect_fit.judge(at) & global_minimum.judge(at)).is_yes) for at in instances(stratum, 8, frozenset({"fit"})))


def test_in_valleys_the_hessian_has_the_rank_of_the_gradients_or_more():
    assert seen(rank_change, instances(valleys_of_minima)) == {0, 1}


def test_on_spheres_and_at_centres_of_curvature_it_has_that_rank_or_less():
    found = instances(spheres_of_minima)
    assert seen(rank_change, found) == {0, -1}
    assert {int(rank(hessian)(at).lower) for at in found} == {0, 1}


@pytest.mark.parametrize("stratum", [spheres_of_minima, constant_losses], ids=lambda stratum: stratum.name)
def test_another_minimum_has_another_behaviour_often_and_not_always(stratum):
    alike = [bool(behaves_alike.judge(at).is_yes) for at in instances(stratum)]
    assert 1 <= sum(alike) <= 15


def test_a_fit_on_a_sphere_need_not_be_one_elsewhere():
    found = instances(spheres_of_minima, demands=frozenset({"fit"}))
    assert {also_global_minimum.judge(at).name for at in found} == {"yes", "no"}


def test_all_points_of_the_curve_in_a_valley_have_one_loss_and_some_curves_bend():
    germs, bent = Polynomials(), 0
    for at in instances(valleys_of_minima):
        along = curve(at.model, at.facts["minima"]).along
        (loss,) = flat(np.atleast_1d(at.loss.value(germs, along, germs.array(at.labels))))
        assert loss.degree() <= 0
        bent += at.facts["minima"].shape[1] > 2 and bool((at.facts["minima"][:, 2:] != 0).any())
    assert bent >= 5


def test_vectors_in_a_valley_are_tangent_unseen_or_neither():
    def kind(at):
        v = at.facts["v"]
        tangent = (v == at.facts["minima"][:, 1]).all()
        unseen = at.numbers.zero(at.numbers.matmul(at.jacobian, v[:, None])).all().is_yes
        return "none" if not (v != 0).any() else "tangent" if tangent else "unseen" if unseen else "seen"

    assert seen(kind, instances(valleys_of_minima, 60)) >= {"tangent", "unseen", "seen"}
