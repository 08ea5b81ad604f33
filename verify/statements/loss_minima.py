"""Is the vector of outputs a local minimum of the loss ``l`` itself (and not only the parameters one of the total loss)?"""

from __future__ import annotations

from typing import Any

import numpy as np

from verify.numbers.system import negative
from verify.ranks.forms import inertia, positive_definite
from verify.statements.conclusions import all_zero
from verify.statements.conditions import Condition
from verify.statements.instances import ModelInstance
from verify.statements.minima import fitted_at_least
from verify.truth import Truth


def _minimal(at: Any) -> Truth:
    """By ``grad l`` and the inertia of ``H``; a fit of a loss that is nowhere smaller than at a fit settles what they leave open."""
    stationary = all_zero(at, at.loss_gradient)
    signs = inertia(at.numbers, at.loss_hessian)
    definite, saddle = signs.positive.equal(at.loss_hessian.shape[-1]), signs.negative.at_least(1)
    least = _least(at)
    return stationary & Truth.of(definite.is_yes | least.is_yes, saddle.is_yes & ~least.is_yes)


def _least(at: Any) -> Truth:
    if isinstance(at, ModelInstance):
        return fitted_at_least(at)
    return Truth(np.zeros(at.jacobian.shape[:-2], dtype=np.int8))


def _minimal_on_cube(at: Any) -> Truth:
    """Is ``l`` restricted to the cube ``[0, 1]^m`` locally least at the outputs?

    Necessary: on a face ``l`` does not fall inward, elsewhere ``dl/do_a = 0``. Sufficient (strict complementarity with second-order
    conditions): on every face met ``l`` rises strictly inward, and ``H`` is positive definite on the coordinates inside.
    """
    numbers, slope = at.numbers, at.loss_gradient
    one = numbers.array(1)
    at_zero, at_one = numbers.zero(at.outputs), numbers.zero(at.outputs - one)
    inside = numbers.positive(at.outputs) & numbers.positive(one - at.outputs)
    rises, falls, level = numbers.positive(slope), negative(numbers, slope), numbers.zero(slope)
    allowed = (inside & level) | (at_zero & ~falls) | (at_one & ~rises)
    settled = (inside & level) | (at_zero & rises) | (at_one & falls)
    free = numbers.array(inside.is_yes.astype(int))
    identity = numbers.array(np.eye(slope.shape[-1], dtype=int))
    form = free[..., :, None] * at.loss_hessian * free[..., None, :] + identity * (one - free)[..., None, :]
    enough = settled.all(axis=-1) & positive_definite(numbers, form)
    return Truth.of(enough.is_yes, allowed.all(axis=-1).is_no)


loss_minimal = Condition("F(theta) is a local minimum of l on R^m", _minimal, impose="fit")
loss_minimal_on_cube = Condition("F(theta) is a local minimum of l on the cube [0, 1]^m", _minimal_on_cube)
