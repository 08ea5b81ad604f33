"""What holds for every file of the project: nothing of one machine in it, a name that says something, a size that can be read."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

# The patterns are spelled with brackets so that this file does not match itself.
FOREIGN = re.compile(
    r"""
    (?<![\w.])/(?:home|Users)/\w+/ | (?<![\w.])/[r]oot/ | \b[A-Z]:\\\\?Users\\  # somebody's home
  | (?<![\w.])/[w]ork/ | (?<![\w.\}])/[t]mp/                                    # somebody's working folder
  | index[-_]ur[l] | find[-_]link[s] | "resolved":\s*"htt[p] | registry\s*=\s*"?htt[p]  # where packages come from
  | pypi[.]org | pythonhosted[.]org | npmjs[.]org | deb[.]debian[.]org
    """,
    re.VERBOSE,
)
SUPPRESSION = re.compile(r"#\s*(?:noqa|type:\s*ignore|pragma:\s*no (?:cover|branch)|mypy:|ruff:).*")
SIGNED = re.compile(
    r"""\#\s*(?:noqa:\ [A-Z]+\d+(?:,\ ?[A-Z]+\d+)* | type:\ ignore\[[\w,\ -]+\] | pragma:\ no\ (?:cover|branch))  # which rule
    \s*[-–—#(:]+\s*\S.{10,}                                                                                     # why
    """,
    re.VERBOSE,
)
VAGUE = {"util", "utils", "helper", "helpers", "misc", "common", "base", "stuff"}
LONGEST_FILE, LONGEST_FUNCTION = 400, 40


def foreign(text: str, *folders: str) -> list[str]:
    """Lines that name a place on one machine or a host that serves packages; ``folders`` are this machine's own."""
    return [line for line in text.splitlines() if FOREIGN.search(line) or any(folder in line for folder in folders)]


def unsigned(text: str) -> list[str]:
    """Suppressions without the rule's name and a reason, and imports inside functions without a comment that says why."""
    lines = text.splitlines()
    bare = [line.strip() for line in lines if SUPPRESSION.search(line) and not SIGNED.search(line)]
    return bare + [lines[number - 1].strip() for number in deferred_imports(text) if "#" not in lines[number - 1]]


def deferred_imports(text: str) -> list[int]:
    """Numbers of the lines on which a function imports."""
    functions = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return sorted({node.lineno for function in functions for node in ast.walk(function) if isinstance(node, ast.Import | ast.ImportFrom)})


def long_functions(text: str) -> list[str]:
    """Functions with more lines than can be taken in at once; the docstring is not counted."""
    return [
        node.name
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and _lines(node) > LONGEST_FUNCTION
    ]


def _lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    return body[-1].end_lineno - body[0].lineno + 1 if body and body[-1].end_lineno else 0


def python(texts: dict[Path, str], *folders: str) -> dict[Path, str]:
    found = {file: text for file, text in texts.items() if file.suffix == ".py" and (not folders or file.parts[0] in folders)}
    assert found, "no Python file was looked at"
    return found


def test_no_file_names_a_place_on_one_machine_or_a_host_that_serves_packages(texts: dict[Path, str], project: Path) -> None:
    here = (f"{project}/", f"{Path.home()}/")
    assert {str(file): lines for file, text in texts.items() if (lines := foreign(text, *here))} == {}


@pytest.mark.parametrize(
    "line",
    [
        "see /home/" + "someone/notes",
        "open('/" + "root/x')",
        "cd /" + "work/x",
        "/" + "tmp/x.json",
        "--index" + "-url=x",
        "https://pypi" + ".org/simple",
        "C:\\Us" + "ers\\me",
    ],
)
def test_a_line_that_does_is_caught(line: str) -> None:
    assert foreign(f"fine\n{line}\nfine") == [line]


def test_words_that_only_look_like_such_places_are_left_alone() -> None:
    assert foreign("framework/running tests/" + "work/x https://example.org/" + "home/x {folder}/" + "tmp") == []


def test_every_suppression_and_every_deferred_import_gives_its_reason_on_its_line(texts: dict[Path, str]) -> None:
    spared = ("tests/contracts/test_files.py", "verify/cli")  # these examples; and the room where a command imports what it needs, by rule
    found = {file: text for file, text in python(texts, "verify", "cases", "tests").items() if not file.as_posix().startswith(spared)}
    assert {str(file): lines for file, text in found.items() if (lines := unsigned(text))} == {}


@pytest.mark.parametrize(
    "line",
    [
        "x = 1  # noqa",
        "x = 1  # noqa: F401",
        "x = y  # type: ignore",
        "x = y  # type: ignore[attr-defined]",
        "x = y  # pragma: no cover",
        "def f():\n    import sympy",
    ],
)
def test_one_that_does_not_is_caught(line: str) -> None:
    assert unsigned(line) == [line.splitlines()[-1].strip()]


@pytest.mark.parametrize(
    "line",
    [
        "x = 1  # noqa: F401 - re-exported for the public",
        "x = y  # type: ignore[attr-defined]  # the stubs lack this method",
        "x = 1  # noqa: RUF012 (a constant that is only read)",
        "def f():\n    import sympy  # deferred: half a second",
    ],
)
def test_one_that_does_is_left_alone(line: str) -> None:
    assert unsigned(line) == []


def test_every_room_has_a_name_that_says_something(texts: dict[Path, str]) -> None:
    assert [str(file) for file in python(texts) if VAGUE & {file.stem, *file.parts}] == []


def test_every_file_says_in_its_first_line_what_it_is_for(texts: dict[Path, str]) -> None:
    found = python(texts, "verify", "cases", "tests", "benchmarks")
    silent = [str(file) for file, text in found.items() if file.name != "__init__.py" and not ast.get_docstring(ast.parse(text))]
    assert silent == []


def test_no_file_and_no_function_of_the_instrument_is_too_long_to_be_read_at_once(texts: dict[Path, str]) -> None:
    instrument = python(texts, "verify")
    assert [str(file) for file, text in python(texts).items() if text.count("\n") > LONGEST_FILE] == []
    assert {str(file): names for file, text in instrument.items() if (names := long_functions(text))} == {}


def test_a_long_function_is_caught_and_its_docstring_is_not_counted_against_it() -> None:
    body = "\n".join(f"    x{number} = {number}" for number in range(LONGEST_FUNCTION))
    assert long_functions(f"def f():\n    '''Says.\n{body}\n    '''\n{body}") == []
    assert long_functions(f"def f():\n{body}\n    return x0") == ["f"]
