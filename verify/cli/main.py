"""The commands in one group, and what the user sees when something is wrong with what was asked."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Sequence

import click

from verify.cli.all import all_command
from verify.cli.certificate import certificate_command
from verify.cli.cite import cite_command
from verify.cli.documents import documents_command
from verify.cli.hunt import hunt_command
from verify.cli.impact import impact_command
from verify.cli.index import index_command
from verify.cli.list import list_command
from verify.cli.replay import replay_command
from verify.cli.report import report_command
from verify.cli.reproduce import reproduce_command
from verify.cli.run import run_command
from verify.cli.show import show_command
from verify.cli.writeup import writeup_command
from verify.errors import VerifyError

PROGRAM = "python -m verify"
REFUSED, INTERRUPTED, PIPE_CLOSED = 2, 130, 141


@click.group(context_settings={"help_option_names": ["-h", "--help"]}, invoke_without_command=True)
@click.option("--version", is_flag=True, help="Print the version and leave.")
@click.pass_context
def commands(context: click.Context, version: bool) -> None:
    """Settles mathematical claims about loss landscapes of neural networks.

    Exit status: 0 if every finding agrees with its recorded verdict, 1 if one does not, 2 if something asked for cannot be had, such as
    a case that cannot be loaded.
    """
    if version:
        from verify.reporting.document import DISTRIBUTION  # deferred: brings in NumPy
        from verify.reporting.report import installed  # deferred: as above

        click.echo(f"{DISTRIBUTION} {installed(DISTRIBUTION)}")
    elif context.invoked_subcommand is None:
        click.echo(context.get_help())


for command in (
    all_command,
    run_command,
    list_command,
    show_command,
    report_command,
    documents_command,
    replay_command,
    hunt_command,
    impact_command,
    cite_command,
    reproduce_command,
    writeup_command,
    certificate_command,
    index_command,
):
    commands.add_command(command)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status; whatever is wrong with the request is said in one line on standard error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal without Unicode shows an escape instead of failing
    try:
        return _answer(list(sys.argv[1:] if arguments is None else arguments))
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.ClickException as error:
        where = f" ({error.ctx.command_path} --help tells more)" if isinstance(error, click.UsageError) and error.ctx else ""
        return _refuse(error.format_message() + where)
    except BrokenPipeError:
        _close_quietly()
        return PIPE_CLOSED
    except VerifyError as error:
        return _refuse(str(error))
    except OSError as error:
        return _refuse(": ".join(str(part) for part in (error.filename, error.strerror) if part))
    except KeyboardInterrupt:
        click.echo("verify: interrupted; no report was written", err=True)
        return INTERRUPTED


def _answer(arguments: list[str]) -> int:
    """The exit status of a command that ran; click's own `main` is passed by, since it turns a closed pipe into the status of a finding."""
    with commands.make_context(PROGRAM, arguments) as context:
        status: int | None = commands.invoke(context)
    print(end="", flush=True)  # a pipe that closed early is found out here, and not by the interpreter on its way out
    return status or 0


def _refuse(message: str) -> int:
    click.echo(f"verify: {message}", err=True)
    return REFUSED


def _close_quietly() -> None:
    """Whoever read our output has gone: send the rest nowhere, so that the interpreter does not complain on its way out."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
