"""``verify writeup FILE...``: are the claims that documents cite what the report says?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from verify.cli.last import report_at_hand, with_report
from verify.errors import InvalidInput

if TYPE_CHECKING:
    from verify.writeups.mention import Found


@click.command("writeup", short_help="Check the claims that documents cite.")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@with_report
def writeup_command(files: tuple[Path, ...], report_file: Path | None) -> int:
    """Judge every citation of a claim in FILEs (.tex, .md, .rst, .ipynb, .bib, .txt) against the last report.

    A line for each fault: an unknown or withdrawn id, a stale revision or fingerprint, a verdict stated differently, a strength overstated.
    Bibliographies that a LaTeX document names are read as well; one that does not lie where the document says is named. Exit status 0 if
    there is no fault, 1 if there is one, 2 if a file cannot be read.
    """
    from verify.writeups.judging import faults  # deferred: the parsers are an extra

    claims = {claim.id: claim for claim in report_at_hand(report_file).claims}
    documents, unreadable = _documents(files)
    mentions = [(file, mention) for file, found in documents.items() for mention in found.mentions]
    found = [fault for file, mention in mentions for fault in faults(str(file), mention, claims)]
    found.sort(key=lambda fault: (fault.file, fault.line))
    for fault in found:
        click.echo(fault)
    click.echo(_summary(len(mentions), len(documents), len(found)))
    return 2 if unreadable else int(bool(found))


def _documents(files: Sequence[Path]) -> tuple[dict[Path, Found], bool]:
    """What each file cites, each once, with the bibliographies that lie where a document says; and was one of them unreadable?"""
    from verify.writeups.reading import read  # deferred: as above

    documents: dict[Path, Found] = {}
    unreadable = False
    waiting = list(files)
    for file in waiting:
        if file in documents:
            continue
        try:
            documents[file] = read(file)
        except InvalidInput as error:
            click.echo(f"verify: {error}", err=True)
            unreadable = True
            continue
        for path in (file.parent / name for name in documents[file].bibliographies):
            if path.is_file():
                waiting.append(path)
            else:
                click.echo(f"verify: {file}: its bibliography {path} is not there, so what it cites was not judged", err=True)
    return documents, unreadable


def _summary(mentions: int, documents: int, faults: int) -> str:
    cited = f"{mentions} citation{'s' * (mentions != 1)} in {documents} file{'s' * (documents != 1)}"
    return f"{cited}: {faults} fault{'s' * (faults != 1)}" if mentions else f"no claim is cited in {documents} file{'s' * (documents != 1)}"
