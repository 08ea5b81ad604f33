"""Images and kernels of matrices as quantities: projections onto them, dimensions of what they share, and forms restricted to them.

An instance without a size brings its own ``projection``, ``off_image`` and ``pseudo_inverse`` (see `verify.proofs.word_instances`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from verify.numbers.system import Array
from verify.ranks.bounds import Bounds
from verify.ranks.spaces import project_off_image
from verify.statements.quantities import Quantity


def image(matrix: Quantity) -> Quantity:
    """The subspace ``Im A``, as a matrix whose columns span it: ``A`` itself."""
    return Quantity(f"Im({matrix.text})", matrix.of)


def null_space(matrix: Quantity) -> Quantity:
    """The subspace ``Ker A``, as a matrix whose columns span it: the orthogonal projection onto ``Ker A = (Im A^T)^perp``."""
    return Quantity(f"Ker({matrix.text})", lambda at: _off(at, matrix.of(at).swapaxes(-1, -2)))


def projection(matrix: Quantity) -> Quantity:
    """The orthogonal projection onto ``Im A``."""

    def build(at: Any) -> Array:
        entries = matrix.of(at)
        if (word := _word(at, "projection", entries)) is not None:
            return word
        off = _off(at, entries)
        onto: Array = _identity(at, off.shape[-1]) - off
        return onto

    return Quantity(f"P[{matrix.text}]", build)


def pseudo_inverse(matrix: Quantity) -> Quantity:
    """The Moore-Penrose inverse ``A^+ = A^T (A A^T + Q)^{-1}`` with ``Q`` the projection onto ``(Im A)^perp``; so ``A A^+ = P``."""

    def build(at: Any) -> Array:
        entries = matrix.of(at)
        if (word := _word(at, "pseudo_inverse", entries)) is not None:
            return word
        gram = at.numbers.matmul(entries, entries.swapaxes(-1, -2)) + _off(at, entries)
        found: Array = at.numbers.solve(gram, entries).swapaxes(-1, -2)
        return found

    return Quantity(f"{matrix.text}^+", build)


def shared(first: Quantity, second: Quantity) -> Quantity:
    """``dim(U meet V) = dim U + dim V - dim(U + V)`` of two subspaces given by spanning columns.

    Examples
    --------
    >>> from verify.numbers.rationals import Rationals
    >>> from verify.statements.instances import MatrixInstance
    >>> from verify.statements.quantities import jacobian, loss_hessian
    >>> q = Rationals()
    >>> at = MatrixInstance(q, q.array([[1], [1]]), q.array([[1, -1], [-1, 1]]))
    >>> found = shared(image(jacobian), null_space(loss_hessian))
    >>> print(found.text, "=", found.of(at))
    dim(Im(J) meet Ker(H)) = 1
    """

    def count(at: Any) -> Bounds:
        left, right = first.of(at), second.of(at)
        batch = np.broadcast_shapes(left.shape[:-2], right.shape[:-2])
        both = np.concatenate([np.broadcast_to(part, batch + part.shape[-2:]) for part in (left, right)], axis=-1)
        found: Bounds = at.rank(left) + at.rank(right) - at.rank(both)
        return found

    return Quantity(f"dim({first.text} meet {second.text})", count)


def restricted(form: Quantity, matrix: Quantity) -> Quantity:
    """The form ``H`` restricted to ``Im A``, as the matrix ``P H P`` with ``P`` the orthogonal projection onto ``Im A``.

    ``P`` maps onto ``Im A`` and is the identity there, so ``P H P`` has the rank of the restriction. The columns of ``A`` enter through
    their span alone.
    """
    onto = projection(matrix)

    def build(at: Any) -> Array:
        sides = onto.of(at)
        found: Array = at.numbers.matmul(sides, at.numbers.matmul(form.of(at), sides))
        return found

    return Quantity(f"{form.text} on Im({matrix.text})", build)


def _word(at: Any, name: str, matrix: Array) -> Array | None:
    """What an instance without a size says to this name; None from an instance of some size, for which it is computed."""
    own: Callable[[Array], Array] | None = getattr(at, name, None)
    return None if own is None else own(matrix)


def _off(at: Any, matrix: Array) -> Array:
    """The orthogonal projection onto the complement of the image, column by column."""
    if (word := _word(at, "off_image", matrix)) is not None:
        return word
    rows = _identity(at, matrix.shape[-2])
    return np.stack([project_off_image(at.numbers, matrix, row) for row in rows], axis=-1)


def _identity(at: Any, size: int) -> Array:
    identity: Array = at.numbers.array(np.eye(size, dtype=int))
    return identity
