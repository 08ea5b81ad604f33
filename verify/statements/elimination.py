"""The dimension of the image of a polynomial map, from the relations that its behaviours satisfy: no derivative is taken."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Any

import sympy

from verify.errors import NotDefined
from verify.maps.formulas import FormulaMap
from verify.numbers.symbols import Symbols
from verify.ranks.bounds import Bounds
from verify.statements.quantities import Quantity


def eliminated(polynomials: Sequence[Any], unknowns: Sequence[Any], kept: Sequence[Any]) -> list[Any]:
    """Generators of all polynomials in the kept variables that follow from these, rational coefficients.

    They are the elements without unknowns of a Groebner basis in lexicographic order, the unknowns first (elimination theorem).

    Examples
    --------
    >>> a, y, z = sympy.symbols("a y z")
    >>> eliminated([y - a**2, z - a**3], [a], [y, z])
    [y**3 - z**2]
    """
    basis = sympy.groebner(polynomials, *unknowns, *kept, order="lex", domain="QQ")
    return [element for element in basis.exprs if not element.has(*unknowns)]


def dimension_of_image(at: Any) -> Bounds:
    """Dimension of ``F(R^N)`` for polynomial formulas with rational coefficients.

    Elimination of theta from the polynomials ``y_a - F_a(theta)`` leaves generators of the ideal of all relations between the behaviours.
    Its zero set is the closure of the image in the Zariski
    topology, over the complex numbers; its dimension is that of the image over the reals too, since ``R^N`` is Zariski dense in ``C^N``.
    The dimension of an ideal is that of its leading monomials: the largest number of behaviours such that no leading monomial is made of
    these alone.

    Raises
    ------
    NotDefined
        If the map is not given by polynomial formulas.
    """
    model = getattr(at, "model", None)
    if not isinstance(model, FormulaMap):
        raise NotDefined("the dimension of an image is found by elimination: for polynomial formulas only")
    thetas = [sympy.Symbol(name) for name in model.variables]
    symbols = Symbols()
    formulas = model.outputs(symbols, symbols.array(thetas)).tolist()
    if not all(formula.is_polynomial(*thetas) for formula in formulas):
        raise NotDefined(f"{model.formulas} are not polynomials: no relations can be found by elimination")
    behaviours = [sympy.Dummy(f"y{a}") for a in range(len(formulas))]
    graph = [y - formula for y, formula in zip(behaviours, formulas, strict=True)]
    relations = [sympy.Poly(relation, *behaviours) for relation in eliminated(graph, thetas, behaviours)]
    leading = [{place for place, power in enumerate(relation.monoms(order="lex")[0]) if power} for relation in relations]
    return Bounds.exactly(largest_free_set(len(behaviours), leading), "relations between the behaviours, by elimination")


def largest_free_set(count: int, leading: list[set[int]]) -> int:
    """The largest number of variables such that no monomial is made of them alone."""
    for size in range(count, 0, -1):
        for chosen in combinations(range(count), size):
            if not any(monomial <= set(chosen) for monomial in leading):
                return size
    return 0


image_dimension = Quantity("dim F(R^N)", dimension_of_image)
