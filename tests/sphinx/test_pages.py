"""Pages made for claims, lists of claims, and what the documents claim."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reporting.records import WITNESS, check, claim, control, hunt
from tests.sphinx.conftest import HEAD, Build
from verify.claims.evidence import Finding, HuntOutcome, Outcome, Verdict
from verify.sphinx import lists

CONTENTS = f"{HEAD}.. toctree::\n\n   claims/index\n"
REFUTED = claim(
    id="ranks-differ",
    title="The ranks differ",
    verdict=Verdict.FAILS,
    finding=Finding.FAILS,
    amended_by="ranks-agree",
    uses=["ranks-agree"],
    checks=[check(outcome=Outcome.REFUTED, witness=WITNESS)],
    hunts=[hunt(false=True, outcome=HuntOutcome.REFUTED)],
)


def test_every_claim_has_a_page_that_answers_source_completeness_and_reliability(build: Build) -> None:
    built = build({"index.rst": CONTENTS}, claim(), REFUTED, verify_claim_pages="claims")
    assert built.warnings == ""
    page = built.text("claims/ranks-differ.html")
    for words in (
        "Source",
        "Notes on basin flatness: line 1",
        "Completeness",
        "sizes beyond those drawn",
        "Reliability",
        "1 of 1 behaved",
        "7 of 9",
        "Hunted blind: refuted after 3000 instances in 2 strata (seed 0)",
    ):
        assert words in page
    for words in (
        "python -m verify run ranks-differ --seed 0",
        "python -m verify replay",
        "Claim ranks-differ, revision 1: fails",
        "rank(Hess L) = 1",
    ):
        assert words in page
    assert 'href="ranks-agree.html#claim-ranks-agree"' in built.page("claims/ranks-differ.html")
    assert "Used by" in built.page("claims/ranks-agree.html")
    assert 'href="ranks-differ.html#claim-ranks-differ"' in built.page("claims/index.html")


def test_a_claim_that_does_not_agree_says_why_on_its_page_without_failing_the_build(build: Build) -> None:
    wrong = claim(
        agrees=False, finding=Finding.UNDECIDED, reason="recorded holds, found undecided", checks=[check(controls=[control(behaved=False)])]
    )
    built = build({"index.rst": CONTENTS}, wrong, verify_claim_pages="claims")
    assert built.warnings == ""
    assert "What was found is not what is recorded." in built.page("claims/ranks-agree.html")


def test_the_page_of_a_claim_that_is_gone_goes_and_pages_of_others_stay(build: Build, tmp_path: Path) -> None:
    build({"index.rst": CONTENTS}, claim(), REFUTED, verify_claim_pages="claims")
    own = tmp_path / "source" / "claims" / "own.rst"
    own.write_text(f":orphan:\n\n{HEAD}", encoding="utf-8")
    build({"index.rst": CONTENTS}, claim(), verify_claim_pages="claims")
    assert sorted(file.name for file in own.parent.iterdir()) == ["index.rst", "own.rst", "ranks-agree.rst"]


def test_a_new_report_is_seen_by_documents_that_have_not_changed(build: Build, tmp_path: Path) -> None:
    assert "holds (sampled, exact)" in build(":claim:`ranks-agree`", claim()).page()
    source = tmp_path / "source" / "index.rst"
    written = source.stat().st_mtime_ns
    built = build({}, claim(verdict=Verdict.OPEN))
    assert source.stat().st_mtime_ns == written
    assert "open, found holds" in built.page()


def test_claims_of_one_topic_are_listed(build: Build) -> None:
    page = build(".. claims::\n   :topic: volume\n", claim(), claim(id="volumes-agree", topic="volume")).page()
    assert "volumes-agree" in page
    assert "ranks-agree" not in page


LIST = """
[[claim]]
document = "notes"
locator = "line 1"
says = "The ranks <i>agree</i>."
cases = ["ranks-agree", "no-such-case"]

[[claim]]
document = "notes"
locator = "line 2"
says = "It is nice."
reason = "opinion"
why = "No mathematics."
"""


@pytest.fixture
def listed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(lists, "library_folder", lambda: tmp_path)
    return tmp_path / "claims.toml"


def test_what_the_documents_claim_is_listed_with_what_settles_it_or_why_nothing_does(build: Build, listed: Path) -> None:
    listed.write_text(LIST, encoding="utf-8")
    page = build(".. claims-of-documents::\n", claim()).page()
    for words in ("holds (sampled, exact)", "no-such-case", "&lt;i&gt;agree", "no case (opinion): No mathematics.", "cases settle 1"):
        assert words in page


def test_a_library_without_such_a_list_says_so_and_a_broken_list_is_a_warning(build: Build, listed: Path) -> None:
    assert "keeps no list" in build(".. claims-of-documents::\n", claim()).page()
    listed.write_text("[[claim]]\nx = 1\n", encoding="utf-8")
    assert "[verify.documents]" in build(".. claims-of-documents::\n\nAgain.\n", claim()).warnings


def test_mathematics_is_set_without_a_script_and_what_cannot_be_set_is_a_warning(build: Build) -> None:
    built = build("So :math:`x < 1`, and :math:`\\nosuchcommand`.\n\n.. math:: y = 2\n")
    assert "<mo>&lt;</mo>" in built.page()
    assert '<div class="math"><math display="block">' in built.page()
    assert "mathematics that cannot be set" in built.warnings
