"""The number systems, each with its own arithmetic, three-valued sign, matrix product and solve.

A system is imported when its name is first used: ``numbers.Rationals`` loads FLINT, ``numbers.Symbols`` loads SymPy, and
``import verify.numbers`` loads neither.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from importlib import import_module
from typing import TYPE_CHECKING, Any

from verify.errors import InvalidInput

if TYPE_CHECKING:  # the type checker sees what __getattr__ loads late
    from verify.numbers.balls import Balls
    from verify.numbers.floats import Floats
    from verify.numbers.multiprecision import HighPrecision
    from verify.numbers.polynomials import Polynomials
    from verify.numbers.rationals import Rationals
    from verify.numbers.residues import Residues
    from verify.numbers.symbols import Symbols
    from verify.numbers.system import System

__all__ = ["Balls", "Floats", "HighPrecision", "Polynomials", "Rationals", "Residues", "Symbols", "System", "named"]

_HOMES = {
    "Balls": "balls",
    "Floats": "floats",
    "HighPrecision": "multiprecision",
    "Polynomials": "polynomials",
    "Rationals": "rationals",
    "Residues": "residues",
    "Symbols": "symbols",
    "System": "system",
}
_NAMES = {
    "float64": "Floats",
    "float32": "Floats",
    "rationals": "Rationals",
    "polynomials": "Polynomials",
    "balls": "Balls",
    "highprecision": "HighPrecision",
    "residues": "Residues",
    "symbols": "Symbols",
}
_SIZED = {"balls", "highprecision", "residues"}


def named(name: str) -> System:
    """The number system called ``name``, so that ``named(numbers.name)`` gives back ``numbers``.

    The names are ``float64``, ``float32``, ``rationals``, ``polynomials``, ``symbols``, ``balls`` or ``balls(bits)``, ``highprecision`` or
    ``highprecision(digits)``, and ``residues(prime)``. Floats so named have the usual band.

    Raises
    ------
    InvalidInput
        If no system has this name.

    Examples
    --------
    >>> named("balls(100)")
    Balls(bits=100)
    """
    match = re.fullmatch(r"(\w+)(?:\((\d+)\))?", name)
    word, size = match.groups() if match else (name, None)
    if word not in _NAMES or (size is not None and word not in _SIZED) or (size is None and word == "residues"):
        near = get_close_matches(word, _NAMES, n=1)
        hint = f" (perhaps {near[0]!r})" if near else ""
        raise InvalidInput(f"no number system is called {name!r}{hint}. Names: {', '.join(_NAMES)}; residues need a prime: residues(101)")
    settings = [int(size)] if size else [word] if word.startswith("float") else []
    system: System = __getattr__(_NAMES[word])(*settings)
    return system


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"verify.numbers.{_HOMES[name]}"), name)
