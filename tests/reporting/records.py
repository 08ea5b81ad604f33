"""Evidence made by hand, one field at a time away from a claim that is green."""

from __future__ import annotations

from typing import Any

from verify.claims.evidence import (
    CheckEvidence,
    ClaimEvidence,
    ControlEvidence,
    Finding,
    HuntEvidence,
    HuntOutcome,
    LoadError,
    Outcome,
    Role,
    Scope,
    StratumHunted,
    Verdict,
)
from verify.reporting.document import SCHEMA, Report, Selection, Tool
from verify.rigour import Rigour

WITNESS = {
    "claim": "ranks-agree",
    "revision": 1,
    "variant": "without perfect fit",
    "numbers": "rationals",
    "instance": {"theta": ["1/3", "0"]},
    "shows": {"rank(Hess L)": "1", "rank(J)": "0"},
}


def control(**changes: Any) -> ControlEvidence:
    fields: dict[str, Any] = {
        "name": "without perfect fit",
        "role": Role.REJECTS,
        "outcome": Outcome.REFUTED,
        "behaved": True,
        "reason": "rank(Hess L): 1; rank(J): 0",
        "instances": 4,
        "effective": {"jets": 3},
        "witness": WITNESS,
    }
    return ControlEvidence(**fields | changes)


def check(**changes: Any) -> CheckEvidence:
    fields: dict[str, Any] = {
        "name": "sampled",
        "kind": "sampled",
        "scope": Scope.SAMPLED,
        "rigour": Rigour.EXACT,
        "outcome": Outcome.SUPPORTED,
        "reason": "held at each of 7 instances",
        "seconds": 0.25,
        "seed": 3,
        "instances": 9,
        "effective": {"jets": 7},
        "interval": {"jets": "3/7"},
        "certificates": [{"kind": "rank", "lower": "1"}],
        "controls": [control()],
    }
    return CheckEvidence(**fields | changes)


def hunt(**changes: Any) -> HuntEvidence:
    fields: dict[str, Any] = {
        "variant": "as stated",
        "statement": "if perfect fit, then rank(Hess L) = rank(J)",
        "false": False,
        "at_most": 3000,
        "within": 60.0,
        "seed": 0,
        "outcome": HuntOutcome.SURVIVED,
        "coverage": {
            "jets": StratumHunted(2000, 1500, 10, 2, rate="at most 1.00e-02 (95%)"),
            "maps": StratumHunted(1000, 0, 0, 0, nearest="0.5 from 'perfect fit'"),
        },
        "seconds": 1.25,
    }
    return HuntEvidence(**fields | changes)


CAUGHT = WITNESS | {"choices": {"stratum": "jets", "scale": 1, "demands": [], "choices": [1, {"shape": [2], "values": [0, 1]}]}}


def claim(**changes: Any) -> ClaimEvidence:
    fields: dict[str, Any] = {
        "id": "ranks-agree",
        "revision": 1,
        "title": "The ranks agree",
        "topic": "rank",
        "statement": r"$\operatorname{rank} H = \operatorname{rank} J$",
        "given": ["perfect fit"],
        "source": "notes, line 1",
        "verdict": Verdict.HOLDS,
        "finding": Finding.HOLDS,
        "agrees": True,
        "reason": "check 'sampled' supports it (sampled, exact)",
        "amended_by": None,
        "uses": [],
        "fingerprint": "0" * 64,
        "not_shown": ["sizes beyond those drawn"],
        "checks": [check()],
    }
    return ClaimEvidence(**fields | changes)


def report(*claims: ClaimEvidence, **changes: Any) -> Report:
    fields: dict[str, Any] = {
        "schema": SCHEMA,
        "tool": Tool("0.1.0", "3.11.7", "Linux", {"numpy": "2.4.6"}),
        "started": "2026-01-01T00:00:00+00:00",
        "seconds": 1.5,
        "selection": Selection(["cases"], [claim.id for claim in claims], 0),
        "load_errors": [LoadError("cases/bad.py", 3, "syntax error: invalid syntax")],
        "claims": list(claims),
    }
    return Report(**fields | changes)
