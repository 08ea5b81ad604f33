"""Modules that come with an extra and not with the library itself."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from typing import Any

from verify.errors import InvalidInput


@lru_cache
def required(module: str, extra: str = "writeup") -> Any:
    """The module; `InvalidInput` says how to get it where it is not installed."""
    try:
        return import_module(module)
    except ImportError:
        name = module.partition(".")[0]
        raise InvalidInput(f"this needs {name}, which is not installed: pip install 'landscape-claims[{extra}]'") from None
