"""Re-checks a certificate of rank: integers only, and not a line shared with the engines that find certificates.

A certificate is JSON. It names the matrix by shape and fingerprint, claims ``lower <= rank <= upper``, and says why:

- below, ``modular``: the rank modulo ``modulus`` is ``lower``, by elimination whose pivots are units, so that a minor is no multiple of it;
- below, ``inverse``: for the block A of the given rows and columns, ``R = inverse / 2^exponent`` has ``||I - R A|| < 1`` in the maximum
  norm for every matrix within the radii, so that A is nonsingular;
- above, ``null``: vectors v with ``A v = 0`` (side right) or ``v^T A = 0`` (side left), as many independent as their rank modulo
  ``modulus`` says;
- above, ``factors``: the matrix is a product through so many columns;
- below ``none`` claims 0, above ``size`` claims the smaller side.

A claim must be exactly what its proof gives. Whoever distrusts the rest of the package need read only this file.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import lcm
from operator import mul
from typing import Any

from verify.errors import Refused

SCHEMA = "verify-rank-certificate/1"
_RATIONAL_ROW = re.compile(r"(?:-?\d+(?:/\d+)? )*", re.ASCII)
_HEX_ROW = re.compile(r"(?:-?[0-9a-f]+ )*", re.ASCII)
_RANDOM_BITS = 64

Rows = list[list[int]]


@dataclass(frozen=True)
class Checked:
    """What a certificate proves; ``error`` bounds the probability that the check accepted a falsehood, in words ("0": none)."""

    lower: int
    upper: int
    error: str = "0"


@dataclass(frozen=True)
class _Matrix:
    """Row i is ``rows[i] / denominators[i]``, each entry up to ``radii[i][j] / denominators[i]``."""

    rows: Rows
    denominators: list[int]
    radii: Rows
    columns: int


def check(matrix: Any, certificate: Any, *, freivalds: bool = False) -> Checked:
    """What ``certificate`` proves about ``matrix``.

    Parameters
    ----------
    matrix : list of rows of ``'p/q'`` strings in lowest terms, or ``{"midpoints": rows, "radii": rows}`` for a matrix known within radii.
    certificate : the certificate as JSON data.
    freivalds : bool
        Instead of multiplying a null basis or two factors out, multiply with a random vector first: wrong with probability at most 2^-64.

    Raises
    ------
    Refused
        If anything is malformed, is about another matrix, or does not prove exactly what is claimed.

    Examples
    --------
    >>> proof = {"schema": SCHEMA, "shape": [1, 2], "matrix": fingerprint([["1", "0"]]), "lower": 1, "upper": 1}
    >>> check([["1", "0"]], {**proof, "below": {"kind": "modular", "modulus": 7}, "above": {"kind": "size"}})
    Checked(lower=1, upper=1, error='0')
    """
    _fields(certificate, "certificate", "schema", "shape", "matrix", "lower", "upper", "below", "above")
    _require(certificate["schema"] == SCHEMA, f"its schema is {certificate['schema']!r}; this checker knows {SCHEMA}")
    shape = certificate["shape"]
    _require(isinstance(shape, list) and len(shape) == 2, "shape must be two numbers")
    rows, columns = _natural(shape[0], "shape"), _natural(shape[1], "shape")
    lower, upper = _natural(certificate["lower"], "lower"), _natural(certificate["upper"], "upper")
    given = _matrix(matrix, rows, columns)
    _require(certificate["matrix"] == fingerprint(matrix), "it is about another matrix: fingerprints differ")
    below = _choice(certificate["below"], "below", _BELOW)(given, certificate["below"])
    above, error = _choice(certificate["above"], "above", _ABOVE)(given, certificate["above"], freivalds)
    _require(below == lower, f"it claims rank >= {lower} and proves rank >= {below}")
    _require(above == upper, f"it claims rank <= {upper} and proves rank <= {above}")
    return Checked(lower, upper, error)


def fingerprint(matrix: Any) -> str:
    """SHA-256 over the entries as they are written, row by row; for a matrix with radii over both."""
    if isinstance(matrix, dict):
        return _digest(["midpoints", *_lines(matrix["midpoints"]), "radii", *_lines(matrix["radii"])])
    return _digest(_lines(matrix))


def rank_modulo(rows: Rows, modulus: int) -> int:
    """Rank by elimination with unit pivots modulo any ``modulus > 1``: at most the rank over Q, a unit being no multiple of it.

    A row travels as one integer, its entries in slots. Each is below ``modulus`` and has at most ``len(rows)`` products below
    ``modulus^2`` added to it before it is reduced, so no slot overflows.
    """
    size = max(8, (2 * modulus.bit_length() + (len(rows) + 1).bit_length() + 7) // 8)
    mask = (1 << 8 * size) - 1
    pivots: list[tuple[int, int]] = []
    for row in rows:
        value = _packed([entry % modulus for entry in row], size)
        for shift, pivot in pivots:
            if factor := (value >> shift & mask) % modulus:
                value += (modulus - factor) * pivot
        entries = [entry % modulus for entry in _unpacked(value, size, len(row))]
        column = next((index for index, entry in enumerate(entries) if entry), None)
        if column is not None:
            unit = _inverse(entries[column], modulus)
            pivots.append((8 * size * column, _packed([entry * unit % modulus for entry in entries], size)))
    return len(pivots)


def _modular(matrix: _Matrix, proof: dict[str, Any]) -> int:
    _fields(proof, "below", "kind", "modulus")
    _require(not any(map(any, matrix.radii)), "a modular proof needs exact entries")
    return rank_modulo(matrix.rows, _modulus(proof))


def _by_inverse(matrix: _Matrix, proof: dict[str, Any]) -> int:
    """Row i of ``|I - R A| + |R| radii`` must sum to less than 1; everything is multiplied by the common denominator and 2^exponent."""
    _fields(proof, "below", "kind", "rows", "columns", "exponent", "inverse")
    rows, columns = _indices(proof["rows"], len(matrix.rows), "rows"), _indices(proof["columns"], matrix.columns, "columns")
    size = len(rows)
    _require(len(columns) == size, "rows and columns must be equally many")
    inverse = _integers(proof["inverse"], size, size, "inverse")
    common = lcm(*(matrix.denominators[i] for i in rows))
    block = [[matrix.rows[i][j] * (common // matrix.denominators[i]) for i in rows] for j in columns]
    radii = [[matrix.radii[i][j] * (common // matrix.denominators[i]) for i in rows] for j in columns]
    exponent = _natural(proof["exponent"], "exponent")
    _require(exponent < 1 << 24, "exponent is out of all proportion")
    one = common << exponent
    for index, row in enumerate(inverse):
        products = [abs((one if at == index else 0) - _dot(row, column)) for at, column in enumerate(block)]
        spread = [_dot(map(abs, row), column) for column in radii]
        _require(sum(products) + sum(spread) < one, f"row {index} of |I - R A| does not sum to less than 1")
    return size


def _by_null_vectors(matrix: _Matrix, proof: dict[str, Any], freivalds: bool) -> tuple[int, str]:
    """At most the length less the rank of the vectors. Each column (or row) that they meet must be exact."""
    _fields(proof, "above", "kind", "side", "modulus", "vectors")
    right = _choice(proof, "side", {"right": True, "left": False}, "side")
    length = matrix.columns if right else len(matrix.rows)
    vectors = _integers(proof["vectors"], None, length, "vectors")
    lines, radii = (matrix.rows, matrix.radii) if right else (_transposed(matrix.rows), _transposed(matrix.radii))
    support = [index for index in range(length) if any(vector[index] for vector in vectors)]
    _require(not any(line[index] for line in radii for index in support), "a null vector meets an entry that is not exact")
    scaled, error = vectors, "0"
    if not right:
        common = lcm(*matrix.denominators)
        scaled = [[entry * (common // d) for entry, d in zip(vector, matrix.denominators, strict=True)] for vector in vectors]
    if freivalds and len(lines) > 1:
        lines, error = [_random_sum(lines)], f"2^-{_RANDOM_BITS}"
    _require(_annihilates(lines, scaled), "a null vector is not mapped to 0")
    return length - rank_modulo(vectors, _modulus(proof)), error


def _by_factors(matrix: _Matrix, proof: dict[str, Any], freivalds: bool) -> tuple[int, str]:
    """``left right = matrix``: one identity of integers a row, after clearing denominators."""
    _fields(proof, "above", "kind", "left", "right")
    _require(not any(map(any, matrix.radii)), "factors need exact entries")
    height, inner = len(matrix.rows), len(proof["right"]) if isinstance(proof["right"], list) else 0
    left, right = _matrix(proof["left"], height, inner), _matrix(proof["right"], inner, matrix.columns)
    ours, theirs, through = lcm(*matrix.denominators), lcm(*left.denominators), lcm(*right.denominators)
    whole = [[x * (ours // d) * -1 for x in row] for row, d in zip(matrix.rows, matrix.denominators, strict=True)]
    first = [[x * (theirs // d) for x in row] for row, d in zip(left.rows, left.denominators, strict=True)]
    second = [[x * (through // d) * ours for x in row] for row, d in zip(right.rows, right.denominators, strict=True)]
    lines = [[*one, *(theirs * through * x for x in row)] for one, row in zip(first, whole, strict=True)]
    error = "0"
    if freivalds and height > 1:
        lines, error = [_random_sum(lines)], f"2^-{_RANDOM_BITS}"
    identity = [[int(i == j) for j in range(matrix.columns)] for i in range(matrix.columns)]
    _require(_annihilates(lines, _transposed(second + identity)), "the factors do not multiply to the matrix")
    return inner, error


def _by_nothing(matrix: _Matrix, proof: dict[str, Any]) -> int:
    _fields(proof, "below", "kind")
    return 0


def _by_size(matrix: _Matrix, proof: dict[str, Any], freivalds: bool) -> tuple[int, str]:
    _fields(proof, "above", "kind")
    return min(len(matrix.rows), matrix.columns), "0"


_BELOW: dict[str, Callable[[_Matrix, dict[str, Any]], int]] = {"modular": _modular, "inverse": _by_inverse, "none": _by_nothing}
_ABOVE: dict[str, Callable[[_Matrix, dict[str, Any], bool], tuple[int, str]]] = {
    "null": _by_null_vectors,
    "factors": _by_factors,
    "size": _by_size,
}


def _annihilates(lines: Rows, vectors: Rows) -> bool:
    """Is every product of a line with a vector 0? Many lines meet all vectors at once, side by side in slots wide enough for the sums."""
    if len(lines) <= 1 or not vectors:
        return not any(_dot(line, vector) for line in lines for vector in vectors)
    bits = _bits(lines) + _bits(vectors) + len(vectors[0]).bit_length() + 2
    size = max(8, (bits + 7) // 8)
    packed = [
        _packed([x if x > 0 else 0 for x in xs], size) - _packed([0 if x > 0 else -x for x in xs], size)
        for xs in zip(*vectors, strict=True)
    ]
    return not any(_dot(line, packed) for line in lines)


def _random_sum(lines: Rows) -> list[int]:
    """The lines summed with random weights: a vector that some line does not send to 0 is sent to 0 with probability at most 2^-64."""
    weights = [secrets.randbits(_RANDOM_BITS) for _ in lines]
    return [_dot(weights, column) for column in zip(*lines, strict=True)]


def _packed(entries: Sequence[int], size: int) -> int:
    """The entries (none negative) in slots of so many bytes; eight, a machine word, is the quick case."""
    words = struct.pack(f"<{len(entries)}Q", *entries) if size == 8 else b"".join([entry.to_bytes(size, "little") for entry in entries])
    return int.from_bytes(words, "little")


def _unpacked(value: int, size: int, count: int) -> Sequence[int]:
    words = value.to_bytes(size * count, "little")
    if size == 8:
        return struct.unpack(f"<{count}Q", words)
    return [int.from_bytes(words[at : at + size], "little") for at in range(0, len(words), size)]


def _bits(rows: Rows) -> int:
    return max((abs(entry).bit_length() for row in rows for entry in row), default=0)


def _dot(left: Any, right: Any) -> int:
    return sum(map(mul, left, right))


def _transposed(rows: Rows) -> Rows:
    return [list(column) for column in zip(*rows, strict=True)]


def _inverse(entry: int, modulus: int) -> int:
    try:
        return pow(entry, -1, modulus)
    except ValueError:
        raise Refused(f"a pivot is no unit modulo {modulus}") from None


# Reading: every fault is named, nothing is guessed.


def _matrix(matrix: Any, rows: int, columns: int) -> _Matrix:
    if not isinstance(matrix, dict):
        numerators, denominators = _rationals(matrix, rows, columns, "matrix")
        return _Matrix(numerators, denominators, [[0] * columns] * rows, columns)
    _fields(matrix, "matrix", "midpoints", "radii")
    middle, below = _rationals(matrix["midpoints"], rows, columns, "midpoints")
    radii, under = _rationals(matrix["radii"], rows, columns, "radii")
    _require(all(radius >= 0 for row in radii for radius in row), "a radius is negative")
    common = [lcm(first, second) for first, second in zip(below, under, strict=True)]
    numerators = [[x * (d // b) for x in row] for row, d, b in zip(middle, common, below, strict=True)]
    return _Matrix(numerators, common, [[x * (d // b) for x in row] for row, d, b in zip(radii, common, under, strict=True)], columns)


def _rationals(value: Any, rows: int, columns: int, name: str) -> tuple[Rows, list[int]]:
    """Numerators over one denominator a row."""
    found, denominators = [], []
    for text, row in zip(_texts(value, rows, columns, name, _RATIONAL_ROW), value, strict=True):
        try:
            common = lcm(*(int(entry.partition("/")[2]) for entry in row if "/" in entry)) if "/" in text else 1
            found.append([_over(entry, common) for entry in row] if common != 1 else list(map(int, row)))
        except (ValueError, ZeroDivisionError) as fault:
            raise Refused(f"{name} has an entry that is no rational number: {fault}") from None
        denominators.append(common)
    return found, denominators


def _over(entry: str, common: int) -> int:
    numerator, _, denominator = entry.partition("/")
    return int(numerator) * (common // int(denominator) if denominator else common)


def _integers(value: Any, rows: int | None, columns: int, name: str) -> Rows:
    _texts(value, rows, columns, name, _HEX_ROW)
    return [[int(entry, 16) for entry in row] for row in value]


def _texts(value: Any, rows: int | None, columns: int, name: str, form: re.Pattern[str]) -> list[str]:
    """The rows as text, found to be so many rows of so many numbers each, written as they must be."""
    _require(isinstance(value, list) and rows in (None, len(value)), f"{name} must be a list of {'' if rows is None else rows} rows")
    for row in value:
        _require(isinstance(row, list) and len(row) == columns, f"{name} must have {columns} numbers in every row")
        _require(set(map(type, row)) <= {str}, f"{name}: numbers are written as strings")
    found = [line + " " if columns else "" for line in _lines(value)]
    for index, line in enumerate(found):
        _require(
            line.count(" ") == columns and form.fullmatch(line) is not None,
            f"{name} has something in row {index} that is not written as a number must be",
        )
    return found


def _lines(rows: Any) -> list[str]:
    return [" ".join(row) for row in rows]


def _digest(lines: list[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _indices(value: Any, size: int, name: str) -> list[int]:
    _require(isinstance(value, list), f"{name} must be a list of indices")
    found = [_natural(index, name) for index in value]
    _require(len(set(found)) == len(found) and all(index < size for index in found), f"{name} must be different indices below {size}")
    return found


def _natural(value: Any, name: str) -> int:
    _require(type(value) is int and value >= 0, f"{name} must be a whole number, not {value!r}")
    return int(value)


def _modulus(proof: dict[str, Any]) -> int:
    modulus = _natural(proof["modulus"], "modulus")
    _require(1 < modulus < 1 << 64, "modulus must be more than 1 and fit 64 bits")
    return modulus


def _choice(value: Any, name: str, choices: dict[str, Any], field: str = "kind") -> Any:
    _require(isinstance(value, dict), f"{name} must be an object")
    kind = value.get(field)
    _require(isinstance(kind, str) and kind in choices, f"{name}: {field} must be one of {', '.join(choices)}, not {kind!r}")
    return choices[kind]


def _fields(value: Any, name: str, *names: str) -> None:
    _require(isinstance(value, dict), f"{name} must be an object")
    _require(set(value) == set(names), f"{name} must have the fields {', '.join(names)}, and has {', '.join(map(str, value)) or 'none'}")


def _require(holds: bool, reason: str) -> None:
    if not holds:
        raise Refused(f"certificate refused: {reason}")
