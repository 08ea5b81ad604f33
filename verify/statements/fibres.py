"""The local dimension of the fibre ``F^{-1}(F(theta))`` at ``theta``, as bounds, from rules that each carry a proof."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import sympy
from sympy.core.symbol import Symbol

from verify.errors import NotDefined
from verify.maps.formulas import FormulaMap
from verify.numbers.rationals import Rationals
from verify.numbers.symbols import Symbols
from verify.numbers.system import Array
from verify.ranks.bounds import Bounds
from verify.ranks.forms import positive_definite
from verify.ranks.rank import rank
from verify.ranks.spaces import kernel, left_kernel


def fibre_dimension(at: Any) -> Bounds:
    """Topological dimension of the fibre through ``theta`` near ``theta``.

    Rules, for ``F`` of class C^2 with ``N`` parameters and ``rho = rank J(theta)``:

    - at most ``N - rho``: some ``rho`` behaviours form a submersion, and the fibre lies in theirs;
    - equal to ``N - rho`` if the rank is locally constant (constant-rank theorem): if ``rho`` is ``m``, ``N``, or the generic rank, found
      over the field of rational functions of the parameters;
    - 0 if some ``lambda`` with ``lambda^T J = 0`` makes ``sum lambda_a Hess F_a`` definite on ``ker J``: points of the fibre that tend to
      ``theta`` would have a limiting direction in ``ker J``, along which ``lambda . F`` changes to second order;
    - one polynomial: ``N`` if it is constant; ``N - 1`` if the product of its distinct factors has a nonzero gradient at ``theta``.

    An instance that knows its fibre by construction says so in ``facts["fibre dimension"]``, and is believed.
    """
    if "fibre dimension" in at.facts:
        return Bounds.exactly(at.facts["fibre dimension"], "known by construction")
    parameters = int(at.jacobian.shape[-1])
    ranks = at.rank(at.jacobian)
    upper = Bounds(ranks.lower * 0, parameters - ranks.lower, "at most N - rank J")
    if at.batch_axes or not isinstance(at.numbers, Rationals):
        return upper
    rho = int(ranks.lower)
    if rho == min(at.jacobian.shape) or rho == _generic_rank(at):
        return Bounds.exactly(parameters - rho, "rank locally constant: N - rank J")
    if _isolated(at):
        return Bounds.exactly(0, "a behaviour combination is curved definitely along ker J")
    hypersurface = _hypersurface(at)
    return upper if hypersurface is None else Bounds.exactly(hypersurface, "zero set of one polynomial")


def _generic_rank(at: Any) -> int | None:
    """Largest rank of J over all parameters, where the map is given by formulas; else unknown."""
    model = getattr(at, "model", None)
    if not isinstance(model, FormulaMap):
        return None
    symbols = Symbols()
    try:
        bounds = rank(symbols, model.jacobian(symbols, symbols.array(_symbols(model))))
    except NotDefined:
        return None
    return int(bounds.lower) if bounds.lower == bounds.upper else None


def _isolated(at: Any) -> bool:
    numbers = at.numbers
    flat, hidden = kernel(numbers, at.jacobian), left_kernel(numbers, at.jacobian)
    if flat.shape[-1] == 0:
        return True
    for weights in _small_combinations(numbers, hidden):
        form = sum(weight * matrix for weight, matrix in zip(weights, at.curvature, strict=True))
        restricted = numbers.matmul(flat.swapaxes(-1, -2), numbers.matmul(form, flat))
        if bool((positive_definite(numbers, restricted) | positive_definite(numbers, -restricted)).is_yes):
            return True
    return False


def _small_combinations(numbers: Rationals, basis: Array) -> Iterator[Array]:
    """Combinations of the basis columns with coefficients -1, 0, 1 (first nonzero coefficient 1)."""
    for coefficients in product((1, 0, -1), repeat=basis.shape[-1]):
        leading = next((c for c in coefficients if c), 0)
        if leading == 1:
            yield numbers.matmul(basis, numbers.array(coefficients)[:, None])[:, 0]


def _hypersurface(at: Any) -> int | None:
    model = getattr(at, "model", None)
    if not isinstance(model, FormulaMap) or model.behaviours != 1:
        return None
    variables = _symbols(model)
    symbols = Symbols()
    value = model.outputs(symbols, symbols.array(variables))[0]
    level = sympy.Rational(str(at.numbers.text(at.outputs)[0]))
    difference = sympy.expand(value - level)
    if not difference.is_polynomial(*variables):
        return None
    if difference == 0:
        return len(variables)
    reduced = sympy.Mul(*(factor for factor, _ in sympy.factor_list(difference, *variables)[1]))
    point = dict(zip(variables, map(sympy.Rational, at.numbers.text(at.theta)), strict=True))
    slopes = [sympy.diff(reduced, variable).subs(point) for variable in variables]
    return len(variables) - 1 if any(slope != 0 for slope in slopes) else None


def _symbols(model: FormulaMap) -> list[Symbol]:
    return [sympy.Symbol(name, real=True) for name in model.variables]
