"""A citation says the same in every style, whatever stands in the title, and is read back as it was written."""

from __future__ import annotations

import dataclasses
import json
import re
import unicodedata
from datetime import date

import bibtexparser
import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from pylatexenc.latex2text import LatexNodes2Text
from pylatexenc.latexwalker import LatexWalker

from tests.reporting.records import check, claim, report
from verify.claims.evidence import Finding, Outcome, Scope, Verdict
from verify.errors import InvalidInput
from verify.reporting.citation import Citation, Stated, cited, key, keys, sentences, words
from verify.reporting.document import AUTHORS
from verify.reporting.latex import escaped, is_mathematics, tidy, typeset
from verify.reporting.styles import STYLES

HOSTILE = [
    r"50% of \input{x} & #1 _ ^ ~ $x^2$ {unclosed",
    r"} \end{document} % gone",
    '"quoted", @misc{x, title = {y}}',
    "*bold* _under_ `code` [link](x) <b>html</b> &amp; ![i](j)",
    "Gödel, Łoś, Erdős — ∇L ≥ 0, θ ∈ ℝ",
    "中文 und 😀, \u202eright to left\u202c, \x1b[31mred\x1b[0m",
    "-- --- `` '' ?` !` << >> ,,",
    "ends with a question?",
    " \n\t ",
    "\\",
    "'" * 5,
]
CSL = {  # the fields that are written, as the schema of CSL 1.0.2 (csl-data.json) has them
    "type": "array",
    "items": {
        "type": "object",
        "required": ["type", "id"],
        "additionalProperties": False,
        "properties": {
            "type": {"enum": ["article", "book", "dataset", "report", "software", "webpage"]},
            "id": {"type": ["string", "number"]},
            "title": {"type": "string"},
            "author": {
                "type": "array",
                "items": {"type": "object", "additionalProperties": False, "properties": {"literal": {"type": "string"}}},
            },
            "version": {"type": "string"},
            "note": {"type": "string"},
            "issued": {
                "type": "object",
                "additionalProperties": False,
                "properties": {
                    "date-parts": {
                        "type": "array",
                        "minItems": 1,
                        "maxItems": 2,
                        "items": {"type": "array", "minItems": 1, "maxItems": 3, "items": {"type": ["string", "number"]}},
                    }
                },
            },
        },
    },
}
TITLES = st.text(st.characters(codec="utf-8"), max_size=40)


def citation(title: str = "The ranks agree") -> Citation:
    return Citation("ranks-agree", 2, "holds", "sampled, exact", "0.1.0", 3, "0123456789abcdef", title, date(2026, 1, 2))


STATED = Stated("ranks-agree", "2", "holds", "sampled, exact", "0.1.0", "3", "0123456789abcdef")


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("title", ["The ranks agree", *HOSTILE])
def test_every_style_carries_the_sentence_and_it_is_read_back(style: str, title: str) -> None:
    written = STYLES[style]([citation(title)])
    assert [stated for _, stated in sentences(written)] == [STATED]


@pytest.mark.parametrize("style", STYLES)
@given(title=TITLES)
def test_no_title_whatever_hides_the_sentence_or_breaks_the_style(style: str, title: str) -> None:
    written = STYLES[style]([citation(title)])
    assert STATED in [stated for _, stated in sentences(written)]
    assert not any(unicodedata.category(sign) == "Cc" and sign not in "\n\t" for sign in written)
    if style in ("bibtex", "latex"):
        assert written.isascii()


@given(title=TITLES)
def test_bibtex_and_biblatex_are_read_by_a_bibtex_library(title: str) -> None:
    for style in ("bibtex", "biblatex"):
        library = bibtexparser.parse_string(STYLES[style]([citation(title), dataclasses.replace(citation(), id="other")]))
        assert [block.key for block in library.blocks] == ["verify:ranks-agree:r2", "verify:other:r2"]
        assert library.failed_blocks == []
        first = library.entries[0]
        fields = {field.key: field.value for field in first.fields}
        assert fields["author"] == f"{{{AUTHORS}}}"
        assert fields["note"] == citation().sentence
        assert {"bibtex": fields.get("year"), "biblatex": fields.get("date")}[style] in ("2026", "2026-01-02")


@given(title=TITLES)
def test_csl_json_has_the_fields_and_types_of_its_schema_and_the_title_as_it_is(title: str) -> None:
    items = json.loads(STYLES["csl-json"]([citation(title)]))
    jsonschema.validate(items, CSL)
    assert items[0]["title"] == (tidy(title) or "ranks-agree")
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate([items[0] | {"issued": {"date-parts": "2026"}}], CSL)


@given(title=TITLES)
def test_markdown_shows_the_title_as_it_is(title: str) -> None:
    (_, block, _) = MarkdownIt("commonmark").parse(STYLES["markdown"]([citation(title)]))
    shown = "".join(token.content for token in block.children)
    assert {token.type for token in block.children} <= {"text", "em_open", "em_close"}
    assert shown.startswith(tidy(title))
    assert shown.endswith(f"{citation().sentence}.")


@given(title=st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=40))
def test_latex_shows_plain_titles_as_they_are(title: str) -> None:
    source = re.sub(r"\\ensuremath\{([<>|])\}", r"\1", escaped(title))
    shown = LatexNodes2Text(math_mode="text", strict_latex_spaces=False).latex_to_text(source)
    for was, now in (("ˆ", "^"), ("”", '"'), ("''", '"'), ("\u2010", "-")):
        shown = shown.replace(was, now)
    assert shown == tidy(title).replace("''", '"') or "'" in title or '"' in title


@given(title=TITLES)
def test_latex_source_is_well_formed_whatever_the_text(title: str) -> None:
    source = escaped(title)
    _, _, length = LatexWalker(source, tolerant_parsing=False).get_latex_nodes()
    assert length == len(source)
    assert not any(name in source for name in ("\\input", "\\write", "\\end", "\\catcode", "\\def"))


def test_letters_stay_in_biblatex_and_become_commands_elsewhere() -> None:
    assert "Gödel" in STYLES["biblatex"]([citation("Gödel")])
    assert r"G\"odel" in STYLES["bibtex"]([citation("Gödel")])
    assert r"\texttt{U+4E2D}" in STYLES["latex"]([citation("中")])


def test_a_statement_keeps_its_mathematics_and_nothing_else_of_latex() -> None:
    assert typeset(r"If $x \ge 0$, then 50% of $\operatorname{rank} J$") == r"If $x \ge 0$, then 50\% of $\operatorname{rank} J$"
    for bad in (
        r"$\input{x}$",
        r"$\write18{x}$",
        r"$x_{$",
        r"$}{$",
        r"$x^^5cinput y$",
        r"$\csname x\endcsname$",
        "$a % b$",
        "$a # b$",
        "$\\$",
    ):
        assert "$" not in typeset(bad).replace(r"\$", ""), bad
    matrices = r"$\begin{pmatrix} A & \begin{cases} x & y \end{cases} \\ B^\top & C \end{pmatrix} = \frac{1}{2}$"
    assert typeset(matrices) == matrices
    for bad in (r"$\begin{pmatrix} a$", r"$\begin{verbatim} a \end{verbatim}$", r"$a & b$", r"$\begin{matrix} \input{x} \end{matrix}$"):
        assert typeset(bad) != bad
    assert typeset("cost: $5") == r"cost: \$5"
    assert typeset("  ") == " "


@given(source=st.lists(st.sampled_from([*"{}\\^_$%#&~ x", "input", "frac", "nabla"]), max_size=12).map("".join))
def test_what_counts_as_mathematics_closes_what_it_opens(source: str) -> None:
    if is_mathematics(source):
        assert "\\input" not in source
        LatexWalker(f"${source}$", tolerant_parsing=False).get_latex_nodes()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"id": "no{id"}, "no id"),
        ({"fingerprint": "xyz"}, "no fingerprint"),
        ({"fingerprint": ""}, "no fingerprint"),
    ],
)
def test_a_report_with_nonsense_in_it_cannot_be_cited(changes: dict[str, str], said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        cited(report(claim(**changes)), changes.get("id", "ranks-agree"))


def test_what_must_not_be_cited_is_refused_with_its_reason() -> None:
    full = report(claim(), claim(id="old", withdrawn="its source took it back"), claim(id="red", agrees=False, reason="found fails"))
    assert cited(full, "ranks-agree").strength == "sampled, exact"
    for name, said in (("old", "took it back"), ("red", "found fails"), ("ranks-agre", "did you mean ranks-agree"), ("zzz", "run zzz")):
        with pytest.raises(InvalidInput, match=said):
            cited(full, name)


def test_an_open_claim_is_cited_with_what_was_found() -> None:
    question = claim(verdict=Verdict.OPEN, finding=Finding.UNDECIDED, checks=[check(outcome=Outcome.UNDECIDED, scope=Scope.SAMPLED)])
    one = cited(report(question), "ranks-agree")
    assert (one.verdict, one.strength) == ("open, found undecided", "none")
    assert [stated.verdict for _, stated in sentences(one.sentence)] == ["open, found undecided"]


def test_a_report_without_a_date_gives_a_citation_without_one() -> None:
    one = cited(report(claim(), started="who knows"), "ranks-agree")
    assert one.on is None
    assert "year" not in STYLES["bibtex"]([one])
    assert "issued" not in STYLES["csl-json"]([one])


def test_a_sentence_is_found_over_broken_lines_and_ties_and_not_in_other_prose() -> None:
    broken = citation().sentence.replace(" ", "\n").replace("seed\n", "seed~")
    assert [(stated.id, stated.revision, stated.seed) for _, stated in sentences(broken)] == [("ranks-agree", "2", "3")]
    assert list(sentences("Claim 3, revision 2: see the table (below). A claim, revision 7. They claim much, revision 1 too.")) == []
    (loose,) = (stated for _, stated in sentences("Claim ranks-agree, revision 2: see the table (below)"))
    assert loose == Stated("ranks-agree", "2")


def test_words_of_a_role_and_keys_are_read_as_far_as_they_go() -> None:
    assert words("ranks-agree") == Stated("ranks-agree")
    assert words("ranks-agree, revision 2: holds") == Stated("ranks-agree", "2", "holds")
    assert words("ranks-agree: fails (all sizes, exact)") == Stated("ranks-agree", None, "fails", "all sizes, exact")
    assert words(citation().sentence.removeprefix("Claim ")) == STATED
    assert words("no such form (at all").id == "no such form (at all"
    assert key("verify:ranks-agree") == Stated("ranks-agree")
    assert key("knuth:1984:r1") is None
    assert [stated for _, stated in keys("[@verify:a-b:r1; @verify:c.] verify:d:r2. verify:this https://x.y/verify:no:r1")] == [
        Stated("a-b", "1"),
        Stated("c"),
        Stated("d", "2"),
    ]
