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


class HuntOutcome(StrEnum):
    """What a blind hunt for a counterexample came to; none of them makes a claim any stronger."""

    REFUTED = "refuted"
    SURVIVED = "survived"
    NOTHING_LEARNED = "nothing learned"
    TIMED_OUT = "timed out"
    CRASHED = "crashed"


@dataclass(frozen=True)
class StratumHunted:
    """How far a hunt went in one stratum.

    ``effective`` met every hypothesis, ``trivial`` are those of them that show nothing, ``exactly`` further ones that floats could not
    decide. ``rate`` bounds the rate of counterexamples, for seeded batches; ``nearest`` is the nearest miss where nothing was met.
    """

    tried: int
    effective: int
    trivial: int
    exactly: int
    rate: str = ""
    nearest: str = ""


@dataclass(frozen=True)
class MechanismEvidence:
    """A way in which a statement fails: its smallest witness, the property that excludes it (None: no named one does), and which side."""

    witness: Witness
    excluded_by: str | None
    side: str = ""


@dataclass(frozen=True)
class SharpenedEvidence:
    """A statement with hypotheses added after refutations, and how far a hunt went without a further counterexample."""

    statement: str
    instances: int
    effective: int
    seconds: float


@dataclass(frozen=True)
class HuntEvidence:
    """One blind hunt, under a budget, and what it came to; it counts as no check, and no strength follows from it.

    ``role`` tells false variants and amendments from the claim's own statement, and ``dropped`` is the hypothesis that an ablation left
    out; ``false`` says whether the statement is recorded as false, None where nothing is recorded of it. All but ``seconds`` follows from
    the seed and ``at_most``, the instances allowed, unless the time allowed (``within``) ended it.
    """

    variant: str
    statement: str
    false: bool | None
    at_most: int
    within: float
    seed: int
    outcome: HuntOutcome
    reason: str = ""
    role: Role | None = None
    dropped: str = ""
    coverage: dict[str, StratumHunted] = field(default_factory=dict)
    without_turn: int = 0
    undecided: int = 0
    false_alarms: int = 0
    witness: Witness | None = None
    mechanisms: list[MechanismEvidence] = field(default_factory=list)
    survivors: list[SharpenedEvidence] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def instances(self) -> int:
        return sum(part.tried for part in self.coverage.values())

    @property
    def effective(self) -> int:
        return sum(part.effective for part in self.coverage.values())

    @property
    def as_recorded(self) -> bool:
        """Was it refuted exactly if it is recorded as false? Whatever was learned is as recorded where nothing is."""
        if self.outcome in (HuntOutcome.TIMED_OUT, HuntOutcome.CRASHED):
            return False
        return self.false is None or self.false == (self.outcome is HuntOutcome.REFUTED)

    @property
    def contradicts(self) -> bool:
        """Is there a counterexample to what is recorded as true?"""
        return self.false is False and self.outcome is HuntOutcome.REFUTED

    @property
    def witnesses(self) -> list[Witness]:
        """What was caught: of each mechanism where the hunt went on, which began with the first one."""
        return [one.witness for one in self.mechanisms] or ([self.witness] if self.witness else [])


@dataclass(frozen=True)
class Ran:
    """When and how a claim was settled, for a report may hold claims of several runs.

    ``file`` is the case file and ``hash`` the SHA-256 of its content.
    """

    started: str
    seed: int
    thorough: bool
    version: str
    file: str
    hash: str


@dataclass(frozen=True)
class ClaimEvidence(Displayed):
    """One claim, its recorded verdict, and what was found; ``hunts`` are kept beside it and lend it no strength."""

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
    hunts: list[HuntEvidence] = field(default_factory=list)
    ran: Ran | None = None
