"""Does a fibre extend to infinity? By lines and rational curves in it; or not, by a behaviour that grows in every direction."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import numpy as np
import sympy

from verify.errors import NotDefined, Undecided
from verify.maps.expressions import parse
from verify.maps.formulas import FormulaMap
from verify.maps.network import Network
from verify.numbers.elements import flat
from verify.numbers.polynomials import Polynomials
from verify.numbers.rationals import Rationals
from verify.numbers.system import Array
from verify.ranks.forms import positive_definite
from verify.ranks.spaces import kernel
from verify.statements.conclusions import Proposition
from verify.statements.conditions import Condition
from verify.statements.fibres import centred_equations
from verify.truth import UNKNOWN, Truth


def affine_parameters(at: Any) -> tuple[int, ...]:
    """Places of parameters in which ``F`` is affine jointly while the others are held: as many as there can be, for polynomial formulas.

    Of a network without output activation they are the weights and biases of its last layer, where these serve no other layer.
    """
    model = at.model
    if isinstance(model, Network):
        if model.architecture.output_activation != "identity":
            return ()
        layers = [block for block in model.architecture.layout if block.layer == model.architecture.depth]
        return tuple(place for block in layers for place in range(block.start, block.stop))
    centred = centred_equations(at)
    if centred is None:
        return ()
    equations, variables = centred
    for count in range(len(variables), 0, -1):
        for chosen in combinations(range(len(variables)), count):
            inside = [variables[place] for place in chosen]
            if all(equation == 0 or sympy.Poly(equation, *inside).total_degree() <= 1 for equation in equations):
                return chosen
    return ()


def _lines(at: Any) -> Iterator[Array]:
    """Directions of parameters in which ``F`` is affine that its derivative kills."""
    places = list(affine_parameters(at))
    flat_directions = kernel(at.numbers, at.jacobian[:, places])
    for column in range(flat_directions.shape[-1]):
        direction = at.numbers.zeros((at.jacobian.shape[-1],))
        direction[places] = flat_directions[:, column]
        yield direction


def _constant_along(at: Any, direction: Array) -> bool:
    """Is ``F(theta + t v)`` one vector for every ``t``? The same model over Q[t]."""
    germs = Polynomials()
    try:
        values = at.model.outputs(germs, germs.array(at.theta) + germs.array(direction) * germs.variable)
    except (NotDefined, Undecided):
        return False
    return all(value.degree() <= 0 for value in flat(values))


def _escapes(at: Any) -> bool:
    """Does the rational curve ``facts["escape"]`` in ``t >= 1`` start at ``theta``, stay in its fibre and leave every ball?"""
    if "escape" not in at.facts or not isinstance(at.model, FormulaMap):
        return False
    time = sympy.Symbol("t")
    curve = [sympy.cancel(parse(formula, ["t"])) for formula in at.facts["escape"]]
    place = dict(zip(map(sympy.Symbol, at.model.variables), curve, strict=True))
    moved = [sympy.cancel(parse(formula, at.model.variables).subs(place, simultaneous=True)) for formula in at.model.formulas]
    starts = [value.subs(time, 1) for value in curve] == list(map(sympy.Rational, at.numbers.text(at.theta)))
    fractions = [[sympy.Poly(part, time) for part in sympy.fraction(value)] for value in curve]
    defined = all(below.count_roots(1, None) == 0 for _, below in fractions)
    leaves = any(above.degree() > below.degree() for above, below in fractions)
    return starts and defined and leaves and not any(value.has(time) for value in moved)


def fibre_is_unbounded(at: Any) -> Truth:
    """Is the fibre through ``theta`` unbounded?

    Yes if a line through ``theta`` lies in it, in parameters in which ``F`` is affine, or the curve that the instance brings along leaves
    every ball. No if some behaviour is a polynomial of degree 2 with a definite Hessian, the level sets of which are ellipsoids; or if
    ``F`` is affine in all parameters and its derivative kills no direction.
    """
    if at.batch_axes or not isinstance(at.numbers, Rationals):
        return Truth(np.zeros(at.theta.shape[:-1], dtype=np.int8))
    if any(_constant_along(at, direction) for direction in _lines(at)) or _escapes(at):
        return Truth.of(True)
    centred = centred_equations(at)
    if centred is None:
        return UNKNOWN
    if len(affine_parameters(at)) == at.jacobian.shape[-1]:
        return Truth.of(False)
    for equation, form in zip(centred[0], at.curvature, strict=True):
        definite = positive_definite(at.numbers, form) | positive_definite(at.numbers, -form)
        if bool(definite.is_yes) and sympy.Poly(equation, *centred[1]).total_degree() == 2:
            return Truth.of(False)
    return UNKNOWN


unbounded_fibre = Proposition(
    "the fibre through theta is unbounded",
    fibre_is_unbounded,
    lambda at: {"theta": str(at.numbers.text(at.theta)), "Hess F": str(at.numbers.text(at.curvature))},
)
affine_in_more_than_behaviours = Condition(
    "F is affine in more than m of its parameters, the others held", lambda at: Truth.of(len(affine_parameters(at)) > at.jacobian.shape[-2])
)
