"""Reads a statement's two sides as words, and asks whether a rank law, its letters bound to words, is about exactly these at every size."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any

from verify.errors import InvalidInput, NotDefined, VerifyError
from verify.proofs.rank_laws import KernelEquality, RankEquality, RankInequality
from verify.proofs.word_instances import Rank, WordInstance
from verify.proofs.words import Letter, Matrix, Word, identity
from verify.statements.conclusions import Comparison
from verify.statements.statement import Statement
from verify.truth import NO, YES, Truth

RankLaw = RankEquality | RankInequality | KernelEquality
"""The laws that compare the ranks of two words."""

RELATIONS = {RankEquality: "=", KernelEquality: "=", RankInequality: "<="}


@dataclass(frozen=True)
class Reading:
    """Whether the law, at every size, is about the statement: yes with what that rests on, or no with what stands in the way."""

    answer: Truth
    reason: str = ""
    because: tuple[str, ...] = ()


def letters_of(law: RankLaw) -> frozenset[Letter]:
    """The letters in a law's two sides, in what it takes as given, and in its form."""
    expressions = [law.left, law.right, *(side for equation in law.given for side in equation)]
    expressions += [law.form] if isinstance(law, KernelEquality) and law.form is not None else []
    return frozenset(letter for expression in expressions for word in expression.terms for letter in word)


def read(statement: Statement, law: RankLaw, letters: Callable[[Any], Mapping[str, Any]]) -> Reading:
    """Are the statement's sides the law's words, for all sizes, by the lemmas whose hypotheses the statement has?

    The sides, and the letters, are asked of an instance whose matrices are words. Then the law is instantiated: each letter is replaced
    by the word it is bound to. Yes if every letter has the sizes and signs that the law declares, every equation that the law takes as
    given follows from the lemmas, and both of its words are what the statement takes the rank of (or the transposes). As the law holds for
    all matrices, the statement then follows for those of every instance within its hypotheses, whatever their sizes. That the law's
    own proof is sound is not asked here.

    Examples
    --------
    >>> from verify.proofs.words import matrix
    >>> from verify.statements.quantities import gradients, jacobian, rank
    >>> A = matrix("A", "m", "n")
    >>> law, letters = KernelEquality(A @ A.T, A.T, factor=A), lambda at: {"A": jacobian(at)}
    >>> gram = Statement((), (), rank(jacobian @ gradients).equals(rank(jacobian)))
    >>> read(gram, law, letters).answer.name
    'yes'
    >>> read(gram.replace("other words", then=rank(jacobian).equals(rank(jacobian))), law, letters).reason
    "the side rank(J) reads J, the law's word is J J'"
    """
    then = statement.then
    if type(then) is not Comparison or then.relation != RELATIONS[type(law)]:
        return Reading(NO, f"{then.text} is no comparison of the kind {law.conclusion}")
    at = WordInstance(statement.given)
    try:
        _instantiated(at, law, letters(at), then)
    except (VerifyError, AttributeError, TypeError, ValueError, LookupError, ArithmeticError) as fault:
        return Reading(NO, str(fault))
    return Reading(YES, because=tuple(at.because))


def _instantiated(at: WordInstance, law: RankLaw, bound: Mapping[str, Any], then: Comparison) -> None:
    """Raises unless the law, its letters replaced, is the conclusion."""
    sides = [(side, _ranked(side.text, side.of(at))) for side in (then.left, then.right)]
    sizes = {"1": "1"}
    for letter in sorted(letters_of(law), key=lambda letter: (letter.name, letter.transposed)):
        _fits(at, letter, bound, sizes)
    for left, right in law.given:
        if not at.equals(_replaced(left, bound, sizes), _replaced(right, bound, sizes)):
            raise NotDefined(f"no lemma whose hypothesis the statement has grants {left} = {right}")
    for (side, found), word in zip(sides, (law.left, law.right), strict=True):
        expected = _replaced(word, bound, sizes)
        if not (at.equals(found, expected) or at.equals(found, expected.T)):
            raise NotDefined(f"the side {side.text} reads {found}, the law's word is {expected}")


def _ranked(text: str, value: Any) -> Matrix:
    if not isinstance(value, Rank):
        raise NotDefined(f"the side {text} is not the rank of a word")
    return value.of


def _fits(at: WordInstance, letter: Letter, bound: Mapping[str, Any], sizes: dict[str, str]) -> None:
    """Raises unless the letter is bound to a word of its sizes and signs; ``sizes`` collects what the law's sizes stand for."""
    word = bound.get(letter.name)
    if not isinstance(word, Matrix):
        raise NotDefined(f"the letter {letter.name} is bound to no word")
    for name, size in ((letter.rows, word.rows), (letter.columns, word.columns)):
        if sizes.setdefault(name, size) != size:
            raise NotDefined(f"the size {name} of the law is {sizes[name]} and, as one of {letter.name}, {size}")
    if letter.symmetric and not at.equals(word, word.T):
        raise NotDefined(f"{letter.name} = {word} is not known to be symmetric")
    if letter.positive and not at.is_positive(word):
        raise NotDefined(f"no lemma whose hypothesis the statement has grants that {letter.name} = {word} is positive definite")


def _replaced(expression: Matrix, bound: Mapping[str, Matrix], sizes: Mapping[str, str]) -> Matrix:
    """The expression with every letter replaced by the word it is bound to."""
    free = {expression.rows, expression.columns} - set(sizes)
    if free:
        raise InvalidInput(f"the size {min(free)} of {expression} is that of no letter")
    rows, columns = sizes[expression.rows], sizes[expression.columns]
    terms = [coefficient * _product(word, bound, rows) for word, coefficient in expression.terms.items()]
    return reduce(Matrix.__add__, terms, Matrix(rows, columns, {}))


def _product(word: Word, bound: Mapping[str, Matrix], rows: str) -> Matrix:
    factors = [bound[letter.name].T if letter.transposed else bound[letter.name] for letter in word]
    return reduce(Matrix.__matmul__, factors, identity(rows))
