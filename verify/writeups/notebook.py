"""Claims cited in the Markdown cells of a Jupyter notebook; code and its output are left out."""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Iterator, Sequence
from itertools import accumulate, count
from typing import Any

from verify.errors import InvalidInput, in_one_line
from verify.reporting.extras import required
from verify.writeups import latex, markdown, rst
from verify.writeups.mention import Found, Mention

_RAW = {"text/latex": latex.read, "text/restructuredtext": rst.read, "text/markdown": markdown.read}
_STRING = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)


def read(text: str) -> Found:
    """What a notebook cites; each mention has its line in the file, and its cell."""
    cells = _cells(text)
    places = _places(text)
    return Found([mention for number, cell in enumerate(cells) for mention in _in_cell(cell, number + 1, places[number])])


def _cells(text: str) -> list[Any]:
    notebooks = required("nbformat")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about cells without an id, which is the notebook's business
            notebook = notebooks.reads(text, as_version=4)
            notebooks.validate(notebook)
    except Exception as error:  # noqa: BLE001 -- a library told to read whatever there is; what it says is passed on
        raise InvalidInput(f"not a notebook: {in_one_line(error)[:160]}") from None
    return list(notebook.cells)


def _in_cell(cell: Any, number: int, lines: Sequence[int]) -> Iterator[Mention]:
    reader = markdown.read if cell.cell_type == "markdown" else _RAW.get(cell.metadata.get("raw_mimetype", ""))
    if cell.cell_type == "code" or reader is None:
        return
    for mention in reader(cell.source).mentions:
        yield Mention(lines[min(mention.line, len(lines)) - 1], mention.stated, f"cell {number}, line {mention.line}")


class _Object(list[tuple[str, Any]]):
    """An object of JSON as it stands in the file."""


def _places(text: str) -> list[list[int]]:
    """For each cell and each line of it, the line of the file.

    The strings of a document stand in it in the order in which its tree is walked, so that the n-th of one is the n-th of the other.
    """
    newlines = accumulate((text.count("\n", *span) for span in _gaps(text)), initial=1)
    starts = list(newlines)[1:]
    ordinal = count()

    def numbered(node: Any) -> Any:
        if isinstance(node, str):
            return starts[next(ordinal)], node
        if isinstance(node, _Object):
            return {name: numbered(value) for name, value in node if next(ordinal) >= 0}
        return [numbered(part) for part in node] if isinstance(node, list) else node

    notebook = numbered(json.loads(text, object_pairs_hook=_Object))
    sheets = notebook.get("worksheets", [notebook])  # as in the formats before 4
    cells = [cell for sheet in sheets for cell in sheet.get("cells", [])]
    return [_lines_of(cell.get("source", cell.get("input", []))) for cell in cells]


def _gaps(text: str) -> Iterator[tuple[int, int]]:
    """From each string of the document to the next; none of them holds the end of a line itself."""
    before = 0
    for match in _STRING.finditer(text):
        yield before, match.start()
        before = match.start()


def _lines_of(source: Any) -> list[int]:
    """The line of the file for each line of a source, which is one string or a list of them."""
    lines: list[int] = []
    begun = False
    for line, part in source if isinstance(source, list) else [source]:
        pieces = part.split("\n")
        lines += [line] * (len(pieces) - begun)
        begun = True
        if not pieces[-1]:
            lines.pop()
            begun = False
    return lines or [1]
