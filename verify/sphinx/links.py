"""References to claims, which lead to where the claim stands in the documents; if it stands nowhere, they are plain text."""

from __future__ import annotations

from docutils import nodes
from docutils.nodes import Element
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.nodes import make_refnode

from verify.sphinx.library import Known

_REFERENCE = "verify-claim"


def label(name: str) -> str:
    """The label of the place where a claim stands; ``:ref:`` knows it too."""
    return f"claim-{name}"


def mark_place(known: Known, node: Element, document: nodes.document) -> None:
    """Make a node the place to which references to the claim lead."""
    node["names"].append(label(known.id))
    document.note_explicit_target(node, node)


def reference(name: str, docname: str, text: str = "", tip: str = "") -> pending_xref:
    """A reference to a claim: its id, or another text; ``tip`` is shown when the pointer rests on it."""
    shown = nodes.inline("", text) if text else nodes.literal("", name)
    return pending_xref(
        "", shown, reftype=_REFERENCE, refdomain="", reftarget=label(name), refdoc=docname, refexplicit=True, refwarn=False, tip=tip
    )


def resolve(app: Sphinx, env: BuildEnvironment, node: pending_xref, content: Element) -> Element | None:
    """The link that a reference to a claim becomes."""
    if node["reftype"] != _REFERENCE:
        return None
    place = env.domains.standard_domain.anonlabels.get(node["reftarget"])
    if place is None:
        return content
    return make_refnode(app.builder, node["refdoc"], place[0], place[1], content, node["tip"] or None)
