"""The LaTeX package of a report, typeset by a real TeX: it prints what was found, refuses what must not be cited, and obeys no report."""

from __future__ import annotations

import subprocess
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.optional import program
from tests.reporting.records import claim, report
from verify.claims.evidence import ClaimEvidence
from verify.errors import InvalidInput
from verify.reporting.citation import cited
from verify.reporting.latex import MATHEMATICS, MATHEMATICS_OF_LATEX, escaped
from verify.reporting.latex_package import PACKAGE, package
from verify.reporting.styles import STYLES

HOSTILE = [
    r"50% of \input{nothing-here} & #1 _ ^ ~ {",
    r"$\input{nothing-here}$ and $\undefined$ and $x_{$ and $x^^5cundefined$",
    r"} \end{document} \errmessage{obeyed}",
    "Gödel — ∇L ≥ 0, 中 \u202e \x1b[31m `` '' $",
]
TITLES = ["Plain", r"50% \of #1 & _x_ ^ ~ {y} $z$", "Gödel, Łoś — ∇ ≥ ℝ 中 😀", "\"quotes\" -- `` ''", "What?"]

Typeset = Callable[..., tuple[int, str]]


@pytest.fixture
def typeset(tmp_path: Path) -> Typeset:
    """Typeset the body of a document, with the package of the given claims beside it; exit status and log of the last run."""
    tex = program("pdflatex", "texlive-latex-base")

    def given(body: str, *claims: ClaimEvidence, preamble: str = "", go_on: bool = False, times: int = 1) -> tuple[int, str]:
        (tmp_path / f"{PACKAGE}.sty").write_text(package(report(*claims)), encoding="ascii")
        text = f"\\documentclass{{article}}\n{preamble}\n\\begin{{document}}\n{body}\n\\end{{document}}\n"
        (tmp_path / "paper.tex").write_text(text, encoding="utf-8")
        words = [tex, "-interaction=nonstopmode", *([] if go_on else ["-halt-on-error"]), "-no-shell-escape", "paper.tex"]
        for _ in range(times):
            done = subprocess.run(words, cwd=tmp_path, capture_output=True, timeout=120, check=False)
        log = (tmp_path / "paper.log").read_text(encoding="utf-8", errors="replace")
        return done.returncode, log.replace("\n", "")

    return given


USE = f"\\usepackage{{{PACKAGE}}}"


def test_a_document_that_cites_claims_compiles_whatever_their_statements_hold(typeset: Typeset) -> None:
    claims = [claim(), *(claim(id=f"hostile-{number}", statement=text) for number, text in enumerate(HOSTILE))]
    body = "\n\n".join(f"\\claim{{{one.id}}}" for one in claims)
    status, log = typeset(f"\\section{{On \\claim{{ranks-agree}}}}\n{body}", *claims, preamble=USE, times=2)
    assert status == 0, log


def test_what_is_printed_is_the_statement_and_the_verdict(typeset: Typeset) -> None:
    body = r"\setbox0\hbox{\claim{ranks-agree}}\showbox0 \showboxbreadth=1000 \typeout{[\csname verify@verdict@ranks-agree\endcsname]}"
    _, log = typeset(f"\\showboxdepth=9 \\showboxbreadth=999 {body}", claim(statement="Left is $x$."), preamble=USE, go_on=True)
    printed = "".join(part[0] for part in log.split(r"\OT1/cmr/m/n/10 ")[1:])
    assert printed.startswith("Leftis")
    assert "[holds]" in log


@pytest.mark.parametrize(("preamble", "names"), [("", MATHEMATICS_OF_LATEX), (r"\usepackage{amsmath,amssymb}", MATHEMATICS)])
def test_every_command_that_is_let_through_exists(typeset: Typeset, preamble: str, names: frozenset[str]) -> None:
    body = "".join(f"\\ifdefined\\{name}\\else\\errmessage{{no {name}}}\\fi" for name in sorted(names))
    assert typeset(body, preamble=preamble)[0] == 0
    assert typeset(f"{body}\\ifdefined\\nosuchcommand\\else\\errmessage{{none}}\\fi", preamble=preamble)[0] != 0


def test_every_sign_that_has_a_command_is_typeset_without_any_package(typeset: Typeset) -> None:
    signs = [chr(code) for code in range(0x21, 0x2FFF) if unicodedata.category(chr(code))[0] not in "CZ"]
    sources = [source for sign in signs if not (source := escaped(sign)).startswith("\\texttt{U+")]
    assert len(sources) > 400
    body = "\n".join(f"x{source}x" + "\\par" * (number % 20 == 0) for number, source in enumerate(sources))
    status, log = typeset(body)
    assert status == 0, log[-2000:]
    assert "Missing character" not in log


def test_an_unknown_id_is_an_error_that_names_those_that_begin_alike(typeset: Typeset) -> None:
    status, log = typeset(r"\claim{ranks-differ} \claim{zzz} \claim{a_b é}", claim(), preamble=USE, go_on=True)
    assert status != 0
    assert f"Package {PACKAGE} Error: claim `ranks-differ' is not in the report; it has ranks-agree" in log
    assert f"Package {PACKAGE} Error: claim `zzz' is not in the report." in log


def test_what_must_not_be_cited_is_an_error(typeset: Typeset) -> None:
    old, red = claim(id="old", withdrawn="50% {wrong"), claim(id="red", agrees=False, reason="recorded holds, found fails")
    _, log = typeset(r"\claim{old} \claim{red}", old, red, preamble=USE, go_on=True)
    assert "claim 'old' is withdrawn: 50? ?wrong" in log
    assert "claim 'red' is not settled as recorded: recorded holds, found fails" in log


def test_what_is_stated_in_the_option_must_be_what_the_report_has(typeset: Typeset) -> None:
    right = r"\claim[revision=1, verdict=holds, strength={sampled, exact}]{ranks-agree}"
    assert typeset(right, claim(), preamble=USE)[0] == 0
    _, log = typeset(r"\claim[revision=2, verdict=fails, strength={all sizes, exact}]{ranks-agree}", claim(), preamble=USE, go_on=True)
    for stated, found in (("revision `2'", "`1'"), ("verdict `fails'", "`holds'"), ("strength `all sizes, exact'", "`sampled, exact'")):
        assert f"claim ranks-agree: {stated} is stated, the report has {found}" in log


@pytest.mark.parametrize("before", [True, False])
def test_a_document_with_a_claim_of_its_own_keeps_it(typeset: Typeset, before: bool) -> None:
    own = r"\newtheorem{claim}{Claim}"
    body = r"\begin{claim} Mine. \end{claim} \verifyclaim{ranks-agree}"
    status, log = typeset(body, claim(), preamble=f"{own}{USE}" if before else f"{USE}{own}")
    assert status == 0, log
    assert "use \\verifyclaim" in log


@pytest.mark.parametrize("style", ["latex", "bibtex"])
def test_citations_with_any_title_compile(typeset: Typeset, tmp_path: Path, style: str) -> None:
    full = report(*(claim(id=f"claim-{number}", title=title) for number, title in enumerate(TITLES)))
    citations = [cited(full, one.id) for one in full.claims]
    written = STYLES[style](citations)
    if style == "latex":
        status, log = typeset(written)
    else:
        (tmp_path / "claims.bib").write_text(written, encoding="utf-8")
        body = r"\nocite{*}\bibliographystyle{plain}\bibliography{claims}"
        typeset(body)
        done = subprocess.run([program("bibtex", "texlive-binaries"), "paper"], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout
        assert "warning" not in done.stdout.lower()
        status, log = typeset(body, times=2)
        assert "There were undefined citations" not in log
    assert status == 0, log


def test_the_package_is_ascii_whatever_the_report_holds_and_an_id_that_is_none_is_refused() -> None:
    assert package(report(claim(statement="∇ 中 \u202e", title="é"))).isascii()
    with pytest.raises(InvalidInput, match="no id"):
        package(report(claim(id="}{\\input{x}")))
