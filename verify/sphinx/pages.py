"""One page a claim: its source, how complete the answer is, how reliable, and how to run and cite it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from verify.claims.evidence import CheckEvidence, ClaimEvidence, Witness
from verify.claims.index import write_atomically
from verify.reporting.cards import control_line, cut, row
from verify.reporting.document import ran
from verify.reporting.explain import agrees, faults, refutation, witness_line
from verify.reporting.hunts import hunt_line
from verify.reporting.latex import tidy
from verify.sphinx.claims import library, verdict_nodes, warn
from verify.sphinx.library import Known, Library, at_hand
from verify.sphinx.links import mark_place, reference
from verify.sphinx.pictures import figures
from verify.sphinx.sources import stated_in
from verify.sphinx.texts import field, fields, items, paragraph, prose, table

_FIRST_LINE = ".. Made from the claims at each build: what is changed here is lost."
_LONGEST_CASE = 400
"""Lines of a case file beyond which it is not printed."""


def write_pages(app: Sphinx) -> None:
    """A page for each claim and one for all, if ``verify_claim_pages`` names a folder; pages of claims that are gone are taken away."""
    if app.config.verify_claim_pages is None:
        return
    folder = Path(app.srcdir) / app.config.verify_claim_pages
    pages = {f"{name}.rst": f"{_FIRST_LINE}\n\n.. claim-page:: {name}\n" for name in at_hand(app.config, Path(app.doctreedir)).claims}
    pages["index.rst"] = f"{_FIRST_LINE}\n\n.. claims::\n   :title: Claims\n   :pages:\n"
    for name, text in pages.items():
        if not (folder / name).exists() or (folder / name).read_text(encoding="utf-8") != text:
            write_atomically(folder / name, text.encode())
    for file in folder.glob("*.rst"):
        if file.name not in pages and file.read_text(encoding="utf-8").startswith(_FIRST_LINE):
            file.unlink()


class ClaimPage(SphinxDirective):
    """``.. claim-page:: ID``: everything about a claim, as a section; it is what the pages that are made at each build consist of."""

    required_arguments = 1
    option_spec: ClassVar[dict[str, Any]] = {"name": directives.unchanged}

    def run(self) -> list[nodes.Node]:
        name, claims = self.arguments[0].strip(), library(self.env)
        known = claims.claims.get(name)
        if known is None:
            warn(claims.unknown(name), "unknown", (self.env.docname, self.lineno))
            return [paragraph(f"Unknown claim: {name}")]
        if known.entry and known.entry.file:
            self.env.note_dependency(known.entry.file)
        page = nodes.section("", nodes.title("", "", *prose(known.title)), classes=["verify-page"])
        self.set_source_info(page)
        mark_place(known, page, self.state.document)
        page += _Writer(known, claims, self.env.docname).parts()
        return [page]


class _Writer:
    """The parts of the page of one claim."""

    def __init__(self, known: Known, claims: Library, docname: str) -> None:
        self.known, self.claims, self.docname = known, claims, docname

    def parts(self) -> list[nodes.Node]:
        known = self.known
        line = nodes.paragraph("", "", verdict_nodes(known), nodes.Text(" "), nodes.literal("", known.id), classes=["verify-kicker"])
        line += nodes.Text(f" revision {known.revision}, topic {tidy(known.topic)}")
        evidence = known.evidence
        return [
            line,
            nodes.block_quote("", paragraph(known.says), classes=["verify-statement"]),
            *self._disagreement(),
            *(figures(evidence) if evidence else ()),
            self._section("source", "Source", [fields(self._source())]),
            self._section("completeness", "Completeness", [fields(self._completeness())]),
            self._section("reliability", "Reliability", list(self._reliability())),
            self._section("again", "Run it again, and cite it", [fields(self._again())]),
            *self._case(),
        ]

    def _section(self, name: str, title: str, body: Sequence[nodes.Node]) -> nodes.section:
        return nodes.section("", nodes.title("", title), *body, ids=[f"{self.known.id}-{name}"])

    def _links(self, names: Sequence[str]) -> list[nodes.Node]:
        """A list of claims, each with its verdict."""
        found = nodes.bullet_list("")
        for name in names:
            line = nodes.paragraph("", "", reference(name, self.docname))
            if name in self.claims.claims:
                line += [nodes.Text(" "), verdict_nodes(self.claims.claims[name])]
            found += nodes.list_item("", line)
        return [found]

    def _linked(self, label: str, names: Sequence[str]) -> Iterator[tuple[str, list[nodes.Node]]]:
        if names:
            yield label, self._links(names)

    def _disagreement(self) -> Iterator[nodes.Node]:
        evidence = self.known.evidence
        if evidence and not agrees(evidence):
            yield nodes.warning("", paragraph("What was found is not what is recorded."), items(list(faults(evidence))))
        if evidence and self.known.entry and evidence.revision != self.known.entry.revision:
            yield nodes.warning(
                "", paragraph(f"The run was about revision {evidence.revision}; the case is at {self.known.entry.revision}.")
            )

    def _source(self) -> Iterator[tuple[str, Sequence[nodes.Node]]]:
        known = self.known
        yield "Stated in", [paragraph(stated_in(known.source))]
        yield "Recorded", [paragraph(known.recorded)]
        if known.entry:
            yield "Checked as", [paragraph(known.entry.statement, verbatim=True)]
        yield from self._linked("Amended by", [known.amended_by] if known.amended_by else [])
        yield from self._linked("Amends", self.claims.amends.get(known.id, []))
        yield from self._linked("Rests on", known.uses)
        yield from self._linked("Used by", self.claims.used_by.get(known.id, []))
        yield from self._linked("Contradicts", known.contradicts)

    def _completeness(self) -> Iterator[tuple[str, Sequence[nodes.Node]]]:
        known, evidence = self.known, self.known.evidence
        yield from map(field, row("Given", known.given, verbatim=True))
        yield from map(field, row("About", known.entry.about if known.entry else []))
        yield "Strength", [paragraph(known.strength or "not run: nothing is shown yet")]
        yield from map(field, row("Not shown", evidence.not_shown if evidence else known.entry.not_shown if known.entry else []))
        rejects = known.entry.rejects if known.entry else []
        yield from map(field, row("Must be refuted", rejects))
        yield from map(field, row("Must stand", known.entry.accepts if known.entry else []))
        if evidence and not evidence.pointwise:
            yield "Kind", [paragraph("not a statement about single instances: its checks carry it")]

    def _reliability(self) -> Iterator[nodes.Node]:
        evidence = self.known.evidence
        if evidence is None:
            yield paragraph("No run is at hand; these checks will be asked:")
            yield items(self.known.entry.checks if self.known.entry else [])
            return
        yield paragraph(f"Found: {evidence.finding}. {_sentence(evidence.reason)}")
        yield table(
            ("Check", "Outcome", "Scope", "Rigour", "Instances", "Controls"),
            [_check_cells(check) for check in evidence.checks],
            (30, 14, 18, 14, 12, 12),
        )
        yield from _witness(evidence)
        yield from (paragraph(_sentence(hunt_line(hunt))) for hunt in evidence.hunts)
        for check in evidence.checks:
            yield from _controls(check)

    def _again(self) -> Iterator[tuple[str, Sequence[nodes.Node]]]:
        known = self.known
        seed = f" --seed {ran(known.report, known.evidence).seed}" if known.report and known.evidence else ""
        yield "Run", [paragraph(f"python -m verify run {known.id}{seed}", verbatim=True)]
        if known.evidence and refutation(known.evidence):
            yield "Replay the witnesses", [paragraph("python -m verify replay .verify/report.json", verbatim=True)]
        yield "Look for a counterexample", [paragraph(f"python -m verify hunt {known.id}", verbatim=True)]
        yield "Cite as", [paragraph(known.citation)]
        if known.evidence and agrees(known.evidence):
            yield "For a bibliography", [paragraph(f"python -m verify cite {known.id} --style bibtex", verbatim=True)]
            yield "Compare", [paragraph(f'python -m verify reproduce "{known.citation}"', verbatim=True)]

    def _case(self) -> Iterator[nodes.Node]:
        """The case itself, which is what a reader must judge."""
        file = Path(self.known.entry.file) if self.known.entry and self.known.entry.file else None
        text = file.read_text(encoding="utf-8") if file and file.is_file() else ""
        if text and text.count("\n") <= _LONGEST_CASE:
            yield self._section("case", "The case", [nodes.literal_block(text, text, language="python")])


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def _check_cells(check: CheckEvidence) -> list[list[nodes.Node]]:
    behaved = sum(control.behaved for control in check.controls)
    met = f"{sum(check.effective.values())} of {check.instances}" if check.instances else ""
    controls = f"{behaved} of {len(check.controls)} behaved" if check.controls else ""
    return [prose(text) for text in (check.name, check.outcome, check.scope, check.rigour, met, controls)]


def _witness(evidence: ClaimEvidence) -> Iterator[nodes.Node]:
    found: Witness | None = refutation(evidence)
    if found:
        yield paragraph("Counterexample:")
        yield paragraph(witness_line(found, 400), verbatim=True)


def _controls(check: CheckEvidence) -> Iterator[nodes.Node]:
    """What a check was asked with the opposite answer, and why it came out as it did."""
    if check.reason or check.controls:
        body: list[nodes.Node] = [nodes.paragraph("", "", nodes.strong("", tidy(check.name)), nodes.Text(f": {tidy(cut(check.reason))}"))]
        if check.controls:
            body.append(items([control_line(control) for control in check.controls]))
        yield from body
