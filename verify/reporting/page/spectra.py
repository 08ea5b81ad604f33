"""Spectra behind a rank: singular values, the gap below the last that counts, and the tolerances for which the rank stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from matplotlib.axes import Axes

from verify.errors import VerifyError
from verify.numbers import Floats
from verify.ranks.spectrum import spectrum
from verify.reporting.page.drawing import ACCENT, GOOD, MUTED, Picture, note, panels, picture

_SMALLEST_SIDE, _MOST_PANELS, _LONGEST_SIDE = 2, 3, 400
_LOWEST = 1e-18
"""Where values that are zero are drawn."""


@dataclass(frozen=True)
class Shown:
    """Singular values with the rank that was certified, and the tolerances ``low <= tolerance < high`` that give it."""

    name: str
    values: list[float]
    rank: int
    window: tuple[float, float]


def spectra(certificates: Sequence[Mapping[str, Any]], names: Sequence[str]) -> list[Shown]:
    """What can be drawn of the certificates of one check; ``names`` are those of the ranks it shows, used if there is one for each.

    Nothing is drawn where no value lies on the other side of a gap. A certificate of rank brings its exact matrix, whose singular values
    are computed here. A certificate of kind ``spectrum`` brings ``values``, ``rank`` and ``window`` itself, with ``of`` for a name.
    """
    ranks = [certificate for certificate in certificates if certificate.get("kind") == "rank"]
    titles = dict(zip(map(id, ranks), names, strict=False)) if len(names) == len(ranks) else {}
    found = list(_shown(certificates, titles))[:_MOST_PANELS]
    return found if any(0 < one.rank < len(one.values) for one in found) else []


def _shown(certificates: Sequence[Mapping[str, Any]], titles: Mapping[int, str]) -> Iterator[Shown]:
    for certificate in certificates:
        try:
            if certificate.get("kind") == "spectrum":
                low, high = certificate["window"]
                values = sorted(map(float, certificate["values"]), reverse=True)
                yield Shown(str(certificate.get("of", "matrix")), values, int(certificate["rank"]), (float(low), float(high)))
            elif certificate.get("kind") == "rank" and min(certificate["certificate"]["shape"]) >= _SMALLEST_SIDE:
                yield _of_matrix(certificate, titles.get(id(certificate)))
        except (KeyError, TypeError, ValueError, OverflowError, ZeroDivisionError, VerifyError):
            continue  # a report of another version, or one that was changed by hand: it is shown as data, and not drawn


def _of_matrix(certificate: Mapping[str, Any], title: str | None) -> Shown:
    rows = certificate["matrix"]
    if max(len(rows), len(rows[0])) > _LONGEST_SIDE:
        raise ValueError("too large to be decomposed for a picture")
    found = spectrum(Floats(), [[float(Fraction(entry)) for entry in row] for row in rows])
    rank = int(certificate["certificate"]["lower"])
    values = [float(value) for value in found.values]
    high = values[rank - 1] if rank else float("inf")
    low = values[rank] if rank < len(values) else 0.0
    return Shown(title or f"{len(rows)} × {len(rows[0])} matrix", values, rank, (low, high))


def drawn(shown: Sequence[Shown]) -> Picture:
    """The spectra side by side, on logarithmic axes."""
    with panels(len(shown), width=2.7, height=2.3) as axes:
        for panel, one in zip(axes, shown, strict=True):
            _draw(panel, one)
        words = "; ".join(
            f"{one.name}: singular values {', '.join(f'{value:.3g}' for value in one.values[:12])}, rank {one.rank}" for one in shown
        )
        return picture(
            axes,
            f"Singular values on a logarithmic axis. {words}.",
            "Singular values of the matrices whose rank was certified: filled those that count, hollow the others (an exact zero stands at "
            "the foot). Shaded, the tolerances for which a floating-point rank would agree.",
        )


def _draw(axes: Axes, one: Shown) -> None:
    places = list(range(1, len(one.values) + 1))
    heights = [max(value, _LOWEST) for value in one.values]
    low, high = (min(max(edge, _LOWEST), 1e18) for edge in one.window)
    if low < high:
        axes.axhspan(low, high, color=GOOD, alpha=0.14, linewidth=0)
    axes.set_yscale("log")
    axes.vlines(places, _LOWEST, heights, color=MUTED, linewidth=0.8)
    axes.plot(places[: one.rank], heights[: one.rank], "o", color=ACCENT, markersize=6)
    axes.plot(places[one.rank :], heights[one.rank :], "o", color=ACCENT, markersize=6, markerfacecolor="none")
    axes.set_ylim(_LOWEST / 4, 30 * max([1.0, *heights]))
    axes.set_xticks(places if len(places) <= 10 else places[:: len(places) // 8])  # ten labels fit
    axes.set_xlim(0.4, len(places) + 0.6)
    axes.set_title(f"{note(one.name)}: rank {one.rank}", loc="left")
