"""Matrices whose ranks the literature knows."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations, pairwise
from math import comb
from typing import Any

import numpy as np

ROSSER = [
    [611, 196, -192, 407, -8, -52, -49, 29],
    [196, 899, 113, -192, -71, -43, -8, -44],
    [-192, 113, 899, 196, 61, 49, 8, 52],
    [407, -192, 196, 611, 8, 44, 59, -23],
    [-8, -71, 61, 8, 411, -599, 208, 208],
    [-52, -43, 49, 44, -599, 411, 208, 208],
    [-49, -8, 8, 59, 208, 208, 99, -911],
    [29, -44, 52, -23, 208, 208, -911, 99],
]
"""Eigenvalues 0, 1000 twice, 1020, -+10 sqrt(10405) and 510 +- 100 sqrt(26)."""


def magic(size: int) -> list[list[int]]:
    """The magic square of doubly even or odd order by the usual constructions: rank 3 if 4 divides the order, full if it is odd."""
    if size % 2:
        return [[size * ((i + j + 1 + size // 2) % size) + (i + 2 * j + 2) % size + 1 for j in range(size)] for i in range(size)]
    plain = [[size * i + j + 1 for j in range(size)] for i in range(size)]
    return [
        [size * size + 1 - x if (i % 4 in (0, 3)) == (j % 4 in (0, 3)) else x for j, x in enumerate(row)] for i, row in enumerate(plain)
    ]


def wilkinson(size: int) -> list[list[int]]:
    """W+ of odd order: tridiagonal, ones beside the diagonal |i - middle|."""
    middle = size // 2
    return [[abs(i - middle) if i == j else int(abs(i - j) == 1) for j in range(size)] for i in range(size)]


def kahan(size: int) -> list[list[Fraction]]:
    """Upper triangular with rational sine 4/5 and cosine 3/5: nonsingular, though floats see a tiny last singular value."""
    return [[Fraction(4, 5) ** i * (1 if i == j else Fraction(-3, 5) if j > i else 0) for j in range(size)] for i in range(size)]


def known_ranks() -> Iterator[tuple[str, Any, int]]:
    """Name, matrix, rank."""
    yield "hilbert 30", [[Fraction(1, i + j + 1) for j in range(30)] for i in range(30)], 30
    yield "kahan 60", kahan(60), 60
    yield "wilkinson 21", wilkinson(21), 21
    yield "wilkinson 3", wilkinson(3), 3
    yield "vandermonde 15", [[x**k for k in range(15)] for x in range(-7, 8)], 15
    yield "vandermonde, a node twice", [[x**k for k in range(15)] for x in [*range(-7, 7), 0]], 14
    yield "pascal 40", [[comb(i + j, i) for j in range(40)] for i in range(40)], 40
    yield "rosser", ROSSER, 7
    yield "magic 4", magic(4), 3
    yield "magic 5", magic(5), 5
    yield "magic 20", magic(20), 3
    yield "zero", [[0] * 5] * 3, 0
    yield "row", [[0, 0, 7]], 1
    yield "column", [[0], [0], ["1/3"]], 1
    yield "no rows", np.zeros((0, 4), dtype=int), 0
    yield "no columns", np.zeros((4, 0), dtype=int), 0


Complex = list[tuple[int, ...]]

TORUS = [(i, (i + 1) % 7, (i + 3) % 7) for i in range(7)] + [(i, (i + 2) % 7, (i + 3) % 7) for i in range(7)]
"""Möbius' triangulation with 7 vertices."""
PROJECTIVE_PLANE = [
    (0, 1, 2), (0, 2, 3), (0, 3, 4), (0, 4, 5), (0, 1, 5), (1, 2, 4), (2, 4, 5), (2, 3, 5), (1, 3, 5), (1, 3, 4)
]  # fmt: skip
SPHERE = list(combinations(range(5), 4))
"""The boundary of the 4-simplex: a 3-sphere."""

BETTI: list[tuple[str, Complex, list[int]]] = [
    ("torus", TORUS, [1, 2, 1]),
    ("projective plane", PROJECTIVE_PLANE, [1, 0, 0]),
    ("3-sphere", SPHERE, [1, 0, 0, 1]),
    ("two circles", [(0, 1), (1, 2), (0, 2), (3, 4), (4, 5), (3, 5)], [2, 2]),
]


def boundaries(facets: Complex) -> tuple[list[int], list[list[list[int]]]]:
    """Numbers of simplices by dimension, and the matrices of the boundary maps from each dimension to the one below."""
    top = len(facets[0])
    simplices = [sorted({face for facet in facets for face in combinations(sorted(facet), k + 1)}) for k in range(top)]
    maps = []
    for below, above in pairwise(simplices):
        place = {face: i for i, face in enumerate(below)}
        matrix = [[0] * len(above) for _ in below]
        for column, simplex in enumerate(above):
            for k in range(len(simplex)):
                matrix[place[simplex[:k] + simplex[k + 1 :]]][column] = (-1) ** k
        maps.append(matrix)
    return [len(level) for level in simplices], maps
