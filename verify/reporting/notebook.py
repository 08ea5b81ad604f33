"""A card as notebooks show it: HTML, and LaTeX for documents that are made from notebooks."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from verify.errors import InvalidInput
from verify.reporting.cards import Card, Row, Table, card
from verify.reporting.latex import escaped, typeset
from verify.reporting.page.prose import prose, visible

_BOX = "border:1px solid #8886;border-radius:6px;padding:.6em .9em;margin:.3em 0;max-width:56em;overflow-wrap:anywhere"
_MARK = "border:1px solid currentColor;border-radius:4px;padding:0 .4em;font-size:.85em;white-space:nowrap"
_LABEL = "text-align:left;vertical-align:top;padding:.1em .9em .1em 0;opacity:.75;font-weight:normal;white-space:nowrap"
_CELL = "text-align:left;vertical-align:top;padding:.1em .9em .1em 0"
_GOOD, _BAD = "#17703d", "#b93d10"
_COLOURS = {"holds": _GOOD, "certified": _GOOD, "all agree": _GOOD, "survived": _GOOD, "supported": _GOOD}
_COLOURS |= dict.fromkeys(("fails as stated", "disagrees", "refuted", "do not agree"), _BAD)
_MOST_ROWS = 40
"""Rows of a table beyond which the rest is counted."""


def html(shown: object) -> str:
    """A card as a fragment of HTML that needs no style sheet; every text in it is escaped."""
    one = card(shown)
    return str(Markup("").join(_html(one)))


def _html(one: Card) -> Iterator[Markup]:
    mark = Markup(' <span style="{};color:{}">{}</span>').format(_MARK, _COLOURS.get(one.mark, "inherit"), visible(one.mark))
    yield Markup('<div style="{}"><strong>{}</strong>{}').format(_BOX, prose(one.title), mark if one.mark else "")
    if one.says:
        yield Markup('<p style="margin:.4em 0">{}</p>').format(prose(one.says))
    if one.rows:
        rows = Markup("").join(
            Markup('<tr><th scope="row" style="{}">{}</th>{}</tr>').format(_LABEL, row.label, _cell(row)) for row in one.rows
        )
        yield Markup("<table>{}</table>").format(rows)
    if one.table:
        yield _html_table(one.table)
    yield Markup("</div>")


def _cell(row: Row) -> Markup:
    texts = [Markup("<code>{}</code>").format(visible(text)) if row.verbatim else prose(text) for text in row.texts]
    return Markup('<td style="{}">{}</td>').format(_CELL, Markup("<br>").join(texts))


def _html_table(table: Table) -> Markup:
    head = Markup("").join(Markup('<th scope="col" style="{}">{}</th>').format(_CELL, visible(name)) for name in table.head)
    body = Markup("").join(
        Markup("<tr>{}</tr>").format(Markup("").join(Markup('<td style="{}">{}</td>').format(_CELL, visible(cell)) for cell in cells))
        for cells in table.rows[:_MOST_ROWS]
    )
    more = Markup("<p>{}</p>").format(_more(table)) if _more(table) else ""
    return Markup("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>{}").format(head, body, more)


def _more(table: Table) -> str:
    return f"and {len(table.rows) - _MOST_ROWS} more" if len(table.rows) > _MOST_ROWS else ""


def latex(shown: object) -> str | None:
    """A card as LaTeX that needs no package beyond amsmath; None without the extra that knows how to escape.

    Nothing in it is a command that came from what is shown.
    """
    try:
        return "\n\n".join(_latex(card(shown))) + "\n"
    except InvalidInput:
        return None


def _latex(one: Card) -> Iterator[str]:
    yield rf"\noindent\textbf{{{typeset(one.title)}}}" + (rf" (\emph{{{escaped(one.mark)}}})" if one.mark else "")
    if one.says:
        yield typeset(one.says)
    if one.rows:
        items = (rf"\item[{{{escaped(row.label)}}}] {_texts(row)}" for row in one.rows)
        yield "\n".join([r"\begin{description}", *items, r"\end{description}"])
    if one.table:
        yield _latex_table(one.table)


def _texts(row: Row) -> str:
    return r"; \quad ".join(rf"\texttt{{{escaped(text)}}}" if row.verbatim else typeset(text) for text in row.texts)


def _latex_table(table: Table) -> str:
    lines = [r"\noindent\begin{tabular}{" + "l" * len(table.head) + "}"]
    lines += [" & ".join(escaped(cell) for cell in cells) + r" \\" for cells in (table.head, *table.rows[:_MOST_ROWS])]
    lines.insert(2, r"\hline")
    return "\n".join([*lines, r"\end{tabular}", *([escaped(_more(table))] if _more(table) else [])])
