"""A run comes back with evidence for every claim, whatever a case does."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from tests.running.scripted import case, write
from verify.claims.entries import IndexEntry
from verify.claims.evidence import ClaimEvidence, Outcome
from verify.claims.index import read_index
from verify.running.run import Progress, Run, run
from verify.running.seeds import claim_seed

OWN_KIND = """
class Own(BaseException):
    pass


def own_kind():
    raise Own("of no importable kind")
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cases"


def entries_of(folder: Path) -> list[IndexEntry]:
    index = read_index([folder], folder.parent / ".verify")
    assert not index.errors
    return index.entries


def settled(folder: Path, *, workers: int = 2, seconds: float = 60.0, seed: int = 0) -> Run:
    return run(entries_of(folder), seed=seed, workers=workers, seconds_per_claim=seconds)


def timeless(evidence: ClaimEvidence) -> ClaimEvidence:
    return dataclasses.replace(evidence, checks=[dataclasses.replace(check, seconds=0.0) for check in evidence.checks])


def test_the_evidence_does_not_depend_on_the_workers_nor_on_what_else_is_run(folder: Path) -> None:
    for name in ("b", "a", "c"):
        write(folder, f"{name}.py", case(f"claim-{name}"))
    alone = run(entries_of(folder)[1:2], workers=0).claims
    runs = [[timeless(claim) for claim in settled(folder, workers=workers).claims] for workers in (0, 1, 2)]
    assert [claim.id for claim in runs[0]] == ["claim-a", "claim-b", "claim-c"]
    assert runs[0] == runs[1] == runs[2]
    assert timeless(alone[0]) == runs[0][1]


def test_the_seed_of_the_run_reaches_every_claim_as_its_own(folder: Path) -> None:
    write(folder, "two.py", case("one", "OPEN"), case("two", "OPEN"))
    seeds = [[claim.checks[0].seed for claim in settled(folder, workers=0, seed=seed).claims] for seed in (0, 1)]
    assert len({*seeds[0], *seeds[1]}) == 4
    assert seeds[0] == [claim_seed(0, "one"), claim_seed(0, "two")]


@pytest.mark.parametrize(
    ("deed", "outcome", "reason"),
    [
        ("lambda: time.sleep(60)", Outcome.TIMED_OUT, "no answer within 2 s"),
        ("lambda: [None for _ in iter(int, 1)]", Outcome.TIMED_OUT, "no answer within 2 s"),
        ("lambda: os._exit(3)", Outcome.CRASHED, "its process died (exit status 3)"),
        ("lambda: os.kill(os.getpid(), signal.SIGKILL)", Outcome.CRASHED, "memory"),
        ("lambda: os.kill(os.getpid(), signal.SIGSEGV)", Outcome.CRASHED, "Segmentation fault"),
        ("lambda: sys.exit(0)", Outcome.CRASHED, "SystemExit"),
        ("lambda: 1 / 0", Outcome.CRASHED, "ZeroDivisionError"),
        ("lambda: object()", Outcome.CRASHED, "object"),
        ("own_kind", Outcome.CRASHED, "Own: of no importable kind"),
        ("lambda: signal.signal(signal.SIGTERM, signal.SIG_IGN) and time.sleep(60)", Outcome.TIMED_OUT, "no answer within 2 s"),
        ("lambda: os._exit(0)", Outcome.TIMED_OUT, "no answer within 2 s"),
    ],
)
def test_a_claim_that_hangs_or_dies_costs_one_claim_and_agrees_with_no_verdict(
    folder: Path, deed: str, outcome: Outcome, reason: str
) -> None:
    write(folder, "bad.py", OWN_KIND, case("bad", "OPEN", deed=deed))
    write(folder, "good.py", case("good"))
    bad, good = settled(folder, workers=1, seconds=2.0).claims
    assert (bad.id, bad.finding, bad.agrees) == ("bad", "undecided", False)
    assert bad.checks[0].outcome is outcome
    assert reason in bad.checks[0].reason
    assert (good.id, good.agrees) == ("good", True)


def test_nothing_that_a_case_leaves_behind_reaches_another(folder: Path) -> None:
    spoil = "lambda: (os.chdir('/'), setattr(sys, 'spoilt', True), os.environ.update(SPOILT='yes')) and None"
    seen = "lambda: [os.getcwd() == '/', hasattr(sys, 'spoilt'), 'SPOILT' in os.environ] if True else None"
    write(folder, "a.py", case("spoils", deed=spoil))
    write(folder, "b.py", case("sees", deed=seen))
    spoils, sees = settled(folder, workers=1).claims
    witness = sees.checks[0].controls[0].witness
    assert spoils.agrees
    assert witness is not None
    assert witness["extra"] == [False, False, False]


def test_a_case_of_a_file_that_the_index_does_not_know_is_not_left_out_in_silence(folder: Path) -> None:
    write(folder, "two.py", case("one"), case("two", falls=()))
    entries = [dataclasses.replace(entry, beside=["one"]) for entry in entries_of(folder)[:1]]
    found = run(entries, workers=1)
    assert found.claims == []
    assert "the index does not know its case 'two'" in found.load_errors[0].reason


def test_without_workers_an_exception_is_evidence_all_the_same(folder: Path) -> None:
    write(folder, "bad.py", case("bad", deed="lambda: object()"))
    (bad,) = settled(folder, workers=0).claims
    assert bad.checks[0].outcome is Outcome.CRASHED


def test_a_case_that_loads_no_longer_is_a_load_error_and_the_rest_goes_on(folder: Path) -> None:
    file = write(folder, "changing.py", case("changing"))
    write(folder, "good.py", case("good"))
    entries = entries_of(folder)
    file.write_text("import no_such_library\n", encoding="utf-8")
    found = run(entries, workers=1)
    assert [claim.id for claim in found.claims] == ["good"]
    assert "no_such_library" in found.load_errors[0].reason
    assert found.load_errors[0].file.endswith("changing.py")
    write(folder, "changing.py", case("another"))
    assert "the index does not know its case 'another'" in run(entries, workers=1).load_errors[0].reason
    write(folder, "changing.py", "")
    assert "defines no Case" in run(entries, workers=1).load_errors[0].reason


def test_progress_counts_up_to_the_total_and_tells_every_claim_once(folder: Path) -> None:
    write(folder, "three.py", case("one"), case("two"), case("three"))
    heard: list[Progress] = []
    run(entries_of(folder), workers=2, on_progress=heard.append)
    told = [standing for standing in heard if standing.latest is not None]
    assert [(standing.done, standing.total) for standing in told] == [(1, 3), (2, 3), (3, 3)]
    assert {standing.latest.id for standing in told if standing.latest} == {"one", "two", "three"}


def test_nothing_to_run_is_nothing_found() -> None:
    assert run([]) == Run([], [])
