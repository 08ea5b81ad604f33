"""A rank law is granted for all sizes only if its proof checks and its words are read off the statement's own sides."""

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
    gauss_newton,
    gradients,
    hessian,
    jacobian,
    jets,
    lawful,
    loss_curvature_definite,
    loss_stationary,
    matrix,
    matrix_pairs,
    no_residual_curvature,
    perfect_fit,
    polynomial_maps,
    pseudo_inverse,
    rank,
    squared_error,
)
from verify.claims.evidence import Finding, Outcome, Scope
from verify.claims.lawful import Lawful
from verify.claims.settle import settle
from verify.errors import InvalidInput
from verify.numbers.system import Rigour

A = matrix("A", "m", "n")
STATEMENT = Statement((matrix_pairs,), (), rank(jacobian @ gradients).equals(rank(jacobian)))
LAW = KernelEquality(A @ A.T, A.T, factor=A)


def letters(at):
    return {"A": at.jacobian}


def test_the_rank_of_a_gram_matrix_is_proved_for_all_sizes():
    asked = lawful(STATEMENT, LAW, letters).ask(STATEMENT, 0)
    assert asked.outcome is Outcome.SUPPORTED
    assert (asked.scope, asked.rigour) == (Scope.ALL_SIZES, Rigour.EXACT)
    assert asked.certificates[0]["law"] == "ker(A A') = ker(A')"
    assert asked.certificates[0]["read"] == "at every size"


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
    some_inverse = Quantity("some X with J X J = J", lambda at: pseudo_inverse(jacobian)(at)[:, :])
    statement = Statement((matrix_pairs,), (), rank(jacobian).at_most(rank(some_inverse)))
    flawed = statement.replace("at most one", then=rank(jacobian).at_most(1))
    check = lawful(statement, law, lambda at: {"J": at.jacobian, "X": some_inverse(at)})
    claim = Claim("inverse", HOLDS, revision=1, topic="test", title="t", says="s", source=Source("nowhere", "1"))
    evidence = settle(Case(claim, statement, checks=(check,), rejects=(flawed,)), 0)
    assert evidence.finding is Finding.HOLDS
    assert evidence.checks[0].scope is Scope.SAMPLED
    assert "J X J = J can be had there" in evidence.not_shown[-1]


def test_a_statement_that_is_no_comparison_is_granted_no_size_by_a_law_beside_it():
    said = Statement((matrix_pairs,), (), Proposition("the ranks agree", lambda at: YES, structural=True))
    asked = lawful(said, LAW, letters).ask(said, 0)
    assert asked.outcome is Outcome.UNDECIDED
    assert "no law says" in asked.reason


J, H = matrix("J", "m", "N"), matrix("H", "m", "m", positive=True)
PULLED = KernelEquality(J.T @ H @ J, J, factor=J.T @ H, form=H)
impostor = dataclasses.replace(loss_curvature_definite, judge=lambda at: loss_curvature_definite.judge(at) & YES)
reversed_rows = Quantity("J, rows reversed", lambda at: at.jacobian[..., ::-1, :])
small_only = Quantity("J if N < 50", lambda at: at.jacobian if at.jacobian.shape[-1] < 50 else 0 * at.jacobian)


def pulled(at):
    return {"J": at.jacobian, "H": at.loss_hessian}


def form(*given, about=matrix_pairs, of=gauss_newton):
    return Statement((about,), given, rank(of).equals(rank(jacobian)))


@pytest.mark.parametrize(
    ("statement", "law", "letters", "why"),
    [
        (form(impostor), PULLED, pulled, "H = H is positive definite"),
        (form(perfect_fit, about=polynomial_maps), PULLED, pulled, "H = H is positive definite"),
        (form(loss_curvature_definite, no_residual_curvature, about=jets, of=hessian), PULLED, pulled, "Hess L = J'H J is not derived"),
        (STATEMENT.replace("other rows", then=rank(jacobian @ gradients).equals(rank(reversed_rows))), LAW, letters, "any size"),
        (STATEMENT.replace("if small", then=rank(jacobian @ gradients).equals(rank(small_only))), LAW, letters, "any size"),
        (STATEMENT.replace("other words", then=rank(jacobian @ gradients @ jacobian).equals(rank(jacobian))), LAW, letters, "reads J J'J"),
    ],
    ids=["false hypothesis", "hypothesis of the lemma", "chain rule", "no word", "size", "other words"],
)
def test_a_law_that_agrees_on_instances_without_being_read_off_the_statement_is_sampled(statement, law, letters, why):
    asked = lawful(statement, law, letters).ask(statement, 0)
    assert asked.outcome is Outcome.SUPPORTED
    assert (asked.scope, asked.rigour) == (Scope.SAMPLED, Rigour.EXACT)
    assert why in asked.reason
    assert "proved for all sizes" in asked.reason
    assert "on instances only" in asked.reason


def test_a_bound_that_only_the_sizes_drawn_meet_is_not_for_all_sizes():
    """``rank J <= min(N, 4)``: the inner size changes from instance to instance, and never exceeds 4."""
    cut = Quantity("I_min(N, 4)", lambda at: at.numbers.array(np.eye(min(at.jacobian.shape[1], 4), dtype=int)))
    statement = Statement((matrix_pairs,), (), rank(jacobian).at_most(rank(cut)))
    B, P, Q = matrix("B", "b", "b"), matrix("P", "m", "b"), matrix("Q", "b", "N")

    def cut_off(at):
        size = len(cut(at))
        return {
            "J": at.jacobian,
            "B": cut(at),
            "P": at.jacobian[:, :size],
            "Q": at.numbers.array(np.eye(size, at.jacobian.shape[1], dtype=int)),
        }

    asked = lawful(statement, RankInequality(J, B, (P, Q), given=[(P @ B @ Q, J)]), cut_off).ask(statement, 0)
    assert asked.outcome is Outcome.SUPPORTED
    assert asked.scope is Scope.SAMPLED


@pytest.mark.parametrize("given", [(loss_curvature_definite, loss_stationary), (squared_error, perfect_fit)])
def test_a_law_about_the_hessian_is_for_all_sizes_under_the_hypotheses_of_its_lemmas(given):
    statement = form(*given, about=jets if loss_stationary in given else polynomial_maps, of=hessian)
    assert lawful(statement, PULLED, pulled).ask(statement, 0).scope is Scope.ALL_SIZES


def test_a_law_of_equality_does_not_carry_an_inequality():
    weaker = Statement((matrix_pairs,), (), rank(jacobian @ gradients).at_most(rank(jacobian)))
    asked = lawful(weaker, LAW, letters).ask(weaker, 0)
    assert asked.outcome is Outcome.UNDECIDED
    assert "not about this statement" in asked.reason


def test_what_a_law_takes_as_given_must_hold_on_the_instances():
    law = dataclasses.replace(LAW, given=((A @ A.T, 2 * A @ A.T),))
    asked = lawful(STATEMENT, law, letters).ask(STATEMENT, 0)
    assert asked.outcome is Outcome.UNDECIDED
    assert "is not what the law takes as given" in asked.reason
