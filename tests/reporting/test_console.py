"""The terminal shows what the report holds: plainly in a pipe, lively on a terminal, and always literally."""

from __future__ import annotations

import io
from typing import Any

import pytest
from rich.console import Console

from tests.reporting.records import WITNESS, check, claim, report
from verify.claims.evidence import ClaimEvidence, Finding, Outcome, Verdict
from verify.reporting.console import following, print_summary
from verify.running.run import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def shown(*claims: ClaimEvidence, stream: io.StringIO | None = None, **changes: Any) -> str:
    stream = io.StringIO() if stream is None else stream
    console = Console(file=stream, highlight=False, width=100)
    with following(console) as on_progress:
        for done, evidence in enumerate(claims, start=1):
            on_progress(Progress(done, len(claims), ["the next"], evidence))
    print_summary(console, report(*claims, **changes))
    return stream.getvalue()


@pytest.fixture
def refuted() -> ClaimEvidence:
    checks = [check(outcome=Outcome.REFUTED, witness=WITNESS)]
    return claim(id="wrong", verdict=Verdict.FAILS, finding=Finding.FAILS, checks=checks)


def test_in_a_pipe_every_claim_is_one_plain_line_and_a_refutation_shows_its_witness(refuted: ClaimEvidence) -> None:
    first, second, witness, *_ = shown(claim(), refuted).splitlines()
    assert first.split() == ["agrees", "holds", "sampled,", "exact", "0.2", "s", "ranks-agree"]
    assert second.endswith("wrong")
    assert witness.strip() == "witness: rank(Hess L) = 1, rank(J) = 0; at theta=[1/3,0]"
    assert "\x1b" not in shown(claim(), refuted)


def test_a_green_run_says_what_agrees_and_a_red_one_what_does_not(refuted: ClaimEvidence) -> None:
    green = shown(claim(), refuted, load_errors=[])
    assert "2 of 2 claims agree with their recorded verdict (1 hold, 1 fail as stated)\n" in green
    assert "2 of 2 controls behaved; 1.5 s, seed 0" in green
    flipped = claim(id="flipped", agrees=False, reason="recorded fails, found holds: " + "very " * 40 + "long")
    red = shown(claim(), flipped)
    assert "DISAGREES  flipped  (The ranks agree)\n           recorded fails, found holds: " + "very " * 40 + "long\n" in red
    assert "NOT LOADED cases/bad.py:3: syntax error: invalid syntax\n" in red
    assert "1 of 2 claims agree with their recorded verdict (1 hold); 1 disagree; 1 not loaded\n" in red


def test_claims_that_no_verdict_binds_are_told_apart_from_those_that_agree() -> None:
    open_one = claim(id="conjecture", verdict=Verdict.OPEN, finding=Finding.UNDECIDED)
    measured = claim(id="experiment", verdict=Verdict.MEASURED, finding=Finding.MEASURED)
    lines = shown(claim(), open_one, measured, load_errors=[]).splitlines()
    assert [line.split()[:2] for line in lines[:3]] == [["agrees", "holds"], ["open", "undecided"], ["measured", "measured"]]
    assert "3 of 3 claims agree with their recorded verdict (1 hold, 1 open, 1 measured)" in lines


def test_names_are_shown_literally_never_as_markup() -> None:
    title = "[bold]brackets[/bold] and :smile:"
    assert title in shown(claim(title=title, agrees=False, reason="[red]because[/red]"))
    assert "[red]because[/red]" in shown(claim(title=title, agrees=False, reason="[red]because[/red]"))


def test_on_a_terminal_there_is_a_bar_with_the_claims_being_settled(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("NO_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    lively = shown(claim(), stream=Terminal())
    assert "the next" in lively
    assert "1/1" in lively
    assert "\x1b[32magrees" in lively


def test_no_color_is_honoured_and_a_dumb_terminal_gets_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[32m" not in shown(claim(), stream=Terminal())
    monkeypatch.setenv("TERM", "dumb")
    assert "the next" not in shown(claim(), stream=Terminal())


def test_colour_asked_for_in_a_pipe_brings_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "the next" not in shown(claim())
