"""The index tells the cases without importing them, and never tells what is no longer so."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tests.running.scripted import case, write
from verify.claims.index import read_index, write_index


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cases"


@pytest.fixture
def memory(tmp_path: Path) -> Path:
    return tmp_path / ".verify"


@pytest.fixture
def no_import(monkeypatch: pytest.MonkeyPatch) -> None:
    """From here on, importing a case is an error."""
    monkeypatch.setitem(sys.modules, "verify.claims.catalogue", None)


def test_an_entry_holds_what_the_case_says(folder: Path, memory: Path) -> None:
    write(folder, "topic/pair.py", case("wrong", "FAILS", amended_by="right"), case("right", uses=("base",)), case("base"))
    wrong, right, _ = read_index([folder], memory).entries
    assert (wrong.id, wrong.verdict, wrong.amended_by, wrong.accepts, wrong.rejects) == ("wrong", "fails", "right", ["amendment"], [])
    assert (right.uses, right.rejects, right.checks, right.statement) == (["base"], ["false variant"], ["scripted"], "left = right")
    assert (wrong.file, wrong.source) == (str(folder / "topic/pair.py"), "notes, line 1")
    assert wrong.line < right.line


def test_a_file_is_imported_once_and_again_when_its_content_changes(folder: Path, memory: Path) -> None:
    note = "\nwith open(__file__ + '.log', 'a') as log:\n    log.write('x')\n"
    file = write(folder, "one.py", case("one"), note)
    for _ in range(3):
        assert [entry.id for entry in read_index([folder], memory).entries] == ["one"]
    assert file.with_suffix(".py.log").read_text() == "x"
    write(folder, "one.py", case("other"))
    assert [entry.id for entry in read_index([folder], memory).entries] == ["other"]


def test_the_index_beside_the_cases_is_enough(folder: Path, memory: Path, request: pytest.FixtureRequest) -> None:
    write(folder, "one.py", case("one"))
    assert [entry.id for entry in write_index(folder).entries] == ["one"]
    written = (folder / "index.json").read_bytes()
    write_index(folder)
    assert (folder / "index.json").read_bytes() == written
    request.getfixturevalue("no_import")
    assert [entry.id for entry in read_index([folder], memory).entries] == ["one"]
    assert not memory.exists()


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"schema": "verify-index/0", "files": {}}', '{"schema": "verify-index/2", "files": 3}'])
def test_a_damaged_index_is_left_aside(folder: Path, memory: Path, damage: str) -> None:
    write(folder, "one.py", case("one"))
    memory.mkdir()
    for place in (folder, memory):
        (place / "index.json").write_text(damage)
    assert [entry.id for entry in read_index([folder], memory).entries] == ["one"]


def test_where_nothing_can_be_kept_the_cases_are_read_all_the_same(folder: Path, tmp_path: Path) -> None:
    write(folder, "one.py", case("one"))
    occupied = tmp_path / "a file"
    occupied.write_text("")
    assert [entry.id for entry in read_index([folder], occupied / ".verify").entries] == ["one"]


def test_a_file_that_cannot_be_loaded_is_named_every_time_and_the_rest_is_read(folder: Path, memory: Path) -> None:
    write(folder, "bad.py", "\n\ndef broken(:\n")
    write(folder, "good.py", case("good"))
    for _ in range(2):
        index = read_index([folder], memory)
        assert [entry.id for entry in index.entries] == ["good"]
        (error,) = index.errors
        assert error.file == str(folder / "bad.py")
        assert error.line > 0
        assert "syntax" in error.reason


def test_a_duplicate_id_is_refused_with_both_places_whether_fresh_or_remembered(folder: Path, memory: Path) -> None:
    first = write(folder, "a.py", case("same"))
    read_index([folder], memory)
    second = write(folder, "b.py", case("same", title="Another"), case("other"))
    for fresh_memory in (memory, memory, folder / ".other", folder / ".other"):
        index = read_index([folder], fresh_memory)
        assert [entry.id for entry in index.entries] == ["same", "other"]
        (error,) = index.errors
        assert (error.file, str(first) in error.reason) == (str(second), True)


def test_the_same_file_in_two_folders_is_a_duplicate(tmp_path: Path, memory: Path) -> None:
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder in folders:
        write(folder, "same.py", case("same"))
    for _ in range(2):
        index = read_index(folders, memory)
        assert [entry.file for entry in index.entries] == [str(folders[0] / "same.py")]
        assert [error.file for error in index.errors] == [str(folders[1] / "same.py")]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (case("wrong", "FAILS", amended_by="nowhere"), "'nowhere'"),
        (case("right", uses=("nowhere",)), "'nowhere'"),
        (case("wrong", "FAILS", amended_by="wrong"), "itself recorded as failing"),
        (case("right", uses=("right",)), "uses itself"),
    ],
)
def test_a_link_that_leads_nowhere_is_refused_with_file_and_line(folder: Path, memory: Path, text: str, reason: str) -> None:
    file = write(folder, "one.py", text)
    write(folder, "good.py", case("good"))
    index = read_index([folder], memory)
    assert [entry.id for entry in index.entries] == ["good"]
    (error,) = index.errors
    assert (error.file, error.line > 0, reason in error.reason) == (str(file), True, True)


def test_what_is_kept_is_hidden_from_version_control(folder: Path, memory: Path) -> None:
    write(folder, "one.py", case("one"))
    read_index([folder], memory)
    assert (memory / ".gitignore").read_text() == "*\n"
    assert json.loads((memory / "index.json").read_text())["schema"] == "verify-index/2"


def test_claims_that_rest_on_each_other_are_refused(folder: Path, memory: Path) -> None:
    write(folder, "ring.py", case("one", uses=("two",)), case("two", uses=("three",)), case("three", uses=("one",)))
    write(folder, "above.py", case("above", uses=("good",)), case("good"))
    index = read_index([folder], memory)
    assert [entry.id for entry in index.entries] == ["above", "good"]
    assert [error.reason.split(":")[0] for error in index.errors] == [f"claim {name!r} rests on itself" for name in ("one", "two", "three")]


def test_an_index_that_says_a_file_holds_nothing_is_not_believed(folder: Path, memory: Path) -> None:
    write(folder, "one.py", case("one"))
    write_index(folder)
    stored = json.loads((folder / "index.json").read_text())
    (folder / "index.json").write_text(json.dumps(stored | {"files": {content: [] for content in stored["files"]}}))
    assert [entry.id for entry in read_index([folder], memory).entries] == ["one"]


def test_an_index_with_a_verdict_that_does_not_exist_is_left_aside(folder: Path, memory: Path) -> None:
    write(folder, "one.py", case("one"))
    write_index(folder)
    index = folder / "index.json"
    index.write_text(index.read_text().replace('"holds"', '"surely"'))
    assert [entry.verdict for entry in read_index([folder], memory).entries] == ["holds"]


def test_every_entry_names_all_claims_of_its_file_even_those_that_were_refused(folder: Path, memory: Path) -> None:
    write(folder, "two.py", case("one"), case("other", uses=("nowhere",)))
    for _ in range(2):
        (entry,) = read_index([folder], memory).entries
        assert entry.beside == ["one", "other"]


def test_a_file_reached_in_two_ways_is_read_once(folder: Path, memory: Path) -> None:
    file = write(folder, "sub/one.py", case("one"))
    (folder / "alias.py").symlink_to(file)
    (folder / "loop").symlink_to(folder)
    (folder / "folder.py").mkdir()
    index = read_index([folder, folder / "sub"], memory)
    assert ([entry.id for entry in index.entries], index.errors) == (["one"], [])


def test_a_link_to_nothing_is_a_file_that_cannot_be_loaded(folder: Path, memory: Path) -> None:
    write(folder, "good.py", case("good"))
    (folder / "gone.py").symlink_to("nowhere.py")
    index = read_index([folder], memory)
    assert [entry.id for entry in index.entries] == ["good"]
    assert [Path(error.file).name for error in index.errors] == ["gone.py"]


def test_a_name_that_is_no_text_is_refused_since_no_report_could_hold_it(folder: Path, memory: Path) -> None:
    write(folder, "good.py", case("good"))
    write(folder, "caf\udce9.py", case("other"))
    index = read_index([folder], memory)
    assert [entry.id for entry in index.entries] == ["good"]
    (error,) = index.errors
    assert "UTF-8" in error.reason
    assert str(error).isascii()
