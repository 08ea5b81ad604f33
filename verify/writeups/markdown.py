"""Claims cited in Markdown: citations as text, keys such as ``[@verify:ID:r1]``, and the roles ``{claim}`` and ``{cite}`` of MyST.

The blocks are markdown-it's; inline text is parsed only in blocks that could cite something. Code, comments and front matter are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from html.parser import HTMLParser
from typing import Any

from verify.claims.claim import KEBAB
from verify.reporting.extras import required
from verify.writeups.mention import Found, Mention, in_prose, in_role, may_cite

_LINE_END = "\ue000"
"""Stands at the end of each line while inline text is parsed, since a parser makes one line of some of them."""

_DIRECTIVES_OF_CODE = frozenset(
    {"code", "code-block", "code-cell", "sourcecode", "literalinclude", "include", "math", "raw", "mermaid", "eval-rst"}
)


def read(text: str) -> Found:
    """What a Markdown document cites."""
    return Found(list(_mentions(text.replace(_LINE_END, " "), 1)))


def _mentions(text: str, first: int) -> Iterator[Mention]:
    if not may_cite(text):
        return
    parser, line = _parser(text.startswith("---")), 0
    environment: dict[str, Any] = {}
    for block in parser.parse(text, environment):
        line = block.map[0] if block.map else line
        if not may_cite(block.content):
            continue
        if block.type == "inline":
            yield from _inline(parser, block.content, environment, first + line)
        elif block.type == "html_block":
            yield from in_prose(_text_of_html(block.content), first + line)
        elif block.type == "fence" and block.info.startswith("{") and block.info[1:].partition("}")[0] not in _DIRECTIVES_OF_CODE:
            yield from _mentions(block.content, first + line + 1)  # a directive of MyST, which holds Markdown


@lru_cache
def _parser(front_matter: bool) -> Any:
    """The parser; it looks for front matter only where a document begins so, since it would look on every line."""
    markdown, plugins = required("markdown_it").MarkdownIt("commonmark"), "mdit_py_plugins"
    markdown.enable("table").use(required(f"{plugins}.myst_role").myst_role_plugin)
    markdown.use(required(f"{plugins}.footnote").footnote_plugin).disable("footnote_inline")  # whose text is found where it stands
    if front_matter:
        markdown.use(required(f"{plugins}.front_matter").front_matter_plugin)
    markdown.core.ruler.enableOnly(["normalize", "block"])  # inline text is parsed where it matters
    markdown.disable("lheading")  # an underlined heading is as visible as the paragraph that it is then taken for, and costs time
    return markdown


def _inline(parser: Any, content: str, environment: dict[str, Any], line: int) -> Iterator[Mention]:
    """The citations in the inline text of one block."""
    tokens: list[Any] = []
    parser.inline.parse(content.replace("\n", f"\n{_LINE_END}\n"), parser, environment, tokens)
    visible: list[str] = []
    for token in tokens:
        if token.type == "myst_role":
            above = "".join(visible).count("\n")
            yield from in_role(token.meta["name"], token.content.replace(_LINE_END, " "), line + above)
        visible.append(_visible(token))
    yield from in_prose("".join(visible), line)


def _visible(token: Any) -> str:
    """What a token shows, with the ends of lines where they were."""
    content = str(token.content)
    if token.type in ("text", "text_special") or (token.type == "code_inline" and KEBAB.fullmatch(content)):
        return content.replace(_LINE_END, "\n")
    if token.type in ("softbreak", "hardbreak"):
        return " "
    ends = "\n" * content.count(_LINE_END)
    return f" {ends}" if content and token.type != "html_inline" else ends


class _Visible(HTMLParser):
    """Gathers what a browser would show, line for line."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.hidden = 0

    def _reach(self) -> None:
        missing = self.getpos()[0] - 1 - "".join(self.parts).count("\n")
        self.parts.append("\n" * missing)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden += tag in ("script", "style", "code", "pre")

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in ("script", "style", "code", "pre") and self.hidden > 0

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self._reach()
            self.parts.append(data)


def _text_of_html(source: str) -> str:
    parser = _Visible()
    parser.feed(source)
    parser.close()
    return "".join(parser.parts)
