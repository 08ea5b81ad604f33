"""Ranks of single matrices as bounds with the certificate that proves them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import singledispatch
from typing import Any

import numpy as np
from flint import arb, fmpq, fmpz, fmpz_mat, nmod_mat

from verify.displays import Displayed
from verify.errors import InvalidInput, NotDefined
from verify.numbers.balls import Balls
from verify.numbers.elements import elementwise, flat, nested
from verify.numbers.floats import Floats
from verify.numbers.rationals import Rationals
from verify.numbers.system import Array, System
from verify.ranks.bounds import Bounds
from verify.ranks.elimination import certified_pivots
from verify.ranks.exact import PROOF_PRIME, cleared, prime_keeping
from verify.ranks.nullspaces import null_basis
from verify.ranks.rank import matrix_array
from verify.ranks.real import approximate_inverse, enclosures, proposed_block
from verify.ranks.structure import Factors, NullVectors, null_proof, verified

SCHEMA = "verify-rank-certificate/1"
_ELEMENTS = {arb, fmpq}
Proof = dict[str, Any]
Known = NullVectors | Factors


@dataclass(frozen=True, eq=False)
class CertifiedRank(Displayed):
    """Bounds for the rank of one matrix, and the proof of each.

    Parameters
    ----------
    bounds : Bounds
    below, above : dict
        The proofs, as they will stand in the certificate, with integers still integers; `verify.ranks.checker` says what each means.
    entries : callable
        The matrix as the checker wants it: exact strings.
    """

    bounds: Bounds
    below: Proof = field(repr=False)
    above: Proof = field(repr=False)
    shape: tuple[int, int]
    entries: Callable[[], Any] = field(repr=False)

    def certificate(self) -> dict[str, Any]:
        """The certificate as JSON data; it names the matrix by its fingerprint."""
        return dict(self.document()["certificate"])

    def document(self) -> dict[str, Any]:
        """The matrix and the certificate as JSON data: what ``python -m verify certificate FILE`` checks."""
        matrix = self.entries()
        certificate = {
            "schema": SCHEMA,
            "shape": list(self.shape),
            "matrix": _fingerprint(matrix),
            "lower": int(self.bounds.lower),
            "upper": int(self.bounds.upper),
            "below": _written(self.below),
            "above": _written(self.above),
        }
        return {"matrix": matrix, "certificate": certificate}


def certify(numbers: System, matrix: Any, *, known: Sequence[Known] = ()) -> CertifiedRank:
    """The rank of one matrix with a certificate of each bound.

    Over Q, and for a float matrix as the dyadic rationals that its entries are, the bounds meet. Elimination modulo a prime gives the lower
    one; where it falls short of the smaller side, a null basis gives the upper one. Over balls the certificate from below is an
    approximate inverse of a block; from above it is what exact zeros and the ``known`` structure prove.

    Parameters
    ----------
    known : sequence of NullVectors or Factors
        Structure that the caller knows. It is verified; where it proves the upper bound by itself no null basis is computed.

    Raises
    ------
    InvalidInput
        If ``matrix`` is not one matrix of finite numbers, or if known structure is false of it.

    Examples
    --------
    >>> from verify.numbers import Rationals
    >>> found = certify(Rationals(), [[1, 2], [2, 4]])
    >>> str(found.bounds), found.above
    ('1', {'kind': 'null', 'side': 'right', 'modulus': 67108859, 'vectors': [[2, -1]]})
    """
    native = isinstance(matrix, np.ndarray) and set(map(type, flat(matrix))) <= _ELEMENTS
    values = matrix_array(numbers, matrix if native else numbers.array(matrix))
    if values.ndim > 2:
        raise InvalidInput(f"one matrix at a time, got a batch of shape {values.shape}")
    return _certify(numbers, values, known)


@singledispatch
def _certify(numbers: System, matrix: Array, known: Sequence[Known]) -> CertifiedRank:
    raise NotDefined(f"no certificates of rank over {numbers.name}; use Rationals, Balls, or Floats read exactly")


@_certify.register
def _(numbers: Floats, matrix: Array, known: Sequence[Known]) -> CertifiedRank:
    return certify(Rationals(), Rationals().array(matrix), known=known)


@_certify.register
def _(numbers: Rationals, matrix: Array, known: Sequence[Known]) -> CertifiedRank:
    integers, multipliers = cleared(matrix)
    lower, below, above = exact_proof(integers, multipliers, verified(matrix, known))
    return CertifiedRank(Bounds.exactly(lower, "certified over Q"), below, above, matrix.shape, lambda: nested(matrix, str))


def exact_proof(
    matrix: fmpz_mat, multipliers: Sequence[fmpz] = (), structure: Sequence[tuple[int, Proof]] = ()
) -> tuple[int, Proof, Proof]:
    """The rank of an integer matrix, what proves that it is no smaller, and what proves that it is no larger.

    The proofs are about the matrix whose rows were multiplied by ``multipliers`` (by 1 if there are none); so is the ``structure``, upper
    bounds with their proofs.
    """
    least = nmod_mat(matrix, PROOF_PRIME).rank()
    if least == min(matrix.nrows(), matrix.ncols()):
        return least, _modular(PROOF_PRIME), {"kind": "size"}
    for upper, proof in structure:
        if upper == least:
            return least, _modular(PROOF_PRIME), proof
    basis = null_basis(matrix, least, PROOF_PRIME)
    found = (matrix.ncols() if basis.side == "right" else matrix.nrows()) - len(basis.vectors)
    below = _modular(PROOF_PRIME if least == found else prime_keeping(matrix, found))
    if not basis.vectors:
        return found, below, {"kind": "size"}
    vectors, scale = basis.vectors, multipliers if basis.side == "left" else ()
    if any(multiplier != 1 for multiplier in scale):
        vectors = [[entry * common for entry, common in zip(vector, scale, strict=True)] for vector in vectors]
    easy = basis.denominator % PROOF_PRIME != 0 and not scale
    modulus = PROOF_PRIME if easy else prime_keeping(fmpz_mat(vectors), len(vectors))
    return found, below, null_proof(basis.side, vectors, modulus)


def _modular(prime: int) -> Proof:
    return {"kind": "modular", "modulus": prime}


@_certify.register
def _(numbers: Balls, matrix: Array, known: Sequence[Known]) -> CertifiedRank:
    if not all(ball.is_finite() for ball in flat(matrix)):
        place = [int(i) for i in np.argwhere(~elementwise(matrix, arb.is_finite).astype(bool))[0]]
        raise InvalidInput(f"matrix entry {place} is {matrix[tuple(place)]}: a rank is asked of finite entries")
    if all(ball.is_exact() for ball in flat(matrix)):
        return certify(Rationals(), elementwise(matrix, arb.fmpq), known=known)
    upper, above = _real_upper(matrix, known)
    inverse = approximate_inverse(numbers, matrix, *proposed_block(enclosures(matrix)[0], upper)) if upper else None
    if inverse is None:
        rows, columns, _ = certified_pivots(numbers, matrix)
        inverse = approximate_inverse(numbers, matrix, rows, columns) if rows else None
    below: Proof = {"kind": "none"}
    if inverse is not None:
        below = {"kind": "inverse", "rows": inverse.rows, "columns": inverse.columns, "exponent": inverse.exponent}
        below["inverse"] = inverse.entries
    lower = len(below.get("rows", ()))
    bounds = Bounds(lower, upper, f"certified on balls of {numbers.bits} bits")
    return CertifiedRank(bounds, below, above, matrix.shape, lambda: _ball_text(matrix))


def certify_at_rising_precision(
    evaluate: Callable[[Balls], Array], *, bits: int = 64, limit: int = 1024, known: Sequence[Known] = ()
) -> CertifiedRank:
    """The certified rank of a real matrix that can be evaluated at any precision, the precision doubled until the bounds meet.

    A rank below what structure proves from above is never proved by balls: then the bounds stay apart, and ``limit`` bits are where the
    attempt ends.

    Examples
    --------
    >>> from verify.numbers import Rationals
    >>> str(certify_at_rising_precision(lambda numbers: numbers.function("exp", numbers.array([[1, 2], [3, 4]]))).bounds)
    'in [1, 2]'
    """
    while True:
        found = certify(Balls(bits), evaluate(Balls(bits)), known=known)
        if int(found.bounds.lower) == int(found.bounds.upper) or 2 * bits > limit:
            return found
        bits *= 2


def _real_upper(matrix: Array, known: Sequence[Known]) -> tuple[int, Proof]:
    """The least bound that exact zeros and verified structure prove of every enclosed matrix."""
    if any(isinstance(given, Factors) for given in known):
        raise InvalidInput("a factorisation proves nothing of a matrix that is only enclosed: hand in NullVectors that meet exact entries")
    sides, zeros = matrix.shape, elementwise(matrix, arb.is_zero).astype(bool)
    found = [(min(sides), Proof(kind="size"))]
    for axis, side in ((0, "right"), (1, "left")):
        vectors = [[int(i == index) for i in range(sides[1 - axis])] for index in np.flatnonzero(zeros.all(axis=axis))]
        vectors += [vector for given in known if isinstance(given, NullVectors) and given.side == side for vector in given.vectors]
        if vectors:
            middle = elementwise(matrix, lambda ball: ball.mid().fmpq())
            found += verified(middle, [NullVectors(side, vectors)], elementwise(matrix, arb.is_exact).astype(bool))
    return min(found, key=lambda pair: pair[0])


def _written(proof: Proof) -> Proof:
    """The proof as JSON data: its integers in hexadecimal, which Python reads at any length."""
    rows = {name: [[entry.str(16) for entry in row] for row in proof[name]] for name in ("vectors", "inverse") if name in proof}
    return proof | rows


def _ball_text(matrix: Array) -> dict[str, Any]:
    return {"midpoints": nested(matrix, lambda ball: str(ball.mid().fmpq())), "radii": nested(matrix, lambda ball: str(ball.rad().fmpq()))}


def _fingerprint(matrix: Any) -> str:
    """SHA-256 of the entries as written, row by row."""
    parts = [["midpoints"], *matrix["midpoints"], ["radii"], *matrix["radii"]] if isinstance(matrix, dict) else matrix
    return hashlib.sha256("\n".join(" ".join(row) for row in parts).encode()).hexdigest()
