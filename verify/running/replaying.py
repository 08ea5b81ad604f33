"""Asks witnesses again in children that can be killed, since that runs the code of the cases they are about."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from verify.claims.catalogue import load_files
from verify.claims.replay import Replay, replay
from verify.errors import in_one_line_with_place
from verify.running.isolation import in_children

SECONDS = 120.0
"""For the witnesses about the cases of one file."""

Replayed = Replay | str
"""What a witness shows, or why it cannot be asked."""


def replayed_apart(witnesses: Sequence[dict[str, Any]], files: Sequence[str], *, seconds: float = SECONDS) -> list[Replayed]:
    """What each witness shows when it is put before its case, which stands in the file of the same position."""
    positions: dict[str, list[int]] = {}
    for position, file in enumerate(files):
        positions.setdefault(str(Path(file).absolute()), []).append(position)  # a child may have started in another working folder
    requests = {file: msgspec.json.encode([file, [witnesses[position] for position in those]]) for file, those in positions.items()}
    replayed: dict[int, Replayed] = {}
    for file, answer in in_children(_replay, requests, os.cpu_count() or 1, seconds):
        if isinstance(answer, bytes):
            found = msgspec.json.decode(answer, type=list[Replayed])
        else:
            found = [f"{answer.outcome}: {answer.reason}"] * len(positions[file])
        replayed |= zip(positions[file], found, strict=True)
    return [replayed[position] for position in range(len(witnesses))]


def _replay(request: bytes) -> bytes:
    file, witnesses = msgspec.json.decode(request, type=tuple[str, list[dict[str, Any]]])
    library = load_files([Path(file)])
    found: list[Replayed] = []
    for witness in witnesses:
        try:
            found.append(replay(witness, library))
        except Exception as error:  # noqa: BLE001 -- a witness is somebody else's data, and a case somebody else's code
            found.append(in_one_line_with_place(error))
    return msgspec.json.encode(found)
