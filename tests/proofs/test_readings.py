"""A statement is read as words for every size, or the reading says what stands in the way."""

from __future__ import annotations

import pytest

from verify.proofs.lemmas import H, J
from verify.proofs.rank_laws import KernelEquality, RankEquality
from verify.proofs.readings import read
from verify.proofs.word_instances import WordInstance
from verify.proofs.words import identity, matrix
from verify.statements.conditions import independent_gradients, loss_curvature_definite, loss_curvature_identity
from verify.statements.images import null_space, projection, pseudo_inverse, restricted
from verify.statements.quantities import Quantity, behaviours, gauss_newton, gradients, hessian, jacobian, loss_hessian, rank
from verify.statements.statement import Statement

A = matrix("A", "m", "n")
GRAM = KernelEquality(A @ A.T, A.T, factor=A)


def about(left, right, *given):
    return Statement((), given, rank(left).equals(rank(right)))


def test_quantities_read_as_the_words_they_are():
    at = WordInstance()
    assert str(restricted(loss_hessian, jacobian)(at)) == "P[J] H P[J]"
    assert str(null_space(gradients)(at)) == "1 - P[J]"
    assert at.equals((jacobian @ pseudo_inverse(jacobian))(at), projection(jacobian)(at))
    assert not at.equals(projection(jacobian)(at), identity("m"))
    assert WordInstance((independent_gradients,)).equals(projection(jacobian)(at), identity("m"))


def test_a_hypothesis_that_is_an_equation_is_used():
    assert WordInstance((loss_curvature_identity,)).equals(gauss_newton(WordInstance()), J.T @ J)
    assert not WordInstance((loss_curvature_definite,)).equals(H, identity("m"))


@pytest.mark.parametrize(
    ("statement", "letters", "why"),
    [
        (about(jacobian, jacobian), lambda at: {"A": at.jacobian}, "the side rank(J) reads J, the law's word is J J'"),
        (about(jacobian @ gradients, jacobian), lambda at: {"A": at.jacobian.T}, "the law's word is J'J"),
        (about(jacobian @ gradients, jacobian), lambda at: {}, "the letter A is bound to no word"),
        (about(hessian, jacobian), lambda at: {"A": at.jacobian}, "not derived"),
        (Statement((), (), (jacobian @ gradients).equals(jacobian)), lambda at: {"A": at.jacobian}, "is not the rank of a word"),
        (Statement((), (), rank(jacobian).equals(behaviours)), lambda at: {"A": at.jacobian}, "any size"),
        (Statement((), (), rank(jacobian).equals(4)), lambda at: {"A": at.jacobian}, "the side 4 is not the rank of a word"),
        (Statement((), (), rank(jacobian).at_most(rank(jacobian))), lambda at: {"A": at.jacobian}, "no comparison of the kind"),
    ],
)
def test_what_is_not_the_laws_word_is_refused_with_the_reason(statement, letters, why):
    found = read(statement, GRAM, letters)
    assert found.answer.is_no
    assert why in found.reason


def test_the_sizes_of_letters_and_what_is_declared_of_them_are_held_to_the_words():
    square, gram = matrix("A", "n", "n"), about(jacobian @ gradients, jacobian)
    assert "the size n of the law is m and" in read(gram, KernelEquality(square @ square.T, square.T, factor=square), pair).reason
    form = matrix("A", "m", "m", symmetric=True)
    law = RankEquality(form, form, (identity("m"),) * 2, (identity("m"),) * 2)
    assert law.run().answer.is_yes
    assert "not known to be symmetric" in read(about(loss_hessian, loss_hessian), law, lambda at: {"A": skew(at)}).reason
    assert read(about(loss_hessian, loss_hessian), law, lambda at: {"A": at.loss_hessian}).answer.is_yes


def pair(at):
    return {"A": at.jacobian}


def skew(at):
    return at.loss_hessian @ projection(jacobian)(at)


def test_a_size_that_belongs_to_no_letter_is_refused():
    law = RankEquality(identity("k"), identity("k"), (identity("k"),) * 2, (identity("k"),) * 2)
    assert law.run().answer.is_yes
    assert "the size k of 1 is that of no letter" in read(about(jacobian, jacobian), law, pair).reason


@pytest.mark.parametrize(
    "sly",
    [
        lambda at: at.jacobian if getattr(at.jacobian, "shape", (1, 1))[-1] < 50 else 0 * at.jacobian,
        lambda at: at.jacobian if not hasattr(at, "labels") else 0 * at.jacobian,
        lambda at: at.jacobian if at.numbers.array([1]) else 0 * at.jacobian,
        lambda at: at.jacobian if at.jacobian else 0 * at.jacobian,
    ],
)
def test_a_side_cannot_ask_what_it_is_asked_of(sly):
    statement = about(jacobian @ gradients, Quantity("sly", sly))
    assert read(statement, GRAM, pair).answer.is_no
    assert read(about(jacobian @ gradients, jacobian), GRAM, pair).answer.is_yes
