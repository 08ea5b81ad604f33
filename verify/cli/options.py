"""The options that several commands share."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])

_LONGEST = 366 * 24 * 3600.0
"""Seconds of the longest limit: timers of some platforms know no longer ones."""


class Seconds(click.FloatRange):
    """A number of seconds that a timer can be set to: more than 0, at most a year, and a number."""

    def __init__(self) -> None:
        super().__init__(min=0, min_open=True, max=_LONGEST)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if math.isnan(click.FLOAT.convert(value, param, ctx)):  # no comparison with a bound refuses it
            self.fail(f"{value} is no number of seconds.", param, ctx)
        return super().convert(value, param, ctx)


own_cases = click.option(
    "--cases",
    "own",
    multiple=True,
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder of your own cases, beside the library; loading them runs their code. Repeatable.",
)


def choosing_cases(command: Command) -> Command:
    """``--cases`` and ``--only-cases``: where cases are read from."""
    return own_cases(click.option("--only-cases", is_flag=True, help="Leave the library out; needs --cases.")(command))


def settling(command: Command) -> Command:
    """The options of a run."""
    decorators = (
        click.option("--json", "json_file", metavar="FILE", type=click.Path(path_type=Path), help="Write the report to FILE as well."),
        click.option(
            "--seed", metavar="N", type=click.IntRange(min=0), default=0, show_default="0", help="What all randomness is drawn from."
        ),
        click.option("--thorough", is_flag=True, help="Experiments with many more runs; takes minutes."),
        click.option(
            "--workers", metavar="N", type=click.IntRange(min=0), help="Processes to use, by default one a core; 0: this one, unprotected."
        ),
        click.option(
            "--time-limit",
            metavar="SECONDS",
            type=Seconds(),
            default=120.0,
            show_default="120",
            help="For each claim; one that takes longer is reported as timed out.",
        ),
    )
    for decorator in reversed(decorators):
        command = decorator(command)
    return choosing_cases(command)
