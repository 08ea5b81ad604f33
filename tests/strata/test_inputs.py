"""The strata of behaviours one input at a time: what they reach, and that every draw is what it says."""

from __future__ import annotations

import itertools

from verify.maps.formulas import FormulaMap
from verify.maps.losses import Ridge
from verify.statements.again import behaves_alike
from verify.statements.complex_fibres import complex_fibre_dimension
from verify.statements.fibres import centred_equations, fibre_dimension, generic_rank
from verify.statements.instances import point
from verify.statements.last_input import fibre_dimension_before
from verify.statements.zero_sets import zero_set_dimension
from verify.strata import inputs
from verify.strata.fibres import maps_with, pairs_in_fibres
from verify.strata.networks import ridged_maps


def drawn(stratum, number=20, count=3):
    return [stratum.recipe((0, place), count, 3).at(index).instance() for place in range(number) for index in range(count)]


def test_listed_contours_remove_no_dimension_or_one_or_more():
    removed = {int((fibre_dimension_before(at) - fibre_dimension(at)).lower) for at in drawn(inputs.listed_contours, 30)}
    assert {0, 1, 2} <= removed


def test_redundant_inputs_remove_a_dimension_or_none():
    removed = [fibre_dimension_before(at) - fibre_dimension(at) for at in drawn(inputs.redundant_inputs, 12, 2)]
    assert {0, 1} <= {int(each.lower) for each in removed if each.lower == each.upper}


def test_every_pair_of_listed_contours_has_a_known_dimension_no_larger_than_the_complex_one():
    pairs = list(itertools.combinations(inputs._CONTOURS, 2))[::4]
    for pair, theta in itertools.product(pairs, ([0, 0, 0], [1, -1, 0])):
        at = point(FormulaMap(("x", "y", "z"), pair), at=theta, labels=[0, 0])
        found = fibre_dimension(at)
        assert found.lower == found.upper, (pair, theta)
        assert bool(complex_fibre_dimension(at).at_least(found).is_yes), (pair, theta)


def test_rewriting_finds_what_the_constant_rank_theorem_says_where_that_applies():
    met = [at for at in drawn(inputs.listed_contours, 30) if bool(at.rank(at.jacobian).equal(generic_rank(at)).is_yes)]
    assert len(met) > 20
    for at in met:
        by_rank = at.jacobian.shape[-1] - at.rank(at.jacobian)
        assert bool(zero_set_dimension(*centred_equations(at)).equal(by_rank).is_yes), at.spec()


def test_affine_models_are_affine_and_meet_every_rank():
    met = drawn(inputs.affine_models, 40)
    assert all(bool(at.numbers.zero(at.curvature).all().is_yes) for at in met)
    assert {int(at.rank(at.jacobian).lower) for at in met} >= {0, 1, 2}


def test_perpendicular_contours_are_perpendicular_curved_and_sometimes_without_a_normal():
    met = drawn(inputs.perpendicular_contours)
    assert all(bool(at.numbers.zero((at.jacobian[0] * at.jacobian[1]).sum(keepdims=True)).all().is_yes) for at in met)
    assert any(bool((~at.numbers.zero(at.curvature)).any().is_yes) for at in met)
    assert {int(at.rank(at.jacobian).lower) for at in met} >= {1, 2}


def test_maps_with_so_many_behaviours_have_that_many_and_every_generic_rank():
    for behaviours in (1, 2):
        met = drawn(maps_with(behaviours, "maps"), 60, 1)
        assert {at.jacobian.shape[0] for at in met} == {behaviours}
        assert {int(generic_rank(at).lower) for at in met} == set(range(behaviours + 1))


def test_pairs_are_in_one_fibre_most_often_and_not_always():
    alike = [bool(behaves_alike.judge(at).is_yes) for at in drawn(pairs_in_fibres, 40)]
    assert len(alike) / 3 < sum(alike) < len(alike)


def test_ridged_maps_have_a_positive_ridge():
    assert all(isinstance(at.regulariser, Ridge) and at.regulariser.strength > 0 for at in drawn(ridged_maps, 5))
