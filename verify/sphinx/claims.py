"""The role and the directive ``claim``, which put a claim into a document."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective, SphinxRole

from verify.reporting.cards import Row, row
from verify.reporting.citation import Stated, words
from verify.sphinx.library import KIND, Known, Library, at_hand
from verify.sphinx.links import mark_place, reference
from verify.sphinx.sources import stated_in
from verify.sphinx.texts import field, fields, paragraph, prose

logger = logging.getLogger(__name__)
_SHOWN_AND_TARGET = re.compile(r"(?P<shown>.+?)\s*<(?P<target>[^<>]+)>", re.DOTALL)


def library(env: BuildEnvironment) -> Library:
    """The claims at hand; the document that is being read depends on the files that they come from."""
    found = at_hand(env.config, Path(env.doctreedir))
    for file in found.files:
        env.note_dependency(file)
    return found


def warn(message: str, subtype: str, location: Any) -> None:
    """A warning that ``suppress_warnings`` knows as ``verify`` or ``verify.SUBTYPE``."""
    logger.warning("%s", message, type=KIND, subtype=subtype, location=location)


def named(env: BuildEnvironment, stated: Stated, location: tuple[str, int]) -> Known | None:
    """The claim of which something is stated; warns if there is none, or if it is not so."""
    claims = library(env)
    known = claims.claims.get(stated.id)
    if known is None:
        warn(claims.unknown(stated.id), "unknown", location)
        return None
    for mistake in known.mistakes(stated, location[1]):
        warn(mistake, "stated", location)
    return known


def verdict_nodes(known: Known) -> nodes.inline:
    """Verdict and strength, marked for a style sheet."""
    text = f"{known.verdict} ({known.strength})" if known.strength else known.verdict
    return nodes.inline("", text, classes=["verify-verdict", f"verify-{known.standing}"])


class ClaimRole(SphinxRole):
    """``:claim:`ID` ``: the id with its verdict and strength, leading to where the claim stands.

    ``:claim:`shown text <ID>` `` shows another text; after the id may follow what the document states about the claim, in the words of
    a citation: ``:claim:`ID, revision 1: holds` ``. What is not so is a warning.
    """

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        found = _SHOWN_AND_TARGET.fullmatch(self.text.strip())
        stated = words(found["target"] if found else self.text)
        known = named(self.env, stated, (self.env.docname, self.lineno))
        if known is None:
            return [nodes.literal("", found["shown"] if found else self.text, classes=["verify-unknown"])], []
        link = reference(known.id, self.env.docname, found["shown"] if found else "", known.citation)
        return [link, nodes.Text(" "), verdict_nodes(known)], []


class ClaimDirective(SphinxDirective):
    """``.. claim:: ID``: the claim with its verdict, strength, source and citation; the content, if any, stands in place of its statement.

    ``:given:`` adds the hypotheses and ``:not-shown:`` what is not shown; ``:no-source:`` and ``:no-citation:`` leave those out. What the
    document relies on can be stated, and is a warning once it is no longer so: ``:revision:``, ``:verdict:``, ``:strength:``,
    ``:fingerprint:``. References to the claim lead here, unless ``:no-index:`` is given or every claim has a page of its own.
    """

    required_arguments = 1
    has_content = True
    option_spec: ClassVar[dict[str, Any]] = {
        **dict.fromkeys(("given", "not-shown", "no-source", "no-citation", "no-index"), directives.flag),
        **dict.fromkeys(("revision", "verdict", "strength", "fingerprint"), directives.unchanged_required),
        "class": directives.class_option,
        "name": directives.unchanged,
    }

    def run(self) -> list[nodes.Node]:
        asserted = {name: self.options.get(name) for name in ("revision", "verdict", "strength", "fingerprint")}
        stated = Stated(self.arguments[0].strip(), **asserted)
        known = named(self.env, stated, (self.env.docname, self.lineno))
        if known is None:
            return [paragraph(f"Unknown claim: {stated.id}")]
        return [self._box(known)]

    def _box(self, known: Known) -> nodes.admonition:
        classes = ["verify-claim", f"verify-{known.standing}", *self.options.get("class", [])]
        box = nodes.admonition("", nodes.title("", "", *prose(known.title)), classes=classes)
        box += self.parse_content_to_nodes() if self.content else [paragraph(known.says)]
        rows = [("Claim", [self._link(known.id)])]
        rows += [("Amended by", [self._link(known.amended_by)])] if known.amended_by else []
        box += fields([*rows, *(field(one) for one in self._rows(known))])
        self.set_source_info(box)
        if "no-index" not in self.options and not self.config.verify_claim_pages:
            mark_place(known, box, self.state.document)
        self.add_name(box)
        return box

    def _link(self, name: str) -> nodes.paragraph:
        """A claim with its verdict."""
        known = library(self.env).claims.get(name)
        verdict = [nodes.Text(" "), verdict_nodes(known)] if known else []
        return nodes.paragraph("", "", reference(name, self.env.docname), *verdict)

    def _rows(self, known: Known) -> list[Row]:
        return [
            *(row("Given", known.given, verbatim=True) if "given" in self.options else ()),
            *(row("Not shown", known.evidence.not_shown if known.evidence else ()) if "not-shown" in self.options else ()),
            *(() if "no-source" in self.options else row("Source", [stated_in(known.source)])),
            *(() if "no-citation" in self.options else row("Cite as", [known.citation])),
        ]
