"""Generic instances: undefined functions differentiated by SymPy, so that an answer about them is one about all smooth functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product
from typing import Any, Protocol

import numpy as np
import sympy
from sympy.core.function import AppliedUndef, UndefinedFunction

from verify.errors import InvalidInput
from verify.numbers.symbols import Symbols
from verify.numbers.system import Array
from verify.proofs.index_sums import IndexSums, Kind, Sizes, letter

Expression = Any
"""A SymPy expression."""


def undefined(name: str, *order: int) -> Any:
    """The undefined smooth function of this name, or its partial derivative in the arguments numbered (from 1) in ``order``.

    SymPy applies the chain rule; the derivatives of a composed function come out as values of such functions, mixed ones symmetric.

    Examples
    --------
    >>> x = sympy.Symbol("x")
    >>> undefined("l")(undefined("F")(x)).diff(x)
    F_1(x)*l_1(F(x))
    """

    def fdiff(self: Any, argindex: int = 1) -> Any:
        return undefined(name, *sorted((*order, argindex)))(*self.args)

    label = f"{name}_{','.join(map(str, order))}" if order else name
    return UndefinedFunction(label, (AppliedUndef,), {"fdiff": fdiff})


def coordinates(expression: Expression, name: Callable[[Any], str]) -> Expression:
    """The expression with each value of an undefined function replaced by a symbol of that name.

    The values that smooth functions and their derivatives take at one point are independent of each other (polynomials take any), so a
    polynomial in these symbols vanishes identically exactly if the expression is zero for all smooth functions.
    """
    return expression.xreplace({value: sympy.Symbol(name(value)) for value in expression.atoms(AppliedUndef)})


def label(value: Any) -> str:
    """The name of the function that has this value, where every function is evaluated at one point only."""
    return str(value.func.__name__)


@dataclass(frozen=True)
class Losses:
    """A family of losses ``l(o_1, ..., o_m)``, for every ``m`` at once, and what is known of them at the point ``o = F(theta)``.

    Parameters
    ----------
    name : str
        What the family is called in evidence.
    formula : callable
        The loss of the outputs' symbols.
    point : callable
        For ``m`` behaviours, the values of coordinates at the point: ``l_1`` is a first, ``l_1,2`` a second derivative of ``l``.
    """

    name: str
    formula: Callable[[Sequence[Expression]], Expression]
    point: Callable[[int], Mapping[Expression, Expression]] = field(default=lambda behaviours: {})


def _generic(outputs: Sequence[Expression]) -> Expression:
    return undefined("l")(*outputs)


def _separable(outputs: Sequence[Expression]) -> Expression:
    return sum(undefined(f"l{a}")(output) for a, output in enumerate(outputs, 1))


def _squares(outputs: Sequence[Expression]) -> Expression:
    return sum((output - sympy.Symbol(f"y{a}")) ** 2 for a, output in enumerate(outputs, 1))


def _half_squares(outputs: Sequence[Expression]) -> Expression:
    return _squares(outputs) / 2


def _mean_squares(outputs: Sequence[Expression]) -> Expression:
    return _squares(outputs) / len(outputs)


def _half_mean_squares(outputs: Sequence[Expression]) -> Expression:
    return _squares(outputs) / (2 * len(outputs))


def _stationary(behaviours: int) -> Mapping[Expression, Expression]:
    return {sympy.Symbol(f"l_{a}"): sympy.S.Zero for a in range(1, behaviours + 1)}


def _unit(behaviours: int) -> Mapping[Expression, Expression]:
    pairs = product(range(1, behaviours + 1), repeat=2)
    return {sympy.Symbol(f"l_{a},{b}"): sympy.Integer(a == b) for a, b in pairs if a <= b}


def _diagonal(behaviours: int) -> Mapping[Expression, Expression]:
    return {symbol: value for symbol, value in _unit(behaviours).items() if not value}


def _diagonal_stationary(behaviours: int) -> Mapping[Expression, Expression]:
    return {**_stationary(behaviours), **_diagonal(behaviours)}


def _unit_stationary(behaviours: int) -> Mapping[Expression, Expression]:
    return {**_stationary(behaviours), **_unit(behaviours)}


def _fitted(behaviours: int) -> Mapping[Expression, Expression]:
    return {sympy.Symbol(f"y{a}"): sympy.Symbol(f"F{a}") for a in range(1, behaviours + 1)}


GENERIC = Losses("any twice continuously differentiable loss", _generic)
STATIONARY = Losses("any loss with vanishing gradient at the outputs", _generic, _stationary)
UNIT_HESSIAN = Losses("any loss with the identity as Hessian at the outputs", _generic, _unit)
UNIT_STATIONARY = Losses("any loss with vanishing gradient and the identity as Hessian at the outputs", _generic, _unit_stationary)
DIAGONAL_HESSIAN = Losses("any loss with a diagonal Hessian at the outputs", _generic, _diagonal)
DIAGONAL_STATIONARY = Losses("any loss with vanishing gradient and a diagonal Hessian at the outputs", _generic, _diagonal_stationary)
SEPARABLE = Losses("any sum over the behaviours of losses of one behaviour each", _separable)
SQUARES = Losses("the sum of squared residuals", _squares)
SQUARES_FITTED = Losses("the sum of squared residuals at a perfect fit", _squares, _fitted)
HALF_SQUARES = Losses("half the sum of squared residuals", _half_squares)
HALF_SQUARES_FITTED = Losses("half the sum of squared residuals at a perfect fit", _half_squares, _fitted)
MEAN_SQUARES = Losses("the mean of squared residuals", _mean_squares)
MEAN_SQUARES_FITTED = Losses("the mean of squared residuals at a perfect fit", _mean_squares, _fitted)
HALF_MEAN_SQUARES = Losses("half the mean of squared residuals", _half_mean_squares)
HALF_MEAN_SQUARES_FITTED = Losses("half the mean of squared residuals at a perfect fit", _half_mean_squares, _fitted)

_SUMS_OF_SQUARES = (SQUARES, SQUARES_FITTED, HALF_SQUARES, HALF_SQUARES_FITTED)

SPLITTING = (GENERIC, STATIONARY, UNIT_HESSIAN, UNIT_STATIONARY, DIAGONAL_HESSIAN, DIAGONAL_STATIONARY, SEPARABLE, *_SUMS_OF_SQUARES)
"""Families that pass to fewer behaviours: forgetting the derivatives of a member in all but some behaviours leaves a member for these.

Each condition above is one on every pair of behaviours by itself, whatever ``m`` is. (The mean of squared residuals is no such family:
its Hessian ``2/m`` knows how many behaviours there are.)
"""

SEPARATING = (SEPARABLE, *_SUMS_OF_SQUARES)
"""Families of losses that are sums over the behaviours, each term a loss of the family for one behaviour."""


class Family(Protocol):
    """Generic instances of one kind, of every size, and the same instance without a size."""

    @property
    def name(self) -> str: ...

    @property
    def letters(self) -> Mapping[str, tuple[Kind, ...]]:
        """The arrays that an instance holds, with what their axes count."""

    @property
    def dimensions(self) -> tuple[Kind, ...]:
        """The sizes that an instance is asked for."""

    def at(self, sizes: Sizes) -> Any: ...

    def sizeless(self) -> Any: ...


@dataclass(frozen=True, eq=False)
class GenericJet:
    """The 2-jet of a composed loss ``L = l(F(theta))`` at a point, in independent symbols (or without a size).

    ``gradient`` and ``hessian`` are derivatives of the composed function, taken by SymPy; the formulas that a claim gives for them have no
    part in it. ``gauss_newton`` is ``J^T H_l J`` and ``residual_curvature`` is ``sum_a (dl/do_a) Hess F_a``.

    Parameters
    ----------
    numbers : Symbols or IndexSums
        What the arrays hold.
    outputs, jacobian, curvature, loss_gradient, loss_hessian : array
        ``F`` (m,), ``J`` (m, N), ``Hess F_a`` (m, N, N), and of ``l`` at ``F``: (m,), (m, m).
    gradient, hessian : array
        Of ``L``: (N,), (N, N).
    unit_form : array
        The identity on the behaviours, (m, m).
    """

    numbers: Any
    outputs: Any
    jacobian: Any
    curvature: Any
    loss_gradient: Any
    loss_hessian: Any
    gradient: Any
    hessian: Any
    unit_form: Any

    @property
    def first_derivatives(self) -> Any:
        """``gradient``, under the name by which statements ask for derivatives taken without the chain rule."""
        return self.gradient

    @property
    def second_derivatives(self) -> Any:
        """``hessian``, likewise."""
        return self.hessian

    @property
    def gauss_newton(self) -> Any:
        return self.numbers.matmul(self.numbers.matmul(self.jacobian.swapaxes(-1, -2), self.loss_hessian), self.jacobian)

    @property
    def residual_curvature(self) -> Any:
        return (self.loss_gradient[..., None, None] * self.curvature).sum(axis=-3)


def _derivatives(values: Sequence[Expression], variables: Sequence[Expression], order: int) -> Any:
    """Nested lists: for each value its partial derivatives of this order, one level of nesting for each differentiation."""
    if order == 0:
        return list(values)
    return [_derivatives([value.diff(variable) for variable in variables], variables, order - 1) for value in values]


@lru_cache(maxsize=64)
def generic_jet(behaviours: int, parameters: int, losses: Losses = GENERIC) -> GenericJet:
    """The 2-jet of ``l(F(theta))`` for undefined ``F_a(theta_1, ..., theta_N)`` and a loss of the family.

    Examples
    --------
    >>> jet = generic_jet(1, 1)
    >>> jet.hessian.item()
    F1_1**2*l_1,1 + F1_1,1*l_1
    """
    if min(behaviours, parameters) < 1:
        raise InvalidInput(f"a generic jet needs at least one behaviour and one parameter, got {behaviours} and {parameters}")
    numbers = Symbols()
    theta = sympy.symbols(f"theta1:{parameters + 1}")
    outputs = sympy.symbols(f"o1:{behaviours + 1}")
    maps = [undefined(f"F{a}")(*theta) for a in range(1, behaviours + 1)]
    loss = losses.formula(outputs)
    composed = loss.subs(dict(zip(outputs, maps, strict=True)), simultaneous=True)
    values = {output: sympy.Symbol(f"F{a}") for a, output in enumerate(outputs, 1)}
    known = losses.point(behaviours)

    def array(nested: Any) -> Array:
        plain = np.array(nested, dtype=object)
        flat = [coordinates(entry, label).xreplace(values).xreplace(known) for entry in plain.flat]
        symbols = numbers.array(np.array([*flat, None], dtype=object)[:-1].reshape(plain.shape))
        symbols.flags.writeable = False  # the jet is kept and handed out again
        return symbols

    return GenericJet(
        numbers,
        outputs=array(maps),
        jacobian=array(_derivatives(maps, theta, 1)),
        curvature=array(_derivatives(maps, theta, 2)),
        loss_gradient=array(_derivatives([loss], outputs, 1)[0]),
        loss_hessian=array(_derivatives([loss], outputs, 2)[0]),
        gradient=array(_derivatives([composed], theta, 1)[0]),
        hessian=array(_derivatives([composed], theta, 2)[0]),
        unit_form=numbers.array(np.eye(behaviours, dtype=int)),
    )


@dataclass(frozen=True)
class Jets:
    """Generic 2-jets of ``l(F(theta))``, for the losses of a family."""

    losses: Losses = GENERIC
    dimensions = (Kind.BEHAVIOUR, Kind.PARAMETER)
    letters = {  # noqa: RUF012 (a constant of the class; read only)
        "outputs": (Kind.BEHAVIOUR,),
        "jacobian": (Kind.BEHAVIOUR, Kind.PARAMETER),
        "curvature": (Kind.BEHAVIOUR, Kind.PARAMETER, Kind.PARAMETER),
        "loss_gradient": (Kind.BEHAVIOUR,),
        "loss_hessian": (Kind.BEHAVIOUR, Kind.BEHAVIOUR),
        "gradient": (Kind.PARAMETER,),
        "hessian": (Kind.PARAMETER, Kind.PARAMETER),
        "unit_form": (Kind.BEHAVIOUR, Kind.BEHAVIOUR),
    }

    @property
    def name(self) -> str:
        return f"generic maps with {self.losses.name}"

    def at(self, sizes: Sizes) -> GenericJet:
        return generic_jet(sizes[Kind.BEHAVIOUR], sizes[Kind.PARAMETER], self.losses)

    def sizeless(self) -> GenericJet:
        return GenericJet(IndexSums(), **{name: letter(name, *axes) for name, axes in self.letters.items()})
