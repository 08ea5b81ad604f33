"""Critical points of smooth networks that miss their labels: irrational, so held as certified enclosures."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np

from verify.errors import Undecided
from verify.maps.activations import activation
from verify.maps.architecture import Architecture
from verify.maps.losses import FormulaLoss, LogCosh, Loss, QuarticError, SquaredError
from verify.maps.network import Network
from verify.numbers.floats import Floats
from verify.statements.critical import critical_point_near
from verify.statements.instances import ModelInstance
from verify.strata.choosers import Chooser
from verify.strata.strata import Stratum

_logistic = FormulaLoss(("o",), "log(1 + exp(o)) - y*o", ("y",))


def _logistic_labels(outputs: Any, slope: Any) -> Any:
    """Slopes of the logistic loss are ``sigmoid(o) - y``; they are scaled so that no label leaves [0, 1]."""
    fitted = activation("sigmoid").value(Floats(), outputs)
    return fitted - slope * np.min(np.minimum(fitted, 1 - fitted) / np.maximum(abs(slope), 1e-9)) * 0.8


_LOSSES: tuple[tuple[Loss, Callable[[Any, Any], Any]], ...] = (
    (SquaredError(scale=Fraction(1, 2)), lambda outputs, slope: outputs - slope),
    (QuarticError(), lambda outputs, slope: outputs - np.cbrt(slope / 4)),
    (LogCosh(), lambda outputs, slope: outputs - np.arctanh(slope / (abs(slope).max() + 1))),
    (_logistic, _logistic_labels),
)
"""Each loss with the labels at which it has a multiple of a given slope, in floats."""

_SHAPES = (((1, 1, 1), False), ((2, 1, 1), False), ((1, 1, 2), False), ((1, 2, 1), False), ((1, 1, 1), True), ((2, 1, 1), True))
"""Widths, and whether there are biases: small networks without a symmetry that leaves parameters free."""

_ACTIVATIONS = ("tanh", "softplus", "silu", "gelu")
_TRIES = 4
_ROUNDINGS = (4, 8, 16, 32)


def _enclosed(choose: Chooser) -> ModelInstance:
    """A critical point close to rational parameters, for labels close to those at which these were critical.

    With more behaviours than parameters, a slope ``g`` of the loss orthogonal to the image of ``J`` makes any parameters critical; its
    labels are irrational, so they are rounded, and Newton's method finds where the critical point went. The coarser the rounding, the
    further it goes; it is refined where Newton's method does not arrive.
    """
    network = _network(choose)
    loss, labels_of = choose.among(_LOSSES)
    starts, slopes = _spread(choose, network.parameters), _plain(choose, (_TRIES, network.behaviours), -3, 3)
    for (start, slope), bits in product(zip(starts, slopes, strict=True), _ROUNDINGS):
        labels = _rounded(labels_of(*_orthogonal(network, start, slope)), bits)
        try:
            at = critical_point_near(network, start, labels, loss)
        except Undecided:
            continue
        if at.numbers.zero(at.loss_gradient).is_no.any():
            return at
    raise Undecided(f"no critical point is certified near {', '.join(map(str, starts[0]))}: choose other inputs or parameters")


def _network(choose: Chooser) -> Network:
    """One or two smooth units on inputs of distinct sizes, so that odd units see no two alike; more behaviours than parameters."""
    widths, biases = choose.among(_SHAPES)
    architecture = Architecture(widths, choose.among(_ACTIVATIONS), biases=biases)
    data = architecture.parameters // widths[-1] + 1 + choose.size(0, 2)
    steps = np.arange(data)
    first = (3 + 3 * steps + _plain(choose, (data,), 0, 2)) * (1 - 2 * _plain(choose, (data,), 0, 1))
    columns = [first, 8 * _plain(choose, (data,), -2, 2) + 2 * steps * steps - 2]
    return Network(architecture, [[Fraction(int(x), 8) for x in row] for row in np.stack(columns[: widths[0]], axis=1)])


def _spread(choose: Chooser, count: int) -> list[list[Fraction]]:
    """Some parameters to try, between 1/2 and 3/2 in magnitude, so that units are neither dead nor equal."""
    sizes = 4 + 3 * (np.arange(count) % 3) + _plain(choose, (_TRIES, count), 0, 2)
    signs = 1 - 2 * _plain(choose, (_TRIES, count), 0, 1)
    return [[Fraction(int(value), 8) for value in row] for row in sizes * signs]


def _orthogonal(network: Network, start: list[Fraction], slope: Any) -> tuple[Any, Any]:
    """The outputs in floats, and the slope projected off the image of ``J``."""
    numbers, theta = Floats(), np.array(start, dtype=float)
    jacobian = network.jacobian(numbers, theta)
    return network.outputs(numbers, theta), slope - jacobian @ np.linalg.lstsq(jacobian, slope, rcond=None)[0]


def _rounded(values: Any, bits: int) -> list[Fraction]:
    return [Fraction(round(float(value) * 2**bits), 2**bits) for value in values]


def _plain(choose: Chooser, shape: tuple[int, ...], low: int, high: int) -> Any:
    """Chosen integers as such, outside the number system."""
    return np.array(choose.numbers.text(choose.integers(shape, low, high))).astype(int)


enclosed_critical_points = Stratum(
    "enclosed critical points",
    "networks of one or two tanh, softplus, SiLU or GELU units at a critical point that misses its rational labels, in a certified"
    " enclosure; half squared error, quartic error, log-cosh or logistic loss",
    _enclosed,
    exact=False,
    screened=False,
    often=(("a minimum", 0.4),),
    sizes=((3, 8), (2, 5)),
)
