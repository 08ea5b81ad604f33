"""Bounds compare as the integers between them would: yes or no only where every choice gives the same answer."""

import itertools

import numpy as np
import pytest

from verify.errors import InvalidInput
from verify.ranks.bounds import Bounds

INTERVALS = [Bounds(low, high) for low in range(3) for high in range(low, 3)]


def values(bounds):
    return range(int(bounds.lower), int(bounds.upper) + 1)


def kleene(answers):
    return {frozenset([True]): "yes", frozenset([False]): "no"}.get(frozenset(answers), "unknown")


@pytest.mark.parametrize(("left", "right"), [*itertools.product(INTERVALS, repeat=2)], ids=str)
def test_a_comparison_is_decided_exactly_where_all_values_in_the_bounds_agree(left, right):
    pairs = list(itertools.product(values(left), values(right)))
    assert left.equal(right).name == kleene(a == b for a, b in pairs)
    assert left.at_most(right).name == kleene(a <= b for a, b in pairs)
    assert left.at_least(right).name == kleene(a >= b for a, b in pairs)


@pytest.mark.parametrize(("left", "right"), [*itertools.product(INTERVALS, repeat=2)], ids=str)
def test_sums_and_differences_are_the_smallest_bounds_that_contain_them(left, right):
    pairs = list(itertools.product(values(left), values(right)))
    total, difference = left + right, left - right
    assert (int(total.lower), int(total.upper)) == (min(a + b for a, b in pairs), max(a + b for a, b in pairs))
    assert (int(difference.lower), int(difference.upper)) == (min(a - b for a, b in pairs), max(a - b for a, b in pairs))
    assert str(5 - left) == str(Bounds(5 - int(left.upper), 5 - int(left.lower)))
    assert str(5 + left) == str(left + 5)


def test_batches_are_compared_element_by_element():
    found = Bounds(np.array([1, 1, 2]), np.array([1, 2, 2]))
    assert found.equal(1).state.tolist() == [1, 0, -1]
    assert str(found) == "ranks in [[1, 1, 2], [1, 2, 2]]"


@pytest.mark.parametrize(("lower", "upper"), [(2, 1), (0.5, 1), ([0, 2], [1, 1])])
def test_bounds_that_are_no_integers_in_order_are_refused(lower, upper):
    with pytest.raises(InvalidInput, match="lower <= upper"):
        Bounds(lower, upper)


def test_bounds_are_not_compared_by_python_equality():
    for compare in (lambda: Bounds(1, 1) == Bounds(1, 1), lambda: Bounds(1, 1) != 1):
        with pytest.raises(TypeError, match="three answers"):
            compare()


def test_how_the_bounds_were_got_is_carried_along():
    assert (Bounds(1, 1, "exact") + Bounds(1, 2, "balls")).how == "exact; balls"
    assert (Bounds(1, 1, "exact") - Bounds(0, 1, "exact")).how == "exact"
