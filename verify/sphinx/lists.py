"""Lists of claims: those at hand by topic, and those that the documents make."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import addnodes
from sphinx.util.docutils import SphinxDirective

from verify.claims.documents import CLAIMS, DocumentClaim, read_claims
from verify.claims.folders import library_folder
from verify.errors import InvalidInput
from verify.reporting.latex import tidy
from verify.sphinx.claims import library, verdict_nodes, warn
from verify.sphinx.library import Known, Library
from verify.sphinx.links import reference
from verify.sphinx.sources import documents
from verify.sphinx.texts import paragraph, prose, table


class ClaimList(SphinxDirective):
    """``.. claims::``: a table of claims for each topic, or for the one of ``:topic:``; ``:title:`` puts them below a heading.

    ``:pages:`` makes the document the contents of the pages made for claims.
    """

    option_spec: ClassVar[dict[str, Any]] = {"topic": directives.unchanged, "title": directives.unchanged, "pages": directives.flag}

    def run(self) -> list[nodes.Node]:
        claims = library(self.env)
        topics: dict[str, list[Known]] = {}
        for known in sorted(claims.claims.values(), key=lambda known: known.topic):
            topics.setdefault(known.topic, []).append(known)
        if "topic" in self.options:
            return [self._table(topics.get(self.options["topic"], []))]
        sections: list[nodes.Node] = [_section(f"topic-{topic}", topic, [self._table(found)]) for topic, found in topics.items()]
        contents = [self._contents(claims)] if "pages" in self.options else []
        if "title" not in self.options:
            return [*contents, *sections]
        return [_section("claims", self.options["title"], [*contents, paragraph(_counts(claims)), *sections])]

    def _table(self, found: Sequence[Known]) -> nodes.Node:
        cells: list[list[list[nodes.Node]]] = [
            [[reference(known.id, self.env.docname)], prose(known.title), [verdict_nodes(known)]] for known in found
        ]
        return table(("Claim", "Says", "Found"), cells, (30, 45, 25))

    def _contents(self, claims: Library) -> nodes.Node:
        """The pages as entries below this document, without a list of them: the tables are one."""
        folder = Path(self.env.docname).parent
        pages = [(None, (folder / name).as_posix()) for name in claims.claims]
        found = addnodes.toctree(
            entries=pages,
            includefiles=[page for _, page in pages],
            maxdepth=1,
            glob=False,
            hidden=True,
            includehidden=False,
            numbered=0,
            titlesonly=True,
            caption=None,
            parent=self.env.docname,
        )
        self.set_source_info(found)
        return nodes.compound("", found, classes=["toctree-wrapper"])


def _counts(claims: Library) -> str:
    found: dict[str, int] = {}
    for known in claims.claims.values():
        found[known.standing] = found.get(known.standing, 0) + 1
    counts = ", ".join(f"{number} {'not run' if word == 'unsettled' else word}" for word, number in sorted(found.items()))
    started = f" The run at hand began {claims.report.started}, seed {claims.report.selection.seed}." if claims.report else ""
    return f"{len(claims.claims)} claims: {counts}.{started}"


def _section(name: str, title: str, body: Sequence[nodes.Node]) -> nodes.section:
    return nodes.section("", nodes.title("", tidy(title)), *body, ids=[nodes.make_id(name)])


class DocumentList(SphinxDirective):
    """``.. claims-of-documents::``: what the documents claim, and what settles it or why nothing does; of one with ``:document: KEY``."""

    option_spec: ClassVar[dict[str, Any]] = {"document": directives.unchanged}

    def run(self) -> list[nodes.Node]:
        file = library_folder() / CLAIMS
        if not file.exists():
            return [paragraph("The library keeps no list of what documents claim.")]
        self.env.note_dependency(str(file))
        try:
            claims = read_claims(file)
        except InvalidInput as fault:
            warn(str(fault), "documents", (self.env.docname, self.lineno))
            return [paragraph("The list of what documents claim cannot be read.")]
        keys = [self.options["document"]] if "document" in self.options else list(dict.fromkeys(claim.document for claim in claims))
        return [self._section(key, [claim for claim in claims if claim.document == key]) for key in keys]

    def _section(self, key: str, claims: Sequence[DocumentClaim]) -> nodes.section:
        settled = sum(bool(claim.cases) for claim in claims)
        count = f"{len(claims)} claims; cases settle {settled}, and {len(claims) - settled} have none, each for the reason given."
        rows = [[prose(claim.locator), prose(claim.says), list(self._became(claim))] for claim in claims]
        return _section(
            f"document-{key}", documents().get(key, key), [paragraph(count), table(("Where", "Says", "Settled by"), rows, (20, 45, 35))]
        )

    def _became(self, claim: DocumentClaim) -> Iterator[nodes.Node]:
        """A paragraph for each case, or the reason that there is none."""
        known = library(self.env).claims
        for name in claim.cases:
            verdict = [nodes.Text(" "), verdict_nodes(known[name])] if name in known else []
            yield nodes.paragraph("", "", reference(name, self.env.docname), *verdict)
        if claim.reason:
            yield paragraph(f"no case ({claim.reason}): {claim.why}")
