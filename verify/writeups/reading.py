"""Reads a document in the format that the ending of its name tells."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from verify.errors import InvalidInput
from verify.writeups import bibliography, latex, markdown, notebook, rst
from verify.writeups.mention import Found, in_prose


def _read_text(text: str) -> Found:
    return Found(list(in_prose(text, 1)))


@contextlib.contextmanager
def _collector_paused() -> Iterator[None]:
    """A parser makes very many small objects that all stay: to look through them again and again takes half of its time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


READERS: Mapping[str, Callable[[str], Found]] = {
    ".tex": latex.read,
    ".ltx": latex.read,
    ".md": markdown.read,
    ".markdown": markdown.read,
    ".rst": rst.read,
    ".ipynb": notebook.read,
    ".bib": bibliography.read,
    ".txt": _read_text,
}
"""Readers by the ending of the file's name."""


def read(file: Path) -> Found:
    """What a document cites; `InvalidInput` in one line if it cannot be read."""
    reader = READERS.get(file.suffix.lower())
    if reader is None:
        raise InvalidInput(f"{file}: not a document that can be checked; there are {', '.join(READERS)}")
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise InvalidInput(f"{file}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise InvalidInput(f"{file}:{line}: not UTF-8 (byte 0x{error.object[error.start]:02x}): save it in that encoding") from None
    if not text.strip():
        raise InvalidInput(f"{file}: the file is empty")
    try:
        with _collector_paused():
            return reader(text.replace("\r\n", "\n").replace("\r", "\n"))
    except InvalidInput as error:
        raise InvalidInput(f"{file}: {error}") from None
    except RecursionError:
        raise InvalidInput(f"{file}: nested too deep to be read") from None
