"""A short hash by which the same result is recognised on every machine."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from verify.claims.case import Case
from verify.claims.evidence import CheckEvidence, Finding
from verify.claims.finding import CERTAIN


def fingerprint(case: Case, source_text: str, found: Finding, checks: Sequence[CheckEvidence]) -> str:
    """SHA-256 (first 16 hex digits) over the statement, the case file and the exact outcomes.

    Times, platforms, counts and witnesses that a float search came upon are left out: they may differ where the result does not.
    """
    claim = case.claim
    content = {
        "id": claim.id,
        "revision": claim.revision,
        "verdict": claim.verdict,
        "says": claim.says,
        "statement": case.statement.text,
        "variants": [variant.text for variant in (*case.rejects, *case.accepts)],
        "source": hashlib.sha256(source_text.encode()).hexdigest(),
        "finding": found,
        "checks": [
            [check.name, check.kind, check.scope, check.rigour, check.outcome, [[c.name, c.role, c.outcome] for c in check.controls]]
            for check in checks
            if check.rigour in CERTAIN
        ],
    }
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]
