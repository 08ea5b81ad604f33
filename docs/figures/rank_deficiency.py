"""Draws the measurements in a report: ``python docs/figures/rank_deficiency.py report.json figure.svg`` (needs matplotlib)."""

from __future__ import annotations

import sys
from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib import pyplot as plt
from matplotlib.axes import Axes

from verify.reporting.document import read_report
from verify.reporting.page.measurements import Measurement, measurement

CLAIMS = ("wider-relu-networks-lose-rank-less-often", "generic-labels-leave-full-rank-measured", "tanh-networks-keep-full-rank-measured")
MARKS = "osD^v"


def measured(report: Path) -> list[tuple[str, Measurement]]:
    """The title of each claim with what its experiment measured."""
    claims = {claim.id: claim for claim in read_report(report).claims}
    found = [(claims[name].title, measurement(table)) for name in CLAIMS if name in claims for table in claims[name].checks[0].certificates]
    return [(title, one) for title, one in found if one is not None]


def draw(axes: Axes, found: Measurement) -> None:
    """One line an arm, with 95% intervals, side by side; predictions as dashed lines."""
    for number, series in enumerate(found.series):
        if series.low == series.high:
            axes.plot(series.x, series.y, "--", color="0.5", label=series.name)
            continue
        ends = np.abs([np.subtract(series.y, series.low), np.subtract(series.high, series.y)])
        places = np.multiply(series.x, 1 + 0.03 * number)
        axes.errorbar(places, series.y, yerr=ends, marker=MARKS[number % 5], capsize=3, label=series.name)
    axes.set(xlabel=found.x, ylabel=f"share with {found.y}", xscale="log", ylim=(-0.03, 1.03))
    widths = found.series[0].x
    axes.set_xticks(widths, [f"{width:g}" for width in widths])
    axes.minorticks_off()
    axes.legend(fontsize=7)


def main(report: str, figure: str) -> None:
    """One panel a claim."""
    found = measured(Path(report))
    mpl.rcParams |= {"svg.hashsalt": "verify", "svg.fonttype": "none"}  # the same report gives the same file
    drawing, panels = plt.subplots(1, len(found), figsize=(4.6 * len(found), 3.6), squeeze=False, layout="constrained")
    for axes, (title, one) in zip(panels[0], found, strict=True):
        draw(axes, one)
        axes.set_title(title, fontsize=7, wrap=True)
    drawing.savefig(figure, metadata={"Date": None} if figure.endswith(".svg") else None)


if __name__ == "__main__":
    main(*sys.argv[1:])
