"""Draws the measurements in a report: ``python docs/figures/rank_deficiency.py report.json figure.svg`` (needs matplotlib)."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib import pyplot as plt
from matplotlib.axes import Axes

from verify.reporting.document import read_report

CLAIMS = ("wider-relu-networks-lose-rank-less-often", "generic-labels-leave-full-rank-measured", "tanh-networks-keep-full-rank-measured")
MARKS = "osD^v"


def tables(report: Path) -> list[tuple[str, dict[str, Any]]]:
    """The title of each claim with the table of its experiment."""
    claims = {claim.id: claim for claim in read_report(report).claims}
    return [
        (claims[name].title, table)
        for name in CLAIMS
        if name in claims
        for check in claims[name].checks
        for table in check.certificates
        if table.get("kind") == "measurement"
    ]


def draw(axes: Axes, table: dict[str, Any]) -> None:
    """One line an arm, with 95% intervals; predictions as dashed lines."""
    for number, series in enumerate(table["series"]):
        y = [float(value) for value in series["y"]]
        if "low" not in series:
            axes.plot(series["x"], y, "--", color="0.5", label=series["name"])
            continue
        ends = [abs(float(end) - value) for side in ("low", "high") for end, value in zip(series[side], y, strict=True)]
        places = [x * (1 + 0.03 * number) for x in series["x"]]
        axes.errorbar(places, y, yerr=[ends[: len(y)], ends[len(y) :]], marker=MARKS[number % 5], capsize=3, label=series["name"])
    axes.set(xlabel=table["x"], ylabel=f"share with {table['y']}", xscale="log", ylim=(-0.03, 1.03))
    widths = table["series"][0]["x"]
    axes.set_xticks(widths, [str(width) for width in widths])
    axes.minorticks_off()
    axes.legend(fontsize=7)


def main(report: str, figure: str) -> None:
    """One panel a claim."""
    found = tables(Path(report))
    mpl.rcParams |= {"svg.hashsalt": "verify", "svg.fonttype": "none"}  # the same report gives the same file
    drawing, panels = plt.subplots(1, len(found), figsize=(4.6 * len(found), 3.6), squeeze=False, layout="constrained")
    for axes, (title, table) in zip(panels[0], found, strict=True):
        draw(axes, table)
        axes.set_title(title, fontsize=7, wrap=True)
    drawing.savefig(figure, metadata={"Date": None} if figure.endswith(".svg") else None)


if __name__ == "__main__":
    main(*sys.argv[1:])
