r"""One line of LaTeX in pylatexenc's tokens: what of it prints, which commands of interest stand in it, and what it leaves open."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from verify.reporting.extras import required

CLAIMS = frozenset({"claim", "verifyclaim"})
DEFINING = frozenset(
    (
        *("newcommand", "renewcommand", "providecommand", "DeclareRobustCommand", "def", "gdef", "edef", "let", "newtheorem"),
        *("NewDocumentCommand", "RenewDocumentCommand", "DeclareDocumentCommand"),
    )
)
VERBATIM = frozenset(
    (
        *("verbatim", "verbatim*", "Verbatim", "Verbatim*", "BVerbatim", "LVerbatim", "SaveVerbatim", "spverbatim", "alltt"),
        *("lstlisting", "minted", "tcblisting", "luacode", "luacode*", "comment", "filecontents", "filecontents*"),
    )
)
"""Environments in which nothing is a command, or nothing prints."""

_BIBLIOGRAPHIES = frozenset({"bibliography", "addbibresource"})
_DELIMITED = {
    "verb": r"\*?",
    "Verb": r"\*?",
    "spverb": r"\*?",
    "lstinline": r"\s*(?:\[[^\]]*\])?\s*",
    "mintinline": r"\s*(?:\[[^\]]*\])?\s*\{[^{}]*\}\s*",
    "url": r"\s*",
    "nolinkurl": r"\s*",
    "path": r"\s*",
    "href": r"\s*(?:\[[^\]]*\])?\s*",
}
"""Commands whose argument is verbatim between two equal signs or braces, and what may stand before it."""

_SIGN = re.compile(r"[\\%]")
_PLAIN = re.compile(r"\\([A-Za-z]+)(?:\[([^\[\]{}%\\]*)\])?\{([^\[\]{}%\\]*)\}")
"""A command whose argument holds nothing that would need a parser: most are such, and a document may have very many."""


@dataclass(frozen=True)
class Command:
    """A command, its first option in brackets, its arguments in braces with the newlines before each, and where they end."""

    name: str
    option: str
    arguments: tuple[str, ...]
    newlines: tuple[int, ...]
    end: int


@dataclass(frozen=True)
class Line:
    """What a line says from some position on.

    ``visible`` is as long as what was read of the line; what does not print is blank. ``opens`` names what must be closed before reading
    goes on at position ``at``: a verbatim environment, ``iffalse``, a command whose arguments run on, or the end of the ``document``.
    """

    visible: str
    commands: tuple[Command, ...]
    opens: str = ""
    at: int = 0


@dataclass(frozen=True)
class _Token:
    """What begins at a backslash: how far it reaches, the command of interest that it is, or what it opens."""

    end: int
    command: Command | None = None
    opens: str = ""


@lru_cache(maxsize=4096)
def tokenised(line: str, begin: int = 0) -> Line:
    """A line read from a position; remembered, since a document repeats many of its lines."""
    visible, position = [" " * begin], begin
    commands: list[Command] = []
    while sign := _SIGN.search(line, position):
        visible.append(line[position : sign.start()])
        if sign[0] == "%":  # what a backslash escapes is part of the backslash's token, and was passed over with it
            return Line("".join(visible), tuple(commands))
        token = _plain_token(line, sign.start()) or _token(line, sign.start())
        if token.opens:
            return Line("".join(visible), tuple(commands), token.opens, token.end)
        if token.command:
            commands.append(token.command)
        visible.append(" " * (token.end - sign.start()))
        position = token.end
    return Line("".join(visible) + line[position:], tuple(commands))


def _plain_token(line: str, position: int) -> _Token | None:
    plain = _PLAIN.match(line, position)
    if plain is None:
        return None
    name, option, argument = plain.groups()
    if name in ("begin", "end") and not option:
        return _environment(name, argument, plain.end())
    if name in DEFINING or not _of_interest(name) or name.lower().endswith("cites"):
        return None
    return _Token(plain.end(), Command(name, option or "", (argument,), (0,), plain.end()))


def _environment(name: str, environment: str, end: int) -> _Token:
    """The beginning or the end of an environment."""
    if name == "begin":
        return _Token(end, opens=environment if environment in VERBATIM else "")
    return _Token(end, opens="document" if environment == "document" else "")


def _token(line: str, position: int) -> _Token:
    """The token at a backslash, as pylatexenc reads it."""
    token = _read(line, position, environments=True)
    if token is None:
        return _Token(position + 1)
    end = max(token.pos + token.len, position + 1)
    if token.tok in ("begin_environment", "end_environment"):
        return _environment(token.tok.partition("_")[0], token.arg, end)
    if token.tok != "macro":
        return _Token(end)
    if token.arg == "iffalse":
        return _Token(end, opens="iffalse")
    if token.arg in _DELIMITED:
        return _Token(_after_delimited(line, end, _DELIMITED[token.arg]))
    if not _of_interest(token.arg):
        return _Token(end)
    command = command_at(line, position)
    return _Token(command.end, command) if command else _Token(position, opens="command")


def command_at(text: str, position: int) -> Command | None:
    """The command at a position with its arguments; None if the text ends before they do."""
    walker = _walker(text)
    name, end = _name(walker, position)
    if name in DEFINING:
        return _definition(walker, text, name, end)
    option, arguments, newlines = "", [], []
    while (opening := _sign(text, end)) and opening in "*[{":
        if opening == "*":
            end = text.index("*", end) + 1
            continue
        begin = text.index(opening, end)
        group = _group(walker, begin, opening)
        if group is None:
            return None
        inside, end = group
        if opening == "[":
            option = option or inside
        else:
            arguments.append(inside)
            newlines.append(text.count("\n", position, begin))
            if not name.lower().endswith("cites"):
                break
    return Command(name, option, tuple(arguments), tuple(newlines), end) if arguments or opening else None


def without_comment(line: str) -> str:
    """A line up to its comment, if it has one."""
    position = 0
    while sign := _SIGN.search(line, position):
        token = _read(line, sign.start(), environments=False)
        if token is not None and token.tok == "comment":
            return line[: sign.start()]
        position = max(token.pos + token.len, sign.end()) if token else sign.end()
    return line


def _walker(text: str) -> Any:
    return required("pylatexenc.latexwalker").LatexWalker(text, latex_context=_context(), tolerant_parsing=False)


def _read(text: str, position: int, *, environments: bool) -> Any:
    """The token at a position; None where TeX would complain too, such as a backslash that ends the line."""
    try:
        return _walker(text).get_token(position, environments=environments)
    except required("pylatexenc.latexwalker").LatexWalkerError:
        return None


@lru_cache
def _context() -> Any:
    return required("pylatexenc.latexwalker").get_default_latex_context_db()


def _of_interest(name: str) -> bool:
    return name in CLAIMS or name in DEFINING or name in _BIBLIOGRAPHIES or "cite" in name.lower()


def _name(walker: Any, position: int) -> tuple[str, int]:
    token = walker.get_token(position, environments=False)
    return str(token.arg), token.pos + token.len


def _sign(text: str, position: int) -> str:
    """The next sign that is neither space nor comment; empty at the end of the text."""
    rest = re.compile(r"(?:\s|%[^\n]*(?:\n|$))*").match(text, position)
    assert rest is not None, "it matches nothing too"
    return text[rest.end() : rest.end() + 1]


def _definition(walker: Any, text: str, name: str, end: int) -> Command | None:
    """A command that defines another, whose name is its argument; what the definition says is read on its own."""
    if _sign(text, end) == "*":
        end = text.index("*", end) + 1
    if not _sign(text, end):
        return None
    try:
        node, position, length = walker.get_latex_expression(end)
    except required("pylatexenc.latexwalker").LatexWalkerError:
        return None
    return Command(name, "", (node.latex_verbatim().strip("{}\\ "),), (0,), position + length)


def _group(walker: Any, begin: int, opening: str) -> tuple[str, int] | None:
    """What stands in the brackets or braces that open at a position, without comments, and where they close; None if they do not."""
    nodes = required("pylatexenc.latexwalker")
    try:
        node, position, length = walker.get_latex_braced_group(begin, brace_type=opening)
    except nodes.LatexWalkerError:
        return None
    parts = (_comment_gone(part) if part.isNodeType(nodes.LatexCommentNode) else part.latex_verbatim() for part in node.nodelist)
    return "".join(parts), position + length


def _comment_gone(comment: Any) -> str:
    return "\n" * str(comment.latex_verbatim()).count("\n")


def _after_delimited(line: str, position: int, before: str) -> int:
    """Where the verbatim argument of a command ends."""
    opening = re.compile(before).match(line, position)
    start = opening.end() if opening else position
    if start >= len(line):
        return len(line)
    end = line.find("}" if line[start] == "{" else line[start], start + 1)
    return len(line) if end < 0 else end + 1
