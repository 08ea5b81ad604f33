"""``verify reproduce CITATION``: run again what a citation is about, and compare."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from verify.cli.last import last_report
from verify.cli.options import Seconds, choosing_cases
from verify.cli.selection import case_folders, chosen, indexed
from verify.errors import InvalidInput
from verify.reporting.citation import Stated, sentences, verdict_text
from verify.reporting.document import DISTRIBUTION
from verify.reporting.explain import strength_text

if TYPE_CHECKING:
    from verify.claims.evidence import ClaimEvidence

_LIKE_A_FILE = re.compile(r"^[^\s/\\]*[/\\]\S*$|\.[A-Za-z]{1,8}$")
"""What names a place, or ends like the name of a file."""
_HINT = "; `cite` prints whole ones"
_LONGEST_NAME = 4096
_LONGEST = 1 << 24
"""Bytes of a file with citations; a bibliography has far fewer."""


@click.command("reproduce", short_help="Run again what a citation is about.")
@click.argument("citation", metavar="CITATION")
@click.option(
    "--time-limit",
    metavar="SECONDS",
    type=Seconds(),
    default=120.0,
    show_default="120",
    help="For each claim.",
)
@choosing_cases
def reproduce_command(citation: str, time_limit: float, own: tuple[Path, ...], only_cases: bool) -> int:
    """Settle again each claim that CITATION is about, at the seed that it names, and compare fingerprints.

    CITATION is what `cite` printed, in any style: the text itself, a file that holds it, or - for standard input. Exit status 0 if every
    fingerprint agrees, and with it what the citation says, 1 if one does not.
    """
    wanted = _wanted(citation)
    index = indexed(case_folders(own, only_cases))
    chosen(index, [stated.id for stated in wanted])
    from verify.running.run import run  # deferred: starts processes

    statuses = []
    for stated in wanted:
        found = run(chosen(index, [stated.id]), seed=int(stated.seed or 0), workers=1, seconds_per_claim=time_limit)
        for error in found.load_errors:
            click.echo(f"verify: cannot load {error}", err=True)
        statuses += [_compare(stated, claim) for claim in found.claims] or [2]
    return max([2 if index.errors else 0, *statuses])


def _wanted(citation: str) -> list[Stated]:
    """The citations that can be run again, each once; `InvalidInput` if there is none."""
    found = [stated for _, stated in sentences(_text(citation))]
    whole = [stated for stated in found if stated.can_be_rerun]
    if not whole:
        lacking = f"the citation of {found[0].id!r} names no seed or no fingerprint{_HINT}" if found else _nothing(citation)
        raise InvalidInput(f"{_shortened(citation)}: {lacking}")
    return list(dict.fromkeys(whole))


def _nothing(citation: str) -> str:
    """Why there is no citation: a file was meant that is not there, or none is in the file or the text."""
    if citation == "-" or _is_there(citation):
        return f"there is no citation in it{_HINT}"
    if _LIKE_A_FILE.search(citation):
        return "there is no such file"
    return "there is no citation in it" + ("" if len(citation.split()) > 1 else ", nor a file of that name") + _HINT


def _is_there(name: str) -> bool:
    """Is there anything of this name? What no file can be called is not there."""
    try:
        return bool(name) and len(os.fsencode(name)) < _LONGEST_NAME and Path(name).exists()
    except (OSError, ValueError):
        return False


def _text(citation: str) -> str:
    """The text of a citation: what was given, or the file that was named."""
    try:
        if citation == "-":
            return sys.stdin.read(_LONGEST)
        if not _is_there(citation):
            return citation
        with Path(citation).open("rb") as file:
            return file.read(_LONGEST).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InvalidInput(f"{_shortened(citation)}: not UTF-8: save it in that encoding") from None
    except IsADirectoryError:
        raise InvalidInput(f"{_shortened(citation)}: this is a folder; name a file in it") from None


def _shortened(citation: str) -> str:
    line = " ".join(citation.split())
    return line if len(line) <= 60 else f"{line[:59]}…"


def _compare(stated: Stated, found: ClaimEvidence) -> int:
    """Say whether the fingerprint agrees, and if not, what differs."""
    if stated.fingerprint == found.fingerprint:
        click.echo(f"{found.id}: reproduced: seed {stated.seed} gives fingerprint {found.fingerprint} again")
        misstated = list(_told(_outcome(stated, found)))
        for difference in misstated:
            click.echo(f"    but the citation says otherwise: {difference}")
        return int(bool(misstated))
    click.echo(
        f"{found.id}: NOT reproduced: fingerprint {stated.fingerprint} is cited, seed {stated.seed} gives {found.fingerprint or 'none'}"
    )
    for difference in _differences(stated, found):
        click.echo(f"    {difference}")
    return 1


def _differences(stated: Stated, found: ClaimEvidence) -> Iterator[str]:
    from verify.reporting.report import installed  # deferred: brings in NumPy

    told = list(_told([*_outcome(stated, found), ("version", stated.version, installed(DISTRIBUTION))]))
    yield from told
    if not found.agrees:
        yield found.reason
    earlier = _evidence_with(stated)
    yield from _by_check(earlier, found) if earlier else ()
    if not told and found.agrees:
        yield "verdict and strength agree: the text of the case, a false variant, or the exact outcome of a check or control is another one"


def _outcome(stated: Stated, found: ClaimEvidence) -> list[tuple[str, str | None, str]]:
    """What the fingerprint stands for, in words: as cited, and as found."""
    return [
        ("revision", stated.revision, str(found.revision)),
        ("verdict", stated.verdict, verdict_text(found)),
        ("strength", stated.strength, strength_text(found)),
    ]


def _told(pairs: Sequence[tuple[str, str | None, str]]) -> Iterator[str]:
    """A line for each word of the citation that is not what was found."""
    for name, was, now in pairs:
        if was and _one_line(was) != now:
            yield f"{name}: {_one_line(was)!r} is cited, here it is {now!r}"


def _one_line(text: str) -> str:
    return " ".join(text.replace("~", " ").split())


def _evidence_with(stated: Stated) -> ClaimEvidence | None:
    """The evidence behind the citation, if the last report happens to hold it."""
    report = last_report()
    claims: Sequence[ClaimEvidence] = report.claims if report else ()
    return next((claim for claim in claims if (claim.id, claim.fingerprint) == (stated.id, stated.fingerprint)), None)


def _by_check(earlier: ClaimEvidence, found: ClaimEvidence) -> Iterator[str]:
    """Checks that came out otherwise than in the earlier evidence."""
    before, now = ({check.name: f"{check.outcome} ({check.scope}, {check.rigour})" for check in claim.checks} for claim in (earlier, found))
    for name in dict.fromkeys([*before, *now]):
        if before.get(name) != now.get(name):
            yield f"check {name!r}: {before.get(name, 'not there')} in the last report, {now.get(name, 'not there')} here"
