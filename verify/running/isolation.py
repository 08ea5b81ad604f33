"""Workers: children that can be killed, so that a hanging or dying claim costs one claim."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from multiprocessing.context import BaseContext as Context

import msgspec
from pebble import ProcessExpired, ProcessPool

from verify.claims.evidence import Outcome
from verify.running.jobs import Fault, Job, perform

_PRELOADED = ["verify.claims.catalogue", "verify.claims.settle"]
_THREADS = ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS")
_GLANCE = 0.2
"""Seconds between two looks at which jobs are running."""

Answer = tuple[Job, bytes | Fault]


def in_children(jobs: Sequence[Job], workers: int, seconds_per_claim: float, on_running: Callable[[list[str]], None]) -> Iterator[Answer]:
    """Answers as they come, from ``workers`` children; a child that hangs or dies is replaced and the rest goes on.

    ``on_running`` is told, several times a second, the ids of the claims being settled.
    """
    with _pool(min(workers, len(jobs))) as pool:
        pending: dict[Future[bytes], Job] = {
            pool.schedule(perform, args=(msgspec.json.encode(job),), timeout=seconds_per_claim): job for job in jobs
        }
        while pending:
            done, _ = wait(pending, timeout=_GLANCE, return_when=FIRST_COMPLETED)
            for future in done:
                yield pending.pop(future), _result(future, seconds_per_claim)
            on_running([job.id for future, job in pending.items() if future.running()])


@contextlib.contextmanager
def _pool(workers: int) -> Iterator[ProcessPool]:
    """A pool whose children are all gone at the end, whatever the reason for leaving."""
    with _one_thread_each():
        pool = ProcessPool(max_workers=workers, context=_context())
        try:
            yield pool
        finally:
            pool.stop()  # type: ignore[no-untyped-call]  # pebble leaves this one method untyped
            pool.join()


@contextlib.contextmanager
def _one_thread_each() -> Iterator[None]:
    """Children started meanwhile use one thread for linear algebra: the claims are the parallelism, and no result depends on the cores."""
    before = dict(os.environ)
    os.environ |= dict.fromkeys(_THREADS, "1")
    try:
        yield
    finally:
        for variable in _THREADS:
            os.environ.pop(variable)
            if variable in before:
                os.environ[variable] = before[variable]


def _context() -> Context:
    """Children forked from a clean server that has the heavy imports done, or spawned where the system cannot fork."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_PRELOADED)
    return context


def _result(future: Future[bytes], seconds_per_claim: float) -> bytes | Fault:
    """What a job gave; a fault of the job or of its child as a `Fault`. The exception is asked for, not raised: it may be an exit."""
    error = future.exception()
    if error is None:
        return future.result()
    if isinstance(error, TimeoutError):
        reason = f"no answer within {seconds_per_claim:g} s; allow more with --time-limit, or make the check smaller"
        return Fault(Outcome.TIMED_OUT, reason, seconds_per_claim)
    if isinstance(error, ProcessExpired):
        return Fault(Outcome.CRASHED, f"its process died ({_cause(error.exitcode)})")
    return Fault.of(error)


def _cause(code: int) -> str:
    if code >= 0:
        return f"exit status {code}"
    name = signal.Signals(-code).name
    return f"{name}, which often means that memory ran out" if name == "SIGKILL" else name
