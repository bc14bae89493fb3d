from __future__ import annotations

from pathlib import Path

import pytest
from simroom import SCENARIO, START

from course.cli import main
from course.grading.replay import replay
from course.grading.submission import open_submission
from course.grading.telling import tell
from course.library import find
from course.library import load as load_lesson
from course.opening import open_sitting
from course.progress.store import open_store
from course.progress.transcript import Transcript, dump, load
from sim.scenario import load as load_scenario

Whole = tuple[Path, str]

THEFT = """\
---
title: Theft
scenario: theft
minutes: 2
---
## Wait for it {#wait}

```{check} stolen
people[?Name=='alan'].Phones[] | [0].State == 'stolen'
```
"""


@pytest.fixture
def shown(tmp_path: Path, whole: Whole, capsys: pytest.CaptureFixture[str]) -> str:
    path = tmp_path / "ada.txt"
    path.write_text(whole[1], encoding="utf-8")
    assert main(["replay", str(path)]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize(
    "words",
    [
        "Step 1 of 7: Why a password is not enough\n    Question forum-hacked: ",
        "    Wrong: Her password could no longer be stolen.\n    Hint 1 of 2: Ask yourself",
        "12:00:07  attacker: as attacker sign-in Alice --password Looking-Glass-7\n    Signed in to the",
        "12:00:13  you: undo\n    Undone: aws iam create-user --user-name Bob\n",
        "    Refused: An error occurred (EntityAlreadyExists) when calling the\n",
        "    Tutor (mistake same-code-twice): Both boxes hold the same code.",
        "Step 4 of 7 is met: Scan it, and type two codes.\n\nStep 5 of 7: Sign in as Alice\n",
        "    What happened: It asks him for a code, and he has none.\n",
        "7 of 7 steps are met.\n",
    ],
)
def test_what_happened_is_told_in_order(shown: str, words: str) -> None:
    assert words in shown


def test_it_is_plain_text_of_eighty_columns(shown: str) -> None:
    assert all(len(line) <= 80 for line in shown.split("\n"))
    assert shown.replace("\n", "").isprintable()


@pytest.mark.parametrize(
    ("to", "status", "end"),
    [
        ("2", 0, "To do: Step 3 of 7, Choose a virtual device.\n    not yet: there-is-a-new-device-for-alice\n"),
        (
            "virtual-device",
            0,
            "To do: Step 4 of 7, Scan it, and type two codes.\n    not yet: alice-has-an-mfa-device\n",
        ),
        ("sign-in", 1, "The step sign-in was not met.\n"),
        ("two-coeds", 2, "The nearest is two-codes.\n"),
        ("99", 2, "Its steps are why-mfa, "),
    ],
)
def test_it_stops_where_it_is_told_to(
    tmp_path: Path, half: Whole, capsys: pytest.CaptureFixture[str], to: str, status: int, end: str
) -> None:
    path = tmp_path / "ada.txt"
    path.write_text(half[1], encoding="utf-8")
    assert main(["replay", str(path), "--to", to]) == status
    said = capsys.readouterr()
    text = said.err if status == 2 else said.out
    assert end in text
    assert text.endswith(end) or status == 2


def test_the_sandbox_has_acts_and_no_steps(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    start = 1_803_902_400_000
    path = tmp_path / "sandbox.txt"
    lines = (
        (start + 5_000, "echo " + "\x1b[2J" * 3),
        (start + 90_000_000, "whoami"),
        (start + 90_000_000, "a" * 30_000),
        (start + 90_000_000, "phone alice scan"),
    )
    path.write_text(dump(Transcript("alice-and-alan", 1, start, lines)), encoding="utf-8")
    assert main(["replay", str(path)]) == 0
    out = capsys.readouterr().out
    assert out.startswith("The sandbox\n")
    assert "On 2027-03-01:\n12:00:05  you: echo \\u001b[2J" in out
    assert "On 2027-03-02:\n13:00:00  you: whoami" in out
    assert "(29,000 more characters)" in out
    assert "device shows one: aws iam create-virtual-mfa-device" in " ".join(out.split())
    assert all(len(line) <= 80 for line in out.split("\n"))
    assert main(["replay", str(path), "--to", "1"]) == 2
    assert main(["replay", str(tmp_path / "nothing.txt")]) == 2


def test_what_happens_by_itself_is_told(tmp_path: Path) -> None:
    (tmp_path / "scenarios").mkdir()
    happening = "happenings: [{at: +10m, as: attacker, run: phone alan steal, tell: It is stolen.}]\n"
    (tmp_path / "scenarios" / "theft.yaml").write_text(f"{SCENARIO}\n{happening}", encoding="utf-8")
    lesson = tmp_path / "01-theft.md"
    lesson.write_text(THEFT, encoding="utf-8")
    lines = ((START + 5_000, "phone alan"), (START + 700_000, "whoami"))
    path = tmp_path / "ada.txt"
    path.write_text(dump(Transcript("theft", 1, START, lines, "01-theft")), encoding="utf-8")
    told: list[str] = []
    assert tell(open_submission(path, lesson), told.append)
    assert "you: whoami\n    Meanwhile: 2027-03-01 12:10:00 UTC: It is stolen.\n" in "".join(told)
    assert "Step 1 of 1 is met: Wait for it.\n" in "".join(told)


class TestTheTranscriptCommand:
    def test_prints_what_can_be_handed_in(
        self, whole: Whole, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setenv("MFA_COURSE_HOME", str(whole[0]))
        assert main(["transcript", "6"]) == 0
        text = capsys.readouterr().out
        assert text == whole[1]
        assert "\nlesson: 06-enabling-mfa-for-alice\nscenario-sha256: " in text
        assert "\nanswer\twhy-mfa\tforum-hacked 2\nhint\twhy-mfa\n" in text

    def test_its_replay_is_the_attempt(self, whole: Whole) -> None:
        store = open_store(whole[0])
        sitting = open_sitting(find("6"), lambda: 0, store)
        store.close()
        kept = load(whole[1], "x")
        attempt_text = (find("6").parent / "scenarios" / "alice-and-alan.yaml").read_text(encoding="utf-8")
        start = load_scenario(attempt_text, kept.scenario, kept.start, kept.seed)
        *_, last = replay(start, kept.lines, kept.results, load_lesson(find("6")))
        there = sitting.driver.history.world
        assert last.after.at(0) == there.at(0)
        assert last.run is not None
        assert (last.run.met, last.run.finished) == (sitting.run.met, sitting.run.finished)

    def test_writes_a_file_and_nothing_over_what_is_none(
        self, tmp_path: Path, whole: Whole, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setenv("MFA_COURSE_HOME", str(whole[0]))
        path = tmp_path / "ada.txt"
        for _ in range(2):
            assert main(["transcript", "enabling-mfa-for-alice", "--output", str(path)]) == 0
            assert path.read_text(encoding="utf-8") == whole[1]
        path.write_text("my diary", encoding="utf-8")
        assert main(["transcript", "6", "--output", str(path)]) == 2
        assert path.read_text(encoding="utf-8") == "my diary"
        assert main(["transcript", "6", "--output", str(tmp_path)]) == 2
        assert main(["transcript", "6", "--output", str(tmp_path / "no" / "where.txt")]) == 2
        assert capsys.readouterr().err.count("mfa-course: ") == 3

    @pytest.mark.parametrize(
        ("word", "said"),
        [
            ("10", "nothing was done in 10-alan-keep-resync-or-deactivate yet"),
            ("sandbox", "nothing was done in sandbox yet"),
            ("enabling-mfa-for-alise", "The nearest is 06-enabling-mfa-for-alice"),
        ],
    )
    def test_says_what_is_not_there(
        self, whole: Whole, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], word: str, said: str
    ) -> None:
        monkeypatch.setenv("MFA_COURSE_HOME", str(whole[0]))
        assert main(["transcript", word]) == 2
        assert said in capsys.readouterr().err


class TestTheRecordCommand:
    def test_prints_a_block_for_each_step(
        self, whole: Whole, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setenv("MFA_COURSE_HOME", str(whole[0]))
        assert main(["record"]) == 0
        said = capsys.readouterr()
        assert said.out.count("```{solution}\n") == 3
        assert "## Scan it, and type two codes {#two-codes}\n\n```{solution}\nphone alice scan\ncode1=$(" in said.out
        assert "The block for sign-in holds in every phase of the 30 seconds and meets its\n  checks.\n" in said.err
        assert "left out (undone): aws iam create-user --user-name Bob\n" in said.err

    @pytest.mark.parametrize(
        ("words", "status", "out", "err"),
        [
            (["6", "--step", "sign-in"], 0, "```{solution}\nas alice sign-in Alice", "holds"),
            (["6", "--step", "3"], 0, "```{solution}\naws iam create-virtual-mfa-device", "holds"),
            (["6", "--step", "once"], 2, "", "nothing was done in the step once that a solution could hold"),
            (["6", "--step", "sing-in"], 2, "", "The nearest is sign-in"),
            (["10"], 2, "", "nothing was done in 10 yet"),
            (["sandbox"], 2, "", "nothing was done in sandbox yet"),
        ],
    )
    def test_of_one_step(
        self,
        whole: Whole,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
        words: list[str],
        status: int,
        out: str,
        err: str,
    ) -> None:
        monkeypatch.setenv("MFA_COURSE_HOME", str(whole[0]))
        assert main(["record", *words]) == status
        said = capsys.readouterr()
        assert said.out.startswith(out)
        assert err in said.err

    def test_of_the_sandbox_with_checks_for_what_changed(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        store = open_store(tmp_path)
        text = (find("6").parent / "scenarios" / "alice-and-alan.yaml").read_text(encoding="utf-8")
        attempt = store.begin("sandbox", text, None, 1_803_902_400_000, scenario="alice-and-alan")
        attempt.append(1_803_902_401_000, "aws iam create-user --user-name Bob")
        store.close()
        monkeypatch.setenv("MFA_COURSE_HOME", str(tmp_path))
        assert main(["record"]) == 0
        said = capsys.readouterr()
        assert said.out == "```{solution}\naws iam create-user --user-name Bob\n```\n"
        assert "a check for what changed: length(users[?UserName=='Bob']) == `1`\n" in said.err
        assert main(["transcript", "sandbox"]) == 0
        assert "seed: 20180301\n" in capsys.readouterr().out

    def test_words_that_the_seed_draws_are_told(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        store = open_store(tmp_path)
        text = f"{SCENARIO}\nparameters: {{victim: {{one-of: [Alan, Alice], in: lessons}}}}\n"
        attempt = store.begin("sandbox", text, 3, START, scenario="alice-and-alan")
        for name in ("Alan", "Alice"):
            attempt.append(START + 1_000, f"aws iam delete-login-profile --user-name {name}")
        store.close()
        monkeypatch.setenv("MFA_COURSE_HOME", str(tmp_path))
        assert main(["record", "sandbox"]) == 0
        said = capsys.readouterr().err
        assert "In this variant {{victim}} is Al" in said

    def test_nothing_done_yet(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setenv("MFA_COURSE_HOME", str(tmp_path))
        assert main(["record"]) == 2
        assert capsys.readouterr().err == "mfa-course: nothing was done yet: do it in the course, then record it.\n"
