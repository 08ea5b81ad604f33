"""Is the image of a map, near the image of a point, an embedded manifold? Is that of a small neighbourhood of the point?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import sympy
from flint import arb

from verify.errors import Undecided
from verify.maps.formulas import FormulaMap
from verify.maps.losses import SquaredError
from verify.maps.models import Model
from verify.maps.newton import Equations, enclosed_zero, holds_one_zero
from verify.numbers.balls import Balls
from verify.numbers.elements import filled, flat
from verify.numbers.polynomials import Polynomials
from verify.numbers.rationals import Rationals
from verify.numbers.system import Array
from verify.ranks.forms import positive_definite
from verify.statements.certificates import certified
from verify.statements.conclusions import Proposition, all_zero
from verify.statements.conditions import Condition
from verify.statements.instances import ModelInstance
from verify.truth import NO, UNKNOWN, YES, Truth

_SMALLEST_BOX = 12
"""Boxes of half-width 1/2 down to 2^-12 are tried."""


def meeting(model: Model, first: Any, second: Any, held: tuple[int, ...], numbers: Balls | None = None) -> ModelInstance:
    """The instance at a parameter ``theta`` whose outputs another parameter shares; both are certified to exist, in small balls.

    Parameters
    ----------
    first, second : sequence
        Approximations of the two parameters, N numbers each.
    held : tuple of int
        Which of the 2N numbers are exact as they stand, so that as many are free as there are behaviours.

    Raises
    ------
    Undecided
        If Newton's method certifies no such pair.
    """
    system = Balls() if numbers is None else numbers
    both = system.array([*first, *second])
    difference, free = _apart(model, both, held, system)
    both[free] = enclosed_zero(difference, both[free], system)
    one, other = both[: model.parameters], both[model.parameters :]
    facts = {"again": other, "same outputs": _Meeting(held)}
    return ModelInstance(system, model, one, model.outputs(system, one), SquaredError(), facts=facts)


def _apart(model: Model, both: Array, held: tuple[int, ...], numbers: Balls) -> tuple[Equations, list[int]]:
    """``F(theta) - F(theta')`` and its derivative in those of the 2N numbers that are free; and which those are."""
    free = [place for place in range(len(both)) if place not in held]
    size = model.parameters

    def pair(values: Array) -> tuple[Array, Array]:
        moved = both.copy()
        moved[free] = values
        return moved[:size], moved[size:]

    def difference(values: Array) -> tuple[Array, Array]:
        one, other = pair(values)
        with numbers.arithmetic():
            apart = model.outputs(numbers, one) - model.outputs(numbers, other)
        return apart, np.concatenate([model.jacobian(numbers, one), -model.jacobian(numbers, other)], axis=1)[:, free]

    return difference, free


@dataclass(frozen=True)
class _Meeting:
    """That two balls contain parameters with equal outputs, the numbers ``held`` being as they stand."""

    held: tuple[int, ...]

    def proves(self, at: Any) -> Truth:
        """By Krawczyk's test, asked of the balls of the instance: yes or unknown."""
        if not isinstance(at.numbers, Balls):
            return UNKNOWN
        both = np.concatenate([at.theta, at.numbers.array(at.facts["again"])])
        difference, free = _apart(at.model, both, self.held, at.numbers)
        return holds_one_zero(difference, both[free], at.numbers)


def _same_outputs(at: Any) -> Truth:
    """Does the second parameter, ``facts["again"]``, have the same outputs?"""
    apart = at.outputs - at.model.outputs(at.numbers, at.numbers.array(at.facts["again"]))
    return certified(at, "same outputs", all_zero(at, apart))


def image_is_embedded(at: Any) -> Truth:
    r"""Has ``F(theta)`` a neighbourhood in which the whole image of ``F`` is an embedded N-dimensional submanifold?

    - No if a second parameter ``theta'`` (``facts["again"]``), in the domain or on its smooth boundary, has the same outputs and a
      derivative whose image is not within ``Im J(theta)``, where ``J(theta)`` has rank N. For a submanifold S would contain the image of a
      neighbourhood of ``theta``, so its tangent space at ``F(theta)`` were ``Im J(theta)``; and for directions ``e`` into the domain, which
      span all directions, it would contain the points ``F(theta' + s e)`` with small ``s > 0``, whose secants from ``F(theta)`` tend to
      ``J(theta') e``, which had to lie in that tangent space.
    - No for two behaviours ``sin(a w), sin(b w)`` of one parameter with irrational ``a/b``: ``(a w, b w)`` is dense in the torus
      (Kronecker), so the image is dense in the square; it has measure 0, being that of a smooth curve. An embedded curve is closed in
      some neighbourhood of its point, where this one would fill the square.
    - No for one parameter at a tip: ``F(theta + t) - F(theta) = t^k v + ...`` with ``v . (F(.) - F(theta)) >= 0`` everywhere, or a constant
      ``F``. The tangent line could only be that of ``v``, to which the secants tend, and an embedded curve goes both ways along it.
    - Yes if the first N behaviours of the formulas are the parameters themselves: the image is the graph of a smooth map.
    """
    model = at.model
    if _winds_densely(model) or _is_tip(at):
        return NO
    if "again" in at.facts:
        again = model.jacobian(at.numbers, at.numbers.array(at.facts["again"]))
        size = at.jacobian.shape[-1]
        across = at.rank(np.concatenate([at.jacobian, again], axis=-1)).at_least(size + 1)
        if bool((_same_outputs(at) & at.rank(at.jacobian).at_least(size) & across).is_yes):
            return NO
    if isinstance(model, FormulaMap) and model.formulas[: model.parameters] == model.variables:
        return YES
    return UNKNOWN


def _winds_densely(model: Model) -> bool:
    """Is the map ``w -> (sin(a w), sin(b w))`` with irrational ``a/b``?"""
    if not isinstance(model, FormulaMap) or (model.parameters, model.behaviours) != (1, 2):
        return False
    parameter, frequencies = sympy.Symbol(model.variables[0]), []
    for formula in model.expressions:
        frequency = sympy.diff(formula.args[0], parameter) if isinstance(formula, sympy.sin) else sympy.S.Zero
        if not frequency.is_number or frequency.is_zero is not False or formula != sympy.sin(frequency * parameter):
            return False
        frequencies.append(frequency)
    return sympy.radsimp(frequencies[1] / frequencies[0]).is_rational is False


def _is_tip(at: Any) -> bool:
    """Does the image of a polynomial map of one parameter end at ``F(theta)``: does it leave along one half of a line, on one side only?"""
    polynomial = isinstance(at.model, FormulaMap) and at.model.parameters == 1 and isinstance(at.numbers, Rationals)
    parameter = sympy.Symbol(at.model.variables[0]) if polynomial else None
    if parameter is None or not all(formula.is_polynomial(parameter) for formula in at.model.expressions):
        return False
    germs = Polynomials()
    moved = flat(at.model.outputs(germs, germs.array(at.theta) + germs.variable) - germs.array(at.outputs))
    order = next((power for power in range(max(len(part.coeffs()) for part in moved)) if any(part[power] != 0 for part in moved)), None)
    if order is None:
        return True
    across = sum((part * part[order] for part in moved), start=moved[0] * 0)
    return _never_negative(sympy.Poly([sympy.Rational(str(one)) for one in reversed(across.coeffs())], parameter))


def _never_negative(polynomial: sympy.Poly) -> bool:
    """Are all real roots of even order, and the leading coefficient positive?"""
    return bool(polynomial.LC() > 0) and all(power % 2 == 0 or factor.count_roots() == 0 for factor, power in polynomial.sqf_list()[1])


def neighbourhood_is_embedded(at: Any) -> Truth:
    r"""Is ``F``, on some neighbourhood of ``theta``, an injective immersion with embedded image?

    No if ``J(theta)`` has a kernel. Yes if a box ``B`` around ``theta`` is found with ``J(theta)^T J(.)`` positive definite (its symmetric
    part) all over ``B``, in ball arithmetic: for ``d = b - a`` with ``a, b`` in ``B``, ``d^T J(theta)^T (F(b) - F(a))`` is the mean of
    ``d^T J(theta)^T J(a + s d) d > 0`` over ``0 <= s <= 1``, so ``F(a) != F(b)``; nor has ``J`` a kernel there. A continuous injective map
    of a compact box is a homeomorphism onto its image, so the image of its interior is embedded.
    """
    size = at.jacobian.shape[-1]
    full: Truth = at.rank(at.jacobian).at_least(size)
    if not full.is_yes:
        return full & UNKNOWN
    numbers = Balls()
    centre = numbers.array(at.numbers.text(at.theta))
    with numbers.arithmetic():
        transposed = at.model.jacobian(numbers, centre).T
        for exponent in range(1, _SMALLEST_BOX + 1):
            box = centre + filled(arb(0, arb(2) ** -exponent), centre.shape)
            try:
                turned = numbers.matmul(transposed, at.model.jacobian(numbers, box))
                form = turned + turned.T
            except Undecided:
                continue
            if bool(positive_definite(numbers, form).is_yes):
                return YES
    return UNKNOWN


def _injective(at: Any) -> Truth:
    """Is ``F`` injective?

    Yes if ``facts["injective"]`` gives a reason, or for a graph over the parameters; no if the second parameter, of the domain and not a
    limit of its points (``facts["limit"]`` would say so), differs from ``theta`` and has the same outputs.
    """
    model = at.model
    if "injective" in at.facts or (isinstance(model, FormulaMap) and model.formulas[: model.parameters] == model.variables):
        return YES
    if "again" in at.facts and "limit" not in at.facts:
        apart = ~all_zero(at, at.theta - at.numbers.array(at.facts["again"]))
        return Truth.of(False, (_same_outputs(at) & apart).is_yes)
    return UNKNOWN


def _shown(at: Any) -> dict[str, Any]:
    facts = {"theta": str(at.numbers.text(at.theta)), "J": str(at.numbers.text(at.jacobian))}
    if "again" in at.facts:
        again = at.numbers.array(at.facts["again"])
        facts |= {"theta'": str(at.numbers.text(again)), "J(theta')": str(at.numbers.text(at.model.jacobian(at.numbers, again)))}
    return facts


embedded_image = Proposition("the image of F is an embedded N-manifold near F(theta)", image_is_embedded, _shown)
embedded_neighbourhood = Proposition(
    "F immerses some neighbourhood of theta injectively, and its image is an embedded N-manifold", neighbourhood_is_embedded, _shown
)
injective = Condition("F is injective", _injective)
