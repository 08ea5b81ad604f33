"""Claims cited in reStructuredText: citations as text, the role ``claim``, and roles of citations such as ``cite``.

docutils reads the document; nothing that it names (an included file, a raw passage) is opened. Of a directive that docutils does not know,
such as those of Sphinx, the content is read as text, unless the name says that it is code.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from verify.claims.claim import KEBAB
from verify.reporting.extras import required
from verify.writeups.mention import Found, Mention, in_prose, in_role, may_cite

_OF_CODE = re.compile(
    r"code|literal|source|ipython|jupyter|test|highlight|production|math|graphviz|mermaid|toctree|auto|raw|include|parsed|table|plot"
)
_DIRECTIVE = re.compile(r"\.\. +(?P<name>[\w:.+-]+)::[ \t]*(?P<argument>[^\n]*)(?P<body>.*)", re.DOTALL)
_NO_LIMIT = 10**9
_SILENT = 5


def read(text: str) -> Found:
    """What a document cites."""
    lines = text.split("\n")
    return Found([replace(mention, line=_settled(mention, lines)) for mention in _mentions(text, 1)])


def _settled(mention: Mention, lines: Sequence[str]) -> int:
    """The line on which the id stands: that which docutils tells, or one close by, since in tables its releases count differently."""
    near = [mention.line + step for step in (0, -1, 1, -2, 2)]
    return next((line for line in near if 0 < line <= len(lines) and mention.stated.id in lines[line - 1]), mention.line)


def _mentions(text: str, first: int) -> Iterator[Mention]:
    if not may_cite(text):
        return
    document, listening = _document(), _Listening()
    required("docutils.parsers.rst").Parser(inliner=listening).parse(text, document)
    for mention in listening.found:
        yield Mention(mention.line + first - 1, mention.stated)
    for content, line in _unknown_directives(document):
        yield from _mentions(content, line + first - 1)


def _document() -> Any:
    frontend, parsers, helpers = required("docutils.frontend"), required("docutils.parsers.rst"), required("docutils.utils")
    settings = frontend.get_default_settings(parsers.Parser)
    settings.report_level = settings.halt_level = _SILENT
    settings.file_insertion_enabled = settings.raw_enabled = False
    settings.line_length_limit = _NO_LIMIT
    return helpers.new_document("writeup", settings)


class _Listening:
    """Stands between docutils and its parser of inline text: hears every such text, and passes on what could cite something."""

    def __init__(self) -> None:
        self._inliner = required("docutils.parsers.rst.states").Inliner()
        self._inliner.interpreted = self._interpreted
        self._nodes = required("docutils.nodes")
        self.found: list[Mention] = []

    def init_customizations(self, settings: Any) -> None:
        self._inliner.init_customizations(settings)

    def adjust_uri(self, uri: str) -> Any:
        return self._inliner.adjust_uri(uri)

    def parse(self, text: str, line: int, memo: Any, parent: Any) -> tuple[list[Any], list[Any]]:
        if not may_cite(text):
            return [self._nodes.Text(text)], []
        parsed, messages = self._inliner.parse(text, line, memo, parent)
        above = 0
        visible = []
        for node in parsed:
            if role := getattr(node, "attributes", {}).get("role"):
                self.found += in_role(role, node.astext(), line + above)
            visible.append(self._visible(node))
            above += visible[-1].count("\n")
        self.found += in_prose("".join(visible), line)
        return parsed, messages

    def _interpreted(self, source: str, text: str, role: str, line: int) -> tuple[list[Any], list[Any]]:
        """Any role, known or not, as a piece of text that remembers it."""
        return [self._nodes.inline(source, self._nodes.unescape(text), role=role)], []

    def _visible(self, node: Any) -> str:
        """The text of a node; of roles, and of code other than an id, only the ends of lines."""
        text = str(node.astext())
        code = isinstance(node, self._nodes.literal) and not KEBAB.fullmatch(text)
        hidden = code or getattr(node, "attributes", {}).get("role")
        return " " + "\n" * text.count("\n") if hidden else text


def _unknown_directives(document: Any) -> Iterator[tuple[str, int]]:
    """Argument and content of the directives that docutils could not make anything of, with the line on which each begins."""
    nodes = required("docutils.nodes")
    for message in document.findall(nodes.system_message):
        for block in message.findall(nodes.literal_block):
            directive = _DIRECTIVE.match(block.astext())
            if directive and not _OF_CODE.search(directive["name"]):
                yield directive["argument"] + textwrap.dedent(directive["body"]), message["line"]
