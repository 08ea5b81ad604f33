"""Every certified bound against an oracle on random small matrices: ``python benchmarks/oracle.py 100000``.

The oracle is SymPy's sparse elimination over the rationals. It shares FLINT's numbers with the engines (SymPy computes with them where
they are installed), and no linear algebra.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import numpy as np
from sympy import QQ
from sympy.polys.matrices import DomainMatrix

from verify.numbers import Balls, Rationals
from verify.ranks.certificates import certify
from verify.ranks.checker import check
from verify.ranks.exact import PROOF_PRIME
from verify.ranks.rank import rank
from verify.ranks.rump import certified_lower_bound


def oracle(matrix: Any) -> int:
    """Rank of an object array of fractions, by SymPy's sparse matrices."""
    if not matrix.size:
        return 0
    entries = {(i, j): QQ(x.numerator, x.denominator) for (i, j), x in np.ndenumerate(matrix) if x}
    rows = {i: {j: x for (k, j), x in entries.items() if k == i} for i in {i for i, _ in entries}}
    return len(DomainMatrix(rows, matrix.shape, QQ).to_sparse().rref()[1])


def random_matrix(rng: np.random.Generator) -> Any:
    """A rational matrix up to 5 x 5: usually a product through a narrow middle, often with zero, equal or nearly equal rows."""
    rows, middle, columns = (int(n) for n in rng.integers(0, 6, 3))
    denominators = [1, 2, 3, 7, 2**30, 2**61 - 1, PROOF_PRIME]
    scale = [Fraction(1, denominators[k]) for k in rng.integers(0, len(denominators), rows)]
    left, right = (rng.integers(-3, 4, shape).astype(object) for shape in ((rows, middle), (middle, columns)))
    matrix = np.full((rows, columns), Fraction(0), dtype=object)
    for i, j in np.ndindex(rows, columns):
        matrix[i, j] = sum((left[i, k] * right[k, j] for k in range(middle)), Fraction(0)) * scale[i]
    if rows and columns and rng.random() < 0.3:
        matrix[rng.integers(rows), rng.integers(columns)] += Fraction(int(rng.integers(-1, 2)), 2 ** int(rng.integers(0, 1001)))
    if rows > 1 and rng.random() < 0.2:
        matrix[-1] = matrix[0] * PROOF_PRIME
    return matrix


def disagreements(count: int, seed: int) -> Iterator[tuple[str, Any]]:
    """What an engine or the checker says of random matrices and the oracle denies."""
    rng = np.random.default_rng(seed)
    for _ in range(count):
        matrix = random_matrix(rng)
        expected = oracle(matrix)
        found = certify(Rationals(), Rationals().array(matrix))
        checked = check(*found.document().values())
        if not checked.lower == checked.upper == int(found.bounds.lower) == expected:
            yield "exact", matrix
        balls = rank(Balls(64), Balls(64).array(matrix))
        if not int(balls.lower) <= expected <= int(balls.upper):
            yield "balls", matrix
        rounded = matrix.astype(float)
        error = np.array([[abs(float(x) - x) for x in row] for row in matrix], dtype=float).reshape(matrix.shape)
        if int(certified_lower_bound(rounded, error * (1 + 1e-15) + 2.0**-1060)) > expected:
            yield "float64", matrix


def main(count: int = 100_000, seed: int = 0) -> int:
    started = time.perf_counter()
    wrong = list(disagreements(count, seed))
    for engine, matrix in wrong[:10]:
        print(engine, matrix.tolist())
    print(f"{count} random matrices, seed {seed}: {len(wrong)} wrong bounds ({time.perf_counter() - started:.0f} s)")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
