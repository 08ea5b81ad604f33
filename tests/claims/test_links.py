"""What rests on what: links that cannot be are refused, and what falls with a claim is named."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from verify.claims.entries import IndexEntry, Words
from verify.claims.evidence import Verdict
from verify.claims.links import Fallen, broken_links, foundations, impact

_PLAIN = IndexEntry(
    id="",
    revision=1,
    title="A title",
    topic="rank",
    verdict=Verdict.HOLDS,
    says="Something.",
    about=["maps"],
    statement="",
    given=[],
    source="notes, line 1",
    checks=[],
    rejects=[],
    accepts=[],
    amended_by=None,
    uses=[],
    contradicts=[],
    rejected=[],
    not_shown=[],
    pointwise=True,
    line=1,
)


def known(*entries: IndexEntry) -> dict[str, IndexEntry]:
    return {entry.id: entry for entry in entries}


def entry(name: str, verdict: Verdict = Verdict.HOLDS, *uses: str, **more: Any) -> IndexEntry:
    return replace(_PLAIN, id=name, verdict=verdict, uses=list(uses), statement=f"{name} is so", **more)


def test_sound_links_are_passed() -> None:
    all_of_them = known(
        entry("top", Verdict.HOLDS, "base"), entry("base"), entry("wrong", Verdict.FAILS, amended_by="base", contradicts=["base"])
    )
    assert broken_links(all_of_them) == {}


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        (entry("one", contradicts=["nowhere"]), entry("two"), "'nowhere'"),
        (entry("one", Verdict.HOLDS, "two"), entry("two", Verdict.FAILS), "uses 'two', which is recorded as failing"),
        (entry("one", contradicts=["two"]), entry("two"), "contradict each other"),
        (entry("one"), entry("two", contradicts=["one"]), "contradict each other"),
        (entry("one"), entry("two", rejected=[Words(["maps"], "one is so")]), "false variant of 'two'"),
    ],
)
def test_a_link_that_cannot_be_is_refused(first: IndexEntry, second: IndexEntry, reason: str) -> None:
    assert reason in broken_links(known(first, second))[first.id]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (entry("one", contradicts=["two"]), entry("two")),
        (entry("one"), entry("two", contradicts=["one"])),
        (entry("one"), entry("two", rejected=[Words(["maps"], "one is so")])),
    ],
)
@pytest.mark.parametrize("later", ["one", "two"])
def test_of_two_claims_that_contradict_each_other_the_later_one_alone_is_at_fault(
    first: IndexEntry, second: IndexEntry, later: str
) -> None:
    broken = broken_links(known(first, second), {later: 1})
    assert list(broken) == [later]
    assert "'one'" in broken[later]
    assert "'two'" in broken[later]


@pytest.mark.parametrize("verdict", [Verdict.FAILS, Verdict.OPEN, Verdict.MEASURED])
def test_a_contradiction_takes_two_claims_that_are_both_recorded_as_holding(verdict: Verdict) -> None:
    one, two = entry("one", contradicts=["two"]), entry("two", verdict)
    assert broken_links(known(one, two)) == {}


@pytest.mark.parametrize("variant", [Words(["networks"], "one is so"), Words(["maps"], "one is not so")])
def test_a_false_variant_about_something_else_contradicts_nothing(variant: Words) -> None:
    one, two = entry("one"), entry("two", rejected=[variant])
    assert broken_links(known(one, two)) == {}


def test_what_falls_with_a_claim_is_named_once_nearest_first() -> None:
    all_of_them = known(
        entry("roof", Verdict.HOLDS, "wall", "base"),
        entry("wall", Verdict.HOLDS, "base"),
        entry("base"),
        entry("flag", Verdict.HOLDS, "roof"),
        entry("wrong", Verdict.FAILS, amended_by="wall"),
        entry("beside", Verdict.HOLDS),
    )
    assert list(impact("base", all_of_them)) == [
        Fallen("roof", "uses base", 1),
        Fallen("wall", "uses base", 1),
        Fallen("flag", "uses roof", 2),
        Fallen("wrong", "is amended by wall", 2),
    ]
    assert list(impact("flag", all_of_them)) == []
    assert foundations(all_of_them["flag"], all_of_them) == {"roof", "wall", "base"}


def test_what_only_lost_its_amendment_carries_nothing_further() -> None:
    all_of_them = known(entry("base"), entry("wrong", Verdict.FAILS, amended_by="base"), entry("odd", Verdict.OPEN, "wrong"))
    assert [fallen.id for fallen in impact("base", all_of_them)] == ["wrong"]
