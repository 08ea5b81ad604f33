"""A run keeps what was found before as long as the case file is what it was, and hunts go to the evidence that they are about."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.reporting.records import claim, hunt, report
from verify.claims.evidence import ClaimEvidence, LoadError, Ran
from verify.reporting.document import is_stale, ran
from verify.reporting.merging import merged, with_hunts


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A case file."""
    (tmp_path / "case.py").write_text("text")
    return tmp_path / "case.py"


def settled(name: str, file: Path, **changes: Any) -> ClaimEvidence:
    """A claim settled from the file as it is now."""
    how = Ran("2026-01-01T00:00:00+00:00", 0, False, "0.1.0", str(file), hashlib.sha256(file.read_bytes()).hexdigest())
    return claim(id=name, ran=how, **changes)


def test_the_claim_that_was_run_takes_its_place_and_the_others_stay(file: Path) -> None:
    earlier = report(*(settled(name, file) for name in "abc"), load_errors=[])
    again = settled("b", file, title="anew")
    found = merged(report(again, settled("d", file), load_errors=[]), earlier)
    assert [one.id for one in found.report.claims] == found.report.selection.ids == ["a", "b", "c", "d"]
    assert found.report.claims[1] == again
    assert (found.kept, found.stale) == (["a", "c"], [])


@pytest.mark.parametrize("deed", ["changed", "gone", "not loaded", "of unknown origin"])
def test_what_may_no_longer_be_so_is_left_out_and_named(file: Path, deed: str) -> None:
    before = settled("a", file)
    errors = [LoadError(str(file), 1, "two claims contradict each other")] if deed == "not loaded" else []
    if deed == "changed":
        file.write_text("other")
    elif deed == "gone":
        file.unlink()
    elif deed == "of unknown origin":
        before = replace(before, ran=None)
    found = merged(report(claim(id="b"), load_errors=errors), report(before))
    assert ([one.id for one in found.report.claims], found.kept, found.stale) == (["b"], [], ["a"])


def test_hunts_stay_with_a_claim_settled_again_from_the_same_file_only(file: Path) -> None:
    earlier = report(settled("a", file, hunts=[hunt()]))
    (same,) = merged(report(settled("a", file, hunts=[hunt(seed=1)])), earlier).report.claims
    assert [one.seed for one in same.hunts] == [0, 1]
    file.write_text("other")
    (other,) = merged(report(settled("a", file)), earlier).report.claims
    assert other.hunts == []


def test_hunts_are_recorded_where_the_evidence_is_of_the_very_case_file(file: Path) -> None:
    found = report(settled("a", file, hunts=[hunt(), hunt(variant="x")]), settled("b", file), claim(id="c"))
    now = found.claims[0].ran
    assert now is not None
    hunts = {"a": [hunt(at_most=9)], "b": [hunt()], "c": [hunt()], "d": [hunt()]}
    recorded = with_hunts(found, hunts, {"a": now.hash, "b": "of another state", "c": now.hash, "d": now.hash})
    assert (recorded.recorded, recorded.missing) == (["a"], ["b", "c", "d"])
    assert [(one.variant, one.at_most) for one in recorded.report.claims[0].hunts] == [("as stated", 9), ("x", 3000)]
    assert recorded.report.claims[1:] == found.claims[1:]


def test_a_claim_says_itself_how_it_was_settled_or_the_report_says_it_for_all(file: Path) -> None:
    one, other = settled("a", file), claim(id="b")
    how = replace(ran(report(one), one), seed=7)
    whole = report(replace(one, ran=how), other)
    assert (ran(whole, whole.claims[0]).seed, ran(whole, other).seed) == (7, 0)
    assert (is_stale(one, how.hash), is_stale(one, "another"), is_stale(other, "another")) == (False, True, False)
