"""Laws of an attempt: replay gives the same world, undo undoes, redo does again, goto goes to any moment there was."""

from __future__ import annotations

import json
from dataclasses import replace
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st
from simroom import SCENARIO, START, Room

from sim.history import MOST_BRANCHES, History
from sim.scenario import load
from sim.strip import lanes, listing
from sim.view import state
from sim.world import World

ALAN = "arn:aws:iam::123456789012:mfa/Alan"
ACTS = [
    "aws iam create-virtual-mfa-device --virtual-mfa-device-name a --outfile a.png --bootstrap-method QRCodePNG",
    "phone alice scan",
    "c1=$(phone alice code)",
    "wait next-code",
    "wait 95s",
    "wait 20m",
    "wait now",
    "c2=$(phone alice code)",
    "aws iam enable-mfa-device --user-name Alice --serial-number $(phone alice serial) "
    "--authentication-code1 $c1 --authentication-code2 $c2",
    "aws iam list-users --output text",
    f"aws iam deactivate-mfa-device --user-name Alan --serial-number {ALAN}",
    "sign-in Alan --password Turing-Machine-36 --code $(phone alan code)",
    "sign-in Alice --password Looking-Glass-7",
    "sign-in --code $(phone alice code)",
    "sign-in Alan --password wrong",
    "sign-out",
    "phone alan drift 9000ppm",
    "phone alan clock -70s",
    "phone alan lose",
    "phone alan replace",
    "aws iam create-user --user-name Bob --tags Key=team,Value=blue",
    "aws iam create-access-key --user-name Bob",
    "as attacker phone alan steal",
    "time 10x",
    "undo",
    "redo",
    "reset",
]
timed = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 100_000)), max_size=25)

BEGIN = load(SCENARIO, "alice-and-alan", START)
COMING = load(
    f"{SCENARIO}\nhappenings:\n"
    "  - {at: +20s, run: aws iam create-user --user-name Eve, tell: Eve is here.}\n"
    "  - {at: +100s, run: aws iam delete-user --user-name Eve}\n"
    "  - {at: +10m, as: attacker, run: phone alan steal}\n",
    "alice-and-alan",
    START,
)


def play(start: World, lines: list[tuple[int, str]]) -> History:
    history = History.begin(start)
    for time, line in lines:
        history, _ = history.run(line, time)
    return history


def stamped(acts: list[tuple[str, int]]) -> list[tuple[int, str]]:
    time, lines = START, []
    for line, pause in acts:
        time += pause
        lines.append((time, line))
    return lines


@given(timed)
def test_a_transcript_replayed_gives_the_same_world(acts: list[tuple[str, int]]) -> None:
    lines = stamped(acts)
    first = play(BEGIN, lines)
    second = play(load(SCENARIO, "alice-and-alan", START), lines)
    assert first.world == second.world
    assert json.dumps(state(first.world)) == json.dumps(state(second.world))


@given(timed, st.sampled_from([act for act in ACTS if act not in ("undo", "redo", "reset")]))
def test_undo_gives_back_the_world_before_and_redo_the_one_after(acts: list[tuple[str, int]], line: str) -> None:
    before = play(BEGIN, stamped(acts))
    after, _ = before.run(line)
    undone, outcome = after.run("undo")
    if after.world is before.world:
        assert after.past == before.past
    else:
        assert undone.world is before.world
        assert outcome.output == f"Undone: {line}\n"
        assert undone.run("redo")[0].world is after.world
        assert undone.depth == before.depth


@given(timed)
def test_everything_can_be_undone_to_the_start(acts: list[tuple[str, int]]) -> None:
    history = play(BEGIN, [(START, line) for line, _ in acts])
    while history.depth:
        history, _ = history.run("undo")
    assert history.world == BEGIN
    assert history.run("undo")[1].status == 1


def test_reset_is_an_act_like_others(room: Room) -> None:
    room.ok("phone alan lose", "reset")
    assert "Alan's phone: its clock is right" in room.ok("phone")
    room.ok("undo")
    assert "lost" in room.ok("phone")


def test_lines_that_only_read_keep_what_can_be_redone(room: Room) -> None:
    room.ok("phone alan lose", "undo", "ls", "help", "whoami", "phone", "redo")
    assert "lost" in room.ok("phone")


def test_the_start_of_a_live_attempt_is_the_present(start: World) -> None:
    history, _ = History.begin(start).run("phone alan lose", START + 5_000)
    history, _ = history.run("reset", START + 60_000)
    assert (history.world.time, history.world.clock.live) == (START + 60_000, True)


@pytest.mark.parametrize("seed", [1, 2])
def test_another_seed_gives_other_secrets(seed: int, start: World) -> None:
    other = load(SCENARIO, "alice-and-alan", START, seed)
    assert other.account.users["Alan"].user_id != start.account.users["Alan"].user_id
    assert other.account.mfa_devices[ALAN].validator.seed != start.account.mfa_devices[ALAN].validator.seed


branching = st.lists(
    st.tuples(
        st.sampled_from([*ACTS, *(f"goto {number}" for number in range(12)), "history"]), st.integers(0, 100_000)
    ),
    max_size=25,
)


@given(branching)
def test_a_transcript_with_branches_replayed_gives_the_same_world_and_branches(acts: list[tuple[str, int]]) -> None:
    lines = stamped(acts)
    first, second = play(BEGIN, lines), play(load(SCENARIO, "alice-and-alan", START), lines)
    assert first.world == second.world
    assert listing(first) == listing(second)


@given(branching)
def test_every_moment_ever_made_can_be_gone_to_exactly(acts: list[tuple[str, int]]) -> None:
    history, made = History.begin(BEGIN), dict[int, World]()
    for time, line in stamped(acts):
        history, _ = history.run(line, time)
        if history.count > len(made):
            made[history.count] = history.world
    assert list(made) == list(range(1, history.count + 1))
    for number in (*made, *reversed(made)):
        history, outcome = history.run(f"goto {number}")
        assert history.world is made[number] is outcome.world
        assert (history.number, history.count) == (number, len(made))
        assert [*history.numbers][history.depth] == number
        entry = history.here
        assert entry is not None
        undone, _ = history.run("undo")
        assert undone.world is entry.before
        assert undone.run("redo")[0].world is made[number]
    assert history.run("goto 0")[0].world == BEGIN.at(history.run("goto 0")[0].world.time)


@given(branching)
def test_the_lanes_hold_every_kept_act_once(acts: list[tuple[str, int]]) -> None:
    history = play(BEGIN, stamped(acts))
    laid = [entry.number for lane in lanes(history) for entry in lane.acts]
    assert sorted(laid) == list(range(1, history.count + 1))
    assert [lane.level for lane in lanes(history)][:1] == [0] * bool(laid)


def test_what_is_left_behind_by_a_new_act_is_kept_as_a_branch(room: Room) -> None:
    room.ok("phone alan lose", "phone alan find", "undo", "phone alan break")
    assert listing(room.history).splitlines()[:5] == [
        "     0  03-01 12:00:00  the beginning",
        "     1  03-01 12:00:00  phone alan lose",
        ">    3  03-01 12:00:00  phone alan break   (you are here)",
        "  Left behind after act 1:",
        "     2  03-01 12:00:00  phone alan find",
    ]
    assert "goto 3 leads back" in room.ok("goto 2")
    assert "broken" not in room.ok("phone")
    assert "broken" in room.ok("goto 3", "phone")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("goto", "To which act?"),
        ("goto there", "'there' is no act's number"),
        ("goto -1", "'-1' is no act's number"),
        ("goto ３", "'３' is no act's number"),
        ("goto 2", "There is no act 2. They are numbered from 1 to 1."),
        ("goto 1 now", "goto and a number stand alone"),
        ("history all", "'all' is no act's number"),
        ("history 2", "There is no act 2. They are numbered from 1 to 1."),
        ("history 1 2", "history and a number stand alone"),
    ],
)
def test_a_goto_that_leads_nowhere_says_why_and_changes_nothing(line: str, words: str, room: Room) -> None:
    room.ok("phone alan lose")
    after, outcome = room.history.run(line)
    assert words in outcome.error
    assert outcome.status
    assert after.world is room.history.world


def test_a_moment_is_told_with_what_changed_and_the_account_then(room: Room) -> None:
    room.ok("phone alan lose", "wait 1h")
    room("sign-in Alan --password no")
    told = room.ok("history 1")
    assert told.startswith("Act 1: phone alan lose\nAnswered: Alan's phone is lost: nobody can read it now.\n")
    assert "It changed:\n  ~ Alan's phone, state: held → lost\nThe account as it was then:\n  Account\n" in told
    assert "    Alan's phone: state lost; clock right; app Amazon Web Services Alan@123456789012\n" in told
    assert "state held" in room.ok("history 0")
    assert "It changed nothing but the time.\n  ~ service time: 1 h later\n" in room.ok("history 2")
    assert "Refused: Your authentication information is incorrect." in room.ok("history 3")
    assert "It was 2027-03-01 13:00:00 UTC, you are here.\n" in room.ok("history 3")
    assert room.history.number == 3


def test_only_so_many_branches_are_kept(room: Room) -> None:
    for number in range(MOST_BRANCHES + 2):
        room.ok(f"phone alan clock +{number + 1}s", "undo")
    room.ok("phone alan lose")
    assert len(room.history.left) == MOST_BRANCHES
    outcome = room.history.run("goto 1")[1]
    assert outcome.error.startswith(f"Act 1 is not kept: of branches left behind, the last {MOST_BRANCHES} are.")
    assert f"the {MOST_BRANCHES} left last are kept" in room.ok("history")
    room.ok("goto 3")


def worlds_of(history: History) -> list[list[tuple[object, World, World]]]:
    branches = (*history.left, history.branch)
    return [[(entry.act, entry.before, entry.after) for entry in branch] for branch in branches]


@given(branching, st.integers(1, 4))
def test_worlds_that_are_not_kept_are_made_again_the_same(acts: list[tuple[str, int]], stretch: int) -> None:
    lines = stamped([("phone alan lose", 1_000), ("wait 5s", 0), *acts, *acts[:12]])
    whole = play(COMING, lines)
    kept, listed, backwards = worlds_of(whole), listing(whole), undone(whole)
    with patch("sim.acts.STRETCH", stretch):
        thinned = play(COMING, lines)
        assert (thinned.world, listing(thinned)) == (whole.world, listed)
        assert state(thinned.world) == state(whole.world)
        assert worlds_of(thinned) == kept
        assert undone(thinned) == backwards


def undone(history: History) -> list[World]:
    worlds = []
    while history.depth:
        history, _ = history.run("undo")
        worlds.append(history.world)
    return worlds


def test_a_long_history_is_gone_through_and_let_go_without_recursion(start: World) -> None:
    history = History.begin(start)
    for number in range(3_000):
        history = history.entered(f"v{number}=1", replace(start, draws=number))
    history, _ = history.run("goto 1")
    assert (history.number, history.undone) == (1, 2_999)
    assert listing(history).count("\n") < 420
