"""What a notebook is shown: HTML and LaTeX, with nothing in them that is not ours."""

from __future__ import annotations

import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.optional import program
from tests.reporting import records
from tests.reporting.records import WITNESS, check, claim, control, report
from verify import HOLDS, Claim, Source, Statement, hessian, jacobian, local_minimum, polynomial_maps, rank
from verify.claims.evidence import Finding, HuntOutcome, Outcome, Verdict
from verify.claims.folders import library_folder
from verify.claims.index import read_index
from verify.displays import Displayed
from verify.errors import InvalidInput
from verify.ranks.bounds import Bounds
from verify.ranks.trust import float_trust
from verify.reporting.cards import card
from verify.reporting.latex import is_mathematics
from verify.running.hunt import Budget, hunt
from verify.running.mechanisms import mechanisms

HOSTILE = "<script>alert(1)</script>\"' \\input{x} $\\input{y}$ $</math><script>$ \N{RIGHT-TO-LEFT OVERRIDE}txt"
REFUTED = {"verdict": Verdict.FAILS, "finding": Finding.FAILS, "amended_by": "sharp"}
STATEMENT = Statement((polynomial_maps,), (local_minimum,), rank(hessian).equals(rank(jacobian)))


class Tags(HTMLParser):
    """The tags of a fragment, each of which must be closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.open: list[str] = []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.seen.add(tag)
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def shown(value: Displayed) -> tuple[str, str]:
    html, latex = value._repr_html_(), value._repr_latex_()
    assert html is not None
    assert latex is not None
    Tags(html)
    return html, latex


def test_evidence_shows_verdict_strength_counterexample_and_what_is_not_shown() -> None:
    html, latex = shown(claim(**REFUTED, checks=[check(outcome=Outcome.REFUTED, witness=WITNESS)]))
    for words in ("fails as stated", "sampled, exact", "rank(Hess L) = 1", "sizes beyond those drawn", "sharp"):
        assert words in html
        assert words in latex
    assert "<math>" in html
    assert r"$\operatorname{rank} H = \operatorname{rank} J$" in latex


def test_hunts_are_shown_with_the_evidence_and_one_against_the_record_disagrees() -> None:
    html, latex = shown(claim(hunts=[records.hunt()]))
    assert "hunted blind: 3000 instances in 2 strata" in html
    assert "hunted blind: 3000 instances in 2 strata" in latex
    html, _ = shown(claim(hunts=[records.hunt(outcome=HuntOutcome.REFUTED)]))
    assert "why it disagrees" in html
    html, _ = shown(report(claim(hunts=[records.hunt(outcome=HuntOutcome.REFUTED)])))
    assert "0 of 1 claims agree" in html


def test_evidence_that_disagrees_says_why() -> None:
    html, _ = shown(claim(agrees=False, finding=Finding.UNDECIDED, reason="recorded holds, found undecided"))
    assert "disagrees" in html
    assert "recorded holds, found undecided" in html


def test_a_check_shows_its_controls_and_how_much_it_met() -> None:
    html, latex = shown(check(controls=[control(behaved=False)]))
    assert "NOT as it must" in html
    assert "3/7" in html
    assert r"\begin{tabular}{lll}" in latex


def test_a_claim_and_an_entry_of_the_index_show_what_is_said_and_by_whom() -> None:
    html, _ = shown(Claim("ranks-agree", HOLDS, 1, "rank", "The ranks agree", "Then $x < 1$.", Source("notes", "line 1")))
    assert "recorded: holds" in html
    assert "<mo>&lt;</mo>" in html
    entry = read_index([library_folder()]).entries[0]
    assert entry.id in shown(entry)[0]


def test_a_report_shows_how_many_agree_and_a_table_that_ends() -> None:
    html, latex = shown(report(*(claim(id=f"claim-{number}") for number in range(60))))
    assert "60 of 60 claims agree" in html
    assert "and 20 more" in html
    assert latex.count(r"\\") == 41


@pytest.mark.parametrize(
    ("bounds", "words"),
    [
        (Bounds(2, 2, "counted"), "<mn>2</mn>"),
        (Bounds(1, 3), "between"),
        (Bounds([1, 1, 2], [1, 2, 2]), "2 of 3 values known"),
    ],
)
def test_bounds_show_what_is_known(bounds: Bounds, words: str) -> None:
    assert words in shown(bounds)[0]


def test_float_ranks_and_certified_ranks_show_side_by_side_what_each_rests_on() -> None:
    found = float_trust([[2.0, 0.0], [0.0, 2**-30]])
    html, _ = shown(found)
    assert "do not agree" in html
    assert "tolerances from 9.31e-10 up to 2" in html
    assert "elimination modulo a prime" in shown(found.exact)[0]


def test_hunts_show_what_was_caught_or_how_far_they_went() -> None:
    caught = hunt(STATEMENT, Budget(instances=500))
    assert "refuted" in shown(caught)[0]
    assert "rank(Hess L)" in shown(caught)[0]
    survived = hunt(STATEMENT.replace("trivial", then=rank(jacobian).equals(rank(jacobian))), Budget(instances=50))
    assert "survived" in shown(survived)[0]
    assert "within the hypotheses" in shown(survived)[1]
    assert "mechanism" in shown(mechanisms(STATEMENT, Budget(instances=100)))[0]


def test_texts_that_mean_harm_stay_texts() -> None:
    evil = control(name=HOSTILE, reason=HOSTILE)
    checked = check(
        name=HOSTILE,
        reason=HOSTILE,
        effective={HOSTILE: 1},
        interval={HOSTILE: HOSTILE},
        controls=[evil],
        witness={"shows": {HOSTILE: HOSTILE}},
    )
    everything = {"id": HOSTILE, "title": HOSTILE, "statement": HOSTILE, "source": HOSTILE, "reason": HOSTILE, "fingerprint": HOSTILE}
    one = claim(**everything, agrees=False, given=[HOSTILE], not_shown=[HOSTILE], checks=[checked])
    for value in (one, checked, report(one)):
        html, latex = shown(value)
        assert Tags(html).seen <= {
            "div",
            "strong",
            "span",
            "p",
            "table",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
            "code",
            "br",
            "math",
            "mi",
            "mo",
        }
        for text in (html, latex):
            assert "\N{RIGHT-TO-LEFT OVERRIDE}" not in text
        assert r"\input{x}" not in latex
        assert r"\input{y}" not in latex
    assert not is_mathematics(r"\input{y}")


def test_the_latex_compiles_whatever_is_shown(tmp_path: Path) -> None:
    tex = program("pdflatex", "texlive-latex-base")
    checks = [check(name=HOSTILE, effective={HOSTILE: 1}, outcome=Outcome.REFUTED, witness=WITNESS)]
    evil = claim(**REFUTED, id=HOSTILE, title=HOSTILE, statement=HOSTILE, checks=checks)
    values = (claim(), evil, report(evil), checks[0], Bounds([1, 2], [1, 3], HOSTILE), float_trust([[1.0]]), float_trust([[1.0]]).exact)
    body = "\n\n".join(shown(value)[1] for value in values)
    text = f"\\documentclass{{article}}\n\\usepackage{{amsmath,amssymb}}\n\\begin{{document}}\n{body}\n\\end{{document}}\n"
    (tmp_path / "cards.tex").write_text(text, encoding="utf-8")
    words = [tex, "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", "cards.tex"]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout.decode(errors="replace")[-2000:]


def test_a_text_of_any_length_is_shown_short() -> None:
    html, latex = shown(claim(statement="x" * 100_000, given=["y" * 1000] * 1000))
    assert len(html) < 20_000
    assert len(latex) < 20_000
    assert "and 988 more" in html


def test_without_the_libraries_that_set_them_plain_text_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "verify.reporting.notebook", None)
    assert claim()._repr_html_() is None
    assert claim()._repr_latex_() is None


def test_nothing_is_made_up_about_another_kind_of_object() -> None:
    with pytest.raises(InvalidInput, match="how to show a str"):
        card("text")
