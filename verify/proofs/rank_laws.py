"""Rank laws for matrices of every size, each from an equation of words that is checked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Protocol

from verify.errors import InvalidInput, Undecided
from verify.proofs.words import Equation, Matrix, identity, reduced
from verify.truth import NO, YES, Truth

Pair = tuple[Matrix, Matrix]


@dataclass(frozen=True)
class Step:
    """What checking a proof came to: yes if it is sound, no if it is refused (which does not refute what was to be proved)."""

    answer: Truth
    reason: str


class Law(Protocol):
    """A conclusion about ranks with its proof; `run` checks the proof."""

    @property
    def conclusion(self) -> str: ...

    def run(self) -> Step: ...


def same(left: Matrix, right: Matrix, given: Sequence[Equation] = ()) -> Step:
    """Are the two expressions equal for all sizes, by the equations given?

    Examples
    --------
    >>> from verify.proofs.words import matrix, identity
    >>> C, R = matrix("C", "r", "N"), matrix("R", "N", "r")
    >>> same(R.T @ C.T, identity("r"), given=[(C @ R, identity("r"))]).answer.name
    'yes'
    >>> same(C @ R, identity("r")).reason
    'C R = 1 is not shown: -1 + C R is left over'
    """
    try:
        rest = reduced(left - right, given)
    except (InvalidInput, Undecided) as fault:
        return Step(NO, str(fault))
    return Step(NO, f"{left} = {right} is not shown: {rest} is left over") if rest.terms else Step(YES, f"{left} = {right}")


def _all(steps: Iterable[Step]) -> Step:
    steps = tuple(steps)
    refused = [step.reason for step in steps if not step.answer.is_yes]
    return Step(NO, "; ".join(refused)) if refused else Step(YES, "; ".join(step.reason for step in steps))


def _factored(whole: Matrix, middle: Matrix, by: Pair, given: Sequence[Equation]) -> Step:
    try:
        product = by[0] @ middle @ by[1]
    except InvalidInput as fault:
        return Step(NO, str(fault))
    return same(whole, product, given)


@dataclass(frozen=True, eq=False)
class RankInequality:
    """``rank left <= rank right``, because ``left = P right Q``: a product has at most the rank of each factor.

    Parameters
    ----------
    left, right : Matrix
        The two matrices.
    by : pair of Matrix
        ``P`` and ``Q``.
    given : sequence of equations
        What is known of the letters.
    """

    left: Matrix
    right: Matrix
    by: Pair
    given: Sequence[Equation] = ()

    @property
    def conclusion(self) -> str:
        return f"rank({self.left}) <= rank({self.right})"

    def run(self) -> Step:
        """Check ``left = P right Q``."""
        return _factored(self.left, self.right, self.by, self.given)


@dataclass(frozen=True, eq=False)
class RankEquality:
    """``rank left = rank right``, because ``left = P right Q`` and ``right = P' left Q'``: each rank is at most the other.

    Examples
    --------
    The rank of a form depends on its restriction to an image only: let ``B`` be a basis of the image of ``J = B C``; then ``C`` is onto
    and has a right inverse ``R``.

    >>> from verify.proofs.words import matrix, identity
    >>> B, C, R = matrix("B", "m", "r"), matrix("C", "r", "N"), matrix("R", "N", "r")
    >>> H, J = matrix("H", "m", "m", symmetric=True), B @ C
    >>> law = RankEquality(J.T @ H @ J, B.T @ H @ B, (C.T, C), (R.T, R), given=[(C @ R, identity("r"))])
    >>> law.conclusion, law.run().answer.name
    ("rank(C'B'H B C) = rank(B'H B)", 'yes')
    """

    left: Matrix
    right: Matrix
    forward: Pair
    backward: Pair
    given: Sequence[Equation] = ()

    @property
    def conclusion(self) -> str:
        return f"rank({self.left}) = rank({self.right})"

    def run(self) -> Step:
        """Check both factorisations."""
        steps = (_factored(self.left, self.right, self.forward, self.given), _factored(self.right, self.left, self.backward, self.given))
        return _all(steps)


@dataclass(frozen=True, eq=False)
class KernelEquality:
    """``ker left = ker right`` over the reals, hence equal ranks, because ``left = P right`` and ``W left = right^T S right``, ``S > 0``.

    If ``right v = 0`` then ``left v = P right v = 0``. If ``left v = 0`` then ``(right v)^T S (right v) = v^T W left v = 0``, and a
    positive definite form vanishes at ``right v = 0`` only. Both have as many columns, so equal kernels mean equal ranks.

    Parameters
    ----------
    left, right : Matrix
        The two matrices.
    factor : Matrix
        ``P``.
    multiplier : Matrix or None
        ``W``; the identity if None.
    form : Matrix or None
        ``S``, a letter declared positive; the identity if None.
    given : sequence of equations
        What is known of the letters.

    Examples
    --------
    >>> from verify.proofs.words import matrix
    >>> A = matrix("A", "m", "N")
    >>> KernelEquality(A @ A.T, A.T, factor=A).conclusion, KernelEquality(A @ A.T, A.T, factor=A).run().answer.name
    ("ker(A A') = ker(A')", 'yes')
    """

    left: Matrix
    right: Matrix
    factor: Matrix
    multiplier: Matrix | None = None
    form: Matrix | None = None
    given: Sequence[Equation] = ()

    @property
    def conclusion(self) -> str:
        return f"ker({self.left}) = ker({self.right})"

    def run(self) -> Step:
        """Check both inclusions, and that the form is positive definite."""
        form = identity(self.right.rows) if self.form is None else self.form
        words = list(form.terms.items())
        if len(words) != 1 or words[0][1] <= 0 or not all(letter.positive for letter in words[0][0]) or len(words[0][0]) > 1:
            return Step(NO, f"the form {form} is not known to be positive definite")
        multiplier = identity(self.left.rows) if self.multiplier is None else self.multiplier
        try:
            smaller = same(self.left, self.factor @ self.right, self.given)
            larger = same(multiplier @ self.left, self.right.T @ form @ self.right, self.given)
        except InvalidInput as fault:
            return Step(NO, str(fault))
        return _all((smaller, larger))


@dataclass(frozen=True, eq=False)
class RankAtMost:
    """``rank <= r_1 + r_2 + ...``, because the matrix is ``P_1 Q_1 + P_2 Q_2 + ...`` with inner sizes ``r_1, r_2, ...``.

    A product has at most the rank of its inner size, and ranks add up to at least the rank of a sum.

    Examples
    --------
    Gradients of merged inputs, ``g_i = (u_i, c)`` with ``u_i`` of size ``P`` and the same ``c`` for all: ``G = U E + 1 c`` where ``E``
    places the first ``P`` coordinates.

    >>> from verify.proofs.words import matrix
    >>> U, E = matrix("U", "inputs", "P"), matrix("E", "P", "N")
    >>> ones, c = matrix("ones", "inputs", "1"), matrix("c", "1", "N")
    >>> law = RankAtMost(U @ E + ones @ c, [(U, E), (ones, c)])
    >>> law.conclusion, law.run().answer.name
    ('rank(U E + ones c) <= P + 1', 'yes')
    """

    whole: Matrix
    through: Sequence[Pair]
    given: Sequence[Equation] = ()

    @property
    def conclusion(self) -> str:
        return f"rank({self.whole}) <= {' + '.join(left.columns for left, _ in self.through) or '0'}"

    def run(self) -> Step:
        """Check that the products add up to the matrix."""
        try:
            total = reduce(Matrix.__add__, [left @ right for left, right in self.through], 0 * self.whole)
        except InvalidInput as fault:
            return Step(NO, str(fault))
        return same(self.whole, total, self.given)
