"""Named lemmas about real matrices of every size: what may be taken as given of auxiliary matrices, each with its proof.

A rank law may speak of matrices that a statement does not mention: a projection, an inverse, a positive definite form. Nothing is known of
them but what a lemma of this table grants, and a lemma grants it only under its hypothesis. Sizes: ``J`` is ``m x N``, ``H = Hess l`` is
``m x m`` and symmetric, ``g = grad l`` is ``m x 1``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from verify.errors import NotDefined
from verify.proofs.words import Equation, Matrix, identity, matrix
from verify.statements.conditions import (
    Condition,
    independent_gradients,
    loss_curvature_definite,
    loss_curvature_definite_on_image,
    loss_curvature_identity,
    loss_curvature_semidefinite,
)
from verify.statements.squares import squared_error

J, H, G = matrix("J", "m", "N"), matrix("H", "m", "m", symmetric=True), matrix("g", "m", "1")
"""The words for the Jacobian, and for Hessian and gradient of the loss on the behaviours."""


@dataclass(frozen=True, eq=False)
class Granted:
    """What a lemma grants: its conclusion in words, equations of words, and words that are positive definite."""

    text: str
    equations: tuple[Equation, ...] = ()
    positive: tuple[Matrix, ...] = ()


@dataclass(frozen=True, eq=False)
class MoorePenrose:
    """The projection ``P`` onto ``Im A`` and the inverse ``X = A^+``: ``P A = A``, ``P P = P = P^T``, ``A X = P``, ``X P = X``.

    *Proof.* ``P`` is the identity on ``Im A`` and zero on its orthogonal complement, hence symmetric, idempotent, and ``P A = A``. The
    matrix ``A A^T + (1 - P)`` is symmetric, maps ``Im A`` and its complement to themselves, and is invertible on both (``A A^T v = 0``
    means ``A^T v = 0``, so ``v`` is in the complement). With ``B`` its inverse, which commutes with ``P``, put ``X = A^T B``. Then
    ``A X = A A^T B = P``, because ``A A^T = P (A A^T + 1 - P)``; and ``X P = A^T B P = A^T P B = A^T B = X``.

    If ``A`` is symmetric, so is ``X = A B``, because ``A`` commutes with ``P`` and ``A A^T``, hence with ``B``.
    """

    projection: Matrix
    inverse: Matrix
    granted: Granted


def moore_penrose(whole: Matrix) -> MoorePenrose:
    """The lemma for one product of letters.

    Raises
    ------
    NotDefined
        If the matrix is a sum, or carries a coefficient.
    """
    word = next(iter(whole.terms), ())
    if not word or whole.terms != {word: Fraction(1)}:
        raise NotDefined(f"the Moore-Penrose lemma is about products of letters, not {whole}")
    symmetric = len(word) == 1 and word[0].symmetric
    P = matrix(f"P[{whole}]", whole.rows, whole.rows, symmetric=True)
    X = matrix(f"[{whole}]^+", whole.columns, whole.rows, symmetric=symmetric)
    equations = ((P @ whole, whole), (P @ P, P), (whole @ X, P), (X @ P, X))
    return MoorePenrose(P, X, Granted(f"Moore-Penrose for {whole}", equations))


def _independent() -> Granted:
    """``rank J = m``: then ``Im J`` is everything, so the projection onto it is the identity, and ``J J^+ = 1``."""
    known = moore_penrose(J)
    return Granted("J is onto, so J J^+ = 1", ((known.projection, identity("m")), *known.granted.equations))


def _definite() -> Granted:
    """``H > 0``: the hypothesis itself."""
    return Granted("H > 0", positive=(H,))


def _squares() -> Granted:
    """``l = c |o - y|^2`` with ``c > 0``: then ``Hess l = 2 c 1``, which is positive definite, whatever the number of behaviours."""
    return Granted("H = 2 c 1 > 0", positive=(H,))


def _unit() -> Granted:
    """``H = 1``: the hypothesis itself."""
    return Granted("H = 1", ((H, identity("m")),), (H,))


def _semidefinite() -> Granted:
    """``H >= 0``: then ``S = H^+ + (1 - P) > 0``, where ``P`` projects onto ``Im H``.

    *Proof.* In an orthonormal basis of eigenvectors ``H`` is diagonal with entries ``d >= 0``; there ``H^+`` has ``1/d`` where ``d > 0``
    and 0 elsewhere, and ``1 - P`` has 1 exactly where ``d = 0``. So ``S`` is positive definite. (``H S H = H`` follows by Moore-Penrose.)
    """
    known = moore_penrose(H)
    return Granted("H^+ + (1 - P[H]) > 0", known.granted.equations, (known.inverse + identity("m") - known.projection,))


def _definite_on_image() -> Granted:
    """``v^T H v > 0`` for ``0 != v in Im J``: then ``S = P H P + (1 - P) > 0``, where ``P`` projects onto ``Im J``.

    *Proof.* Let ``v = a + b`` with ``a = P v`` in ``Im J`` and ``b`` in its complement. Then ``v^T S v = a^T H a + |b|^2``, which is
    positive unless ``a = 0`` and ``b = 0``.
    """
    known = moore_penrose(J)
    P = known.projection
    return Granted("P H P + (1 - P) > 0 for P = P[J]", known.granted.equations, (P @ H @ P + identity("m") - P,))


LEMMAS: tuple[tuple[Condition, Callable[[], Granted]], ...] = (
    (independent_gradients, _independent),
    (loss_curvature_definite, _definite),
    (squared_error, _squares),
    (loss_curvature_identity, _unit),
    (loss_curvature_semidefinite, _semidefinite),
    (loss_curvature_definite_on_image, _definite_on_image),
)
"""Each hypothesis with what it grants; the docstring of the second is the proof. It is recognised as an object, not by its text."""
