"""Children that can be killed: whatever somebody else's code does there, it costs one answer."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.context import BaseContext as Context
from pathlib import Path

from pebble import CONSTS, ProcessExpired, ProcessPool

import verify
from verify.claims.evidence import Outcome
from verify.errors import VerifyError
from verify.running.fault import Fault

_THREADS = ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS")
_GLANCE = 0.2
"""Seconds between two looks at which jobs are running."""

CONSTS.sleep_unit = 0.01  # seconds between two looks of the pool at its children; the default of 0.1 costs each child about as long

Work = Callable[[bytes], bytes]
"""What a child does: JSON in, JSON out; a function that can be imported by its name."""


def in_children(
    work: Work, requests: Mapping[str, bytes], workers: int, seconds: float, on_running: Callable[[list[str]], None] = lambda _: None
) -> Iterator[tuple[str, bytes | Fault]]:
    """The answer to each request as it comes, from ``workers`` children at a time; one that hangs or dies costs that answer alone.

    Every request has a child of its own, so that nothing which one of them leaves behind (a precision, a working folder, an exchanged
    function) reaches another. What a child prints goes to standard error. ``on_running`` is told, several times a second, the names of
    the requests being answered.

    Raises
    ------
    VerifyError
        If no child can be started.
    """
    with _pool(min(workers, len(requests))) as pool:
        try:
            pending: dict[Future[bytes | Fault], str] = {
                pool.schedule(_answer, args=(work, request), timeout=seconds): name for name, request in requests.items()
            }
        except BrokenProcessPool as fault:
            raise VerifyError("no child could be started to work in; the reason stands above, where the system gave one") from fault
        while pending:
            done, _ = wait(pending, timeout=_GLANCE, return_when=FIRST_COMPLETED)
            for future in done:
                yield pending.pop(future), _result(future, seconds)
            on_running([name for future, name in pending.items() if future.running()])


@contextlib.contextmanager
def _pool(workers: int) -> Iterator[ProcessPool]:
    """A pool whose children are all gone at the end, whatever the reason for leaving."""
    with _environment():
        pool = ProcessPool(max_workers=workers, max_tasks=1, initializer=_silence, context=_context())
        try:
            yield pool
        finally:
            pool.stop()  # type: ignore[no-untyped-call]  # pebble leaves this one method untyped
            pool.join()


def _answer(work: Work, request: bytes) -> bytes | Fault:
    """The answer, or what stood in its way: an exception itself may not survive the journey out of a child."""
    try:
        return work(request)
    except BaseException as error:  # noqa: BLE001 -- whatever somebody else's code raises, an exit too
        return Fault.of(error)


def _silence() -> None:
    """Standard output belongs to the command line: what a case prints could be taken for a verdict."""
    with contextlib.suppress(OSError):
        os.dup2(2, 1)


@contextlib.contextmanager
def _environment() -> Iterator[None]:
    """Children started meanwhile import this very instrument, wherever it came from, and use one thread for linear algebra.

    The claims are the parallelism, and no result depends on the number of cores.
    """
    before = dict(os.environ)
    home = str(Path(verify.__file__).resolve().parents[1])
    os.environ |= dict.fromkeys(_THREADS, "1") | {"PYTHONPATH": os.pathsep.join([home, *filter(None, [before.get("PYTHONPATH")])])}
    try:
        yield
    finally:
        for variable in ("PYTHONPATH", *_THREADS):
            os.environ.pop(variable)
            if variable in before:
                os.environ[variable] = before[variable]


def _context() -> Context:
    """Children forked from a clean server that has the heavy imports done, or spawned where the system cannot fork."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["verify.running.warm"])
    return context


def _result(future: Future[bytes | Fault], seconds: float) -> bytes | Fault:
    """What a child gave, or why it gave nothing."""
    error = future.exception()
    if error is None:
        return future.result()
    if isinstance(error, TimeoutError):
        return Fault(Outcome.TIMED_OUT, f"no answer within {seconds:g} s", seconds)
    if isinstance(error, ProcessExpired):
        return Fault(Outcome.CRASHED, f"its process died ({_cause(error.exitcode)})")
    return Fault.of(error)


def _cause(code: int) -> str:
    if code >= 0:
        return f"exit status {code}"
    if code == -signal.SIGKILL:
        return "SIGKILL, which often means that memory ran out"
    return signal.strsignal(-code) or f"signal {-code}"
