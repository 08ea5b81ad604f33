"""A document is read by the ending of its name; what cannot be read is refused in one line, and a very long one takes moments."""

from __future__ import annotations

import gc
import json
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verify.errors import InvalidInput
from verify.writeups.reading import READERS, read

CITING = {
    ".tex": r"See \claim{yes-here}, \emph{words} and $x^2$. % \claim{no-comment}",
    ".md": "See {claim}`yes-here`, *words* and `code`.",
    ".rst": "See :claim:`yes-here`, *words* and ``code``.",
    ".bib": "@misc{verify:yes-here:r1, title = {x}}",
    ".txt": "Claim yes-here, revision 1",
}


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.tex", b"", "the file is empty"),
        ("a.md", b" \n\t\n", "the file is empty"),
        ("a.md", b"\xef\xbb\xbf", "the file is empty"),
        ("a.tex", b"one\ntwo caf\xe9", "not UTF-8 (byte 0xe9)"),
        ("a.rst", "Claim".encode("utf-16"), "not UTF-8 (byte 0xff)"),
        ("a.ipynb", b"{", "not a notebook"),
        ("a.docx", b"PK", "not a document that can be checked"),
        ("a", b"x", "not a document that can be checked"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InvalidInput) as error:
        read(tmp_path / name)
    assert str(error.value).startswith(str(tmp_path / name))
    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_a_document_nested_beyond_all_measure_is_refused(tmp_path: Path) -> None:
    (tmp_path / "deep.rst").write_text("".join(f"{' ' * 2 * depth}* claim\n\n" for depth in range(400)))
    with pytest.raises(InvalidInput, match=r"deep\.rst: nested too deep to be read"):
        read(tmp_path / "deep.rst")


def test_the_line_of_a_bad_byte_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.tex").write_bytes(b"one\ntwo caf\xe9")
    with pytest.raises(InvalidInput, match=r"a\.tex:2: not UTF-8"):
        read(tmp_path / "a.tex")


def test_a_file_that_is_missing_or_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "folder.md").mkdir()
    for name in ("folder.md", "missing.tex"):
        with pytest.raises(InvalidInput, match="cannot be read"):
            read(tmp_path / name)


@pytest.mark.parametrize("ending", CITING)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_any_ends_of_lines_and_a_byte_order_mark_are_fine(tmp_path: Path, ending: str, newline: str) -> None:
    file = tmp_path / f"paper{ending.upper()}"
    file.write_bytes(b"\xef\xbb\xbf" + f"Words.\n\n{CITING[ending]}\n".replace("\n", newline).encode())
    assert [(mention.line, mention.stated.id) for mention in read(file).mentions] == [(3, "yes-here")]


@pytest.mark.parametrize("ending", [*CITING, ".ipynb"])
@pytest.mark.parametrize(("total", "every", "limit"), [(100_000, 50, 2.0), (20_000, 2, 2.0)], ids=["long", "dense"])
def test_a_hundred_thousand_lines_are_read_in_two_seconds(tmp_path: Path, ending: str, total: int, every: int, limit: float) -> None:
    lines = []
    for number in range(total // every):
        citing = CITING.get(ending, CITING[".md"]).replace(":r1,", f":r{number},")
        lines += [citing, ""] + ["% plain" if ending == ".bib" else f"Plain words, number {number}."] * (every - 2)
    file = tmp_path / f"paper{ending}"
    file.write_text("\n".join(lines) if ending != ".ipynb" else _notebook(lines), encoding="utf-8")
    started = time.process_time()
    found = read(file).mentions
    seconds = time.process_time() - started
    assert {mention.stated.id for mention in found} == {"yes-here"}
    assert len(found) == total // every
    traced = sys.gettrace() is not None or sys.getprofile() is not None
    assert seconds < limit * (4 if traced else 1)  # CPU time, since the machine may be busy; tracing for coverage costs its share


def _notebook(lines: list[str]) -> str:
    cells = [
        {"cell_type": "markdown", "id": f"c{start}", "metadata": {}, "source": [f"{line}\n" for line in lines[start : start + 100]]}
        for start in range(0, len(lines), 100)
    ]
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}, indent=1)


@pytest.mark.parametrize("ending", READERS)
@settings(max_examples=200)
@given(
    st.lists(
        st.sampled_from([*" \t\n\\{}[]()<>`*_#|:=-~$%@\"'.,;", "\n\n", "\n   ", "\n.. ", "\n@misc{", "Claim a-b, revision 1", "x"]),
        max_size=40,
    )
)
def test_no_text_whatever_stops_a_reader(ending: str, pieces: list[str]) -> None:
    text = "Claim a-b, revision 1\n" + "".join(pieces) + "\nClaim a-b, revision 1\n"
    try:
        mentions = READERS[ending](text).mentions
    except InvalidInput:
        return
    assert all(1 <= mention.line <= text.count("\n") for mention in mentions)


def test_the_collector_is_on_again_after_reading_and_after_failing(tmp_path: Path) -> None:
    (tmp_path / "bad.ipynb").write_text("{")
    (tmp_path / "good.md").write_text("x")
    assert gc.isenabled()
    read(tmp_path / "good.md")
    with pytest.raises(InvalidInput):
        read(tmp_path / "bad.ipynb")
    assert gc.isenabled()


def test_every_format_has_its_reader() -> None:
    assert set(CITING) | {".ipynb", ".ltx", ".markdown"} == set(READERS)
