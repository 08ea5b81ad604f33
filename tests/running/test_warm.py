"""What the server that children are forked from says when one of them cannot begin."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    ("error", "told"), [("EOFError()", False), ("FileNotFoundError(2, 'gone')", False), ("ImportError('no such room')", True)]
)
def test_a_spare_child_whose_pool_has_left_is_silent_and_one_that_cannot_begin_is_not(error, told):
    code = f"import sys, verify.running.warm; error = {error}; sys.excepthook(type(error), error, None)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ("no such room" in done.stderr, bool(done.stderr)) == (told, told)
