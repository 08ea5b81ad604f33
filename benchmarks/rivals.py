"""The same derivatives in JAX and in PyTorch: outputs of the same network, squared error, one network; batched by their own ``vmap``."""

from __future__ import annotations

import os
from itertools import pairwise

os.environ.setdefault("XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1")

import jax
import jax.numpy as jnp
import torch

jax.config.update("jax_enable_x64", True)
torch.set_num_threads(1)

Widths = tuple[int, ...]


def _layers(widths: Widths, theta):
    start = 0
    for arriving, units in pairwise(widths):
        stop = start + units * arriving
        yield theta[start:stop].reshape(units, arriving), theta[stop : stop + units]
        start = stop + units


def _outputs(tanh, widths: Widths, theta, x):
    *hidden, (last, bias) = _layers(widths, theta)
    for weights, shift in hidden:
        x = tanh(x @ weights.T + shift)
    return (x @ last.T + bias).reshape(-1)


def idiomatic(widths: Widths, x):
    """``hessian`` of the loss, ``jacrev`` of the outputs, ``S`` as what is left."""

    def derivatives(theta, y):
        def behaviours(t):
            return _outputs(jnp.tanh, widths, t, x)

        jacobian = jax.jacrev(behaviours)(theta)
        hessian = jax.hessian(lambda t: jnp.sum((behaviours(t) - y) ** 2))(theta)
        gauss_newton = 2 * jacobian.T @ jacobian
        return jacobian, gauss_newton, hessian - gauss_newton, hessian

    return derivatives


def contracted(widths: Widths, x, second=jax.hessian):
    """``S`` as the Hessian of the scalar ``<grad l, F>`` with the gradient held fixed: the best formulation for automatic derivatives."""

    def derivatives(theta, y):
        def behaviours(t):
            return _outputs(jnp.tanh, widths, t, x)

        jacobian = jax.jacrev(behaviours)(theta)
        gradient = 2 * (behaviours(theta) - y)
        residual = second(lambda t: behaviours(t) @ gradient)(theta)
        gauss_newton = 2 * jacobian.T @ jacobian
        return jacobian, gauss_newton, residual, gauss_newton + residual

    return derivatives


def reverse_over_reverse(widths: Widths, x):
    """`contracted` with the other order of differentiation."""
    return contracted(widths, x, lambda f: jax.jacrev(jax.grad(f)))


def same_formulas(widths: Widths, x):
    """The recursion of `verify.maps.kernels.curvature` written in JAX, for XLA to fuse as it likes."""

    def derivatives(theta, y):
        layers = list(_layers(widths, theta))
        rows, slopes, bends, after = [], [], [], x
        for number, (weights, bias) in enumerate(layers, start=1):
            rows.append(jnp.concatenate([after, jnp.ones((len(after), 1))], axis=1))
            z = after @ weights.T + bias
            t = jnp.tanh(z)
            last = number == len(layers)
            after, slope, bend = (z, jnp.ones_like(z), jnp.zeros_like(z)) if last else (t, 1 - t * t, -2 * t * (1 - t * t))
            slopes.append(slope)
            bends.append(bend)
        gradient = 2 * (after.reshape(-1) - y).reshape(after.shape)
        back = jnp.broadcast_to(jnp.eye(widths[-1]), (len(x), widths[-1], widths[-1]))
        signals, backs = [], []
        for (weights, _), slope in zip(reversed(layers), reversed(slopes), strict=True):
            backs.append(jnp.einsum("doi,do->di", back, gradient))
            signals.append(back * slope[:, None])
            back = signals[-1] @ weights
        signals, backs = signals[::-1], backs[::-1]
        jacobian = jnp.concatenate([_in_order(jnp.einsum("doi,dq->doiq", s, r)) for s, r in zip(signals, rows, strict=True)], axis=-1)
        jacobian = jacobian.reshape(-1, theta.size)
        gauss_newton = 2 * jacobian.T @ jacobian
        residual = _residual(layers, rows, slopes, bends, backs)
        return jacobian, gauss_newton, residual, gauss_newton + residual

    return derivatives


def _in_order(block):
    """(..., i, q) with the bias as last q, as a vector in the order of the parameters: weights row by row, then biases."""
    *batch, units, count = block.shape
    return jnp.concatenate([block[..., :-1].reshape(*batch, units * (count - 1)), block[..., -1]], axis=-1)


def _residual(layers, rows, slopes, bends, backs):
    depth, blocks = len(layers), {}
    across = None
    for m in reversed(range(depth)):
        own = jax.vmap(jnp.diag)(bends[m] * backs[m])
        if across is not None:
            own = own + slopes[m][:, :, None] * jnp.einsum("pi,djp->dij", layers[m + 1][0], across)
        down, delta = own, slopes[m] * backs[m]
        for l in reversed(range(m + 1)):
            if l < m:
                down = slopes[l][:, :, None] * jnp.einsum("pi,dpj->dij", layers[l + 1][0], down)
                across = down if l == m - 1 else across
            block = jnp.einsum("dip,dq,dr->iqpr", down, rows[l], rows[m])
            if l < m:
                tangent = jax.vmap(jnp.diag)(slopes[l])
                for j in range(l + 1, m):
                    tangent = slopes[j][:, :, None] * jnp.einsum("rj,dji->dri", layers[j][0], tangent)
                block = block.at[..., :-1].add(jnp.einsum("dp,dri,dq->iqpr", delta, tangent, rows[l]))
            rows_first = _in_order(_in_order(block).transpose(2, 0, 1))  # (second parameter, first parameter)
            blocks[l, m], blocks[m, l] = rows_first.T, rows_first
    return jnp.concatenate([jnp.concatenate([blocks[l, m] for m in range(depth)], axis=1) for l in range(depth)], axis=0)


def jitted(formulation, widths: Widths, x):
    """A batched, compiled formulation: parameters (B, N), labels (B, m)."""
    return jax.jit(jax.vmap(formulation(widths, jnp.asarray(x))))


def torch_func(widths: Widths, x):
    """``torch.func``: vmap of jacrev and of the Hessian of the loss."""
    inputs = torch.as_tensor(x.copy())  # PyTorch wants to be able to write

    def behaviours(theta):
        return _outputs(torch.tanh, widths, theta, inputs)

    def derivatives(theta, y):
        jacobian = torch.func.jacrev(behaviours)(theta)
        hessian = torch.func.hessian(lambda t: ((behaviours(t) - y) ** 2).sum())(theta)
        gauss_newton = 2 * jacobian.T @ jacobian
        return jacobian, gauss_newton, hessian - gauss_newton, hessian

    return torch.func.vmap(derivatives)
