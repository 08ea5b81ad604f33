"""A witness is replayed from its document alone, and one that was tampered with does not pass."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from verify.cli.main import main

CASE = '''
"""At a minimum of the loss the ranks need not agree."""

from verify.claims.case import Case
from verify.claims.claim import FAILS, HOLDS, Claim, Source
from verify.claims.witnesses import witness
from verify.maps.formulas import polynomial_map
from verify.statements.conditions import local_minimum, loss_stationary
from verify.statements.instances import point
from verify.statements.quantities import hessian, jacobian, rank
from verify.statements.statement import Statement

stated = Statement(about=(), given=(local_minimum,), then=rank(hessian).equals(rank(jacobian)))
sharp = stated.replace("sharp", given=(loss_stationary,))
refuted = point(polynomial_map("t**2"), at=[0], labels=[-1])
content = point(polynomial_map("t"), at=[0], labels=[0])
source = Source("notes", "line 1")

wrong = Case(
    Claim("wrong", FAILS, revision=1, topic="rank", title="T", says="S.", source=source, amended_by="right"),
    stated,
    accepts=[sharp],
    checks=[witness(refuted, content)],
)
right = Case(
    Claim("right", HOLDS, revision=1, topic="rank", title="T", says="S.", source=source),
    sharp,
    rejects=[stated],
    checks=[witness(refuted, content)],
)
'''


@pytest.fixture
def witness(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The witness that a run of the case left in its report."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "case.py").write_text(CASE)
    assert main(["all", "--cases", "mine", "--only-cases", "--workers", "0"]) == 0
    report = json.loads((tmp_path / ".verify" / "report.json").read_text())
    found: dict[str, Any] = report["claims"][0]["checks"][0]["witness"]
    return found


def replay(document: dict[str, Any]) -> int:
    Path("w.json").write_text(json.dumps(document))
    return main(["replay", "w.json", "--cases", "mine", "--only-cases"])


def test_every_witness_of_a_report_refutes_again(witness: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    assert witness["shows"] == {"rank(Hess L)": "1", "rank(J)": "0"}
    assert main(["replay", ".verify/report.json", "--cases", "mine", "--only-cases"]) == 0
    out = capsys.readouterr().out
    assert "wrong (as stated): refuted again\n    rank(Hess L) = 1\n    rank(J) = 0\n" in out
    assert out.endswith("2 of 2 witnesses refute again\n")


def test_a_witness_as_show_prints_it_is_a_document_to_replay(witness: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["show", "wrong", "--cases", "mine", "--only-cases"]) == 0
    shown = capsys.readouterr().out
    printed = json.loads(shown[shown.index("{\n") :])
    assert printed == witness
    assert replay(printed) == 0


def test_a_witness_that_was_tampered_with_does_not_pass(witness: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    instance = witness["instance"]
    assert replay(witness | {"instance": instance | {"labels": ["0"], "theta": ["1"]}}) == 1
    assert "NOT refuted: outside the hypotheses" in capsys.readouterr().out
    assert replay(witness | {"shows": {"rank(Hess L)": "2", "rank(J)": "0"}}) == 1
    assert "with OTHER values than recorded" in capsys.readouterr().out


@pytest.mark.parametrize("numbers", ["float64", "float32"])
def test_a_witness_in_numbers_that_prove_nothing_does_not_pass(
    witness: dict[str, Any], capsys: pytest.CaptureFixture[str], numbers: str
) -> None:
    instance = witness["instance"] | {"theta": ["1/1152921504606846976"]}
    assert replay(witness | {"numbers": numbers, "instance": instance}) == 1
    assert f"only in {numbers}" in capsys.readouterr().out


def test_a_replay_beside_a_file_that_cannot_be_loaded_is_no_success(witness: dict[str, Any]) -> None:
    Path("mine/broken.py").write_text("def broken(:")
    assert replay(witness) == 2


def test_a_case_that_exits_while_its_witness_is_replayed_is_no_success(witness: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    file = Path("mine/case.py")
    file.write_text(file.read_text() + "import os\nif os.path.exists('trap'):\n    os._exit(5)\n")
    assert replay(witness) == 0
    Path("trap").touch()
    assert replay(witness) == 2
    assert "its process died (exit status 5)" in capsys.readouterr().err


@pytest.mark.parametrize(
    "change",
    [
        {"revision": 2},
        {"variant": "no such variant"},
        {"instance": {"kind": "no such kind"}},
        {"instance": 3},
        {"instance": {"kind": "model"}},
        {"instance": {"kind": "matrices", "J": [], "H": []}},
    ],
)
def test_a_malformed_witness_is_refused_in_one_line(
    witness: dict[str, Any], capsys: pytest.CaptureFixture[str], change: dict[str, Any]
) -> None:
    capsys.readouterr()
    assert replay(witness | change) == 2
    captured = capsys.readouterr()
    assert captured.err.count("\n") == 1
    assert captured.err.startswith("verify: a witness of wrong cannot be replayed: ")
    assert captured.out == "0 of 1 witnesses refute again\n"


@pytest.mark.parametrize("weight", ["nan", "inf", "1/0", "one", None, {}])
def test_a_weight_that_is_no_number_is_refused_in_one_line(
    witness: dict[str, Any], capsys: pytest.CaptureFixture[str], weight: object
) -> None:
    capsys.readouterr()
    assert replay(witness | {"instance": witness["instance"] | {"theta": [weight]}}) == 2
    assert capsys.readouterr().err.count("\n") == 1
