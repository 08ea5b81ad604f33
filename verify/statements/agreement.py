"""Words for two parameters of one network: whether their behaviours agree, their losses, their functions off the data, they themselves."""

from __future__ import annotations

import numpy as np

from verify.maps.symmetries import rescaled_unit
from verify.statements.conditions import Condition, where
from verify.statements.minima import total_loss
from verify.statements.pairs import PairInstance
from verify.statements.quantities import Quantity
from verify.truth import YES, Truth


def _rescaled(at: PairInstance, *, positive: bool) -> Truth:
    """Is ``theta'`` what comes of ``theta`` when what comes into one hidden unit is multiplied by some c and what goes out divided?

    If anything moved, c is the ratio of two entries of ``theta'`` and ``theta``, or the inverse of one, so those are tried.
    """
    architecture, numbers = at.network.architecture, at.numbers
    there = ~numbers.zero(at.theta).is_yes
    ratios = at.other[there] * numbers.function("reciprocal", at.theta[there])
    ratios = ratios[(numbers.positive(ratios) if positive else ~numbers.zero(ratios)).is_yes]
    for factor in np.concatenate([ratios, numbers.function("reciprocal", ratios)]):
        for layer in range(1, architecture.depth):
            for unit in range(architecture.widths[layer]):
                moved = rescaled_unit(numbers, architecture, at.theta, (layer, unit), factor)
                if bool(numbers.zero(moved - at.other).all().is_yes):
                    return YES
    return numbers.zero(at.theta - at.other).all()


theta_here = Quantity("theta", lambda at: at.theta)
theta_there = Quantity("theta'", lambda at: at.other)
behaviour_here = Quantity("F(theta)", lambda at: at.network.outputs(at.numbers, at.theta))
behaviour_there = Quantity("F(theta')", lambda at: at.network.outputs(at.numbers, at.other))
total_loss_here = Quantity("L(theta)", lambda at: total_loss(at.point, at.theta).reshape(1))
total_loss_there = Quantity("L(theta')", lambda at: total_loss(at.point, at.other).reshape(1))
trained_function_here = Quantity("(f_theta(x_d))_d", lambda at: at.function(at.theta, at.numbers.array(at.network.inputs)))
trained_function_there = Quantity("(f_theta'(x_d))_d", lambda at: at.function(at.other, at.numbers.array(at.network.inputs)))
function_elsewhere_here = Quantity("f_theta off the training data", lambda at: at.function(at.theta, at.elsewhere))
function_elsewhere_there = Quantity("f_theta' off the training data", lambda at: at.function(at.other, at.elsewhere))

same_parameters = where(theta_here.equals(theta_there))
same_behaviour = where(behaviour_here.equals(behaviour_there))
same_total_loss = where(total_loss_here.equals(total_loss_there))
same_elsewhere = where(function_elsewhere_here.equals(function_elsewhere_there))
rescaled = Condition("theta' is theta with one hidden unit rescaled by some c > 0", lambda at: _rescaled(at, positive=True))
rescaled_either_way = Condition("theta' is theta with one hidden unit rescaled by some c != 0", lambda at: _rescaled(at, positive=False))
