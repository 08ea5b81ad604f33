"""How far an answer can be trusted; stands below the number systems so that a report is read without any arithmetic."""

from __future__ import annotations

from enum import StrEnum


class Rigour(StrEnum):
    """How far an answer got in a number system can be trusted, strongest first."""

    EXACT = "exact"
    CERTIFIED = "certified"
    PROBABILISTIC = "probabilistic"
    FLOATING = "floating"
