"""The index that `list` and `show` read is up to date with the cases, and reading it loads no case and no heavy library."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from verify.claims.folders import case_files, library_folder
from verify.claims.index import read_index, write_index

HEAVY = ("numpy", "scipy", "sympy", "mpmath", "flint", "z3", "hypothesis", "rich")


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    folder = tmp_path / "cases"
    shutil.copytree(library_folder(), folder, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def test_the_shipped_index_is_what_the_cases_say_now(copied: Path) -> None:
    shipped = (copied / "index.json").read_text(encoding="utf-8")
    write_index(copied)
    assert (copied / "index.json").read_text(encoding="utf-8") == shipped, "run: python -m verify index"


def test_an_index_out_of_date_is_noticed(copied: Path) -> None:
    shipped = (copied / "index.json").read_text(encoding="utf-8")
    file = case_files(copied)[0]
    file.write_text(file.read_text(encoding="utf-8").replace("revision=1", "revision=2"), encoding="utf-8")
    write_index(copied)
    assert (copied / "index.json").read_text(encoding="utf-8") != shipped


def test_the_shipped_index_names_no_place_on_a_machine() -> None:
    content = json.loads((library_folder() / "index.json").read_text(encoding="utf-8"))
    assert str(library_folder().parent) not in json.dumps(content)


@pytest.mark.parametrize("command", [["--help"], ["list"], ["show", "spheres-footnote"], ["all", "--help"]], ids=" ".join)
def test_light_commands_load_nothing_heavy(command: list[str], tmp_path: Path) -> None:
    program = (
        "import sys; from verify.cli.main import main; "
        f"status = main({command!r}); "
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr); sys.exit(status)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr.strip().splitlines()[-1] == "[]"


def test_every_entry_is_found_without_loading(tmp_path: Path) -> None:
    index = read_index([library_folder()], memory=tmp_path)
    assert not index.errors
    assert not (tmp_path / "index.json").exists(), "a file was loaded, so the shipped index did not know it"
    assert len(index.entries) >= 40
