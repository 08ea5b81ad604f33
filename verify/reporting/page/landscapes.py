"""Pictures of small instances: behaviours of one or two parameters, level sets, the loss, and images that meet themselves."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from verify.maps.models import Model
from verify.numbers import Floats
from verify.numbers.system import Array
from verify.reporting.page.drawing import ACCENT, GOOD, HOT, INK, MUTED, Picture, arrow, beside, dot, note, panels, picture
from verify.statements.curves import CurveInstance
from verify.statements.instances import ModelInstance, instance_from_spec

_BALL = re.compile(r"\[(\S+) \+/- \S+\]")
_FLOATS = Floats()
_FINE, _COARSE = 301, 81
_SHADES = [(0x1A / 255, 0x5B / 255, 0xCC / 255, opacity) for opacity in np.linspace(0.05, 0.5, 9)]
"""Darker for higher: the colour is drawing's ACCENT."""

_ABOUT_LOSS = re.compile(r"\b(Hess|grad l|dL|d\^2 L|H|L)\b|J\^T")


def drawable(witness: Mapping[str, Any], *, plane_only: bool) -> bool:
    """Is the witness about a map small enough to be drawn? With ``plane_only``, a graph of one variable is not enough."""
    spec = witness.get("instance")
    model = spec.get("model") if isinstance(spec, dict) else None
    if not isinstance(spec, dict) or not isinstance(model, dict) or spec.get("kind") not in ("model", "curve"):
        return False
    size = _size(model)
    return size in ((2, 1), (2, 2), (1, 2)) if plane_only else size in ((1, 1), (1, 2), (2, 1), (2, 2))


def _size(model: Mapping[str, Any]) -> tuple[int, int] | None:
    """Parameters and behaviours."""
    for inside, outside in (("variables", "formulas"), ("linear", "constant")):
        parameters, behaviours = model.get(inside), model.get(outside)
        if isinstance(parameters, list) and isinstance(behaviours, list) and parameters:
            columns = parameters if inside == "variables" else parameters[0]
            return (len(columns), len(behaviours)) if isinstance(columns, list) else None
    return None


def landscape(witness: Mapping[str, Any]) -> Picture:
    """The picture of a witness that is `drawable`; raises what rebuilding it raises."""
    at = instance_from_spec(_middles(witness["instance"]), _FLOATS)
    if isinstance(at, CurveInstance):
        return _along_a_curve(at, _names(witness))
    assert isinstance(at, ModelInstance), "no other kind is drawable"
    names, shows = _names(witness), witness.get("shows", {})
    about_loss = any(_ABOUT_LOSS.search(name) for name in shows)
    if at.model.parameters == 2:
        return _over_the_plane(at, names, about_loss=about_loss and at.model.behaviours > 1)
    other = _numbers(shows.get("theta'")) if "theta'" in shows else None
    if at.model.behaviours == 1:
        return _over_the_line(at, names)
    return _image(at, names, other, about_loss=about_loss)


def _middles(value: Any) -> Any:
    """The data with every ball replaced by its middle."""
    if isinstance(value, dict):
        return {key: _middles(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_middles(part) for part in value]
    found = _BALL.fullmatch(value) if isinstance(value, str) else None
    return str(Fraction(found[1])) if found else value


def _numbers(text: Any) -> Array | None:
    """A list of exact numbers as it is shown in a witness."""
    try:
        return np.array([float(Fraction(str(entry))) for entry in _middles(ast.literal_eval(str(text)))])
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return None


def _names(witness: Mapping[str, Any]) -> list[str]:
    given = witness["instance"]["model"].get("variables")
    return [str(name) for name in given] if given else ["t"] if len(witness["instance"].get("theta", "  ")) == 1 else ["θ₁", "θ₂"]


def _reach(*points: Array | None) -> float:
    """Half the width of the piece of parameter space to show."""
    return max([1.5, *(1.35 * float(np.abs(point).max()) for point in points if point is not None and point.size)])


def _loss(at: ModelInstance, theta: Array) -> Array:
    outputs = at.model.outputs(_FLOATS, theta)
    with np.errstate(all="ignore"):
        return np.asarray(at.loss.value(_FLOATS, outputs, np.broadcast_to(at.labels, outputs.shape)), dtype=float)


def _line(at: ModelInstance, reach: float) -> Array:
    return np.linspace(-reach, reach, _FINE)[:, None]


def _plane(centre: Array, reach: float) -> tuple[Array, Array]:
    """Two axes that pass through the point."""
    steps = np.linspace(-reach, reach, _COARSE)
    return centre[0] + steps, centre[1] + steps


def _grid(model: Model, axes: tuple[Array, Array]) -> tuple[Array, Array]:
    """Points of the plane, and the behaviours there."""
    points = np.stack(np.meshgrid(*axes), axis=-1)
    with np.errstate(all="ignore"):
        return points, model.outputs(_FLOATS, points)


def _frame(axes: Axes, title: str, across: str, up: str) -> None:
    axes.set_title(title, loc="left")
    axes.set_xlabel(note(across))
    axes.set_ylabel(note(up))
    axes.locator_params(nbins=5)


def _over_the_line(at: ModelInstance, names: list[str]) -> Picture:
    """One behaviour of one parameter: its graph with the label, and the loss."""
    theta = _line(at, _reach(at.theta))
    behaviour, loss = at.model.outputs(_FLOATS, theta)[:, 0], _loss(at, theta)
    with panels(2) as (left, right):
        left.plot(theta[:, 0], behaviour, color=ACCENT)
        left.axhline(at.labels[0], color=GOOD, linestyle=(0, (4, 3)), linewidth=1.2)
        beside(left, "label y", (float(theta[-1, 0]), float(at.labels[0])), GOOD, left=True)
        dot(left, (float(at.theta[0]), float(at.outputs[0])))
        right.plot(theta[:, 0], loss, color=ACCENT)
        dot(right, (float(at.theta[0]), float(_loss(at, at.theta))))
        _frame(left, "behaviour", names[0], f"F({names[0]})")
        _frame(right, "loss", names[0], f"L({names[0]})")
        _crop(left, behaviour, float(at.labels[0]))
        _crop(right, loss)
        words = "Two graphs over one parameter: the behaviour with its label, and the loss; the point of the witness is marked on both."
        return picture([left, right], words, "The behaviour F with its label y, and the loss L. The dot is the point of the witness.")


def _crop(axes: Axes, values: Array, *wanted: float) -> None:
    """Leave the highest tenth of steep graphs out of sight, so that what happens at the point can be seen; the wanted values stay in it."""
    seen = values[np.isfinite(values)]
    if seen.size:
        low, high = min([float(seen.min()), *wanted]), max([float(np.quantile(seen, 0.9)), *wanted])
        space = 0.12 * (high - low or 1.0)
        axes.set_ylim(low - space, high + space)


def _image(at: ModelInstance, names: list[str], other: Array | None, *, about_loss: bool) -> Picture:
    """Two behaviours of one parameter: the curve that they trace, with the level sets of the loss or the point where it meets itself."""
    theta = _line(at, _reach(at.theta, other))
    curve = at.model.outputs(_FLOATS, theta)
    with panels(2 if about_loss else 1, width=2.65 if about_loss else 3.4, height=2.3 if about_loss else 2.7) as drawn:
        axes = drawn[0]
        if about_loss:
            _level_sets_of_loss(axes, at, curve)
        axes.plot(curve[:, 0], curve[:, 1], color=INK, linewidth=1.8)
        dot(axes, at.outputs)
        axes.set_aspect("equal", adjustable="box" if about_loss else "datalim")
        _frame(axes, "behaviours", "F₁", "F₂")
        if other is not None:
            _tangents(axes, at, other, names[0])
        if about_loss:
            loss = _loss(at, theta)
            drawn[1].plot(theta[:, 0], loss, color=ACCENT)
            dot(drawn[1], (float(at.theta[0]), float(_loss(at, at.theta))))
            _frame(drawn[1], "loss", names[0], f"L({names[0]})")
            _crop(drawn[1], loss)
        return picture(drawn, *_words_on_image(other is not None, about_loss))


def _words_on_image(meets_itself: bool, about_loss: bool) -> tuple[str, str]:
    if meets_itself:
        return (
            "The curve of behaviours in the plane meets itself: two parameters have the same behaviours, with two directions there.",
            "The image of F meets itself: two parameters, one point, two directions (arrows). Near it no single curve is the image.",
        )
    if about_loss:
        return (
            "The curve of behaviours in the plane among level sets of the loss, and beside it the loss along the parameter.",
            "First the behaviours that F reaches (line) among level sets of l, then the loss L. The dot is the point of the witness.",
        )
    return (
        "The curve of behaviours in the plane with the point of the witness.",
        "The image of F, with the point of the witness.",
    )


def _level_sets_of_loss(axes: Axes, at: ModelInstance, curve: Array) -> None:
    """The loss over the plane of behaviours, about the point and as far as the label."""
    middle = at.outputs[:2]
    reach = 1.25 * max(0.8, float(np.abs(at.labels[:2] - middle).max()))
    across, up = _plane(middle, reach)
    points = np.stack(np.meshgrid(across, up), axis=-1)
    with np.errstate(all="ignore"):
        values = np.asarray(at.loss.value(_FLOATS, points, np.broadcast_to(at.labels, points.shape)), dtype=float)
    shaded(axes, across, up, values)
    axes.set_xlim(across[0], across[-1])
    axes.set_ylim(up[0], up[-1])
    if at.loss.spec().get("kind") == "SquaredError":
        axes.plot(*at.labels[:2], marker="+", color=GOOD, markersize=9, markeredgewidth=1.8, linestyle="none", zorder=5)
        beside(axes, "y", (float(at.labels[0]), float(at.labels[1])), GOOD)


def shaded(axes: Axes, across: Array, up: Array, values: Array) -> None:
    """Level sets of a function, darker where it is higher; closer together near its lowest value."""
    seen = values[np.isfinite(values)]
    if not seen.size or seen.max() - seen.min() < 1e-12:  # constant but for rounding: nothing to shade
        return
    levels = seen.min() + (seen.max() - seen.min()) * np.linspace(0, 1, len(_SHADES) + 1) ** 2
    shades = axes.contourf(across, up, np.where(np.isfinite(values), values, np.nan), levels=levels, colors=_SHADES)
    shades.set(edgecolor=(*_SHADES[0][:3], 0.45), linewidth=0.5)


def _tangents(axes: Axes, at: ModelInstance, other: Array, name: str) -> None:
    """The directions of the curve at two parameters of the same behaviours."""
    size = 0.25 * float(np.ptp(axes.get_xlim()))
    for theta, colour in ((at.theta, HOT), (other, GOOD)):
        slope = at.model.jacobian(_FLOATS, theta)[:2, 0]
        length = float(np.linalg.norm(slope))
        if length > 0:
            arrow(axes, at.outputs[:2], at.outputs[:2] + size * slope / length, colour, f"{name} = {theta[0]:.4g}")


def _over_the_plane(at: ModelInstance, names: list[str], *, about_loss: bool) -> Picture:
    """Behaviours of two parameters: their level sets, the fibre through the point, and the loss."""
    axes_of_plane = _plane(at.theta, _reach(None))
    _, outputs = _grid(at.model, axes_of_plane)
    with panels(2 if about_loss else 1, width=2.65) as drawn:
        _fibre(drawn[0], axes_of_plane, outputs, at.outputs)
        dot(drawn[0], at.theta)
        _frame(drawn[0], "level sets and fibre", names[0], names[1])
        if about_loss:
            points = np.stack(np.meshgrid(*axes_of_plane), axis=-1)
            shaded(drawn[1], *axes_of_plane, _loss(at, points))
            dot(drawn[1], at.theta)
            _frame(drawn[1], "loss", names[0], names[1])
        for axes in drawn:
            axes.set_aspect("equal")
        loss = " Beside them level sets of the loss." if about_loss else ""
        words = f"Level sets of the behaviours over two parameters, with the fibre through the marked point.{loss}"
        return picture(drawn, words, f"Level sets of the behaviours; strong, the fibre through the point of the witness (dot).{loss}")


def _fibre(axes: Axes, across_and_up: tuple[Array, Array], outputs: Array, through: Array) -> None:
    """Level sets, thin, and the fibre through a point, strong; thickened, since a fibre may be a point where no contour passes."""
    across, up = across_and_up
    for number, colour in zip(range(outputs.shape[-1]), (MUTED, GOOD, ACCENT), strict=False):
        values = outputs[..., number]
        seen = values[np.isfinite(values)]
        if seen.size and float(np.ptp(seen)) > 0:
            levels = seen.min() + np.ptp(seen) * np.linspace(0, 1, 11)[1:-1] ** 1.5
            axes.contour(across, up, values, levels=levels, colors=[colour], linewidths=0.7, alpha=0.6, linestyles="solid")
    apart = np.abs(outputs - through).max(axis=-1)
    width = (0.03 * (across[-1] - across[0])) ** 2 / 4
    axes.contourf(across, up, apart, levels=[-1.0, width], colors=[ACCENT], alpha=0.85)
    if outputs.shape[-1] == 1:
        with np.errstate(all="ignore"):
            axes.contour(across, up, outputs[..., 0] - through[0], levels=[0.0], colors=[ACCENT], linewidths=2.4, linestyles="solid")


def _along_a_curve(at: CurveInstance, names: list[str]) -> Picture:
    """A curve of parameters among the level sets of the behaviours, with its velocity and the behavioural gradients."""
    with panels(1, width=3.2, height=2.8) as (axes,):
        plane = _plane(at.theta, _reach(None))
        _, outputs = _grid(at.model, plane)
        _fibre(axes, plane, outputs, at.model.outputs(_FLOATS, at.theta))
        times = np.linspace(-1, 1, 101)
        path = np.stack([np.polynomial.polynomial.polyval(times, row) for row in at.curve])
        axes.plot(*path, color=HOT, linewidth=1.6, linestyle=(0, (4, 2)))
        for vector, colour, name in _arrows(at):
            size = float(np.linalg.norm(vector))
            if size > 0:
                arrow(axes, at.theta, at.theta + 0.6 * vector / size, colour, name)
        dot(axes, at.theta)
        axes.set_xlim(plane[0][0], plane[0][-1])
        axes.set_ylim(plane[1][0], plane[1][-1])
        _frame(axes, "curve and fibre", names[0], names[1])
        axes.set_aspect("equal")
        return picture(
            [axes],
            "A curve of parameters through the marked point, among level sets of the behaviours, with its velocity and the gradients.",
            "The curve θ(t) of the witness (dashed) through the fibre of θ(0) (strong), its velocity and the behavioural gradients.",
        )


def _arrows(at: CurveInstance) -> Iterator[tuple[Array, str, str]]:
    yield at.velocity, HOT, "θ′(0)"
    for number, gradient in enumerate(at.model.jacobian(_FLOATS, at.theta), start=1):
        yield gradient, INK, "gradient" if at.model.behaviours == 1 else f"gradient {number}"
