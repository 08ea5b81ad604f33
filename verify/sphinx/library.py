"""The claims that documents can name: what the cases say of them, and what the report found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ConfigError
from sphinx.util import logging

from verify.claims.entries import IndexEntry
from verify.claims.evidence import ClaimEvidence, LoadError
from verify.claims.folders import library_folder
from verify.claims.index import INDEX, read_index
from verify.claims.nearest import did_you_mean
from verify.errors import InvalidInput
from verify.reporting.cards import mark
from verify.reporting.citation import Stated, cited, verdict_text
from verify.reporting.document import Report, read_report
from verify.reporting.explain import standing, strength_text
from verify.reporting.latex import tidy
from verify.running.reading import described_apart
from verify.writeups.judging import faults
from verify.writeups.mention import Mention

logger = logging.getLogger(__name__)
KIND = "verify"
"""The type of all warnings of this extension, for ``suppress_warnings``."""


@dataclass(frozen=True)
class Known:
    """A claim as far as it is known: from its case, from the report, or from both."""

    id: str
    entry: IndexEntry | None
    evidence: ClaimEvidence | None
    report: Report | None

    @property
    def title(self) -> str:
        return self._told.title

    @property
    def says(self) -> str:
        return self.evidence.statement if self.evidence else self.entry.says if self.entry else ""

    @property
    def given(self) -> list[str]:
        return self._told.given

    @property
    def source(self) -> str:
        return self._told.source

    @property
    def revision(self) -> int:
        return self._told.revision

    @property
    def amended_by(self) -> str | None:
        return self._told.amended_by

    @property
    def topic(self) -> str:
        return self._told.topic

    @property
    def uses(self) -> list[str]:
        return self._told.uses

    @property
    def contradicts(self) -> list[str]:
        return self._told.contradicts

    @property
    def standing(self) -> str:
        """One word for the look of it."""
        return standing(self.evidence) if self.evidence else "unsettled"

    @property
    def verdict(self) -> str:
        """What was found, in a word or two; what is recorded, where no run is at hand."""
        return mark(self.evidence) if self.evidence else f"recorded: {self._told.verdict}, not run"

    @property
    def recorded(self) -> str:
        return verdict_text(self.evidence) if self.evidence else str(self._told.verdict)

    @property
    def strength(self) -> str:
        return strength_text(self.evidence) if self.evidence else ""

    @property
    def citation(self) -> str:
        """The sentence that cites the result, or why there is none."""
        if self.report is None or self.evidence is None:
            return f"cannot be cited: no run is at hand; python -m verify run {self.id} settles it"
        try:
            return cited(self.report, self.id).sentence
        except InvalidInput as refused:
            return tidy(f"must not be cited: {refused}")

    @property
    def _told(self) -> ClaimEvidence | IndexEntry:
        told = self.evidence or self.entry
        assert told is not None, "known from somewhere"
        return told

    def mistakes(self, stated: Stated, line: int) -> Iterator[str]:
        """What is wrong with what a document states about the claim, and with the report itself."""
        if self.evidence:
            yield from (fault.reason for fault in faults("", Mention(line, stated), {self.id: self.evidence}))
        if self.evidence and self.entry and self.evidence.revision != self.entry.revision:
            yield f"claim {self.id!r}: the report is about revision {self.evidence.revision}, the case is at revision {self.entry.revision}"


@dataclass(frozen=True)
class Library:
    """All claims at hand, and the files that they were read from."""

    claims: dict[str, Known]
    report: Report | None
    errors: list[LoadError]
    files: list[str]

    def unknown(self, name: str) -> str:
        """The message about an id that there is not."""
        return f"no claim {name!r}: {did_you_mean(name, self.claims, otherwise='python -m verify list shows those that exist')}"

    @property
    def amends(self) -> dict[str, list[str]]:
        """For each claim that amends others, their ids."""
        found: dict[str, list[str]] = {}
        for known in self.claims.values():
            if known.amended_by:
                found.setdefault(known.amended_by, []).append(known.id)
        return found

    @property
    def used_by(self) -> dict[str, list[str]]:
        """For each claim that others rest on, their ids."""
        found: dict[str, list[str]] = {}
        for known in self.claims.values():
            for link in known.uses:
                found.setdefault(link, []).append(known.id)
        return found


def find_files(app: Sphinx, config: Config) -> None:
    """Make the paths of the settings, which are given from the folder of ``conf.py``, paths from anywhere."""
    if config.verify_report:
        config.verify_report = str(Path(app.confdir, config.verify_report))
    config.verify_cases = [str(Path(app.confdir, name)) for name in config.verify_cases]


def at_hand(config: Config, memory: Path) -> Library:
    """The claims that the settings name; what was learnt of cases is remembered in ``memory``."""
    report = Path(config.verify_report) if config.verify_report else None
    cases = [*([library_folder()] if config.verify_library else []), *map(Path, config.verify_cases)]
    stamps = tuple(_stamp(file) for file in (report, *(case / INDEX for case in cases)) if file)
    try:
        return _read(report, tuple(cases), memory, stamps)
    except InvalidInput as fault:
        raise ConfigError(f"verify: {fault}") from None


def announce(app: Sphinx) -> None:
    """Read the claims before the documents, and say what could not be read."""
    for error in at_hand(app.config, Path(app.doctreedir)).errors:
        logger.warning("%s", error, type=KIND, subtype="case")


def _stamp(file: Path) -> float:
    return file.stat().st_mtime if file.exists() else 0.0


@lru_cache(maxsize=4)
def _read(report_file: Path | None, folders: tuple[Path, ...], memory: Path, stamps: tuple[float, ...]) -> Library:
    """``stamps`` are the times of the files, so that one that has changed is read again."""
    report = read_report(report_file) if report_file else None
    index = read_index(folders, memory, described_apart)
    entries = {entry.id: entry for entry in index.entries}
    evidence = {claim.id: claim for claim in report.claims} if report else {}
    claims = {
        name: Known(name, entries.get(name), evidence.get(name), report)
        for name in [*entries, *(name for name in evidence if name not in entries)]
    }
    files = [str(file) for file in (report_file, *(folder / INDEX for folder in folders)) if file and file.exists()]
    return Library(claims, report, index.errors, files)
