"""A test that needs a program is skipped with its reason where it is missing, and fails where everything is demanded."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.optional import DEMANDED, program


def test_a_program_that_is_there_is_found() -> None:
    assert Path(program("sh", "dash")).name == "sh"


@pytest.mark.parametrize(("value", "outcome"), [(None, pytest.skip.Exception), ("0", pytest.skip.Exception), ("1", pytest.fail.Exception)])
def test_one_that_is_missing_is_skipped_or_fails(monkeypatch: pytest.MonkeyPatch, value: str | None, outcome: type[Exception]) -> None:
    monkeypatch.delenv(DEMANDED, raising=False)
    if value is not None:
        monkeypatch.setenv(DEMANDED, value)
    with pytest.raises(outcome, match="no-such-program is not installed \\(Debian's package nothing\\)"):
        program("no-such-program", "nothing")


def test_the_script_demands_everything_and_installs_what_the_tests_ask_for(project: Path) -> None:
    script = (project / ".ci" / "run").read_text(encoding="utf-8")
    assert f"export {DEMANDED}=1\n" in script
    assert script.index("texlive-latex-base") < script.index("tests/everything.py")
