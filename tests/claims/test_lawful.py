"""A rank law is granted for all sizes only if its proof checks and its words are the statement's own sides."""

from __future__ import annotations

import dataclasses

import pytest

from verify import KernelEquality, Statement, gradients, jacobian, lawful, matrix, matrix_pairs, rank
from verify.claims.evidence import Outcome, Scope
from verify.claims.lawful import Lawful
from verify.errors import InvalidInput

A = matrix("A", "m", "n")
STATEMENT = Statement((matrix_pairs,), (), rank(jacobian @ gradients).equals(rank(jacobian)))
LAW = KernelEquality(A @ A.T, A.T, factor=A)


def letters(at):
    return {"A": at.jacobian}


def test_the_rank_of_a_gram_matrix_is_proved_for_all_sizes():
    asked = lawful(STATEMENT, LAW, letters).ask(STATEMENT, 0)
    assert asked.outcome is Outcome.SUPPORTED
    assert asked.scope is Scope.ALL_SIZES
    assert asked.certificates[0]["law"] == "ker(A A') = ker(A')"


def test_a_false_variant_is_refuted_on_the_instances():
    wrong = STATEMENT.replace("gram of J alone", then=rank(jacobian @ gradients).equals(rank(jacobian) + 1))
    assert lawful(STATEMENT, LAW, letters).ask(wrong, 0).outcome is Outcome.REFUTED


def test_a_law_whose_proof_is_refused_supports_nothing():
    flawed = KernelEquality(A @ A.T, A.T, factor=2 * A)
    asked = lawful(STATEMENT, flawed, letters).ask(STATEMENT, 0)
    assert asked.outcome is Outcome.UNDECIDED
    assert "refused" in asked.reason


def test_a_sound_law_about_something_else_supports_nothing():
    asked = lawful(STATEMENT, LAW, lambda at: {"A": at.loss_hessian}).ask(STATEMENT, 0)
    assert asked.outcome is Outcome.UNDECIDED
    assert "not about this statement" in asked.reason


def test_what_a_law_declares_of_its_letters_must_hold_on_the_instances():
    S = matrix("S", "n", "n", symmetric=True, positive=True)
    law = KernelEquality(A @ S @ A.T, A.T, factor=A @ S, form=S)
    assert law.run().answer.is_yes
    statement = Statement((matrix_pairs,), (), rank(jacobian @ gradients).equals(rank(jacobian)))

    def signed(at):
        size = at.jacobian.shape[1]
        return {"A": at.jacobian, "S": at.numbers.array([[(-1) ** i * (i == j) for j in range(size)] for i in range(size)])}

    asked = lawful(statement, law, signed).ask(statement, 0)
    assert asked.outcome is Outcome.UNDECIDED
    assert "not positive definite" in asked.reason


def test_without_a_law_or_without_instances_nothing_is_shown():
    assert Lawful({}).ask(STATEMENT, 0).outcome is Outcome.UNDECIDED
    assert dataclasses.replace(lawful(STATEMENT, LAW, letters), over=()).ask(STATEMENT, 0).outcome is Outcome.VACUOUS


def test_a_law_needs_a_matrix_for_every_letter():
    with pytest.raises(InvalidInput, match="no matrix is given for the letter 'A'"):
        lawful(STATEMENT, LAW, lambda at: {}).ask(STATEMENT, 0)
