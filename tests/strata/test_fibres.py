"""The strata of known fibres reach what they are for, and every draw is what it says."""

from __future__ import annotations

from verify.maps.formulas import polynomial_map
from verify.numbers.rationals import Rationals
from verify.statements.fibres import fibre_dimension, fibre_is_manifold
from verify.statements.instances import instance_from_spec
from verify.statements.tangents import stays_in_fibre
from verify.strata.fibres import curves_with_maps, germs, known_fibres, point_pairs

Q = Rationals()


def batches(stratum, scale=3, number=30, count=10):
    return [stratum.recipe((0, scale, place), count, scale) for place in range(number)]


def test_every_relation_between_dimension_rank_and_sizes_is_reached():
    met = set()
    for recipe in batches(known_fibres):
        at, _ = recipe.batch()
        slack = at.jacobian.shape[-1] - at.rank(at.jacobian).lower - fibre_dimension(at).lower
        expected = at.jacobian.shape[-1] - at.jacobian.shape[-2] - fibre_dimension(at).lower
        met |= {"dim = N - rank" if gap == 0 else "dim < N - rank" for gap in slack}
        met |= {"dim > N - m" if gap < 0 else "dim < N - m" if gap > 0 else "dim = N - m" for gap in expected}
        met |= {f"manifold: {int(state)}" for state in fibre_is_manifold(at).state.ravel()}
    assert met == {"dim = N - rank", "dim < N - rank", "dim > N - m", "dim < N - m", "dim = N - m", "manifold: 1", "manifold: -1"}


def test_exact_instances_and_their_descriptions_know_the_dimension_of_the_batch():
    for recipe in batches(known_fibres, number=8):
        at, _ = recipe.batch()
        for index in (0, 5):
            exact = recipe.at(index).instance()
            rebuilt = instance_from_spec(exact.spec(), Q)
            assert int(fibre_dimension(exact).lower) == int(fibre_dimension(rebuilt).upper) == fibre_dimension(at).lower[index]
            assert int(exact.rank(exact.jacobian).lower) == at.rank(at.jacobian).lower[index]


def test_changes_of_coordinates_bend_the_maps():
    drawn = [recipe.instance() for recipe in batches(known_fibres)]
    assert any((at.model.before.quadratic != 0).any() and (at.model.after.quadratic != 0).any() for at in drawn)


def test_curves_stay_in_their_fibre_often_and_leave_it_often():
    drawn = [recipe.instance() for recipe in batches(curves_with_maps)]
    inside = [at for at in drawn if bool(stays_in_fibre.judge(at).is_yes)]
    assert len(inside) >= 10
    assert len(drawn) - len(inside) >= 5
    assert sum((at.velocity != 0).any() for at in inside) >= 5
    assert any(at.curve.shape[1] > 2 for at in inside)


def test_germs_are_all_arrangements_without_repetition():
    found = [at.model.blocks for at in germs(2, 1)]
    assert len(set(found)) == len(found)
    assert {(("product", 2),), (("squares", 2),), (("free", 1), ("squares", 1))} <= {tuple(sorted(blocks)) for blocks in found}
    assert all((at.model.parameters, at.model.behaviours) == (2, 1) for at in germs(2, 1))


def test_pairs_of_points_share_their_behaviour_often_and_not_always():
    difference = polynomial_map("x**2 + y**2 - u**2 - v**2", variables=("u", "v", "x", "y"))
    shared = [bool(Q.zero(recipe.instance().outputs).all().is_yes) for recipe in batches(point_pairs(difference, "pairs"), number=40)]
    assert 5 < sum(shared) < 39
