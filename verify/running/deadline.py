"""A hard stop for work of this very process: what is under way when the time is up is broken off, not only what would come next."""

from __future__ import annotations

import contextlib
import signal
import threading
import time
from collections.abc import Callable
from types import FrameType


class OutOfTime(BaseException):
    """The time is up. No `Exception`: nobody who tries one thing after another is to take it for a fault of the one at hand."""


def within(seconds: float, work: Callable[[], None]) -> None:
    """Do the work, and break it off wherever it is after so many seconds; an alarm of the system does it.

    Elsewhere than in the main thread of a process, on a system without alarms, or where an alarm of somebody else is to ring before, the
    work is done to its end: it looks itself, between two steps, whether the time is up.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        work()
        return
    theirs = signal.getitimer(signal.ITIMER_REAL)[0]
    if 0 < theirs <= seconds:
        work()
        return

    def ring(number: int, frame: FrameType | None) -> None:
        raise OutOfTime

    started, before = time.monotonic(), signal.signal(signal.SIGALRM, ring)
    try:
        with contextlib.suppress(OutOfTime):  # around the clearing as well: the alarm may ring at any place until that is done
            try:
                signal.setitimer(signal.ITIMER_REAL, seconds)
                work()
            finally:
                signal.setitimer(signal.ITIMER_REAL, 0)
    finally:
        signal.signal(signal.SIGALRM, before)
        if theirs:
            signal.setitimer(signal.ITIMER_REAL, max(theirs - (time.monotonic() - started), 0.001))
