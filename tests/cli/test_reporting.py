"""`report` turns a report into a page, says what it cannot set, and asks for its extra where that is missing."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.reporting.records import claim, report
from verify.cli.main import main
from verify.reporting.extras import required
from verify.reporting.report import write_report


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A report in the working folder."""
    monkeypatch.chdir(tmp_path)
    file = Path("report.json")
    write_report(file, report(claim(), claim(id="odd", statement=r"so $\nosuch$"), load_errors=[]))
    return file


def test_a_report_becomes_a_page(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", str(kept), "--html", "page.html"]) == 0
    said = capsys.readouterr()
    assert said.out == "page: page.html\n"
    assert said.err == "verify: odd: not LaTeX that can be set, shown as written: \\nosuch\n"
    page = Path("page.html").read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert 'id="claim-ranks-agree"' in page
    main(["report", str(kept), "--html", "again.html"])
    assert Path("again.html").read_bytes() == Path("page.html").read_bytes()


def test_without_its_extra_it_says_what_to_install(kept: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    required.cache_clear()
    monkeypatch.setitem(sys.modules, "math_core", None)
    assert main(["report", str(kept), "--html", "page.html"]) == 2
    message = "verify: this needs math_core, which is not installed: pip install 'landscape-claims[report]'\n"
    assert capsys.readouterr().err == message
    assert not Path("page.html").exists()


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["report.json"], "Missing option '--html'"),
        (["report.json", "--html", "nowhere/page.html"], "there is no folder nowhere"),
        (["other.json", "--html", "page.html"], "not a JSON document"),
    ],
)
def test_what_cannot_be_done_is_refused_in_one_line(
    kept: Path, arguments: list[str], complaint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("other.json").write_text("no report", encoding="utf-8")
    assert main(["report", *arguments]) == 2
    error = capsys.readouterr().err
    assert complaint in error
    assert error.count("\n") == 1
