"""The rank of a matrix of symbolic expressions."""

from __future__ import annotations

from sympy import CoercionFailed
from sympy.polys.matrices import DomainMatrix

from verify.numbers.elements import flat
from verify.numbers.symbols import Generators, Symbols
from verify.numbers.system import Array


def symbolic_rank(matrix: Array) -> tuple[int, int]:
    """Bounds for the rank over the field of functions.

    With independent unknowns the rank is that of a matrix over a field of rational functions. With dependent ones (``sin(x)`` beside
    ``cos(x)``) the true field is a quotient, in which a minor can only vanish in addition: that rank is an upper bound, and one entry
    that is certainly nonzero still gives 1 from below.
    """
    generators = Generators()
    try:
        domain, entries = generators.field_elements(flat(matrix))
    except (ZeroDivisionError, CoercionFailed):
        return 0, min(matrix.shape)
    upper = int(DomainMatrix.from_list_flat(entries, matrix.shape, domain).rank())
    if generators.independent:
        return upper, upper
    return int(Symbols().zero(matrix).is_no.any()), upper
