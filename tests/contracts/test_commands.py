"""The README's two commands, and the script that runs one of them, say the same."""

from __future__ import annotations

import importlib.util
import os
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

INSTALL = re.compile(r"^python3 -m venv .*$", re.MULTILINE)


def commands(text: str) -> list[str]:
    """The lines that set up an environment and go on from there."""
    return [line.strip() for line in INSTALL.findall(text)]


def disagreement(readme: str, script: str) -> str:
    """Why the two texts do not promise the same; empty if they do."""
    stated, performed = commands(readme), commands(script)
    if len(stated) != 2:
        return f"the README must give two commands, one to run the library and one to test it, and gives {len(stated)}"
    if not stated[0].endswith(" -m verify all"):
        return f"the README's first command does not run the library: {stated[0]}"
    return "" if performed == stated[1:] else f"the script runs {performed}, the README promises {stated[1:]}"


@pytest.fixture
def everything(project: Path) -> ModuleType:
    specification = importlib.util.spec_from_file_location("everything_under_test", project / "tests" / "everything.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    sys.modules[specification.name] = module
    specification.loader.exec_module(module)
    return module


def test_the_script_runs_the_readmes_test_command_word_for_word(project: Path) -> None:
    readme, script = (project / "README.md").read_text(encoding="utf-8"), (project / ".ci" / "run").read_text(encoding="utf-8")
    assert disagreement(readme, script) == ""
    assert os.access(project / ".ci" / "run", os.X_OK)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("tests/everything.py", "tests/something.py"),
        ("'.[test]'", "."),
        ("-m verify all", "-m verify list"),
        ("python3 -m venv", "virtualenv"),
    ],
)
def test_a_readme_that_promises_anything_else_is_caught(project: Path, old: str, new: str) -> None:
    readme, script = (project / "README.md").read_text(encoding="utf-8"), (project / ".ci" / "run").read_text(encoding="utf-8")
    assert old in readme
    assert disagreement(readme.replace(old, new), script) != ""


def test_every_file_that_the_commands_name_exists(project: Path) -> None:
    named = re.findall(r"\S+\.py", "\n".join(commands((project / "README.md").read_text(encoding="utf-8"))))
    assert named
    assert all((project / name).is_file() for name in named)


def test_the_test_command_covers_lint_format_types_layers_docs_and_tests(everything: ModuleType) -> None:
    names = [step.name for step in everything.STEPS]
    assert {"metadata", "lint", "format", "types", "layers", "docs", "tests", "coverage"} <= set(names)


def test_a_failing_step_fails_the_whole_and_hides_no_other(everything: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    good = everything.Step("good", ("-c", "print('as it should be')"))
    bad = everything.Step("bad", ("-c", "import sys; print('no good'); sys.exit(3)"))
    assert everything.main([bad, good]) == 1
    summary = capsys.readouterr().out.split("--- summary")[1]
    assert re.search(r"bad +FAILED .* no good", summary)
    assert re.search(r"good +passed .* as it should be", summary)
    assert "failed: bad" in summary


def test_steps_that_all_pass_pass_and_no_step_at_all_does_not(everything: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert everything.main([everything.Step("good", ("-c", "pass"))]) == 0
    assert "everything passed" in capsys.readouterr().out
    assert everything.main([]) == 1
    assert "nothing was run" in capsys.readouterr().out
