"""What a lemma grants is true of exact matrices wherever its hypothesis holds: computed there, with no words involved."""

from __future__ import annotations

import pytest

from verify.errors import NotDefined
from verify.numbers import Rationals
from verify.proofs.evaluation import value
from verify.proofs.lemmas import LEMMAS, H, J, moore_penrose
from verify.proofs.words import Matrix, identity, matrix
from verify.ranks.forms import positive_definite
from verify.statements.images import projection, pseudo_inverse
from verify.statements.quantities import jacobian, loss_hessian
from verify.strata.matrices import matrix_pairs
from verify.strata.networks import polynomial_maps

Q = Rationals()


def matrices(at):
    """The letters that lemmas introduce, with what they stand for."""
    found = {"J": at.jacobian, "H": at.loss_hessian}
    for name, quantity in (("J", jacobian), ("H", loss_hessian)):
        found |= {f"P[{name}]": projection(quantity)(at), f"[{name}]^+": pseudo_inverse(quantity)(at)}
    return found


def evaluated(expression: Matrix, at):
    """The matrix of an expression, identities included."""
    size = {"m": at.jacobian.shape[0], "N": at.jacobian.shape[1]}
    one = matrix("one", expression.rows, expression.columns)
    words = dict(expression.terms)
    constant = words.pop((), 0)
    known = matrices(at) | {"one": Q.array([[int(i == j) for j in range(size[expression.columns])] for i in range(size[expression.rows])])}
    return value(Matrix(expression.rows, expression.columns, words) + constant * one, known, Q)


def drawn(stratum, condition, count=40):
    demands = frozenset({condition.impose} - {None}) if condition else frozenset()
    recipes = (stratum.recipe((number,), 1, 1 + number % 3, demands) for number in range(count))
    met = [at for at in (recipe.instance() for recipe in recipes) if condition is None or bool(condition.judge(at).is_yes)]
    assert len(met) > 2
    return met


def holds(granted, at):
    equations = all(bool(Q.zero(evaluated(left - right, at)).all().is_yes) for left, right in granted.equations if (left - right).terms)
    return equations and all(bool(positive_definite(Q, evaluated(form, at)).is_yes) for form in granted.positive)


@pytest.mark.parametrize(("condition", "lemma"), LEMMAS, ids=[condition.text for condition, _ in LEMMAS])
def test_a_lemma_is_true_where_its_hypothesis_holds_and_needs_it(condition, lemma):
    granted = lemma()
    squares = "sum_a" in condition.text
    assert all(holds(granted, at) for at in drawn(polynomial_maps if squares else matrix_pairs, condition))
    assert squares or not all(holds(granted, at) for at in drawn(matrix_pairs, None))


@pytest.mark.parametrize("word", [J, H])
def test_the_moore_penrose_lemma_is_true_of_every_matrix(word):
    assert all(holds(moore_penrose(word).granted, at) for at in drawn(matrix_pairs, None))


def test_a_sum_has_no_projection_in_words():
    with pytest.raises(NotDefined, match="products of letters"):
        moore_penrose(H + identity("m"))
    with pytest.raises(NotDefined, match="products of letters"):
        moore_penrose(2 * J)
