"""The local dimension of the fibre ``F^{-1}(F(theta))`` at ``theta``, as bounds, from rules that each carry a proof."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import numpy as np
import sympy
from sympy.core.symbol import Symbol

from verify.errors import NotDefined
from verify.maps.formulas import FormulaMap
from verify.maps.normal_forms import NormalForm
from verify.numbers.rationals import Rationals
from verify.numbers.symbols import Symbols
from verify.numbers.system import Array
from verify.ranks.bounds import Bounds
from verify.ranks.forms import positive_definite
from verify.ranks.rank import rank
from verify.ranks.spaces import kernel, left_kernel
from verify.statements.quantities import Quantity
from verify.statements.zero_sets import zero_set_dimension
from verify.truth import YES, Truth


def local_fibre_dimension(at: Any) -> Bounds:
    """Topological dimension of the fibre through ``theta`` near ``theta``.

    Of a `NormalForm` it is known by construction, without a look at ``J``: where both changes of coordinates have nonsingular derivatives
    they are local diffeomorphisms (inverse function theorem), so the fibre is, near ``theta``, the product of the fibres of the blocks,
    which are points, lines, spheres, hyperbolas, or two lines that cross.

    Otherwise, for ``F`` of class C^2 near ``theta`` with ``N`` parameters and ``rho = rank J(theta)``:

    - at most ``N - rho``: some ``rho`` behaviours form a submersion, and the fibre lies in theirs;
    - equal to ``N - rho`` if the rank is locally constant (constant-rank theorem): it is ``m``, or ``N``, or no rank is larger anywhere,
      since near ``theta`` it cannot be smaller;
    - 0 if some ``lambda`` with ``lambda^T J = 0`` makes ``sum lambda_a Hess F_a`` definite on ``ker J``: points of the fibre that tend to
      ``theta`` would have a limiting direction in ``ker J``, along which ``lambda . F`` changes to second order;
    - polynomials: what `verify.statements.zero_sets` finds for ``F(theta + v) - F(theta)``.
    """
    model = getattr(at, "model", None)
    if isinstance(model, NormalForm):
        return _of_blocks(at, model)
    parameters = int(at.jacobian.shape[-1])
    ranks = at.rank(at.jacobian)
    upper = Bounds(ranks.lower * 0, parameters - ranks.lower, "at most N - rank J")
    if at.batch_axes or not isinstance(at.numbers, Rationals):
        return upper
    rho = int(ranks.lower)
    if rho == min(at.jacobian.shape) or rho == int(_largest_rank(at).upper):
        return Bounds.exactly(parameters - rho, "rank locally constant: N - rank J")
    if _isolated(at):
        return Bounds.exactly(0, "a behaviour combination is curved definitely along ker J")
    centred = centred_equations(at)
    if centred is None:
        return upper
    rewritten = zero_set_dimension(*centred)
    return Bounds(rewritten.lower, np.minimum(rewritten.upper, upper.upper), rewritten.how)


fibre_dimension = Quantity("dim of the fibre at theta", local_fibre_dimension)


def _largest_rank(at: Any) -> Bounds:
    """The largest rank that J has anywhere: the rank over the field of the formulas where the map is given by such, else between bounds.

    Of a `NormalForm` it is that of its blocks: the determinants of its changes of coordinates are polynomials, and not zero at ``theta``.
    """
    found = at.rank(at.jacobian)
    bounds = Bounds(found.lower, found.upper * 0 + min(at.jacobian.shape[-2:]), "rank J(theta), and the sizes of J")
    model = getattr(at, "model", None)
    if isinstance(model, NormalForm):
        regular, generic = _changes_are_regular(at, model), model.generic_rank
        return Bounds(np.where(regular, generic, bounds.lower), np.where(regular, generic, bounds.upper), "known by construction")
    if not isinstance(model, FormulaMap):
        return bounds
    symbols = Symbols()
    try:
        formal = rank(symbols, model.jacobian(symbols, symbols.array(_symbols(model))))
    except NotDefined:
        return bounds
    lower, upper = np.maximum(bounds.lower, formal.lower), np.minimum(bounds.upper, formal.upper)
    return Bounds(lower, upper, "rank over the field of the formulas")


generic_rank = Quantity("generic rank of J", _largest_rank)
"""The largest rank of J, which it has at almost every parameter of an analytic map; known to the rank over the field of the formulas."""


def fibre_is_manifold(at: Any) -> Truth:
    """Is the fibre near ``theta`` an embedded submanifold?

    Of a `NormalForm` (where its changes of coordinates are local diffeomorphisms): yes unless ``theta`` stands where two lines of a
    product cross. Of any other map: yes if the rank of ``J`` is locally constant, as it is where ``J`` is onto; else unknown.
    """
    model = getattr(at, "model", None)
    if isinstance(model, NormalForm):
        z = model.coordinates(at.numbers, at.theta)
        smooth = YES
        for (kind, _), place in zip(model.blocks, model.places, strict=True):
            if kind == "product":
                smooth = smooth & ~at.numbers.zero(z[..., place]).all(axis=-1)
        return Truth(np.where(_changes_are_regular(at, model), smooth.state, 0))
    ranks = at.rank(at.jacobian)
    constant = ranks.lower == min(at.jacobian.shape[-2:])
    if not at.batch_axes and isinstance(at.numbers, Rationals):
        constant = constant | (ranks.lower == _largest_rank(at).upper)
    return Truth.of(constant, np.zeros_like(constant))


def _changes_are_regular(at: Any, model: NormalForm) -> Any:
    """Mask: are the derivatives of both changes of coordinates certainly nonsingular?"""
    before, _, after = model.stages(at.numbers, at.theta)
    return np.logical_and.reduce([at.rank(change.jacobian).lower == change.jacobian.shape[-1] for change in (before, after)])


def _of_blocks(at: Any, model: NormalForm) -> Bounds:
    z = model.coordinates(at.numbers, at.theta)
    lower = upper = np.zeros(z.shape[:-1], dtype=int)
    for (kind, size), place in zip(model.blocks, model.places, strict=True):
        at_zero, beside = _block_dimensions(kind, size)
        zero = at.numbers.zero(z[..., place]).all(axis=-1)
        lower = lower + np.where(zero.is_yes, at_zero, np.where(zero.is_no, beside, min(at_zero, beside)))
        upper = upper + np.where(zero.is_yes, at_zero, np.where(zero.is_no, beside, max(at_zero, beside)))
    regular = _changes_are_regular(at, model)
    return Bounds(np.where(regular, lower, 0), np.where(regular, upper, model.parameters), "known by construction")


def _block_dimensions(kind: str, size: int) -> tuple[int, int]:
    """Dimension of the fibre of a block, where its coordinates vanish and where they do not."""
    if kind == "squares":
        return 0, max(size - 1, 0)  # a sum of squares: the point 0, and spheres
    if kind == "product":
        return 1, 1  # two lines that cross, and hyperbolas (or one of the lines)
    return (size, size) if kind == "free" else (0, 0)


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


def centred_equations(at: Any) -> tuple[list[Any], list[Symbol]] | None:
    """The functions ``F_a(theta + v) - F_a(theta)`` of ``v`` (SymPy), and ``v``; None unless they are polynomials at a rational point."""
    model = getattr(at, "model", None)
    if not isinstance(model, FormulaMap) or at.batch_axes or not isinstance(at.numbers, Rationals):
        return None
    variables = _symbols(model)
    symbols = Symbols()
    try:
        values = model.outputs(symbols, symbols.array(variables)).tolist()
    except NotDefined:
        return None
    if not all(value.is_polynomial(*variables) for value in values):
        return None
    shifted = {each: each + sympy.Rational(text) for each, text in zip(variables, at.numbers.text(at.theta), strict=True)}
    levels = map(sympy.Rational, at.numbers.text(at.outputs))
    return [sympy.expand(value.xreplace(shifted) - level) for value, level in zip(values, levels, strict=True)], variables


def _symbols(model: FormulaMap) -> list[Symbol]:
    return [sympy.Symbol(name, real=True) for name in model.variables]
