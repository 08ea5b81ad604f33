"""Loads case files in children that can be killed, to learn which claims they hold."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import msgspec

from verify.claims.evidence import LoadError
from verify.claims.index import Described, described
from verify.running.fault import Fault
from verify.running.isolation import in_children

SECONDS = 30.0
"""For loading one file: far more than any that computes nothing while it is loaded needs."""


def described_apart(files: Sequence[Path], *, seconds: float = SECONDS) -> list[Described]:
    """What each of the files holds; one that hangs, exits or dies while it is loaded is at fault, and the rest is read."""
    requests = {str(file): msgspec.json.encode([str(file), str(file.absolute())]) for file in files}
    answers = dict(in_children(_describe, requests, os.cpu_count() or 1, seconds))
    return [_read(name, answers[name]) for name in requests]


def _describe(request: bytes) -> bytes:
    name, place = msgspec.json.decode(request, type=tuple[str, str])
    (found,) = described([Path(place)])  # a child may have started in another working folder
    errors = [LoadError(name if error.file == place else error.file, error.line, error.reason) for error in found.errors]
    return msgspec.json.encode(Described(name, found.entries, errors))


def _read(name: str, answer: bytes | Fault) -> Described:
    if isinstance(answer, bytes):
        return msgspec.json.decode(answer, type=Described)
    return Described(
        name,
        [],
        [LoadError(name, 0, f"{answer.outcome} while it was loaded: {answer.reason}; a case file computes nothing until it is asked")],
    )
