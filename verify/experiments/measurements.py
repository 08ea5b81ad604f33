"""What an arm of an experiment is, and the table that it leaves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import add
from typing import Any, Protocol

import numpy as np

from verify.errors import InvalidInput
from verify.experiments.frequencies import SHOWN, Frequency


@dataclass(frozen=True)
class Row:
    """One frequency of a table.

    Parameters
    ----------
    setting : str
        What was set, such as ``"width"``; ``value`` says to what.
    counted : str
        What a hit is.
    predicted : float, optional
        The probability that a theorem gives it.
    beside : dict
        Other counts, such as runs that did not converge.
    """

    setting: str
    value: int
    counted: str
    frequency: Frequency
    predicted: float | None = None
    beside: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Measurement:
    """The table of one arm."""

    arm: str
    rows: tuple[Row, ...]

    def at(self, value: int) -> Frequency:
        """The frequency in the row where the setting has this value."""
        for row in self.rows:
            if row.value == value:
                return row.frequency
        raise InvalidInput(f"{self.arm}: nothing was measured at {value}, only at {[row.value for row in self.rows]}")

    @property
    def pooled(self) -> Frequency:
        """All rows together."""
        return reduce(add, (row.frequency for row in self.rows))


class Arm(Protocol):
    """One arm of an experiment: everything about it but the random numbers and how many runs there are."""

    name: str

    def measure(self, rng: np.random.Generator, count: int) -> Measurement: ...


def document(measured: Sequence[Measurement]) -> dict[str, Any]:
    """The tables of several arms as JSON data: every row with its interval and prediction, and the same as series to be drawn.

    Arms of one row each are one series.
    """
    first = measured[0].rows[0]
    found: dict[str, list[Row]] = {}
    for one in measured:
        name = one.arm if any(len(other.rows) > 1 for other in measured) else "measured"
        found.setdefault(name, []).extend(one.rows)
    series = [_series(name, rows) for name, rows in found.items()]
    series += [_predicted(name, rows) for name, rows in found.items() if all(row.predicted is not None for row in rows)]
    rows = [_record(one.arm, row) for one in measured for row in one.rows]
    return {"kind": "measurement", "x": first.setting, "y": first.counted, "confidence": SHOWN, "series": series, "rows": rows}


def _series(name: str, rows: list[Row]) -> dict[str, Any]:
    low, high = zip(*(row.frequency.interval() for row in rows), strict=True)
    y = [row.frequency.share for row in rows]
    return {"name": name, "x": [row.value for row in rows], "y": _texts(y), "low": _texts(low), "high": _texts(high)}


def _predicted(name: str, rows: list[Row]) -> dict[str, Any]:
    return {"name": f"{name}, predicted" if name != "measured" else "predicted", "x": [row.value for row in rows]} | {
        "y": _texts([row.predicted or 0.0 for row in rows])
    }


def _texts(values: Sequence[float]) -> list[str]:
    return [f"{value:.6g}" for value in values]


def _record(arm: str, row: Row) -> dict[str, Any]:
    lower, upper = row.frequency.interval()
    counts = {"hits": row.frequency.hits, "undecided": row.frequency.undecided, "trials": row.frequency.trials, "beside": row.beside}
    record = {"arm": arm, row.setting: row.value, "counted": row.counted, **counts, "low": f"{lower:.6g}", "high": f"{upper:.6g}"}
    return record if row.predicted is None else record | {"predicted": f"{row.predicted:.6g}"}
