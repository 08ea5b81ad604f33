"""Matrix algebra for all sizes: words in named matrices and their transposes, and the rank laws that follow from an equation of words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, NoReturn

from verify.errors import InvalidInput, NotDefined, Undecided


@dataclass(frozen=True)
class Letter:
    """One named matrix, or its transpose; a positive (definite) one is symmetric, and a symmetric one is its own transpose."""

    name: str
    rows: str
    columns: str
    transposed: bool = False
    symmetric: bool = False
    positive: bool = False


Word = tuple[Letter, ...]


@dataclass(frozen=True, eq=False)
class Matrix:
    """A matrix of any size: a rational combination of words, the empty word being the identity.

    Parameters
    ----------
    rows, columns : str
        Names of the two sizes; products and sums are refused where they do not fit.
    terms : mapping
        The coefficient of each word.

    Examples
    --------
    >>> A, B = matrix("A", "n", "k"), matrix("B", "k", "n")
    >>> print((A @ B).T - 2 * (A @ B))
    B'A' - 2 A B
    """

    rows: str
    columns: str
    terms: Mapping[Word, Fraction]

    def __matmul__(self, other: Matrix) -> Matrix:
        if self.columns != other.rows:
            raise InvalidInput(f"{self} has {self.columns} columns and {other} has {other.rows} rows: they cannot be multiplied")
        products = [(a + b, x * y) for a, x in self.terms.items() for b, y in other.terms.items()]
        return Matrix(self.rows, other.columns, _collected(products))

    def __add__(self, other: Matrix) -> Matrix:
        if (self.rows, self.columns) != (other.rows, other.columns):
            shapes = [f"{one} is {one.rows} x {one.columns}" for one in (self, other)]
            raise InvalidInput(f"{' and '.join(shapes)}: they cannot be added")
        return Matrix(self.rows, self.columns, _collected([*self.terms.items(), *other.terms.items()]))

    def __rmul__(self, scalar: int | Fraction) -> Matrix:
        return Matrix(self.rows, self.columns, _collected([(word, scalar * value) for word, value in self.terms.items()]))

    def __sub__(self, other: Matrix) -> Matrix:
        return self + -1 * other

    def __neg__(self) -> Matrix:
        return -1 * self

    def swapaxes(self, first: int, second: int) -> Matrix:
        """The transpose, under the name that formulas know from arrays."""
        if {first, second} != {-1, -2}:  # from the end, since arrays may have batch axes before these
            raise InvalidInput(f"{self} has no axes but its last two: swapaxes(-1, -2), not {first, second}")
        return self.T

    def _sizeless(self, *_unused: Any) -> NoReturn:
        raise NotDefined(f"{self} is a matrix of any size: what a formula does at one size says nothing about another")

    shape = size = ndim = property(_sizeless)
    __len__ = __iter__ = __bool__ = __getitem__ = _sizeless

    @property
    def T(self) -> Matrix:
        return Matrix(self.columns, self.rows, {_transposed(word): value for word, value in self.terms.items()})

    def __str__(self) -> str:
        text = ""
        for word, value in self.terms.items():
            sign = (" - " if value < 0 else " + ") if text else ("-" if value < 0 else "")
            letters = " ".join(letter.name + "'" * letter.transposed for letter in word).replace("' ", "'") or "1"
            text += sign + (f"{abs(value)} " if abs(value) != 1 else "") + letters
        return text or "0"


def matrix(name: str, rows: str, columns: str, *, symmetric: bool = False, positive: bool = False) -> Matrix:
    """A named matrix; ``symmetric`` if it equals its transpose, ``positive`` if it is symmetric positive definite."""
    if (symmetric or positive) and rows != columns:
        raise InvalidInput(f"{name} is {rows} x {columns}, so it cannot be symmetric")
    return Matrix(rows, columns, {(Letter(name, rows, columns, symmetric=symmetric or positive, positive=positive),): Fraction(1)})


def identity(size: str) -> Matrix:
    """The identity matrix of this size."""
    return Matrix(size, size, {(): Fraction(1)})


def _collected(terms: Sequence[tuple[Word, Fraction]]) -> dict[Word, Fraction]:
    total: dict[Word, Fraction] = {}
    for word, value in terms:
        total[word] = total.get(word, Fraction(0)) + value
    return {word: value for word, value in total.items() if value}


def _transposed(word: Word) -> Word:
    return tuple(letter if letter.symmetric else replace(letter, transposed=not letter.transposed) for letter in reversed(word))


_MOST_REPLACEMENTS = 1_000
"""Far more than any proof here needs; equations that undo each other would go on for ever."""

Equation = tuple[Matrix, Matrix]
"""What is known: the first, a single word, may be replaced by the second (and so may their transposes)."""


def reduced(expression: Matrix, given: Sequence[Equation] = ()) -> Matrix:
    """The expression after replacing, as long as possible, the left of each equation by its right.

    Every replacement is justified by an equation, so the result equals the expression; two results that differ prove nothing.

    Raises
    ------
    Undecided
        If the replacements do not come to an end.
    """
    for left, right in given:
        left - right  # the sizes must agree
    rules = [rule for left, right in given for rule in ((_single(left), right), (_transposed(_single(left)), right.T))]
    done: list[tuple[Word, Fraction]] = []
    work = list(expression.terms.items())
    for _ in range(_MOST_REPLACEMENTS):
        if not work:
            return Matrix(expression.rows, expression.columns, _collected(done))
        word, value = work.pop()
        for pattern, right in rules:
            at = next((k for k in range(len(word) - len(pattern) + 1) if word[k : k + len(pattern)] == pattern), None)
            if at is not None:
                work += [(word[:at] + middle + word[at + len(pattern) :], value * x) for middle, x in right.terms.items()]
                break
        else:
            done.append((word, value))
    raise Undecided(f"{_MOST_REPLACEMENTS} replacements did not come to an end: turn the equations so that they simplify")


def _single(left: Matrix) -> Word:
    word = next(iter(left.terms), ())
    if left.terms != {word: 1} or not word:
        raise InvalidInput(f"an equation replaces one word, so its left side cannot be {left}")
    return word
