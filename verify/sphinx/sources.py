"""The documents that make the claims, by their keys in the library's bibliography."""

from __future__ import annotations

from functools import lru_cache

from verify.claims.folders import library_folder
from verify.errors import InvalidInput
from verify.reporting.extras import required

BIBLIOGRAPHY = "references.bib"


@lru_cache
def documents() -> dict[str, str]:
    """Each document in a phrase: author, title, year; nothing without the libraries that read bibliographies."""
    file = library_folder() / BIBLIOGRAPHY
    try:
        entries = required("bibtexparser").parse_string(file.read_text(encoding="utf-8")).entries if file.exists() else []
        plain = required("pylatexenc.latex2text").LatexNodes2Text()
    except InvalidInput:
        return {}
    return {entry.key: _phrase({field.key: plain.latex_to_text(str(field.value)).strip() for field in entry.fields}) for entry in entries}


def stated_in(source: str) -> str:
    """Where a claim is made, with the document's name in place of its key."""
    key, _, locator = source.partition(", ")
    return f"{documents().get(key, key)}: {locator}" if locator else source


def _phrase(fields: dict[str, str]) -> str:
    authors = [_name(author) for author in fields.get("author", "").split(" and ")]
    return ", ".join(part for part in (" and ".join(authors), fields.get("title", ""), fields.get("year", "")) if part)


def _name(author: str) -> str:
    """First name first."""
    last, comma, first = author.partition(", ")
    return f"{first} {last}" if comma else author
