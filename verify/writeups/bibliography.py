"""Claims cited in a BibTeX or biblatex bibliography: by the key of an entry, and by the sentence in its note."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator

from verify.reporting.citation import Stated, key, sentences
from verify.reporting.extras import required
from verify.writeups.mention import Found, Mention, may_cite

logging.getLogger("bibtexparser").addHandler(logging.NullHandler())  # what it thinks of other people's entries is not said on our terminal


def read(text: str) -> Found:
    """What a bibliography cites: one mention for each entry that is about a claim."""
    return Found(list(_mentions(text)) if may_cite(text) else [])


def _mentions(text: str) -> Iterator[Mention]:
    for entry in required("bibtexparser").parse_string(text).entries:
        values = [" ".join(re.sub(r"[{}]", "", str(field.value)).split()) for field in entry.fields]
        told = [stated for value in values for _, stated in sentences(value)]
        by_key: Stated | None = key(entry.key)
        for stated in told or ([by_key] if by_key else []):
            yield Mention(entry.start_line + 1, stated)
        if told and by_key and (by_key.id, by_key.revision or told[0].revision) != (told[0].id, told[0].revision):
            yield Mention(entry.start_line + 1, by_key)
