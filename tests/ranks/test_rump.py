"""The float64 bound is a bound: no rounding makes it claim more than exact arithmetic and balls grant."""

from __future__ import annotations

import numpy as np
import pytest

from verify.errors import InvalidInput
from verify.numbers import Balls, Floats
from verify.ranks import rump
from verify.ranks.rank import rank
from verify.ranks.rump import certified_lower_bound


@pytest.mark.parametrize("shape", [(3, 3), (5, 2), (2, 6), (8, 8)])
def test_no_bound_exceeds_the_exact_rank_of_the_floats(shape):
    rng = np.random.default_rng(shape)
    batch = []
    for _ in range(60):
        middle = int(rng.integers(0, min(shape) + 1))
        matrix = rng.normal(size=(shape[0], middle)) @ rng.normal(size=(middle, shape[1]))
        batch.append(np.round(matrix * 16) / 16 if rng.random() < 0.5 else matrix * 2.0 ** rng.integers(-300, 300))
    found = certified_lower_bound(np.array(batch))
    exact = rank(Floats(), np.array(batch), exactly=True)
    assert (found <= exact.lower).all()
    assert found.max() == min(shape)


def test_a_rank_that_only_rounding_creates_is_not_claimed():
    third = np.array([[1.0, 2.0, 3.0]]) / 3
    product = np.array([[0.1], [0.7], [1.3]]) @ third
    assert int(rank(Floats(), product, exactly=True).lower) > 1, "rounding has made it regular"
    assert int(certified_lower_bound(product, np.abs(product) * 2.0**-50)) == 1, "and so little that the enclosed matrices are singular"


@pytest.mark.parametrize("power", range(4, 14))
def test_conditions_up_to_ten_to_the_nine_are_certified_and_agree_with_balls(power):
    rng = np.random.default_rng(power)
    left, right = np.linalg.qr(rng.normal(size=(20, 20)))[0], np.linalg.qr(rng.normal(size=(20, 20)))[0]
    matrix = (left * np.logspace(0, -power, 20)) @ right
    found = int(certified_lower_bound(matrix))
    assert found == 20 or power > 9
    assert found <= int(rank(Balls(300), Balls(300).array(matrix)).lower)


def test_radii_count_against_the_bound():
    matrix = np.diag([1.0, 0.5, 1e-3])
    assert [int(certified_lower_bound(matrix, radius)) for radius in (0, 1e-4, 1e-2, 0.3, 2.0)] == [3, 3, 2, 1, 0]


def test_a_batch_is_judged_matrix_by_matrix_and_what_is_not_finite_gets_nothing():
    batch = np.stack([np.eye(2), np.full((2, 2), np.nan), np.ones((2, 2)), np.full((2, 2), np.inf), np.zeros((2, 2))])
    assert certified_lower_bound(batch).tolist() == [2, 0, 1, 0, 0]
    assert certified_lower_bound(np.zeros((3, 0, 2))).tolist() == [0, 0, 0]
    assert certified_lower_bound(np.eye(2) * 5e-324).tolist() == 0
    with pytest.raises(InvalidInput, match="rows and columns"):
        certified_lower_bound([1.0])


def test_sabotage_without_the_rounding_terms_more_would_be_claimed_than_is_true(monkeypatch):
    singular = np.array([[0.1, 0.3], [0.2, 0.6]])  # the second row is twice the first, in floats too
    assert int(certified_lower_bound(singular)) == int(rank(Floats(), singular, exactly=True).lower) == 1
    monkeypatch.setattr(rump, "_gamma", lambda count: -1e9)
    assert int(certified_lower_bound(singular)) == 2
