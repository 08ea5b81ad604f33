"""Every command, on small folders of cases: what it says, and the exit status it leaves with."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.running.scripted import case, write
from verify.cli.main import main
from verify.reporting.document import read_report

Said = tuple[int, str, str]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of cases, in the working folder."""
    monkeypatch.chdir(tmp_path)
    return Path("mine")


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """Give a command about the user's own cases alone; what it returned, printed, and complained of."""

    def given(command: str, *arguments: str, cases: str = "mine") -> Said:
        status = main([command, *arguments, "--cases", cases, "--only-cases"])
        captured = capsys.readouterr()
        assert "Traceback" not in captured.err + captured.out
        return status, captured.out, captured.err

    return given


def pair(folder: Path) -> None:
    write(
        folder,
        "pair.py",
        case("ranks-agree-at-minima", "FAILS", amended_by="ranks-agree-at-a-perfect-fit", title="At minima the ranks agree"),
        case("ranks-agree-at-a-perfect-fit", topic="fit", title="At a perfect fit the ranks agree"),
    )


def test_impact_names_what_would_fall_with_a_claim(folder: Path, say: Callable[..., Said]) -> None:
    pair(folder)
    status, out, err = say("impact", "ranks-agree-at-a-perfect-fit")
    assert (status, err) == (0, "")
    assert "\n  ranks-agree-at-minima (fails): is amended by ranks-agree-at-a-perfect-fit\n1 of 2 claims would fall with it\n" in out
    assert "no other claim rests on it" in say("impact", "ranks-agree-at-minima")[1]


def test_all_is_green_where_every_finding_agrees_and_shows_the_witness_of_a_refutation(folder: Path, say: Callable[..., Said]) -> None:
    pair(folder)
    status, out, err = say("all", "--json", "out.json", "--seed", "7")
    assert (status, err) == (0, "")
    assert "2 of 2 claims agree with their recorded verdict (1 hold, 1 fail as stated)" in out
    assert re.search(r"agrees +fails +named instances, exact .* ranks-agree-at-minima\n +witness: left = 1, right = 2; at t=\[1/3,", out)
    report = read_report(Path("out.json"))
    assert report == read_report(Path(".verify/report.json"))
    assert (report.selection.seed, report.selection.ids) == (7, ["ranks-agree-at-minima", "ranks-agree-at-a-perfect-fit"])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (case("wrong", falls=("as stated", "false variant")), "recorded holds, found fails"),
        (case("wrong", falls=()), "toothless"),
        (case("wrong", "FAILS", amended_by="good", falls=("as stated", "amendment")), "unsound"),
        (case("wrong", deed="lambda: 1 / 0"), "crashed"),
        (case("wrong", deed="lambda: os._exit(1)"), "crashed"),
    ],
)
def test_a_lie_turns_the_run_red_with_a_message_that_says_which_it_is(folder: Path, say: Callable[..., Said], text: str, said: str) -> None:
    write(folder, "good.py", case("good"))
    write(folder, "wrong.py", text)
    status, out, _ = say("all")
    assert status == 1
    assert said in out[out.index("DISAGREES  wrong  (") :].splitlines()[1]
    assert "1 of 2 claims agree with their recorded verdict (1 hold); 1 disagree" in out


def test_a_case_that_cannot_be_loaded_is_named_and_wins_over_one_that_disagrees(folder: Path, say: Callable[..., Said]) -> None:
    write(folder, "wrong.py", case("wrong", falls=()))
    write(folder, "good.py", case("good"))
    write(folder, "broken.py", "\ndef broken(:\n")
    status, out, err = say("all")
    assert (status, err) == (2, "")
    assert re.search(r"NOT LOADED mine/broken.py:\d+: syntax error", out)
    assert "1 of 2 claims agree" in out
    report = read_report(Path(".verify/report.json"))
    assert [error.file for error in report.load_errors] == ["mine/broken.py"]
    assert [claim.id for claim in report.claims] == ["good", "wrong"]


def test_a_folder_where_nothing_loads_is_never_green(folder: Path, say: Callable[..., Said]) -> None:
    write(folder, "broken.py", "def broken(:\n")
    assert say("all")[0] == 2


def test_run_settles_the_claims_named_each_once(folder: Path, say: Callable[..., Said]) -> None:
    pair(folder)
    status, _, _ = say("run", "ranks-agree-at-a-perfect-fit", "ranks-agree-at-a-perfect-fit", "--workers", "0")
    assert status == 0
    assert [claim.id for claim in read_report(Path(".verify/report.json")).claims] == ["ranks-agree-at-a-perfect-fit"]


def test_a_run_of_one_claim_keeps_what_the_last_run_found_of_the_others(folder: Path, say: Callable[..., Said]) -> None:
    pair(folder)
    write(folder, "third.py", case("third"))
    say("all", "--workers", "0", "--seed", "4")
    before = read_report(Path(".verify/report.json"))
    status, out, _ = say("run", "third", "--workers", "0", "--json", "alone.json")
    assert status == 0
    assert "1 of 1 claims agree" in out
    assert "report: .verify/report.json, for `list` and `show`; 2 claims of earlier runs kept\n" in out
    after = read_report(Path(".verify/report.json"))
    assert [claim.id for claim in after.claims] == [claim.id for claim in before.claims]
    assert after.claims[:2] == before.claims[:2]
    assert [claim.id for claim in read_report(Path("alone.json")).claims] == ["third"]
    assert "not run" not in say("list")[1]
    assert "seed 4: found holds" in " ".join(say("show", "ranks-agree-at-a-perfect-fit")[1].split())
    assert "seed 0: found holds" in " ".join(say("show", "third")[1].split())


def test_what_was_found_of_a_case_that_has_changed_is_said_to_be_stale_and_left_out_by_the_next_run(
    folder: Path, say: Callable[..., Said]
) -> None:
    pair(folder)
    write(folder, "third.py", case("third"))
    say("all", "--workers", "0")
    write(folder, "third.py", case("third", title="Another title"))
    assert say("list", "--strength", "stale")[1].split()[0] == "third"
    assert "the case file has changed since that run; python -m verify run third settles it anew" in say("show", "third")[1]
    assert "has changed" not in say("show", "ranks-agree-at-minima")[1]
    out = say("run", "ranks-agree-at-minima", "--workers", "0")[1]
    assert "; 1 claim of earlier runs kept\n" in out
    assert "left out of it, since their cases have changed or cannot be found: third\n" in out
    assert say("list", "--strength", "not run")[1].split()[0] == "third"


def test_a_contradiction_with_a_claim_of_an_earlier_folder_is_reported_at_the_later_one(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(Path("first"), "one.py", case("one"))
    file = write(folder, "two.py", case("two").replace("revision=1,", "revision=1, contradicts=('one',),"))
    line = file.read_text()[: file.read_text().index("    Claim(")].count("\n") + 1
    assert main(["all", "--cases", "first", "--cases", "mine", "--only-cases", "--workers", "0"]) == 2
    said = " ".join(capsys.readouterr().out.split())
    assert f"NOT LOADED mine/two.py:{line}: claims 'two' and 'one' contradict each other" in said
    assert "first/one.py" not in said
    assert "1 of 1 claims agree" in said


def test_a_claim_that_takes_too_long_is_reported_as_timed_out(folder: Path, say: Callable[..., Said]) -> None:
    write(folder, "slow.py", case("slow", deed="lambda: time.sleep(60)"))
    status, out, _ = say("run", "slow", "--time-limit", "1")
    assert status == 1
    assert out.count("no answer within 1 s; allow more with --time-limit") == 1


@pytest.mark.parametrize("command", ["run", "show"])
def test_an_unknown_id_is_refused_with_the_nearest_that_exist(folder: Path, say: Callable[..., Said], command: str) -> None:
    pair(folder)
    status, out, err = say(command, "rank-agree-at-minimum")
    assert (status, out) == (2, "")
    assert err == ("verify: no claim 'rank-agree-at-minimum': did you mean ranks-agree-at-minima or ranks-agree-at-a-perfect-fit?\n"), (
        "one line, the nearest first"
    )
    assert say(command, "zzz")[2] == "verify: no claim 'zzz': `list` shows those that exist, `--cases DIR` adds yours\n"


def test_an_unknown_id_beside_a_broken_file_names_the_file(folder: Path, say: Callable[..., Said]) -> None:
    write(folder, "good.py", case("good"))
    write(folder, "broken.py", "def broken(:\n")
    status, _, err = say("run", "missing")
    assert status == 2
    assert re.search(r"mine/broken.py:\d+: syntax error", err)


def test_a_report_that_could_not_be_written_is_refused_before_the_run(folder: Path, say: Callable[..., Said]) -> None:
    write(folder, "one.py", case("one", deed="lambda: open('ran', 'w').close()"))
    for place in ("no/such/folder/out.json", "mine", "/proc/out.json"):
        status, out, err = say("all", "--json", place)
        assert (status, out) == (2, "")
        assert err.startswith(f"verify: {place}: cannot write the report here: ")
        assert err.count("\n") == 1
    assert not Path("ran").exists()


def test_where_the_last_report_cannot_be_kept_the_run_is_no_less_green(folder: Path, say: Callable[..., Said]) -> None:
    write(folder, "one.py", case("one"))
    Path(".verify").write_text("in the way")
    status, _, err = say("all")
    assert status == 0
    assert err.count("\n") == 1
    assert "not kept" in err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["all", "--only-cases"], "--only-cases leaves nothing to read"),
        (["all", "--cases", "nowhere"], "'nowhere' does not exist"),
        (["all", "--cases", "empty"], "no case file in empty"),
        (["list", "--cases", "empty", "--only-cases"], "no case file in empty"),
        (["all", "--seed", "-1"], "-1 is not in the range"),
        (["all", "--seed", "one"], "'one' is not a valid integer"),
        (["all", "--time-limit", "0"], "0"),
        (["all", "--time-limit", "nan"], "nan is no number of seconds"),
        (["hunt", "a-b", "--seconds", "nan"], "nan is no number of seconds"),
        (["hunt", "a-b", "--seconds", "inf"], "inf is not in the range"),
        (["run"], "Missing argument"),
        (["settle"], "No such command 'settle'"),
        (["list", "--strength", "proved"], "'all sizes', 'all reals at named sizes'"),
        (["replay", "nothing.json"], "'nothing.json' does not exist"),
    ],
)
def test_a_request_that_makes_no_sense_is_refused_in_one_line(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    (folder.parent / "empty").mkdir()
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert captured.err.startswith("verify: ")
    assert said in captured.err


def test_list_filters_by_topic_verdict_text_and_strength(folder: Path, say: Callable[..., Said]) -> None:
    pair(folder)
    write(folder, "open.py", case("an-open-question", "OPEN"))
    wrong, right, question = "ranks-agree-at-minima", "ranks-agree-at-a-perfect-fit", "an-open-question"

    def listed(*arguments: str) -> list[str]:
        status, out, _ = say("list", *arguments)
        assert status == 0
        return [line.split()[0] for line in out.splitlines()]

    assert listed() == [question, wrong, right]
    assert listed("--strength", "not run") == [question, wrong, right]
    assert say("run", wrong, "--workers", "0")[0] == 0
    assert listed("--topic", "fit") == [right]
    assert listed("--verdict", "open") == [question]
    assert listed("--text", "PERFECT fit") == [right]
    assert listed("--strength", "exact") == listed("--strength", "named instances") == [wrong]
    assert listed("--strength", "not run", "--topic", "rank") == [question]
    status, out, err = say("list", "--topic", "geometry")
    assert (status, out, err) == (2, "", "verify: no claim matches --topic 'geometry'; the topics are fit, rank\n")
    status, out, err = say("list", "--strength", "floating", "--text", "fit")
    complaint = "no claim matches --strength 'floating' with --text 'fit'; the last run showed claims as named instances, exact, not run"
    assert (status, out, err) == (2, "", f"verify: {complaint}\n")


def test_list_aligns_its_columns_and_names_what_cannot_be_loaded(folder: Path, say: Callable[..., Said]) -> None:
    pair(folder)
    write(folder, "broken.py", "def broken(:\n")
    status, out, err = say("list")
    assert status == 2
    assert "mine/broken.py:" in err
    assert len({line.index("not run") for line in out.splitlines()}) == 1


def test_show_tells_what_is_claimed_and_what_the_last_run_found(folder: Path, say: Callable[..., Said]) -> None:
    pair(folder)
    before = say("show", "ranks-agree-at-minima")[1]
    for part in ("revision 1", "Left is right.", "notes, line 1", "fails; amended by ranks-agree-at-a-perfect-fit", "mine/pair.py:"):
        assert part in before
    assert "python -m verify run ranks-agree-at-minima settles it" in before
    say("all", "--workers", "0")
    after = say("show", "ranks-agree-at-minima")[1]
    assert "found fails, agrees (named instances, exact)" in after
    assert "accepts 'amendment': supported, as it must" in after
    assert json.loads(after[after.index("{") :])["shows"] == {"left": "1", "right": "2"}


def test_a_damaged_last_report_is_left_aside_with_one_line(folder: Path, say: Callable[..., Said]) -> None:
    pair(folder)
    Path(".verify").mkdir()
    Path(".verify/report.json").write_text("{")
    status, out, err = say("list")
    assert (status, out.count("not run"), err.count("\n")) == (0, 2, 1)
    assert "left aside" in err


def test_index_writes_what_list_reads(
    folder: Path, say: Callable[..., Said], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pair(folder)
    assert main(["index", "--cases", "mine"]) == 0
    assert capsys.readouterr().out == "mine/index.json: 2 claims\n"
    monkeypatch.setitem(sys.modules, "verify.claims.catalogue", None)
    assert say("list")[0] == 0
    assert not os.path.lexists(".verify")


def test_a_users_folder_stands_beside_the_library(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, "own.py", case("a-claim-of-my-own"))
    assert main(["list", "--cases", "mine"]) == 0
    listed = [line.split()[0] for line in capsys.readouterr().out.splitlines()]
    assert "a-claim-of-my-own" in listed
    assert len(listed) > 1


def test_a_report_that_is_no_such_thing_is_refused_by_replay_in_one_line(folder: Path, say: Callable[..., Said]) -> None:
    pair(folder)
    for text, said in (
        ("{}", "it names no schema"),
        ("[1]", "a JSON object is expected"),
        ('{"instance": {}}', "its field 'claim' must be an id"),
        ('{"instance": {}, "claim": "ranks"}', "no claim 'ranks'"),
        ('{"instance": {}, "claim": "ranks-agree-at-minima"}', "the field 'revision' is missing"),
        ('{"schema": "verify-report/1"}', "not a report"),
        ('{"schema": "verify-report/1", "claims": [{"checks": 3}]}', "not a report"),
    ):
        Path("w.json").write_text(text)
        status, _, err = say("replay", "w.json")
        assert (status, err.count("\n")) == (2, 1), text
        assert said in err
    say("run", "ranks-agree-at-minima", "--workers", "0")
    report = json.loads(Path(".verify/report.json").read_text())
    Path("w.json").write_text(json.dumps(report | {"claims": []}))
    assert say("replay", "w.json") == (2, "", "verify: w.json: there is no witness in it to replay\n")
