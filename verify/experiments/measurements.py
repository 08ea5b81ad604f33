"""What an arm of an experiment is, and the table that it leaves."""

from __future__ import annotations

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

    def table(self) -> list[dict[str, Any]]:
        """The rows as JSON data, each with its interval and the prediction beside it."""
        return [_record(self.arm, row) for row in self.rows]


class Arm(Protocol):
    """One arm of an experiment: everything about it but the random numbers and how many runs there are."""

    name: str

    def measure(self, rng: np.random.Generator, count: int) -> Measurement: ...


def _record(arm: str, row: Row) -> dict[str, Any]:
    lower, upper = row.frequency.interval()
    record: dict[str, Any] = {"arm": arm, row.setting: row.value, "counted": row.counted}
    record |= {"hits": row.frequency.hits, "undecided": row.frequency.undecided, "trials": row.frequency.trials}
    record |= {"low": round(lower, 6), "high": round(upper, 6), "confidence": SHOWN}
    return record | ({} if row.predicted is None else {"predicted": round(row.predicted, 6)}) | row.beside
