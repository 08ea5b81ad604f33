"""A missing program skips a test with its reason, and fails it where everything was promised."""

from __future__ import annotations

import pytest

from tests.optional import NO_SKIPS, program

NOWHERE = "a-program-that-nobody-has"


def test_a_program_that_is_there_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    assert program(NOWHERE, "sh").endswith("sh")


def test_a_missing_program_skips_with_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(NO_SKIPS, raising=False)
    with pytest.raises(pytest.skip.Exception, match=f"none of {NOWHERE} is installed"):
        program(NOWHERE)


def test_where_everything_was_promised_it_fails_instead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NO_SKIPS, "1")
    with pytest.raises(pytest.fail.Exception, match=f"none of {NOWHERE} is installed"):
        program(NOWHERE)
