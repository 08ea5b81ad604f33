"""What a hunt came to as plain data, as reports keep it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from verify.claims.evidence import HuntEvidence, HuntOutcome, MechanismEvidence, Role, SharpenedEvidence, StratumHunted
from verify.running.hunt import FULL, Budget, Hunted
from verify.running.mechanisms import Sharpened

_UNSIGNED: Mapping[str, Any] = {}


def evidence_of(
    found: Hunted,
    sharpened: Sharpened | None = None,
    budget: Budget = FULL,
    *,
    false: bool | None = None,
    role: Role | None = None,
    dropped: str = "",
    signature: Mapping[str, Any] = _UNSIGNED,
) -> HuntEvidence:
    """A hunt under a budget, and what going on after its refutation came to; ``signature`` says in each witness what it is about."""
    caught = found.caught
    outcome = HuntOutcome.SURVIVED if found.effective else HuntOutcome.NOTHING_LEARNED
    return HuntEvidence(
        variant=found.statement.name,
        statement=found.statement.text,
        false=false,
        at_most=budget.instances,
        within=budget.seconds,
        seed=budget.seed,
        outcome=HuntOutcome.REFUTED if caught else outcome,
        role=role,
        dropped=dropped,
        coverage=_coverage(found),
        without_turn=sum(not part.tried for part in found.coverage.values()),
        undecided=found.undecided,
        false_alarms=found.false_alarms,
        witness=dict(signature) | caught.witness if caught else None,
        mechanisms=mechanisms_of(sharpened, signature) if sharpened else [],
        survivors=survivors_of(sharpened) if sharpened else [],
        seconds=round(found.seconds, 3),
    )


def _coverage(found: Hunted) -> dict[str, StratumHunted]:
    """The strata that had a turn; of those where nothing met the hypotheses, the nearest miss."""
    reached = {name: part for name, part in found.coverage.items() if part.tried}
    never = found.never_reached
    return {
        name: StratumHunted(
            tried=part.tried,
            effective=part.effective,
            trivial=part.trivial,
            exactly=part.exactly,
            rate=found.intervals.get(name, ""),
            nearest="; ".join(filter(None, (str(part.nearest), part.doubt))) if name in never else "",
        )
        for name, part in reached.items()
    }


def mechanisms_of(found: Sharpened, signature: Mapping[str, Any] = _UNSIGNED) -> list[MechanismEvidence]:
    """The mechanisms, in the order in which they were met."""
    return [MechanismEvidence(dict(signature) | one.caught.witness, one.excluded_by, one.side) for one in found.mechanisms]


def survivors_of(found: Sharpened) -> list[SharpenedEvidence]:
    """The sharpened statements of which no counterexample was met."""
    return [SharpenedEvidence(one.statement.text, one.instances, one.effective, round(one.seconds, 3)) for one in found.survivors]
