"""Certified ranks are right where the rank is known, and the checker accepts every certificate that an engine makes."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from flint import arb, fmpz_mat

from benchmarks.oracle import disagreements
from tests.ranks.classical import BETTI, boundaries, known_ranks
from verify.errors import InvalidInput, NotDefined
from verify.numbers import Balls, Floats, Rationals, Residues
from verify.ranks import certificates, checker
from verify.ranks.certificates import certify, certify_at_rising_precision, exact_proof
from verify.ranks.exact import PROOF_PRIME
from verify.ranks.rank import rank
from verify.ranks.rump import certified_lower_bound
from verify.ranks.structure import Factors, NullVectors

KNOWN = list(known_ranks())


def proved(found):
    """The bounds that the checker accepts, both ways of checking agreeing."""
    document = found.document()
    checked = [checker.check(*document.values(), freivalds=quick) for quick in (False, True)]
    assert (checked[0].lower, checked[0].upper) == (checked[1].lower, checked[1].upper)
    assert (checked[0].lower, checked[0].upper) == (int(found.bounds.lower), int(found.bounds.upper))
    return checked[0].lower, checked[0].upper


def deficient(rng, rows, columns, middle):
    return rng.integers(-9, 10, (rows, middle)) @ rng.integers(-9, 10, (middle, columns))


@pytest.mark.parametrize(("matrix", "expected"), [pytest.param(m, r, id=name) for name, m, r in KNOWN])
def test_classical_matrices_have_their_ranks_and_so_have_their_transposes(matrix, expected):
    values = Rationals().array(matrix)
    for one in (values, values.T):
        assert proved(certify(Rationals(), one)) == (expected, expected)
        for system in (Balls(200), Floats()):
            found = rank(system, system.array(one))
            assert system.rigour == "floating" or int(found.lower) <= expected <= int(found.upper)
        rounded = Floats().array(one)
        assert int(certified_lower_bound(rounded)) <= int(rank(Floats(), rounded, exactly=True).lower) if one.size else True


@pytest.mark.parametrize(("facets", "betti"), [pytest.param(f, b, id=name) for name, f, b in BETTI])
def test_boundary_matrices_give_the_betti_numbers(facets, betti):
    counts, maps = boundaries(facets)
    ranks = [0, *(proved(certify(Rationals(), matrix))[0] for matrix in maps), 0]
    assert [count - ranks[k] - ranks[k + 1] for k, count in enumerate(counts)] == betti


@pytest.mark.parametrize(("rows", "columns", "middle"), [(30, 30, 29), (40, 20, 13), (20, 60, 7), (60, 60, 30), (70, 64, 60)])
def test_prescribed_ranks_survive_a_condition_number_of_a_million(rows, columns, middle):
    matrix = deficient(np.random.default_rng(rows), rows, columns, middle).astype(object)
    matrix[0] = matrix[0] * 10**6
    values = np.linalg.svd(matrix.astype(float), compute_uv=False)
    assert values[0] > 1e6 * values[middle - 1]
    assert proved(certify(Rationals(), matrix)) == (middle, middle)
    assert proved(certify(Floats(), matrix.astype(float))) == (middle, middle)


@pytest.mark.parametrize("power", [40, 52, 53, 100, 300, 600, 1000])
def test_a_perturbation_by_a_power_of_two_is_seen_exactly_and_never_overstated(power):
    rng = np.random.default_rng(power)
    matrix = np.array([[Fraction(int(x)) for x in row] for row in deficient(rng, 8, 7, 5)], dtype=object)
    matrix[3, 4] += Fraction(1, 2**power)
    assert proved(certify(Rationals(), matrix)) == (6, 6)
    assert int(rank(Balls(power + 200), Balls(power + 200).array(matrix)).lower) == 6
    assert int(certified_lower_bound(matrix.astype(float), 2.0**-45)) <= 5
    tiny = np.diag([1.0, 2.0**-power, 0.0])
    assert proved(certify(Floats(), tiny)) == (2, 2)
    assert int(rank(Floats(), tiny, exactly=True).lower) == int(certified_lower_bound(tiny)) == 2


def test_random_small_matrices_agree_with_the_oracle():
    assert list(disagreements(1500, seed=1)) == []


def test_sabotage_an_engine_that_overstates_is_found_out(monkeypatch):
    honest = exact_proof
    monkeypatch.setattr(certificates, "exact_proof", lambda *given: (min(given[0].nrows(), given[0].ncols()), *honest(*given)[1:]))
    with pytest.raises(checker.Refused):
        proved(certify(Rationals(), [[1, 2], [2, 4]]))


def test_a_prime_that_divides_every_minor_is_replaced():
    found = certify(Rationals(), [[PROOF_PRIME, 0, 0], [0, 1, 0], [0, 0, 0]])
    assert proved(found) == (2, 2)
    assert found.below["modulus"] != PROOF_PRIME
    assert proved(certify(Rationals(), [[PROOF_PRIME, 0], [0, 1]])) == (2, 2)


def test_either_side_of_a_dense_deficiency_is_found_with_its_rows_scaled_back():
    rng = np.random.default_rng(3)
    wide = deficient(rng, 60, 90, 50).astype(object) * Fraction(1, 1)
    for row in range(60):
        wide[row] = wide[row] * Fraction(1, 10 ** (row % 7) + row * 10**20)
    sides = {certify(Rationals(), one).above["side"] for one in (wide, wide.T) if proved(certify(Rationals(), one)) == (50, 50)}
    assert sides == {"left", "right"}


def test_a_certificate_is_compact():
    rng = np.random.default_rng(5)
    for rows, columns, middle in ((60, 60, 30), (100, 40, 39), (40, 100, 20)):
        document = certify(Rationals(), deficient(rng, rows, columns, middle)).document()
        assert len(str(document["certificate"])) < 4 * len(str(document["matrix"]))


# Structure that the caller knows


def test_true_structure_proves_the_upper_bound_and_false_structure_is_refused():
    left, right = [[1, "1/2"], [0, 1], [3, 3]], [[1, 2, 3], [4, 5, 6]]
    product = Rationals().matmul(Rationals().array(left), Rationals().array(right))
    for known, kind in ((Factors(left, right), "factors"), (NullVectors("right", [[1, -2, 1]]), "null")):
        found = certify(Rationals(), product, known=[known])
        assert proved(found) == (2, 2)
        assert found.above["kind"] == kind
    for false in (Factors(left, [[1, 2, 3], [4, 5, 7]]), NullVectors("right", [[1, -2, 2]]), NullVectors("left", [[1, 1, 1]])):
        with pytest.raises(InvalidInput, match="verified, not trusted"):
            certify(Rationals(), product, known=[false])


def test_structure_that_leaves_a_gap_is_completed():
    found = certify(Rationals(), np.zeros((3, 3), dtype=int), known=[NullVectors("right", [[1, 0, 0]])])
    assert proved(found) == (0, 0)


def test_rows_that_sum_to_nothing_bound_a_rank_from_the_left_in_fractions():
    matrix = Rationals().array([["1/3", "1/5"], ["1/3", "2/5"], ["-2/3", "-3/5"]])
    found = certify(Rationals(), np.concatenate([matrix, matrix], axis=1)[:, :3], known=[NullVectors("left", [[1, 1, 1]])])
    assert proved(found) == (2, 2)


@pytest.mark.parametrize("known", [NullVectors("above", [[1]]), NullVectors("right", [[1]]), NullVectors("left", [1, 2])])
def test_structure_of_the_wrong_form_is_refused(known):
    with pytest.raises(InvalidInput, match="null vectors"):
        certify(Rationals(), [[1, 2], [3, 4]], known=[known])


# Real matrices


def test_exponentials_are_certified_from_below_and_from_above_by_exact_zeros_only():
    numbers = Balls(150)
    with numbers.arithmetic():
        matrix = numbers.function("exp", numbers.array([[1, 2, 3], [4, 5, 7], [2, 7, 1]]))
    assert proved(certify(numbers, matrix)) == (3, 3)
    singular = numbers.function("exp", numbers.array([[1, 2], [3, 4]]))
    assert proved(certify(numbers, singular)) == (1, 2)
    dead = np.concatenate([singular, numbers.zeros((2, 2))], axis=1)[:, [0, 2, 3]]
    assert proved(certify(numbers, dead)) == (1, 1)
    assert certify(numbers, dead).above["vectors"] == [[0, 1, 0], [0, 0, 1]]


def test_null_vectors_of_a_real_matrix_count_where_they_meet_exact_entries_only():
    numbers = Balls(100)
    root = numbers.function("sqrt", numbers.array([2]))[0]
    matrix = numbers.array([[root, 1, 2], [1, 2, 4], [root, 3, 6]])
    assert proved(certify(numbers, matrix, known=[NullVectors("right", [[0, 2, -1]])])) == (2, 2)
    assert proved(certify(numbers, matrix, known=[NullVectors("right", [[1, 0, 0]])])) == (2, 3)
    with pytest.raises(InvalidInput, match="verified"):
        certify(numbers, matrix, known=[NullVectors("right", [[0, 1, -1]])])


def test_precision_rises_until_the_bounds_meet_and_ends_at_the_limit():
    def close(numbers):
        with numbers.arithmetic():
            root = numbers.function("sqrt", numbers.array([2]))
            return numbers.array([[1, root[0]], [root[0], 2 + arb(2) ** -300]])

    assert proved(certify_at_rising_precision(close)) == (2, 2)
    assert proved(certify_at_rising_precision(close, limit=200)) == (1, 2)
    assert "128 bits" in certify_at_rising_precision(close, limit=200).bounds.how


def test_a_ball_matrix_of_exact_entries_is_a_rational_one():
    assert proved(certify(Balls(), Balls().array([[1, 2], [2, 4]]))) == (1, 1)


# What is refused


@pytest.mark.parametrize("entry", [float("nan"), float("inf"), "abc", None, True, 1j])
def test_what_is_no_finite_number_is_refused_by_its_place(entry):
    with pytest.raises(InvalidInput, match=r"\[1\]\[0\]"):
        certify(Rationals(), [[1, 2], [entry, 4]])


def test_ragged_and_batched_input_and_other_systems_are_refused():
    with pytest.raises(InvalidInput, match="ragged"):
        certify(Rationals(), [[1, 2], [3]])
    with pytest.raises(InvalidInput, match="one matrix"):
        certify(Rationals(), np.zeros((2, 2, 2), dtype=int))
    with pytest.raises(InvalidInput, match="not finite"):
        certify(Floats(), np.array([[np.nan]]))
    with pytest.raises(InvalidInput, match=r"entry \[0, 1\] is nan"):
        certify(Balls(), np.array([[arb(1), arb("nan")]], dtype=object))
    with pytest.raises(NotDefined, match="residues"):
        certify(Residues(7), [[1]])


def test_the_engine_and_the_checker_fingerprint_alike():
    for system, matrix in ((Rationals(), [["1/2", 3], [0, -1]]), (Balls(60), Balls(60).function("exp", Balls(60).array([[1, 2]])))):
        document = certify(system, matrix).document()
        assert document["certificate"]["matrix"] == checker.fingerprint(document["matrix"])


def test_the_proof_of_an_integer_matrix_needs_no_array():
    assert exact_proof(fmpz_mat([[1, 2], [2, 4]]))[0] == 1


def test_a_factorisation_of_a_matrix_that_is_only_enclosed_is_refused_and_not_ignored() -> None:
    enclosed = Balls(64).function("exp", Balls(64).array([[1, 2], [3, 4]]))
    with pytest.raises(InvalidInput, match="a factorisation proves nothing of a matrix that is only enclosed"):
        certify(Balls(64), enclosed, known=[Factors([[1], [1]], [[1, 1]])])
