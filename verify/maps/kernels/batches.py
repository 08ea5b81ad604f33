"""Batches of networks in chunks that fit the cache: each chunk handed on as it is made, or all of them stored."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from functools import reduce
from typing import Any

import numpy as np

from verify.errors import InvalidInput, NotDefined
from verify.maps.architecture import Architecture
from verify.maps.kernels import assembly, curvature, signals
from verify.maps.kernels.plan import Plan, plan_of
from verify.maps.kernels.workspace import Workspace
from verify.maps.over_data import OverData
from verify.numbers.floats import Floats
from verify.numbers.system import Array
from verify.truth import Truth

CHUNK_BYTES = 4_000_000
"""About how much memory the arrays of one chunk take. Smaller chunks stay in faster caches but pay NumPy's fixed cost of a call for fewer
networks; of 0.5 to 32 MB this was best or close to it for every network from 2-4-4-1 (some 85 at a time) to 4-16-16-16-2 (one)."""


Matrices = tuple[Array, Array, Array, Array]
"""``J``, ``J^T H_l J``, ``S`` and their sum."""


@dataclass(frozen=True, eq=False)
class Derivatives:
    """Derivatives of the loss of B networks, each with N parameters and D data of k outputs (``m = D k`` behaviours).

    Parameters
    ----------
    outputs, loss_gradient : array (B, m)
        ``F`` and ``grad l`` there.
    loss_blocks : array (B, D, k, k)
        The diagonal blocks of ``H_l``.
    jacobian : array (B, m, N)
    gauss_newton, residual_curvature, hessian : array (B, N, N)
        ``J^T H_l J``, ``S = sum over a of (dl/dF_a) Hess F_a``, and their sum.
    smooth : Truth (B,)
        Does no unit stand on its kink?
    """

    outputs: Array
    loss_gradient: Array
    loss_blocks: Array
    jacobian: Array
    gauss_newton: Array
    residual_curvature: Array
    hessian: Array
    smooth: Truth


@dataclass(frozen=True, eq=False)
class Problem:
    """A batch of B networks of one architecture: parameters (B, N), inputs (B, D, n_0), labels (B, D k), a loss over data."""

    plan: Plan
    numbers: Floats
    theta: Array
    inputs: Array
    labels: Array
    loss: OverData

    @property
    def count(self) -> int:
        return len(self.theta)

    @property
    def chunk(self) -> int:
        """How many networks at a time; odd, so that rows of C D numbers are no multiple of a memory page apart."""
        plan, data = self.plan, self.inputs.shape[-2]
        matrices = 3 * plan.parameters**2 + 2 * data * plan.outputs * plan.parameters
        between = 2 * data * sum(pair.upper.units * pair.lower.units for pair in plan.pairs)
        wanted = CHUNK_BYTES // ((matrices + between) * self.theta.itemsize)
        return max(1, min(int(wanted) | 1, 255))

    def part(self, rows: slice) -> tuple[Array, Array, Array]:
        """Parameters, inputs and labels of some of the networks."""
        return self.theta[rows], self.inputs[rows], self.labels[rows]


def problem(
    architecture: Architecture, theta: Array, inputs: Array, labels: Array, loss: OverData, numbers: Floats | None = None
) -> Problem:
    """The batch with one leading axis, from parameters (B, N), inputs (B, D, n_0) or (D, n_0), labels (B, D k) or (D k,).

    Raises
    ------
    InvalidInput
        If a shape does not fit.
    """
    system = Floats() if numbers is None else numbers
    plan = plan_of(architecture)
    values = [np.asarray(x, dtype=system.dtype) for x in (theta, inputs, labels)]
    theta, inputs, labels = (x if x.ndim > axes else x[None] for x, axes in zip(values, (1, 2, 1), strict=True))
    wanted = ((plan.parameters,), (inputs.shape[-2], architecture.widths[0]), (inputs.shape[-2] * plan.outputs,))
    for name, found, shape in zip(("theta", "inputs", "labels"), (theta, inputs, labels), wanted, strict=True):
        if found.shape[1:] != shape:
            raise InvalidInput(f"{name} must end in the shape {shape} for this architecture and these data, got {found.shape}")
    count = reduce(max, map(len, (theta, inputs, labels)))
    if any(len(x) not in (1, count) for x in (theta, inputs, labels)):
        raise InvalidInput(f"parameters, inputs and labels of {len(theta)}, {len(inputs)} and {len(labels)} networks do not go together")
    theta, inputs, labels = (x if len(x) == count else np.broadcast_to(x, (count, *x.shape[1:])) for x in (theta, inputs, labels))
    return Problem(plan, system, theta, inputs, labels, loss)


def stream(batch: Problem) -> Iterator[tuple[slice, Derivatives]]:
    """The derivatives chunk by chunk, each with its place in the batch; **valid until the next is asked for**.

    The memory does not grow with the batch: every chunk is written over the one before. Keep a number, a rank or a copy.

    Examples
    --------
    >>> import numpy as np
    >>> from verify.maps.losses import SquaredError
    >>> rng = np.random.default_rng(0)
    >>> net = Architecture((2, 3, 1), "tanh")
    >>> batch = problem(net, rng.normal(size=(1000, 13)), rng.normal(size=(4, 2)), rng.normal(size=4), SquaredError())
    >>> sum(len(chunk.hessian) for _, chunk in stream(batch))
    1000
    """
    work = Workspace(batch.numbers.dtype)
    for start in range(0, batch.count, batch.chunk):
        rows = slice(start, min(start + batch.chunk, batch.count))
        if rows.stop - rows.start < batch.chunk:
            work = Workspace(batch.numbers.dtype)
        yield rows, _derivatives(batch, rows, work)


def derivatives(batch: Problem) -> Derivatives:
    """The derivatives of the whole batch, stored: 3 N^2 + m N numbers for each network."""
    if batch.count <= batch.chunk:  # its arrays are nobody else's
        return next(part for _, part in stream(batch))
    whole: dict[str, Any] = {}
    for rows, part in stream(batch):
        for name, values in _arrays(part).items():
            if not rows.start:
                whole[name] = np.empty((batch.count, *values.shape[1:]), values.dtype)
            whole[name][rows] = values
    smooth = Truth(whole.pop("smooth"))
    return Derivatives(**whole, smooth=smooth)


def linearised(
    architecture: Architecture, inputs: Array, count: int, numbers: Floats | None = None
) -> Callable[[Array], tuple[Array, Array]]:
    """The map from parameters (count, N) to outputs (count, D k) and ``J`` (count, D k, N) on inputs (D, n_0): no second derivatives.

    All networks in one chunk, whose arrays are written over at every call; what is handed out is not.

    Examples
    --------
    >>> import numpy as np
    >>> square = linearised(Architecture((1, 1), output_activation="quadratic", biases=False), np.array([[1.0], [2.0]]), 1)
    >>> [array.tolist() for array in square(np.array([[3.0]]))]
    [[[9.0, 36.0]], [[[6.0], [24.0]]]]
    """
    system = Floats() if numbers is None else numbers
    plan, work = plan_of(architecture), Workspace(system.dtype)
    data = np.broadcast_to(np.asarray(inputs, dtype=system.dtype), (count, *np.shape(inputs)))

    held, into = work.held("theta", (count, plan.parameters)), work.held("jacobian", (count, data.shape[1] * plan.outputs, plan.parameters))

    def both() -> tuple[Array, Array]:
        layers = signals.forward(plan, work, system, held, data)
        return layers[-1].after.transpose(1, 2, 0), assembly.jacobian(work, layers, signals.backward(work, layers), into)

    def at(theta: Array) -> tuple[Array, Array]:
        np.copyto(held, theta)
        with system.arithmetic():
            outputs, jacobian = work.repeated("outputs and J", both)
        return outputs.copy().reshape(count, -1), jacobian.copy()

    return at


def _arrays(found: Derivatives) -> dict[str, Array]:
    """The arrays of a chunk by their names; ``smooth`` as its states."""
    names = (each.name for each in fields(found) if each.name != "smooth")
    return {name: getattr(found, name) for name in names} | {"smooth": found.smooth.state}


def _derivatives(batch: Problem, rows: slice, work: Workspace) -> Derivatives:
    """One chunk: forwards; the loss at the outputs; backwards, the factors between layers, the matrices over all parameters."""
    numbers, size = batch.numbers, rows.stop - rows.start
    theta, inputs, labels = batch.part(rows)
    held = [work.held(name, values.shape) for name, values in (("theta", theta), ("inputs", inputs))]
    np.copyto(held[0], theta)
    np.copyto(held[1], inputs)
    with numbers.arithmetic():
        layers = work.repeated("forwards", lambda: signals.forward(batch.plan, work, numbers, *held))
        outputs = layers[-1].after.transpose(1, 2, 0).reshape(size, -1)
        gradient, parts, defined = batch.loss.jet(numbers, outputs, labels)
        blocks = loss_blocks(batch.loss, numbers, parts, batch.plan.outputs)
        at_outputs = work.held("grad l", gradient.shape), work.held("H_l", blocks.shape)
        np.copyto(at_outputs[0], gradient)
        np.copyto(at_outputs[1], blocks)
        found = work.repeated("matrices", lambda: _matrices(batch.plan, work, layers, *at_outputs))
        smooth = signals.smooth(numbers, layers) & defined
    return Derivatives(outputs, gradient, blocks, *found, smooth=smooth)


def _matrices(plan: Plan, work: Workspace, layers: tuple[signals.Forward, ...], gradient: Array, blocks: Array) -> Matrices:
    """``J``, ``J^T H_l J``, ``S`` and their sum."""
    count, behaviours = gradient.shape
    square = count, plan.parameters, plan.parameters
    gauss_newton, residual, hessian = (work.held(name, square) for name in ("J^T H_l J", "S", "H"))
    returned = signals.backward(work, layers)
    jacobian = assembly.jacobian(work, layers, returned, work.held("jacobian", (count, behaviours, plan.parameters)))
    slope = gradient.reshape(count, -1, plan.outputs).transpose(2, 0, 1)
    curvature.residual(work, plan, layers, returned, slope, residual)
    assembly.gauss_newton(work, jacobian, blocks, gauss_newton)
    work.step(np.add, gauss_newton, residual, hessian)
    return jacobian, gauss_newton, residual, hessian


def loss_blocks(loss: OverData, numbers: Floats, blocks: Array, size: int) -> Array:
    """The diagonal blocks (B, D, k, k) of ``H_l`` for networks of ``size = k`` outputs, from those of the loss itself.

    A loss may see fewer outputs at a time than the network has (a squared error sees each alone); its blocks then lie on the diagonals.

    Raises
    ------
    NotDefined
        If the loss couples outputs of different data, see `fits`.
    """
    part = loss.outputs_per_datum
    if part == size:
        return blocks
    if not fits(loss, size):
        raise NotDefined(f"a loss of {part} outputs at a time couples different data of a network of {size}; use the generic text")
    split = blocks.reshape(len(blocks), -1, size // part, part, part)
    whole = numbers.zeros((*split.shape[:2], size // part, part, size // part, part))
    for each in range(size // part):
        whole[:, :, each, :, each] = split[:, :, each]
    return whole.reshape(*split.shape[:2], size, size)


def fits(loss: OverData, size: int) -> bool:
    """Is ``H_l`` block diagonal over the data of a network of ``size`` outputs?"""
    return size % loss.outputs_per_datum == 0
