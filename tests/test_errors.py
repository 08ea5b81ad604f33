"""Whose code an exception came from is told by file and line, and what is the instrument's or a library's is passed over."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import verify
from verify.errors import InvalidInput, in_one_line_with_place, place_in_user_code

INSIDE = str(Path(verify.__file__).parent / "_cases" / "one.py")


def raised(module: str, file: str, text: str = "\n1 / 0\n") -> BaseException:
    """What running a text as that module of that file raises, as it arrives in a library."""
    try:
        exec(compile(text, file, "exec"), {"__name__": module})  # noqa: S102 -- our own text
    except Exception as error:  # noqa: BLE001 -- any that the text raises
        error.__traceback__ = error.__traceback__ and error.__traceback__.tb_next  # without this file
        return error
    raise AssertionError(text)


@pytest.mark.parametrize(
    ("module", "file", "place"),
    [
        ("anything", "/somewhere/mine.py", "/somewhere/mine.py:2"),
        ("verify_case_one_0123", INSIDE, f"{INSIDE}:2"),
        ("verify.somewhere", INSIDE, ""),
        ("json.decoder", json.__file__, ""),
        ("__main__", "<string>", ""),
    ],
)
def test_the_place_is_that_in_the_users_code(module: str, file: str, place: str) -> None:
    assert place_in_user_code(raised(module, file)) == place


def test_the_innermost_step_of_the_user_counts_and_not_the_library_below_it() -> None:
    error = raised("mine", "/somewhere/mine.py", "import json\n\n\ndef read():\n    json.loads('{')\n\n\nread()\n")
    assert place_in_user_code(error) == "/somewhere/mine.py:5"
    assert in_one_line_with_place(error).endswith(" (/somewhere/mine.py:5)")


def test_what_was_raised_on_purpose_says_itself_what_it_has_to_say() -> None:
    try:
        raise InvalidInput("so")
    except InvalidInput as error:
        told: Any = in_one_line_with_place(error)
    assert told == "so"
