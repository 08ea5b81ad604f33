"""What is published: its metadata agree with each other, and the wheel carries the library inside the package."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest


def cited_version(citation: str) -> str:
    (version,) = re.findall(r"^version: *[\"']?([^\"'\s]+)", citation, re.MULTILINE)
    return str(version)


def requirements(settings: dict[str, Any]) -> list[str]:
    """Everything that the distribution asks for, extras included."""
    project = settings["project"]
    required = [*project["dependencies"], *(line for extra in project["optional-dependencies"].values() for line in extra)]
    assert required, "no requirement was looked at"
    return required


def unsound_requirements(settings: dict[str, Any]) -> list[str]:
    """Requirements that are not one honest lower bound: no bound, a cap, a pin."""
    return [line for line in requirements(settings) if not re.fullmatch(r"[A-Za-z0-9._-]+(\[[a-z,]+\])?>=[0-9][0-9.]*", line)]


def misplaced(names: list[str]) -> str:
    """What is wrong with the list of a wheel's files; empty if nothing is."""
    tops = {name.split("/")[0] for name in names if ".dist-info/" not in name}
    if tops != {"verify"}:
        return f"the wheel must install `verify` and nothing beside it, and installs {sorted(tops)}"
    return "" if any(name.startswith("verify/_cases/") for name in names) else "the wheel does not carry the library of claims"


@pytest.fixture(scope="module")
def wheel(project: Path, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    source, built = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("built")
    for folder in ("verify", "cases"):
        shutil.copytree(project / folder, source / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for file in ("pyproject.toml", "README.md", "LICENSE", ".gitignore"):
        shutil.copy(project / file, source)
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(built)], cwd=source, check=True, capture_output=True
    )
    (file,) = built.iterdir()
    with zipfile.ZipFile(file) as archive:
        return archive.namelist()


def test_the_citation_names_the_version_of_the_distribution(project: Path, settings: dict[str, Any]) -> None:
    citation = (project / "CITATION.cff").read_text(encoding="utf-8")
    assert cited_version(citation) == settings["project"]["version"]
    assert cited_version(citation.replace("version: ", "version: 9.")) != settings["project"]["version"]


def test_the_citation_has_every_field_that_its_format_requires(project: Path) -> None:
    citation = (project / "CITATION.cff").read_text(encoding="utf-8")
    assert citation.startswith("cff-version: 1.2.0\n")
    assert all(re.search(rf"^{field}:", citation, re.MULTILINE) for field in ("message", "title", "authors"))


def test_the_changelog_knows_the_version(project: Path, settings: dict[str, Any]) -> None:
    assert f"\n## {settings['project']['version']}" in (project / "CHANGELOG.md").read_text(encoding="utf-8")


def test_every_requirement_is_a_lower_bound_without_a_cap(settings: dict[str, Any]) -> None:
    assert unsound_requirements(settings) == []


@pytest.mark.parametrize("line", ["numpy", "numpy>=2,<3", "numpy==2.2", "numpy~=2.2", "numpy<=2.2"])
def test_a_requirement_with_a_cap_a_pin_or_no_bound_is_caught(settings: dict[str, Any], line: str) -> None:
    spoilt = settings | {"project": settings["project"] | {"dependencies": [*settings["project"]["dependencies"], line]}}
    assert unsound_requirements(spoilt) == [line]


def test_the_constraints_for_the_oldest_releases_are_the_lower_bounds(project: Path, settings: dict[str, Any]) -> None:
    lines = (project / "tests" / "oldest.txt").read_text(encoding="utf-8").splitlines()
    assert {line.replace(">=", "==") + ".*" for line in requirements(settings)} == {line for line in lines if not line.startswith("#")}


def test_the_oldest_python_is_the_same_wherever_it_is_said(settings: dict[str, Any]) -> None:
    oldest = settings["project"]["requires-python"].removeprefix(">=")
    assert settings["tool"]["ruff"]["target-version"] == "py" + oldest.replace(".", "")
    assert f"Programming Language :: Python :: {oldest}" in settings["project"]["classifiers"]


def test_the_wheel_carries_the_library_inside_the_package_and_installs_nothing_beside_it(wheel: list[str]) -> None:
    assert misplaced(wheel) == ""


def test_a_wheel_without_the_library_or_with_a_package_beside_it_is_caught(wheel: list[str]) -> None:
    assert "does not carry" in misplaced([name for name in wheel if not name.startswith("verify/_cases/")])
    assert "nothing beside it" in misplaced([*wheel, "cases/__init__.py"])


def test_every_file_of_the_package_and_of_the_library_is_in_the_wheel(wheel: list[str], texts: dict[Path, str]) -> None:
    package = [file.as_posix() for file in texts if file.parts[0] == "verify"]
    library = ["verify/_cases/" + file.relative_to("cases").as_posix() for file in texts if file.parts[0] == "cases"]
    assert len(package) > 10
    assert library
    assert set(package + library) <= set(wheel)
