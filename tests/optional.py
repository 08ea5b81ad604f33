"""What a test does where a program it needs is not installed: it is skipped with its reason, or fails where everything was promised."""

from __future__ import annotations

import os
import shutil
from typing import NoReturn

import pytest

NO_SKIPS = "VERIFY_NO_SKIPS"
"""The environment variable that turns such skips into failures; ``.ci/run`` sets it, after it has installed what is needed."""


def missing(what: str) -> NoReturn:
    """End the test: something that it needs is not here."""
    if os.environ.get(NO_SKIPS):
        pytest.fail(f"{what}; {NO_SKIPS} is set, so that nothing may be skipped", pytrace=False)
    pytest.skip(what)


def program(*names: str) -> str:
    """The path of the first of these programs that is installed; ends the test if none is."""
    for name in names:
        if found := shutil.which(name):
            return found
    missing(f"none of {', '.join(names)} is installed")
