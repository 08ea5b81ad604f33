"""How figures look, and how they become part of the page: SVG in the page's own colours, the same bytes for the same picture."""

from __future__ import annotations

import hashlib
import io
import re
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

import matplotlib as mpl
import numpy as np
from markupsafe import Markup
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from verify.reporting.page.prose import visible

INK, MUTED, GRID, ACCENT, HOT, GOOD = "#0a0b0c", "#5a5b5c", "#cacbcc", "#1a5bcc", "#cc5b1a", "#1a8b4c"
_VARIABLES = {INK: "--ink", MUTED: "--muted", GRID: "--line", ACCENT: "--accent", HOT: "--hot", GOOD: "--good"}
"""Colours to draw with: each stands for a colour of the page, which has others in the dark."""

_SVG, _LINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
_NOT_DRAWN = {f"{{{_SVG}}}{name}" for name in ("metadata", "title", "style")}
"""Elements that are left out; a style above all, which would hold for the whole page."""

_STYLE: dict[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "verify",
    "font.family": "sans-serif",
    "font.size": 9,
    "axes.edgecolor": GRID,
    "axes.labelcolor": MUTED,
    "axes.titlecolor": INK,
    "axes.titlesize": 9.5,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.linewidth": 0.8,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "xtick.labelsize": 8,
    "ytick.labelsize": 8,
    "xtick.major.width": 0.6,
    "ytick.major.width": 0.6,
    "text.color": INK,
    "lines.linewidth": 1.6,
    "legend.frameon": False,
    "legend.fontsize": 8,
    "path.simplify": True,
    "path.simplify_threshold": 0.3,
    "figure.constrained_layout.use": True,
}
_PANEL = (2.65, 2.3)
"""Width and height of one panel in inches."""


@dataclass(frozen=True)
class Picture:
    """A figure of the page: its panels as SVG, what is to be seen on them in words, and the caption below them."""

    panels: tuple[Markup, ...]
    description: str
    caption: str


@contextmanager
def panels(count: int, *, width: float = _PANEL[0], height: float = _PANEL[1]) -> Iterator[list[Axes]]:
    """So many panels in the style of the page, each a drawing of its own, so that they stand below each other where there is no room."""
    with mpl.rc_context(_STYLE):
        drawn = [Figure(figsize=(width, height), frameon=False).subplots() for _ in range(count)]
        for axes in drawn:
            axes.patch.set_visible(False)
        yield drawn


def picture(drawn: Sequence[Axes], description: str, caption: str) -> Picture:
    """The panels as SVG for the page; ``description`` says in words what is to be seen."""
    return Picture(tuple(_inline(_svg(axes)) for axes in drawn), description, caption)


def _svg(axes: Axes) -> str:
    stream = io.StringIO()
    figure = axes.get_figure(root=True)
    assert figure is not None, "made in panels()"
    with mpl.rc_context(_STYLE), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing")  # letters are only measured here: the browser has its own fonts
        figure.savefig(stream, format="svg", transparent=True, metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    return stream.getvalue()


def _inline(text: str) -> Markup:
    """An SVG document as an element of the page: page colours and fonts, names that no other figure uses, nothing that is not drawn."""
    ElementTree.register_namespace("", _SVG)
    ElementTree.register_namespace("xlink", _LINK)
    root = ElementTree.fromstring(text)  # written by matplotlib a moment ago
    for parent in root.iter():
        for child in [child for child in parent if child.tag in _NOT_DRAWN]:
            parent.remove(child)
    _rename(root, "f" + hashlib.sha256(text.encode()).hexdigest()[:8])
    width, height = (float(str(root.get(side)).removesuffix("pt")) * 4 / 3 for side in ("width", "height"))
    for name in ("width", "height", "version"):
        root.attrib.pop(name, None)
    root.set("class", "drawing")
    root.set("style", f"width:{width:.0f}px;aspect-ratio:{width:.0f}/{height:.0f};stroke-linejoin:round")
    drawn = ElementTree.tostring(root, encoding="unicode")
    for colour, variable in _VARIABLES.items():
        drawn = drawn.replace(colour, f"var({variable})")
    drawn = re.sub(r"(?<=font: )([\d.]+px) [^;\"]*", r"\1 var(--sans)", drawn)
    drawn = re.sub(r"(?<= d=\")[^\"]*", _shortened, drawn)
    drawn = re.sub(r"\s*\n\s*", " ", drawn)
    return Markup(drawn)  # an XML serialiser wrote it, so every text in it is escaped


def _shortened(path: re.Match[str]) -> str:
    """A path with coordinates that can be told apart, and without what its format lets go unsaid."""
    text = re.sub(r"-?\d+\.\d+", _tenth, path[0])
    return text if re.search("[CQ]", text) else re.sub(r"\s+L\s+", " ", text)


def _tenth(number: re.Match[str]) -> str:
    """A coordinate to a tenth of a point, which is finer than can be seen."""
    return f"{float(number[0]):.1f}".removesuffix(".0")


def _rename(root: ElementTree.Element, prefix: str) -> None:
    """Give the ids that something refers to a prefix, and drop the others."""
    referred = {name for element in root.iter() for value in element.attrib.values() for name in re.findall(r"#([\w-]+)", value)}
    for element in root.iter():
        for key, value in list(element.attrib.items()):
            if key == "id" and value not in referred:
                del element.attrib[key]
            elif key == "id":
                element.set(key, f"{prefix}-{value}")
            elif key == f"{{{_LINK}}}href" or "url(#" in value:
                element.set(key, value.replace("#", f"#{prefix}-"))


def dot(axes: Axes, where: Sequence[float] | np.ndarray[Any, Any]) -> None:
    """The point that a witness is about."""
    axes.plot([where[0]], [where[1]], marker="o", markersize=6.5, color=HOT, linestyle="none", zorder=6)


def arrow(axes: Axes, start: np.ndarray[Any, Any], end: np.ndarray[Any, Any], colour: str, name: str) -> None:
    """A vector with its name at its tip."""
    tip, foot = (float(end[0]), float(end[1])), (float(start[0]), float(start[1]))
    axes.annotate("", tip, foot, arrowprops={"arrowstyle": "-|>", "color": colour, "linewidth": 1.6}, zorder=7)
    beside(axes, name, tip, colour)


def beside(axes: Axes, name: str, where: tuple[float, float], colour: str, *, left: bool = False) -> None:
    """A name next to a point."""
    axes.annotate(
        note(name),
        where,
        xytext=(-3 if left else 5, 3),
        textcoords="offset points",
        ha="right" if left else "left",
        color=colour,
        fontsize=8,
        zorder=8,
    )


_LONGEST_NOTE = 90


def note(text: str) -> str:
    """A text for the inside of a figure, where nothing is to be read as a formula: dollar signs are matplotlib's own."""
    short = text if len(text) <= _LONGEST_NOTE else f"{text[:_LONGEST_NOTE]}…"
    return visible(short).replace("$", r"\$")
