"""Frozen dataclasses of plain values as JSON data, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from fractions import Fraction
from typing import Any

from verify.errors import InvalidInput


def spec_of(record: Any) -> dict[str, Any]:
    """``{"kind": class name}`` with the fields; fractions become exact strings, tuples lists."""
    return {"kind": type(record).__name__} | {field.name: _plain(getattr(record, field.name)) for field in fields(record)}


def _plain(value: Any) -> Any:
    if isinstance(value, Fraction):
        return str(value)
    return [_plain(entry) for entry in value] if isinstance(value, tuple) else value


def from_spec(spec: Any, kinds: Mapping[str, Any], what: str) -> Any:
    """The record that `spec_of` described, of one of the classes ``kinds``.

    Raises
    ------
    InvalidInput
        If the kind is unknown or a field does not belong to it.
    """
    if not isinstance(spec, Mapping) or spec.get("kind") not in kinds:
        raise InvalidInput(f"not a {what}: {str(spec)[:120]}; its 'kind' must be one of {', '.join(kinds)}")
    given = {key: tuple(value) if isinstance(value, list) else value for key, value in spec.items() if key != "kind"}
    try:
        return kinds[spec["kind"]](**given)
    except TypeError as fault:
        raise InvalidInput(f"not a {what}: {fault}") from fault


def rational(what: str, value: Any) -> Fraction:
    """A plain number as the fraction it is."""
    try:
        return Fraction(value)
    except (ValueError, TypeError, ZeroDivisionError, OverflowError) as fault:
        raise InvalidInput(f"{what} must be an integer, a fraction or a finite number, got {value!r}") from fault
