"""One claim on a page of plain text: what it says, and what a run found about it."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from verify.claims.documents import DocumentClaim
from verify.claims.entries import IndexEntry
from verify.claims.evidence import CheckEvidence, ClaimEvidence
from verify.reporting.explain import agrees, faults, strength_text, witness_line, witnesses
from verify.reporting.hunts import hunt_line

_WIDTH = 110
_LABEL = 12


def field(label: str, text: str) -> str:
    """A labelled paragraph."""
    return textwrap.fill(
        text,
        _WIDTH,
        initial_indent=f"  {label:<{_LABEL}}",
        subsequent_indent=" " * (_LABEL + 2),
        break_long_words=False,
        break_on_hyphens=False,
    )


def statement_lines(entry: IndexEntry) -> Iterator[str]:
    """What a claim says, where it comes from, and what will be asked."""
    yield f"{entry.id}  (revision {entry.revision}, topic {entry.topic})"
    yield field("title", entry.title)
    yield field("says", entry.says)
    yield from _items("given", entry.given)
    yield field("checked as", entry.statement)
    if not entry.pointwise:
        yield field("", "not a statement about single instances: its checks carry it")
    yield field("source", entry.source)
    yield field("recorded", entry.verdict + (f"; amended by {entry.amended_by}" if entry.amended_by else ""))
    yield from _items("uses", entry.uses)
    yield from _items("contradicts", entry.contradicts)
    yield from _items("checks", entry.checks)
    yield from _items("must reject", entry.rejects)
    yield from _items("must accept", entry.accepts)
    yield from _items("not shown", entry.not_shown)
    yield field("case", f"{entry.file}:{entry.line}")


def evidence_lines(claim: ClaimEvidence, revision: int, when: str, *, every_witness: bool = False) -> Iterator[str]:
    """What a run found about a claim, each check with its controls; its own witnesses in full, those of controls if asked for."""
    yield field("last run", f"{when}: found {claim.finding}, {'agrees' if agrees(claim) else 'DISAGREES'} ({strength_text(claim)})")
    yield field("cite as", f"{claim.id}, revision {claim.revision}, fingerprint {claim.fingerprint}")
    if claim.withdrawn:
        yield field("withdrawn", claim.withdrawn)
    if claim.revision != revision:
        yield field("", f"this run was about revision {claim.revision}; run the claim again")
    for fault in () if agrees(claim) else faults(claim):
        yield field("", fault)
    for check in claim.checks:
        yield field("check", _check(check))
        if check.reason:
            yield field("", check.reason)
        yield from _items("measured", [measured_line(table, row) for table in _tables(check) for row in table["rows"]])
        for control in check.controls:
            behaved = "as it must" if control.behaved else "NOT as it must"
            by = f" ({witness_line(control.witness, 90)})" if control.witness else ""
            yield field("", f"{control.role} {control.name!r}: {control.outcome}, {behaved}{by}")
    for hunt in claim.hunts:
        yield field("hunt", hunt_line(hunt))
    yield from _items("not shown", claim.not_shown)
    for name, witness in witnesses(claim, of_controls=every_witness):
        yield field("witness", f"{name}:")
        yield textwrap.indent(laid_out(witness), " " * (_LABEL + 2))


def laid_out(value: Any, indent: int = 0) -> str:
    """A value as JSON over as few lines as fit: what is short enough stands on one line, so that a matrix looks like one.

    Examples
    --------
    >>> print(laid_out({"theta": ["1/2", "0"], "hessian": [["1", "0"], ["0", "-1"]], "seen": "x" * 90}).replace("x" * 80, "..."))
    {
     "theta": ["1/2", "0"],
     "hessian": [["1", "0"], ["0", "-1"]],
     "seen": "...xxxxxxxxxx"
    }
    """
    line = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, (dict, list)) or indent + len(line) <= _WIDTH - _LABEL:
        return line
    below = indent + 1
    if isinstance(value, dict):
        items = [f"{json.dumps(name, ensure_ascii=False)}: {laid_out(item, below)}" for name, item in value.items()]
    else:
        items = [laid_out(item, below) for item in value]
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    return f"{opening}\n" + ",\n".join(" " * below + item for item in items) + f"\n{' ' * indent}{closing}"


def _check(check: CheckEvidence) -> str:
    strength = f"{check.scope}, {check.rigour}"
    counts = f"; {sum(check.effective.values())} of {check.instances} instances within the hypotheses" if check.instances else ""
    return f"{check.name}: {check.outcome} ({strength}{counts}; {check.seconds:.1f} s)"


def _tables(check: CheckEvidence) -> list[dict[str, Any]]:
    """What an experiment measured."""
    return [table for table in check.certificates if table.get("kind") == "measurement"]


def measured_line(table: dict[str, Any], row: dict[str, Any]) -> str:
    """One frequency of an experiment, with its interval and what is predicted.

    Examples
    --------
    >>> row = {"arm": "relu", "width": 2, "hits": 1, "trials": 9, "undecided": 3, "beside": {"lost": 4}, "low": "0.003", "high": "0.79"}
    >>> measured_line({"x": "width", "confidence": 0.95}, row)
    'relu, width 2: 1 of 9 (3 undecided), in [0.003, 0.79] at 95%; beside: 4 lost'
    """
    undecided = f" ({row['undecided']} undecided)" if row["undecided"] else ""
    predicted = f"; predicted {row['predicted']}" if "predicted" in row else ""
    beside = ", ".join(f"{count} {what}" for what, count in row["beside"].items() if count)
    besides = f"; beside: {beside}" if beside else ""
    interval = f"in [{row['low']}, {row['high']}] at {table['confidence']:.0%}"
    return f"{row['arm']}, {table['x']} {row[table['x']]}: {row['hits']} of {row['trials']}{undecided}, {interval}{predicted}{besides}"


def _items(label: str, items: Sequence[str]) -> Iterator[str]:
    """A labelled list, one item a line; nothing if it is empty."""
    for item, name in zip(items, [label, *[""] * len(items)], strict=False):
        yield field(name, item)


def document_lines(claim: DocumentClaim, known: Mapping[str, IndexEntry]) -> Iterator[str]:
    """A claim as a document makes it, with the cases that settle it or the reason that it has none."""
    text = f"{claim.document}, {claim.locator}: {claim.says}"
    yield textwrap.fill(text, _WIDTH, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)
    for name in claim.cases:
        yield f"    {known[name].verdict if name in known else 'cannot be loaded':<9} {name}"
    if claim.reason:
        yield textwrap.fill(f"{claim.reason}: {claim.why}", _WIDTH, initial_indent="    no case   ", subsequent_indent="    ")
