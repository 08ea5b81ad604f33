"""``verify certificate FILE``: check certificates of rank again, with integers alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from verify.errors import InvalidInput, Refused
from verify.ranks.checker import check
from verify.reporting.document import Record, read_json, read_report


@click.command("certificate", short_help="Check certificates of rank again.")
@click.argument("file", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--freivalds", is_flag=True, help="Quicker for large matrices: an error is missed with probability at most 2^-64.")
def certificate_command(file: Path, freivalds: bool) -> int:
    """Check again the certificates of rank in FILE: one matrix with its certificate, or a report.

    Uses integers only and runs no code of cases or engines. Exit status 0 if every certificate proves what it claims.
    """
    statuses = []
    for name, document in _documents(file):
        try:
            checked = check(document["matrix"], document["certificate"], freivalds=freivalds)
        except Refused as refusal:
            click.echo(f"{name}{refusal}")
            statuses.append(1)
            continue
        low, high, (rows, columns) = checked.lower, checked.upper, document["certificate"]["shape"]
        rank = f"rank = {low}" if low == high else f"rank in [{low}, {high}]"
        click.echo(f"{name}proved: {rank} for a {rows} x {columns} matrix (probability of error {checked.error})")
        statuses.append(0)
    return max(statuses)


def _documents(file: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """What is to be checked, with a name for it; `InvalidInput` if there is nothing."""
    document = read_json(file)
    if "certificate" in document:
        found = [("", document)]
    elif "schema" in document:
        found = list(_reported(file))
    else:
        raise InvalidInput(f"{file}: neither a matrix with its certificate (fields 'matrix' and 'certificate') nor a report")
    if not found:
        raise InvalidInput(f"{file}: this report has no certificate of rank with its matrix")
    for name, one in found:
        if "matrix" not in one:
            raise InvalidInput(f"{file}: {name}the certificate comes without its matrix: the field 'matrix' is missing")
    yield from found


def _reported(file: Path) -> Iterator[tuple[str, Record]]:
    for claim in read_report(file).claims:
        for checked in claim.checks:
            for document in checked.certificates:
                if "certificate" in document:
                    yield f"{claim.id}, {checked.name}: ", document
