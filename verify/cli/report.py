"""``verify report FILE``: a report as a page for people."""

from __future__ import annotations

from pathlib import Path

import click

from verify.reporting.document import Report, read_report
from verify.reporting.extras import required


@click.command("report", short_help="Turn a report into a page for people.")
@click.argument("file", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--html", metavar="FILE", required=True, type=click.Path(path_type=Path), help="Write one HTML file that needs nothing else.")
def report_command(file: Path, html: Path) -> int:
    """Turn the report FILE, which `all` and `run` write, into one HTML page: summary, table, graph, and every claim with its evidence.

    Runs no code of cases. The same report gives the same page, byte for byte.
    """
    from verify.reporting.report import require_writable, write_output  # deferred: brings in NumPy

    require_writable(html)
    report = read_report(file)
    write_output(html, _page(report).encode())
    click.echo(f"page: {html}")
    return 0


def _page(report: Report) -> str:
    """The page; formulas on it that cannot be read are named on standard error."""
    for module in ("jinja2", "math_core", "matplotlib"):
        required(module, "report")
    from verify.reporting.page.html import html_page, unread_formulas  # deferred: needs the extra, and loads SymPy for formulas

    for name, latex in unread_formulas(report):
        click.echo(f"verify: {name}: not LaTeX that can be set, shown as written: {latex}", err=True)
    return html_page(report)
