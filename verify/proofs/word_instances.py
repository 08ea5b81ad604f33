"""The instance of every size at once: its matrices are words, so that what a statement says of it is an expression in words."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, NoReturn

from verify.errors import InvalidInput, NotDefined, Undecided
from verify.proofs.derivation import Identity, derive
from verify.proofs.hypotheses import JETS, covering
from verify.proofs.lemmas import LEMMAS, G, Granted, H, J, moore_penrose
from verify.proofs.reductions import FewIndices, LinearInLossJet
from verify.proofs.words import Equation, Matrix, identity, reduced
from verify.statements.conditions import Condition
from verify.statements.quantities import pulled_back_gradient


@dataclass(frozen=True)
class Words:
    """The arithmetic of words, under the names that formulas know from a number system."""

    name: str = field(default="words", init=False)

    def arithmetic(self) -> AbstractContextManager[None]:
        return nullcontext()

    def array(self, value: Any) -> Fraction:
        """A rational scalar; anything larger has a size."""
        if isinstance(value, bool) or not isinstance(value, int | Fraction):
            raise NotDefined(f"only rational scalars join words, not {value!r}: an array has a size")
        return Fraction(value)

    def matmul(self, left: Matrix, right: Matrix) -> Matrix:
        return left @ right


@dataclass(frozen=True, eq=False)
class Vector:
    """A word of one column, read as a vector until it is asked for with a new last axis."""

    column: Matrix

    def __getitem__(self, key: Any) -> Matrix:
        if key != (Ellipsis, None):
            raise NotDefined(f"a vector without a size has no entry {key!r}; as a matrix of one column it is [..., None]")
        return self.column


@dataclass(frozen=True, eq=False)
class Rank:
    """``rank of``; nothing is known of it but the matrix, so it joins no arithmetic."""

    of: Matrix


@dataclass(eq=False)
class WordInstance:
    """An instance whose ``J`` (m x N), ``H`` (m x m, symmetric) and ``grad l`` are letters, under the hypotheses given.

    It has no shape: a side that asks for one raises, so what is read off it holds at every size. Auxiliary matrices come with a lemma; the
    derivatives of ``L`` are read by the chain rule, once a derivation has proved it for all sizes under these hypotheses.

    Parameters
    ----------
    given : tuple of Condition
        The statement's hypotheses.

    Examples
    --------
    >>> at = WordInstance()
    >>> print(at.gauss_newton)
    J'H J
    >>> at.equals(at.projection(at.jacobian) @ at.jacobian, at.jacobian)
    True
    """

    given: tuple[Condition, ...] = ()
    equations: list[Equation] = field(default_factory=list, init=False)
    positive: list[Matrix] = field(default_factory=lambda: [identity("m"), identity("N")], init=False)
    because: list[str] = field(default_factory=list, init=False)

    numbers = Words()
    jacobian, loss_hessian, loss_gradient, unit_form = J, H, Vector(G), identity("m")
    gauss_newton = J.T @ H @ J

    def __post_init__(self) -> None:
        for hypothesis, lemma in LEMMAS:
            if hypothesis in self.given:
                self._take(lemma(), hypothesis.text)

    def __getattr__(self, name: str) -> NoReturn:
        """Not an `AttributeError`, so that no side can find out what it is asked of and answer by that."""
        raise NotDefined(f"{name!r} of an instance is not read as a word")

    def _take(self, granted: Granted, hypothesis: str = "") -> None:
        text = granted.text + (f" since {hypothesis}" if hypothesis else "")
        if text not in self.because:
            self.because.append(text)
            self.equations.extend(granted.equations)
            self.positive.extend(granted.positive)

    def rank(self, matrix: Any) -> Rank:
        if not isinstance(matrix, Matrix):
            raise NotDefined(f"{matrix!r} is no word in the matrices of the statement")
        return Rank(matrix)

    def projection(self, matrix: Matrix) -> Matrix:
        """Onto the image."""
        known = moore_penrose(matrix)
        self._take(known.granted)
        return known.projection

    def off_image(self, matrix: Matrix) -> Matrix:
        """The projection onto the orthogonal complement of the image."""
        return identity(matrix.rows) - self.projection(matrix)

    def pseudo_inverse(self, matrix: Matrix) -> Matrix:
        known = moore_penrose(matrix)
        self._take(known.granted)
        return known.inverse

    @property
    def hessian(self) -> Matrix:
        """``J^T H J``, where that is what is left of the chain rule under these hypotheses."""
        self._derive("Hess L = J'H J", lambda at: at.hessian, lambda at: at.gauss_newton)
        return self.gauss_newton

    @property
    def gradient(self) -> Vector:
        """``J^T grad l``, by the chain rule."""
        self._derive("grad L = J'g", lambda at: at.gradient, pulled_back_gradient.of)
        return Vector(J.T @ G)

    second_derivatives, first_derivatives = hessian, gradient

    def _derive(self, text: str, left: Callable[[Any], Any], right: Callable[[Any], Any]) -> None:
        """Raises `NotDefined` unless the identity is derived for all sizes under hypotheses that are given."""
        if any(known.startswith(text) for known in self.because):
            return
        generic = covering(self.given, JETS)
        if generic is None:
            raise NotDefined(f"{text}: no family of generic instances covers the hypotheses")
        found = derive(Identity(left, right, generic.family), [LinearInLossJet(), FewIndices()])
        if not (found.all_sizes and found.truth.is_yes):
            raise NotDefined(f"{text} is not derived for {generic.family.name}: {found.reason}")
        self.because.append(f"{text} for {generic.family.name}: {found.reason}")

    def equals(self, left: Matrix, right: Matrix) -> bool:
        """Do the lemmas taken so far show that the two are equal?"""
        try:
            return not reduced(left - right, self.equations).terms
        except (InvalidInput, Undecided):
            return False

    def is_positive(self, matrix: Matrix) -> bool:
        """Is it one of the forms that are known to be positive definite?"""
        return any(self.equals(matrix, form) for form in self.positive)
