"""The figures of a claim on HTML pages."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes
from markupsafe import Markup

from verify.claims.evidence import ClaimEvidence


def figures(evidence: ClaimEvidence) -> Iterator[nodes.Node]:
    """The figures that the report shows of a claim, for HTML only; none without the extra that draws them."""
    try:
        from verify.reporting.page.figures import figures as drawn  # deferred: matplotlib, which comes with the extra `report`
    except ModuleNotFoundError:
        return
    for picture in drawn(evidence):
        panels = Markup("").join(picture.panels)  # our own drawing, as SVG
        shown = Markup('<figure class="verify-figure"><div role="img" aria-label="{}">{}</div><figcaption>{}</figcaption></figure>')
        yield nodes.raw("", str(shown.format(picture.description, panels, picture.caption)), format="html")
