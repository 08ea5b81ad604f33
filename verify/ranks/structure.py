"""What a caller knows about a matrix that bounds its rank from above: verified, never trusted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from flint import fmpz

from verify.errors import InvalidInput
from verify.numbers.elements import flat, nested
from verify.numbers.rationals import Rationals, matrix_of
from verify.numbers.system import Array
from verify.ranks.exact import integer_rows, prime_keeping, rank_over_q


@dataclass(frozen=True)
class NullVectors:
    """Vectors v, as rows, with ``A v = 0`` (side right) or ``v^T A = 0`` (side left).

    A hidden ReLU or linear unit gives one on the right of a network's Jacobian (the rescaling of its incoming against its outgoing
    weights), a dead unit one for each of its parameters, rows or columns that sum to nothing the vector of ones.
    """

    side: str
    vectors: Any


@dataclass(frozen=True)
class Factors:
    """Matrices with ``left @ right`` equal to the matrix, so that its rank is at most the size between them."""

    left: Any
    right: Any


def verified(matrix: Array, known: Sequence[NullVectors | Factors], exact: Array | None = None) -> list[tuple[int, dict[str, Any]]]:
    """For each piece of structure, the upper bound that it proves for the rank of a rational matrix, and the proof.

    ``exact`` masks the entries that are known. A null vector that meets any other is left aside; factors need all.

    Raises
    ------
    InvalidInput
        If the structure is false of the matrix.
    """
    mask = np.ones(matrix.shape, dtype=bool) if exact is None else exact
    found = [_null_vectors(matrix, one, mask) if isinstance(one, NullVectors) else _factors(matrix, one, mask) for one in known]
    return [each for each in found if each is not None]


def null_proof(side: str, vectors: list[list[fmpz]], modulus: int) -> dict[str, Any]:
    """Null vectors as a certificate has them, with a prime modulo which they have the rank that they are to have."""
    return {"kind": "null", "side": side, "modulus": modulus, "vectors": vectors}


def _null_vectors(matrix: Array, known: NullVectors, exact: Array) -> tuple[int, dict[str, Any]] | None:
    if known.side not in ("right", "left"):
        raise InvalidInput(f"null vectors stand on the side 'right' or 'left', not {known.side!r}")
    lines, mask = (matrix, exact) if known.side == "right" else (matrix.T, exact.T)
    vectors = Rationals().array(known.vectors)
    if vectors.ndim != 2 or vectors.shape[1] != lines.shape[1]:
        raise InvalidInput(f"null vectors on the {known.side} are rows of length {lines.shape[1]}, got an array of shape {vectors.shape}")
    vectors = vectors[[not (~mask[:, [bool(entry != 0) for entry in vector]]).any() for vector in vectors]]
    if not vectors.size:
        return None
    image = matrix_of(np.where(mask, lines, Rationals().array(0))) * matrix_of(vectors.T)
    if wrong := [index for index, column in enumerate(image.transpose().table()) if any(column)]:
        raise InvalidInput(
            f"vector {wrong[0]} of those handed in is no null vector on the {known.side}: structure is verified, not trusted"
        )
    integers = integer_rows(vectors)
    independent = rank_over_q(integers)
    return lines.shape[1] - independent, null_proof(known.side, integers.table(), prime_keeping(integers, independent))


def _factors(matrix: Array, known: Factors, exact: Array) -> tuple[int, dict[str, Any]] | None:
    left, right = Rationals().array(known.left), Rationals().array(known.right)
    if not exact.all():
        return None
    if not all(x == y for x, y in zip(flat(Rationals().matmul(left, right)), flat(matrix), strict=True)):
        raise InvalidInput("the factors handed in do not multiply to the matrix: structure is verified, not trusted")
    return right.shape[0], {"kind": "factors", "left": nested(left, str), "right": nested(right, str)}
