"""``verify index``: write the index of a folder of cases."""

from __future__ import annotations

from pathlib import Path

import click

from verify.claims.folders import library_folder
from verify.claims.index import INDEX, write_index
from verify.cli.options import own_cases
from verify.cli.selection import case_folders, described_apart


@click.command("index", short_help="Write index.json beside the cases.")
@own_cases
def index_command(own: tuple[Path, ...]) -> int:
    """Write index.json beside the cases of the library, or of each --cases folder, so that `list` and `show` need not import them."""
    status = 0
    for folder in case_folders(own or [library_folder()], only_cases=True):
        index = write_index(folder, described_apart)
        for error in index.errors:
            click.echo(f"verify: cannot load {error}", err=True)
        click.echo(f"{folder / INDEX}: {len(index.entries)} claims")
        status = max(status, 2 if index.errors else 0)
    return status
