"""One command, one run: ratios to JAX, to ``torch.func``, to this machine's DGEMM and to batched SVD, and how cost and memory grow.

``python -m benchmarks`` needs ``pip install -e '.[bench]'``. Every result is compared to 1e-10 before anything is timed. One thread
for all.
"""

from __future__ import annotations

import os

for _library in ("OPENBLAS", "MKL", "OMP"):
    os.environ[f"{_library}_NUM_THREADS"] = "1"  # before NumPy is loaded

import argparse
import resource
import sys
from collections.abc import Callable

import jax
import numpy as np
import torch

from benchmarks import cores, rivals
from benchmarks.measure import CLOCKS, in_turns, table
from verify.maps.architecture import Architecture
from verify.maps.kernels.batches import Problem, derivatives, problem, stream
from verify.maps.losses import SquaredError
from verify.numbers import Floats
from verify.ranks.batches import numerical_ranks

NETS = ((2, 4, 4, 1), (2, 8, 8, 1), (4, 16, 16, 2), (4, 16, 16, 16, 2))
DATA = (4, 16, 64)
BATCHES = (1, 8, 64)
"""Batch sizes at which JAX and PyTorch are tried; the best counts."""
FORMULATIONS = {
    "idiomatic": rivals.idiomatic,
    "contracted": rivals.contracted,
    "reverse": rivals.reverse_over_reverse,
    "formulas": rivals.same_formulas,
}


def batch_of(widths: tuple[int, ...], data: int, count: int, seed: int = 0) -> Problem:
    rng = np.random.default_rng(seed)
    net = Architecture(widths, "tanh")
    theta = rng.normal(size=(count, net.parameters)) / 2
    return problem(net, theta, rng.normal(size=(data, widths[0])), rng.normal(size=(count, data * widths[-1])), SquaredError())


def run_through(batch: Problem) -> Callable[[], object]:
    """The streaming form, with a consumer that looks at one number of each chunk."""
    return lambda: sum(float(chunk.hessian[0, 0, 0]) for _, chunk in stream(batch))


def assert_agreement(name: str, found: tuple[object, ...], batch: Problem) -> None:
    ours = derivatives(batch)
    for theirs, face in zip(found, ("jacobian", "gauss_newton", "residual_curvature", "hessian"), strict=True):
        expected = getattr(ours, face)
        worst = np.abs(np.asarray(theirs) - expected).max() / (1 + np.abs(expected).max())
        assert worst < 1e-10, f"{name} and the kernels differ by {worst:.1e} in {face}"


def gemm_rate(size: int = 768) -> tuple[Callable[[], object], float]:
    """A square DGEMM, and its floating-point operations."""
    rng = np.random.default_rng(0)
    first, second, out = rng.normal(size=(size, size)), rng.normal(size=(size, size)), np.empty((size, size))
    return lambda: np.matmul(first, second, out=out), 2.0 * size**3


def enough(widths: tuple[int, ...], data: int) -> int:
    """So many networks that the first allocation is forgotten, and no more than take about a second."""
    return max(40, min(4000, int(4e8 / Architecture(widths, "tanh").parameters ** 2 / data)))


def contest(widths: tuple[int, ...], data: int, rounds: int, clock: str, torch_too: bool) -> dict[str, float]:
    """Microseconds a network of every contestant at its best batch size; ``dgemm`` in operations a microsecond."""
    count = enough(widths, data)
    whole = batch_of(widths, data, count)
    gemm, operations = gemm_rate()
    calls: dict[str, Callable[[], object]] = {"ours": run_through(whole), "dgemm": gemm}
    sizes = {"ours": count, "dgemm": 1}
    for size in BATCHES:
        part = batch_of(widths, data, size)
        for name, formulation in FORMULATIONS.items():
            compiled = rivals.jitted(formulation, widths, part.inputs[0])
            arrays = jax.numpy.asarray(part.theta), jax.numpy.asarray(np.broadcast_to(part.labels, (size, part.labels.shape[-1])))
            assert_agreement(name, compiled(*arrays), part)
            calls[f"{name} {size}"] = lambda compiled=compiled, arrays=arrays: jax.block_until_ready(compiled(*arrays))
            sizes[f"{name} {size}"] = size
        if torch_too:
            eager, tensors = rivals.torch_func(widths, part.inputs[0]), (torch.as_tensor(part.theta), torch.as_tensor(part.labels))
            assert_agreement("torch.func", tuple(tensor.numpy() for tensor in eager(*tensors)), part)
            calls[f"torch {size}"] = lambda eager=eager, tensors=tensors: eager(*tensors)
            sizes[f"torch {size}"] = size
    seconds = in_turns(calls, rounds, clock)
    each: dict[str, float] = {}
    for name, taken in seconds.items():
        kind, cost = name.split()[0], taken / sizes[name] * 1e6
        each[kind] = min(each.get(kind, np.inf), cost)
        if kind == "idiomatic" and sizes[name] == BATCHES[-1]:
            each["idiomatic large"] = cost
    each["dgemm"] = operations / each["dgemm"]
    return each


def speed(nets: list[tuple[int, ...]], data: list[int], rounds: int, clock: str, torch_too: bool) -> str:
    rows = []
    for widths in nets:
        for count in data:
            us = contest(widths, count, rounds, clock, torch_too)
            n, k = Architecture(widths, "tanh").parameters, widths[-1]
            dense = (k + 1) * count * n * n  # J^T H_l J and S, one half of each symmetric matrix, two operations a product
            best = min(us["contracted"], us["reverse"], us["idiomatic"])
            ratios = [us["idiomatic"], us["idiomatic large"], best, us["formulas"], *([us["torch"]] if torch_too else [])]
            rows.append(
                (
                    "-".join(map(str, widths)),
                    count,
                    f"{us['ours']:.1f}",
                    *(f"{other / us['ours']:.1f}" for other in ratios),
                    f"{dense / us['ours'] / us['dgemm']:.0%}",
                )
            )  # fmt: skip -- one row of the table
            print(*rows[-1], file=sys.stderr, flush=True)
    head = ("net", "D", "us a network", "idiomatic JAX", f"the same, {BATCHES[-1]} at a time", "best autodiff JAX", "same formulas in JAX")
    return table("Time of the others over ours, J + H + both terms", (*head, *(["torch.func"] if torch_too else []), "of DGEMM"), rows)


def ranks(rounds: int, clock: str) -> str:
    rng, rows = np.random.default_rng(1), []
    for m, n in ((16, 37), (16, 105), (32, 386)):
        well = rng.normal(size=(256, m, n)) @ np.diag(np.geomspace(1, 1e-2, n))
        low = well.copy()
        low[:, -1] = low[:, 0]
        mixed = well.copy()
        mixed[::4] = low[::4]
        for kind, matrices in (("well-conditioned", well), ("deficient", low), ("a quarter deficient", mixed)):
            values = np.linalg.svd(matrices, compute_uv=False)
            expected = (values > 1e-8 * values[:, :1]).sum(axis=-1)
            wrong = int((numerical_ranks(Floats(), matrices).lower != expected).sum())
            assert wrong == 0, f"{wrong} wrong ranks"
            calls = {"ours": lambda a=matrices: numerical_ranks(Floats(), a), "svd": lambda a=matrices: np.linalg.svd(a, compute_uv=False)}
            seconds = in_turns(calls, rounds, clock)
            rows.append((f"{m} x {n}", kind, f"{seconds['ours'] / 256e-6:.1f}", f"{seconds['svd'] / seconds['ours']:.2f}", wrong))
    return table("Batched ranks", ("matrices", "kind", "us a matrix", "time of SVD over ours", "wrong ranks"), rows)


def growth(rounds: int, clock: str) -> str:
    start, rows = ((2, 8, 8, 1), 16), []
    steps = [start, ((2, 16, 16, 1), 16), ((2, 32, 32, 1), 16), ((2, 8, 8, 1), 32), ((2, 8, 8, 1), 64), ((2, 8, 8, 1), 128)]
    calls = {f"{widths} {data}": run_through(batch_of(widths, data, 60)) for widths, data in steps}
    calls |= {"half the batch": run_through(batch_of(*start, 300)), "twice the batch": run_through(batch_of(*start, 600))}
    seconds = in_turns(calls, rounds, clock)
    first = seconds[f"{start[0]} {start[1]}"]
    for widths, data in steps:
        parameters = Architecture(widths, "tanh").parameters
        rows.append((parameters, data, f"{seconds[f'{widths} {data}'] / first:.1f}", f"{parameters**2 * data / 105**2 / 16:.1f}"))
    rows.append(("105", "16, B doubled", f"{seconds['twice the batch'] / seconds['half the batch']:.1f}", "2.0"))
    return table("Growth of the cost, relative to the first line", ("N", "D", "measured", "N^2 D"), rows)


def memory(counts: tuple[int, ...]) -> str:
    """Peak memory in fresh processes: what the streaming form adds to a process that holds the parameters already."""
    rows = []
    for count in counts:
        child = os.fork()
        if child == 0:
            batch = batch_of((2, 8, 8, 1), 16, count)
            before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            run_through(batch)()
            grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
            print(f"memory {count} {grown:.1f}", file=sys.stderr, flush=True)
            os._exit(min(255, round(grown)))
        rows.append((f"{count:,}", os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])))
    return table("Memory of the streaming form, 2-8-8-1, D = 16", ("networks", "MB above the parameters"), rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--clock", choices=tuple(CLOCKS), default="wall", help="cpu: on a machine that others use too")
    parser.add_argument("--nets", nargs="*", default=["-".join(map(str, net)) for net in NETS])
    parser.add_argument("--data", nargs="*", type=int, default=list(DATA))
    parser.add_argument("--no-torch", action="store_true")
    parser.add_argument("--cores", action="store_true", help="also one core against two, by the wall clock")
    parser.add_argument("--networks", type=int, default=1_000_000, help="the largest batch whose memory is measured")
    chosen = parser.parse_args()
    print(memory(tuple(10**power for power in range(3, 7) if 10**power <= chosen.networks)), flush=True)
    print(ranks(chosen.rounds, chosen.clock), flush=True)
    print(growth(chosen.rounds, chosen.clock), flush=True)
    nets = [tuple(int(n) for n in net.split("-")) for net in chosen.nets]
    print(speed(nets, chosen.data, chosen.rounds, chosen.clock, not chosen.no_torch), flush=True)
    if chosen.cores:
        head = ("net", "D", "ours, two over one", "JAX, two over one", "ours over idiomatic JAX, each on two")
        print(table("Two cores, networks a second", head, cores.rows(chosen.nets, chosen.data, seconds=2.0)), flush=True)


if __name__ == "__main__":
    main()
