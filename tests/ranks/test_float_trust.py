"""The float ranks stand beside the exact one with the tolerances that would give them, and what overstates trust is seen."""

from __future__ import annotations

import numpy as np
import pytest

from verify.errors import InvalidInput
from verify.ranks.checker import check
from verify.ranks.trust import float_trust


def test_three_ranks_stand_side_by_side_where_the_precisions_part():
    found = float_trust(np.diag([1.0, 2.0**-30, 2.0**-60]))
    assert (found.single.rank, found.double.rank, int(found.exact.bounds.lower)) == (1, 2, 3)
    assert not found.agree
    assert found.double.window == (2.0**-60, 2.0**-30)
    assert found.double.gap == 2.0**30
    assert check(*found.exact.document().values()).lower == 3
    assert [line.split()[1] for line in found.lines()] == ["1", "2", "3"]


@pytest.mark.parametrize("seed", range(5))
def test_exactly_the_tolerances_of_the_window_give_the_rank(seed):
    rng = np.random.default_rng(seed)
    matrix = rng.normal(size=(6, 3)) @ rng.normal(size=(3, 5))
    found = float_trust(matrix).double
    low, high = found.window
    values = np.linalg.svd(matrix, compute_uv=False)
    assert found.rank == np.linalg.matrix_rank(matrix) == 3
    assert low <= found.tolerance < high
    for tolerance, expected in ((low, True), (np.nextafter(high, 0), True), (high, False), (np.nextafter(low, 0), False)):
        assert (int((values > tolerance).sum()) == found.rank) is expected


def test_a_zero_matrix_and_an_empty_one_are_trusted():
    for matrix in (np.zeros((2, 3)), np.zeros((0, 3))):
        found = float_trust(matrix)
        assert found.agree
        assert found.double.window == (0.0, float("inf"))


@pytest.mark.parametrize("matrix", [[[np.nan]], [[np.inf, 1.0]], [1.0], np.zeros((2, 2, 2)), [["a"]], [[1e300]]])
def test_what_is_no_finite_float_matrix_is_refused(matrix):
    with pytest.raises(InvalidInput):
        float_trust(matrix)
