"""Inertia and definiteness agree between systems, are exact over Q, proved on balls, and refuse what is no symmetric matrix."""

from fractions import Fraction

import numpy as np
import pytest
from flint import arb
from hypothesis import given
from hypothesis import strategies as st

from verify.errors import InvalidInput, NotDefined
from verify.numbers import Balls, Floats, HighPrecision, Polynomials, Rationals, Residues
from verify.ranks.forms import Inertia, inertia, nonsingular, positive_definite, positive_semidefinite
from verify.ranks.rank import rank

ORDERED = [Rationals(), Balls(), Floats(), HighPrecision(30)]
entry = st.sampled_from([Fraction(n, d) for n in range(-2, 3) for d in (1, 2)])


@st.composite
def congruent(draw):
    """``(B D B^T, signs of D)`` for B unit lower triangular: by Sylvester the signs of D are the inertia."""
    size = draw(st.integers(0, 4))
    signs = draw(st.lists(st.integers(-1, 1), min_size=size, max_size=size))
    below = draw(st.lists(entry, min_size=size * size, max_size=size * size))
    order = draw(st.permutations(range(size)))
    base = np.full((size, size), Fraction(0), dtype=object)
    for i, j in np.ndindex(size, size):
        base[i, j] = below[i * size + j] if j < i else Fraction(int(i == j))
    found = np.full((size, size), Fraction(0), dtype=object)
    for i, j, k in np.ndindex(size, size, size):
        found[i, j] += base[i, k] * signs[k] * base[j, k]
    return found[np.ix_(order, order)] if size else found, signs


def counts(found: Inertia):
    return [(int(b.lower), int(b.upper)) for b in (found.positive, found.negative, found.zero)]


@given(congruent())
def test_the_inertia_is_that_of_the_diagonal_form(case):
    matrix, signs = case
    expected = [signs.count(1), signs.count(-1), signs.count(0)]
    for system in ORDERED:
        found = counts(inertia(system, system.array(matrix)))
        if isinstance(system, Rationals | Balls):  # the ball elimination of such small dyadic entries may round, and then stays open
            assert all(low <= true <= high for (low, high), true in zip(found, expected, strict=True)), system
        if isinstance(system, Rationals):
            assert found == [(n, n) for n in expected]
    assert rank(Rationals(), Rationals().array(matrix)).equal(len(signs) - signs.count(0)).is_yes


@given(st.lists(st.integers(-2, 2), min_size=9, max_size=9))
def test_float_and_ball_inertia_contain_the_exact_one(values):
    square = np.array(values).reshape(3, 3)
    matrix = square + square.T
    exact = counts(inertia(Rationals(), Rationals().array(matrix)))
    for system in ORDERED:
        found = counts(inertia(system, system.array(matrix)))
        assert all(low <= true[0] <= high for (low, high), true in zip(found, exact, strict=True)), system
    eigenvalues = np.linalg.eigvalsh(matrix)
    assert exact[0][0] == np.count_nonzero(eigenvalues > 1e-9)
    assert exact[1][0] == np.count_nonzero(eigenvalues < -1e-9)


DEFINITENESS = [
    ([], "yes", "yes"),
    ([[2, 1], [1, 2]], "yes", "yes"),
    ([[1, 1], [1, 1]], "no", "yes"),
    ([[0, 0], [0, 0]], "no", "yes"),
    ([[0, 1], [1, 0]], "no", "no"),
    ([[0, 0, 1], [0, 5, 0], [1, 0, 0]], "no", "no"),
    ([[-1]], "no", "no"),
]


@pytest.mark.parametrize("system", ORDERED, ids=lambda s: s.name)
@pytest.mark.parametrize(("matrix", "definite", "semidefinite"), DEFINITENESS, ids=[str(m) for m, *_ in DEFINITENESS])
def test_definiteness_of_small_integer_matrices_is_decided_everywhere(system, matrix, definite, semidefinite):
    values = system.array(matrix) if matrix else system.zeros((0, 0))
    assert positive_definite(system, values).name == definite
    assert positive_semidefinite(system, values).name == semidefinite


@pytest.mark.parametrize("system", ORDERED, ids=lambda s: s.name)
def test_a_batch_is_answered_matrix_by_matrix(system):
    batch = system.array([[[2, 1], [1, 2]], [[1, 1], [1, 1]], [[0, 1], [1, 0]]])
    assert positive_definite(system, batch).state.tolist() == [1, -1, -1]
    assert positive_semidefinite(system, batch).state.tolist() == [1, 1, -1]
    assert nonsingular(system, batch).state.tolist() == [1, -1, 1]
    assert inertia(system, system.zeros((2, 0, 0))).zero.equal(0).is_yes.tolist() == [True, True]


@pytest.mark.parametrize("system", ORDERED, ids=lambda s: s.name)
def test_a_matrix_that_is_not_square_or_not_symmetric_is_refused(system):
    with pytest.raises(InvalidInput, match=r"entry \[0, 1\] is 2.*entry \[1, 0\] is 3"):
        inertia(system, [[1, 2], [3, 4]])
    with pytest.raises(InvalidInput, match="square"):
        positive_definite(system, [[1, 2]])
    with pytest.raises(InvalidInput, match="square"):
        nonsingular(system, [[1, 2]])


def test_the_sign_of_a_tiny_eigenvalue_is_exact_over_q_proved_on_balls_and_open_for_floats():
    matrix = [[1, 0], [0, "-1e-8"]]
    assert positive_semidefinite(Rationals(), matrix).name == "no"
    assert positive_semidefinite(Balls(), matrix).name == "no"
    assert positive_semidefinite(Floats(), matrix).name == "unknown"


def test_balls_leave_open_what_differs_between_the_matrices_in_them():
    across = Balls().array([[arb(0, 1), 0], [0, 1]])
    assert counts(inertia(Balls(), across)) == [(1, 2), (0, 1), (0, 1)]
    assert positive_definite(Balls(), across).name == "unknown"
    irrational = Balls().function("sqrt", Balls().array([[2, 0, 0], [0, 3, 0], [0, 0, 5]]))
    assert positive_definite(Balls(), irrational).name == "yes"


def test_a_block_whose_determinant_may_be_positive_is_no_pivot():
    wide = Balls().array([[arb(0, 2), 1], [1, arb(0, 2)]])
    assert counts(inertia(Balls(), wide)) == [(0, 2), (0, 2), (0, 2)]
    narrow = Balls().array([[arb(0, 0.5), 1], [1, arb(0, 0.5)]])
    assert counts(inertia(Balls(), narrow)) == [(1, 1), (1, 1), (0, 0)]


def test_enclosures_that_differ_across_the_diagonal_are_no_asymmetry():
    assert positive_definite(Balls(), Balls().array([[2, arb(1, 0.1)], [arb(1.05, 0.1), 2]])).name == "yes"


def test_rounding_across_the_diagonal_of_a_large_float_matrix_is_no_asymmetry():
    assert positive_definite(Floats(), np.array([[3e12, 1e12], [1e12 + 1e-3, 3e12]])).name == "yes"


def test_a_nan_in_a_float_batch_keeps_every_count_of_its_matrix_open():
    batch = np.stack([np.eye(2), np.full((2, 2), np.nan)])
    assert positive_definite(Floats(), batch).state.tolist() == [1, 0]
    with pytest.raises(InvalidInput, match="nan"):
        inertia(Floats(), np.full((2, 2), np.nan))


def test_systems_without_order_have_no_inertia_and_still_tell_nonsingular():
    for system in (Residues(101), Polynomials()):
        with pytest.raises(NotDefined, match=system.name[:8]):
            inertia(system, system.array([[1]]))
    assert nonsingular(Residues(101), [[1, 2], [3, 4]]).name == "yes"
    assert nonsingular(Residues(2), [[1, 1], [1, 1]]).name == "unknown"
    assert nonsingular(Polynomials(), [[Polynomials().variable]]).name == "yes"


def test_sabotage_descartes_on_a_polynomial_with_complex_roots_would_miscount():
    rotation = [[0, -1], [1, 0]]  # x^2 + 1: no sign change, and no negative root either; symmetry is what makes the rule an equality
    with pytest.raises(InvalidInput, match="not symmetric"):
        inertia(Rationals(), rotation)


def test_the_inertia_of_a_float_matrix_itself_is_decided_without_a_tolerance():
    matrix = np.diag([1.0, -(2.0**-1000), 0.0])
    found = inertia(Floats(), matrix, exactly=True)
    assert [str(count) for count in (found.positive, found.negative, found.zero)] == ["1", "1", "1"]
    assert str(inertia(Floats(), matrix).negative) == "0"
    with pytest.raises(InvalidInput, match="not symmetric"):
        inertia(Floats(), np.array([[1.0, 1e-12], [0.0, 1.0]]), exactly=True)
