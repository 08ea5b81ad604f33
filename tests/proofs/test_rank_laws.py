"""Rank laws for all sizes are proved from equations of words; a wrong step is refused with what is left over."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from verify.errors import InvalidInput, Undecided
from verify.proofs.rank_laws import KernelEquality, RankAtMost, RankEquality, RankInequality, same
from verify.proofs.words import identity, matrix, reduced

B, C, R = matrix("B", "m", "r"), matrix("C", "r", "N"), matrix("R", "N", "r")
H = matrix("H", "m", "m", symmetric=True)
POSITIVE = matrix("H", "m", "m", positive=True)
J, K, A = matrix("J", "m", "N"), matrix("K", "s", "m"), matrix("A", "m", "N")
ONTO = [(C @ R, identity("r"))]
PULLED = (B @ C).T @ H @ (B @ C)
U, E, ones, c = matrix("U", "inputs", "P"), matrix("E", "P", "N"), matrix("ones", "inputs", "1"), matrix("c", "1", "N")

SOUND = {
    "a pulled-back form has the rank of the form on the image": RankEquality(PULLED, B.T @ H @ B, (C.T, C), (R.T, R), ONTO),
    "a Gram matrix has the rank of its factor": KernelEquality(A @ A.T, A.T, factor=A),
    "definite curvature keeps the rank": KernelEquality(J.T @ POSITIVE @ J, J, factor=J.T @ POSITIVE, form=POSITIVE),
    "semidefinite curvature K'K keeps the rank of K J": KernelEquality(J.T @ K.T @ K @ J, K @ J, factor=J.T @ K.T),
    "and that is the rank of K'K J": KernelEquality(K.T @ K @ J, K @ J, factor=K.T, multiplier=J.T),
    "twice a Gram matrix": KernelEquality(2 * (J.T @ J), J, factor=2 * J.T, multiplier=Fraction(1, 2) * identity("N")),
    "a pulled-back form has at most the rank of the map": RankInequality(J.T @ H @ J, J, (J.T @ H, identity("N"))),
    "a pulled-back form has at most the rank of the form": RankInequality(J.T @ H @ J, H, (J.T, J)),
    "gradients of merged inputs": RankAtMost(U @ E + ones @ c, [(U, E), (ones, c)]),
    "gradients after the death of a layer": RankAtMost(ones @ c, [(ones, c)]),
    "nothing has rank zero": RankAtMost(0 * A, []),
}

UNSOUND = {
    "no right inverse": (RankEquality(PULLED, B.T @ H @ B, (C.T, C), (R.T, R)), "left over"),
    "a left inverse instead": (RankEquality(PULLED, B.T @ H @ B, (C.T, C), (R.T, R), [(R @ C, identity("N"))]), "left over"),
    "a wrong factor": (RankEquality(PULLED, B.T @ H @ B, (C.T, R), (R.T, R), ONTO), "cannot be multiplied"),
    "an indefinite form": (KernelEquality(J.T @ H @ J, J, factor=J.T @ H, form=H), "positive definite"),
    "a negative form": (KernelEquality(J.T @ POSITIVE @ J, J, factor=J.T @ POSITIVE, form=-1 * POSITIVE), "positive definite"),
    "two definite forms multiplied": (KernelEquality(J, J, factor=identity("m"), form=POSITIVE @ POSITIVE), "positive definite"),
    "a square that is none": (KernelEquality(A.T @ A, A, factor=A), "cannot be multiplied"),
    "A A instead of A A'": (
        KernelEquality(square := matrix("S", "n", "n") @ matrix("S", "n", "n"), matrix("S", "n", "n"), matrix("S", "n", "n")),
        "S S",
    ),
    "one summand forgotten": (RankAtMost(U @ E + ones @ c, [(U, E)]), "ones c is left over"),
    "the sign of a summand": (RankAtMost(U @ E - ones @ c, [(U, E), (ones, c)]), "2 ones c is left over"),
    "equations that undo each other": (RankAtMost(U @ E, [(ones, c)], [(U @ E, ones @ c), (ones @ c, U @ E)]), "come to an end"),
}


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_proof_is_accepted(name):
    assert SOUND[name].run().answer.is_yes, SOUND[name].run().reason


@pytest.mark.parametrize("name", UNSOUND)
def test_a_wrong_step_is_refused_with_the_reason(name):
    law, reason = UNSOUND[name]
    step = law.run()
    assert step.answer.is_no
    assert reason in step.reason


def test_words_multiply_and_transpose_as_matrices_do():
    rng = np.random.default_rng(3)
    sizes = {"m": 2, "r": 3, "N": 4}
    letters = {
        name: rng.integers(-5, 6, (sizes[rows], sizes[columns]))
        for name, rows, columns in (("B", "m", "r"), ("C", "r", "N"), ("R", "N", "r"))
    }

    def value(expression):
        total = np.zeros((sizes[expression.rows], sizes[expression.columns]), dtype=object)
        for word, coefficient in expression.terms.items():
            product = np.eye(sizes[expression.rows], dtype=int)
            for letter in word:
                product = product @ (letters[letter.name].T if letter.transposed else letters[letter.name])
            total = total + coefficient * product
        return total

    b, c, r = (letters[name] for name in "BCR")
    assert (value((B @ C).T) == (b @ c).T).all()
    assert (value(((B + 2 * (R.T @ R @ B.T).T) @ C).T @ B) == ((b + 2 * (r.T @ r @ b.T).T) @ c).T @ b).all()


def test_a_symmetric_letter_is_its_own_transpose_and_another_is_not():
    assert same(H.T, H).answer.is_yes
    assert same(matrix("G", "m", "m").T, matrix("G", "m", "m")).answer.is_no


def test_letters_of_one_name_and_different_sizes_are_different():
    assert same(matrix("A", "m", "N") @ matrix("A", "N", "m").T.T, matrix("A", "m", "N") @ matrix("A", "m", "N").T).answer.is_no


@pytest.mark.parametrize(
    "mistake",
    [
        lambda: matrix("S", "m", "n", symmetric=True),
        lambda: J @ J,
        lambda: J + J.T,
        lambda: reduced(J, [(J - J, J)]),
        lambda: reduced(J, [(identity("m"), H)]),
        lambda: reduced(J, [(C @ R, identity("m"))]),
    ],
)
def test_what_does_not_fit_is_named(mistake):
    with pytest.raises(InvalidInput):
        mistake()


def test_replacements_that_never_end_are_stopped():
    with pytest.raises(Undecided, match="come to an end"):
        reduced(H, [(H, matrix("S", "m", "m") @ H)])
