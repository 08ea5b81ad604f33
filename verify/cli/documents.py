"""``verify documents``: what the documents claim, and what became of it."""

from __future__ import annotations

import click

from verify.claims.documents import CLAIMS, read_claims
from verify.claims.folders import library_folder
from verify.cli.selection import indexed
from verify.errors import InvalidInput
from verify.reporting.sheet import document_lines


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
        for line in document_lines(claim, known):
            click.echo(line)
    with_case = sum(bool(claim.cases) for claim in chosen)
    click.echo(f"{len(chosen)} claims: {with_case} with cases, {len(chosen) - with_case} without")
    return 2 if index.errors else 0
