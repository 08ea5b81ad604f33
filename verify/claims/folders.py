"""Where case files lie; imports nothing heavy, so that an index can be read without loading a case."""

from __future__ import annotations

from pathlib import Path


def library_folder() -> Path:
    """The folder of the shipped cases: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "_cases"
    return installed if installed.is_dir() else package.parent / "cases"


def case_files(folder: Path) -> list[Path]:
    """Every case file of a folder and its subfolders, sorted; names that begin with an underscore or a dot are passed over."""
    found = (file for file in folder.rglob("*.py") if not file.is_dir())
    return sorted(file for file in found if not any(part.startswith(("_", ".")) for part in file.relative_to(folder).parts))
