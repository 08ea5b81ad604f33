"""``verify documents``: what the documents claim, and what became of it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping

import click

from verify.claims.documents import CLAIMS, DocumentClaim, read_claims
from verify.claims.entries import IndexEntry
from verify.claims.folders import library_folder
from verify.cli.selection import indexed
from verify.errors import InvalidInput

_WIDTH = 110


@click.command("documents", short_help="Show what the documents claim, and what became of it.")
@click.option("--document", metavar="KEY", help="Only claims of this document, a key of references.bib.")
@click.option("--without-case", is_flag=True, help="Only claims without a case, each with the reason.")
def documents_command(document: str | None, without_case: bool) -> int:
    """Show every claim of the documents with the cases that settle it, or the reason that it has none."""
    claims = read_claims(library_folder() / CLAIMS)
    keys = sorted({claim.document for claim in claims})
    if document is not None and document not in keys:
        raise InvalidInput(f"no claim of a document {document!r}; the documents are {', '.join(keys)}")
    index = indexed([library_folder()])
    known = {entry.id: entry for entry in index.entries}
    chosen = [claim for claim in claims if document in (None, claim.document) and not (without_case and claim.cases)]
    for claim in chosen:
        for line in _lines(claim, known):
            click.echo(line)
    with_case = sum(bool(claim.cases) for claim in chosen)
    click.echo(f"{len(chosen)} claims: {with_case} with cases, {len(chosen) - with_case} without")
    return 2 if index.errors else 0


def _lines(claim: DocumentClaim, known: Mapping[str, IndexEntry]) -> Iterator[str]:
    text = f"{claim.document}, {claim.locator}: {claim.says}"
    yield textwrap.fill(text, _WIDTH, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)
    for name in claim.cases:
        yield f"    {known[name].verdict if name in known else 'cannot be loaded':<9} {name}"
    if claim.reason:
        yield textwrap.fill(f"{claim.reason}: {claim.why}", _WIDTH, initial_indent="    no case   ", subsequent_indent="    ")
