"""Is a parameter a global minimiser of the total loss? And is another parameter, which the instance brings along, one too?"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from verify.maps.losses import Ridge, SquaredError
from verify.numbers.rationals import Rationals
from verify.numbers.system import negative
from verify.ranks.forms import positive_semidefinite
from verify.statements.conclusions import Proposition, all_zero
from verify.statements.conditions import Condition
from verify.statements.fibres import centred_equations
from verify.statements.instances import ModelInstance
from verify.statements.minima import LowerBound, fitted_at_least, local_minimum_of_loss, total_loss
from verify.truth import NO, YES, Truth


def global_minimum_of_loss(at: ModelInstance) -> Truth:
    """Is ``theta`` a global minimiser of ``L``?

    1. ``grad L != 0``, or the total loss is smaller at the parameter ``facts["again"]`` or ``facts["lower"]``: no.
    2. The outputs fit the labels, the loss is nowhere smaller than at a fit, and nothing is added to it; or a `LowerBound` of ``L`` is
       attained: yes.
    3. ``L`` is convex, as a squared error of an affine model is, alone or with a convex regulariser, and ``grad L = 0``: yes.
    """
    stationary = all_zero(at, at.gradient)
    attained = fitted_at_least(at) if at.regulariser is None else Truth(np.zeros(at.theta.shape[:-1], dtype=np.int8))
    bound = at.facts.get("lower bound of L")
    if isinstance(bound, LowerBound):
        attained = attained | bound.attained(at)
    beaten = stationary.is_no
    for other in (at.facts[name] for name in ("again", "lower") if name in at.facts):
        beaten = beaten | negative(at.numbers, total_loss(at, at.numbers.array(other)) - total_loss(at, at.theta)).is_yes
    least = attained.is_yes | (stationary & loss_is_convex(at)).is_yes
    return Truth.of(least & ~beaten, beaten)


def loss_is_convex(at: ModelInstance) -> Truth:
    """Is ``L`` a convex function of ``theta``?

    No if its Hessian is not positive semidefinite at ``theta`` or at the origin. Yes for a squared error of polynomials of degree 1, alone
    or with a `Ridge`, if it is: the Hessian is then the same everywhere. Else unknown.
    """
    if at.batch_axes or not isinstance(at.numbers, Rationals):
        return Truth(np.zeros(at.theta.shape[:-1], dtype=np.int8))
    origin = replace(at, theta=at.numbers.zeros(at.theta.shape))
    curved = [positive_semidefinite(at.numbers, place.hessian) for place in (at, origin)]
    centred = centred_equations(at)
    affine = centred is not None and all(each == 0 or each.as_poly(*centred[1]).total_degree() <= 1 for each in centred[0])
    quadratic = affine and isinstance(at.loss, SquaredError) and (at.regulariser is None or isinstance(at.regulariser, Ridge))
    return Truth.of(quadratic and bool(curved[0].is_yes), any(bool(each.is_no) for each in curved))


def at_again(at: ModelInstance) -> ModelInstance:
    """The instance at its second parameter, ``facts["again"]``, with the first one as the second."""
    return replace(at, theta=at.numbers.array(at.facts["again"]), facts={**at.facts, "again": at.theta})


def _same_behaviour(at: ModelInstance) -> Truth:
    return all_zero(at, at.outputs - at.model.outputs(at.numbers, at.numbers.array(at.facts["again"])))


def _shown(at: Any) -> dict[str, Any]:
    places = {"theta": at.theta, "theta'": at.numbers.array(at.facts["again"])}
    losses = {f"L({name})": total_loss(at, place) for name, place in places.items()}
    return {name: str(at.numbers.text(value)) for name, value in (places | losses).items()}


global_minimum = Condition("theta is a global minimiser of L", global_minimum_of_loss, impose="fit")
same_behaviour = Condition("F(theta') = F(theta)", _same_behaviour)
no_regulariser = Condition("L = l o F: nothing is added to the loss", lambda at: NO if at.regulariser is not None else YES, structural=True)
also_global_minimum = Proposition("theta' is a global minimiser of L", lambda at: global_minimum_of_loss(at_again(at)), _shown)
also_local_minimum = Proposition("theta' is a local minimum of L", lambda at: local_minimum_of_loss(at_again(at)), _shown)
