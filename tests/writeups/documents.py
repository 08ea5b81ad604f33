"""Documents whose citations are marked by their ids: ``yes-…`` must be found on its line, ``no-…`` must not be found at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from verify.writeups.mention import Found


def expected(text: str, marks: str = "yes-") -> Counter[tuple[int, str]]:
    """Line and id of everything that is to be found, read off the text by its marks alone."""
    return Counter(
        (number, word)
        for number, line in enumerate(text.split("\n"), 1)
        for word in "".join(sign if sign.isalnum() or sign == "-" else " " for sign in line).split()
        if word.startswith(marks)
    )


def found(read: Callable[[str], Found], text: str) -> Counter[tuple[int, str]]:
    """Line and id of everything that a reader finds."""
    return Counter((mention.line, mention.stated.id) for mention in read(text).mentions)
