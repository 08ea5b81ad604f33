"""The list of what the documents claim is read strictly and held against the cases."""

from __future__ import annotations

from pathlib import Path

import pytest

from verify.claims.documents import DocumentClaim, NoCase, faults, read_claims
from verify.errors import InvalidInput

_WITH_CASE = '[[claim]]\ndocument = "post"\nlocator = "Claim 1"\nsays = "Something."\ncases = ["one", "two"]\n'
_WITHOUT = '[[claim]]\ndocument = "post"\nlocator = "Claim 2"\nsays = "Nice."\nreason = "opinion"\nwhy = "It is a matter of taste."\n'


def written(folder: Path, text: str) -> Path:
    file = folder / "claims.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_entries_are_read_with_their_cases_or_their_reason(tmp_path: Path) -> None:
    assert read_claims(written(tmp_path, _WITH_CASE + _WITHOUT)) == [
        DocumentClaim("post", "Claim 1", "Something.", ["one", "two"]),
        DocumentClaim("post", "Claim 2", "Nice.", reason=NoCase.OPINION, why="It is a matter of taste."),
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("claim = 3", "Expected `array`"),
        ("[[claim]", "line 1"),
        (_WITH_CASE + 'reason = "opinion"\nwhy = "Both."\n', r"claim 1 \(post, Claim 1\) must have either"),
        (_WITH_CASE.replace('cases = ["one", "two"]\n', ""), "must have either cases, or a reason"),
        (_WITHOUT.replace("It is a matter of taste.", " "), "must have either"),
        (_WITHOUT.replace('"opinion"', '"boring"'), "Invalid enum value 'boring'"),
        (_WITHOUT + 'verdict = "holds"\n', "unknown field `verdict`"),
        (_WITHOUT.replace('locator = "Claim 2"\n', ""), "missing required field `locator`"),
    ],
)
def test_a_list_at_fault_is_refused_in_one_line(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(InvalidInput, match=reason) as refused:
        read_claims(written(tmp_path, text))
    assert "\n" not in str(refused.value)
    assert "claims.toml" in str(refused.value)


def test_a_missing_list_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"claims\.toml"):
        read_claims(tmp_path / "claims.toml")


def test_the_list_and_the_cases_are_held_together_both_ways() -> None:
    claims = [DocumentClaim("post", "Claim 1", "Something.", ["one"]), DocumentClaim("pots", "Claim 2", "More.", ["gone"])]
    assert list(faults(claims[:1], ["one"], ["post"])) == []
    assert list(faults(claims, ["one", "two"], ["post"])) == [
        "pots, Claim 2: no document 'pots' in references.bib",
        "pots, Claim 2: no case 'gone'",
        "case 'two' belongs to no claim of the list",
    ]
    assert list(faults(claims[:1] * 2, ["one"], ["post"])) == ["post, Claim 1: stands twice: Something."]
