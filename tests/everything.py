"""Every check of the project, one after the other: ``python tests/everything.py``; exits 0 only if all of them pass.

A failing step does not hide the next: each runs, each says how it ended, and the summary stands last. Any step can be run by itself: its
command is printed before it starts, and all settings are in ``pyproject.toml``.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable


@dataclass(frozen=True)
class Step:
    """A named command; ``words`` is what follows the interpreter."""

    name: str
    words: tuple[str, ...]


STEPS = (
    Step("metadata", ("-m", "validate_pyproject", "pyproject.toml")),
    Step("lint", ("-m", "ruff", "check", ".")),
    Step("format", ("-m", "ruff", "format", "--check", ".")),
    Step("types", ("-m", "mypy")),
    Step("layers", ("-c", "from importlinter.cli import lint_imports_command; lint_imports_command()", "--no-cache")),
    # without a report: what the last run found must not decide whether the documentation can be built
    Step(
        "docs", ("-m", "sphinx", "-b", "html", "-W", "--keep-going", "-q", "-j", "2", "-D", "verify_report=", "docs", "docs/_build/check")
    ),
    Step("forget old coverage", ("-m", "coverage", "erase")),
    Step("tests", ("-m", "coverage", "run", "-m", "pytest", "-n", "2")),  # two workers: planned for two cores
    Step("gather coverage", ("-m", "coverage", "combine", "--quiet")),
    Step("coverage", ("-m", "coverage", "report", "--format=total")),
)


@dataclass(frozen=True)
class Ending:
    """How a step ended: its exit status, the last line that it printed, and how long it took."""

    step: Step
    status: int
    last_line: str
    seconds: float

    def __str__(self) -> str:
        return f"{self.step.name:<20}{'passed' if self.status == 0 else 'FAILED':<8}{self.seconds:6.1f} s  {self.last_line.strip('= ')}"


def perform(step: Step) -> Ending:
    """Run one step in the project's folder, passing on what it prints."""
    print(f"\n--- {step.name}: python {shlex.join(step.words)}", flush=True)
    started, last_line = time.monotonic(), ""
    environment = os.environ | {"PYTHONUNBUFFERED": "1", "PYTHONPATH": str(PROJECT)}  # this checkout, whatever else is installed
    with subprocess.Popen(
        [PYTHON, *step.words], cwd=PROJECT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    ) as process:
        assert process.stdout is not None, "asked for a pipe"
        for line in process.stdout:
            print(line, end="", flush=True)
            last_line = line.strip() or last_line
    return Ending(step, process.returncode, last_line, time.monotonic() - started)


def main(steps: Sequence[Step] = STEPS) -> int:
    """Perform all steps; 0 if there were any and all passed, else 1."""
    endings = [perform(step) for step in steps]
    failed = [ending.step.name for ending in endings if ending.status != 0]
    print("\n--- summary", *endings, sep="\n")
    print(f"failed: {', '.join(failed)}" if failed else "everything passed" if endings else "nothing was run")
    return 0 if endings and not failed else 1


if __name__ == "__main__":
    sys.exit(main())
