"""``verify show ID``: one claim, and what the last run found about it."""

from __future__ import annotations

from pathlib import Path

import click

from verify.cli.last import last_report
from verify.cli.options import choosing_cases
from verify.cli.selection import case_folders, chosen, indexed
from verify.reporting.document import is_stale, ran
from verify.reporting.sheet import evidence_lines, field, statement_lines


@click.command("show", short_help="Show claims, and what the last run found.")
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@click.option("--witnesses", "every_witness", is_flag=True, help="Print the witnesses of the controls in full too.")
@choosing_cases
def show_command(ids: tuple[str, ...], every_witness: bool, own: tuple[Path, ...], only_cases: bool) -> int:
    """Show claims: statement, hypotheses, source, checks, and the evidence and witnesses of the last run."""
    index = indexed(case_folders(own, only_cases))
    report = last_report()
    found = {claim.id: claim for claim in report.claims} if report else {}
    for entry in chosen(index, ids):
        for line in statement_lines(entry):
            click.echo(line)
        if report and entry.id in found:
            claim = found[entry.id]
            how = ran(report, claim)
            for line in evidence_lines(claim, entry.revision, f"{how.started}, seed {how.seed}", every_witness=every_witness):
                click.echo(line)
            if is_stale(claim, entry.hash):
                click.echo(field("stale", f"the case file has changed since that run; python -m verify run {entry.id} settles it anew"))
        else:
            click.echo(field("last run", f"was not about this claim; python -m verify run {entry.id} settles it"))
        click.echo()
    return 2 if index.errors else 0
