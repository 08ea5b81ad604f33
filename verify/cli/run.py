"""``verify run ID...``: settle the claims named."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from verify.cli.options import settling
from verify.cli.selection import case_folders, chosen, full_index


@click.command("run")
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@settling
def run_command(ids: tuple[str, ...], own: tuple[Path, ...], only_cases: bool, **options: Any) -> int:
    """Settle the claims with these ids."""
    from verify.cli.settling import Options, settle  # deferred: --help and list do without rich and NumPy

    folders = case_folders(own, only_cases)
    index = full_index(folders, options["workers"])
    return settle(chosen(index, ids), index, folders, Options(**options))
