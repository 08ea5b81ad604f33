"""The page without a browser: what stands on it, that nothing else can, and that the same report gives the same bytes."""

from __future__ import annotations

import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markupsafe import Markup

from tests.reporting.page.pages import (
    ALONG,
    CROSSING,
    CURVE,
    CUT,
    HARM,
    JET,
    MEASURED,
    PARABOLA,
    PARABOLOID,
    RANK_ONE,
    TWO_OF_TWO,
    small_page,
    small_report,
    spiteful_page,
    witness,
)
from tests.reporting.records import CAUGHT, check, claim, control, hunt, report
from verify.claims.evidence import HuntOutcome, Outcome, Ran, StratumHunted
from verify.reporting.citation import cited
from verify.reporting.page import collapse, landscapes
from verify.reporting.page.figures import figures
from verify.reporting.page.graph import graph
from verify.reporting.page.html import html_page, unread_formulas, views
from verify.reporting.page.instances import parts
from verify.reporting.page.prose import headline, mathematics, prose, signs, visible

_VOID = {"meta", "link", "br", "input", "img"}


class Nesting(HTMLParser):
    """Which elements there are, with their attributes, and whether each ends where it must."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


def parsed(page: str) -> Nesting:
    nesting = Nesting()
    nesting.feed(page)
    nesting.close()
    return nesting


@pytest.mark.parametrize("page", [small_page, spiteful_page])
def test_every_element_ends_where_it_must(page) -> None:
    nesting = parsed(page())
    assert len(nesting.found) > 300
    assert (nesting.open, nesting.wrong) == ([], [])


def test_nothing_in_a_report_becomes_an_element_or_an_attribute() -> None:
    harmless, harmful = parsed(small_page()), parsed(spiteful_page())
    assert {tag for tag, _ in harmful.found} <= {tag for tag, _ in harmless.found} | {"mtext", "mtable", "mtr", "mtd"}
    assert not [name for _, attributes in harmful.found for name in attributes if name.startswith("on")]
    assert sum(tag == "script" for tag, _ in harmful.found) == 1
    links = [attributes.get("href") or "" for tag, attributes in harmful.found if tag == "a"]
    assert all(re.fullmatch(r"#[a-z0-9-]+", link) for link in links)
    assert visible(HARM) != HARM
    assert not set("\u202e\u2066\x07") & set(spiteful_page())


def test_nothing_on_the_page_comes_from_elsewhere() -> None:
    sources = [
        value for _, attributes in parsed(small_page()).found for name in ("src", "href", "xlink:href") if (value := attributes.get(name))
    ]
    assert all(source.startswith(("#", "data:,")) for source in sources)
    assert not re.search(r"url\((?!&quot;#|#|\"data:)", small_page())


def test_the_same_report_gives_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    program = "import sys; from tests.reporting.page.pages import small_page; sys.stdout.buffer.write(small_page().encode())"
    root = Path(__file__).parents[3]
    other = subprocess.run(
        [sys.executable, "-c", program],
        cwd=root,
        env={"PYTHONPATH": str(root), "PYTHONHASHSEED": "5", "HOME": str(tmp_path)},
        capture_output=True,
        check=False,
    )
    assert other.stdout.decode() == small_page(), other.stderr.decode()


def test_a_claim_is_shown_with_all_its_evidence() -> None:
    page = small_page()
    for text in (
        "fails as stated",
        "amended by",
        "Used by",
        "Not shown",
        "sizes beyond those drawn",
        "as it must be",
        "Rank certificate",
        "linear in the loss",
        "<h4>Withdrawn</h4>",
        "not to be cited: claim &#39;holds-by-sample&#39; is withdrawn",
        "not to be cited: claim &#39;is-wrong&#39; is not settled as recorded",
        "Claim fails-as-stated, revision 1: fails (named instances, exact); landscape-claims 0.1.0, seed 0",
        "python -m verify run fails-as-stated --seed 0",
        "fingerprint " + "0" * 64,
        "What was measured",
        "open</span>",
        "recorded holds, found fails",
        "cases/bad.py:3",
        "<code>not-here</code> (not in this report)",
        "1 of 6 claims disagrees",
        "1 case could not be loaded",
    ):
        assert text in page, text


def test_a_report_without_claims_is_a_page_too() -> None:
    page = html_page(report())
    assert "<h1>" in page
    assert 'id="graph"' not in page
    assert "0 claims" in page


def test_hidden_signs_are_shown_and_needed_ones_are_left() -> None:
    assert visible("a\u200bb\u2028c\n\u0430") == "a⟨U+200B⟩b⟨U+2028⟩c\n\u0430"
    assert visible("\ud800") == "⟨U+D800⟩"
    assert visible("\u0645\u200c\u0646") == "\u0645\u200c\u0646"


def test_what_is_no_latex_is_shown_as_written_and_named() -> None:
    assert prose(r"so $\nosuchcommand{x}$") == Markup(r'so <code class="unread">$\nosuchcommand{x}$</code>')
    assert "unread" in mathematics("x" * 5000)
    spoilt = claim(statement=r"so $\frac$", title="fine $x$")
    assert list(unread_formulas(report(spoilt))) == [("ranks-agree", r"\frac")]
    assert list(unread_formulas(small_report())) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("check 'by law' refutes it: J'g = 0", "check ‘by law’ refutes it: J′g = 0"),
        ("'without equal activations at layer L' (supported)", "‘without equal activations at layer L’ (supported)"),
        ("P H P = X'J'H J X; don't", "P H P = X′J′H J X; don&#39;t"),
        ("curves that meet", "curves that meet"),
        ("dim(Im(J) meet Ker(H))", "dim(Im(J) ∩ Ker(H))"),
        ("J(theta'): [['-2'], ['2']]", "J(θ′): [[−2], [2]]"),
        ("the gradient of a graduate; grad student", "the gradient of a graduate; grad student"),
        ("P[J] grad l = 0", "P[J] ∇l = 0"),
        ("rank(J^T H J) <= 2", "rank(J<sup>⊤</sup> H J) ≤ 2"),
        ("(d^2 L/dtheta_i dtheta_j)", "(d<sup>2</sup> L/dθ<sub>i</sub> dθ<sub>j</sub>)"),
        ("leaky_relu and a_name", "leaky_relu and a<sub>name</sub>"),
        ("<b>theta & co</b>", "&lt;b&gt;θ &amp; co&lt;/b&gt;"),
    ],
)
def test_plain_text_is_set_with_the_signs_that_it_spells_out(text: str, expected: str) -> None:
    assert signs(text) == expected


def test_a_stop_stays_with_its_formula() -> None:
    assert prose("so $x$, and $y$ (or $z$).") == (
        'so <span class="together"><math><mi>x</mi></math>,</span> and <math><mi>y</mi></math> '
        '(or <span class="together"><math><mi>z</mi></math>).</span>'
    )
    assert prose("it costs 5 $") == "it costs 5 $"


def test_a_headline_sets_both_kinds_of_formulas() -> None:
    assert headline("J^T where $x$") == "J<sup>⊤</sup> where <math><mi>x</mi></math>"


@pytest.mark.parametrize(
    ("instance", "labels"),
    [
        (PARABOLA["instance"], ["map", "point", "labels", "loss"]),
        (JET["instance"], ["behaviours", "Jacobian", "behaviours curve", "behaviours curve", "slope of the loss", "curvature of the loss"]),
        (CUT["instance"], ["cut at layer", "inputs merged", "network", "inputs", "point", "labels", "loss"]),
        (ALONG["instance"], ["map", "curve"]),
        ({"kind": "named", "name": "theta"}, ["object"]),
        ({"kind": "new", "hitherto": {"unknown": 1}}, ["hitherto"]),
        ("no instance", ["instance"]),
        ({"kind": "model", "theta": 7, "inputs": 3, "loss": {"kind": "Odd"}}, ["point", "inputs", "loss"]),
    ],
)
def test_every_part_of_an_instance_is_named(instance: object, labels: list[str]) -> None:
    assert [label for label, _ in parts(instance)] == labels


def test_exact_numbers_are_set_exactly_and_large_arrays_are_data() -> None:
    (_, matrix), *_ = parts({"kind": "matrices", "J": [["-1/3", "0"]]})
    assert re.search(r"<mo[^>]*>−</mo>", matrix)
    assert "<mfrac" in matrix
    (_, large), *_ = parts({"kind": "matrices", "J": [["1"] * 40] * 40})
    assert "…" in large
    assert "<mtable" not in large


@pytest.mark.parametrize(
    ("seen", "panels"),
    [(PARABOLA, 2), (CURVE, 2), (CROSSING, 1), (PARABOLOID, 1), (TWO_OF_TWO, 2), (ALONG, 1), (CUT, 1)],
    ids=["graph", "image and loss", "crossing", "level sets", "level sets and loss", "curve", "cut"],
)
def test_a_small_witness_is_drawn(seen: dict[str, object], panels: int) -> None:
    (drawn,) = figures(claim(checks=[check(outcome=Outcome.REFUTED, witness=seen, certificates=[], controls=[])]))
    assert len(drawn.panels) == panels
    assert all(panel.startswith("<svg") and "<style" not in panel and "var(--" in panel for panel in drawn.panels)
    assert "Counterexample of the check “sampled”" in drawn.caption


def test_what_is_too_large_or_of_another_kind_is_not_drawn() -> None:
    assert not landscapes.drawable(JET, plane_only=False)
    assert not landscapes.drawable(PARABOLA, plane_only=True)
    assert not collapse.drawable(PARABOLA)
    for broken in (witness(None), witness({"kind": "cut", "layer": 9, "of": 3}), witness({"kind": "model", "model": {"variables": 3}})):
        assert figures(claim(checks=[check(witness=broken, controls=[control(witness=broken)])])) == []


def test_a_witness_that_cannot_be_rebuilt_leaves_the_report_without_its_figure_only() -> None:
    wrong = witness(PARABOLA["instance"] | {"theta": ["no number"]})
    assert figures(claim(checks=[check(outcome=Outcome.REFUTED, witness=wrong, controls=[])])) == []


def test_measurements_and_spectra_are_drawn_from_certificates() -> None:
    brought = {"kind": "spectrum", "of": "Hessian", "values": ["3", "1e-9"], "rank": 1, "window": ["1e-9", "3"]}
    measured, spectra = figures(claim(checks=[check(certificates=[MEASURED, RANK_ONE, brought], controls=[])]))
    assert "trained: 3 at 2, 6 at 4, 7.5 at 8" in measured.description
    assert len(spectra.panels) == 2
    assert "Hessian: singular values 3, 1e-09, rank 1" in spectra.description
    for spoilt in (MEASURED | {"series": [{"x": ["1"], "y": []}]}, MEASURED | {"series": "none"}, brought | {"rank": "many"}):
        assert figures(claim(checks=[check(certificates=[spoilt], controls=[])])) == []


def test_every_claim_stands_to_the_right_of_what_it_rests_on_and_over_no_other() -> None:
    names = ["a", "b", "c", "d", "e", "f", "g", "h"]
    uses = {"b": ["a"], "c": ["a", "b"], "d": ["b"], "f": ["e"], "h": ["g", "gone"]}
    found = graph([claim(id=name, uses=uses.get(name, []), amended_by="d" if name == "g" else None) for name in names])
    assert set(found.nodes) == set(names)
    assert len(found.edges) == 7
    for edge in found.edges:
        assert found.nodes[edge.start].x + found.nodes[edge.start].width < found.nodes[edge.end].x
    boxes = list(found.nodes.values())
    for number, one in enumerate(boxes):
        assert 0 <= one.x <= found.width - one.width
        assert 0 <= one.y <= found.height - one.height
        assert all(abs(one.x - other.x) >= one.width or abs(one.y - other.y) >= one.height for other in boxes[:number])


def test_claims_in_a_circle_and_claims_twice_do_no_harm() -> None:
    circle = [claim(id="a", uses=["b"]), claim(id="b", uses=["a"]), claim(id="b")]
    assert len(graph(circle).nodes) == 2
    assert [view.anchor for view in views(circle)] == ["claim-a", "claim-b", "claim-number-3"]
    assert "claim-number-3" in html_page(report(*circle))


def test_the_citation_on_the_page_is_the_one_that_can_be_run_again_and_what_must_not_be_cited_says_why() -> None:
    full = report(claim(), claim(id="old", withdrawn="it was a slip"))
    page = html_page(full)
    assert cited(full, "ranks-agree").sentence in page
    assert "not to be cited: claim &#39;old&#39; is withdrawn: it was a slip" in page


def test_hunts_stand_beside_the_checks_with_what_they_tried() -> None:
    page = small_page()
    assert page.count("<h4>Hunts</h4>") == 1
    assert "hunted blind: 3000 instances in 2 strata, 1500 within the hypotheses, none refutes (seed 0)" in page
    assert "<td>2000</td><td>1500</td><td>10</td><td>at most 1.00e-02 (95%)</td>" in page
    assert "hunted blind, without ‘H = I’: crashed: its process died (seed 0)" in page
    many = {f"stratum {number}": StratumHunted(9, 5, 0, 0) for number in range(43)}
    assert "stratum 39" in (long := html_page(report(claim(hunts=[hunt(coverage=many)]))))
    assert "stratum 40" not in long
    assert "and 3 more, which the report names" in long
    against = html_page(report(claim(hunts=[hunt(outcome=HuntOutcome.REFUTED, witness=CAUGHT)])))
    assert "Why it does not agree" in against
    assert against.count("AGAINST what is recorded") == 4, "summary, reasons, hunts, and why it cannot be cited"


def test_a_claim_kept_from_an_earlier_run_says_when_it_was_settled() -> None:
    earlier = Ran("2025-12-24T00:00:00+00:00", 7, False, "0.1.0", "cases/one.py", "0" * 64)
    page = html_page(report(claim(ran=earlier)))
    assert "in an earlier run, of 2025-12-24T00:00:00+00:00" in page
    assert "python -m verify run ranks-agree --seed 7" in page
    assert "in an earlier run" not in html_page(report(claim()))
