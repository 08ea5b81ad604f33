"""The bounds of a rank contain the rank, meet where they promise to, and are open only where the system cannot know."""

from fractions import Fraction

import numpy as np
import pytest
import sympy
from flint import arb
from hypothesis import given
from hypothesis import strategies as st
from sympy import QQ
from sympy.polys.matrices import DomainMatrix

from verify.errors import InvalidInput, NotDefined
from verify.numbers import Balls, Floats, HighPrecision, Polynomials, Rationals, Residues, Symbols
from verify.ranks import elimination, exact
from verify.ranks.exact import PRIME, integer_rows, pivots, rank_over_q
from verify.ranks.rank import rank

LARGE = 2**31 - 1
EXACT = [Rationals(), Polynomials(), Symbols()]
SYSTEMS = [*EXACT, Balls(), Floats(), HighPrecision(30), Residues(LARGE)]
entry = st.sampled_from([Fraction(n, d) for n in range(-2, 3) for d in (1, 2, 3)])


@st.composite
def deficient(draw):
    """A product of two small rational matrices through a narrow middle: often of less than full rank, sometimes empty or zero."""
    rows, middle, columns = draw(st.integers(0, 4)), draw(st.integers(0, 3)), draw(st.integers(0, 4))
    left = draw(st.lists(entry, min_size=rows * middle, max_size=rows * middle))
    right = draw(st.lists(entry, min_size=middle * columns, max_size=middle * columns))
    found = np.full((rows, columns), Fraction(0), dtype=object)
    for i, j, k in np.ndindex(rows, columns, middle):
        found[i, j] += left[i * middle + k] * right[k * columns + j]
    return found


def oracle(matrix):
    """Rank by SymPy's elimination over its own rationals: no code shared."""
    flat = [QQ(value.numerator, value.denominator) for value in matrix.ravel()]
    return DomainMatrix.from_list_flat(flat, matrix.shape, QQ).rank()


@given(deficient())
def test_bounds_of_every_system_contain_the_rank_over_q(matrix):
    expected = oracle(matrix)
    for system in SYSTEMS:
        found = rank(system, system.array(matrix))
        assert found.lower <= expected <= found.upper, (system, str(found))
        assert found.how


@given(deficient())
def test_exact_systems_decide_every_rational_matrix(matrix):
    for system in EXACT:
        assert rank(system, system.array(matrix)).equal(oracle(matrix)).is_yes, system


@given(deficient())
def test_bounds_from_below_reach_the_rank_of_small_rational_matrices(matrix):
    for system in (Balls(), Floats(), HighPrecision(30), Residues(LARGE)):
        assert int(rank(system, system.array(matrix)).lower) == oracle(matrix), system


@pytest.mark.parametrize("system", SYSTEMS, ids=lambda s: s.name)
@pytest.mark.parametrize("shape", [(0, 0), (0, 3), (3, 0), (2, 0, 3), (0, 2, 2)])
def test_a_matrix_without_rows_or_columns_has_rank_zero(system, shape):
    found = rank(system, system.zeros(shape))
    assert found.lower.shape == shape[:-2]
    if 0 in shape[-2:]:
        assert found.equal(0).all().is_yes


@pytest.mark.parametrize("system", [s for s in SYSTEMS if not isinstance(s, Residues)], ids=lambda s: s.name)
def test_a_zero_matrix_has_rank_zero_and_an_exactly_zero_row_counts_for_nothing(system):
    assert rank(system, system.zeros((2, 3))).equal(0).is_yes
    assert rank(system, [[0, 0, 0], [1, 2, 3]]).equal(1).is_yes


@pytest.mark.parametrize("system", SYSTEMS, ids=lambda s: s.name)
def test_a_batch_has_the_ranks_of_its_matrices(system):
    batch = np.array([[[[1, 0], [0, 0]], [[1, 2], [3, 4]]], [[[0, 0], [0, 0]], [[1, 1], [1, 1]]]])
    found = rank(system, system.array(batch))
    assert found.lower.tolist() == [[1, 2], [0, 1]]


@pytest.mark.parametrize("system", SYSTEMS, ids=lambda s: s.name)
def test_what_is_no_matrix_is_refused(system):
    with pytest.raises(InvalidInput, match="rows and columns"):
        rank(system, [1, 2])
    with pytest.raises(InvalidInput, match="ragged"):
        rank(system, [[1, 2], [3]])


def test_an_unknown_system_has_no_rank():
    class Quaternions:
        name = "quaternions"

    with pytest.raises(NotDefined, match="quaternions"):
        rank(Quaternions(), np.zeros((2, 2)))


# Over Q


def test_a_prime_that_divides_the_minors_loses_no_rank():
    unlucky = Rationals().array([[PRIME, 0], [0, 1]])
    assert rank(Rationals(), unlucky).equal(2).is_yes
    assert pivots(integer_rows(unlucky)) == ([0, 1], [0, 1])


def test_residues_bound_from_below_only():
    found = rank(Residues(5), [[5, 0], [0, 1]])
    assert (int(found.lower), int(found.upper)) == (1, 2)
    assert "at most the rank over Q" in found.how


def test_row_and_column_pivots_give_a_minor_that_is_not_zero():
    matrix = Rationals().array([[0, 0, 0], [0, 1, 2], [0, 2, 4], [1, 0, "1/2"]])
    rows, columns = pivots(integer_rows(matrix))
    assert columns == [0, 1]
    assert rank(Rationals(), matrix[np.ix_(rows, columns)]).equal(2).is_yes


def test_wide_and_upright_matrices_have_the_same_rank():
    rng = np.random.default_rng(5)
    matrix = Rationals().array(rng.integers(-9, 10, (20, 7)) @ rng.integers(-9, 10, (7, 40)))
    assert rank_over_q(integer_rows(matrix)) == rank_over_q(integer_rows(matrix.T)) == 7


def test_tiny_entries_are_not_noise_over_q():
    matrix = [["1e-300", 0], [0, "1e-200"]]
    assert rank(Rationals(), matrix).equal(2).is_yes
    assert rank(Balls(), matrix).equal(2).is_yes


# Over Q(t)


def test_a_rank_over_q_of_t_is_not_fooled_by_a_point_where_it_drops():
    system = Polynomials()
    t = system.variable
    vanishing = t * 0 + 1
    for point in range(1, 8):  # the very points that a lazy evaluation would try
        vanishing = vanishing * (t - point)
    assert rank(system, [[vanishing, 0], [0, 1]]).equal(2).is_yes
    assert rank(system, [[t, t * t], [1, t]]).equal(1).is_yes


@given(st.lists(st.integers(-2, 2), min_size=12, max_size=12))
def test_a_rank_over_q_of_t_is_the_rank_that_sympy_finds_over_the_field_of_fractions(coefficients):
    system, t = Polynomials(), sympy.Symbol("t")
    linear = list(zip(coefficients[::2], coefficients[1::2], strict=True))
    ours = system.array([system.variable * a + b for a, b in linear[:4]] + [0, 0]).reshape(2, 3)
    middle = system.array([system.variable * a + b for a, b in linear[4:]]).reshape(2, 1)
    product = system.matmul(np.concatenate([ours, middle], axis=1), np.concatenate([ours, middle], axis=1).T)
    theirs = sympy.Matrix(
        2, 2, [sympy.Poly([int(c) if c.q == 1 else c for c in p.coeffs()[::-1]] or [0], t).as_expr() for p in product.ravel()]
    )
    assert rank(system, product).equal(DomainMatrix.from_Matrix(theirs).to_field().rank()).is_yes


# Symbols


def test_symbolic_ranks_are_generic_and_open_where_functions_may_be_related():
    x, y, f = sympy.Symbol("x"), sympy.Symbol("y"), sympy.Function("f")
    system = Symbols()
    assert rank(system, [[x, y], [x**2, x * y]]).equal(1).is_yes
    assert rank(system, [[f(x), 1], [f(x).diff(x), 2]]).equal(2).is_yes
    related = rank(system, [[sympy.sin(x), 1 - sympy.cos(x)], [1 + sympy.cos(x), sympy.sin(x)]])  # determinant sin^2 + cos^2 - 1
    assert (int(related.lower), int(related.upper)) == (0, 2)
    related = rank(system, [[sympy.sin(x), 2 * sympy.sin(x)], [1, 2]])
    assert (int(related.lower), int(related.upper)) == (1, 1), "an entry that is a nonzero number bounds from below"


# Balls


def test_balls_prove_only_what_holds_for_every_matrix_in_them():
    system = Balls()
    across = system.array([[arb(0, 1), 0], [0, 1]])
    found = rank(system, across)
    assert (int(found.lower), int(found.upper)) == (1, 2)
    assert rank(system, system.array([[arb(3, 1), 0], [0, 1]])).equal(2).is_yes


def test_exactly_zero_columns_bound_an_open_rank_as_zero_rows_do():
    column = Balls().array([[arb(0, 1), 0, 0], [arb(0, 1), 0, 0]])
    for matrix in (column, column.T):
        found = rank(Balls(), matrix)
        assert (int(found.lower), int(found.upper)) == (0, 1)


def test_balls_prove_full_rank_of_an_irrational_matrix_that_floats_cannot_see():
    system = Balls(300)
    with system.arithmetic():
        root = system.function("sqrt", system.array([2]))[0, ...]
        matrix = system.array([[1, root], [root, 2]])
        matrix[1, 1] = matrix[1, 1] + system.array("1e-60")[()]
    assert rank(system, matrix).equal(2).is_yes
    assert rank(Floats(), np.array([[1, 2**0.5], [2**0.5, 2]])).equal(1).is_yes
    singular = system.array([[1, root], [root, 2]])
    assert rank(system, singular).equal(2).is_unknown, "rank 1 of an irrational matrix is never proved by balls"


def test_sabotage_a_pivot_taken_without_proof_would_overstate_the_rank(monkeypatch):
    singular = Balls().array([["1/3", "2/3"], ["1/6", "1/3"]])  # rank 1, its Schur complement a ball across 0
    assert int(rank(Balls(), singular).lower) == 1
    monkeypatch.setattr(elimination, "_largest", lambda values: (0, 0))
    assert int(rank(Balls(), singular).lower) == 2


def test_sabotage_a_rank_taken_modulo_a_small_prime_would_be_found_out(monkeypatch):
    matrix = Rationals().array([[3, 0, 0], [0, 3, 0], [0, 0, 3]])
    monkeypatch.setattr(exact, "PRIME", 3)
    assert rank(Rationals(), matrix).equal(3).is_yes, "a modular rank short of full is not believed"


# Floats


def test_singular_values_between_noise_and_signal_leave_the_rank_open():
    system = Floats()
    found = rank(system, np.diag([1.0, 1e-8, 1e-12]))
    assert (int(found.lower), int(found.upper)) == (1, 2)
    scaled = rank(system, 1e9 * np.diag([1.0, 1e-8, 1e-12]))
    assert (int(scaled.lower), int(scaled.upper)) == (1, 2), "relative to the largest where that exceeds 1"


@pytest.mark.parametrize("system", [Floats(), HighPrecision(20)], ids=lambda s: s.name)
def test_a_matrix_of_noise_has_rank_zero_and_a_faint_one_is_open(system):
    assert rank(system, system.array([["1e-16", 0], [0, "1e-17"]])).equal(0).is_yes
    faint = rank(system, system.array([["1e-8", 0], [0, "1e-8"]]))
    assert (int(faint.lower), int(faint.upper)) == (0, 2)


def test_a_nan_alone_is_refused_and_in_a_batch_leaves_its_own_rank_open():
    with pytest.raises(InvalidInput, match=r"entry \[1, 0\] is nan"):
        rank(Floats(), np.array([[1.0, 0.0], [np.nan, 1.0]]))
    batch = np.stack([np.eye(2), np.full((2, 2), np.nan), np.full((2, 2), np.inf)])
    found = rank(Floats(), batch)
    assert (found.lower.tolist(), found.upper.tolist()) == ([2, 0, 0], [2, 2, 2])


def test_high_precision_sees_what_float64_cannot():
    close = [["1", "1"], ["1", "1.00000000000001"]]
    assert rank(HighPrecision(60), close).equal(2).is_yes
    assert rank(Floats(), close).equal(1).is_yes
