"""A certificate in a file, or in a report, is checked again by one command, and a false one turns it red."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_replaying import CASE
from verify.cli.main import main
from verify.numbers import Balls, Rationals
from verify.ranks.certificates import certify


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(document: object) -> str:
    Path("c.json").write_text(json.dumps(document), encoding="utf-8")
    return "c.json"


def test_a_certificate_is_accepted_with_what_it_proves(capsys: pytest.CaptureFixture[str]) -> None:
    document = certify(Rationals(), [[1, 2], [2, 4]]).document()
    assert main(["certificate", write(document)]) == 0
    assert capsys.readouterr().out == "proved: rank = 1 for a 2 x 2 matrix (probability of error 0)\n"
    assert main(["certificate", write(document), "--freivalds"]) == 0
    assert "probability of error 2^-64" in capsys.readouterr().out
    numbers = Balls(60)
    assert main(["certificate", write(certify(numbers, numbers.function("exp", numbers.array([[1, 2], [3, 4]]))).document())]) == 0
    assert "rank in [1, 2]" in capsys.readouterr().out


def test_a_false_certificate_is_refused_with_the_reason(capsys: pytest.CaptureFixture[str]) -> None:
    document = certify(Rationals(), [[1, 2], [2, 4]]).document()
    document["certificate"]["upper"] = document["certificate"]["lower"] = 2
    assert main(["certificate", write(document)]) == 1
    assert "refused: it claims rank >= 2 and proves rank >= 1" in capsys.readouterr().out


@pytest.mark.parametrize("document", [[], {}, {"certificate": {}}, {"matrix": [], "certificate": 3}, {"schema": "other"}])
def test_a_file_that_is_none_is_refused_in_one_line(document: object, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["certificate", write(document)]) in {1, 2}
    captured = capsys.readouterr()
    assert len((captured.out + captured.err).splitlines()) == 1


def test_the_certificates_of_a_report_are_checked_and_a_changed_one_is_found(capsys: pytest.CaptureFixture[str]) -> None:
    Path("mine").mkdir()
    Path("mine/pair.py").write_text(CASE, encoding="utf-8")
    assert main(["all", "--cases", "mine", "--only-cases", "--workers", "0", "--json", "r.json"]) == 0
    capsys.readouterr()
    assert main(["certificate", "r.json"]) == 0
    assert "wrong, named instances: proved: rank = 1 for a 1 x 1 matrix" in capsys.readouterr().out
    report = json.loads(Path("r.json").read_text(encoding="utf-8"))
    certificates = report["claims"][0]["checks"][0]["certificates"]
    assert [found["checked"] for found in certificates] == ["rank 1; error 0", "rank 0; error 0"]
    certificates[1]["certificate"]["lower"] = 1
    assert main(["certificate", write(report)]) == 1
    for claim in report["claims"]:
        for check in claim["checks"]:
            check["certificates"] = []
    assert main(["certificate", write(report)]) == 2
    assert "no certificate of rank" in capsys.readouterr().err
