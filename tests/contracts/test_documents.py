"""Every claim of the documents has its case or a stated reason, every case its claim, and `documents` shows both."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from verify.claims.documents import CLAIMS, faults, read_claims
from verify.claims.folders import library_folder
from verify.claims.index import read_index
from verify.cli.main import main


def test_the_list_of_claims_and_the_cases_name_each_other(tmp_path: Path) -> None:
    known = [entry.id for entry in read_index([library_folder()], memory=tmp_path).entries]
    documents = re.findall(r"^@\w+\{([\w-]+),", (library_folder() / "references.bib").read_text(encoding="utf-8"), re.MULTILINE)
    assert {"notes", "post"} <= set(documents)
    assert list(faults(read_claims(library_folder() / CLAIMS), known, documents)) == []


def test_documents_shows_what_became_of_a_claim(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["documents", "--document", "post"]) == 0
    shown = capsys.readouterr().out
    assert "\n    fails     rank-equality-at-minima\n" in shown
    assert "notes," not in shown
    assert main(["documents", "--without-case"]) == 0
    assert ": 0 with cases" in capsys.readouterr().out
    assert main(["documents", "--document", "nowhere"]) == 2
    assert "the documents are" in capsys.readouterr().err
