"""Reports to look at: one with a claim of every standing and all kinds of evidence, and one in which every text means harm."""

from __future__ import annotations

from functools import cache
from typing import Any

from tests.reporting.records import CAUGHT, check, claim, control, hunt, report
from verify.claims.evidence import Finding, HuntOutcome, LoadError, MechanismEvidence, Outcome, Role, Scope, StratumHunted, Verdict
from verify.reporting.document import Report
from verify.reporting.page.html import html_page
from verify.rigour import Rigour

SQUARED = {"kind": "SquaredError", "reduction": "sum", "outputs_per_datum": 1, "scale": "1", "weights": None}
RANKS = {"rank(Hess L)": "1", "rank(J)": "0"}


def model(variables: list[str], formulas: list[str], theta: list[str], labels: list[str], **changes: Any) -> dict[str, Any]:
    """The instance of a map given by formulas."""
    spec = {"kind": "formulas", "variables": variables, "formulas": formulas}
    return {"kind": "model", "model": spec, "theta": theta, "labels": labels, "loss": SQUARED} | changes


def witness(instance: Any, shows: Any = None, **changes: Any) -> dict[str, Any]:
    shows = RANKS if shows is None else shows
    fields = {"claim": "c", "revision": 1, "variant": "as stated", "numbers": "rationals", "instance": instance, "shows": shows}
    return fields | changes


PARABOLA = witness(model(["t"], ["t**2"], ["0"], ["-1"]))
CURVE = witness(model(["t"], ["t", "t**2/2"], ["0"], ["0", "1"]))
CROSSING = witness(
    model(["t"], ["t**2 - 1", "t**3 - t"], ["1"], ["0", "0"]),
    {"theta": "['1']", "J": "[['2'], ['2']]", "theta'": "['-1']", "J(theta')": "[['-2'], ['2']]"},
)
PARABOLOID = witness(model(["x", "y"], ["x**2 + y**2"], ["0", "0"], ["0"]), {"dim of the fibre at theta": "0", "N - m": "1"})
TWO_OF_TWO = witness(model(["a", "b"], ["a", "b**2"], ["0", "0"], ["0", "0"]))
ALONG = witness(
    {"kind": "curve", "model": {"kind": "formulas", "variables": ["x", "y"], "formulas": ["x*y"]}, "curve": [["1", "1"], ["1", "0"]]}, {}
)
NETWORK = {
    "kind": "network",
    "architecture": {
        "widths": [1, 2, 1],
        "activation": ["relu"],
        "output_activation": "identity",
        "biases": [False, True],
        "ties": [],
        "skips": [{"source": 0, "target": 2}],
    },
    "inputs": [["1"], ["-2"], ["3"]],
}
CUT = witness(
    {
        "kind": "cut",
        "layer": 1,
        "inputs": [0, 1],
        "of": {"kind": "model", "model": NETWORK, "theta": ["1", "1", "2", "0", "0", "1"], "labels": ["2", "1", "0"], "loss": SQUARED},
    }
)
JET = witness(
    {
        "kind": "jet",
        "outputs": ["-1", "1/2"],
        "jacobian": [["0", "0"], ["0", "0"]],
        "curvature": [[["-1", "0"], ["0", "-1"]]] * 2,
        "loss_gradient": ["-1", "0"],
        "loss_hessian": [["-1", "0"], ["0", "0"]],
    }
)
RANK_ONE = {
    "kind": "rank",
    "checked": "rank 1; error 0",
    "matrix": [["3", "2"], ["3", "2"]],
    "certificate": {"schema": "verify-rank-certificate/1", "shape": [2, 2], "lower": 1, "upper": 1},
}
LAW = {"law": "rank(J'g) = rank(g)", "because": "J'g = J'g", "given": ["J X = 1"], "read": "at every size", "by": ["J is onto"]}
REDUCTION = {"reduction": "linear in the loss", "answer": "yes", "reason": "every term is"}
MEASURED = {
    "kind": "measurement",
    "x": "width",
    "y": "rank of the Jacobian",
    "series": [
        {"name": "trained", "x": ["2", "4", "8"], "y": ["3", "6", "7.5"], "low": ["2", "5", "7"], "high": ["4", "7", "8"]},
        {"name": "predicted", "x": [2, 4, 8], "y": [4, 8, 16]},
    ],
    "rows": [{"arm": "trained", "width": 2, "hits": 3}, {"arm": "trained", "width": 4, "hits": 6, "predicted": "8"}],
}


def small_report() -> Report:
    """A claim of every standing, linked with each other."""
    refuted = [
        check(name="adds rank", outcome=Outcome.REFUTED, witness=PARABOLA, scope=Scope.NAMED_INSTANCES, certificates=[RANK_ONE]),
        check(name="removes rank", outcome=Outcome.REFUTED, witness=CURVE, scope=Scope.NAMED_INSTANCES),
    ]
    law = check(name="law", kind="law", scope=Scope.ALL_SIZES, certificates=[LAW, REDUCTION], controls=[control(witness=PARABOLOID)])
    return report(
        claim(
            id="fails-as-stated",
            title="At a minimum, Hess L has the rank of J",
            verdict=Verdict.FAILS,
            finding=Finding.FAILS,
            amended_by="holds-for-all",
            checks=refuted,
        ),
        claim(
            hunts=[
                hunt(),
                hunt(false=True, role=Role.REJECTS, variant="without perfect fit", outcome=HuntOutcome.REFUTED, witness=CAUGHT),
                hunt(dropped="H = I", false=None, outcome=HuntOutcome.CRASHED, reason="its process died", coverage={}),
            ],
            id="holds-for-all",
            topic="other",
            title=r"The sharp form: $\nabla^2 L = J^\top H J$",
            checks=[law],
            source="post, Claim 3",
        ),
        claim(
            id="holds-by-sample",
            withdrawn="said better by another",
            uses=["holds-for-all"],
            checks=[check(controls=[control(witness=CUT)], rigour=Rigour.FLOATING)],
        ),
        claim(id="an-open-one", verdict=Verdict.OPEN, finding=Finding.UNDECIDED, checks=[check(outcome=Outcome.UNDECIDED)]),
        claim(
            id="a-measured-one",
            topic="other",
            verdict=Verdict.MEASURED,
            finding=Finding.MEASURED,
            checks=[check(certificates=[MEASURED])],
            uses=["not-here"],
        ),
        claim(id="is-wrong", agrees=False, reason="recorded holds, found fails: check 'x' refutes it", finding=Finding.FAILS),
    )


HARM = (
    "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"
    "'\"--></title></style></svg><b>&amp;</b>{{7*7}}${1+1}$$\\text{<script>x</script>}$\u202egnp.exe\u2066\x07"
)
"""Markup, quotes, ends of elements, a template's and a formula's brackets, signs that turn text round, and one that cannot be seen."""


def _spiteful(value: Any) -> Any:
    """The same data with harm in the place of every text, and behind every name."""
    if isinstance(value, dict):
        return {key: _spiteful(part) for key, part in value.items()} | {HARM: HARM}
    if isinstance(value, list):
        return [_spiteful(part) for part in value]
    return HARM if isinstance(value, str) else value


def spiteful_report() -> Report:
    """Every text of it means harm, the ids and the names of strata too; so does each part of witnesses of every kind, one at a time."""
    hostile = {"id": HARM, "title": HARM, "topic": HARM, "statement": HARM, "given": [HARM], "source": HARM, "reason": HARM}
    hostile |= {"amended_by": HARM, "uses": [HARM], "fingerprint": HARM, "not_shown": [HARM], "withdrawn": HARM, "contradicts": [HARM]}
    instances = [PARABOLA, CURVE, CROSSING, PARABOLOID, TWO_OF_TWO, ALONG, CUT, JET]
    some = [one | {"instance": one["instance"] | {key: HARM}} for one in instances for key in one["instance"]]
    some += [one | {"shows": _spiteful(one["shows"]), "numbers": HARM} for one in instances]
    some += [witness(_spiteful(one["instance"])) for one in instances] + [witness(HARM, HARM), witness(model([HARM], [HARM], ["0"], ["0"]))]
    certificates = (
        [_spiteful(one) for one in (RANK_ONE, LAW, REDUCTION, MEASURED)]
        + [MEASURED | {"rows": [{HARM: HARM}]}]
        + [{HARM: HARM}, RANK_ONE | {"certificate": HARM}]
    )
    certificates += [MEASURED | {"x": HARM, "series": [MEASURED["series"][0] | {"name": HARM}]}]  # type: ignore[index]  # a list of dicts
    coverage = {HARM: StratumHunted(9, 5, 0, 0, rate=HARM, nearest=HARM)}
    hunts = [
        hunt(variant=HARM, statement=HARM, role=role, dropped=HARM, reason=reason, coverage=coverage)
        for role in Role
        for reason in ("", HARM)
    ]
    hunts += [hunt(outcome=HuntOutcome.REFUTED, witness=one, mechanisms=[MechanismEvidence(one, HARM, HARM)]) for one in some]
    common: dict[str, Any] = {"name": HARM, "kind": HARM, "reason": HARM, "effective": {HARM: 1}, "interval": {HARM: HARM}}
    checks = [
        check(outcome=Outcome.REFUTED, witness=one, controls=[control(name=HARM, reason=HARM, witness=one)], **common) for one in some
    ]
    checks.append(check(certificates=certificates, controls=[control(name=HARM, reason=HARM, witness=None)], **common))
    return report(
        *(claim(**hostile | {"id": f"{HARM}{number}"}, checks=[one]) for number, one in enumerate(checks)),
        claim(**hostile, agrees=False, hunts=hunts),
        load_errors=[LoadError(HARM, 3, HARM)],
    )


@cache
def small_page() -> str:
    return html_page(small_report())


@cache
def spiteful_page() -> str:
    return html_page(spiteful_report())
