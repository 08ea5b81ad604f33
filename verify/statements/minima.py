"""Is a point a local minimum of the total loss? A ladder of proofs, and *unknown* where none of them reaches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import sympy

from verify.errors import NotDefined, Undecided
from verify.maps.expressions import Formulas
from verify.maps.invariances import invariances
from verify.maps.network import Network
from verify.numbers.rationals import Rationals
from verify.numbers.symbols import Symbols
from verify.numbers.system import Array
from verify.ranks.forms import inertia
from verify.statements.conclusions import all_zero
from verify.statements.critical import is_critical
from verify.statements.fits import fits_labels
from verify.statements.instances import ModelInstance
from verify.statements.slices import loss_along
from verify.truth import NO, UNKNOWN, YES, Truth


@dataclass(frozen=True)
class LowerBound:
    """``L >= bound``, because ``L`` is the bound and a sum of squares: an identity in theta, checked wherever the bound is used.

    ``L`` is the total loss, with the regulariser where there is one.

    An instance carries it as the fact ``lower bound of L``.

    Parameters
    ----------
    bound : rational number
    squares : tuple of str
        Formulas in theta, the squares of which add up to ``L - bound``. They are real at every theta: what stands under a root or in a
        logarithm is seen not to be negative. Else nothing is proved, as ``sqrt(a)**2`` is ``a``.
    variables : tuple of str
        Names of the parameters in these formulas, in the order of theta.

    Examples
    --------
    >>> from verify.maps.formulas import polynomial_map
    >>> from verify.statements.instances import point
    >>> below = LowerBound(1, ("a*b - 1",), ("a", "b"))
    >>> at = point(polynomial_map("a*b", "0*a"), at=[2, "1/2"], labels=[1, 1], facts={"lower bound of L": below})
    >>> below.attained(at)
    Truth(yes)
    """

    bound: Any
    squares: tuple[str, ...]
    variables: tuple[str, ...]

    def attained(self, at: ModelInstance) -> Truth:
        """Is it a lower bound of ``L``, and the value of ``L`` here? Yes or unknown; for exact numbers and formulas only."""
        if not isinstance(at.numbers, Rationals) or at.batch_axes:
            return Truth(np.zeros(at.theta.shape[:-1], dtype=np.int8))
        value = total_loss(at, at.theta)
        here = all_zero(at, value - at.numbers.array(self.bound))
        return Truth.of((here & self._proved(at)).is_yes, np.False_)

    def _proved(self, at: ModelInstance) -> Truth:
        symbols = Symbols()
        theta = symbols.array([sympy.Symbol(name) for name in self.variables])
        try:
            total = at.loss.value(symbols, at.model.outputs(symbols, theta), symbols.array(at.numbers.text(at.labels)))
            if at.regulariser is not None:
                total = total + at.regulariser.value(symbols, theta)
            formulas = Formulas(self.variables, self.squares)
            roots = formulas.value(symbols, theta)
        except (NotDefined, Undecided):
            return UNKNOWN
        if not all(map(_is_real, formulas.expressions)):
            return UNKNOWN
        return symbols.zero(np.asarray(total - symbols.array(self.bound) - (roots * roots).sum())).all()


def _is_real(formula: sympy.Expr) -> bool:
    """Is it seen to be real at all real numbers at which it is defined?"""
    placed = formula.xreplace({each: sympy.Symbol(each.name, real=True) for each in formula.free_symbols})
    roots = [power.base for power in placed.atoms(sympy.Pow) if not power.exp.is_integer]
    return all(inner.is_nonnegative for inner in (*roots, *(log.args[0] for log in placed.atoms(sympy.log))))


def total_loss(at: ModelInstance, theta: Array) -> Array:
    """``L`` at the given parameters, in the numbers of the instance, with its labels, loss and regulariser; shape (...)."""
    with at.numbers.arithmetic():
        value = at.loss.value(at.numbers, at.model.outputs(at.numbers, theta), at.labels)
        return np.asarray(value if at.regulariser is None else value + at.regulariser.value(at.numbers, theta))


def local_minimum_of_loss(at: Any) -> Truth:
    """Is ``theta`` a local minimum, strict or not, of ``L``?

    The rungs, each of which settles the question where it applies:

    1. ``grad L != 0``: no (first-order necessary condition).
    2. The outputs fit the labels and the loss is nowhere smaller than at a fit; or a `LowerBound` of ``L`` is proved and attained: yes.
    3. The Hessian is positive definite: yes. It has a negative eigenvalue: no (second-order conditions).
    4. One parameter, exact numbers: ``L(theta + t) - L(theta)`` as a polynomial germ decides by its lowest term.
    5. The Hessian is positive semidefinite, and its kernel no larger than the span of the `invariances` of a network, exact numbers: yes.
       Their flows change no value of ``L`` and carry every point near ``theta`` to one of a slice across them through ``theta``, on which
       the Hessian is positive definite.
    """
    stationary = is_critical(at)
    signs = inertia(at.numbers, at.hessian)
    curved = signs.positive.equal(at.hessian.shape[-1])
    saddle = signs.negative.at_least(1)
    by_curvature = Truth.of(curved.is_yes, saddle.is_yes)
    attained = bound_attained(at)
    proved = Truth.of((attained.is_yes | by_curvature.is_yes), by_curvature.is_no & ~attained.is_yes)
    if at.batch_axes == 0 and proved.is_unknown and stationary.is_yes:
        proved = _by_germ(at) if at.hessian.shape[-1] == 1 else _by_flows(at, signs.positive.lower)
    return stationary & proved


def bound_attained(at: Any) -> Truth:
    """Is a proved lower bound of ``L`` attained? Without one, unknown."""
    if not isinstance(at, ModelInstance):
        return Truth(np.zeros(at.jacobian.shape[:-2], dtype=np.int8))
    bound = at.facts.get("lower bound of L")
    if isinstance(bound, LowerBound):
        return bound.attained(at)
    return fitted_at_least(at) if at.regulariser is None else Truth(np.zeros(at.theta.shape[:-1], dtype=np.int8))


def fitted_at_least(at: ModelInstance) -> Truth:
    """Do the outputs fit labels at which the loss is nowhere smaller? Yes or unknown."""
    fits = fits_labels(at) & at.loss.least_at_fit(at.numbers, at.labels)
    return Truth.of(fits.is_yes, np.zeros(at.theta.shape[:-1], dtype=bool))


def _by_flows(at: Any, curved: Any) -> Truth:
    """Are there flows that leave ``L`` as it is, in all directions but those, so many, along which it curves up? Yes or unknown."""
    if not isinstance(at, ModelInstance) or not isinstance(at.model, Network) or not isinstance(at.numbers, Rationals):
        return UNKNOWN
    if at.regulariser is not None or not bool(at.smooth.is_yes):
        return UNKNOWN
    flat = at.rank(invariances(at.numbers, at.model, at.theta))
    return Truth.of(flat.lower + curved == at.hessian.shape[-1], np.False_)


def _by_germ(at: Any) -> Truth:
    """One parameter: the sign of ``L(theta + t) - L(theta)`` near ``t = 0``, from the same model over Q[t]."""
    try:
        (coefficients,) = loss_along(at, at.numbers.array([[1]]))
    except (NotDefined, Undecided):
        return UNKNOWN
    order = next((power for power, coefficient in enumerate(coefficients) if power and coefficient != 0), None)
    if order is None:
        return YES
    return YES if order % 2 == 0 and coefficients[order] > 0 else NO
