"""The picture of a cut: which inputs are merged at a layer, which parameters lie before it, and what is left after it."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise, product
from typing import Any, Literal

from matplotlib.axes import Axes

from verify.reporting.page.drawing import ACCENT, GRID, HOT, INK, MUTED, Picture, panels, picture

_MOST_INPUTS, _MOST_UNITS, _MOST_LAYERS = 8, 6, 6


def drawable(witness: Mapping[str, Any]) -> bool:
    """Is the witness a cut through a network small enough to be drawn?"""
    spec = witness.get("instance")
    if not isinstance(spec, dict) or spec.get("kind") != "cut":
        return False
    widths, inputs = _widths(spec), _inputs(spec)
    layer, merged = spec.get("layer"), spec.get("inputs")
    return (
        2 <= len(widths) <= _MOST_LAYERS
        and all(isinstance(width, int) and 1 <= width <= _MOST_UNITS for width in widths)
        and 1 <= len(inputs) <= _MOST_INPUTS
        and isinstance(layer, int)
        and 1 <= layer < len(widths)
        and isinstance(merged, list)
        and all(isinstance(number, int) and 0 <= number < len(inputs) for number in merged)
    )


def _network(spec: Mapping[str, Any]) -> Mapping[str, Any]:
    inner = spec.get("of")
    model = inner.get("model") if isinstance(inner, dict) else None
    return model if isinstance(model, dict) else {}


def _widths(spec: Mapping[str, Any]) -> list[Any]:
    architecture = _network(spec).get("architecture")
    widths = architecture.get("widths") if isinstance(architecture, dict) else None
    return widths if isinstance(widths, list) else []


def _inputs(spec: Mapping[str, Any]) -> list[Any]:
    inputs = _network(spec).get("inputs")
    return inputs if isinstance(inputs, list) else []


def collapse(witness: Mapping[str, Any]) -> Picture:
    """The network of a `drawable` cut with its merged inputs."""
    spec = witness["instance"]
    widths, layer, merged, count = _widths(spec), spec["layer"], set(spec["inputs"]), len(_inputs(spec))
    with panels(1, width=4.7, height=2.5) as (axes,):
        axes.set_axis_off()
        axes.set_xlim(-2.75, len(widths) - 0.4)
        axes.set_ylim(-1.75, 1.6)
        _data(axes, count, merged)
        _units(axes, widths, layer)
        _skips(axes, _network(spec)["architecture"].get("skips") or [], widths)
        axes.axvline(layer, color=HOT, linestyle=(0, (4, 3)), linewidth=1.2, ymin=0.1, ymax=0.9)
        axes.text(layer, 1.5, f"layer {layer}", color=HOT, ha="center", fontsize=8.5)
        _bracket(axes, 0.1, layer - 0.1, f"before: {_parameters(_network(spec), layer)}", ACCENT, "right")
        if layer < len(widths) - 1:
            _bracket(axes, layer + 0.1, len(widths) - 1.1, "after", MUTED, "left")
        names = ", ".join(f"x{number + 1}" for number in sorted(merged))
        return picture(
            [axes],
            f"A network of widths {'-'.join(map(str, widths))} cut at layer {layer}: "
            f"{len(merged)} of its {count} inputs ({names}) are in the group that the claim is about.",
            "The network of the witness. The inputs of the group (bold) are asked about at the cut (dashed); "
            "what their gradients can still differ in are the parameters before it.",
        )


def _parameters(network: Mapping[str, Any], layer: int) -> str:
    architecture = network["architecture"]
    plain = not architecture.get("ties") and not architecture.get("skips")
    biases = architecture.get("biases")
    if not plain or not isinstance(biases, list):
        return "layers"
    widths = architecture["widths"]
    count = sum(before * after + (after if has else 0) for (before, after), has in zip(pairwise(widths), biases, strict=False))
    early = sum(before * after + (after if has else 0) for (before, after), has in zip(pairwise(widths[: layer + 1]), biases, strict=False))
    return f"{early} of {count} parameters"


def _data(axes: Axes, count: int, merged: set[int]) -> None:
    """The inputs on the left, the group apart by colour, weight and the line that gathers it."""
    for number in range(count):
        height, inside = _height(number, count), number in merged
        colour = ACCENT if inside else MUTED
        axes.text(-1.9, height, f"x{number + 1}", ha="center", va="center", color=colour, fontweight="bold" if inside else "normal")
        axes.plot([-1.6, -0.25], [height, 0], color=colour, linewidth=1.6 if inside else 0.8, alpha=0.9 if inside else 0.6)
    heights = [_height(number, count) for number in merged]
    if heights:
        axes.plot([-2.25, -2.25], [min(heights) - 0.1, max(heights) + 0.1], color=ACCENT, linewidth=2)
        axes.text(-2.42, sum(heights) / len(heights), "S", color=ACCENT, ha="right", va="center", fontweight="bold")


def _height(number: int, count: int) -> float:
    return 0.0 if count == 1 else 1.1 - 2.2 * number / (count - 1)


def _units(axes: Axes, widths: list[int], layer: int) -> None:
    for place, (here, there) in enumerate(pairwise(widths)):
        colour = ACCENT if place < layer else GRID
        for start, end in product(range(here), range(there)):
            axes.plot([place, place + 1], [_height(start, here) * 0.8, _height(end, there) * 0.8], color=colour, linewidth=1.0, zorder=2)
    for place, width in enumerate(widths):
        for unit in range(width):
            face = HOT if place == layer else INK
            axes.plot(place, _height(unit, width) * 0.8, "o", markersize=8, color=face, zorder=3)


def _skips(axes: Axes, skips: list[Any], widths: list[int]) -> None:
    for skip in skips:
        if isinstance(skip, dict) and all(isinstance(skip.get(end), int) and 0 <= skip[end] < len(widths) for end in ("source", "target")):
            axes.annotate(
                "",
                (skip["target"], 0.1),
                (skip["source"], 0.1),
                arrowprops={"arrowstyle": "-|>", "color": MUTED, "connectionstyle": "arc3,rad=-0.45", "linewidth": 1.2},
            )


def _bracket(axes: Axes, start: float, end: float, words: str, colour: str, side: Literal["left", "right"]) -> None:
    axes.plot([start, start, end, end], [-1.2, -1.28, -1.28, -1.2], color=colour, linewidth=1)
    axes.text(end if side == "right" else start, -1.4, words, color=colour, ha=side, va="top", fontsize=8.5)
