"""Ways in which a network, its data or its labels can be degenerate: each a demand that its builder meets exactly, on purpose.

A degeneracy says which part of an instance it sets (``touches``), what sizes it needs, and what is then true (``holds``). Those about units
are about those of one hidden layer, any that has room for them. Two that set different parts can be asked for together, at the same layer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import combinations, product
from typing import Any

import numpy as np

from verify.maps.architecture import Architecture
from verify.maps.network import LayerValues, Network
from verify.numbers.system import Array
from verify.strata.choosers import Chooser
from verify.strata.demands import CRITICAL, FITS

_WIDTHS = (1, 2)
_DATA = tuple(range(1, 10))
_MOST = 12


@dataclass(frozen=True)
class Shape:
    """Sizes of a small fully connected network and of its data."""

    widths: tuple[int, ...]
    biases: bool
    data: int

    @property
    def parameters(self) -> int:
        return sum(after * (before + self.biases) for before, after in zip(self.widths, self.widths[1:], strict=False))

    @property
    def behaviours(self) -> int:
        return self.data * self.widths[-1]

    @property
    def layers(self) -> range:
        """The hidden layers, from 1; without one, the layer of the outputs."""
        return range(1, max(2, len(self.widths) - 1))

    def units(self, layer: int) -> int:
        """Units of a hidden layer; 0 if it is none."""
        return self.widths[layer] if layer < len(self.widths) - 1 else 0


@dataclass(frozen=True)
class Setting:
    """The parts that degeneracies set, of a network without ties or skips: what is written to them is written to the network.

    Parameters
    ----------
    architecture : Architecture
    theta : array (..., N)
    inputs : array (..., k, n_0)
    labels : array (..., m)
    layer : int
        The one that degeneracies of units are about.
    """

    architecture: Architecture
    theta: Array
    inputs: Array
    labels: Array
    layer: int = 1

    @property
    def incoming(self) -> Array:
        """Weights of the layer, (..., n, n'), one row for each unit."""
        return self.weights(self.layer)

    @property
    def bias(self) -> Array | None:
        return self.biases(self.layer)

    @property
    def outgoing(self) -> Array:
        """Weights of the next layer, or of this one if it is the last."""
        return self.weights(min(self.layer + 1, self.architecture.depth))

    def weights(self, layer: int) -> Array:
        return self._part(layer, "weights")

    def biases(self, layer: int) -> Array | None:
        return self._part(layer, "bias") if any(block.name == f"b{layer}" for block in self.architecture.layout) else None

    def before(self, numbers: Any) -> Array:
        """Pre-activations of the layer, (..., k, n)."""
        return self.values(numbers, self.layer).before

    def values(self, numbers: Any, layer: int) -> LayerValues:
        return self.network.activations(numbers, self.theta)[layer - 1]

    @property
    def network(self) -> Network:
        return Network(self.architecture, self.inputs)

    def residual(self, numbers: Any) -> Array:
        """Outputs less labels, (..., m)."""
        apart: Array = self.network.outputs(numbers, self.theta) - self.labels
        return apart

    def _part(self, layer: int, kind: str) -> Array:
        block = next(block for block in self.architecture.layout if (block.layer, block.kind) == (layer, kind))
        return self.theta[..., block.start : block.stop].reshape(*self.theta.shape[:-1], *block.shape)


Fits = Callable[[Shape, int], bool]


@dataclass(frozen=True)
class Degeneracy:
    """A named way to be degenerate.

    Parameters
    ----------
    touches : frozenset of str
        Parts that ``impose`` sets, of ``incoming, outgoing, inputs, labels, shape``; with the inputs, also the layers below.
    fits : callable
        Can a network of this shape be so, at this layer?
    impose : callable
        Sets the parts in place.
    holds : callable
        Numbers, shape and setting to a mask: the definition, against which the power test holds every instance.
    """

    touches: frozenset[str]
    fits: Fits
    impose: Callable[[Chooser, Setting], None]
    holds: Callable[[Any, Shape, Setting], Any]


def _nothing(choose: Chooser, at: Setting) -> None:
    """The shape says it all, or the labels are chosen last (`verify.strata.demands.labels_for`)."""


def _unit(choose: Chooser, at: Setting, layer: int, unit: int, low: int, high: int) -> None:
    """Weights and bias of one unit, drawn anew with one sign."""
    weights, bias = at.weights(layer), at.biases(layer)
    weights[..., unit, :] = choose.integers(weights.shape[-1:], low, high)
    if bias is not None:
        bias[..., unit] = choose.integers((), min(low, 0) if high < 0 else 0, 0 if high < 0 else high)


def _positive_below(choose: Chooser, at: Setting) -> None:
    """Inputs of at least 1, and layers below whose units have positive weights, so that all that the layer sees is positive."""
    at.inputs[...] = choose.integers(at.inputs.shape[-2:], 1, 2)
    for layer in range(1, at.layer):
        for unit in range(at.weights(layer).shape[-2]):
            _unit(choose, at, layer, unit, 1, 2)


def _dead(choose: Chooser, at: Setting) -> None:
    _positive_below(choose, at)
    for unit in range(at.incoming.shape[-2]):
        _unit(choose, at, at.layer, unit, -2, -1)


def _some_dead(choose: Chooser, at: Setting) -> None:
    _positive_below(choose, at)
    _unit(choose, at, at.layer, 0, -2, -1)
    _unit(choose, at, at.layer, 1, 1, 2)


def _dead_on_some(choose: Chooser, at: Setting) -> None:
    """The first coordinate is negative at the first datum and positive at the second, and the first unit's pre-activation has its sign.

    In the layers below, the first unit sees what this coordinate is below 0, and the second what it is above.
    """
    at.inputs[..., 0, 0] = choose.integers((), -2, -1)
    at.inputs[..., 1, 0] = choose.integers((), 1, 2)
    if at.layer == 1:
        _sees(choose, at, 1, 0, (1,))
        return
    _sees(choose, at, 1, 0, (-1,))
    _sees(choose, at, 1, 1, (1,))
    for layer in range(2, at.layer):
        _sees(choose, at, layer, 0, (1, 0))
        _sees(choose, at, layer, 1, (0, 1))
    _sees(choose, at, at.layer, 0, (-1, 1))


def _sees(choose: Chooser, at: Setting, layer: int, unit: int, signs: tuple[int, ...]) -> None:
    """The first weights of a unit get these signs, the others and its bias are 0."""
    row, bias = at.weights(layer)[..., unit, :], at.biases(layer)
    _copied(choose, row, 0)
    for place, sign in enumerate(signs):
        if sign:
            row[..., place] = choose.integers((), 1, 2) * choose.numbers.array(sign)
    if bias is not None:
        bias[..., unit] = choose.integers((), 0, 0)


def _copied(choose: Chooser, part: Array, factor: int, source: Array | None = None) -> None:
    """``part = factor * source``; zero if there is no source."""
    part[...] = (part if source is None else source) * choose.numbers.array(factor if source is not None else 0)


def _twin(factor: int) -> Callable[[Chooser, Setting], None]:
    def impose(choose: Chooser, at: Setting) -> None:
        _copied(choose, at.incoming[..., 1, :], factor, at.incoming[..., 0, :])
        if at.bias is not None:
            at.bias[..., 1] = at.bias[..., 0] * choose.numbers.array(factor)

    return impose


def _no_incoming(choose: Chooser, at: Setting) -> None:
    _copied(choose, at.incoming[..., 0, :], 0)
    if at.bias is not None:
        at.bias[..., 0] = choose.integers((), 0, 0)


def _no_outgoing(choose: Chooser, at: Setting) -> None:
    _copied(choose, at.outgoing[..., 0], 0)


def _multiples(choose: Chooser, rows: Array) -> None:
    """All rows are multiples of the first."""
    factors = choose.integers((rows.shape[-2] - 1, 1), -2, 2)
    rows[..., 1:, :] = factors * rows[..., :1, :]


def _kink(choose: Chooser, at: Setting) -> None:
    """In the first layer the first datum is 0; beyond it the first unit looks across what the first datum has become."""
    if at.layer == 1:
        _copied(choose, at.inputs[..., 0, :], 0)
    else:
        _positive_below(choose, at)
        seen = at.values(choose.numbers, at.layer - 1).after[..., 0, :]
        _copied(choose, at.incoming[..., 0, :], 0)
        at.incoming[..., 0, 0], at.incoming[..., 0, 1] = seen[..., 1], -seen[..., 0]
    if at.bias is not None:
        at.bias[..., 0] = choose.integers((), 0, 0)


def _amid(choose: Chooser, at: Setting) -> None:
    """The bias of each hidden unit puts 0 halfway between the pre-activations at one datum and at the next (after the last, the first)."""
    half = choose.numbers.array("1/2")
    for layer in range(1, at.architecture.depth):
        bias: Any = at.biases(layer)
        _copied(choose, bias, 0)
        seen = at.values(choose.numbers, layer).before
        for unit in range(seen.shape[-1]):
            datum = choose.among(range(seen.shape[-2]))
            bias[..., unit] = -(seen[..., datum, unit] + seen[..., datum - 1, unit]) * half


def _halfway(numbers: Any, at: Setting) -> Any:
    """Are the pre-activations of each hidden unit opposite at some two consecutive data?"""
    found: Any = True
    for layer in range(1, at.architecture.depth):
        seen = at.values(numbers, layer).before
        opposite = numbers.zero(seen + np.roll(seen, 1, axis=-2)).is_yes
        found = found & opposite.any(axis=-2).all(axis=-1)
    return found


def _repeated(choose: Chooser, at: Setting) -> None:
    at.inputs[..., 1, :] = at.inputs[..., 0, :]


def _coinciding(choose: Chooser, at: Setting) -> None:
    at.labels[..., 1:] = at.labels[..., :1]


def _mirrored(choose: Chooser, at: Setting) -> None:
    """``y_{m + 1 - i} = -y_i``."""
    half = at.labels.shape[-1] // 2
    at.labels[...] = at.labels - at.labels[..., ::-1] if half else at.labels * choose.numbers.array(0)


def _zero(numbers: Any, part: Array, axes: int) -> Any:
    return numbers.zero(part).all(axis=tuple(range(-axes, 0))).is_yes if axes else numbers.zero(part).is_yes


def _negative(numbers: Any, values: Array) -> Any:
    return numbers.positive(-values).is_yes


def _same(numbers: Any, at: Setting, factor: int) -> Any:
    gap = _zero(numbers, at.incoming[..., 1, :] - at.incoming[..., 0, :] * numbers.array(factor), 1)
    return gap if at.bias is None else gap & _zero(numbers, at.bias[..., 1] - at.bias[..., 0] * numbers.array(factor), 0)


def _rank_at_most_one(numbers: Any, rows: Array) -> Any:
    """Every 2 x 2 minor vanishes."""
    minors = rows[..., :, None, :, None] * rows[..., None, :, None, :] - rows[..., :, None, None, :] * rows[..., None, :, :, None]
    return _zero(numbers, minors, 4)


def _critical(numbers: Any, shape: Shape, at: Setting) -> Any:
    """Is the residual orthogonal to the image of ``J``, and not 0?"""
    slopes = numbers.matmul(at.residual(numbers)[..., None, :], at.network.jacobian(numbers, at.theta))
    return _zero(numbers, slopes, 2) & ~_zero(numbers, at.residual(numbers), 1)


def _sized(fits: Callable[[Shape], bool]) -> Degeneracy:
    return Degeneracy(frozenset({"shape"}), lambda shape, layer: fits(shape), _nothing, lambda numbers, shape, at: fits(shape))


def _hidden(units: int = 1, data: int = 1, fan_in: int = 1, below: int = 1) -> Fits:
    """A hidden layer with so many units and weights to each of them, so many units in each hidden layer below, and so many data."""

    def fits(shape: Shape, layer: int) -> bool:
        lower = min(shape.widths[1:layer], default=below)
        return shape.units(layer) >= units and shape.data >= data and shape.widths[layer - 1] >= fan_in and lower >= below

    return fits


def _data(data: int = 1, fan_in: int = 1, behaviours: int = 1) -> Fits:
    return lambda shape, layer: shape.data >= data and shape.widths[0] >= fan_in and shape.behaviours >= behaviours


_UNITS, _INPUTS, _LABELS = frozenset({"incoming"}), frozenset({"inputs"}), frozenset({"labels"})

DEGENERACIES: dict[str, Degeneracy] = {
    "all units dead": Degeneracy(_UNITS | _INPUTS, _hidden(), _dead, lambda n, s, at: _negative(n, at.before(n)).all(axis=(-2, -1))),
    "a dead unit": Degeneracy(
        _UNITS | _INPUTS,
        _hidden(units=2),
        _some_dead,
        lambda n, s, at: _negative(n, at.before(n)[..., 0]).all(axis=-1) & n.positive(at.before(n)[..., 1]).is_yes.all(axis=-1),
    ),
    "a unit dead on some inputs": Degeneracy(
        _UNITS | _INPUTS,
        _hidden(data=2, below=2),
        _dead_on_some,
        lambda n, s, at: _negative(n, at.before(n)[..., 0, 0]) & n.positive(at.before(n)[..., 1, 0]).is_yes,
    ),
    "duplicate neurons": Degeneracy(_UNITS, _hidden(units=2), _twin(1), lambda n, s, at: _same(n, at, 1)),
    "opposite neurons": Degeneracy(_UNITS, _hidden(units=2), _twin(-1), lambda n, s, at: _same(n, at, -1)),
    "zero incoming weights": Degeneracy(
        _UNITS,
        _hidden(),
        _no_incoming,
        lambda n, s, at: _zero(n, at.incoming[..., 0, :], 1) & (True if at.bias is None else _zero(n, at.bias[..., 0], 0)),
    ),
    "zero outgoing weights": Degeneracy(
        frozenset({"outgoing"}), _hidden(), _no_outgoing, lambda n, s, at: _zero(n, at.outgoing[..., 0], 1)
    ),
    "rank-deficient weights": Degeneracy(
        _UNITS,
        _hidden(units=2, fan_in=2),
        lambda choose, at: _multiples(choose, at.incoming),
        lambda n, s, at: _rank_at_most_one(n, at.incoming),
    ),
    "a tie at a kink": Degeneracy(_UNITS | _INPUTS, _hidden(below=2), _kink, lambda n, s, at: _zero(n, at.before(n)[..., 0, 0], 0)),
    "kinks amid the data": Degeneracy(
        _UNITS | _INPUTS | {"outgoing"},
        lambda shape, layer: shape.units(layer) > 0 and shape.biases and shape.data > 1,
        _amid,
        lambda n, s, at: _halfway(n, at),
    ),
    "repeated inputs": Degeneracy(
        _INPUTS, _data(data=2), _repeated, lambda n, s, at: _zero(n, at.inputs[..., 1, :] - at.inputs[..., 0, :], 1)
    ),
    "dependent inputs": Degeneracy(
        _INPUTS,
        _data(data=2, fan_in=2),
        lambda choose, at: _multiples(choose, at.inputs),
        lambda n, s, at: _rank_at_most_one(n, at.inputs),
    ),
    "coinciding labels": Degeneracy(
        _LABELS, _data(behaviours=2), _coinciding, lambda n, s, at: _zero(n, at.labels[..., 1:] - at.labels[..., :1], 1)
    ),
    "symmetric labels": Degeneracy(_LABELS, _data(behaviours=2), _mirrored, lambda n, s, at: _zero(n, at.labels + at.labels[..., ::-1], 1)),
    "perfect fit": Degeneracy(_LABELS, _data(), _nothing, lambda n, s, at: _zero(n, at.residual(n), 1)),
    "critical with residual": Degeneracy(_LABELS, lambda shape, layer: shape.parameters < shape.behaviours, _nothing, _critical),
    "as many parameters as behaviours": _sized(lambda shape: shape.parameters == shape.behaviours),
    "one parameter more than behaviours": _sized(lambda shape: shape.parameters == shape.behaviours + 1),
    "one parameter fewer than behaviours": _sized(lambda shape: shape.parameters == shape.behaviours - 1),
    "more behaviours than parameters": _sized(lambda shape: shape.behaviours > shape.parameters),
    "as many behaviours as parameters less units": _sized(
        lambda shape: len(shape.widths) > 2 and shape.behaviours == shape.parameters - sum(shape.widths[1:-1])
    ),
    "width 1": _sized(lambda shape: bool(shape.units(1)) and set(shape.widths[1:-1]) == {1}),
    "one datum": _sized(lambda shape: shape.data == 1),
    "no hidden layer": _sized(lambda shape: len(shape.widths) == 2),
}
"""Every degeneracy by its name; dead units and ties at a kink are about the sign of pre-activations, whatever the activation."""


def named(demands: frozenset[str]) -> tuple[str, ...]:
    """The degeneracies among some demands, in the order of the table."""
    return tuple(name for name in DEGENERACIES if name in demands)


@cache
def _small(deep: bool) -> tuple[Shape, ...]:
    depths = (0, 1, 2) if deep else (0, 1)
    every = (
        Shape((fan_in, *hidden, outputs), biases, data)
        for depth in depths
        for fan_in, outputs, biases, data in product(_WIDTHS, _WIDTHS, (False, True), _DATA)
        for hidden in product(_WIDTHS, repeat=depth)
    )
    small = [shape for shape in every if shape.parameters <= _MOST and shape.behaviours <= _MOST]
    return tuple(sorted(small, key=lambda shape: (shape.parameters + shape.behaviours, shape.widths, shape.biases)))


@cache
def shapes(demands: frozenset[str], deep: bool) -> tuple[Shape, ...]:
    """Every small shape, of at most two hidden layers (one unless ``deep``), that has room for the degeneracies; the smallest first."""
    return tuple(shape for shape in _small(deep) if layers(demands, shape))


def layers(demands: frozenset[str], shape: Shape) -> tuple[int, ...]:
    """The layers of the shape that have room for all of the degeneracies at once."""
    wanted = [DEGENERACIES[name].fits for name in named(demands)]
    return tuple(layer for layer in shape.layers if all(fits(shape, layer) for fits in wanted))


@cache
def parts(deep: bool, exact: bool) -> tuple[tuple[str, ...], ...]:
    """Every degeneracy, and every two that can be asked for at once; labels that meet equations need exact numbers."""
    known = [name for name in DEGENERACIES if exact or name not in FITS | CRITICAL]
    return (*((name,) for name in known), *(names for names in combinations(known, 2) if together(names, deep)))


def together(names: tuple[str, ...], deep: bool) -> bool:
    """Can these degeneracies be asked for at once: do they set different parts, and is there a shape with room for all?"""
    touched = [part for name in names for part in DEGENERACIES[name].touches if part != "shape"]
    return len(set(touched)) == len(touched) and bool(shapes(frozenset(names), deep))
