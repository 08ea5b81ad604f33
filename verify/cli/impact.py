"""``verify impact ID``: what would fall with a claim."""

from __future__ import annotations

from pathlib import Path

import click

from verify.claims.links import impact
from verify.cli.options import choosing_cases
from verify.cli.selection import case_folders, chosen, indexed


@click.command("impact", short_help="Print what falls if a claim falls.")
@click.argument("identifier", metavar="ID")
@choosing_cases
def impact_command(identifier: str, own: tuple[Path, ...], only_cases: bool) -> int:
    """Print every claim that could no longer be relied on if claim ID fell, with the link that leads to it.

    These are the claims that use it, directly or through others, and the claims that would lose their amendment.
    """
    index = indexed(case_folders(own, only_cases))
    (entry,) = chosen(index, (identifier,))
    known = {other.id: other for other in index.entries}
    fallen = list(impact(entry.id, known))
    click.echo(f"{entry.id} ({entry.verdict}): {entry.title}")
    for claim in fallen:
        click.echo(f"{'  ' * claim.depth}{claim.id} ({known[claim.id].verdict}): {claim.because}")
    click.echo(f"{len(fallen)} of {len(known)} claims would fall with it" if fallen else "no other claim rests on it")
    return 2 if index.errors else 0
