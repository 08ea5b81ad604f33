"""A report as one HTML page: what its templates are given, and how they are filled in."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from verify.claims.claim import KEBAB
from verify.claims.evidence import (
    CheckEvidence,
    ClaimEvidence,
    ControlEvidence,
    Finding,
    HuntEvidence,
    HuntOutcome,
    Outcome,
    Ran,
    Role,
    Scope,
    Verdict,
    Witness,
)
from verify.errors import InvalidInput
from verify.reporting.citation import citation
from verify.reporting.document import Report, ran
from verify.reporting.explain import STANDINGS, faults, refutation, standing, strength, strength_text
from verify.reporting.hunts import hunt_line
from verify.reporting.page.drawing import Picture
from verify.reporting.page.figures import figures
from verify.reporting.page.graph import graph
from verify.reporting.page.instances import parts
from verify.reporting.page.prose import headline, prose, signs, unread, visible
from verify.reporting.sheet import laid_out
from verify.rigour import Rigour

_PACKAGE = "verify.reporting.page"


@dataclass(frozen=True)
class ClaimView:
    """A claim as the page shows it: its evidence, and how it hangs together with the others of the report."""

    evidence: ClaimEvidence
    anchor: str
    used_by: tuple[str, ...]
    amends: tuple[str, ...]

    @property
    def standing(self) -> str:
        return standing(self.evidence)

    @property
    def strength(self) -> str:
        return strength_text(self.evidence)

    @property
    def scope(self) -> str:
        return (strength(self.evidence) or ("none",))[0]

    @property
    def rigour(self) -> str:
        return (strength(self.evidence) or ("", "none"))[1]

    @property
    def document(self) -> str:
        """The document in which the claim is made: what stands before the locator."""
        return self.evidence.source.partition(",")[0].strip()

    @property
    def locator(self) -> str:
        return self.evidence.source.partition(",")[2].strip()

    @property
    def counterexample(self) -> Witness | None:
        return refutation(self.evidence)

    def ran(self, report: Report) -> Ran:
        """When and how the claim was settled."""
        return ran(report, self.evidence)

    @property
    def faults(self) -> list[str]:
        return list(faults(self.evidence))

    def citation(self, report: Report) -> tuple[str, str]:
        """All that a citation of this result carries, and nothing; or nothing, and why it must not be cited."""
        try:
            return citation(report, self.evidence).sentence, ""
        except InvalidInput as error:
            return "", str(error)

    @cached_property
    def figures(self) -> list[Picture]:
        return figures(self.evidence)


def html_page(report: Report) -> str:
    """The whole page; equal reports give equal pages, and nothing on it is asked from anywhere else.

    Every text of the report is escaped, and characters that could turn the order of others round are written as code points. The one
    script of the page is known to its security policy by hash, so that no other would run even if it got in.
    """
    environment = Environment(
        loader=PackageLoader(_PACKAGE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalized,
    )
    environment.filters |= {"prose": prose, "headline": headline, "signs": signs, "parts": parts, "laid_out": laid_out}
    environment.filters |= {"hunt_line": hunt_line, "hunt_label": _hunt_label}
    environment.filters |= {"count": _counted, "label": _label, "duty": _duty, "rows": _rows}
    claims = views(report.claims)
    style, script = (files(_PACKAGE).joinpath("templates", name).read_text(encoding="utf-8") for name in ("page.css", "page.js"))
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    font = base64.b64encode(files(_PACKAGE).joinpath("fonts", "stix-two-math.woff2").read_bytes()).decode()
    return environment.get_template("page.html").render(
        report=report,
        claims=claims,
        by_id={view.evidence.id: view for view in reversed(claims)},
        topics=_by_topic(claims),
        graph=graph(report.claims),
        tiles=list(_tiles(claims)),
        rigours=[rigour.value for rigour in Rigour],
        strengths=_strengths(claims),
        choices=_choices(claims),
        controls=[control for claim in report.claims for check in claim.checks for control in check.controls],
        style=Markup(style.replace("FONT", font)),  # our own file
        script=Markup(script),  # our own file
        script_hash=digest,
    )


def unread_formulas(report: Report) -> Iterator[tuple[str, str]]:
    """Ids of claims with the formulas that cannot be read as LaTeX, which the page shows as they were written."""
    for claim in report.claims:
        for text in (claim.title, claim.statement, *claim.not_shown):
            for latex in unread(text):
                yield claim.id, latex


def views(claims: Sequence[ClaimEvidence]) -> list[ClaimView]:
    """The claims with what uses them and what they amend, each under an anchor of its own."""
    used_by: dict[str, list[str]] = {}
    amends: dict[str, list[str]] = {}
    for claim in claims:
        for link in claim.uses:
            used_by.setdefault(link, []).append(claim.id)
        if claim.amended_by:
            amends.setdefault(claim.amended_by, []).append(claim.id)
    return [
        ClaimView(claim, anchor, tuple(used_by.get(claim.id, ())), tuple(amends.get(claim.id, ())))
        for claim, anchor in zip(claims, _anchors([claim.id for claim in claims]), strict=True)
    ]


def _anchors(ids: Sequence[str]) -> Iterator[str]:
    """For each id a name that can stand in a link: the id itself, or its number where it is none or is there twice."""
    taken = set()
    for number, name in enumerate(ids, start=1):
        yield f"claim-{name}" if KEBAB.fullmatch(name) and name not in taken else f"claim-number-{number}"
        taken.add(name)


def _finalized(value: Any) -> Any:
    """Every text that is put into the page, before it is escaped."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else "" if value is None else value


def _by_topic(claims: Sequence[ClaimView]) -> dict[str, list[ClaimView]]:
    topics: dict[str, list[ClaimView]] = {}
    for view in claims:
        topics.setdefault(view.evidence.topic, []).append(view)
    return topics


def _tiles(claims: Sequence[ClaimView]) -> Iterator[tuple[str, str, int]]:
    """What there is of each standing: the word to filter by, what to call it, and how many."""
    counts = Counter(view.standing for view in claims)
    for word, name in STANDINGS.items():
        if counts[word]:
            yield word, name, counts[word]


def _strengths(claims: Sequence[ClaimView]) -> list[tuple[str, list[int]]]:
    """How many claims were shown at each scope (rows) and rigour (columns); rows without a claim are left out."""
    counts = Counter((view.scope, view.rigour) for view in claims if strength(view.evidence))
    rows = [(scope.value, [counts[scope.value, rigour.value] for rigour in Rigour]) for scope in Scope]
    return [row for row in rows if any(row[1])]


def _choices(claims: Sequence[ClaimView]) -> Mapping[str, list[str]]:
    """What the table can be filtered by: of each column, the values that occur."""
    evidence = [view.evidence for view in claims]
    return {
        "verdict": _present([verdict.value for verdict in Verdict], [claim.verdict for claim in evidence]),
        "finding": _present([found.value for found in Finding], [claim.finding for claim in evidence]),
        "scope": _present([scope.value for scope in Scope], [view.scope for view in claims]),
        "rigour": _present([rigour.value for rigour in Rigour], [view.rigour for view in claims]),
        "topic": sorted({claim.topic for claim in evidence}),
        "document": sorted({view.document for view in claims}),
    }


def _present(order: Sequence[str], found: Sequence[str]) -> list[str]:
    """The values that occur, in the order given, then any other."""
    return [value for value in order if value in found] + sorted(set(found) - set(order))


def _counted(evidence: CheckEvidence | ControlEvidence) -> str:
    """How much was looked at."""
    if not evidence.instances:
        return ""
    return f"{sum(evidence.effective.values())} of {evidence.instances} instances within the hypotheses"


def _label(outcome: Outcome) -> str:
    """The class of an outcome's mark."""
    return {Outcome.SUPPORTED: "holds", Outcome.REFUTED: "fails"}.get(outcome, "undecided")


def _hunt_label(hunt: HuntEvidence) -> str:
    """The class of a hunt's mark: a survivor has not been proved; what was changed to be false and was refuted is as it must be."""
    if hunt.outcome is not HuntOutcome.REFUTED:
        return "undecided"
    changed = hunt.role is Role.REJECTS or hunt.dropped
    return "disagrees" if hunt.contradicts else "holds" if changed else "fails"


def _duty(control: ControlEvidence) -> str:
    """What a control had to do, and whether it did."""
    must = "a false variant, which must fall" if control.role == "rejects" else "an amendment, which must stand"
    return f"{must}: {control.outcome}, {'as it must be' if control.behaved else 'NOT as it must be'}"


def _rows(table: Any) -> list[dict[str, Any]]:
    """The records of a table that all have the same columns; none if it is no such table."""
    if not isinstance(table, list) or not all(isinstance(row, dict) and row for row in table):
        return []
    columns = list(dict.fromkeys(column for row in table for column in row))
    return [{column: row.get(column, "") for column in columns} for row in table]
