"""The styles in which a citation can be written down."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

import msgspec

from verify.reporting.citation import Citation
from verify.reporting.document import AUTHORS
from verify.reporting.extras import required
from verify.reporting.latex import escaped, tidy

_MARKED = re.compile(r"[\\`*_{}\[\]<>&#!|$~@^]")


def text(citations: Sequence[Citation]) -> str:
    """One paragraph a citation, of plain words."""
    return _paragraphs(citations, lambda title: title)


def markdown(citations: Sequence[Citation]) -> str:
    """One paragraph a citation, the title in italics."""
    return _paragraphs(citations, lambda title: f"*{_MARKED.sub(_backslashed, title)}*")


def latex(citations: Sequence[Citation]) -> str:
    r"""One paragraph a citation, the title in ``\emph``; needs no package."""
    return _paragraphs(citations, lambda title: f"\\emph{{{escaped(title)}}}")


def bibtex(citations: Sequence[Citation]) -> str:
    """A bibliography for BibTeX: ASCII, with commands for all that is not."""
    return _bibliography(citations, "misc", _dated_for_bibtex, letters=False)


def biblatex(citations: Sequence[Citation]) -> str:
    """A bibliography for biblatex, in UTF-8."""
    return _bibliography(citations, "software", _dated_for_biblatex, letters=True)


def csl_json(citations: Sequence[Citation]) -> str:
    """A list of CSL items, as reference managers and pandoc read it."""
    items = [
        {
            "id": one.key,
            "type": "software",
            "title": tidy(one.title) or one.id,
            "author": [{"literal": AUTHORS}],
            "version": one.version,
            "note": one.sentence,
        }
        | ({"issued": {"date-parts": [[one.on.year, one.on.month, one.on.day]]}} if one.on else {})
        for one in citations
    ]
    return msgspec.json.format(msgspec.json.encode(items), indent=2).decode() + "\n"


STYLES: Mapping[str, Callable[[Sequence[Citation]], str]] = {
    "bibtex": bibtex,
    "biblatex": biblatex,
    "csl-json": csl_json,
    "latex": latex,
    "markdown": markdown,
    "text": text,
}


def _paragraphs(citations: Sequence[Citation], marked: Callable[[str], str]) -> str:
    return "\n\n".join(f"{_lead(tidy(one.title), marked)}{one.sentence}." for one in citations) + "\n"


def _lead(title: str, marked: Callable[[str], str]) -> str:
    """A title before the sentence, with the full stop that it may lack."""
    return f"{marked(title)}{'' if title.endswith(('.', '?', '!')) else '.'} " if title else ""


def _backslashed(sign: re.Match[str]) -> str:
    return f"\\{sign[0]}"


def _dated_for_bibtex(citation: Citation) -> dict[str, str]:
    return {"year": str(citation.on.year)} if citation.on else {}


def _dated_for_biblatex(citation: Citation) -> dict[str, str]:
    return {"version": citation.version} | ({"date": citation.on.isoformat()} if citation.on else {})


def _bibliography(citations: Sequence[Citation], kind: str, dated: Callable[[Citation], dict[str, str]], *, letters: bool) -> str:
    library, model = required("bibtexparser"), required("bibtexparser.model")
    entries = []
    for one in citations:
        title = escaped(one.title, letters=letters) or one.id
        # braces twice: an author that is no person, and a title whose capitals stay
        values = {"author": f"{{{AUTHORS}}}", "title": f"{{{title}}}", **dated(one), "note": one.sentence}
        entries.append(model.Entry(kind, one.key, [model.Field(name, value) for name, value in values.items()]))
    written: str = library.write_string(library.Library(entries))
    return written
