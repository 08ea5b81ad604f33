"""Batched float ranks against singular values, and certified bounds against exact ranks."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from scipy.linalg import hilbert

from verify.errors import InvalidInput
from verify.numbers import Balls, Floats, Rationals
from verify.ranks import batches
from verify.ranks.batches import numerical_ranks, smallest_singular_value
from verify.ranks.rank import rank
from verify.ranks.rump import certified_lower_bound

FLOATS = Floats()


def conditioned(rng: np.random.Generator, count: int, rows: int, columns: int, smallest: float) -> np.ndarray:
    """Matrices with singular values spread evenly, in logarithm, from 1 to ``smallest``."""
    left, _, right = np.linalg.svd(rng.normal(size=(count, rows, columns)), full_matrices=False)
    return left * np.geomspace(1, smallest, min(rows, columns)) @ right


def by_singular_values(matrices: np.ndarray, numbers: Floats = FLOATS) -> tuple[np.ndarray, np.ndarray]:
    values = np.linalg.svd(matrices, compute_uv=False)
    relative = values / np.maximum(1, values[:, :1])
    return (relative >= numbers.signal).sum(axis=-1), (relative > numbers.noise).sum(axis=-1)


def every_kind(rng: np.random.Generator, rows: int, columns: int) -> np.ndarray:
    """Well and badly conditioned, deficient, tiny, huge, zero; shuffled."""
    parts = [conditioned(rng, 30, rows, columns, size) for size in (1, 7e-4, 7e-6, 7e-8, 7e-9, 7e-10, 7e-14)]
    low = rng.normal(size=(60, rows, 3)) @ rng.normal(size=(60, 3, columns))
    parts += [low, 1e-12 * parts[0], 1e6 * parts[1], np.zeros((9, rows, columns)), rng.integers(-1, 2, size=(60, rows, columns)) * 1.0]
    return rng.permutation(np.concatenate(parts))


@pytest.mark.parametrize("shape", [(16, 37), (16, 105), (37, 16), (12, 12), (6, 7), (3, 40), (1, 9)], ids=str)
def test_no_rank_differs_from_the_one_by_singular_values(shape: tuple[int, int]) -> None:
    matrices = every_kind(np.random.default_rng(1), *shape)
    found, (lower, upper) = numerical_ranks(FLOATS, matrices), by_singular_values(matrices)
    assert np.array_equal(found.lower, lower)
    assert np.array_equal(found.upper, upper)
    bounds = rank(FLOATS, matrices)
    assert np.array_equal(bounds.lower, lower)
    assert np.array_equal(bounds.upper, upper)


@pytest.mark.parametrize("scale", [1e-300, 1e-160, 1e-150, 1e150, 1e300])
def test_matrices_at_the_ends_of_the_range_of_numbers_have_the_ranks_by_singular_values(scale: float) -> None:
    matrices = scale * np.random.default_rng(5).uniform(-1, 1, size=(40, 8, 12))
    found, (lower, upper) = numerical_ranks(FLOATS, matrices), by_singular_values(matrices)
    assert np.array_equal(found.lower, lower)
    assert np.array_equal(found.upper, upper)


@pytest.mark.parametrize("size", [1, 2, 3, 7, 16])
def test_lower_triangular_matrices_are_inverted_by_halves(size: int) -> None:
    lower = np.tril(np.random.default_rng(size).uniform(1, 2, size=(5, size, size)))
    assert np.allclose(batches._inverse(lower) @ lower, np.eye(size), atol=1e-8)


def test_symmetric_up_to_rounding_is_symmetric_and_no_more() -> None:
    form = np.random.default_rng(0).normal(size=(3, 9, 9))
    form = form + form.swapaxes(-1, -2)
    assert batches._symmetric(form)
    assert batches._symmetric(form * (1 + 1e-16 * np.arange(9)[:, None]))
    form[1, 2, 3] += 1e-10
    assert not batches._symmetric(form)


def test_well_conditioned_matrices_are_recognised_without_their_singular_values() -> None:
    matrices = conditioned(np.random.default_rng(2), 200, 16, 37, 1e-4)
    assert not numerical_ranks(FLOATS, matrices).measured.any()
    deficient = matrices.copy()
    deficient[::50, 3] = deficient[::50, 5]
    found = numerical_ranks(FLOATS, deficient)
    assert found.measured[::50].all()
    assert found.measured.mean() < 0.3


def test_the_gap_is_at_most_that_of_the_singular_values_and_not_much_less() -> None:
    matrices = every_kind(np.random.default_rng(3), 16, 37)
    found = numerical_ranks(FLOATS, matrices)
    values = np.linalg.svd(matrices, compute_uv=False)
    floor = 37 * np.finfo(float).eps * values[:, :1]
    raised = np.concatenate([np.maximum(values, floor), floor], axis=1)
    each, has = np.arange(len(values)), found.lower > 0
    ratio = raised[each, found.lower - 1][has] / np.maximum(raised[each, found.lower][has], 1e-300)
    assert np.all(found.gap[has] <= ratio * (1 + 1e-9))
    assert np.all(found.gap[has] >= ratio / 20)
    assert np.all(np.isinf(found.gap[~has]))


@pytest.mark.parametrize("size", [1, 1e-2, 1e-4, 1e-6, 1e-7, 1e-9])
def test_the_smallest_singular_value_is_bounded_from_below_and_closely_where_it_can_be(size: float) -> None:
    matrices = conditioned(np.random.default_rng(4), 50, 12, 30, size)
    bound, norm = smallest_singular_value(matrices)
    assert np.all(bound <= size * (1 + 1e-9))
    assert np.all(norm >= np.linalg.norm(matrices, axis=(-2, -1)))
    assert size < 1e-6 or np.all(bound >= size / 8)


def test_a_bound_without_its_error_terms_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    matrices = conditioned(np.random.default_rng(5), 60, 12, 30, 1e-12)[:, None]  # one by one: a failure would give up its group
    assert all(smallest_singular_value(one)[0] <= 1e-12 for one in matrices)

    class Careless:
        eps = 0.0

    monkeypatch.setattr(batches.np, "finfo", lambda _: Careless)
    assert any(smallest_singular_value(one)[0] > 1e-12 for one in matrices)


def test_single_precision_ranks_are_those_of_its_own_singular_values() -> None:
    single = Floats("float32", 1e-5, 1e-3)
    matrices = every_kind(np.random.default_rng(6), 16, 37).astype(np.float32)
    found, (lower, upper) = numerical_ranks(single, matrices), by_singular_values(matrices, single)
    assert np.array_equal(found.lower, lower)
    assert np.array_equal(found.upper, upper)
    assert not numerical_ranks(single, conditioned(np.random.default_rng(6), 64, 16, 37, 0.1).astype(np.float32)).measured.any()


def exact_rank(matrix: np.ndarray) -> int:
    return int(rank(Rationals(), [[Fraction(float(x)) for x in row] for row in matrix]).lower)


def test_a_certified_bound_never_exceeds_the_exact_rank_and_reaches_it_where_floats_can_tell() -> None:
    rng = np.random.default_rng(7)
    small = [rng.integers(-2, 3, size=(6, r)) @ rng.integers(-2, 3, size=(r, 8)) * 1.0 for r in range(7) for _ in range(8)]
    matrices = np.array(small)
    exact = np.array([exact_rank(matrix) for matrix in matrices])
    assert len(set(exact.tolist())) == 7
    assert np.array_equal(certified_lower_bound(matrices), exact)


def test_a_certified_bound_is_modest_where_rounding_decides() -> None:
    rng = np.random.default_rng(8)
    product = rng.normal(size=(40, 6, 3)) @ rng.normal(size=(40, 3, 6))  # exact rank 6 or so, by rounding alone
    found = certified_lower_bound(product)
    assert np.array_equal(found, np.full(40, 3))
    assert min(exact_rank(matrix) for matrix in product) >= 3
    for size in range(2, 14):
        form = hilbert(size)[None]
        assert 0 < certified_lower_bound(form)[0] <= exact_rank(form[0]) == size
    assert certified_lower_bound(hilbert(7)[None])[0] == 7  # condition 5e8


def test_radii_are_accounted_for_as_balls_account_for_them() -> None:
    balls = Balls(80)
    matrices = conditioned(np.random.default_rng(9), 12, 5, 5, 1e-3)
    for radius, provable in ((1e-9, True), (1e-2, False)):
        found = certified_lower_bound(matrices, np.full(matrices.shape, radius))
        for matrix, lower in zip(matrices, found, strict=True):
            enclosed = balls.array([[Fraction(float(x)) for x in row] for row in matrix])
            fuzz = balls.array([[Fraction(radius)] * 5] * 5)
            corners = [int(rank(balls, enclosed + sign * fuzz).upper) for sign in (balls.array(1), balls.array(-1))]
            assert lower <= min(corners)
        assert np.all((found == 5) == provable)
    singular = np.array([[[1.001, 1.0], [1.0, 1.0]]])
    assert certified_lower_bound(singular, np.full((1, 2, 2), 1e-3))[0] == 1  # the ones matrix lies within the radii


def test_what_is_not_finite_proves_nothing_and_what_is_no_batch_is_refused() -> None:
    matrices = np.array([np.eye(3), np.full((3, 3), np.nan), np.zeros((3, 3)), 1e300 * np.eye(3), 1e-300 * np.eye(3)])
    assert certified_lower_bound(matrices)[:3].tolist() == [3, 0, 0]
    assert np.all(certified_lower_bound(matrices)[3:] <= 3)
    assert certified_lower_bound(np.zeros((2, 0, 3))).tolist() == [0, 0]
    with pytest.raises(InvalidInput):
        certified_lower_bound(np.zeros(3))
    with pytest.raises(InvalidInput):
        certified_lower_bound(matrices[:1], np.full((1, 3, 3), -1.0))
