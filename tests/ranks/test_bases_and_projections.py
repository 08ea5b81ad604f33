"""Bases span what they should, and the projection off an image is orthogonal, idempotent and the same in every system."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.errors import InvalidInput, NotDefined, Undecided
from verify.numbers import Balls, Floats, HighPrecision, Rationals
from verify.ranks.rank import rank
from verify.ranks.spaces import image_basis, kernel, left_kernel, project_off_image
from verify.ranks.spectrum import spectrum

Q, F = Rationals(), Floats()
BASES = [Q, F]
entry = st.sampled_from([Fraction(n, d) for n in range(-2, 3) for d in (1, 2, 3)])


@st.composite
def matrices(draw):
    """Small rational matrices with repeated and zero columns."""
    rows, columns = draw(st.integers(0, 4)), draw(st.integers(0, 4))
    pool = draw(st.lists(st.lists(entry, min_size=rows, max_size=rows), min_size=1, max_size=3))
    chosen = [draw(st.sampled_from(pool)) for _ in range(columns)]
    return Q.array(np.array(chosen, dtype=object).reshape(columns, rows).T)


def floats(matrix):
    return F.array([str(v) for v in matrix.ravel()]).reshape(matrix.shape)


@given(matrices())
def test_kernels_are_annihilated_and_as_large_as_the_nullity(matrix):
    found = int(rank(Q, matrix).lower)
    for system, values in ((Q, matrix), (F, floats(matrix))):
        null, left = kernel(system, values), left_kernel(system, values)
        assert null.shape == (matrix.shape[1], matrix.shape[1] - found)
        assert left.shape == (matrix.shape[0], matrix.shape[0] - found)
        assert system.zero(system.matmul(values, null)).all().is_yes
        assert system.zero(system.matmul(left.T, values)).all().is_yes
        assert rank(system, null).equal(null.shape[1]).is_yes
        assert rank(system, left).equal(left.shape[1]).is_yes


@given(matrices())
def test_an_image_basis_is_independent_and_spans_the_columns(matrix):
    found = int(rank(Q, matrix).lower)
    for system, values in ((Q, matrix), (F, floats(matrix))):
        basis = image_basis(system, values)
        assert basis.shape == (matrix.shape[0], found)
        assert rank(system, basis).equal(found).is_yes
        assert rank(system, np.concatenate([basis, values], axis=1)).equal(found).is_yes


@given(matrices(), st.lists(entry, min_size=4, max_size=4))
def test_the_projection_is_orthogonal_to_the_image_and_the_rest_lies_in_it(matrix, values):
    vector = Q.array(values[: matrix.shape[0]])
    residual = project_off_image(Q, matrix, vector)
    assert Q.zero(Q.matmul(residual[None, :], matrix)).all().is_yes
    inside = (vector - residual)[:, None]
    assert rank(Q, np.concatenate([matrix, inside], axis=1)).equal(rank(Q, matrix)).is_yes
    assert Q.zero(project_off_image(Q, matrix, residual) - residual).all().is_yes
    assert F.zero(project_off_image(F, floats(matrix), floats(vector)) - floats(residual)).all().is_yes


@pytest.mark.parametrize("system", BASES, ids=lambda s: s.name)
def test_projections_broadcast_over_batches(system):
    batch = system.array([[[1], [1]], [[0], [1]], [[0], [0]]])
    found = project_off_image(system, batch, system.array([3, 1]))
    assert system.zero(found - system.array([[1, -1], [3, 0], [3, 1]])).all().is_yes
    several = project_off_image(system, batch[0], system.array([[3, 1], [1, 1]]))
    assert system.zero(several - system.array([[1, -1], [0, 0]])).all().is_yes


@pytest.mark.parametrize("system", BASES, ids=lambda s: s.name)
@pytest.mark.parametrize("shape", [(2, 0), (2, 3)])
def test_nothing_is_projected_away_by_an_empty_or_zero_matrix(system, shape):
    found = project_off_image(system, system.zeros(shape), [1, 2])
    assert system.zero(found - system.array([1, 2])).all().is_yes
    assert kernel(system, system.zeros(shape)).shape == (shape[1], shape[1])
    assert image_basis(system, system.zeros(shape)).shape == (2, 0)


def test_a_full_row_rank_leaves_no_residual():
    assert Q.zero(project_off_image(Q, [[1, 2, 3], [0, 1, 1]], ["1/7", 5])).all().is_yes


def test_a_faint_direction_is_projected_away_and_leaves_bases_undecided():
    faint = np.array([[1.0, 0.0], [0.0, 1e-8]])
    assert F.zero(project_off_image(F, faint, np.array([1.0, 1.0]))).all().is_yes
    for question in (image_basis, kernel, left_kernel):
        with pytest.raises(Undecided, match="between noise and signal"):
            question(F, faint)


def test_a_nan_stays_in_its_own_place_of_a_batch():
    batch = np.stack([np.array([[1.0], [1.0]]), np.full((2, 1), np.nan)])
    found = project_off_image(F, batch, np.array([1.0, 0.0]))
    assert F.zero(found[0] - [0.5, -0.5]).all().is_yes
    assert np.isnan(found[1]).all()
    with pytest.raises(InvalidInput, match="nan"):
        kernel(F, batch[1])


@pytest.mark.parametrize("question", [image_basis, kernel, left_kernel])
def test_bases_are_of_one_rational_or_float_matrix(question):
    with pytest.raises(InvalidInput, match="one matrix at a time"):
        question(Q, Q.zeros((2, 2, 2)))
    with pytest.raises(NotDefined, match="balls"):
        question(Balls(), [[1]])


def test_a_vector_that_is_no_column_is_refused():
    with pytest.raises(InvalidInput, match="no column"):
        project_off_image(Q, [[1], [2]], [1, 2, 3])
    with pytest.raises(NotDefined, match="balls"):
        project_off_image(Balls(), [[1]], [1])


def test_sabotage_a_projection_along_the_pivots_only_would_not_be_orthogonal():
    matrix, vector = Q.array([[1], [1]]), Q.array([1, 0])
    residual = project_off_image(Q, matrix, vector)
    lazy = Q.array([0, -1])  # subtracts the image column that clears the pivot entry: in the right coset, not orthogonal
    assert Q.zero(Q.matmul(residual[None], matrix)).all().is_yes
    assert Q.zero(Q.matmul(lazy[None], matrix)).all().is_no
    assert rank(Q, np.stack([vector - lazy, matrix[:, 0]])).equal(1).is_yes


@pytest.mark.parametrize("system", [F, HighPrecision(15)], ids=lambda s: s.name)
def test_the_window_of_a_spectrum_is_where_the_rank_stands(system):
    found = spectrum(system, system.array([[2, 0, 0], [0, "1e-3", 0], [0, 0, "1e-12"]]))
    low, high = found.window
    assert found.rank == 2
    assert found.gap == pytest.approx(1e9)
    assert (low, high) == pytest.approx((1e-12, 1e-3))
    assert sum(value > (low + high) / 2 for value in found.values) == 2


def test_a_spectrum_of_full_rank_ends_at_the_rounding_level_and_of_zero_is_open_above():
    full = spectrum(F, np.diag([4.0, 1.0]))
    assert full.rank == 2
    assert full.window[0] == 4 * 2 * np.finfo(float).eps
    none = spectrum(F, np.zeros((2, 3)))
    assert (none.rank, none.gap, none.window) == (0, np.inf, (0.0, np.inf))
    assert spectrum(F, np.zeros((0, 3))).rank == 0
    assert spectrum(HighPrecision(), HighPrecision().zeros((0, 3))).rank == 0


def test_exact_systems_have_no_spectrum():
    with pytest.raises(NotDefined, match="rationals"):
        spectrum(Q, [[1]])
    with pytest.raises(InvalidInput, match="one matrix"):
        spectrum(F, np.zeros((2, 2, 2)))
    with pytest.raises(InvalidInput, match="nan"):
        spectrum(F, np.array([[np.nan]]))
