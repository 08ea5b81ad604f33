"""``verify list``: the claims in one line each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import click

from verify.claims.entries import IndexEntry
from verify.claims.evidence import ClaimEvidence, Scope, Verdict
from verify.cli.last import last_report
from verify.cli.options import choosing_cases
from verify.cli.selection import case_folders, indexed
from verify.errors import InvalidInput
from verify.reporting.document import is_stale
from verify.reporting.explain import NO_STRENGTH, NOT_RUN, strength_text
from verify.rigour import Rigour

STALE = "stale"
_STRENGTHS = [*(grade.value for grade in (*Scope, *Rigour)), NO_STRENGTH, NOT_RUN, STALE]


@click.command("list", short_help="List the claims, one line each.")
@click.option("--topic", metavar="WORD", help="Only claims of this topic.")
@click.option("--verdict", type=click.Choice([verdict.value for verdict in Verdict]), help="Only claims recorded so.")
@click.option("--strength", metavar="GRADE", type=click.Choice(_STRENGTHS), help="Only claims shown so in the last run, e.g. 'all sizes'.")
@click.option("--text", metavar="WORDS", help="Only claims whose id, title or statement contains this, in any case.")
@choosing_cases
def list_command(
    topic: str | None, verdict: str | None, strength: str | None, text: str | None, own: tuple[Path, ...], only_cases: bool
) -> int:
    """List the claims: id, recorded verdict, how strongly the last run showed it, and title.

    GRADE is a scope (all sizes; all reals at named sizes; generic; named instances; sampled; empirical frequency), a rigour (exact;
    certified; probabilistic; floating), 'none', 'not run', or 'stale': its case file has changed since.
    """
    index = indexed(case_folders(own, only_cases))
    report = last_report()
    last = {claim.id: claim for claim in report.claims} if report else {}
    rows = [
        (entry.id, entry.verdict, shown, entry.title)
        for entry in index.entries
        for shown in (_shown(entry, last.get(entry.id)),)
        if topic in (None, entry.topic)
        and verdict in (None, entry.verdict)
        and (strength is None or strength in shown.split(", "))
        and _mentions(entry, text)
    ]
    if not rows:
        raise _nothing_found(index.entries, last, {"topic": topic, "verdict": verdict, "strength": strength, "text": text})
    for line in _table(rows):
        click.echo(line)
    return 2 if index.errors else 0


def _shown(entry: IndexEntry, claim: ClaimEvidence | None) -> str:
    """How strongly the last run showed a claim, or that its case file has changed since."""
    return STALE if claim and is_stale(claim, entry.hash) else strength_text(claim)


def _nothing_found(entries: Sequence[IndexEntry], last: Mapping[str, ClaimEvidence], filters: Mapping[str, str | None]) -> InvalidInput:
    """The filters that leave nothing, and what there is to choose from instead."""
    asked = [f"--{name} {value!r}" for name, value in filters.items() if value is not None]
    topics = sorted({entry.topic for entry in entries})
    if filters["strength"] is not None and filters["topic"] in (None, *topics):
        shown = {grade for entry in entries for grade in _shown(entry, last.get(entry.id)).split(", ")}
        known = f"the last run showed claims as {', '.join(grade for grade in _STRENGTHS if grade in shown)}"
    else:
        known = f"the topics are {', '.join(topics)}"
    return InvalidInput(f"no claim matches {' with '.join(asked)}; {known}" if entries else "there is no claim that could be loaded")


def _mentions(entry: IndexEntry, text: str | None) -> bool:
    words = " ".join((entry.id, entry.title, entry.says, entry.statement)).casefold()
    return text is None or text.casefold() in words


def _table(rows: Sequence[tuple[str, str, str, str]]) -> Iterator[str]:
    """The rows with their columns aligned."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)][:-1]
    for row in rows:
        yield "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[-1]])
