"""`verify hunt` says what it caught, writes witnesses that replay, and its exit status tells whether that was as recorded."""

from __future__ import annotations

import json

import pytest

from verify.cli.main import main

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


CASE = '''
"""Ranks of a Jacobian."""

from verify import HOLDS, Case, Claim, Source, Statement, jacobian, jets, loss_stationary, parameters, rank, sampled, small_minima

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
