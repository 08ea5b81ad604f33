"""Which generic instances cover a statement's hypotheses, and the exact instance that has given derivatives at a point."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sympy

from verify.maps.losses import FormulaLoss, Loss, SquaredError
from verify.maps.taylor import TaylorMap
from verify.numbers.rationals import Rationals
from verify.proofs.curves import Curves
from verify.proofs.index_sums import Kind, Sizes
from verify.proofs.symbolic import (
    DIAGONAL_HESSIAN,
    DIAGONAL_STATIONARY,
    GENERIC,
    HALF_MEAN_SQUARES,
    HALF_MEAN_SQUARES_FITTED,
    HALF_SQUARES,
    HALF_SQUARES_FITTED,
    MEAN_SQUARES,
    MEAN_SQUARES_FITTED,
    SQUARES,
    SQUARES_FITTED,
    STATIONARY,
    UNIT_HESSIAN,
    UNIT_STATIONARY,
    Family,
    Jets,
    Losses,
)
from verify.statements.conditions import Condition, loss_curvature_diagonal, loss_curvature_identity, loss_stationary, perfect_fit
from verify.statements.curves import CurveInstance
from verify.statements.instances import ModelInstance
from verify.statements.loss_minima import loss_minimal
from verify.statements.squares import half_mean_of_squares, half_sum_of_squares, mean_of_squares, sum_of_squares

Values = Mapping[str, Fraction]
"""Coordinates of a generic instance by name: ``F1_2`` is ``dF_1/dtheta_2``, ``F1_1,2`` a second derivative, ``l_1`` is ``dl/do_1``."""


@dataclass(frozen=True)
class Generic:
    """A family of generic instances with the hypotheses it takes for granted.

    Parameters
    ----------
    family : Family
        Contains, at every size, what any instance that meets ``given`` has at its point.
    given : frozenset of Condition
        It may stand for a statement that has at least these hypotheses; for another it would be too narrow.
    instance : callable
        Sizes and values of coordinates (zero where none is given) to the exact instance that has them; this is how a failure of the
        identity becomes a counterexample to the statement.
    """

    family: Family
    given: frozenset[Condition]
    instance: Callable[[Sizes, Values], Any]


def covering(statement_given: Sequence[Condition], known: Iterable[Generic]) -> Generic | None:
    """The one among the known families that takes most for granted of what these hypotheses grant; None if each takes more."""
    fitting = [generic for generic in known if generic.given <= set(statement_given)]
    return max(fitting, key=lambda generic: len(generic.given), default=None)


@dataclass(frozen=True)
class _OfJets:
    """The polynomial model with the derivatives given, at ``theta = 0``, and a loss of the family."""

    losses: Losses
    loss: Callable[[int, Values], Loss]

    def __call__(self, sizes: Sizes, values: Values) -> ModelInstance:
        behaviours, parameters = sizes[Kind.BEHAVIOUR], sizes[Kind.PARAMETER]
        numbers, symbols = Rationals(), {sympy.Symbol(name): sympy.Rational(str(value)) for name, value in values.items()}
        point = {str(symbol): sympy.sympify(value).subs(symbols) for symbol, value in self.losses.point(behaviours).items()}
        whole = {**values, **{name: Fraction(str(value.subs(dict.fromkeys(value.free_symbols, 0)))) for name, value in point.items()}}
        model = _taylor(numbers, behaviours, parameters, whole)
        labels = [whole.get(f"y{a}", whole.get(f"F{a}", 0)) for a in range(1, behaviours + 1)]
        return ModelInstance(numbers, model, numbers.zeros((parameters,)), numbers.array(labels), self.loss(behaviours, whole))


def _of_curve(sizes: Sizes, values: Values) -> CurveInstance:
    """The linear map and the straight line with the derivatives given, from ``theta = 0``."""
    behaviours, parameters = sizes[Kind.BEHAVIOUR], sizes[Kind.PARAMETER]
    numbers = Rationals()
    line = [[0, values.get(f"c{i}_1", 0)] for i in range(1, parameters + 1)]
    return CurveInstance(numbers, _taylor(numbers, behaviours, parameters, values), numbers.array(line))


_OF_MAP = re.compile(r"F(?P<row>\d+)(_(?P<first>\d+)(,(?P<second>\d+))?)?")


def _taylor(numbers: Rationals, behaviours: int, parameters: int, values: Values) -> TaylorMap:
    constant, linear = numbers.zeros((behaviours,)), numbers.zeros((behaviours, parameters))
    quadratic = numbers.zeros((behaviours, parameters, parameters))
    for name, value in values.items():
        if not (match := _OF_MAP.fullmatch(name)):
            continue
        element = numbers.array([value])[0]
        row, first, second = (int(match[part]) - 1 if match[part] else None for part in ("row", "first", "second"))
        if first is None:
            constant[row] = element
        elif second is None:
            linear[row, first] = element
        else:
            quadratic[row, first, second] = quadratic[row, second, first] = element
    return TaylorMap(constant, linear, quadratic, numbers.zeros((behaviours, parameters)))


def _quadratic(behaviours: int, values: Values) -> FormulaLoss:
    """``l = sum g_a (o_a - F_a) + 1/2 sum H_ab (o_a - F_a)(o_b - F_b)``, whatever the labels are."""
    moved = {a: f"(o{a} - ({values.get(f'F{a}', 0)}))" for a in range(1, behaviours + 1)}
    terms = [f"({values.get(f'l_{a}', 0)})*{moved[a]}" for a in moved]
    for a in moved:
        terms += [f"({values.get(f'l_{a},{b}', 0)})*{moved[a]}*{moved[b]}{'/2' * (a == b)}" for b in moved if b >= a]
    return FormulaLoss(tuple(f"o{a}" for a in moved), " + ".join(terms))


def _jets(losses: Losses, *given: Condition, loss: Loss | None = None) -> Generic:
    instance = _OfJets(losses, _quadratic if loss is None else lambda behaviours, values: loss)
    return Generic(Jets(losses), frozenset(given), instance)


_STATIONARY = (loss_stationary, perfect_fit, loss_minimal)
"""Each of these grants ``grad l = 0`` at the outputs; of a local minimum on the whole space that is Fermat's theorem."""

_SQUARES = (
    (sum_of_squares, SQUARES, SQUARES_FITTED, SquaredError()),
    (half_sum_of_squares, HALF_SQUARES, HALF_SQUARES_FITTED, SquaredError(scale=Fraction(1, 2))),
    (mean_of_squares, MEAN_SQUARES, MEAN_SQUARES_FITTED, SquaredError(reduction="mean")),
    (half_mean_of_squares, HALF_MEAN_SQUARES, HALF_MEAN_SQUARES_FITTED, SquaredError(scale=Fraction(1, 2), reduction="mean")),
)

JETS = (
    _jets(GENERIC),
    _jets(UNIT_HESSIAN, loss_curvature_identity),
    _jets(DIAGONAL_HESSIAN, loss_curvature_diagonal),
    *(_jets(STATIONARY, stationary) for stationary in _STATIONARY),
    *(_jets(UNIT_STATIONARY, stationary, loss_curvature_identity) for stationary in _STATIONARY),
    *(_jets(DIAGONAL_STATIONARY, stationary, loss_curvature_diagonal) for stationary in _STATIONARY),
    *(_jets(anywhere, squares, loss=loss) for squares, anywhere, _, loss in _SQUARES),
    *(_jets(fitted, squares, stationary, loss=loss) for squares, _, fitted, loss in _SQUARES for stationary in _STATIONARY),
)
"""Generic 2-jets of ``l(F(theta))`` under the hypotheses about ``l`` that are known here: those of the first entry under any."""

CURVES = Generic(Curves(), frozenset(), _of_curve)
"""Generic maps along generic curves; nothing is taken for granted."""
