"""Every exception that the project raises on purpose."""

from __future__ import annotations

import os
import sysconfig
from pathlib import Path


class VerifyError(Exception):
    """Root of the exceptions raised on purpose; its text says what is wrong, where, and what to do."""


class InvalidInput(VerifyError, ValueError):
    """A value handed in is malformed: NaN, ragged, of the wrong shape, or an unknown name."""


class NotDefined(VerifyError):
    """An operation has no meaning in this number system, such as ``tanh(1)`` over the rationals."""


class Undecided(VerifyError):
    """A yes-or-no answer was needed to go on and could not be had at this precision."""


class OutOfDomain(VerifyError):
    """The object asked for does not exist at this point, such as a derivative at a kink."""


class JudgeFault(InvalidInput):
    """The function that judges a condition or a conclusion raised something; says which, what, and where in the user's code."""


class Refused(VerifyError, ValueError):
    """A certificate is malformed, is about something else, or does not prove what it claims."""


CASE_MODULE = "verify_case_"
"""What the names of modules made from case files begin with."""

_INSTALLED = (str(Path(__file__).parent), *(sysconfig.get_paths()[name] for name in ("stdlib", "purelib", "platlib")))
_NOT_THE_USERS = (*(f"{folder}{os.sep}" for folder in _INSTALLED), "<")
"""Where files begin that no user wrote: this package, Python, what is installed, and code without a file."""

_LONGEST = 1000
"""Characters of somebody else's error text that are passed on."""


def in_one_line(error: BaseException) -> str:
    r"""What an exception says, as one printable line: on its own if it was raised on purpose, else after its kind.

    Never raises, whatever the ``__str__`` of an exception made elsewhere does.

    Examples
    --------
    >>> in_one_line(ValueError("first\nsecond")), in_one_line(InvalidInput("told apart"))
    ('ValueError: first second', 'told apart')
    """
    kind = type(error).__name__
    try:
        text = " ".join(str(error).split())[:_LONGEST]
    except Exception:  # noqa: BLE001 -- an exception's own text is somebody else's code
        return f"{kind}, whose text cannot be had"
    text = text.encode(errors="backslashreplace").decode()  # a lone surrogate could not be written to a report
    return text if isinstance(error, VerifyError) else f"{kind}: {text}" if text else kind


def place_in_user_code(error: BaseException) -> str:
    """File and line of the innermost step of a traceback that is neither this package's nor an installed library's; empty if none is.

    Case files count as the user's, wherever they lie.
    """
    place, step = "", error.__traceback__
    while step is not None:
        file = step.tb_frame.f_code.co_filename
        if str(step.tb_frame.f_globals.get("__name__", "")).startswith(CASE_MODULE) or not file.startswith(_NOT_THE_USERS):
            place = f"{file}:{step.tb_lineno}"
        step = step.tb_next
    return place


def in_one_line_with_place(error: BaseException) -> str:
    """What an exception says and, unless it was raised on purpose, where in the user's code it came from."""
    place = "" if isinstance(error, VerifyError) else place_in_user_code(error)
    return in_one_line(error) + (f" ({place})" if place else "")


class CaseError(VerifyError):
    """A case file cannot be taken into the library.

    Parameters
    ----------
    reason : str
        What is wrong and what to do about it.
    file : str
        Path of the case file.
    line : int
        Line the fault stands on, counted from 1; 0 if the whole file is meant.
    """

    def __init__(self, reason: str, file: str = "", line: int = 0) -> None:
        super().__init__(reason)
        self.reason, self.file, self.line = reason, file, line

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.reason}" if place else self.reason
