"""Focal multiplicities against centres of curvature known from geometry."""

import pytest

from verify import focal_multiplicity, point, polynomial_map, rank_is_constant


@pytest.mark.parametrize(("height", "expected"), [("1", 1), ("1/2", 0), ("2", 0), ("-1", 0)])
def test_a_parabola_has_one_centre_of_curvature_at_its_vertex(height, expected):
    at = point(polynomial_map("t", "t**2/2"), at=[0], labels=[0, height])
    assert int(focal_multiplicity.of(at).lower) == int(focal_multiplicity.of(at).upper) == expected


@pytest.mark.parametrize(("label", "expected"), [("1", 2), ("1/2", 0), ("-1", 0)])
def test_a_round_paraboloid_has_a_centre_of_multiplicity_two(label, expected):
    at = point(polynomial_map("s", "t", "(s**2 + t**2)/2"), at=[0, 0], labels=[0, 0, label])
    assert int(focal_multiplicity.of(at).lower) == expected


def test_parameters_that_no_behaviour_reads_do_not_count():
    at = point(polynomial_map("t", "t**2/2", variables=("s", "t")), at=[3, 0], labels=[0, 1])
    assert int(focal_multiplicity.of(at).upper) == 1


@pytest.mark.parametrize(("formula", "place", "answer"), [("t**2", [0], "no"), ("t**2", [1], "yes"), ("t + t**2", [0], "yes")])
def test_the_rank_is_constant_where_it_is_largest(formula, place, answer):
    assert rank_is_constant.judge(point(polynomial_map(formula), at=place, labels=[0])).name == answer
