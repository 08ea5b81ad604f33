"""``verify all``: settle every claim."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from verify.cli.options import settling
from verify.cli.selection import case_folders, full_index


@click.command("all")
@settling
def all_command(own: tuple[Path, ...], only_cases: bool, **options: Any) -> int:
    """Settle every claim."""
    from verify.cli.settling import Options, settle  # deferred: --help and list do without rich and NumPy

    folders = case_folders(own, only_cases)
    index = full_index(folders, options["workers"])
    return settle(index.entries, index, folders, Options(**options))
