"""Citing, running again, and checking documents, from the command line: what is said, and the exit status."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.reporting.records import check, claim, hunt, report
from tests.running.scripted import case, write
from verify.claims.evidence import Finding, HuntOutcome, Outcome, Verdict
from verify.cli.main import main
from verify.reporting.citation import cited
from verify.reporting.report import write_report
from verify.reporting.styles import STYLES

Said = tuple[int, str, str]
KEPT = Path(".verify/report.json")

CLAIMS = (
    claim(),
    claim(id="ranks-differ", verdict=Verdict.FAILS, finding=Finding.FAILS, checks=[check(outcome=Outcome.REFUTED)], revision=3),
    claim(id="old-claim", withdrawn="it was a slip"),
    claim(id="red-claim", agrees=False, reason="recorded holds, found fails"),
)


@pytest.fixture
def say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """Give a command in an empty working folder; what it returned, printed, and complained of."""
    monkeypatch.chdir(tmp_path)

    def given(*arguments: str) -> Said:
        status = main(arguments)
        captured = capsys.readouterr()
        assert "Traceback" not in captured.err + captured.out
        return status, captured.out, captured.err

    return given


@pytest.fixture
def reported(say: Callable[..., Said]) -> Callable[..., Said]:
    """The same, where the last report holds four claims."""
    KEPT.parent.mkdir()
    write_report(KEPT, report(*CLAIMS))
    return say


@pytest.mark.parametrize("style", STYLES)
def test_a_citation_is_printed_in_each_style(reported: Callable[..., Said], style: str) -> None:
    status, out, err = reported("cite", "ranks-differ", "ranks-agree", "ranks-agree", "--style", style)
    assert (status, err) == (0, "")
    assert out == STYLES[style]([cited(report(*CLAIMS), name) for name in ("ranks-differ", "ranks-agree")])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ranks-agre"], "did you mean ranks-agree"),
        (["unheard"], "claim 'unheard' is not in the report; python -m verify run unheard settles it"),
        (["old-claim"], "claim 'old-claim' is withdrawn: it was a slip"),
        (["ranks-agree", "red-claim"], "claim 'red-claim' is not settled as recorded: recorded holds, found fails"),
        ([], "name the claims to cite"),
        (["ranks-agree", "--all"], "name the claims to cite"),
        (["--all", "--latex-package"], "name the claims to cite"),
        (["ranks-agree", "--style", "apa"], "'apa' is not one of"),
        (["ranks-agree", "--report", "nowhere.json"], "nowhere.json: cannot be read"),
        (["ranks-agree", "--output", "/proc/claims.bib"], "/proc/"),
    ],
)
def test_what_cannot_be_cited_is_refused_in_one_line(reported: Callable[..., Said], arguments: list[str], said: str) -> None:
    status, out, err = reported("cite", *arguments)
    assert (status, out) == (2, "")
    assert said in err
    assert err.startswith("verify: ")
    assert err.count("\n") == 1


def test_all_that_can_be_cited_is_and_the_rest_is_named(reported: Callable[..., Said]) -> None:
    status, out, err = reported("cite", "--all", "--style", "bibtex", "--output", "claims.bib")
    assert (status, out) == (1, "written: claims.bib\n")
    assert Path("claims.bib").read_text().count("@misc{") == 2
    assert [line.partition(": not cited: ")[2][:17] for line in err.splitlines()] == ["claim 'old-claim'", "claim 'red-claim'"]


def test_the_package_is_written_where_it_is_asked_for(reported: Callable[..., Said]) -> None:
    assert reported("cite", "--latex-package") == (0, "written: verifyclaims.sty\n", "")
    assert reported("cite", "--latex-package", "--output", "other.sty")[0] == 0
    assert Path("verifyclaims.sty").read_bytes() == Path("other.sty").read_bytes()
    assert "ranks-agree" in Path("other.sty").read_text(encoding="ascii")


@pytest.mark.parametrize("command", [["cite", "ranks-agree"], ["writeup", "paper.tex"]])
def test_without_a_report_it_is_said_how_to_get_one(say: Callable[..., Said], command: list[str]) -> None:
    Path("paper.tex").write_text("x")
    status, out, err = say(*command)
    assert (status, out) == (2, "")
    assert err == f"verify: there is no report yet: python -m verify all makes {KEPT}, or name one with --report FILE\n"


PAPER = r"""\documentclass{article}
\usepackage{verifyclaims}
% \claim{commented-out}
\claim[revision=1, verdict=holds, strength={sampled, exact}]{ranks-agree} is right.
\claim{rank-agrees}
\claim{old-claim}
\claim[revision=2]{ranks-differ}
\claim[fingerprint=1234567812345678]{ranks-agree}
\claim[verdict=holds]{ranks-differ}
\claim[strength={all sizes, exact}]{ranks-agree}
\claim{red-claim}
\begin{verbatim}
\claim{verbatim}
\end{verbatim}
\cite{knuth, verify:ranks-agree:r1,
verify:ranks-agree:r9}
\addbibresource{claims.bib} \bibliography{elsewhere}
"""
REASONS = {
    5: "no claim 'rank-agrees' in the report: did you mean ranks-agree",
    6: "claim 'old-claim' is withdrawn: it was a slip",
    7: "claim 'ranks-differ' is stale: revision 2 is cited, the report has revision 3",
    8: f"claim 'ranks-agree' is stale: fingerprint 1234567812345678 is cited, the report has {'0' * 64}",
    9: "claim 'ranks-differ': the verdict 'holds' is stated, the report has 'fails'",
    10: "claim 'ranks-agree' is overstated: 'all sizes' is stated, the report has 'sampled, exact'",
    11: "claim 'red-claim' is not settled as recorded: recorded holds, found fails",
    16: "claim 'ranks-agree' is stale: revision 9 is cited, the report has revision 1",
}


def test_a_writeup_with_one_of_each_fault_is_reported_fault_by_fault(reported: Callable[..., Said]) -> None:
    Path("paper.tex").write_text(PAPER)
    Path("claims.bib").write_text("@misc{knuth,}\n\n@misc{verify:ranks-differ:r1, note = {x}}\n")
    status, out, err = reported("writeup", "paper.tex", "claims.bib")
    *lines, summary = out.splitlines()
    assert (status, err) == (1, "verify: paper.tex: its bibliography elsewhere.bib is not there, so what it cites was not judged\n")
    assert lines[0] == "claims.bib:3: claim 'ranks-differ' is stale: revision 1 is cited, the report has revision 3"
    assert len(lines) == 1 + len(REASONS)
    for line, (number, reason) in zip(lines[1:], REASONS.items(), strict=True):
        assert line.startswith(f"paper.tex:{number}: {reason}")
    assert summary == "11 citations in 2 files: 9 faults"


def test_a_bibliography_that_is_not_where_the_document_says_is_named_in_a_line(reported: Callable[..., Said]) -> None:
    Path("paper.tex").write_text("\\claim{ranks-agree}\n\\bibliography{claims,IEEEabrv}\n")
    Path("claims.bib").write_text("@misc{verify:ranks-agree:r1, note = {x}}\n")
    status, out, err = reported("writeup", "paper.tex")
    assert (status, out) == (0, "2 citations in 2 files: 0 faults\n")
    assert err == "verify: paper.tex: its bibliography IEEEabrv.bib is not there, so what it cites was not judged\n"


def test_a_clean_writeup_passes_in_every_format(reported: Callable[..., Said]) -> None:
    citations = [cited(report(*CLAIMS), name) for name in ("ranks-agree", "ranks-differ")]
    for style, ending in (("latex", "tex"), ("markdown", "md"), ("text", "rst"), ("bibtex", "bib"), ("text", "txt")):
        Path(f"paper.{ending}").write_text(STYLES[style](citations), encoding="utf-8")
        assert reported("writeup", f"paper.{ending}") == (0, "2 citations in 1 file: 0 faults\n", "")


def test_a_document_that_cites_nothing_passes_and_says_so(reported: Callable[..., Said]) -> None:
    Path("paper.md").write_text("Nothing is claimed here.")
    assert reported("writeup", "paper.md") == (0, "no claim is cited in 1 file\n", "")


def test_a_file_that_cannot_be_read_is_named_hides_no_other_and_wins(reported: Callable[..., Said]) -> None:
    Path("bad.tex").write_bytes(b"caf\xe9")
    Path("empty.md").write_bytes(b"")
    Path("paper.md").write_text("{claim}`rank-agrees`")
    status, out, err = reported("writeup", "bad.tex", "empty.md", "missing.rst", "paper.md")
    assert status == 2
    assert [line.split(":")[1].strip() for line in err.splitlines()] == ["bad.tex", "empty.md", "missing.rst"]
    assert out.startswith("paper.md:1: no claim 'rank-agrees'")


@pytest.fixture
def settled(say: Callable[..., Said]) -> Callable[..., Said]:
    """The same, where the last run settled a claim of the user's own with seed 5."""
    write(Path("mine"), "one.py", case("left-is-right"))
    assert say("run", "left-is-right", "--cases", "mine", "--only-cases", "--seed", "5", "--workers", "0")[0] == 0
    return say


OWN = ("--cases", "mine", "--only-cases")


@pytest.mark.parametrize("style", STYLES)
def test_a_citation_in_any_style_is_run_again_at_its_seed_and_agrees(
    settled: Callable[..., Said], style: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, citation, _ = settled("cite", "left-is-right", "--style", style)
    Path("citation").write_text(citation, encoding="utf-8")
    seeds: list[int] = []
    _spy(monkeypatch, seeds)
    for given in (citation, "citation"):
        status, out, err = settled("reproduce", given, *OWN)
        assert (status, err) == (0, "")
        assert re.fullmatch(r"left-is-right: reproduced: seed 5 gives fingerprint [0-9a-f]{16} again\n", out)
    assert seeds == [5, 5]


def test_a_citation_is_read_from_standard_input(settled: Callable[..., Said], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(settled("cite", "left-is-right")[1]))
    assert settled("reproduce", "-", *OWN)[0] == 0


def test_a_case_that_cannot_be_loaded_wins_over_a_citation_that_agrees(settled: Callable[..., Said]) -> None:
    _, citation, _ = settled("cite", "left-is-right")
    write(Path("mine"), "broken.py", "def broken(:\n")
    status, out, err = settled("reproduce", citation, *OWN)
    assert status == 2
    assert "left-is-right: reproduced" in out
    assert "mine/broken.py" in err


def _spy(monkeypatch: pytest.MonkeyPatch, seeds: list[int]) -> None:
    import verify.running.run as running  # deferred: the module whose function is watched

    original = running.run

    def watched(*arguments: object, seed: int, **options: object) -> object:
        seeds.append(seed)
        return original(*arguments, seed=seed, **options)

    monkeypatch.setattr(running, "run", watched)


def test_what_differs_is_said(settled: Callable[..., Said]) -> None:
    _, citation, _ = settled("cite", "left-is-right")
    wrong = citation.replace("holds", "fails").replace("revision 1", "revision 2").replace("fingerprint ", "fingerprint 0")
    status, out, _ = settled("reproduce", wrong, *OWN)
    assert status == 1
    assert out.startswith("left-is-right: NOT reproduced: fingerprint 0")
    assert "revision: '2' is cited, here it is '1'" in out
    assert "verdict: 'fails' is cited, here it is 'holds'" in out


def test_a_right_fingerprint_does_not_excuse_wrong_words(settled: Callable[..., Said]) -> None:
    _, citation, _ = settled("cite", "left-is-right")
    status, out, _ = settled("reproduce", citation.replace("holds", "fails").replace("revision 1", "revision 2"), *OWN)
    assert status == 1
    assert "left-is-right: reproduced" in out
    assert "but the citation says otherwise: revision: '2' is cited, here it is '1'" in out
    assert "but the citation says otherwise: verdict: 'fails' is cited, here it is 'holds'" in out


def test_a_case_that_was_changed_is_not_reproduced_and_its_checks_are_compared(settled: Callable[..., Said]) -> None:
    _, citation, _ = settled("cite", "left-is-right")
    write(Path("mine"), "one.py", case("left-is-right"), "# nothing but a comment\n")
    status, out, _ = settled("reproduce", citation, *OWN)
    assert status == 1
    assert "verdict and strength agree: the text of the case" in out
    write(Path("mine"), "one.py", case("left-is-right", falls=()))
    status, out, _ = settled("reproduce", citation, *OWN)
    assert status == 1
    assert "recorded holds, found undecided" in out
    assert "check 'scripted': supported (named instances, exact) in the last report, toothless (named instances, exact) here" in out


@pytest.mark.parametrize(
    ("citation", "said"),
    [
        ("nonsense", "nonsense: there is no citation in it, nor a file of that name; `cite` prints whole ones\n"),
        ("nofile.bib", "nofile.bib: there is no such file\n"),
        ("no/such/folder/paper", "no/such/folder/paper: there is no such file\n"),
        ("my claims.bib", "my claims.bib: there is no such file\n"),
        ("mine/one.py", "mine/one.py: there is no citation in it; `cite`"),
        ("Claim left-is-right, revision 1: holds (sampled, exact)", "names no seed or no fingerprint"),
        ("verify:left-is-right:r1", "there is no citation in it"),
        ("Claim left-is-wrong, revision 1: holds (a, b); landscape-claims 1, seed 0, fingerprint 00", "did you mean left-is-right?"),
        ("x" * 9000, "there is no citation in it"),
        ("a\0b", "there is no citation in it"),
        ("", "there is no citation in it"),
        ("mine", "mine: this is a folder; name a file in it"),
    ],
)
def test_what_cannot_be_run_again_is_refused_in_one_line(settled: Callable[..., Said], citation: str, said: str) -> None:
    status, out, err = settled("reproduce", citation, *OWN)
    assert (status, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1


def test_a_citation_that_is_no_text_is_refused(settled: Callable[..., Said]) -> None:
    Path("citation").write_bytes(b"\xff\xfe")
    status, _, err = settled("reproduce", "citation", *OWN)
    assert status == 2
    assert err == "verify: citation: not UTF-8: save it in that encoding\n"


def test_a_claim_kept_from_an_earlier_run_is_cited_with_its_own_seed(settled: Callable[..., Said]) -> None:
    cited_before = settled("cite", "left-is-right")[1]
    write(Path("mine"), "two.py", case("other"))
    assert settled("run", "other", *OWN, "--seed", "9", "--workers", "0")[0] == 0
    assert settled("cite", "left-is-right")[1] == cited_before
    assert ", seed 5," in cited_before
    assert ", seed 9," in settled("cite", "other")[1]


def test_a_claim_that_a_hunt_refuted_against_what_is_recorded_cannot_be_cited(reported: Callable[..., Said]) -> None:
    write_report(KEPT, report(claim(hunts=[hunt(outcome=HuntOutcome.REFUTED)])))
    status, _, err = reported("cite", "ranks-agree")
    assert status == 2
    assert "claim 'ranks-agree' is not settled as recorded: hunted blind: refuted after" in err


def test_show_tells_of_a_withdrawn_claim(settled: Callable[..., Said]) -> None:
    file = Path("mine/one.py")
    file.write_text(file.read_text().replace("revision=1, ", "revision=1, withdrawn='it was a slip', "))
    assert settled("run", "left-is-right", *OWN, "--workers", "0")[0] == 0
    assert "withdrawn   it was a slip" in settled("show", "left-is-right", *OWN)[1]
    assert settled("cite", "left-is-right")[0] == 2
