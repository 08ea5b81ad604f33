"""The layers are kept, and the contract that says so can be broken."""

from __future__ import annotations

import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

ROOMS = (
    "cli",
    "sphinx",
    "writeups",
    "reporting",
    "running",
    "claims",
    "proofs",
    "strata",
    "statements",
    "maps",
    "ranks",
    "numbers",
    "truth",
    "errors",
    "rigour",
    "displays",
)
FORBIDDEN = [
    *((lower, upper) for upper, lower in pairwise(ROOMS)),
    ("ranks", "maps"),
    ("maps", "ranks"),
    ("truth", "errors"),
    ("numbers", "ranks"),
]


def judged(folder: Path) -> subprocess.CompletedProcess[str]:
    """What import-linter says about the package in ``folder``, in a process of its own so that it sees that copy and no other."""
    command = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    return subprocess.run([sys.executable, "-c", command, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def copied(project: Path, tmp_path: Path) -> Path:
    shutil.copytree(project / "verify", tmp_path / "verify", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(project / "pyproject.toml", tmp_path)
    return tmp_path


def plant(package: Path, room: str, line: str) -> None:
    """Adds a line to a room: in a file of its own if the room is a folder."""
    folder = package / room
    file = folder / "planted.py" if folder.is_dir() else folder.with_suffix(".py")
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    file.write_text(f"{text}\n{line}\n", encoding="utf-8")


def test_every_room_imports_only_rooms_below_it(project: Path) -> None:
    result = judged(project)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "0 broken" in result.stdout


def test_an_import_that_points_up_or_sideways_is_reported_whichever_room_it_stands_in(copied: Path) -> None:
    for importer, imported in FORBIDDEN:
        plant(copied / "verify", importer, f"import verify.{imported}")
    result = judged(copied)
    assert result.returncode != 0
    told = " ".join(result.stdout.split())
    missed = [f"{a} -> {b}" for a, b in FORBIDDEN if f"verify.{a} is not allowed to import verify.{b}:" not in told]
    assert not missed, result.stdout


@pytest.mark.parametrize(
    ("room", "line", "contract"),
    [
        ("ranks/bounds", "import verify.numbers.system", "Bounds stand on truth and errors alone BROKEN"),
        ("ranks/checker", "import verify.numbers.system", "The checker of certificates shares nothing with the engines BROKEN"),
        ("statements", "import rich.console", "Only the command line and the reports know a terminal BROKEN"),
        ("statements", "import z3", "Only the proofs room knows the SMT solver BROKEN"),
        ("maps", "import autograd", "The tests' oracles stay in the tests BROKEN"),
    ],
)
def test_each_of_the_smaller_contracts_can_be_broken(copied: Path, room: str, line: str, contract: str) -> None:
    plant(copied / "verify", room, line)
    result = judged(copied)
    assert result.returncode != 0
    assert contract in result.stdout


def test_a_new_room_must_be_given_its_place(copied: Path) -> None:
    (copied / "verify" / "attic").mkdir()
    (copied / "verify" / "attic" / "__init__.py").touch()
    result = judged(copied)
    assert result.returncode != 0
    assert "verify.attic" in result.stdout
