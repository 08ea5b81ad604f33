"""`verify hunt` says what it caught, writes witnesses that replay, and its exit status tells whether that was as recorded."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest

from verify.cli.main import main
from verify.reporting.document import read_report
from verify.reporting.explain import strength, witnesses

FALSE, TRUE = "rank-equality-at-minima", "rank-equality-at-perfect-fit"


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def test_a_false_claim_is_refuted_and_its_witness_replays(capsys):
    assert main(["hunt", FALSE, "--instances", "2000", "--json", "w.json"]) == 0
    said = capsys.readouterr().out
    assert "refuted after" in said
    assert "rank(Hess L) = " in said
    assert main(["replay", "w.json"]) == 0
    assert capsys.readouterr().out.endswith("1 of 1 witnesses refute again\n")


def test_a_witness_whose_instance_is_not_what_its_choices_build_does_not_pass(tmp_path, capsys):
    assert main(["hunt", FALSE, "--instances", "2000", "--json", "w.json"]) == 0
    document = json.loads((tmp_path / "w.json").read_text())
    document["witnesses"][0]["instance"] = {"kind": "named", "name": "another"}
    (tmp_path / "w.json").write_text(json.dumps(document))
    assert main(["replay", "w.json"]) == 2
    assert "build another instance" in capsys.readouterr().err


def test_a_claim_that_holds_survives_and_says_what_was_covered(capsys):
    assert main(["hunt", TRUE, "--instances", "600"]) == 0
    said = capsys.readouterr().out
    assert "survived: " in said
    assert "rate of counterexamples at most" in said


def test_a_claim_recorded_as_failing_that_is_not_refuted_is_news():
    assert (
        main(["hunt", "spheres-footnote", "--variant", "without (theta_2, theta_3) = 0", "--instances", "1", "--seconds", "0.000001"]) == 1
    )


def test_going_on_and_ablation_are_told(capsys):
    assert main(["hunt", "separable-loss-rank-equality", "--continue", "--instances", "1500"]) == 0
    assert "mechanism 1 against rank(Hess L) >= rank(J): excluded by" in capsys.readouterr().out
    assert main(["hunt", TRUE, "--ablate", "--instances", "1000", "--json", "w.json"]) == 0
    assert capsys.readouterr().out.count(": needed") == 2
    assert main(["replay", "w.json"]) == 0


def test_the_table_of_a_users_own_cases_counts_and_names_what_was_left_out(tmp_path, capsys):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "case.py").write_text(CASE)
    assert main(["hunt", "--all", "--cases", "mine", "--only-cases", "--instances", "300"]) == 0
    said = capsys.readouterr().out
    assert "| big | as stated | true | survived |" in said
    assert "| big | wrong | false | refuted |" in said
    assert "1 of 1 false statements refuted, 0 of 1 true ones." in said
    assert "- big (named only): about named instances only" in said
    assert main(["hunt", "--all", "--ablate", "--cases", "mine", "--only-cases", "--instances", "300"]) == 0
    assert "| big | grad l(F(theta)) = 0 | not shown to be needed |" in capsys.readouterr().out


@pytest.mark.parametrize("words", [[], ["--all", FALSE], ["no-such-claim"], ["deficient-rank-no-conclusion"]], ids=str)
def test_what_cannot_be_hunted_is_refused(words, capsys):
    assert main(["hunt", *words]) == 2
    assert capsys.readouterr().err.startswith("verify: ")


def own_case(tmp_path, text=None):
    (tmp_path / "mine").mkdir(exist_ok=True)
    (tmp_path / "mine" / "case.py").write_text(text or CASE)


OWN = ("--cases", "mine", "--only-cases")


@pytest.mark.parametrize("option", ["--json", "--report"])
@pytest.mark.parametrize("place", ["no/such/folder/out.json", "mine"])
def test_a_place_that_cannot_be_written_is_refused_before_the_hunt(tmp_path, capsys, option, place):
    own_case(tmp_path)
    assert main(["hunt", "big", *OWN, option, place]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(f"verify: {place}: ")
    assert said.err.count("\n") == 1


def test_the_table_is_the_same_whoever_hunts(tmp_path, capsys):
    own_case(tmp_path)
    tables = []
    for workers in ("0", "2"):
        assert main(["hunt", "--all", *OWN, "--instances", "120", "--workers", workers, "--json", f"{workers}.json"]) == 0
        rows = [line.split(" | ") for line in capsys.readouterr().out.splitlines() if line.startswith("| big")]
        tables.append([row[:4] + row[5:] for row in rows])  # without the seconds
    assert tables[0] == tables[1]
    assert len(tables[0]) == 2
    assert (tmp_path / "0.json").read_bytes() == (tmp_path / "2.json").read_bytes()


def test_hunts_are_recorded_with_the_claim_lend_it_no_strength_and_replay(tmp_path, capsys):
    own_case(tmp_path)
    assert main(["hunt", "big", *OWN, "--instances", "60"]) == 0
    assert "recorded" not in capsys.readouterr().out  # there is no report to record it in
    assert main(["run", "big", *OWN, "--workers", "0", "--json", "report.json"]) == 0
    before = read_report(Path(".verify/report.json")).claims[0]
    capsys.readouterr()
    assert main(["hunt", "--all", *OWN, "--instances", "60", "--workers", "0"]) == 0
    assert "recorded with 1 claim in .verify/report.json\n" in capsys.readouterr().out
    after = read_report(Path(".verify/report.json")).claims[0]
    assert [(hunt.variant, hunt.outcome) for hunt in after.hunts] == [("as stated", "survived"), ("wrong", "refuted")]
    assert dataclasses.replace(after, hunts=[]) == before
    assert strength(after) == strength(before)
    assert read_report(Path("report.json")).claims[0].hunts == []
    assert main(["show", "big", *OWN]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert f"hunt hunted blind: {after.hunts[0].instances} instances in " in said
    assert "none refutes (seed 0)" in said
    assert "hunted blind, false variant 'wrong': refuted after" in said
    replayed = len(list(witnesses(before))) + 1
    assert main(["replay", ".verify/report.json", *OWN]) == 0
    assert f"{replayed} of {replayed} witnesses refute again" in capsys.readouterr().out
    document = json.loads(Path(".verify/report.json").read_text())
    document["claims"][0]["hunts"][1]["witness"]["instance"]["jacobian"] = [["0"]]
    Path("changed.json").write_text(json.dumps(document))
    assert main(["replay", "changed.json", *OWN]) == 2
    assert "build another instance" in capsys.readouterr().err


def test_a_hunt_of_the_same_statement_and_seed_takes_the_place_of_the_earlier_and_another_seed_stands_beside_it(tmp_path):
    own_case(tmp_path)
    assert main(["run", "big", *OWN, "--workers", "0", "--json", "report.json"]) == 0
    for instances, seed in (("60", "0"), ("90", "0"), ("60", "7")):
        assert main(["hunt", "big", *OWN, "--instances", instances, "--seed", seed, "--report", "report.json"]) == 0
    assert [(hunt.at_most, hunt.seed) for hunt in read_report(Path("report.json")).claims[0].hunts] == [(90, 0), (60, 7)]
    assert read_report(Path(".verify/report.json")).claims[0].hunts == []


def test_hunts_stay_with_a_claim_that_is_run_again_and_go_when_its_case_changes(tmp_path, capsys):
    own_case(tmp_path)
    assert main(["run", "big", *OWN, "--workers", "0"]) == 0
    assert main(["hunt", "big", *OWN, "--instances", "60"]) == 0
    assert main(["run", "big", *OWN, "--workers", "0"]) == 0
    assert len(read_report(Path(".verify/report.json")).claims[0].hunts) == 1
    own_case(tmp_path, CASE + "\n")
    capsys.readouterr()
    assert main(["hunt", "big", *OWN, "--instances", "60"]) == 0
    assert "not recorded: .verify/report.json has no evidence of big from the case files as they are" in capsys.readouterr().out
    assert main(["run", "big", *OWN, "--workers", "0"]) == 0
    assert read_report(Path(".verify/report.json")).claims[0].hunts == []


def test_a_judge_that_raises_is_named_with_its_place_and_the_hunt_is_not_as_recorded(tmp_path, capsys):
    own_case(tmp_path, CASE.replace("then=rank(jacobian).at_most(parameters))", 'then=Proposition("odd", lambda at: 1 / 0))'))
    line = 1 + CASE[: CASE.index("statement = ")].count("\n")
    assert main(["hunt", "big", *OWN, "--instances", "60"]) == 1
    said = capsys.readouterr().out
    assert f"crashed: 'odd' cannot be judged: ZeroDivisionError: division by zero ({tmp_path}/mine/case.py:{line})" in said


CASE = '''
"""Ranks of a Jacobian."""

from verify import HOLDS, Case, Claim, Proposition, Source, Statement
from verify import jacobian, jets, loss_stationary, parameters, rank, sampled, small_minima

statement = Statement(about=(jets,), given=(loss_stationary,), then=rank(jacobian).at_most(parameters))
case = Case(
    Claim("big", HOLDS, revision=1, topic="rank", title="T", says="S.", source=Source("notes", "line 1")),
    statement,
    rejects=[
        statement.replace("wrong", then=rank(jacobian).at_most(parameters - 1)),
        statement.replace("named only", about=(small_minima,), then=rank(jacobian).equals(0)),
    ],
    checks=[sampled()],
)
'''
