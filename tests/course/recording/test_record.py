from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from simroom import SCENARIO, START

from course.grading.replay import replay
from course.lesson.model import Lesson, Predict
from course.lesson.parse import parse
from course.library import find
from course.library import load as load_lesson
from course.progress.store import scratch_store
from course.recording.acts import parts
from course.recording.block import fenced, folded
from course.recording.record import Recorded, recorded
from course.recording.suggest import suggestions
from course.sitting import Sitting
from sim.history import History
from sim.scenario import load
from sim.shell import lines as lines_of
from sim.view import state
from sim.world import World

LESSON = """\
---
title: A second lock
scenario: alice-and-alan
minutes: 5
---
## Make it {#make}

```{check} made
length(virtual_mfa_devices[?UserName != 'Alan']) >= `1` || length(users[?UserName=='Alice'].MFADevices[]) >= `1`
```

## Enable it {#enable}

```{check} enabled
length(users[?UserName=='Alice'].MFADevices[]) == `1`
```

## Use it {#use}

```{check} used
length(sessions[?Principal=='Alice' && Kind=='console' && MFA]) >= `1`
```

## Let the clock drift {#drift}

```{check} off
abs(people[?Name=='alan'].Phones[] | [-1].OffsetSeconds) >= `90`
```
"""
ARN = "arn:aws:iam::123456789012:mfa/Alice"
MAKE = (
    "aws iam create-virtual-mfa-device --virtual-mfa-device-name Alice --outfile Alice.png --bootstrap-method QRCodePNG"
)
ENABLE = (
    f"aws iam enable-mfa-device --user-name Alice --serial-number {ARN} "
    "--authentication-code1 {a} --authentication-code2 {b}"
)
DRIFT = "phone alan clock -2m"
USE = ["sign-in Alice --password Looking-Glass-7 --account example", "sign-in --code {c}"]

Script = Sequence[tuple[float, str]]


@lru_cache
def lesson() -> Lesson:
    return parse(LESSON, Path("01-lock.md"))


@lru_cache
def world(phase: float) -> World:
    return load(SCENARIO, "alice-and-alan", START + round(phase * 1000))


def attempt(phase: float, script: Script) -> list[tuple[int, str]]:
    """Timed lines: after so many seconds a line, or `read NAME` (a glance at Alice's phone), told as `{NAME}` later."""
    history, kept, seen = History.begin(world(phase)), list[tuple[int, str]](), dict[str, str]()
    time = history.world.time
    for seconds, line in script:
        time = max(time, history.world.time) + round(seconds * 1000)
        word, _, name = line.partition(" ")
        if word == "read":
            _, outcome = history.run("phone alice code", time)
            seen[name] = outcome.output.strip()
        else:
            line = line.format(**seen) if "{" in line else line
            history, _ = history.run(line, time)
            kept.append((time, line))
    return kept


def record(phase: float, script: Script, of: Lesson | None) -> list[Recorded]:
    start = world(phase)
    return recorded(parts(start, replay(start, attempt(phase, script), (), of)))


def commands(block: Recorded) -> list[str]:
    return lines_of("\n".join(block.rows))


def console(first: float, second: float, late: float, pause: float) -> Script:
    """As the console issues them: every code a literal, typed some seconds after it was shown."""
    return [
        (4, "aws iam list-users"), (3, MAKE), (5, "phone alice scan"), (first, "read a"), (30, "read b"),
        (late, ENABLE), (pause, "read c"), (second, USE[0]), (2, USE[1]),
    ]  # fmt: skip


BLOCKS = [
    [MAKE],
    [
        "phone alice scan",
        "code1=$(phone alice code); wait next-code alice; code2=$(phone alice code)",
        "aws iam enable-mfa-device --user-name Alice --serial-number $(phone alice serial)"
        " --authentication-code1 $code1 --authentication-code2 $code2",
    ],
    [USE[0], "sign-in --code $(phone alice code)"],
]


def test_the_lines_above_are_the_consoles_own() -> None:
    from course.reading import commands as console_commands

    assert console_commands.create_device("Alice", "Alice.png") == MAKE
    assert console_commands.with_codes("enable-mfa-device", "Alice", ARN, "{a}", "{b}").replace("'", "") == ENABLE
    assert console_commands.sign_in("Alice", "Looking-Glass-7", "example") == USE[0]
    assert console_commands.sign_in_code("123456") == USE[1].format(c="123456")


@pytest.mark.parametrize("phase", [0, 1, 7.5, 15, 28, 29.9])
def test_what_the_console_issues_becomes_a_block_that_holds(phase: float) -> None:
    blocks = record(phase, console(2, 4, 6, 31), lesson())
    assert [commands(block) for block in blocks] == BLOCKS
    assert [(block.holds, block.failure) for block in blocks] == [(True, None)] * 3
    assert [block.step and block.step.id for block in blocks] == ["make", "enable", "use"]
    assert blocks[0].dropped == (("aws iam list-users", "changes nothing"),)


@settings(max_examples=5)
@given(*(st.floats(0, 29.9),) * 3, st.floats(0, 20), st.floats(0, 400))
def test_at_any_pace_the_same_blocks(phase: float, first: float, second: float, late: float, pause: float) -> None:
    blocks = record(phase, console(first, second, late, pause), lesson())
    assert [commands(block) for block in blocks][:2] == BLOCKS[:2]
    for block in blocks:
        assert block.failure is None
        assert not re.search(r"\b\d{6}\b(?!\d)", " ".join(commands(block)).replace("123456789012", ""))


@pytest.mark.parametrize("phase", [0, 13, 29])
def test_a_block_meets_its_step_wherever_it_is_run(phase: int) -> None:
    history = History.begin(world(phase))
    for block in record(21, console(2, 4, 6, 31), lesson()):
        for line in commands(block):
            history, outcome = history.run(line)
            assert outcome.status == 0, (line, outcome.error)
        assert block.step is not None
        assert all(check.expression.is_true(state(history.world)) for check in block.step.checks)


def test_typed_lines_keep_their_form_and_get_their_wait() -> None:
    typed = [
        (0, MAKE), (5, "phone alice scan"), (3, "code1=$(phone alice code)"), (29, "code2=$(phone alice code)"),
        (1, ENABLE.format(a="$code1", b="$code2")),
    ]  # fmt: skip
    block = record(4, typed, lesson())[1]
    assert commands(block)[1] == "code1=$(phone alice code); wait next-code alice; code2=$(phone alice code)"
    assert block.holds


def test_a_bare_wait_is_kept_with_the_phone_it_was_for() -> None:
    typed = [
        (0, MAKE), (5, "phone alice scan"), (3, "code1=$(phone alice code)"), (1, "wait next-code"),
        (0, "code2=$(phone alice code)"), (1, ENABLE.format(a="$code1", b="$code2")), (3, "wait 5m"), (1, "sign-out"),
    ]  # fmt: skip
    block = record(4, typed, lesson())[1]
    assert commands(block)[1] == "code1=$(phone alice code); wait next-code alice; code2=$(phone alice code)"
    assert (block.holds, block.dropped) == (True, ())


def test_a_block_that_a_slow_reader_could_not_run_line_by_line_does_not_hold() -> None:
    code = "as alice sign-in Alice --password Looking-Glass-7 --code $old"
    script = [*console(2, 4, 6, 31)[:7], (60, "old=$(phone alice code)"), *((0, "whoami"),) * 2]
    slow = [(0, f"phone alan drift {number}ppm") for number in range(1, 5)]
    block = record(0, [*script, *slow, (0, code)], lesson())[2]
    assert not block.holds
    assert block.failure is not None
    assert block.failure.startswith(
        "begun 0 s into the 30-second window, with 17 s before each line, this line is refused: as"
    )


def test_codes_in_variables_are_not_taken_for_others() -> None:
    script = [*console(2, 4, 6, 31)[:2], (1, "code1=Alice"), (1, "echo $code1"), *console(2, 4, 6, 31)[2:6]]
    block = record(0, script, lesson())[1]
    assert "digits1=$(phone alice code); wait next-code alice; digits2=$(phone alice code)" in commands(block)
    assert block.holds


def test_a_used_code_is_waited_out() -> None:
    again = [(1, "sign-out"), (40, "read c"), (1, USE[0]), (1, "sign-in --code {c}"), (0, "phone alan drift -3000ppm")]
    blocks = record(0, [*console(2, 4, 6, 31), *again], None)
    assert len(blocks) == 1
    assert commands(blocks[0])[4:] == [
        *BLOCKS[2],
        "sign-out",
        USE[0],
        "wait next-code alice",
        BLOCKS[2][1],
        "phone alan drift -3000ppm",
    ]
    assert blocks[0].holds


@pytest.mark.parametrize(
    ("script", "block"),
    [
        ([(0, "phone alan drift -3000ppm"), (1, "wait 10h")], ["phone alan drift -3000ppm", "wait 10h"]),
        ([(0, "phone alan drift -3000ppm"), (36_000, "whoami")], ["phone alan drift -3000ppm", "wait 10h"]),
        ([(0, "phone alan clock +95s"), (1, "wait 1h")], ["phone alan clock +95s"]),
        ([(0, "phone alan lose"), (1, "undo"), (9, "phone alan clock +95s")], ["phone alan clock +95s"]),
        ([(0, "phone alan clock +95s"), (1, "reset"), (9, DRIFT)], [DRIFT]),
        ([(0, "phone alan lose"), (1, "undo"), (1, "redo"), (9, DRIFT)], ["phone alan lose", DRIFT]),
        ([(0, "time 10x"), (1, "sign-out"), (1, DRIFT), (5, "wait now")], [DRIFT]),
    ],
)  # fmt: skip
def test_waits_stay_only_where_they_are_needed(script: Script, block: list[str]) -> None:
    only = parse("---\n" + LESSON.split("---")[1] + "---\n" + LESSON[LESSON.index("## Let the") :], Path("02-drift.md"))
    recorded_blocks = record(3, script, only)
    assert [commands(each) for each in recorded_blocks] == [block]
    assert recorded_blocks[0].holds


@pytest.mark.parametrize(
    ("idle", "lead"),
    [
        (["aws iam create-user --user-name Bob"], "this line"),
        (["aws iam create-user --user-name Bob", "aws iam delete-user --user-name Bob"], "these lines"),
    ],
)
def test_lines_that_the_step_does_not_need_are_told(idle: list[str], lead: str) -> None:
    (block,) = record(0, [*((1, line) for line in idle), (2, MAKE)], lesson())
    assert block.holds
    (note,) = block.notes
    assert note == f"The step is met without {lead}: {'; '.join(idle)}. Leave it out, or end it in # optional."


def test_what_is_not_met_is_told() -> None:
    (block,) = record(0, [(0, "phone alice scan"), (1, "phone alan lose")], lesson())
    assert not block.holds
    assert block.notes == ("The step make is not met yet: this is what was done in it so far.",)
    assert block.dropped == (("phone alice scan", "refused"),)


def test_a_stolen_phone_is_read_by_the_thief() -> None:
    steal = [
        (0, "as attacker phone alan steal"),
        (1, "aws iam resync-mfa-device --user-name Alan --serial-number arn:aws:iam::123456789012:mfa/Alan"
            " --authentication-code1 {a} --authentication-code2 {b}"),
    ]  # fmt: skip
    history = History.begin(world(0))
    codes = []
    for time in (START, START + 30_000):
        history, outcome = history.run("phone alan code", time)
        codes.append(outcome.output.strip())
    lines = [(START + 31_000, steal[0][1]), (START + 40_000, steal[1][1].format(a=codes[0], b=codes[1]))]
    (block,) = recorded(parts(world(0), replay(world(0), lines)))
    assert "$(as attacker phone alan code)" in commands(block)[1]
    assert block.holds


@pytest.mark.parametrize(
    ("line", "check"),
    [
        ("aws iam create-user --user-name Bob", "length(users[?UserName=='Bob']) == `1`"),
        ("aws iam delete-login-profile --user-name Alice", "(users[?UserName=='Alice'] | [0].HasPassword) == `false`"),
        (
            "aws iam add-user-to-group --user-name Admin --group-name Staff",
            "length(users[?UserName=='Admin'] | [0].Groups) >= `1`",
        ),
        ("phone alan lose", "(people[?Name=='alan'] | [0].Phones | [-1].State) == 'lost'"),
        (
            "as alice sign-in Alice --password Looking-Glass-7",
            "length(sessions[?Principal=='Alice' && Kind=='console' && !MFA]) >= `1`",
        ),
        ("support open 'root MFA device lost'", "length(support.Cases) >= `1`"),
    ],
)  # fmt: skip
def test_a_check_is_suggested_for_what_changed(line: str, check: str) -> None:
    history, outcome = History.begin(world(0)).run(line)
    assert outcome.status == 0, outcome.error
    assert check in suggestions(world(0), history.world)


@given(st.lists(st.text("abc-$'\"() \\", min_size=1, max_size=30), min_size=1, max_size=12))
def test_a_folded_line_is_the_same_line(words: list[str]) -> None:
    line = " ".join(word.strip() for word in words).strip()
    unfolded = lines_of(line)
    assert lines_of(folded(line, 40)) == unfolded


def test_long_lines_are_folded_before_options() -> None:
    text = folded(ENABLE.format(a="$code1", b="$code2"), 100)
    assert max(map(len, text.split("\n"))) <= 100
    assert all(row.lstrip().startswith("--") for row in text.split("\n")[1:])


def test_a_fence_is_longer_than_what_it_holds() -> None:
    assert fenced(["echo '````'"]) == "`````{solution}\necho '````'\n`````\n"


@pytest.mark.parametrize(("word", "seconds"), [("6", 17), ("10", 29)])
def test_the_courses_own_solutions_done_in_real_time_are_recorded_as_they_stand(word: str, seconds: int) -> None:
    own = load_lesson(find(word))
    start = world(7)
    now = [start.time]
    store = scratch_store()
    kept = store.begin(own.path.stem, SCENARIO, None, start.time, scenario="alice-and-alan")
    sitting = Sitting(own, start, lambda: now[0], kept)
    while (step := sitting.run.step) is not None:
        for question in sitting.run.open_questions(step):
            right = [number for number, choice in enumerate(question.choices, 1) if choice.right]
            if isinstance(question, Predict):
                sitting.predict(question, 1, lambda *_: None)
            else:
                sitting.answer(question, right[0])
        if step is sitting.run.step:
            assert step.solution is not None
            for line in step.solution.script.commands():
                now[0] += seconds * 1_000
                sitting.act(line)
    blocks = recorded(parts(start, replay(start, kept.lines, kept.results, own)))
    solved = {step.id: step.solution.script.commands() for step in own.steps if step.solution}
    assert {block.step.id: tuple(commands(block)) for block in blocks if block.step} == solved
    assert all(block.holds for block in blocks)
