"""The project as a whole, as the contracts see it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

_LEFT_BEHIND = {"__pycache__", "build", "dist", "htmlcov", "_build"}


@pytest.fixture(scope="session")
def project() -> Path:
    """The folder that holds ``pyproject.toml``."""
    return Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def settings(project: Path) -> dict[str, Any]:
    """``pyproject.toml``, read."""
    return tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def texts(project: Path) -> dict[Path, str]:
    """Every text file that belongs to the project, by its path from the project's folder."""
    found = {}
    for file in _files(project):
        try:
            found[file.relative_to(project)] = file.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture or another binary
    assert {Path("README.md"), Path("pyproject.toml"), Path("verify/truth.py")} <= set(found), "looked in the wrong place"
    return found


def _files(folder: Path) -> Iterator[Path]:
    """Files below ``folder``, without what tools leave behind and without virtual environments; no version control is asked."""
    for entry in sorted(folder.iterdir()):
        hidden = entry.name.startswith(".") and entry.name not in {".ci", ".gitignore", ".pre-commit-hooks.yaml"}
        if hidden or entry.name in _LEFT_BEHIND or entry.is_symlink() or (entry / "pyvenv.cfg").exists():
            continue
        if entry.is_dir():
            yield from _files(entry)
        else:
            yield entry
