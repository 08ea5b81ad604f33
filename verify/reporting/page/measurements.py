"""Pictures of measurements: what an experiment found, against what it varied, with its intervals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from verify.reporting.page.drawing import ACCENT, GOOD, HOT, MUTED, Picture, note, panels, picture

_COLOURS = (ACCENT, HOT, GOOD, MUTED)
_MARKS = ("o", "s", "^", "D")


@dataclass(frozen=True)
class Series:
    """One line of a measurement: a name, and for each ``x`` the value with the ends of its interval."""

    name: str
    x: list[float]
    y: list[float]
    low: list[float]
    high: list[float]


@dataclass(frozen=True)
class Measurement:
    """What was measured against what, as one or more series."""

    x: str
    y: str
    series: list[Series]


def measurement(certificate: Mapping[str, Any]) -> Measurement | None:
    """What a certificate of kind ``measurement`` brings; None for any other, and for one that cannot be read.

    Its fields: ``x`` and ``y``, what the axes show; ``series``, a list of ``{"name", "x", "y", "low", "high"}`` with numbers as exact
    strings or floats, ``low`` and ``high`` being the ends of the intervals (and left out where there are none).

    Examples
    --------
    >>> found = measurement(
    ...     {"kind": "measurement", "x": "width", "y": "rank", "series": [{"name": "all", "x": ["2", "4"], "y": ["3", "7.5"]}]}
    ... )
    >>> found.series[0].high
    [3.0, 7.5]
    """
    if certificate.get("kind") != "measurement":
        return None
    try:
        series = [_series(one) for one in certificate["series"]]
        found = Measurement(str(certificate.get("x", "x")), str(certificate.get("y", "y")), series)
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
    return found if series else None


def _series(data: Mapping[str, Any]) -> Series:
    x, y = _floats(data["x"]), _floats(data["y"])
    low, high = _floats(data.get("low", y)), _floats(data.get("high", y))
    if not len(x) == len(y) == len(low) == len(high) > 0:
        raise ValueError("series of different lengths")
    return Series(str(data.get("name", "")), x, y, low, high)


def _floats(values: Sequence[Any]) -> list[float]:
    return [float(value) for value in values]


def drawn(found: Measurement) -> Picture:
    """The series over one axis, each with its intervals."""
    with panels(1, width=4.6, height=3.0) as (axes,):
        for number, one in enumerate(found.series):
            colour, mark = _COLOURS[number % len(_COLOURS)], _MARKS[number % len(_MARKS)]
            below = [max(0.0, value - low) for value, low in zip(one.y, one.low, strict=True)]
            above = [max(0.0, high - value) for value, high in zip(one.y, one.high, strict=True)]
            axes.errorbar(one.x, one.y, yerr=[below, above], color=colour, marker=mark, markersize=5, capsize=3, label=note(one.name))
        axes.set_xlabel(note(found.x))
        axes.set_ylabel(note(found.y))
        if any(one.name for one in found.series):
            axes.legend()
        words = "; ".join(
            f"{one.name or found.y}: " + ", ".join(f"{value:.4g} at {place:.4g}" for place, value in zip(one.x, one.y, strict=True))
            for one in found.series
        )
        return picture(
            [axes], f"{found.y} against {found.x}. {words}.", f"{found.y} against {found.x}, as measured; the bars are the intervals."
        )
