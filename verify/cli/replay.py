"""``verify replay FILE``: compute witnesses again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from verify.cli.options import choosing_cases
from verify.cli.selection import case_folders, chosen, indexed
from verify.errors import InvalidInput
from verify.reporting.document import Record, read_json, read_report
from verify.reporting.explain import witnesses


@click.command("replay", short_help="Compute the witnesses of a report again.")
@click.argument("file", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@choosing_cases
def replay_command(file: Path, own: tuple[Path, ...], only_cases: bool) -> int:
    """Compute the witnesses in FILE again: a report, a single witness as `show` prints it, or what a hunt wrote.

    Loads the cases of the claims concerned, so their code runs. Exit status 0 if every witness refutes again what it refuted.
    """
    documents = _witnesses(file)
    index = indexed(case_folders(own, only_cases))
    files = {entry.id: entry.file for entry in chosen(index, [document["claim"] for document in documents])}
    statuses = list(_replay(documents, [files[document["claim"]] for document in documents]))
    click.echo(f"{statuses.count(0)} of {len(documents)} witnesses refute again")
    return max([2 if index.errors else 0, *statuses])


def _replay(documents: Sequence[Record], files: Sequence[str]) -> Iterator[int]:
    """Replay each witness and say how it went: 0 if it refutes again with the same values, 1 if not, 2 if it cannot be asked."""
    from verify.running.replaying import replayed_apart  # deferred: starts processes, which no other command needs to import

    for document, found in zip(documents, replayed_apart(documents, files), strict=True):
        if isinstance(found, str):
            click.echo(f"verify: a witness of {document['claim']} cannot be replayed: {found}", err=True)
            yield 2
            continue
        same = found.shows == document.get("shows", found.shows)
        outcome = "refuted again" if found.refuted else f"NOT refuted: {found.answer}"
        click.echo(f"{found.claim} ({found.variant}): {outcome}{'' if same else ', with OTHER values than recorded'}")
        for name, value in found.shows.items():
            click.echo(f"    {name} = {value}")
        yield int(not (found.refuted and same))


def _witnesses(file: Path) -> list[Record]:
    """The witnesses of a report, or the one that the file itself is; `InvalidInput` if it is neither or has none."""
    document = read_json(file)
    if "instance" in document:
        found = [document]
    elif isinstance(document.get("witnesses"), list):
        found = document["witnesses"]
    else:
        found = [witness for claim in read_report(file).claims for _, witness in witnesses(claim)]
    if not found:
        raise InvalidInput(f"{file}: there is no witness in it to replay")
    for witness in found:
        if not isinstance(witness.get("claim"), str):
            raise InvalidInput(f"{file}: a witness does not say which claim it is about: its field 'claim' must be an id")
    return found
