"""Happenings: each in the right hands, at its own time, in order, exactly once, however time passes."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from simroom import ROOT_FOLDER, SCENARIO, START, Room

from sim.history import History
from sim.scenario import ScenarioError, load
from sim.view import state
from sim.world import World

STOLEN_PHONE = (ROOT_FOLDER / "lessons" / "scenarios" / "the-stolen-phone.yaml").read_text(encoding="utf-8")
SEED = 1
"""Under it Alan is the victim, at +5 minutes."""

MINUTE = 60_000


def room(*happenings: str, head: str = "") -> Room:
    """Alice and Alan, with happenings each written as a flow mapping."""
    items = "".join(f"  - {item}\n" for item in happenings)
    return Room(load(f"{head}{SCENARIO}\nhappenings:\n{items}", "s", START))


def note(at: str, name: str, **more: str) -> str:
    """A happening that leaves a user of that name, made with the administrator's key."""
    fields = {"at": at, "run": f"aws iam create-user --user-name {name}", "tell": f"{name} is here."} | more
    return json.dumps(fields)


def made(world: World) -> list[tuple[str, str]]:
    return [
        (event["requestParameters"]["userName"], event["eventTime"][11:19])
        for event in state(world)["trail"]
        if event["eventName"] == "CreateUser"
    ]


def happened(world: World) -> list[str]:
    return [name for name, _ in made(world)]


def test_the_stolen_phone() -> None:
    room = Room(load(STOLEN_PHONE, "the-stolen-phone", START, SEED))
    assert room.ok("wait 299s") == "2027-03-01T12:04:59+00:00\n"
    assert room.ok("wait 1s") == ("2027-03-01 12:05:00 UTC: Alan's phone has been stolen.\n2027-03-01T12:05:00+00:00\n")
    outcome = room("wait 1h")
    assert [text[11:19] for text in outcome.told] == ["12:07:00", "12:45:00"]
    assert outcome.call is None
    document = state(room.world)
    phones = {person["Name"]: [phone["State"] for phone in person["Phones"]] for person in document["people"]}
    assert (phones["alan"], phones["alice"]) == (["stolen"], ["held"])
    assert {token["State"] for person in document["people"] for token in person["Tokens"]} == {"broken"}
    assert ("attacker", "Alan", True) in {(s["Person"], s["Principal"], s["MFA"]) for s in document["sessions"]}


def test_a_learner_who_was_faster_keeps_the_attacker_out() -> None:
    room = Room(load(STOLEN_PHONE, "the-stolen-phone", START, SEED))
    room.ok("aws iam update-login-profile --user-name Alan --password Quite-Another-90", "wait 1h")
    assert {session["Person"] for session in state(room.world)["sessions"]} == {"you"}
    refused = [
        e for e in state(room.world)["trail"] if (e.get("responseElements") or {}).get("ConsoleLogin") == "Failure"
    ]
    assert [event["eventTime"] for event in refused] == ["2027-03-01T12:07:00Z"]


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("wait 3m", ""),
        ("time set 2027-03-01T12:03:00Z", ""),
        ("wait 1m; wait 1m && wait 1m", ""),
        ("x=$(wait 3m)", ""),
        ("wait 3m > file", ""),
        ("wait 3m; nothing-known", "no command"),
    ],
)
def test_they_happen_inside_a_line_and_are_told_on_the_screen(line: str, error: str) -> None:
    here = room(note("+2m", "Two"), note("+1m", "One"), note("+4m", "Four"))
    outcome = here(line)
    assert error in outcome.error
    assert made(here.world) == [("One", "12:01:00"), ("Two", "12:02:00")]
    assert "".join(outcome.told) in outcome.output.replace("2027-03-01T12:01:00+00:00\n", "").replace(
        "2027-03-01T12:02:00+00:00\n", ""
    )
    assert [text[25:] for text in outcome.told] == ["One is here.\n", "Two is here.\n"]
    assert happened(here.history.run("undo")[0].world) == []


def test_what_a_command_prints_stays_its_own() -> None:
    here = room(note("+1m", "One"))
    here("x=$(wait 2m; phone alan code) ; wait 1m > kept ; echo=$x")
    assert "here" not in here.ok("cat kept")
    assert here.world.people["you"].variables["x"].split("\n")[-1].isdigit()


def test_commands_after_a_wait_see_what_happened_in_it() -> None:
    here = room(json.dumps({"at": "+1m", "as": "attacker", "run": "phone alan steal"}))
    outcome = here("phone alan code && wait 2m && phone alan code")
    assert outcome.status == 1
    assert "only the thief" in outcome.error
    assert outcome.told == ()


def test_they_are_due_before_a_line_that_runs_later_and_are_no_act_of_it() -> None:
    here = room(note("+2m", "Two"))
    history, outcome = here.history.run("phone alan lose", START + 3 * MINUTE)
    assert (outcome.told[0][11:19], made(history.world)) == ("12:02:00", [("Two", "12:02:00")])
    history, _ = history.run("undo", START + 4 * MINUTE)
    assert happened(history.world) == ["Two"]
    assert history.world.people["alan"].phones[0].state == "held"


def test_undo_in_live_time_takes_back_the_learners_own_act_and_it_happens_again() -> None:
    here = room(note("+2m", "Two"))
    history, _ = here.history.run("phone alan lose", START + MINUTE)
    history, told = history.at(START + 3 * MINUTE).settled()
    assert (len(told), happened(history.world), history.undo_line) == (1, ["Two"], "phone alan lose")
    history, outcome = history.run("undo", START + 3 * MINUTE)
    assert outcome.output == "Undone: phone alan lose\n"
    again, told = history.at(START + 3 * MINUTE).settled()
    assert (len(told), made(again.world)) == (1, [("Two", "12:02:00")])
    redone, _ = again.run("redo", START + 4 * MINUTE)
    redone, _ = redone.at(START + 4 * MINUTE).settled()
    assert (redone.world.people["alan"].phones[0].state, happened(redone.world)) == ("lost", ["Two"])


def test_a_reset_begins_anew_with_all_that_is_to_come() -> None:
    here = room(note("+2m", "Two"))
    history, _ = here.history.run("phone", START + 3 * MINUTE)
    history, _ = history.run("phone alan lose", START + 3 * MINUTE)
    history, _ = history.run("reset", START + 10 * MINUTE)
    assert history.settled() == (history, ())
    history, outcome = history.run("wait 2m")
    assert [text[11:19] for text in outcome.told] == ["12:12:00"]


def test_a_reset_from_moved_time_begins_when_the_hosts_time_is_known() -> None:
    here = room(note("+2m", "Two"))
    history, _ = here.history.run("wait 1h", START)
    history, _ = history.run("reset", START + 61 * MINUTE)
    assert (history.world.begun, history.world.due) == (None, None)
    history, _ = history.run("wait now", START + 5 * MINUTE)
    assert history.world.due == START + 7 * MINUTE
    assert History.begin(here.world).run("wait 1h")[0].run("reset")[0].run("wait 2m")[1].told


def test_set_times_count_from_a_set_start() -> None:
    here = room(note("2027-03-01T12:00:30Z", "Now"), note("+0s", "First"), head="start: 2027-03-01T12:00:00Z\n")
    assert here("phone").told[0].endswith("First is here.\n")
    here.ok("wait 30s", "reset")
    assert [text[25:] for text in here("wait 31s").told] == ["First is here.\n", "Now is here.\n"]


def test_going_back_in_time_makes_nothing_happen_twice() -> None:
    here = room(note("+2m", "Two"))
    here.ok("wait 3m", "time set 2027-03-01T12:00:00Z", "wait 10m")
    assert happened(here.world) == ["Two"]


def test_each_has_its_own_hands_and_leaves_the_learners_screen_alone() -> None:
    refused = json.dumps({"at": "+1m", "as": "attacker", "run": "sign-in Alan --password wrong-as-can-be"})
    looked = json.dumps({"at": "+1m", "as": "Alan", "run": "x=$(phone alan code)\nas attacker y=1"})
    here = room(refused, looked)
    here.ok("phone alice")
    here("aws iam get-user --user-name Nobody")
    before = here.world
    outcome = here("wait 2m")
    assert (outcome.output, outcome.error, outcome.status) == ("2027-03-01T12:02:00+00:00\n", "", 0)
    assert (here.world.decision, here.world.phone_in_use) == (before.decision, before.phone_in_use)
    assert set(here.world.people["alan"].variables) == {"x"}
    assert set(here.world.people["attacker"].variables) == {"y"}
    assert "x" not in here.world.people["you"].variables
    assert any((event.get("errorMessage") or "").startswith("Failed") for event in state(here.world)["trail"])


@pytest.mark.parametrize(("person", "seen"), [("you", True), ("alice", False)])
def test_a_qr_code_shows_on_the_screen_of_who_made_it(person: str, seen: bool) -> None:
    make = "aws iam create-virtual-mfa-device --virtual-mfa-device-name v --outfile v.png --bootstrap-method QRCodePNG"
    sign_in = "sign-in Alice --password Looking-Glass-7"
    run = make if person == "you" else f"{sign_in}\n{make}"
    here = room(json.dumps({"at": "+1m", "as": person, "run": run}))
    here.ok("wait 1m")
    assert "v.png" in here.world.files
    assert (here.world.shown is not None) == seen


def test_support_and_happenings_keep_one_order() -> None:
    here = room(json.dumps({"at": "+5h", "run": 'support open "root MFA device lost"'}))
    here.ok("wait 5d")
    (case,) = state(here.world)["support"]["Cases"]
    assert [said["TimeCreated"][11:16] for said in case["Communications"]] == ["17:00", "21:00"]


COMING = [note(f"+{seconds}s", f"U{number}") for number, seconds in enumerate((90, 7, 300, 7, 1_000, 61, 299))]
ORDER = [("U1", 7), ("U3", 7), ("U5", 61), ("U0", 90), ("U6", 299), ("U2", 300), ("U4", 1_000)]


@given(st.lists(st.integers(0, 400_000), max_size=8))
def test_order_and_times_do_not_depend_on_how_the_waiting_is_cut(cuts: list[int]) -> None:
    here = room(*COMING)
    for cut in cuts:
        here.ok(f"wait {cut}ms")
    passed = sum(cuts) // 1_000
    times = [(name, int(time[3:5]) * 60 + int(time[6:8])) for name, time in made(here.world)]
    assert times == [(name, seconds) for name, seconds in ORDER if seconds <= passed]
    if cuts and passed < 3_000:
        whole = room(*COMING)
        whole.ok(f"wait {sum(cuts)}ms")
        assert state(whole.world) == state(here.world)


ACTS = [
    "wait 30s",
    "wait 10m",
    "phone alan lose",
    "phone alan find",
    "aws iam create-user --user-name Bob",
    "sign-in Alice --password Looking-Glass-7",
    "wait now",
    "undo",
    "redo",
    "reset",
]
BEGIN = room(*COMING, json.dumps({"at": "+70s", "as": "attacker", "run": "phone alan steal"})).world
timed = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 100_000)), max_size=15)


def played(acts: list[tuple[str, int]], *, ticking: bool) -> History:
    """An attempt in which nobody moves time but by its lines; with `ticking` what happens is noticed at once."""
    history, time = History.begin(BEGIN), START
    for line, pause in acts:
        time += pause
        if ticking:
            history, _ = history.at(time).settled()
        history, _ = history.run(line, time)
    return history.at(time).settled()[0]


@given(timed)
def test_a_transcript_gives_the_same_world_whether_or_not_somebody_looked(acts: list[tuple[str, int]]) -> None:
    first, again, ticking = (played(acts, ticking=ticking) for ticking in (False, False, True))
    assert first.world == again.world
    documents: list[dict[str, Any]] = [state(history.world) for history in (first, ticking)]
    assert json.dumps(documents[0]) == json.dumps(documents[1])


@given(timed, st.sampled_from(ACTS[:-3]))
def test_undo_gives_back_the_world_before_and_redo_the_one_after(acts: list[tuple[str, int]], line: str) -> None:
    before, _ = played(acts, ticking=False).settled()
    after, _ = before.run(line)
    if after.depth > before.depth:
        undone, _ = after.run("undo")
        assert undone.world is before.world
        assert undone.run("redo")[0].world is after.world


@pytest.mark.parametrize(
    ("happening", "line", "column", "words"),
    [
        ("{run: phone}", 6, 5, "`at:`"),
        ("{at: +1m}", 6, 5, "`run:`"),
        ("{at: +1m, run: phone, says: x}", 6, 33, "no 'says'"),
        ("phone", 6, 5, "mapping"),
        ("{at: 10m, run: phone}", 6, 10, "+10m"),
        ("{at: -10m, run: phone}", 6, 10, "+10m"),
        ("{at: +10, run: phone}", 6, 10, "no length of time"),
        ("{at: +900d, run: phone}", 6, 10, "at most 400 days"),
        ("{at: 2027-03-01T11:59:59Z, run: phone}", 6, 10, "before the start"),
        ("{at: 2029-03-01T11:59:59Z, run: phone}", 6, 10, "too late"),
        ("{at: +1m, as: bob, run: phone}", 6, 19, "nobody called 'bob'"),
        ("{at: +1m, run: ''}", 6, 20, "should be a text"),
        ("{at: +1m, run: '# nothing'}", 6, 20, "a command line"),
        ('{at: +1m, run: "phone \'alan"}', 6, 20, "opened and not closed"),
        ("{at: +1m, run: phones}", 6, 20, "Did you mean phone?"),
        ("{at: +1m, run: undo}", 6, 20, "undo cannot stand in a happening"),
        ("{at: +1m, run: phone; wait 5m}", 6, 20, "moves no time"),
        ("{at: +1m, run: 'x=$(time live)'}", 6, 20, "moves no time"),
        ("{at: +1m, run: as alan as you wait 5m}", 6, 20, "moves no time"),
        ("{at: +1m, run: as bob phone}", 6, 20, "nobody called 'bob'"),
        ("{at: +1m, run: as alan}", 6, 20, "Who does what?"),
        ("{at: +1m, run: $x 5m}", 6, 20, "written out"),
        ("{at: +1m, run: \"'wa'it 5m\"}", 6, 20, "moves no time"),
        ("{at: +1m, run: '" + "phone;" * 51 + "'}", 6, 20, "50 commands"),
        ("{at: +1m, run: phone, tell: ''}", 6, 33, "should be a text"),
        ("{at: +1m, run: phone, tell: " + "x" * 501 + "}", 6, 33, "500 characters"),
        ("at: +1m\n    run: |\n      phone \\\n        alan\n\n      # so\n      wait 1m\n", 12, 7, "moves no time"),
    ],
)
def test_a_wrong_happening_is_refused_where_it_stands(happening: str, line: int, column: int, words: str) -> None:
    text = (
        'title: T\naccount: {id: "123456789012"}\npeople: {alan: {phone: }}\nstart: 2027-03-01T12:00:00Z\n'
        f"happenings:\n  - {happening}\n"
    )
    with pytest.raises(ScenarioError) as caught:
        load(text, "s.yaml", START)
    assert words in caught.value.message
    assert (caught.value.line, caught.value.column) == (line, column)


def test_a_set_time_wants_a_set_start_and_there_may_be_so_many() -> None:
    with pytest.raises(ScenarioError, match="`start:`"):
        room(note("2027-03-01T12:00:30Z", "Now"))
    with pytest.raises(ScenarioError, match="100 happenings"):
        room(*[note("+1m", "Bob")] * 101)
    with pytest.raises(ScenarioError, match="together may have 500"):
        room(*[json.dumps({"at": "+1m", "run": "ls;" * 11})] * 46)


@pytest.mark.parametrize(
    "line",
    [
        "as attacker phone alan steal",
        "phone alan lose",
        "phone alan break",
        "phone alan replace",
        "phone alan clock +95s",
        "phone alan drift 400ppm",
        "token alice break",
        "token GAHT12345678 lose",
        "as attacker sign-in Alan --password Turing-Machine-36",
        "aws iam delete-login-profile --user-name Alice",
    ],
)
def test_what_can_be_done_can_happen(line: str) -> None:
    here = room(json.dumps({"at": "+1m", "run": line}))
    done = Room(load(SCENARIO, "s", START))
    done.ok("wait 1m", line)
    here.ok("wait 1m")
    documents = [state(each.world) for each in (here, done)]
    assert documents[0] == documents[1]
