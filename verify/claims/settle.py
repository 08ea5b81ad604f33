"""Run every check of a case and every control, and state what was found."""

from __future__ import annotations

import time
from collections.abc import Callable

from verify.claims.case import Case
from verify.claims.check import Asked, Check, at_scale
from verify.claims.evidence import CheckEvidence, ClaimEvidence, ControlEvidence, Outcome, Role, Scope, Witness
from verify.claims.finding import agreement, finding, not_shown
from verify.claims.fingerprint import fingerprint
from verify.errors import in_one_line_with_place
from verify.rigour import Rigour
from verify.statements.statement import Statement


def settle(
    case: Case, seed: int, *, thorough: bool = False, source_text: str = "", clock: Callable[[], float] = time.perf_counter
) -> ClaimEvidence:
    """All the evidence of one case; faults of checks become outcomes, never exceptions.

    Parameters
    ----------
    case : Case
    seed : int
        Every draw of every check follows from it.
    thorough : bool
        Experiments run at their thorough scale.
    source_text : str
        Text of the case file, for the fingerprint.
    clock : callable
        Seconds, for the durations only.
    """
    checks = [_run(at_scale(check, thorough=thorough), case, seed, clock) for check in case.checks]
    claim = case.claim
    found, why = finding(checks, [variant.name for variant in case.accepts])
    agrees, reason = agreement(claim.verdict, found, why, checks)
    return ClaimEvidence(
        id=claim.id,
        revision=claim.revision,
        title=claim.title,
        topic=claim.topic,
        statement=claim.says,
        given=[condition.text for condition in case.statement.given],
        source=str(claim.source),
        verdict=claim.verdict,
        finding=found,
        agrees=agrees,
        reason=reason,
        amended_by=claim.amended_by,
        uses=list(claim.uses),
        fingerprint=fingerprint(case, source_text, found, checks),
        not_shown=[*claim.not_shown, *not_shown(found, checks)],
        checks=checks,
        pointwise=claim.pointwise,
        contradicts=list(claim.contradicts),
        withdrawn=claim.withdrawn,
    )


def _run(check: Check, case: Case, seed: int, clock: Callable[[], float]) -> CheckEvidence:
    started = clock()
    asked = _ask(check, case.statement, seed)
    roles = {Role.REJECTS: case.rejects, Role.ACCEPTS: case.accepts}
    controls = [_control(check, variant, role, case, seed) for role, variants in roles.items() for variant in variants]
    outcome, reason = _combine(asked, controls)
    return CheckEvidence(
        name=check.name,
        kind=check.kind,
        scope=asked.scope,
        rigour=asked.rigour,
        outcome=outcome,
        reason=reason,
        seconds=round(clock() - started, 3),
        seed=seed,
        instances=asked.instances,
        effective=asked.effective,
        interval=asked.interval,
        witness=_signed(asked.witness, case),
        certificates=list(asked.certificates),
        controls=controls,
    )


def _ask(check: Check, question: Statement, seed: int) -> Asked:
    try:
        return check.ask(question, seed)
    except Exception as fault:  # noqa: BLE001 -- a fault in a case's own code is evidence about the case, not an end of the run
        return Asked(Outcome.CRASHED, Scope.NAMED_INSTANCES, Rigour.FLOATING, in_one_line_with_place(fault))


def _control(check: Check, variant: Statement, role: Role, case: Case, seed: int) -> ControlEvidence:
    asked = _ask(check, variant, seed)
    behaved, reason = _behaved(role, asked)
    return ControlEvidence(
        variant.name, role, asked.outcome, behaved, reason, asked.instances, asked.effective, _signed(asked.witness, case)
    )


def _behaved(role: Role, asked: Asked) -> tuple[bool, str]:
    if role is Role.ACCEPTS:
        return asked.outcome is Outcome.SUPPORTED, asked.reason
    if asked.outcome is Outcome.REFUTED and not asked.supported:
        return False, (
            "it is refuted at every instance met, content with it nowhere: nothing shows that this check can be content at all; "
            "choose a weaker variant, or add an instance at which it holds"
        )
    return asked.outcome is Outcome.REFUTED, asked.reason


def _combine(asked: Asked, controls: list[ControlEvidence]) -> tuple[Outcome, str]:
    """The outcome of a check, from its answer and its controls' answers."""
    if asked.outcome in (Outcome.SUPPORTED, Outcome.REFUTED, Outcome.UNDECIDED):
        for control in controls:
            if control.role is Role.ACCEPTS and control.outcome is Outcome.REFUTED:
                return Outcome.UNSOUND, f"it refutes the amendment {control.name!r}, which must stand ({control.reason})"
        if asked.outcome is not Outcome.REFUTED:
            for control in controls:
                if control.role is Role.REJECTS and not control.behaved:
                    outcome = control.outcome if control.outcome in _FAULTS else Outcome.TOOTHLESS
                    asks = "it gives no evidence with" if control.outcome is Outcome.REFUTED else "it does not refute"
                    return outcome, f"{asks} the false variant {control.name!r} ({control.outcome}: {control.reason})"
        for control in controls:
            if control.role is Role.ACCEPTS and not control.behaved:
                return control.outcome, f"the amendment {control.name!r} was not shown to stand ({control.outcome}: {control.reason})"
    return asked.outcome, asked.reason


_FAULTS = frozenset({Outcome.CRASHED, Outcome.TIMED_OUT, Outcome.UNAVAILABLE})


def _signed(witness: Witness | None, case: Case) -> Witness | None:
    return None if witness is None else {"claim": case.claim.id, "revision": case.claim.revision} | witness
