"""The value of a matrix word at given matrices: what holds the words of a proof to the statement they are about."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce

import numpy as np

from verify.errors import InvalidInput
from verify.numbers.system import Array, System
from verify.proofs.words import Equation, Matrix


def value(expression: Matrix, matrices: Mapping[str, Array], numbers: System) -> Array:
    """The matrix that an expression stands for.

    Parameters
    ----------
    expression : Matrix
    matrices : mapping
        An array for each letter, by name.
    numbers : System

    Raises
    ------
    InvalidInput
        If a letter has no matrix, or the expression is no sum of products of letters (an identity has no size of its own).

    Examples
    --------
    >>> from verify.numbers import Rationals
    >>> from verify.proofs.words import matrix
    >>> q, A = Rationals(), matrix("A", "m", "n")
    >>> q.text(value(A @ A.T, {"A": q.array([[1, 2]])}, q))
    [['5']]
    """
    total: Array | None = None
    for word, coefficient in expression.terms.items():
        if not word:
            raise InvalidInput(f"{expression} contains an identity matrix, whose size its letters do not tell")
        missing = [letter.name for letter in word if letter.name not in matrices]
        if missing:
            raise InvalidInput(f"{expression}: no matrix is given for the letter {missing[0]!r}")
        factors = [matrices[letter.name].swapaxes(-1, -2) if letter.transposed else matrices[letter.name] for letter in word]
        product = numbers.array(coefficient) * reduce(numbers.matmul, factors)
        total = product if total is None else total + product
    if total is None:
        raise InvalidInput("the zero expression has no size")
    return total


def satisfied(equation: Equation, matrices: Mapping[str, Array], numbers: System) -> bool:
    """Does an equation that a proof takes as given hold at these matrices? The right side may be the identity."""
    left, right = equation
    found = value(left, matrices, numbers)
    bare = list(right.terms) == [()]
    expected = numbers.array(np.eye(found.shape[-1], dtype=int)) if bare else value(right, matrices, numbers)
    return bool(numbers.zero(found - expected).all().is_yes)
