"""What a notebook asks of an object that it is to show; the answers are written in the reporting room."""

from __future__ import annotations

from importlib import import_module


class Displayed:
    """Shown by notebooks as HTML, and as LaTeX in documents made from them; without the extras that this needs, as plain text.

    The reporting room stands above every room whose objects are shown, and none of them may import it. It is therefore found by name,
    and only when a notebook asks.
    """

    __slots__ = ()

    def _repr_html_(self) -> str | None:
        return _written(self, "html")

    def _repr_latex_(self) -> str | None:
        return _written(self, "latex")


def _written(shown: object, form: str) -> str | None:
    """None where an extra is missing: a notebook then falls back on the plain text."""
    try:
        room = import_module("verify.reporting.notebook")
    except ModuleNotFoundError:
        return None
    text: str | None = getattr(room, form)(shown)
    return text
