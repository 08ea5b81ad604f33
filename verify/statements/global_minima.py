"""Is a parameter a global minimiser of the total loss? A ladder of proofs, and *unknown* where none of them reaches."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from verify.maps.losses import Ridge, SquaredError
from verify.numbers.rationals import Rationals
from verify.numbers.system import negative
from verify.ranks.forms import positive_semidefinite
from verify.statements.affine import is_affine
from verify.statements.critical import is_critical
from verify.statements.instances import ModelInstance
from verify.statements.minima import bound_attained, local_minimum_of_loss, total_loss
from verify.truth import Truth


def global_minimum_of_loss(at: Any) -> Truth:
    """Is ``theta`` a global minimum, unique or not, of ``L``?

    1. It is not even a local minimum, or ``L`` is smaller at a parameter that the instance brings along, ``facts["again"]`` or
       ``facts["lower"]``: no.
    2. The outputs fit labels at which the loss is nowhere smaller, or a `LowerBound` of ``L`` is proved and attained: yes.
    3. ``L`` is convex and ``grad L = 0``: yes.
    """
    attained = bound_attained(at)
    if attained.is_yes.all():
        return attained
    beaten = local_minimum_of_loss(at).is_no
    if isinstance(at, ModelInstance):
        attained = attained | (is_critical(at) & loss_is_convex(at))
        for other in (at.facts[name] for name in ("again", "lower") if name in at.facts):
            beaten = beaten | negative(at.numbers, total_loss(at, at.numbers.array(other)) - total_loss(at, at.theta)).is_yes
    return Truth.of(attained.is_yes, beaten & ~attained.is_yes)


def loss_is_convex(at: ModelInstance) -> Truth:
    """Is ``L`` a convex function of ``theta``?

    No if its Hessian is not positive semidefinite at ``theta`` or at the origin, where it has one. Yes for a squared error of polynomials
    of degree 1, alone or with a `Ridge`, if it is: the Hessian is then the same everywhere. Else unknown.
    """
    if at.batch_axes or not isinstance(at.numbers, Rationals):
        return Truth(np.zeros(at.theta.shape[:-1], dtype=np.int8))
    origin = replace(at, theta=at.numbers.zeros(at.theta.shape))
    concave = any(bool((place.smooth & ~positive_semidefinite(at.numbers, place.hessian)).is_yes) for place in (at, origin))
    quadratic = (
        bool(is_affine(at).is_yes) and isinstance(at.loss, SquaredError) and (at.regulariser is None or isinstance(at.regulariser, Ridge))
    )
    return Truth.of(quadratic and bool(positive_semidefinite(at.numbers, at.hessian).is_yes), concave)
