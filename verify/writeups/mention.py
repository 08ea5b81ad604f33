"""A place in a document that cites a claim."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from verify.reporting.citation import Stated, key, keys, sentences, words


@dataclass(frozen=True)
class Mention:
    """What is stated about a claim, on which line; ``place`` says more than the line can, such as a cell of a notebook."""

    line: int
    stated: Stated
    place: str = ""


@dataclass(frozen=True)
class Found:
    """What a document cites, and the bibliographies that it names."""

    mentions: list[Mention]
    bibliographies: tuple[str, ...] = ()


def in_prose(text: str, line: int) -> Iterator[Mention]:
    """The citations in visible text that begins on ``line``: whole sentences, and keys of a bibliography."""
    for found in (sentences(text), keys(text)):
        counted = 0
        above = line
        for position, stated in found:
            above += text.count("\n", counted, position)
            counted = position
            yield Mention(above, stated)


def may_cite(text: str) -> bool:
    """A quick look, so that a parser need not read what cites nothing; says yes rather too often."""
    return any(word in text for word in ("laim", "verify:", "cite"))


def in_role(role: str, content: str, line: int) -> Iterator[Mention]:
    """What a role of reStructuredText or MyST cites: ``claim`` an id, any role of citations the keys of a bibliography.

    As in Sphinx, the target stands in angle brackets where another text is shown.
    """
    _, _, target = content.rstrip().partition("<")
    target = target.removesuffix(">").strip() if target.endswith(">") else content.strip()
    if role.rpartition(":")[2] == "claim" and target:
        yield Mention(line, words(target))
    elif "cite" in role.split(":"):
        yield from (Mention(line, stated) for part in target.split(",") if (stated := key(part.strip())))
