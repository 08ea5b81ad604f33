"""Pictures that no evidence gives, of examples that are known by their claim's id; each says that it is an illustration."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from matplotlib.axes import Axes

from verify.reporting.page.drawing import ACCENT, GOOD, HOT, INK, MUTED, Picture, beside, dot, panels, picture
from verify.reporting.page.landscapes import shaded


def _spheres() -> Picture:
    """Two spheres about -e_1 and e_1: they touch in a point where theta is on the axis, and meet in a circle elsewhere."""
    with panels(2, width=2.65, height=2.2) as (left, right):
        _pair(left, np.array([0.4, 0.0]), "θ on the axis: a point")
        _pair(right, np.array([0.4, 0.8]), "θ off the axis: a circle")
        return picture(
            [left, right],
            "Two spheres in cross-section. Where theta lies on the axis through their centres they touch in one point; "
            "where it does not, they cross in a circle, of which the section shows two points.",
            "Illustration: θ lies on the spheres of its two distances, here in section. The fibre is where they meet.",
        )


def _pair(axes: Axes, theta: np.ndarray[tuple[int], np.dtype[np.float64]], title: str) -> None:
    turn = np.linspace(0, 2 * np.pi, 181)
    for centre, colour in ((-1.0, ACCENT), (1.0, GOOD)):
        radius = float(np.hypot(theta[0] - centre, theta[1]))
        axes.plot(centre + radius * np.cos(turn), radius * np.sin(turn), color=colour)
        axes.plot(centre, 0, "+", color=colour)
    axes.axhline(0, color=MUTED, linewidth=0.6)
    if theta[1]:
        axes.plot([theta[0]] * 2, [-theta[1], theta[1]], color=HOT, linestyle=(0, (3, 2)))
        dot(axes, (theta[0], -theta[1]))
    dot(axes, theta)
    beside(axes, "θ", (float(theta[0]), float(theta[1])), HOT)
    axes.set_aspect("equal")
    axes.set_axis_off()
    axes.set_title(title)


def _point_and_circle() -> Picture:
    """Level sets of r^2 (r^2 - R^2)^2, which vanishes at a point and on a circle, and where the starts that each attracts meet."""
    radius, steps = 1.5, np.linspace(-2.0, 2.0, 121)
    squares = np.add.outer(steps**2, steps**2)
    loss = squares * (squares - radius**2) ** 2
    turn = np.linspace(0, 2 * np.pi, 181)
    with panels(1, width=3.2, height=2.8) as (axes,):
        shaded(axes, steps, steps, np.minimum(loss, _HIGHEST))
        axes.plot(radius * np.cos(turn), radius * np.sin(turn), color=HOT, linewidth=2)
        axes.plot(radius / np.sqrt(3) * np.cos(turn), radius / np.sqrt(3) * np.sin(turn), color=INK, linewidth=1.2, linestyle=(0, (4, 3)))
        dot(axes, (0.0, 0.0))
        axes.set_aspect("equal")
        axes.set_title("a point and a circle of solutions", loc="left")
        return picture(
            [axes],
            "Level sets of a loss that vanishes at the origin and on a circle; a smaller circle parts the starts that each attracts.",
            "Illustration: L = r²(r² − R²)² and its solutions, a point and a circle. Starts inside the dashed r² = R²/3 end at the point.",
        )


_HIGHEST = 4.0
"""Of the loss, what is shaded: beyond it the loss grows so steeply that nothing else could be told apart."""


ILLUSTRATIONS: Mapping[str, Callable[[], Picture]] = {"spheres-footnote": _spheres, "point-and-circle-basins-measured": _point_and_circle}
"""By the permanent id of the claim."""
