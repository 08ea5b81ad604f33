"""``verify show ID``: one claim, and what the last run found about it."""

from __future__ import annotations

from pathlib import Path

import click

from verify.cli.last import last_report
from verify.cli.options import choosing_cases
from verify.cli.selection import case_folders, chosen, indexed
from verify.reporting.sheet import evidence_lines, field, statement_lines


@click.command("show", short_help="Show claims, and what the last run found.")
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@choosing_cases
def show_command(ids: tuple[str, ...], own: tuple[Path, ...], only_cases: bool) -> int:
    """Show claims: statement, hypotheses, source, checks, and the evidence and witnesses of the last run."""
    index = indexed(case_folders(own, only_cases))
    report = last_report()
    found = {claim.id: claim for claim in report.claims} if report else {}
    for entry in chosen(index, ids):
        for line in statement_lines(entry):
            click.echo(line)
        if report and entry.id in found:
            when = f"{report.started}, seed {report.selection.seed}"
            for line in evidence_lines(found[entry.id], entry.revision, when):
                click.echo(line)
        else:
            click.echo(field("last run", f"not in it; python -m verify run {entry.id} settles this claim"))
        click.echo()
    return 2 if index.errors else 0
