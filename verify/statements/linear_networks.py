"""Deep linear networks: the counts that formulas for their ranks are made of, and the ranks of the products of their matrices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from typing import Any

import numpy as np
import sympy

from verify.errors import InvalidInput
from verify.maps.expressions import parse
from verify.numbers.rationals import Rationals
from verify.numbers.system import Array, System
from verify.ranks.bounds import Bounds
from verify.ranks.rank import rank
from verify.ranks.spaces import project_off_image
from verify.statements.conditions import Condition
from verify.statements.quantities import Quantity
from verify.truth import Truth, all_of

LETTERS: Mapping[str, str] = {
    "K": "outputs",
    "L": "layers with weights",
    "M": "hidden units, all layers together",
    "h": "units of the narrowest hidden layer",
    "m_1": "units of the first hidden layer",
    "r": "rank of the inputs X (d x D)",
    "r_c": "rank of the centred inputs",
    "r_1": "rank of the inputs with a row of ones below them",
    "s": "rank of the residual matrix, the sum of grad l_n x_n^T over the data (K x d)",
}
"""The letters of `count`; s is whatever the instance takes the rank of that matrix for, as of any other."""


def count(formula: str, **smallest: str) -> Quantity:
    """An integer formula in `LETTERS`, and in letters of one's own that stand for the smallest of several.

    Parameters
    ----------
    formula : str
        Read by `verify.maps.expressions.parse`.
    **smallest : str
        For each letter of one's own the letters it is the smallest of, such as ``q="r K h"``.

    Examples
    --------
    >>> from verify import Architecture, Network, point
    >>> net = Network(Architecture((2, 1, 2), "identity", biases=False), [[1, 0], [0, 1]])
    >>> formula = count("q*(r + K - q)", q="r K h")
    >>> formula.text, str(formula(point(net, at=[1, 0, 1, 0], labels=[1, 0, 0, 0])))
    ('q*(r + K - q) with q = min(r, K, h)', '3')
    """
    names = [name for letters in smallest.values() for name in letters.split()]
    unknown = [name for name in names if name not in LETTERS]
    if unknown:
        raise InvalidInput(f"no letter {unknown[0]!r} in {formula!r}; there are {', '.join(LETTERS)}")
    expression = parse(formula, [*LETTERS, *smallest])
    used = sorted(symbol.name for symbol in expression.free_symbols)
    evaluate = sympy.lambdify(used, expression)
    needed = {*used, *names}

    def value(at: Any) -> Bounds:
        found = {name: bounds for name, bounds in _letters(at, needed).items() if name in needed}
        sides = []
        for side in ("lower", "upper"):
            numbers = {name: getattr(bounds, side) for name, bounds in found.items()}
            numbers |= {name: reduce(np.minimum, [numbers[letter] for letter in letters.split()]) for name, letters in smallest.items()}
            sides.append(np.asarray(evaluate(*(numbers[name] for name in used))))
        known = reduce(np.logical_and, [bounds.lower == bounds.upper for bounds in found.values()], np.True_)
        size = int(at.jacobian.shape[-1])
        return Bounds(np.where(known, sides[0], 0), np.where(known, sides[1], size), "counted")

    minima = "; ".join(f"{name} = min({', '.join(letters.split())})" for name, letters in smallest.items())
    return Quantity(f"{formula} with {minima}" if minima else formula, value)


def _letters(at: Any, needed: set[str]) -> dict[str, Bounds]:
    widths = at.model.architecture.widths
    hidden = widths[1:-1] or (widths[0],)
    counts = {"K": widths[-1], "L": len(widths) - 1, "M": sum(widths[1:-1]), "h": min(hidden), "m_1": hidden[0]}
    found = {name: Bounds.exactly(value, "counted") for name, value in counts.items()}
    numbers, inputs = _inputs(at)
    if "r" in needed:
        found["r"] = rank(numbers, inputs)
    if {"r_c", "r_1"} & needed:
        found["r_1"] = rank(numbers, _with_ones(numbers, inputs))
        found["r_c"] = found["r_1"] - 1
    if "s" in needed:
        found["s"] = at.rank(_residual_matrix(at))
    return found


def _inputs(at: Any) -> tuple[System, Array]:
    """The inputs (..., D, d) in numbers that decide their rank: those of the instance, or the rationals where they were written out."""
    given = at.model.inputs
    return (at.numbers, given) if isinstance(given, np.ndarray) else (Rationals(), Rationals().array(given))


def _with_ones(numbers: System, rows: Array) -> Array:
    ones = np.broadcast_to(numbers.array(1), (*rows.shape[:-1], 1))
    return np.concatenate([rows, ones], axis=-1)


def _residual_matrix(at: Any) -> Array:
    inputs = at.numbers.array(at.model.inputs)
    slopes = at.loss_gradient.reshape(*at.loss_gradient.shape[:-1], inputs.shape[-2], -1)
    found: Array = at.numbers.matmul(slopes.swapaxes(-1, -2), inputs)
    return found


def _residual_sums(at: Any) -> Array:
    slopes = at.loss_gradient.reshape(*at.loss_gradient.shape[:-1], at.model.data, -1)
    found: Array = slopes.swapaxes(-1, -2).sum(axis=-1)
    return found


residual_matrix = Quantity("sum_n grad l_n x_n^T", _residual_matrix)
"""``Omega`` (K x d), where ``grad l_n`` is the gradient of the loss by the outputs on datum ``n``."""

residual_sums = Quantity("sum_n grad l_n", _residual_sums)
"""The derivatives of the loss by the biases of the last layer, (K,)."""


def products_after(at: Any) -> list[Array]:
    """``W_L ... W_{l+1}`` for l = 1..L, each (..., K, m_l); the identity for l = L."""
    blocks, net = at.model.architecture.unpack(at.theta), at.model.architecture
    products = [at.numbers.array(np.eye(net.widths[-1], dtype=int))]
    for layer in range(net.depth, 1, -1):
        products.append(at.numbers.matmul(products[-1], blocks[f"W{layer}"]))
    return products[::-1]


def _products_before(at: Any) -> list[Array]:
    """``W_{l-1} ... W_1 X`` for l = 1..L, transposed: each (..., D, m_{l-1})."""
    blocks, net = at.model.architecture.unpack(at.theta), at.model.architecture
    products = [at.numbers.array(at.model.inputs)]
    for layer in range(1, net.depth):
        products.append(at.numbers.matmul(products[-1], blocks[f"W{layer}"].swapaxes(-1, -2)))
    return products


def arriving(at: Any) -> list[Array]:
    """What arrives at the layers 1..L on all data, (..., D, m_{l-1}), with a column of ones where the layer has a bias."""
    net = at.model.architecture
    values = [layer.after for layer in at.model.activations(at.numbers, at.theta)]
    inputs = np.broadcast_to(at.numbers.array(at.model.inputs), (*values[0].shape[:-1], net.widths[0]))
    rows_of = zip([inputs, *values[:-1]], net.biases, strict=True)
    return [_with_ones(at.numbers, rows) if biased else rows for rows, biased in rows_of]


def staircase(at: Any, after: Sequence[Array]) -> Bounds:
    """``sum over l of a_l (b_l - b_{l+1})`` with the ranks of ``after`` for ``a_l``, as bounds: both factors are at least 0."""
    heights = [rank(at.numbers, product) for product in after]
    lengths = [*(rank(at.numbers, rows) for rows in arriving(at)), Bounds.exactly(0)]
    steps = list(zip(heights, lengths[:-1], lengths[1:], strict=True))
    lower = sum(a.lower * np.maximum(0, b.lower - c.upper) for a, b, c in steps)
    upper = sum(a.upper * (b.upper - c.lower) for a, b, c in steps)
    return Bounds(lower, upper, "from the ranks of the products")


flags = Quantity(
    "sum_l a_l (b_l - b_(l+1)) with a_l = rank(W_L ... W_(l+1)), b_l = rank of what arrives at layer l",
    lambda at: staircase(at, products_after(at)),
)
"""What the rank of J of a linear network is, at any weights.

The image of J is the sum of ``U_l (x) V_l``, with ``U_l`` the image of ``W_L ... W_{l+1}`` and ``V_l`` the row space of what arrives at
layer l on the data (with a row of ones, where the layer has a bias). The ``U_l`` grow with l and the ``V_l`` shrink, if every layer or none
has a bias; in bases adapted to both chains the sum is a staircase, whose cells are counted.
"""


def _ties(at: Any) -> Bounds:
    """``sum over s > 0 of mult_A(s) mult_B(s) = dim ker(A (x) I - I (x) B) - dim ker A dim ker B``, for the Gram matrices of both."""
    inputs, size = at.numbers.array(at.model.inputs), at.model.architecture.widths[-1]
    fitted, missed = ((part.reshape(*part.shape[:-1], -1, size)) for part in (at.outputs, at.labels - at.outputs))
    off = [project_off_image(at.numbers, inputs, missed[..., place]) for place in range(size)]
    kept, dropped = (at.numbers.matmul(part.swapaxes(-1, -2), part) for part in (fitted, missed - np.stack(off, axis=-1)))
    identity = at.numbers.array(np.eye(size, dtype=int))
    compared = _kronecker(kept, identity) - _kronecker(identity, dropped)
    kernel, of_kept, of_dropped = (matrix.shape[-1] - at.rank(matrix) for matrix in (compared, kept, dropped))
    low, high = of_kept.lower * of_dropped.lower, of_kept.upper * of_dropped.upper
    return Bounds(np.maximum(0, kernel.lower - high), np.maximum(0, kernel.upper - low), "counted")


def _kronecker(left: Array, right: Array) -> Array:
    product = left[..., :, None, :, None] * right[..., None, :, None, :]
    size = left.shape[-1] * right.shape[-1]
    found: Array = product.reshape(*product.shape[:-4], size, size)
    return found


tied_singular_values = Quantity("(ties between kept and discarded singular values)", _ties)
"""How many pairs of a positive singular value of ``W X`` and one of ``(Y - W X) P`` are equal, ``P`` projecting onto the rows of ``X``.

``W`` is the product of all matrices. At a critical point of squared error with ``W`` of full rank in its bottleneck these are the singular
values of ``Y P`` that ``W X`` keeps and those that it discards.
"""


def _modulo_constants(at: Any) -> list[Array]:
    """The products after each layer with their last row taken off the others: their images modulo the vector of ones."""
    return [product[..., :-1, :] - product[..., -1:, :] for product in products_after(at)]


flags_modulo_constants = Quantity(
    "sum_l a_l (b_l - b_(l+1)) with a_l = rank(W_L ... W_(l+1)) modulo the vector of ones, b_l = rank of what arrives at layer l",
    lambda at: staircase(at, _modulo_constants(at)),
)
"""As `flags`, of the image of J modulo the behaviours that are the same for all outputs of a datum."""


def _largest_products(at: Any) -> Truth:
    widths, data_rank = at.model.architecture.widths, rank(*_inputs(at))
    after = [rank(at.numbers, product).equal(min(widths[layer:])) for layer, product in enumerate(products_after(at), start=1)]
    before = []
    for layer, rows in enumerate(_products_before(at), start=1):
        narrowest = min(widths[1:layer], default=widths[0])
        allowed = Bounds(np.minimum(data_rank.lower, narrowest), np.minimum(data_rank.upper, narrowest))
        before.append(rank(at.numbers, rows).equal(allowed))
    return all_of([*after, *before])


largest_products = Condition(
    "the products of matrices before and after each layer have the largest ranks that the widths allow", _largest_products
)
"""Of the weights and the inputs alone: biases are not looked at."""
