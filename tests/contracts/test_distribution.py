"""What is published: its metadata agree with each other, and the wheel carries the library inside the package."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.reporting.records import claim, report
from verify.reporting.document import AUTHORS
from verify.reporting.report import write_report
from verify.writeups.reading import READERS


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


def unsound_citation(project: Path, citation: str, folder: Path) -> str:
    """What the schema of the Citation File Format has against a citation of the software; empty if nothing."""
    (folder / "CITATION.cff").write_text(citation, encoding="utf-8")
    words = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.citation-file-format", "CITATION.cff"]
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else done.stdout + done.stderr


def test_the_citation_of_the_software_is_valid_by_its_formats_own_schema(project: Path, tmp_path: Path) -> None:
    citation = (project / "CITATION.cff").read_text(encoding="utf-8")
    assert unsound_citation(project, citation, tmp_path) == ""
    for spoilt in (citation.replace("authors:", "writers:"), citation.replace("license: MIT", "license: MIT2")):
        assert unsound_citation(project, spoilt, tmp_path) != ""


def test_citations_of_results_name_the_same_authors(project: Path) -> None:
    assert f'- name: "{AUTHORS}"\n' in (project / "CITATION.cff").read_text(encoding="utf-8")


def test_the_tests_install_what_checking_writeups_needs(settings: dict[str, Any]) -> None:
    extras = settings["project"]["optional-dependencies"]
    assert set(extras["writeup"]) <= set(extras["test"])


def test_the_hook_for_documents_runs_as_it_is_defined(project: Path, settings: dict[str, Any], tmp_path: Path) -> None:
    (hook,) = yaml.safe_load((project / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    python, *words = shlex.split(hook["entry"])
    assert python == "python"
    (extra,) = re.findall(r"^[.]\[(\w+)\]$", hook["additional_dependencies"][0])
    assert extra in settings["project"]["optional-dependencies"]
    write_report(tmp_path / "report.json", report(claim()))
    for text, status in (("Claim ranks-agree, revision 1", 0), ("Claim ranks-disagree, revision 1", 1)):
        (tmp_path / "paper.md").write_text(text, encoding="utf-8")
        assert re.search(hook["files"], "paper.md")
        done = subprocess.run(
            [sys.executable, *words, "--report", "report.json", "paper.md"], cwd=tmp_path, capture_output=True, check=False
        )
        assert done.returncode == status
    assert all(re.search(hook["files"], f"a/b{ending}") for ending in READERS if ending != ".txt")


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
