"""The same derivatives on the caller's own arrays: PyTorch, JAX, CuPy or any other library of the array API standard, on any device."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, NamedTuple

from verify.errors import InvalidInput, NotDefined
from verify.maps.activations import Activation, PiecewiseLinear
from verify.maps.architecture import Architecture
from verify.maps.kernels.plan import Layer, Plan, plan_of

Array = Any
"""An array of the caller's library."""
LossDerivatives = Callable[[Array], tuple[Array, Array]]
"""From outputs (B, D, k) to ``grad l`` (B, D, k) and the diagonal blocks (B, D, k, k) of ``H_l``."""


class Found(NamedTuple):
    """Arrays of B networks of N parameters on D data with k outputs each; a named tuple, which compilers of array programs see through.

    Parameters
    ----------
    outputs : array (B, D k)
    jacobian : array (B, D k, N)
    gauss_newton, residual_curvature, hessian : array (B, N, N)
        ``J^T H_l J``, ``S = sum over a of (dl/dF_a) Hess F_a``, and their sum.
    """

    outputs: Array
    jacobian: Array
    gauss_newton: Array
    residual_curvature: Array
    hessian: Array


@dataclass(frozen=True)
class _Passed:
    """What one layer did: ``W`` (B, n, arriving), ``rows`` (B, D, rows), and ``a``, ``sigma'``, ``sigma''`` (B, D, n)."""

    layer: Layer
    weights: Array
    rows: Array
    after: Array
    slope: Array
    bend: Array


def derivatives(architecture: Architecture, theta: Array, inputs: Array, loss: LossDerivatives) -> Found:
    """Outputs, ``J`` and both terms of the Hessian of the loss in the library, dtype and device of ``theta``.

    The formulas are those of the NumPy text beside this one, to which a test holds it; here they stand without its care for memory:
    ``R_lm`` of `_responses` is formed whole, ``D n_l N_m`` numbers for each network.

    Parameters
    ----------
    architecture : Architecture
        Without ties and skips.
    theta : array (B, N)
    inputs : array (B, D, n_0) or (D, n_0)
    loss : callable
        The first two derivatives of the loss at the outputs, such as `squared_error`.

    Raises
    ------
    InvalidInput
        If a shape does not fit, or the library follows the standard only by way of ``array-api-compat``, which is not installed.
    NotDefined
        If the library lacks a function that an activation needs (``erf`` is not in the standard).

    Examples
    --------
    >>> import numpy as np
    >>> square = Architecture((1, 1), output_activation="quadratic", biases=False)
    >>> found = derivatives(square, np.array([[3.0]]), np.array([[1.0], [2.0]]), squared_error(np.array([[8.0, 36.0]])))
    >>> found.outputs.tolist(), found.jacobian.tolist()
    ([[9.0, 36.0]], [[[6.0], [24.0]]])
    >>> found.gauss_newton.tolist(), found.residual_curvature.tolist()  # 2 (6^2 + 24^2), and 2 (9 - 8) times F'' = 2
    ([[[1224.0]]], [[[4.0]]])
    """
    plan, xp = plan_of(architecture), namespace(theta)
    if architecture.ties or architecture.skips:
        raise InvalidInput("weights are tied or there are skips: use verify.maps.landscape.jet")
    if theta.ndim != 2 or theta.shape[1] != plan.parameters or inputs.shape[-1] != architecture.widths[0]:
        wanted = f"(B, {plan.parameters}) and (..., D, {architecture.widths[0]})"
        raise InvalidInput(f"parameters and inputs must have the shapes {wanted}, got {tuple(theta.shape)} and {tuple(inputs.shape)}")
    data = xp.broadcast_to(inputs, (theta.shape[0], *inputs.shape[-2:]))
    layers = _forward(xp, plan, theta, data)
    outputs = layers[-1].after
    gradient, blocks = loss(outputs)
    returned = _backward(xp, layers)
    jacobian = xp.concat([_jacobian(xp, *each) for each in zip(layers, returned, strict=True)], axis=-1)  # (B, D, k, N)
    flat = (theta.shape[0], -1, plan.parameters)
    found, weighted = xp.reshape(jacobian, flat), xp.reshape(blocks @ jacobian, flat)
    gauss_newton = xp.matrix_transpose(found) @ weighted
    signals = [(gradient[..., None, :] @ back)[..., 0, :] for back in returned]  # d<grad l, F>/da_l, (B, D, n_l)
    residual = _residual(xp, plan, layers, signals)
    return Found(xp.reshape(outputs, flat[:2]), found, gauss_newton, residual, gauss_newton + residual)


def squared_error(labels: Array, scale: float = 1.0) -> LossDerivatives:
    """The derivatives of ``scale * |F - y|^2`` for labels (B, D k) or (D k,)."""

    def at(outputs: Array) -> tuple[Array, Array]:
        xp = namespace(outputs)
        lacks = outputs - xp.reshape(labels, (-1, *outputs.shape[1:]))
        curvature = xp.broadcast_to(2 * scale * _identity(xp, outputs, outputs.shape[-1]), (*outputs.shape, outputs.shape[-1]))
        return 2 * scale * lacks, curvature

    return at


def namespace(array: Array) -> Any:
    """The library of an array, in the form of the array API standard.

    Raises
    ------
    InvalidInput
        If the array does not say, and ``array-api-compat``, which knows the libraries that do not, is not installed.
    """
    if hasattr(array, "__array_namespace__"):
        return array.__array_namespace__()
    try:
        from array_api_compat import array_namespace  # an extra, for the libraries that need it
    except ImportError as fault:
        kind = type(array).__module__.split(".")[0]
        raise InvalidInput(f"arrays of {kind} need array-api-compat: pip install 'landscape-claims[gpu]'") from fault
    return array_namespace(array)


def _forward(xp: Any, plan: Plan, theta: Array, inputs: Array) -> list[_Passed]:
    """``z_l = W_l rows_l``, ``rows_{l+1} = (sigma(z_l), 1)``."""
    after, passed = inputs, []
    for layer in plan.layers:
        weights = xp.reshape(theta[:, layer.weights.places], (-1, layer.units, layer.arriving))
        rows, before = after, after @ xp.matrix_transpose(weights)
        if layer.biased:
            rows = xp.concat([after, xp.ones_like(after[..., :1])], axis=-1)
            before = before + theta[:, None, layer.bias.places]
        passed.append(_Passed(layer, weights, rows, *_activated(xp, layer.activation, before)))
        after = passed[-1].after
    return passed


def _backward(xp: Any, layers: Sequence[_Passed]) -> list[Array]:
    """``dF_o/da_l``, (B, D, k, n_l): ``dF/da_L = 1``, ``dF/da_{l-1} = (sigma'_l dF/da_l) W_l``."""
    top = layers[-1].slope
    after = xp.broadcast_to(_identity(xp, top, top.shape[-1]), (*top.shape, top.shape[-1]))
    returned = [after]
    for above in reversed(layers[1:]):
        after = (after * above.slope[:, :, None, :]) @ above.weights[:, None, ...]
        returned.append(after)
    return returned[::-1]


def _jacobian(xp: Any, here: _Passed, returned: Array) -> Array:
    """``dF_o / dW_l[i, q] = dF_o/dz_l[i] rows_l[q]``, (B, D, k, N_l)."""
    signal = returned * here.slope[:, :, None, :]
    return _in_order(xp, here.layer, signal[..., None] * here.rows[:, :, None, None, :])


def _residual(xp: Any, plan: Plan, layers: Sequence[_Passed], signals: Sequence[Array]) -> Array:
    """``S``, block by block: ``S[(p, r), (i, q)] = sum over data of R_lm[i, (p, r)] rows_l[q]``, the rest by symmetry."""
    blocks: dict[tuple[int, int], Array] = {}
    across = down = None  # T_{m,m+1} and T_{l+1,m}
    for pair in plan.pairs:
        l, m = pair.lower.number, pair.upper.number
        here, above = layers[l - 1], layers[m - 1]
        if pair.same:
            down = _between_units_of_one_layer(xp, layers, l, here.bend * signals[l - 1], across)
        else:
            down = here.slope[..., None] * (xp.matrix_transpose(layers[l].weights)[:, None, ...] @ down)
            across = down if pair.adjacent else across
        responses = _responses(xp, layers, l, m, down, above.slope * signals[m - 1])
        count, data, units, size = responses.shape
        flat = xp.reshape(responses, (count, data, units * size))
        block = xp.reshape(xp.matrix_transpose(flat) @ here.rows, (count, units, size, here.layer.rows))
        blocks[m, l] = _in_order(xp, here.layer, xp.permute_dims(block, (0, 2, 1, 3)))
        blocks[l, m] = xp.matrix_transpose(blocks[m, l])
    numbers = range(1, len(layers) + 1)
    return xp.concat([xp.concat([blocks[l, m] for m in numbers], axis=2) for l in numbers], axis=1)


def _between_units_of_one_layer(xp: Any, layers: Sequence[_Passed], number: int, bend: Array, across: Array | None) -> Array:
    """``T_mm = diag(s_m) + sigma'_m W_{m+1}^T (T_{m,m+1})^T``, (B, D, n_m, n_m)."""
    own = bend[..., None] * _identity(xp, bend, bend.shape[-1])
    if across is None:
        return own
    returned = xp.matrix_transpose(layers[number].weights)[:, None, ...] @ xp.matrix_transpose(across)
    return own + layers[number - 1].slope[..., None] * returned


def _responses(xp: Any, layers: Sequence[_Passed], l: int, m: int, factor: Array, delta: Array) -> Array:
    """How the gradient by the parameters of layer m, ``delta_m[p] rows_m[r]``, responds to ``z_l``: (B, D, n_l, N_m).

    ``R[i, (p, r)] = T_lm[i, p] rows_m[r] + delta_m[p] drows_m[r]/dz_l[i]``; the second term is absent where ``l = m``.
    """
    upper = layers[m - 1]
    found = factor[..., None] * upper.rows[:, :, None, None, :]
    if l < m:
        slope = layers[l - 1].slope
        tangent = slope[..., None] * _identity(xp, slope, slope.shape[-1])  # da_j/dz_l, (B, D, n_j, n_l)
        for between in layers[l : m - 1]:
            tangent = between.slope[..., None] * (between.weights[:, None, ...] @ tangent)
        if upper.layer.biased:
            tangent = xp.concat([tangent, xp.zeros_like(tangent[..., :1, :])], axis=-2)
        found = found + delta[:, :, None, :, None] * xp.matrix_transpose(tangent)[:, :, :, None, :]
    return _in_order(xp, upper.layer, found)


def _in_order(xp: Any, layer: Layer, block: Array) -> Array:
    """(..., units, rows) as (..., N_l) in the order of theta: the weights unit by unit, then the biases."""
    batch = block.shape[:-2]
    weights = xp.reshape(block[..., : layer.arriving], (*batch, layer.units * layer.arriving))
    return xp.concat([weights, block[..., layer.arriving]], axis=-1) if layer.biased else weights


def _identity(xp: Any, like: Array, size: int) -> Array:
    """The identity matrix with the dtype and on the device of an array, made of its own numbers (compilers show no device)."""
    one = xp.ones_like(xp.reshape(like, (-1,))[:1])
    places = xp.cumulative_sum(xp.broadcast_to(one, (size,)))
    return xp.where(places[:, None] == places, one, xp.zeros_like(one))


def _activated(xp: Any, activation: Activation, before: Array) -> tuple[Array, Array, Array]:
    """Value, slope and bend; at a kink the slope of the left piece."""
    if isinstance(activation, PiecewiseLinear):
        slope = xp.where(before > 0, xp.ones_like(before), xp.full_like(before, float(activation.leak)))
        return slope * before, slope, xp.zeros_like(before)
    numbers: Any = _Numbers(xp, before)
    return activation.derivatives(numbers, before)


@dataclass(frozen=True)
class _Numbers:
    """As much of a number system as the formulas of activations ask for; constants are Python's own, which take on any dtype and device."""

    xp: Any
    like: Array

    def arithmetic(self) -> AbstractContextManager[Any]:
        return nullcontext()

    def array(self, values: int | Fraction | list[int | Fraction]) -> float:
        return float(values[0] if isinstance(values, list) else values)

    def zeros(self, shape: tuple[int, ...]) -> Array:
        assert tuple(shape) == tuple(self.like.shape), "formulas ask for zeros of the shape of their argument only"
        return self.xp.zeros_like(self.like)

    def constant(self, name: str) -> float:
        return float(getattr(math, name))

    def function(self, name: str, values: Array) -> Array:
        if name == "reciprocal":
            return 1 / values
        if isinstance(values, float):
            return getattr(math, name)(values)
        if name == "softplus":
            return self.xp.logaddexp(self.xp.zeros_like(values), values)
        if not hasattr(self.xp, name):
            raise NotDefined(f"{self.xp.__name__} has no function {name!r}, which this activation needs; the NumPy kernels have it")
        return getattr(self.xp, name)(values)
