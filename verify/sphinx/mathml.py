"""Mathematics of HTML pages as MathML, which browsers show by themselves: ``html_math_renderer = "mathml"``."""

from __future__ import annotations

from html import escape

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.writers.html5 import HTML5Translator

from verify.reporting.extras import required
from verify.sphinx.library import KIND

logger = logging.getLogger(__name__)


def add_renderer(app: Sphinx) -> None:
    """Offer the renderer; a project's ``html_math_renderer`` chooses it."""
    app.add_html_math_renderer("mathml", (_inline, None), (_block, None))


def _inline(writer: HTML5Translator, node: nodes.math) -> None:
    writer.body.append(mathml(node, block=False))
    raise nodes.SkipNode


def _block(writer: HTML5Translator, node: nodes.math_block) -> None:
    writer.body.append(f'<div class="math">{mathml(node, block=True)}</div>\n')
    raise nodes.SkipNode


def mathml(node: nodes.Element, *, block: bool) -> str:
    """The formula of a node as MathML; as it was typed, with a warning, if it cannot be read."""
    core = required("math_core", "docs")
    try:
        found: str = core.LatexToMathML(fancy_error=False).convert_with_local_state(node.astext(), displaystyle=block)
    except core.LatexError as fault:
        logger.warning("mathematics that cannot be set: %s: %s", node.astext(), fault, type=KIND, subtype="mathematics", location=node)
        return f"<code>{escape(node.astext())}</code>"
    return found
