"""Two cores against one: how many networks a second, ours by processes and JAX in the way that suits it best.

``python -m benchmarks.cores NET D KIND SECONDS`` is one worker: it prints how many networks a second it went through.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time

ONE_THREAD = {f"{library}_NUM_THREADS": "1" for library in ("OPENBLAS", "MKL", "OMP")}
XLA_ON_ONE = {"XLA_FLAGS": "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"}
XLA_ON_ALL = {"XLA_FLAGS": "--xla_cpu_multi_thread_eigen=true"}


def together(net: str, data: int, kind: str, workers: int, seconds: float, settings: dict[str, str]) -> float:
    """Networks a second of all the workers, who start at about the same time; each warms up before it counts."""
    command = [sys.executable, "-m", "benchmarks.cores", net, str(data), kind, str(seconds)]
    started = [subprocess.Popen(command, env=os.environ | settings, stdout=subprocess.PIPE, text=True) for _ in range(workers)]
    printed = [worker.communicate()[0] for worker in started]
    if any(worker.returncode for worker in started):
        raise RuntimeError(f"a worker of {command} failed")
    return sum(map(float, printed))


def rows(nets: list[str], data: list[int], seconds: float) -> list[tuple[object, ...]]:
    """Net, D, ours on two cores over ours on one, JAX the same (the better of two processes and its own threads), ours over JAX on two."""
    found: list[tuple[object, ...]] = []
    for net in nets:
        for count in data:
            one = together(net, count, "ours", 1, seconds, ONE_THREAD)
            two = together(net, count, "ours", 2, seconds, ONE_THREAD)
            jax_one = together(net, count, "jax", 1, seconds, ONE_THREAD | XLA_ON_ONE)
            by_processes = together(net, count, "jax", 2, seconds, ONE_THREAD | XLA_ON_ONE)
            by_threads = together(net, count, "jax", 1, seconds, XLA_ON_ALL)
            best = max(by_processes, by_threads)
            way = "processes" if best == by_processes else "threads"
            found.append((net, count, f"{two / one:.2f}", f"{best / jax_one:.2f} ({way})", f"{two / best:.1f}"))
    return found


def worker(net: str, data: int, kind: str, seconds: float) -> float:
    """Networks a second in this process; JAX with the idiomatic formulation at the best of its batch sizes."""
    from benchmarks.__main__ import BATCHES, batch_of, enough, run_through  # here: what starts the workers loads no library

    widths = tuple(int(n) for n in net.split("-"))
    if kind == "ours":
        batch = batch_of(widths, data, enough(widths, data))
        return rate(run_through(batch), batch.count, seconds)
    import jax

    from benchmarks import rivals

    best = 0.0
    for size in BATCHES:
        part = batch_of(widths, data, size)
        compiled = rivals.jitted(rivals.idiomatic, widths, part.inputs[0])
        theta, labels = jax.numpy.asarray(part.theta), jax.numpy.asarray(part.labels)
        best = max(best, rate(lambda f=compiled, t=theta, y=labels: jax.block_until_ready(f(t, y)), size, seconds))
    return best


def rate(call, networks: int, seconds: float) -> float:
    """Networks a second, by the wall clock."""
    call()
    calls, started = 0, time.perf_counter()
    while time.perf_counter() - started < seconds:
        call()
        calls += 1
    return calls * networks / (time.perf_counter() - started)


if __name__ == "__main__":
    print(worker(sys.argv[1], int(sys.argv[2]), sys.argv[3], float(sys.argv[4])))
