r"""Claims cited in LaTeX: ``\claim{ID}``, keys in commands of the ``\cite`` family, and citations as text.

Only lines that could matter are read closely, which is what makes a long document quick; between them only the ends of verbatim passages
are looked for, as TeX itself does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

from verify.reporting.citation import Stated, key
from verify.writeups.mention import Found, Mention, in_prose
from verify.writeups.tex_lines import CLAIMS, DEFINING, VERBATIM, Command, Line, command_at, tokenised, without_comment

_OPENING = "|".join(re.escape(name) for name in sorted(VERBATIM))
_RELEVANT = re.compile(
    rf"laim|cite|Cite|verify:|fingerprint|revision|bibliography|addbibresource|\\begin\s*\{{(?:{_OPENING})\}}|\\iffalse|\\end\s*\{{document"
)
_CONDITION = re.compile(r"\\(if[a-zA-Z@]*|else|fi)(?![a-zA-Z@])")
_OPTION = re.compile(r"(revision|verdict|strength|fingerprint)\s*=\s*(?:\{([^{}]*)\}|([^,{}]*))")
_NO_BRACES = str.maketrans("{}", "  ")
_RUNS_ON = 3
"""Lines that are read from each telling one on: a sentence may run on."""
_LONGEST_COMMAND = 60
"""Lines within which the arguments of a command must end."""


def read(text: str) -> Found:
    """What a LaTeX document cites."""
    lines = text.split("\n")
    commands: list[tuple[int, Command]] = []
    visible: dict[int, str] = {}
    number, begin = 0, 0
    for candidate in _candidates(text, lines):
        if candidate > number:
            number, begin = candidate, 0
        while number == candidate or begin:
            line = tokenised(lines[number], begin)
            visible[number] = visible.get(number, "")[:begin].ljust(begin) + line.visible[begin:]
            commands += [(number, command) for command in line.commands]
            if line.opens == "command" and (command := _over_lines(lines, number, line.at)):
                commands.append((number, command))
            number, begin = _after(lines, number, line)
            if number >= len(lines):
                break
    return Found([*_mentions(commands), *_sentences(visible)], tuple(_bibliographies(commands)))


def _candidates(text: str, lines: Sequence[str]) -> list[int]:
    """Numbers of the lines to read, counted from 0: those with a telling word, and those that a sentence may run on to."""
    starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
    found: set[int] = set()
    number = 0
    for match in _RELEVANT.finditer(text):
        while starts[number + 1] <= match.start():
            number += 1
        found.update(range(number, min(number + _RUNS_ON, len(lines))))
    return sorted(found)


def _after(lines: Sequence[str], number: int, line: Line) -> tuple[int, int]:
    """Line and position at which reading goes on."""
    if not line.opens:
        return number + 1, 0
    if line.opens == "document":
        return len(lines), 0
    if line.opens == "iffalse":
        return _after_condition(lines, number, line.at)
    if line.opens == "command":
        command = _over_lines(lines, number, line.at)
        return _place(lines, number, line.at, command.end) if command else (number, line.at + 1)
    closing = f"\\end{{{line.opens}}}"
    for other in range(number, len(lines)):
        position = lines[other].find(closing, line.at if other == number else 0)
        if position >= 0:
            return other, position + len(closing)
    return len(lines), 0


def _after_condition(lines: Sequence[str], number: int, begin: int) -> tuple[int, int]:
    depth = 1
    for other in range(number, len(lines)):
        if "\\" not in lines[other]:
            continue
        for match in _CONDITION.finditer(without_comment(lines[other]), begin if other == number else 0):
            depth += {"fi": -1, "else": 0}.get(match[1], 1)
            if depth == 0 or (depth == 1 and match[1] == "else"):
                return other, match.end()
    return len(lines), 0


def _over_lines(lines: Sequence[str], number: int, position: int) -> Command | None:
    """A command whose arguments run on over the next lines, as far as the paragraph goes."""
    below = [lines[number][position:]]
    for line in lines[number + 1 : number + _LONGEST_COMMAND]:
        if not line.strip():
            break
        below.append(line)
    return command_at("\n".join(below), 0) if any("}" in line for line in below) else None


def _place(lines: Sequence[str], number: int, position: int, length: int) -> tuple[int, int]:
    """Line and position so many signs after another place."""
    position += length
    while position > len(lines[number]):
        position -= len(lines[number]) + 1
        number += 1
    return number, position


def _mentions(commands: Sequence[tuple[int, Command]]) -> Iterator[Mention]:
    r"""What commands cite; ``\claim`` is left alone in a document that defines it itself."""
    own = any(command.name in DEFINING and command.arguments == ("claim",) for _, command in commands)
    for number, command in commands:
        if command.name in CLAIMS:
            if command.arguments and "#" not in command.arguments[0] and not (own and command.name == "claim"):
                yield Mention(number + 1 + command.newlines[0], _stated(command))
        elif command.name not in DEFINING:
            yield from _keys(number, command)


def _keys(number: int, command: Command) -> Iterator[Mention]:
    """The keys of claims among those that a command cites, each on its own line."""
    for argument, newlines in zip(command.arguments, command.newlines, strict=True):
        for part in re.finditer(r"[^,]+", argument):
            if stated := key(part[0].strip()):
                before = argument[: part.start()] + part[0][: len(part[0]) - len(part[0].lstrip())]
                yield Mention(number + 1 + newlines + before.count("\n"), stated)


def _stated(command: Command) -> Stated:
    r"""What ``\claim[revision=1, strength={all sizes, exact}]{ID}`` states."""
    given = {name: " ".join((braced or plain).split()) for name, braced, plain in _OPTION.findall(command.option)}
    return Stated(" ".join(command.arguments[0].split()), **given)


def _bibliographies(commands: Sequence[tuple[int, Command]]) -> Iterator[str]:
    for _, command in commands:
        if command.name in ("bibliography", "addbibresource"):
            for name in ",".join(command.arguments).split(","):
                if name.strip():
                    yield name.strip() if name.strip().endswith(".bib") else f"{name.strip()}.bib"


def _sentences(visible: dict[int, str]) -> Iterator[Mention]:
    """Citations as text, in the visible parts of lines that follow each other."""
    run: list[int] = []
    for number in [*sorted(visible), -1]:
        if run and number != run[-1] + 1:
            yield from in_prose("\n".join(visible[line] for line in run).translate(_NO_BRACES), run[0] + 1)
            run = []
        run.append(number)
