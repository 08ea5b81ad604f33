"""Outcomes cannot flatter: each way a check can be worthless is named, and leaves its claim undecided."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from tests.reporting.records import check, control
from verify import (
    FAILS,
    HOLDS,
    OPEN,
    Case,
    Claim,
    Condition,
    Proposition,
    Quantity,
    Source,
    Statement,
    exact,
    gauss_newton,
    hessian,
    jacobian,
    jets,
    local_minimum,
    loss_stationary,
    point,
    polynomial_map,
    properties,
    rank,
    residual_curvature,
    sampled,
    witness,
)
from verify.claims.check import Asked
from verify.claims.evidence import CheckEvidence, Finding, Outcome, Scope
from verify.claims.finding import not_shown
from verify.claims.fingerprint import fingerprint
from verify.claims.settle import settle
from verify.numbers.floats import Floats
from verify.rigour import Rigour
from verify.strata.strata import NamedInstances, Stratum

TRUE = Statement((jets,), (), hessian.equals(gauss_newton + residual_curvature))
FALSE = Statement((jets,), (), hessian.equals(gauss_newton), name="without S")
RANKS = Statement((jets,), (local_minimum,), rank(hessian).equals(rank(jacobian)))
SHARP = Statement((jets,), (loss_stationary,), hessian.equals(gauss_newton), name="sharp")
SQUARE = point(polynomial_map("t**2"), at=[0], labels=[-1])
LINE = point(polynomial_map("t"), at=[0], labels=[0])
FAST = sampled(batches=1, count=40)


def claim(verdict, identifier="some-claim"):
    return Claim(
        identifier, verdict, revision=1, topic="test", title="A title", says="Something.", source=Source("nowhere", "1"), amended_by="other"
    )


def holds(statement=TRUE, rejects=(FALSE,), checks=(FAST,)):
    return settle(Case(claim(HOLDS), statement, checks=checks, rejects=rejects), 0)


def fails(statement=RANKS, accepts=(SHARP,), checks=None):
    return settle(Case(claim(FAILS), statement, checks=checks or (witness(SQUARE, LINE),), accepts=accepts), 0)


def test_a_true_identity_whose_false_variant_falls_is_found_to_hold():
    evidence = holds()
    assert evidence.finding is Finding.HOLDS
    assert evidence.agrees
    assert evidence.checks[0].controls[0].outcome is Outcome.REFUTED
    assert evidence.checks[0].controls[0].witness["claim"] == "some-claim"


def test_a_false_claim_with_an_exact_witness_is_found_to_fail_and_the_witness_shows_both_sides():
    evidence = fails()
    assert evidence.finding is Finding.FAILS
    assert evidence.agrees
    assert evidence.checks[0].witness["shows"] == {"rank(Hess L)": "1", "rank(J)": "0"}


def test_a_control_that_does_not_fall_makes_the_check_toothless():
    evidence = holds(rejects=(dataclasses.replace(TRUE, name="no variant at all"),))
    assert not evidence.agrees
    assert evidence.checks[0].outcome is Outcome.TOOTHLESS
    assert "toothless" in evidence.reason
    assert "no variant at all" in evidence.reason


def test_an_amendment_that_is_refuted_makes_the_check_unsound():
    evidence = fails(accepts=(dataclasses.replace(RANKS, name="no amendment at all"),))
    assert not evidence.agrees
    assert evidence.checks[0].outcome is Outcome.UNSOUND
    assert "unsound" in evidence.reason


def test_an_amendment_that_meets_no_effective_instance_does_not_stand():
    evidence = fails(checks=(witness(SQUARE),))
    assert not evidence.agrees
    assert "vacuous" in evidence.reason


@pytest.mark.parametrize("check", [FAST, exact(count=3), witness()])
def test_without_instances_a_check_is_vacuous(check):
    nothing = dataclasses.replace(check, over=())
    evidence = holds(checks=(nothing,))
    assert evidence.checks[0].outcome is Outcome.VACUOUS
    assert not evidence.agrees


def test_a_false_claim_recorded_as_holding_is_red_with_its_witness():
    evidence = holds(statement=FALSE, rejects=(dataclasses.replace(RANKS, name="also false"),))
    assert evidence.finding is Finding.FAILS
    assert not evidence.agrees
    assert "recorded holds, found fails" in evidence.reason


def test_a_true_claim_recorded_as_failing_is_red():
    evidence = fails(statement=SHARP, accepts=(TRUE,), checks=(FAST,))
    assert "recorded fails, found holds" in evidence.reason


@dataclasses.dataclass(frozen=True)
class Scripted:
    """A check that answers as told: what a fault in a case's own check looks like."""

    outcome: Outcome
    on_control: Outcome = Outcome.REFUTED
    rigour: Rigour = Rigour.EXACT
    supported: int = 1
    deed: str = ""
    over: tuple = ()
    name: str = "scripted"
    kind: str = "scripted"

    def ask(self, question, seed):
        outcome = self.outcome if question is TRUE else self.on_control
        if self.deed:
            raise RuntimeError(self.deed)
        if outcome is Outcome.CRASHED:
            raise ZeroDivisionError("of all things")
        return Asked(outcome, Scope.SAMPLED, self.rigour, "as told", supported=self.supported, witness={"shows": {}})


def test_a_crash_is_an_outcome_with_its_reason():
    evidence = holds(checks=(Scripted(Outcome.CRASHED),))
    assert evidence.checks[0].outcome is Outcome.CRASHED
    assert "ZeroDivisionError: of all things" in evidence.reason


def test_a_judge_or_a_quantity_that_raises_is_named_with_the_place_in_the_users_code():
    def raises(at):
        return at.jacobian.no_such_thing  # the place

    line = next(number for number, text in enumerate(Path(__file__).read_text().splitlines(), 1) if text.endswith("# the place"))
    condition = Condition("odd condition", raises)
    proposition = Proposition("odd conclusion", raises)
    quantity = Quantity("odd quantity", raises)
    for statement, name in (
        (TRUE.replace("x", given=(condition,)), "odd condition"),
        (TRUE.replace("x", then=proposition), "odd conclusion"),
        (TRUE.replace("x", then=quantity.vanishes()), "odd quantity = 0"),
    ):
        for asking in (FAST, exact(batches=1, count=1)):
            (found,) = holds(statement, checks=[asking]).checks
            assert found.outcome is Outcome.CRASHED
            assert f"{name!r} cannot be judged: AttributeError: " in found.reason
            assert found.reason.endswith(f"({__file__}:{line})")


def test_a_crash_on_a_control_is_no_rejection():
    evidence = holds(checks=(Scripted(Outcome.SUPPORTED, on_control=Outcome.CRASHED),))
    assert evidence.checks[0].outcome is Outcome.CRASHED
    assert not evidence.agrees


@pytest.mark.parametrize("answer", [Outcome.UNDECIDED, Outcome.VACUOUS, Outcome.TIMED_OUT, Outcome.SUPPORTED])
def test_a_control_that_is_not_refuted_is_never_counted_as_rejected(answer):
    assert not holds(checks=(Scripted(Outcome.SUPPORTED, on_control=answer),)).agrees


def test_a_control_refuted_everywhere_does_not_count():
    evidence = holds(checks=(Scripted(Outcome.SUPPORTED, supported=0),))
    assert evidence.checks[0].outcome is Outcome.TOOTHLESS
    assert "content with it nowhere" in evidence.reason


def test_an_undecided_check_is_never_a_pass():
    assert holds(checks=(Scripted(Outcome.UNDECIDED),)).finding is Finding.UNDECIDED


def test_a_refutation_in_floats_alone_is_no_finding():
    evidence = holds(checks=(Scripted(Outcome.REFUTED, rigour=Rigour.FLOATING),))
    assert evidence.finding is Finding.UNDECIDED
    assert "without an exact or certified witness" in evidence.reason


def test_an_open_claim_welcomes_any_finding_but_not_a_worthless_check():
    conjecture = Case(claim(OPEN), TRUE, checks=(FAST,), rejects=(FALSE,))
    assert settle(conjecture, 0).agrees
    worthless = Case(claim(OPEN), TRUE, checks=(dataclasses.replace(FAST, over=()),), rejects=(FALSE,))
    assert not settle(worthless, 0).agrees


def test_the_same_seed_gives_the_same_evidence_and_the_fingerprint_does_not_hang_on_the_seed():
    still = {"clock": lambda: 0.0}
    case = Case(claim(HOLDS), TRUE, checks=(FAST, exact(count=3)), rejects=(FALSE,))
    assert settle(case, 3, **still) == settle(case, 3, **still)
    assert settle(case, 3).fingerprint == settle(case, 4).fingerprint


def test_the_fingerprint_changes_with_the_statement_and_with_the_file():
    case = Case(claim(HOLDS), TRUE, checks=(FAST,), rejects=(FALSE,))
    other = Case(claim(HOLDS), dataclasses.replace(TRUE, given=(loss_stationary,)), checks=(FAST,), rejects=(FALSE,))
    assert settle(case, 0).fingerprint != settle(other, 0).fingerprint
    assert settle(case, 0).fingerprint != settle(case, 0, source_text="changed").fingerprint


def test_a_confidence_bound_counts_batches_since_the_instances_of_one_share_their_shapes():
    (check,) = holds().checks
    assert check.effective["2-jets"] == 120
    assert check.interval == {"2-jets": "at most 6.32e-01 (95%)"}  # three batches, one for each scale: 1 - 0.05^(1/3)


@pytest.mark.parametrize(
    ("kind", "scope", "note"),
    [
        ("smt", Scope.NAMED_SIZES, "formulas are the statement"),
        ("law", Scope.SAMPLED, "law's words"),
        ("law", Scope.ALL_SIZES, None),
        ("derivation", Scope.ALL_SIZES, None),
    ],
)
def test_a_second_encoding_is_named_among_what_is_not_shown(kind, scope, note):
    notes = not_shown(Finding.HOLDS, [CheckEvidence("a check", kind, scope, Rigour.EXACT, Outcome.SUPPORTED)])
    assert any(note in found for found in notes) if note else not notes


def test_a_check_does_not_choose_which_controls_it_is_asked():
    @dataclasses.dataclass(frozen=True)
    class Dodging(Scripted):
        def controls(self, rejects, accepts):
            return ()

    evidence = holds(checks=(Dodging(Outcome.SUPPORTED, on_control=Outcome.SUPPORTED),))
    assert evidence.checks[0].outcome is Outcome.TOOTHLESS


@pytest.mark.parametrize("answer", [Outcome.UNAVAILABLE, Outcome.OUT_OF_DOMAIN])
def test_an_open_claim_that_no_check_could_ask_is_red(answer):
    conjecture = Case(claim(OPEN), TRUE, checks=(Scripted(answer),), rejects=(FALSE,))
    assert not settle(conjecture, 0).agrees
    partly = Case(claim(OPEN), TRUE, checks=(Scripted(answer), FAST), rejects=(FALSE,))
    assert settle(partly, 0).agrees


def test_an_error_with_several_lines_is_told_in_one():
    evidence = holds(checks=(Scripted(Outcome.SUPPORTED, deed="a\nb"),))
    assert "RuntimeError: a b" in evidence.reason


IN_FLOATS = point(polynomial_map("t**2"), at=[0], labels=[-1], numbers=Floats())


def test_a_refutation_is_as_rigorous_as_the_instance_that_refutes():
    (floats,) = fails(checks=(witness(IN_FLOATS, LINE),)).checks
    assert (floats.outcome, floats.rigour) == (Outcome.REFUTED, Rigour.FLOATING)
    (exactly,) = fails(checks=(witness(IN_FLOATS, SQUARE, LINE),)).checks
    assert (exactly.rigour, exactly.witness["numbers"]) == (Rigour.EXACT, "rationals")


def test_floats_written_out_by_hand_refute_nothing_in_a_search_either():
    strata = (NamedInstances("in floats", (IN_FLOATS, LINE)),)
    evidence = fails(checks=(exact(batches=1, over=strata),))
    assert evidence.finding is Finding.UNDECIDED
    assert "without an exact or certified witness" in evidence.reason


def test_properties_over_floats_are_no_exact_evidence():
    floating = Stratum("floats", "one float point", lambda choose: IN_FLOATS)
    asked = properties(examples=3, over=(floating,)).ask(RANKS, 0)
    assert (asked.outcome, asked.rigour) == (Outcome.REFUTED, Rigour.FLOATING)


UNDECIDABLE = point(polynomial_map("(a - 1)**2 + exp(1)"), at=[1], labels=[0])


@pytest.mark.parametrize("check", [sampled(batches=1, count=5), exact(batches=1, count=2)])
def test_an_instance_that_cannot_be_asked_is_undecided_and_never_dropped(check):
    here = NamedInstances("here", (UNDECIDABLE, LINE))
    asked = dataclasses.replace(check, over=(here,)).ask(dataclasses.replace(RANKS, given=()), 0)
    assert asked.outcome is Outcome.UNDECIDED
    assert "exp(1)" in asked.reason or "exp" in asked.reason


def test_a_search_that_drew_nothing_is_as_strong_as_the_instances_written_out():
    asked = exact(batches=1, count=2, over=(NamedInstances("here", (LINE,)),)).ask(RANKS, 0)
    assert (asked.outcome, asked.scope) == (Outcome.SUPPORTED, Scope.NAMED_INSTANCES)
    drawn = exact(batches=1, count=2, over=(NamedInstances("here", (LINE,)), jets)).ask(TRUE, 0)
    assert drawn.scope is Scope.SAMPLED


def test_properties_go_on_drawing_until_a_false_variant_is_content_somewhere():
    always_first = Statement((jets,), (), rank(jacobian).at_least(1), name="rank at least one")
    asked = properties(examples=30).ask(always_first, 0)
    assert asked.outcome is Outcome.REFUTED
    assert asked.supported


def test_an_undecided_check_without_teeth_spoils_a_claim_that_another_supports():
    evidence = holds(checks=(FAST, Scripted(Outcome.UNDECIDED, on_control=Outcome.SUPPORTED)))
    assert evidence.checks[1].outcome is Outcome.TOOTHLESS
    assert not evidence.agrees


def test_a_refutation_does_not_need_teeth_for_variants_that_it_was_not_made_for():
    case = Case(claim(FAILS), RANKS, checks=(witness(SQUARE, LINE),), accepts=(SHARP,), rejects=(dataclasses.replace(TRUE, name="true"),))
    evidence = settle(case, 0)
    assert evidence.finding is Finding.FAILS
    assert [control.behaved for control in evidence.checks[0].controls] == [False, True]


def test_a_missing_part_on_a_control_is_named_as_that():
    evidence = holds(checks=(Scripted(Outcome.SUPPORTED, on_control=Outcome.UNAVAILABLE),))
    assert evidence.checks[0].outcome is Outcome.UNAVAILABLE
    assert not evidence.agrees


def test_what_the_author_says_is_not_shown_stands_beside_what_the_rules_say():
    shy = dataclasses.replace(claim(HOLDS), not_shown=("anything for infinite width",))
    evidence = settle(Case(shy, TRUE, checks=(FAST,), rejects=(FALSE,)), 0)
    assert evidence.not_shown[0] == "anything for infinite width"
    assert len(evidence.not_shown) > 1


def test_the_fingerprint_covers_what_is_the_same_on_every_machine_and_nothing_else():
    case = Case(claim(HOLDS), TRUE, checks=(FAST,), rejects=(FALSE,))
    exactly, floating = check(), check(rigour=Rigour.FLOATING, outcome=Outcome.UNDECIDED)
    base = fingerprint(case, "text", Finding.HOLDS, [exactly])
    same = [
        [exactly, floating],
        [dataclasses.replace(exactly, seconds=9.0, instances=99, effective={}, witness=None, reason="other words")],
    ]
    assert {fingerprint(case, "text", Finding.HOLDS, checks) for checks in same} == {base}
    others = [
        fingerprint(case, "text", Finding.UNDECIDED, [exactly]),
        fingerprint(case, "other text", Finding.HOLDS, [exactly]),
        fingerprint(case, "text", Finding.HOLDS, [dataclasses.replace(exactly, outcome=Outcome.UNDECIDED)]),
        fingerprint(case, "text", Finding.HOLDS, [dataclasses.replace(exactly, scope=Scope.ALL_SIZES)]),
        fingerprint(case, "text", Finding.HOLDS, [dataclasses.replace(exactly, controls=[control(outcome=Outcome.UNDECIDED)])]),
        fingerprint(dataclasses.replace(case, claim=dataclasses.replace(case.claim, revision=2)), "text", Finding.HOLDS, [exactly]),
        fingerprint(dataclasses.replace(case, claim=dataclasses.replace(case.claim, verdict=OPEN)), "text", Finding.HOLDS, [exactly]),
        fingerprint(dataclasses.replace(case, statement=SHARP), "text", Finding.HOLDS, [exactly]),
        fingerprint(dataclasses.replace(case, rejects=(SHARP,)), "text", Finding.HOLDS, [exactly]),
    ]
    assert len({base, *others}) == 1 + len(others)
