"""A run on the terminal: progress while it goes on, and at the end what agrees, what does not, and why."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text

from verify.claims.evidence import ClaimEvidence, LoadError
from verify.reporting.document import Report
from verify.reporting.explain import STANDINGS, faults, refutation, standing, strength_text, witness_line
from verify.running.run import Progress as Standing

_INDENT = 11


@contextlib.contextmanager
def following(console: Console) -> Iterator[Callable[[Standing], None]]:
    """A listener for a run: a line a claim, and below them, on a live terminal, how far the run is and what is being settled."""
    if not (console.is_interactive and console.file.isatty()):
        yield lambda standing: _print_claim(console, standing)
        return
    columns = (BarColumn(bar_width=24), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("starting", total=None)

        def follow(standing: Standing) -> None:
            _print_claim(console, standing)
            bar.update(task, total=standing.total, completed=standing.done, description=_names(standing.running))

        yield follow


def print_summary(console: Console, report: Report) -> None:
    """What agrees and what does not, in a few lines, then every fault with its reason."""
    claims = report.claims
    wrong = [claim for claim in claims if not claim.agrees]
    console.print()
    for claim in wrong:
        _print(console, ("DISAGREES  ", "bold red"), (claim.id, "bold"), (f"  ({claim.title})", ""))
        for fault in faults(claim):
            _print_below(console, fault)
    for error in report.load_errors:
        _print(console, ("NOT LOADED ", "bold red"), (str(error), ""))
    controls = [control for claim in claims for check in claim.checks for control in check.controls]
    _print(console, (_counted(claims, report.load_errors), "bold red" if wrong or report.load_errors else "bold green"))
    behaved = sum(control.behaved for control in controls)
    _print(console, (f"{behaved} of {len(controls)} controls behaved; {report.seconds:.1f} s, seed {report.selection.seed}", ""))


def _counted(claims: Sequence[ClaimEvidence], load_errors: Sequence[LoadError]) -> str:
    stand = Counter(standing(claim) for claim in claims)
    wrong = stand.pop("disagrees", 0)
    kinds = ", ".join(f"{stand[word]} {words}" for word, words in STANDINGS.items() if stand[word])
    parts = [f"{len(claims) - wrong} of {len(claims)} claims agree with their recorded verdict" + (f" ({kinds})" if kinds else "")]
    if wrong:
        parts.append(f"{wrong} disagree")
    if load_errors:
        parts.append(f"{len(load_errors)} not loaded")
    return "; ".join(parts)


def _print_claim(console: Console, standing: Standing) -> None:
    """One line for a settled claim, and under it the witness if it is refuted."""
    if standing.latest is None:
        return
    claim = standing.latest
    seconds = sum(check.seconds for check in claim.checks)
    _print(console, _mark(claim), (f"{claim.finding:<10}{strength_text(claim):<36}{seconds:6.1f} s  ", ""), (claim.id, "bold"))
    if witness := refutation(claim):
        _print_below(console, f"witness: {witness_line(witness)}", "dim")


def _mark(claim: ClaimEvidence) -> tuple[str, str]:
    """The first word of a claim's line, and its style: whether it agrees, or that no verdict binds it."""
    word, style = {
        "disagrees": ("DISAGREES", "bold red"),
        "open": ("open", "magenta"),
        "measured": ("measured", "cyan"),
    }.get(standing(claim), ("agrees", "green"))
    return f"{word:<{_INDENT}}", style


def _print(console: Console, *parts: tuple[str, str]) -> None:
    """One line, as it stands: nothing in it is taken for markup, and it is not broken except by the terminal."""
    console.print(Text.assemble(*parts), soft_wrap=True)


def _print_below(console: Console, text: str, style: str = "") -> None:
    """A paragraph under a claim's line: broken at words on a terminal, one line in a pipe."""
    indented = Padding(Text(text, style), (0, 0, 0, _INDENT), expand=False)
    console.print(indented if console.is_terminal else Text(" " * _INDENT + text, style), soft_wrap=not console.is_terminal)


def _names(running: Sequence[str]) -> str:
    return ", ".join(running[:3]) + (f" and {len(running) - 3} more" if len(running) > 3 else "")
