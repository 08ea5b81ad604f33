"""Exact elimination over Q by FLINT: integer rows, ranks, and pivots."""

from __future__ import annotations

from functools import reduce

from flint import fmpq_mat, fmpz, fmpz_mat, nmod_mat

from verify.numbers.elements import flat
from verify.numbers.system import Array

PRIME = 2**62 - 57
"""The largest prime below 2**62: residues fit one machine word."""
PROOF_PRIME = 2**26 - 5
"""The largest prime below 2**26: sums of 4096 products of residues fit one machine word, which makes the checker quick."""
_SMALL = 64
"""Bits of a common denominator with which it does no harm to multiply every row."""


def integer_rows(matrix: Array) -> fmpz_mat:
    """The rational matrix with every row multiplied by a positive integer: same rank, same kernel, same pivot columns."""
    return cleared(matrix)[0]


def cleared(matrix: Array) -> tuple[fmpz_mat, list[fmpz]]:
    """The rational matrix with every row multiplied by a positive integer, and these integers.

    One small common denominator is cleared by FLINT at once; otherwise every row is multiplied by its own, so that none pays for another.
    """
    rows, columns = matrix.shape
    together, common = fmpq_mat(rows, columns, flat(matrix)).numer_denom()
    if common.bit_length() <= _SMALL:
        return together, [common] * rows
    found: list[fmpz] = []
    multipliers = []
    for row in (flat(row) for row in matrix):
        common = reduce(fmpz.lcm, [value.q for value in row], fmpz(1))
        found.extend(value.p * (common // value.q) for value in row)
        multipliers.append(common)
    return fmpz_mat(rows, columns, found), multipliers


def rank_over_q(matrix: fmpz_mat) -> int:
    """The rank of an integer matrix.

    The rank modulo a prime never exceeds the rank over Q (a minor that is nonzero modulo p is nonzero), so it settles the question where
    it equals the smaller side. Otherwise FLINT eliminates over Z, upright: its elimination is up to 2000 times slower on wide matrices.
    """
    rows, columns = matrix.nrows(), matrix.ncols()
    modular = nmod_mat(matrix, PRIME).rank()
    if modular == min(rows, columns):
        return modular
    return (matrix if rows >= columns else matrix.transpose()).rank()


def pivots(matrix: fmpz_mat) -> tuple[list[int], list[int]]:
    """Rows and columns, as many as the rank, whose minor is not zero; the columns are a basis of the image.

    Both are found modulo the first prime from `PRIME` downwards that loses no rank; only the finitely many divisors of the pivot minor do.
    """
    wanted = rank_over_q(matrix)
    prime = prime_keeping(matrix, wanted, PRIME)
    reduced, _ = nmod_mat(matrix, prime).rref()
    columns = leading_columns(reduced, wanted)
    chosen = nmod_mat(columns_of(matrix, columns).transpose(), prime)
    return leading_columns(chosen.rref()[0], wanted), columns


def prime_keeping(matrix: fmpz_mat, rank: int, largest: int = PROOF_PRIME) -> int:
    """The first prime from ``largest`` downwards modulo which the matrix keeps its ``rank``: only divisors of every minor do not."""
    prime = largest
    while nmod_mat(matrix, prime).rank() < rank:
        prime = next(p for p in range(prime - 2, 2, -2) if fmpz(p).is_prime())
    return prime


def columns_of(matrix: fmpz_mat, columns: list[int]) -> fmpz_mat:
    """The integer matrix of the chosen columns."""
    rows = matrix.nrows()
    return fmpz_mat(rows, len(columns), [matrix[i, j] for i in range(rows) for j in columns])


def leading_columns(reduced: nmod_mat | fmpz_mat, count: int) -> list[int]:
    """Columns of the leading entries of a reduced row echelon form, over the integers or modulo a prime."""
    found: list[int] = []
    for row in range(count):
        column = found[-1] + 1 if found else 0
        while reduced[row, column] == 0:
            column += 1
        found.append(column)
    return found
