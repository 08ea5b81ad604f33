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
from verify.maps.symmetries import rescalings
from verify.numbers.elements import flat
from verify.numbers.polynomials import Polynomials
from verify.numbers.rationals import Rationals
from verify.numbers.system import Array
from verify.ranks.forms import positive_definite
from verify.ranks.spaces import kernel
from verify.statements.conclusions import Proposition, all_zero
from verify.statements.conditions import Condition
from verify.statements.fibres import centred_equations
from verify.truth import NO, UNKNOWN, Truth


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
    moved = [sympy.cancel(formula.subs(place, simultaneous=True)) for formula in at.model.expressions]
    starts = [value.subs(time, 1) for value in curve] == list(map(sympy.Rational, at.numbers.text(at.theta)))
    fractions = [[sympy.Poly(part, time) for part in sympy.fraction(value)] for value in curve]
    defined = all(below.count_roots(1, None) == 0 for _, below in fractions)
    leaves = any(above.degree() > below.degree() for above, below in fractions)
    return starts and defined and leaves and not any(value.has(time) for value in moved)


def _rescaled(at: Any) -> bool:
    """Does some hidden unit, the parameters of which are not all 0, let itself be rescaled? The outputs for two factors are looked at."""
    if not isinstance(at.model, Network):
        return False
    for direction in rescalings(at.numbers, at.model.architecture, at.theta):
        moves = ~at.numbers.zero(direction)
        incoming = at.numbers.zero(direction - at.theta) & moves
        if not bool(moves.any().is_yes):
            continue
        for factor, inverse in ((2, "1/2"), ("1/3", 3)):
            scale = np.where(
                incoming.is_yes, at.numbers.array(factor), np.where(moves.is_yes, at.numbers.array(inverse), at.numbers.array(1))
            )
            if not bool(all_zero(at, at.model.outputs(at.numbers, at.theta * scale) - at.outputs).is_yes):
                return False
        return True
    return False


def fibre_is_unbounded(at: Any) -> Truth:
    """Is the fibre through ``theta`` unbounded?

    Yes if a line through ``theta`` lies in it, in parameters in which ``F`` is affine; if what comes into a hidden unit can be multiplied
    by every ``c > 0`` and what goes out divided by it; or if the curve that the instance brings along leaves every ball. No if ``F`` is
    affine in all parameters and its derivative kills no direction; or if some behaviour is a polynomial of degree 2 with a definite
    Hessian, the level sets of which are ellipsoids.
    """
    if at.batch_axes or not isinstance(at.numbers, Rationals):
        return Truth(np.zeros(at.theta.shape[:-1], dtype=np.int8))
    if any(_constant_along(at, direction) for direction in _lines(at)) or _rescaled(at) or _escapes(at):
        return Truth.of(True)
    size = at.jacobian.shape[-1]
    if len(affine_parameters(at)) == size:
        return Truth.of(False, at.rank(at.jacobian).equal(size).is_yes)
    centred = centred_equations(at)
    if centred is None:
        return UNKNOWN
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


def _affine_in_more(at: Any) -> Truth:
    if at.batch_axes:
        return Truth(np.zeros(at.theta.shape[:-1], dtype=np.int8))
    return Truth.of(len(affine_parameters(at)) > at.jacobian.shape[-2])


def _has_unit_to_rescale(at: Any) -> Truth:
    if at.batch_axes:
        return Truth(np.zeros(at.theta.shape[:-1], dtype=np.int8))
    if not isinstance(at.model, Network):
        return NO
    fixed: Truth = at.numbers.zero(rescalings(at.numbers, at.model.architecture, at.theta))
    return (~fixed).any()


has_unit_to_rescale = Condition(
    "some hidden unit is piecewise linear, shares no parameter with another place, and has a parameter, in or out, that is not 0",
    _has_unit_to_rescale,
)
affine_in_more_than_behaviours = Condition("F is affine in more than m of its parameters, the others held", _affine_in_more)
