"""Pictures of measurements: what an experiment found, against what it varied, with its intervals."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes

from verify.reporting.page.drawing import ACCENT, GOOD, HOT, INK, MUTED, Picture, note, panels, picture

_COLOURS = (ACCENT, HOT, GOOD, INK)
_MARKS = ("o", "s", "^", "D")


@dataclass(frozen=True)
class Series:
    """One line of a measurement: a name, and for each ``x`` the value; with the ends of its interval where it was measured."""

    name: str
    x: list[float]
    y: list[float]
    low: list[float] | None = None
    high: list[float] | None = None


@dataclass(frozen=True)
class Measurement:
    """What was measured against what, as one or more series."""

    x: str
    y: str
    series: list[Series]


def measurement(certificate: Mapping[str, Any]) -> Measurement | None:
    """What a certificate of kind ``measurement`` brings; None for any other, and for one that cannot be read.

    Its fields: ``x`` and ``y``, what the axes show; ``series``, a list of ``{"name", "x", "y", "low", "high"}`` with numbers as exact
    strings or floats, ``low`` and ``high`` being the ends of the intervals; a series without them is a prediction.

    Examples
    --------
    >>> one = {"name": "all", "x": ["2", "4"], "y": ["3", "7.5"]}
    >>> measurement({"kind": "measurement", "x": "width", "y": "rank", "series": [one]}).series[0].y
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
    low, high = (_floats(data[end]) if end in data else None for end in ("low", "high"))
    if not x or any(values is not None and len(values) != len(x) for values in (y, low, high)):
        raise ValueError("series of different lengths")
    return Series(str(data.get("name", "")), x, y, low, high)


def _floats(values: Sequence[Any]) -> list[float]:
    found = [float(value) for value in values]
    if not all(map(math.isfinite, found)):
        raise ValueError("a value that cannot be drawn")
    return found


def drawn(found: Measurement) -> Picture:
    """The series beside each other at each setting, with their intervals; predictions as dashed lines."""
    with panels(1, width=4.3, height=3.1) as (axes,):
        settings = sorted({value for one in found.series for value in one.x})
        measured = [one for one in found.series if one.low is not None]
        for number, one in enumerate(found.series):
            place = measured.index(one) - (len(measured) - 1) / 2 if one in measured else 0.0
            _draw(axes, one, [settings.index(value) + _APART * place for value in one.x], number)
        axes.set_xticks(range(len(settings)), [f"{value:g}" for value in settings])
        axes.set_xlabel(note(found.x))
        axes.set_ylabel(note(found.y))
        axes.margins(x=0.08)
        if any(one.name for one in found.series):
            figure = axes.get_figure(root=True)
            assert figure is not None, "made in panels()"
            figure.legend(loc="outside lower center", ncols=2)
        words = "; ".join(
            f"{one.name or found.y}: " + ", ".join(f"{value:.4g} at {place:.4g}" for place, value in zip(one.x, one.y, strict=True))
            for one in found.series
        )
        dashed = ", dashed what is predicted" if len(measured) < len(found.series) else ""
        caption = f"{found.y}, against {found.x}, as measured; the bars are the intervals{dashed}."
        return picture([axes], f"{found.y} against {found.x}. {words}.", caption)


_APART = 0.09
"""How far apart series stand at one setting, so that their intervals do not cover each other."""


def _draw(axes: Axes, one: Series, places: list[float], number: int) -> None:
    colour, mark = _COLOURS[number % len(_COLOURS)], _MARKS[number % len(_MARKS)]
    if one.low is None or one.high is None:
        axes.plot(places, one.y, color=MUTED, linestyle=(0, (4, 3)), linewidth=1.2, label=note(one.name))
        return
    below = [max(0.0, value - low) for value, low in zip(one.y, one.low, strict=True)]
    above = [max(0.0, high - value) for value, high in zip(one.y, one.high, strict=True)]
    face = colour if number < len(_MARKS) else "none"
    axes.errorbar(
        places,
        one.y,
        yerr=[below, above],
        color=colour,
        marker=mark,
        markersize=4.5,
        markerfacecolor=face,
        linewidth=1.1,
        elinewidth=1.1,
        capsize=2.5,
        label=note(one.name),
    )
