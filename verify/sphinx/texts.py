"""Texts of claims as nodes of a document: LaTeX between dollar signs is mathematics, everything else stays the text that it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from docutils import nodes

from verify.reporting.cards import Row, Table
from verify.reporting.latex import is_mathematics, tidy

_MATHEMATICS = re.compile(r"\$([^$]+)\$")


def prose(text: str) -> list[nodes.Node]:
    """Text with mathematics; what is no mathematics that every builder can set safely is shown as it was typed."""
    parts = _MATHEMATICS.split(text)
    found: list[nodes.Node] = []
    for number, part in enumerate(parts):
        if number % 2 and is_mathematics(part):
            found.append(nodes.math("", part))
        elif number % 2:
            found.append(nodes.literal("", f"${tidy(part)}$"))
        elif part:
            found.append(nodes.Text(_spaced(part)))
    return found


def _spaced(part: str) -> str:
    """Text between mathematics, with a space where it began or ended with one."""
    before, after = (" " if part[end : end + 1 or None].isspace() else "" for end in (0, -1))
    return f"{before}{tidy(part)}{after}" if part.strip() else " "


def paragraph(text: str, *, verbatim: bool = False) -> nodes.paragraph:
    """A paragraph of prose, or of one text as a program would print it."""
    return nodes.paragraph("", "", nodes.literal("", tidy(text))) if verbatim else nodes.paragraph("", "", *prose(text))


def items(texts: Iterable[str], *, verbatim: bool = False) -> nodes.Element:
    """One paragraph, or a list if there are several."""
    paragraphs = [paragraph(text, verbatim=verbatim) for text in texts]
    if len(paragraphs) == 1:
        return paragraphs[0]
    return nodes.bullet_list("", *(nodes.list_item("", one) for one in paragraphs))


def fields(rows: Iterable[tuple[str, Sequence[nodes.Node]]]) -> nodes.field_list:
    """Labelled nodes."""
    found = nodes.field_list(classes=["verify-fields"])
    for name, body in rows:
        found += nodes.field("", nodes.field_name("", name), nodes.field_body("", *body))
    return found


def field(row: Row) -> tuple[str, list[nodes.Node]]:
    """A row of a card as a labelled node."""
    return row.label, [items(row.texts, verbatim=row.verbatim)]


def table(head: Sequence[str], rows: Iterable[Sequence[Sequence[nodes.Node]]], widths: Sequence[int]) -> nodes.table:
    """A table; a cell is a paragraph of inline nodes, or paragraphs."""
    group = nodes.tgroup("", *(nodes.colspec(colwidth=width) for width in widths), cols=len(head))
    group += nodes.thead("", _line([[nodes.Text(name)] for name in head]))
    group += nodes.tbody("", *(_line(cells) for cells in rows))
    return nodes.table("", group, classes=["verify-table", "colwidths-given"])


def plain_table(found: Table) -> nodes.table:
    """The table of a card."""
    cells = [[[nodes.Text(tidy(cell))] for cell in line] for line in found.rows]
    return table(found.head, cells, [max(1, 100 // len(found.head))] * len(found.head))


def _line(cells: Iterable[Sequence[nodes.Node]]) -> nodes.row:
    return nodes.row("", *(nodes.entry("", *_paragraphs(cell)) for cell in cells))


def _paragraphs(cell: Sequence[nodes.Node]) -> Sequence[nodes.Node]:
    return cell if cell and isinstance(cell[0], nodes.paragraph) else [nodes.paragraph("", "", *cell)]
