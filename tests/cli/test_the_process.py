"""The command line as a process: what it imports, and how it ends when it is interrupted or nobody reads it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.running.scripted import case, write

PROJECT = Path(__file__).resolve().parents[2]
HEAVY = {"numpy", "scipy", "sympy", "flint", "mpmath", "hypothesis", "z3", "rich", "pebble", "multiprocessing", "importlib.metadata"}


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(PROJECT)}


def command(folder: Path, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "verify", *arguments, "--cases", str(folder), "--only-cases"]


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of cases that have been settled once, in a working folder of its own."""
    working = tmp_path_factory.mktemp("working")
    write(working / "mine", "pair.py", case("wrong", "FAILS", amended_by="right"), case("right"))
    subprocess.run(command(working / "mine", "all"), cwd=working, env=environment(), check=True, capture_output=True)
    return working


@pytest.fixture
def folder(settled: Path, tmp_path: Path) -> Path:
    """A copy of it, to be changed."""
    shutil.copytree(settled, tmp_path, dirs_exist_ok=True)
    return tmp_path / "mine"


def imported(folder: Path, *arguments: str) -> set[str]:
    """The heavy libraries that a command has imported when it is done."""
    program = f"import sys; from verify.cli.main import main; main({list(arguments)!r}); print(*sys.modules, file=sys.stderr)"
    unmeasured = {name: value for name, value in environment().items() if not name.startswith("COVERAGE")}  # measuring imports on its own
    done = subprocess.run([sys.executable, "-c", program], cwd=folder.parent, env=unmeasured, check=True, capture_output=True, text=True)
    assert done.stdout
    return HEAVY & set(done.stderr.split())


@pytest.mark.parametrize("arguments", [["--help"], ["all", "--help"], ["list"], ["show", "wrong"], ["list", "--strength", "exact"]])
def test_help_list_and_show_import_nothing_heavy(folder: Path, arguments: list[str]) -> None:
    chosen = [] if "--help" in arguments else ["--cases", str(folder), "--only-cases"]
    assert imported(folder, *arguments, *chosen) == set()


def test_the_heavy_libraries_are_seen_where_they_are_imported(folder: Path) -> None:
    assert imported(folder, "run", "right", "--workers", "0", "--cases", str(folder), "--only-cases") >= {"numpy", "sympy", "rich"}


def test_in_a_pipe_the_output_is_plain_text_even_without_unicode(folder: Path) -> None:
    write(folder, "greek.py", case("greek", title="θ → 0"))
    plain = {**environment(), "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    for arguments in (["all"], ["list"], ["show", "greek"]):
        done = subprocess.run(command(folder, *arguments), cwd=folder.parent, env=plain, capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (0, b"")
        assert b"\x1b" not in done.stdout


@pytest.mark.parametrize("arguments", [["list"], ["show", "wrong"], ["all"]])
def test_a_reader_that_has_gone_ends_the_command_quietly(folder: Path, arguments: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        command(folder, *arguments), cwd=folder.parent, env=environment(), stdout=writing, stderr=subprocess.PIPE, check=False
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.parametrize("workers", ["0", "1"])
@pytest.mark.parametrize(
    "loud", [case("loud", deed="lambda: print('2 of 2 claims agree')"), case("loud") + "\nprint('2 of 2 claims agree')\n"]
)
def test_what_a_case_prints_is_not_taken_for_a_verdict(folder: Path, workers: str, loud: str) -> None:
    write(folder, "loud.py", loud)
    done = subprocess.run(
        command(folder, "run", "loud", "--workers", workers),
        cwd=folder.parent,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0
    assert "2 of 2" not in done.stdout
    assert "2 of 2" in done.stderr


def test_an_interrupt_ends_a_run_in_one_line_and_leaves_no_process(folder: Path) -> None:
    write(folder, "slow.py", case("slow", deed="lambda: (open('started', 'w').write(str(os.getpid())), time.sleep(60))"))
    hears = "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler)"  # where the suite runs in the background too
    program = f"{hears}; from verify.cli.main import main; sys.exit(main())"
    words = [sys.executable, "-c", program, *command(folder, "run", "slow")[3:]]
    run = subprocess.Popen(words, cwd=folder.parent, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    started = folder.parent / "started"
    while not (started.exists() and started.read_text()):
        assert run.poll() is None
        time.sleep(0.05)
    run.send_signal(signal.SIGINT)
    _, err = run.communicate(timeout=30)
    assert (run.returncode, err) == (130, b"verify: interrupted; no report was written\n")
    with pytest.raises(ProcessLookupError):
        os.kill(int(started.read_text()), 0)


def test_the_version_is_told(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "verify", "--version"], cwd=tmp_path, env=environment(), check=True, capture_output=True, text=True
    )
    assert done.stdout.startswith("landscape-claims ")
