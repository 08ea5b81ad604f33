"""``verify replay FILE``: compute witnesses again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from verify.claims.index import IndexEntry
from verify.cli.options import choosing_cases
from verify.cli.selection import case_folders, chosen, indexed
from verify.errors import InvalidInput
from verify.reporting.document import Record, read_json, upgraded
from verify.reporting.explain import witnesses

if TYPE_CHECKING:
    from verify.claims.replay import Replay


@click.command("replay", short_help="Compute the witnesses of a report again.")
@click.argument("file", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@choosing_cases
def replay_command(file: Path, own: tuple[Path, ...], only_cases: bool) -> int:
    """Compute the witnesses in FILE again: a report, or a single witness as `show` prints it.

    Loads the cases of the claims concerned, so their code runs. Exit status 0 if every witness refutes again what it refuted.
    """
    documents = list(_witnesses(read_json(file), file))
    folders = case_folders(own, only_cases)
    index = indexed(folders)
    entries = chosen(index, [document["claim"] for document in documents])
    failed = 0
    for replayed in _replayed(documents, folders, entries):
        outcome = "refuted again" if replayed.refuted else f"NOT refuted (answer: {replayed.answer})"
        click.echo(f"{replayed.claim} ({replayed.variant}): {outcome}")
        for name, value in replayed.shows.items():
            click.echo(f"    {name} = {value}")
        failed += not replayed.refuted
    click.echo(f"{len(documents) - failed} of {len(documents)} witnesses refute again")
    return 2 if index.errors else int(failed > 0)


def _witnesses(document: Record, file: Path) -> Iterator[Record]:
    """The witnesses of a report, or the one that the document itself is; `InvalidInput` if it is neither or has none."""
    if "instance" in document:
        found = [document]
    else:
        found = [witness for claim in upgraded(document, str(file))["claims"] for _, witness in witnesses(claim)]
    if not found:
        raise InvalidInput(f"{file}: this report has no witness to replay")
    for witness in found:
        if not isinstance(witness.get("claim"), str):
            raise InvalidInput(f"{file}: a witness does not say which claim it is about: its field 'claim' must be an id")
    yield from found


def _replayed(documents: Sequence[Record], folders: Sequence[Path], entries: Sequence[IndexEntry]) -> Iterator[Replay]:
    from verify.claims.catalogue import load  # deferred: loads the number systems and SymPy
    from verify.claims.replay import replay  # deferred: as above

    library = load(folders, files=list(dict.fromkeys(Path(entry.file) for entry in entries)))
    for document in documents:
        yield replay(document, library)
