"""A rank law is granted for all sizes only if its proof checks and its words are the statement's own sides."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from verify import (
    HOLDS,
    YES,
    Case,
    Claim,
    KernelEquality,
    Proposition,
    Quantity,
    RankInequality,
    Source,
    Statement,
    gradients,
    jacobian,
    lawful,
    matrix,
    matrix_pairs,
    pseudo_inverse,
    rank,
)
from verify.claims.evidence import Finding, Outcome, Scope
from verify.claims.lawful import Lawful
from verify.claims.settle import settle
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


def test_a_law_with_a_size_that_never_changes_is_not_one_for_all_sizes():
    """``rank J <= 4`` is true of every instance drawn, and J = P I_4 Q is what a law can be made to take as given there."""
    four = Quantity("I_4", lambda at: at.numbers.array(np.eye(4, dtype=int)))
    statement = Statement((matrix_pairs,), (), rank(jacobian).at_most(rank(four)))
    J, B, P, Q = matrix("J", "m", "n"), matrix("B", "b", "b"), matrix("P", "m", "b"), matrix("Q", "b", "n")
    law = RankInequality(J, B, (P, Q), given=[(P @ B @ Q, J)])
    assert law.run().answer.is_yes

    def padded(at):
        rows, columns = at.jacobian.shape
        left, right = at.numbers.zeros((rows, 4)), at.numbers.zeros((4, columns))
        left[:, :columns] = at.jacobian
        right[range(columns), range(columns)] = at.numbers.array(1)
        return {"J": at.jacobian, "B": four(at), "P": left, "Q": right}

    asked = lawful(statement, law, padded).ask(statement, 0)
    assert asked.outcome is Outcome.UNDECIDED
    assert "the size b of the law is 4" in asked.reason


def test_the_sizes_of_the_letters_must_fit_the_law():
    square = matrix("A", "n", "n")
    asked = lawful(STATEMENT, KernelEquality(square @ square.T, square.T, factor=square), letters).ask(STATEMENT, 0)
    assert asked.outcome is Outcome.UNDECIDED
    assert "the size n of the law is" in asked.reason


def test_what_a_law_takes_as_given_is_named_among_what_is_not_shown():
    J, X = matrix("J", "m", "n"), matrix("X", "n", "m")
    law = RankInequality(J, X, (J, J), given=[(J @ X @ J, J)])
    statement = Statement((matrix_pairs,), (), rank(jacobian).at_most(rank(pseudo_inverse(jacobian))))
    flawed = statement.replace("at most one", then=rank(jacobian).at_most(1))
    check = lawful(statement, law, lambda at: {"J": at.jacobian, "X": pseudo_inverse(jacobian)(at)})
    claim = Claim("inverse", HOLDS, revision=1, topic="test", title="t", says="s", source=Source("nowhere", "1"))
    evidence = settle(Case(claim, statement, checks=(check,), rejects=(flawed,)), 0)
    assert evidence.finding is Finding.HOLDS
    assert "J X J = J can be had there" in evidence.not_shown[-1]


def test_a_statement_that_is_no_comparison_is_granted_no_size_by_a_law_beside_it():
    said = Statement((matrix_pairs,), (), Proposition("the ranks agree", lambda at: YES))
    asked = lawful(said, LAW, letters).ask(said, 0)
    assert asked.outcome is Outcome.UNDECIDED
    assert "no law says" in asked.reason
