"""Timing in turns: every contestant runs once in each round, and each keeps its median."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from statistics import median

CLOCKS = {"wall": time.perf_counter, "cpu": time.process_time}
"""On a machine that others use too, ``cpu`` counts what this process really worked; else ``wall`` is what the reader waits for."""

_SHORTEST = 0.03
"""Seconds for which a contestant runs in one round, at least: long against the resolution of both clocks."""


def in_turns(contestants: Mapping[str, Callable[[], object]], rounds: int, clock: str = "wall") -> dict[str, float]:
    """Median seconds of one call of each contestant. All are called once before anything is timed."""
    now, repeats = CLOCKS[clock], {}
    for name, call in contestants.items():
        call()
        started = time.perf_counter()
        call()
        repeats[name] = max(1, round(_SHORTEST / max(time.perf_counter() - started, 1e-7)))
    seconds: dict[str, list[float]] = {name: [] for name in contestants}
    for _ in range(rounds):
        for name, call in contestants.items():
            started = now()
            for _ in range(repeats[name]):
                call()
            seconds[name].append((now() - started) / repeats[name])
    return {name: median(each) for name, each in seconds.items()}


def table(title: str, head: tuple[str, ...], rows: list[tuple[object, ...]]) -> str:
    """A table in Markdown."""
    lines = [f"\n### {title}\n", "| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join(lines + ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows])
