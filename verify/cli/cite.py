"""``verify cite ID...``: citations of results, and the LaTeX package of a report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from verify.claims.index import write_atomically
from verify.cli.last import report_at_hand, with_report
from verify.errors import InvalidInput
from verify.reporting.citation import Citation, cited
from verify.reporting.document import Report
from verify.reporting.styles import STYLES


@click.command("cite", short_help="Cite results of the last run.")
@click.argument("ids", metavar="ID...", nargs=-1)
@click.option("--style", type=click.Choice(list(STYLES)), default="text", show_default=True, help="How the citation is written.")
@click.option("--all", "everything", is_flag=True, help="Every claim of the report that can be cited; no IDs.")
@click.option(
    "--latex-package", is_flag=True, help="Write a LaTeX package instead, whose \\claim{ID} prints statement and verdict; no IDs."
)
@click.option("--output", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="Write to FILE.")
@with_report
def cite_command(
    ids: tuple[str, ...], style: str, everything: bool, latex_package: bool, output: Path | None, report_file: Path | None
) -> int:
    """Print citations of claims as the last run found them: id, revision, verdict, strength, version, seed and fingerprint.

    A claim that is withdrawn, or that was not found as recorded, cannot be cited. Exit status 0 if everything asked for was cited.
    """
    if sum((bool(ids), everything, latex_package)) != 1:
        raise click.UsageError("name the claims to cite, or say --all, or --latex-package")
    report = report_at_hand(report_file)
    if latex_package:
        from verify.reporting.latex_package import PACKAGE, package  # deferred: only here

        return _deliver(package(report), output or Path(f"{PACKAGE}.sty"))
    refused: list[str] = []
    names = [claim.id for claim in report.claims] if everything else ids
    citations = list(_citations(report, list(dict.fromkeys(names)), refused if everything else None))
    if not citations:
        raise InvalidInput("the report has no claim that can be cited" + (f": {refused[0]}" if refused else ""))
    for reason in refused:
        click.echo(f"verify: not cited: {reason}", err=True)
    return max(_deliver(STYLES[style](citations), output), int(bool(refused)))


def _citations(report: Report, names: Sequence[str], refused: list[str] | None) -> Iterator[Citation]:
    """The citations; what cannot be cited is put on the list of the refused if there is one."""
    for name in names:
        try:
            yield cited(report, name)
        except InvalidInput as error:
            if refused is None:
                raise
            refused.append(str(error))


def _deliver(text: str, output: Path | None) -> int:
    if output is None:
        click.echo(text, nl=False)
    else:
        write_atomically(output.resolve(), text.encode())
        click.echo(f"written: {output}")
    return 0
