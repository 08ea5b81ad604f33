"""A missing program skips a test with its reason, and fails it where everything is demanded."""

from __future__ import annotations

import pytest

from tests.optional import DEMANDED, program


def test_a_program_that_is_there_is_found() -> None:
    assert program("sh", "dash").endswith("sh")


def test_a_missing_program_skips_with_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(DEMANDED, raising=False)
    with pytest.raises(pytest.skip.Exception, match=r"nobody-has-it is not installed \(Debian's package nothing\)"):
        program("nobody-has-it", "nothing")


def test_where_everything_is_demanded_it_fails_instead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(DEMANDED, "1")
    with pytest.raises(pytest.fail.Exception, match="nobody-has-it is not installed"):
        program("nobody-has-it", "nothing")
