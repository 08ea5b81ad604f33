"""A file that does harm while it is loaded is at fault, and neither ends the command nor is passed over."""

from __future__ import annotations

from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from tests.running.scripted import case, write
from verify.errors import VerifyError
from verify.running.reading import described_apart


@pytest.mark.parametrize(
    ("harm", "reason"),
    [
        ("os._exit(1)", "its process died (exit status 1)"),
        ("os._exit(0)", "no answer within 3 s"),
        ("sys.exit(0)", "SystemExit: 0"),
        ("time.sleep(60)", "no answer within 3 s"),
        ("os.kill(os.getpid(), signal.SIGSEGV)", "Segmentation fault"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt"),
        ("import no_such_library", "no_such_library"),
    ],
)
def test_a_file_that_exits_hangs_or_dies_is_named_and_the_rest_is_read(tmp_path: Path, harm: str, reason: str) -> None:
    files = [write(tmp_path, "bad.py", harm), write(tmp_path, "good.py", case("good"))]
    bad, good = described_apart(files, seconds=3)
    assert (bad.file, bad.entries) == (str(files[0]), [])
    (error,) = bad.errors
    assert error.file == str(files[0])
    assert reason in error.reason
    assert ([entry.id for entry in good.entries], good.errors) == (["good"], [])


def test_a_file_is_named_as_it_was_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "mine/bad.py", "def broken(:")
    monkeypatch.chdir(tmp_path)
    (bad,) = described_apart([Path("mine/bad.py")])
    assert bad.errors[0].file == "mine/bad.py"


def test_a_file_that_forks_is_read_once(tmp_path: Path) -> None:
    (found,) = described_apart([write(tmp_path, "forks.py", case("forks"), "os.fork()\n")])
    assert [entry.id for entry in found.entries] == ["forks"]


def test_where_no_child_can_be_started_one_line_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise BrokenProcessPool

    monkeypatch.setattr("verify.running.isolation.ProcessPool.schedule", refuse)
    with pytest.raises(VerifyError, match="no child could be started"):
        described_apart([write(tmp_path, "good.py", case("good"))])


def test_no_files_are_no_work() -> None:
    assert described_apart([]) == []
