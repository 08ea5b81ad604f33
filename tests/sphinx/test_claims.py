"""The role and the directive: what they print, and what they warn of."""

from __future__ import annotations

import pytest

from tests.reporting.records import check, claim
from tests.sphinx.conftest import HEAD, Build
from verify.claims.evidence import Finding, Outcome, Verdict

CITED = "Claim ranks-agree, revision 1: holds (sampled, exact); landscape-claims 0.1.0, seed 0, fingerprint " + "0" * 64
REFUTED = claim(
    id="ranks-differ", verdict=Verdict.FAILS, finding=Finding.FAILS, amended_by="ranks-agree", checks=[check(outcome=Outcome.REFUTED)]
)


def test_the_role_prints_the_id_with_verdict_and_strength_and_has_the_citation_as_its_tip(build: Build) -> None:
    built = build("See :claim:`ranks-agree` and :claim:`the wrong form <ranks-differ>`.\n\n.. claim:: ranks-agree\n", claim(), REFUTED)
    assert built.warnings == ""
    page = built.page()
    assert 'ranks-agree</span></code></a> <span class="verify-verdict verify-holds">holds (sampled, exact)</span>' in page
    assert 'the wrong form</span> <span class="verify-verdict verify-fails">fails as stated (sampled, exact)</span>' in page
    assert f'href="#claim-ranks-agree" title="{CITED}"' in page


def test_the_directive_prints_statement_verdict_source_and_citation(build: Build) -> None:
    built = build(".. claim:: ranks-agree\n   :given:\n   :not-shown:\n", claim())
    assert built.warnings == ""
    for words in (
        "The ranks agree",
        "<math>",
        "Notes on basin flatness: line 1",
        CITED,
        "sizes beyond those drawn",
        'id="claim-ranks-agree"',
    ):
        assert words in built.page()
    assert "perfect fit" in built.text()


def test_its_options_leave_out_source_and_citation_and_its_content_stands_in_place_of_the_statement(build: Build) -> None:
    page = build(".. claim:: ranks-agree\n   :no-source:\n   :no-citation:\n\n   In *our* words.\n", claim()).page()
    assert "In <em>our</em> words." in page
    assert all(words not in page for words in ("<math>", "line 1", CITED, "perfect fit"))


def test_a_claim_that_is_linked_from_another_document_leads_to_where_it_stands(build: Build) -> None:
    pages = {"index.rst": f"{HEAD}:claim:`ranks-agree`\n\n.. toctree::\n\n   other\n", "other.rst": f"{HEAD}.. claim:: ranks-agree\n"}
    assert 'href="other.html#claim-ranks-agree"' in build(pages, claim()).page()


def test_markdown_has_the_role_and_the_directive_too(build: Build) -> None:
    text = "# Page\n\nSee {claim}`ranks-agree`.\n\n```{claim} ranks-agree\n:verdict: holds\n```\n"
    built = build({"index.md": text}, claim(), extensions=["myst_parser", "verify.sphinx"])
    assert built.warnings == ""
    assert built.page().count("holds (sampled, exact)") == 4  # the role and its tip, the directive and its citation


def test_latex_has_the_same(build: Build) -> None:
    text = "See :claim:`ranks-agree`.\n\n.. claim:: ranks-agree\n"
    built = build(text, claim(), builder="latex", latex_documents=[("index", "out.tex", "Page", "nobody", "manual")])
    assert built.warnings == ""
    source = built.page("out.tex")
    assert r"\(\operatorname{rank} H = \operatorname{rank} J\)" in source
    assert "holds (sampled, exact)" in source
    assert "fingerprint" in source


def test_an_unknown_id_is_a_warning_with_the_nearest_ids_in_its_place(build: Build) -> None:
    built = build("Line\n\n:claim:`rank-agrees`\n\n.. claim:: nothing-near\n", claim())
    assert "index.rst:6: WARNING: no claim 'rank-agrees': did you mean ranks-agree? [verify.unknown]" in built.warnings
    assert "index.rst:8: WARNING: no claim 'nothing-near'" in built.warnings
    assert "rank-agrees" in built.page()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (":claim:`ranks-agree, revision 2`", "revision 2 is cited, the report has revision 1"),
        (":claim:`ranks-agree, revision 1: fails`", "the verdict 'fails' is stated, the report has 'holds'"),
        (".. claim:: ranks-agree\n   :strength: all sizes, exact\n", "overstated: 'all sizes' is stated"),
        (".. claim:: ranks-agree\n   :fingerprint: 1234abcd\n", "fingerprint 1234abcd is cited"),
    ],
)
def test_what_a_document_states_and_the_report_does_not_have_is_a_warning(build: Build, text: str, reason: str) -> None:
    warnings = build(text, claim()).warnings
    assert reason in warnings
    assert "[verify.stated]" in warnings


def test_what_is_stated_rightly_is_none(build: Build) -> None:
    text = ":claim:`ranks-agree, revision 1: holds (sampled, exact)`\n\n.. claim:: ranks-agree\n   :revision: 1\n   :verdict: holds\n"
    assert build(text, claim()).warnings == ""


def test_a_claim_that_was_not_found_as_recorded_is_a_warning_and_is_not_cited(build: Build) -> None:
    built = build(".. claim:: ranks-agree\n", claim(agrees=False, finding=Finding.UNDECIDED, reason="recorded holds, found undecided"))
    assert "not settled as recorded" in built.warnings
    assert "must not be cited" in built.page()
    assert "disagrees" in built.page()


def test_a_claim_of_the_library_without_a_run_says_so(build: Build) -> None:
    built = build(".. claim:: rank-of-gram-matrix\n", verify_library=True)
    assert built.warnings == ""
    assert "recorded: holds, not run" in built.page()
    assert "no run is at hand" in built.page()


def test_a_report_about_another_revision_than_the_case_is_a_warning(build: Build) -> None:
    built = build(":claim:`rank-of-gram-matrix`", claim(id="rank-of-gram-matrix", revision=77), verify_library=True)
    assert "the report is about revision 77, the case is at revision" in built.warnings


def test_a_report_that_cannot_be_read_stops_the_build_in_one_line(build: Build) -> None:
    with pytest.raises(Exception, match=r"verify: .*missing\.json: cannot be read"):
        build("Text.\n", verify_report="missing.json")


HOSTILE = "<script>alert(1)</script>\"'`*_|\\ \N{RIGHT-TO-LEFT OVERRIDE}txt"


def test_texts_that_mean_harm_stay_texts(build: Build) -> None:
    changes = {
        "title": HOSTILE,
        "statement": f"{HOSTILE} $\\input{{/etc/passwd}}$ $</math><script>$",
        "source": HOSTILE,
        "given": [HOSTILE],
    }
    evil = claim(**changes, not_shown=[HOSTILE], topic=HOSTILE, reason=HOSTILE)
    text = ":claim:`ranks-agree`\n\n.. claim:: ranks-agree\n   :given:\n   :not-shown:\n"
    page = build(text, evil, verify_claim_pages="claims").page()
    whole = build(".. claim-page:: ranks-agree\n\n.. claims::\n", evil).page()
    source = build(text, evil, builder="latex", latex_documents=[("index", "out.tex", "Page", "nobody", "manual")]).page("out.tex")
    for html in (page, whole):
        assert "&lt;script&gt;alert(1)" in html
        assert "<script>alert" not in html
        assert "\N{RIGHT-TO-LEFT OVERRIDE}" not in html
    assert r"\input{/etc" not in source
