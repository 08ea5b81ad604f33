"""Experiments run at the quick scale unless the command says otherwise, and the report says which it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from verify.cli.main import main
from verify.reporting.document import read_report

CASE = '''"""How often a tanh network fits labels."""

from verify import MEASURED, Case, Claim, NamedInstances, Proposition, RankAgainstWidth, Source, Statement, Subject, experiment
from verify.numbers.floats import Floats

arms = [RankAgainstWidth("tanh", (0, 0, 0, 1), widths=(3,)), RankAgainstWidth("relu", (0, 0, 0, 1), widths=(2,))]
statement = Statement(
    about=(NamedInstances("arms", tuple(Subject(arm.name, arm, Floats()) for arm in arms[:1])),),
    given=(),
    then=Proposition("seldom", lambda at: at.value.found.pooled.below(1 / 2)),
)
wide = statement.replace("in any network", about=(NamedInstances("arms", tuple(Subject(arm.name, arm, Floats()) for arm in arms)),))

measured = Case(
    Claim(
        "seldom-deficient",
        MEASURED,
        revision=1,
        topic="mine",
        title="Seldom deficient",
        says="Seldom deficient.",
        source=Source("project", "x"),
        pointwise=False,
    ),
    statement,
    rejects=[wide],
    checks=[experiment(quick=200, thorough=300)],
)
'''


@pytest.mark.parametrize(("options", "runs", "scale"), [((), 200, "quick"), (("--thorough",), 300, "thorough")])
def test_the_scale_that_was_asked_for_is_the_one_that_ran_and_is_reported(
    options: tuple[str, ...], runs: int, scale: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "seldom.py").write_text(CASE, encoding="utf-8")
    arguments = ["seldom-deficient", "--cases", "mine", "--only-cases", "--workers", "0", "--json", "out.json", *options]
    assert main(["run", *arguments]) == 0
    assert "measured" in capsys.readouterr().out
    report = read_report(tmp_path / "out.json")
    assert report.selection.thorough is bool(options)
    check = report.claims[0].checks[0]
    assert f"({scale} scale, {runs} runs of each setting)" in check.reason
    row = check.certificates[0]["rows"][0]
    assert row["trials"] + sum(row["beside"].values()) == runs
