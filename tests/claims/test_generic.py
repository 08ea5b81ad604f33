"""Generic ranks: what is found modulo a prime, what its error is at most, and which refutations count."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
import sympy

from tests.reporting.records import check
from verify.claims.evidence import Finding, Outcome, Scope
from verify.claims.finding import not_shown
from verify.claims.generic import _AtRandomPoint, failure, generic, random_prime
from verify.numbers.rationals import Rationals
from verify.numbers.residues import Residues
from verify.numbers.symbols import Symbols
from verify.rigour import Rigour
from verify.statements.linear_networks import count, residual_matrix
from verify.statements.quantities import gauss_newton, hessian, rank
from verify.statements.statement import Statement
from verify.strata.linear_families import linear_family
from verify.strata.strata import NamedInstances

UNITS = [[1, 0], [0, 1]]


def asked(then, *families):
    return generic().ask(Statement(about=(NamedInstances("families", families),), given=(), then=then), 0)


def test_the_rank_at_generic_weights_is_supported_with_its_probability_of_error():
    found = asked(rank(gauss_newton).equals(3), linear_family((2, 1, 2), UNITS))
    assert (found.outcome, found.scope, found.rigour) == (Outcome.SUPPORTED, Scope.GENERIC, Rigour.PROBABILISTIC)
    assert found.certificates[0]["error"].startswith("at most 2^-5")


def test_a_rank_that_is_too_small_is_refuted_by_an_integer_point_for_certain():
    found = asked(rank(gauss_newton).equals(2), linear_family((2, 1, 2), UNITS))
    assert (found.outcome, found.rigour) == (Outcome.REFUTED, Rigour.EXACT)
    assert found.witness["shows"] == {"rank(J^T H J)": "3", "2": "2"}


def test_a_rank_that_is_too_large_is_refuted_over_the_field_of_the_unknowns():
    found = asked(rank(gauss_newton).equals(2), linear_family((1, 1, 1), [[1]]))
    assert (found.outcome, found.rigour) == (Outcome.REFUTED, Rigour.EXACT)


def test_what_residues_alone_say_against_a_statement_refutes_nothing():
    found = asked(rank(gauss_newton).equals(9), linear_family((2, 2, 2, 2), UNITS))
    assert found.outcome is Outcome.UNDECIDED
    assert found.witness is None
    assert "certain" in found.reason


def test_a_rank_within_a_formula_counts_towards_the_error_and_is_no_certainty_at_an_integer_point():
    family = linear_family((2, 2, 2), UNITS)
    singular = [1] * 8 + [1, 0, 0, 0]
    modulo = _AtRandomPoint(family.at(Residues(2**61 - 1), singular), upper_from_size=False)
    assert (str(count("s").of(modulo)), modulo.found) == ("1", [1])
    below = count("s").of(_AtRandomPoint(family.at(Rationals(), singular), upper_from_size=True))
    assert not bool(below.equal(1).is_yes | below.equal(1).is_no)


def test_what_generic_ranks_do_not_show_is_said():
    notes = not_shown(Finding.HOLDS, [check(kind="generic", scope=Scope.GENERIC, rigour=Rigour.PROBABILISTIC)])
    assert notes[0] == "the exceptional set of measure zero"
    assert "networks and data other than the families named" in notes
    assert "probability of error" in notes[-1]


def test_no_family_is_no_evidence():
    assert asked(rank(gauss_newton).equals(9)).outcome is Outcome.VACUOUS


def test_the_answer_hangs_on_the_seed_alone():
    family = linear_family((2, 1, 2), UNITS)
    assert asked(rank(hessian).equals(5), family) == asked(rank(hessian).equals(5), family)


@pytest.mark.parametrize("widths", [(1, 1, 1), (1, 2, 1), (1, 1, 1, 1), (2, 1, 2)])
@pytest.mark.parametrize("biases", [False, True])
def test_degrees_and_coefficients_are_bounded_as_the_error_assumes(widths, biases):
    family = linear_family(widths, [[2] * widths[0], [-1] * widths[0]], biases=biases)
    unknowns = sympy.symbols(f"x:{family.unknowns}", real=True)
    at = family.at(Symbols(), unknowns)
    for matrix in (at.gauss_newton, at.residual_curvature, at.hessian, residual_matrix(at)):
        for entry in matrix.reshape(-1):
            polynomial = sympy.Poly(sympy.expand(entry), *unknowns)
            assert polynomial.total_degree() <= family.degree
            assert sum(abs(coefficient) for coefficient in polynomial.coeffs()) <= family.coefficients


def test_the_error_grows_with_the_rank_and_never_vanishes():
    family = linear_family((2, 2, 2), UNITS)
    prime = random_prime(np.random.default_rng(0))
    errors = [failure(family, found, prime) for found in range(5)]
    assert errors == sorted(errors)
    assert Fraction(0) < errors[0] < Fraction(1, 2**50)


def test_primes_are_drawn_from_the_range_that_the_error_counts_on():
    primes = {random_prime(np.random.default_rng(seed)) for seed in range(20)}
    assert len(primes) == 20
    assert all(2**61 < prime < 2**62 and sympy.isprime(prime) for prime in primes)
