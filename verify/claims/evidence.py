"""What a run leaves behind: for each claim, what was asked, what answered, and how strong the answer is."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from verify.displays import Displayed
from verify.errors import CaseError
from verify.rigour import Rigour

Witness = dict[str, Any]
"""An exact instance as plain JSON data: numbers are strings, so that nothing is rounded."""


class Verdict(StrEnum):
    """What the author of a case recorded."""

    HOLDS = "holds"
    FAILS = "fails"
    OPEN = "open"
    MEASURED = "measured"


class Finding(StrEnum):
    """What the checks found, by rule."""

    HOLDS = "holds"
    FAILS = "fails"
    MEASURED = "measured"
    UNDECIDED = "undecided"


class Outcome(StrEnum):
    """What one check, or one control, came to."""

    SUPPORTED = "supported"
    REFUTED = "refuted"
    UNDECIDED = "undecided"
    VACUOUS = "vacuous"
    TOOTHLESS = "toothless"
    UNSOUND = "unsound"
    OUT_OF_DOMAIN = "out of domain"
    UNAVAILABLE = "unavailable"
    TIMED_OUT = "timed out"
    CRASHED = "crashed"


class Scope(StrEnum):
    """How much a check covers, widest first."""

    ALL_SIZES = "all sizes"
    NAMED_SIZES = "all reals at named sizes"
    GENERIC = "generic"
    SAMPLED = "sampled"
    NAMED_INSTANCES = "named instances"
    MEASURED = "empirical frequency"


class Role(StrEnum):
    """What a control must do: a false variant must fall, an amendment must stand."""

    REJECTS = "rejects"
    ACCEPTS = "accepts"


@dataclass(frozen=True)
class LoadError:
    """A case that cannot be loaded, and why."""

    file: str
    line: int
    reason: str

    @classmethod
    def of(cls, error: CaseError) -> LoadError:
        return cls(error.file, error.line, error.reason)

    def __str__(self) -> str:
        return str(CaseError(self.reason, self.file, self.line))


@dataclass(frozen=True)
class ControlEvidence:
    """What the same machinery answered when it was asked the opposite question."""

    name: str
    role: Role
    outcome: Outcome
    behaved: bool
    reason: str = ""
    instances: int = 0
    effective: dict[str, int] = field(default_factory=dict)
    witness: Witness | None = None


@dataclass(frozen=True)
class CheckEvidence(Displayed):
    """What one check did, and what it came to.

    ``effective`` counts, per stratum, the instances that met every hypothesis; ``interval`` is an upper confidence bound on the rate of
    counterexamples, per stratum, for seeded independent batches only.
    """

    name: str
    kind: str
    scope: Scope
    rigour: Rigour
    outcome: Outcome
    reason: str = ""
    seconds: float = 0.0
    seed: int | None = None
    instances: int = 0
    effective: dict[str, int] = field(default_factory=dict)
    interval: dict[str, str] | None = None
    witness: Witness | None = None
    certificates: list[dict[str, Any]] = field(default_factory=list)
    controls: list[ControlEvidence] = field(default_factory=list)


@dataclass(frozen=True)
class ClaimEvidence(Displayed):
    """One claim, its recorded verdict, and what was found."""

    id: str
    revision: int
    title: str
    topic: str
    statement: str
    given: list[str]
    source: str
    verdict: Verdict
    finding: Finding
    agrees: bool
    reason: str
    amended_by: str | None
    uses: list[str]
    fingerprint: str
    not_shown: list[str]
    checks: list[CheckEvidence]
    pointwise: bool = True
    contradicts: list[str] = field(default_factory=list)
    withdrawn: str = ""
