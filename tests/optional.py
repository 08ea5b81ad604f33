"""What a test asks of the machine beyond Python: skipped with its reason where it is missing, failed where everything is demanded."""

from __future__ import annotations

import os
import shutil

import pytest

DEMANDED = "VERIFY_REQUIRE_ALL"
"""Set to 1, it turns every such skip into a failure."""


def program(name: str, package: str) -> str:
    """The path of a program."""
    found = shutil.which(name)
    if found is not None:
        return found
    reason = f"{name} is not installed (Debian's package {package})"
    if os.environ.get(DEMANDED) == "1":
        pytest.fail(f"{reason}, and {DEMANDED}=1 demands it")
    pytest.skip(reason)  # which program is missing, and the package that has it
