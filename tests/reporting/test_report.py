"""A report says the same when it is read again, by this version, by a later one, and by someone else's reader of its schema."""

from __future__ import annotations

import copy
import dataclasses
import json
import os
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.reporting.records import CAUGHT, check, claim, control, hunt, report
from verify.claims.evidence import MechanismEvidence, Outcome, Ran, Role, SharpenedEvidence
from verify.errors import InvalidInput
from verify.reporting.document import SCHEMA, Report, read_report
from verify.reporting.report import encoded, json_schema, require_writable, this_tool, write_report

KEPT = Path(__file__).parent / "data" / "report-1.json"
"""A report of the first schema, never to be edited: every later version must read it."""


@pytest.fixture
def full() -> Report:
    refuted = check(outcome=Outcome.TIMED_OUT, seed=None, interval=None, certificates=[], controls=[control(witness=None)])
    hunts = [
        hunt(role=Role.REJECTS, witness=CAUGHT, mechanisms=[MechanismEvidence(CAUGHT, None)], survivors=[SharpenedEvidence("S", 2, 1, 0.5)])
    ]
    how = Ran("2026-01-01T00:00:00+00:00", 3, True, "0.1.0", "cases/one.py", "0" * 64)
    return report(claim(hunts=hunts, ran=how), claim(id="other", amended_by="ranks-agree", uses=["ranks-agree"], checks=[refuted]))


def test_a_report_read_again_is_the_report_that_was_written(full: Report, tmp_path: Path) -> None:
    write_report(tmp_path / "report.json", full)
    assert read_report(tmp_path / "report.json") == full
    assert encoded(read_report(tmp_path / "report.json")) == encoded(full)


def test_numbers_in_a_witness_stay_the_strings_they_are(full: Report, tmp_path: Path) -> None:
    write_report(tmp_path / "report.json", full)
    witness = read_report(tmp_path / "report.json").claims[0].checks[0].controls[0].witness
    assert witness is not None
    assert witness["instance"] == {"theta": ["1/3", "0"]}


def test_the_shipped_schema_is_current() -> None:
    shipped = json.loads(files("verify.reporting").joinpath("report.schema.json").read_text(encoding="utf-8"))
    assert shipped == json_schema(), "write msgspec.json.format(msgspec.json.encode(json_schema()), indent=1) to report.schema.json"


def test_the_schema_accepts_reports(full: Report) -> None:
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    assert list(jsonschema.Draft202012Validator(schema).iter_errors(json.loads(encoded(full)))) == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["schema"], "verify-report/0"),
        (["claims", 0, "finding"], "surely"),
        (["claims", 0, "agrees"], "yes"),
        (["claims", 0, "checks", 0, "outcome"], "passed"),
        (["claims", 0, "checks", 0, "controls", 0, "role"], "helps"),
        (["load_errors", 0, "line"], "three"),
        (["claims", 0, "hunts", 0, "outcome"], "proved"),
        (["claims", 0, "hunts", 0, "coverage", "jets", "tried"], "many"),
        (["claims", 0, "ran", "seed"], "zero"),
    ],
)
def test_the_schema_and_the_reader_refuse_the_same_malformed_report(full: Report, tmp_path: Path, path: list[Any], value: object) -> None:
    document = json.loads(encoded(full))
    *outer, last = path
    part = document
    for step in outer:
        part = part[step]
    part[last] = value
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(document, json_schema())
    (tmp_path / "report.json").write_text(json.dumps(document))
    with pytest.raises(InvalidInput) as error:
        read_report(tmp_path / "report.json")
    assert "\n" not in str(error.value)
    assert str(tmp_path / "report.json") in str(error.value)


def test_a_report_of_the_first_schema_is_read() -> None:
    kept = read_report(KEPT)
    assert [one.id for one in kept.claims] == ["ranks-agree", "other"]
    assert kept.claims[0].checks[0].controls[0].witness is not None


def test_a_report_of_an_earlier_schema_is_brought_up_step_by_step(full: Report, tmp_path: Path) -> None:
    present = json.loads(encoded(full))
    older = copy.deepcopy(present) | {"schema": "test/1"}
    older["begun"] = older.pop("started")
    oldest = {"schema": "test/0", "results": older}
    steps = {
        "test/0": lambda document: document["results"],
        "test/1": lambda document: {"started": document.pop("begun"), **document, "schema": SCHEMA},
    }
    (tmp_path / "report.json").write_text(json.dumps(oldest))
    assert read_report(tmp_path / "report.json", steps) == full


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "cannot be read"),
        ("", "not a JSON document"),
        ('{"schema": ', "not a JSON document"),
        ("[" * 100_000, "not a JSON document"),
        ("[]", "a JSON object is expected"),
        ('{"schema": ' + "[" * 500 + "]" * 500 + "}", "nested more than 100 deep"),
        ("{}", "it names no schema"),
        ('{"schema": 7}', "its schema is 7"),
        ('{"schema": "verify-report/99"}', f"this version reads {SCHEMA}"),
    ],
)
def test_what_is_no_report_is_refused_in_one_line_that_names_the_file(tmp_path: Path, text: str | None, said: str) -> None:
    if text is not None:
        (tmp_path / "report.json").write_text(text)
    with pytest.raises(InvalidInput) as error:
        read_report(tmp_path / "report.json")
    assert said in str(error.value)
    assert str(error.value).startswith(str(tmp_path / "report.json"))
    assert "\n" not in str(error.value)


def test_a_place_that_cannot_be_written_is_found_out_beforehand_and_one_that_can_is_left_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("kept")
    for place, said in (
        (tmp_path, "it is a folder"),
        (tmp_path / "no" / "x.json", "create it first"),
        (tmp_path / "file" / "x.json", "no folder"),
    ):
        with pytest.raises(InvalidInput, match=said):
            require_writable(place)
    require_writable(tmp_path / "file")
    require_writable(tmp_path / "new.json")
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("file", "kept")]


def test_a_link_is_followed_and_a_pipe_is_written_to(full: Report, tmp_path: Path) -> None:
    (tmp_path / "real.json").write_text("")
    (tmp_path / "link.json").symlink_to(tmp_path / "real.json")
    write_report(tmp_path / "link.json", full)
    assert (tmp_path / "link.json").is_symlink()
    assert read_report(tmp_path / "real.json") == full
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    require_writable(tmp_path / "pipe")
    small = dataclasses.replace(full, claims=[])
    write_report(tmp_path / "pipe", small)
    assert os.read(reader, 65536) == encoded(small)
    os.close(reader)


def test_the_tool_names_the_libraries_it_computes_with() -> None:
    tool = this_tool()
    assert {"numpy", "sympy", "python-flint", "mpmath"} <= set(tool.libraries)
    assert "not installed" not in tool.libraries.values()
