"""A hard stop for work of this very process: what is under way when the time is up is broken off, not only what would come next."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator
from types import FrameType


class OutOfTime(BaseException):
    """The time is up. No `Exception`: nobody who tries one thing after another is to take it for a fault of the one at hand."""


@contextlib.contextmanager
def broken_off_after(seconds: float) -> Iterator[None]:
    """Leave the block, wherever it is, after so many seconds; an alarm of the system does it.

    Elsewhere than in the main thread of a process, or on a system without alarms, or where somebody else has set one, the block runs to
    its end: whoever runs it asks between two steps whether the time is up.
    """
    if not _free_to_set() or seconds <= 0:
        yield
        return

    def ring(number: int, frame: FrameType | None) -> None:
        raise OutOfTime

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        with contextlib.suppress(OutOfTime):
            yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _free_to_set() -> bool:
    return (
        hasattr(signal, "setitimer")
        and threading.current_thread() is threading.main_thread()
        and signal.getitimer(signal.ITIMER_REAL)[0] == 0.0
    )
