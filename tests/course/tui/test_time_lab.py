"""The time lab: both clocks on one row of codes, what AWS accepts, each try with its verdict, where a drift leads."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from painted import painted_text
from simroom import SCENARIO, START, Room
from textual.binding import Binding

from course.progress.store import open_store
from course.timing.drifting import drift_words, leaves_in
from course.timing.tries import SHORT, row, tries_of
from course.tui.acts import next_code, set_clock
from course.tui.app import CourseApp
from course.tui.desk import Desk
from course.tui.phone.holding import Holding
from course.tui.phone.phone import Phone
from course.tui.screens.lesson_keys import TIME_KEYS
from course.tui.time.ruler import LABEL, Ruler
from course.tui.time.time_lab import TimeLab
from sim.clock import DAY, SECOND, DeviceClock
from sim.scenario import load
from sim.totp import TIME_STEP, time_step
from sim.verdict import Cause

ALAN = "arn:aws:iam::123456789012:mfa/Alan"
SIGN_IN = "as alan sign-in Alan --password Turing-Machine-36 --code "
SHOWN = "$(phone alan code)"
BEGIN = load(SCENARIO, "alice-and-alan", START)


def ruler(room: Room, width: int = 80, dragged: int = 0) -> Ruler:
    phone = room.world.people["alan"].phone
    assert phone is not None
    device = room.world.account.mfa_devices[ALAN]
    tries = tries_of(room.world, ALAN)
    return Ruler("Alan's phone", device, phone.clock, room.world.time, dragged, tries, width)


def rows(made: Ruler) -> dict[str, str]:
    lines = [line.plain for line in made.lines()]
    return dict(zip(("AWS", "codes", "phone", "accepted", "tried", "newest"), lines, strict=True))


@settings(max_examples=25)
@given(
    offset=st.integers(-7_200, 7_200),
    dragged=st.integers(-7_200, 7_200),
    wait=st.integers(0, 90),
    skew=st.integers(-300, 300),
    width=st.integers(60, 200),
)
def test_hands_boxes_and_window_stand_where_the_validator_has_them(
    offset: int, dragged: int, wait: int, skew: int, width: int
) -> None:
    room = Room(BEGIN)
    room.ok(f"phone alan clock {offset:+d}s", f"wait {wait}s")
    made = ruler(room, width, dragged * SECOND)
    device = made.device
    made = Ruler(
        made.name, device.__class__("s", "virtual", device.validator._replace(skew=skew)), made.clock, made.now,
        made.dragged, made.tries, width,
    )  # fmt: skip
    shown = rows(made)
    assert all(len(line) <= max(width, LABEL + made.room) for line in shown.values())
    code, taken = made.code(made.shown), abs(made.shown - made.known) <= 2
    assert made.device.validator.single(code, made.now)[1].accepted == taken == made.accepted
    hand = shown["phone"].find("▲") if "▲" in shown["phone"] else None
    if hand is not None:
        box = shown["codes"].find(f"[{code}]")
        edge = box - 1 - (made.cell - 9) // 2  # the code stands in the middle of its box
        assert box == -1 or edge <= hand <= box + made.cell
        window = shown["accepted"]
        inside = window.find("├") <= hand < (window.find("┤") if "┤" in window else len(window)) and "─" in window
        assert inside == taken
    assert made.code(time_step(made.now)) in shown["AWS"]
    assert code in shown["phone"]
    assert ("▼" in shown["AWS"]) or "◀" in shown["AWS"] or "▶" in shown["AWS"]


def test_each_kind_of_verdict_has_its_words() -> None:
    assert set(SHORT) == set(Cause.__args__)  # type: ignore[attr-defined]
    assert all(len(f"✓{word}") <= 11 for word in SHORT.values())


def test_every_try_is_marked_at_its_step_and_listed_the_newest_first(room: Room) -> None:
    room.ok(SIGN_IN + SHOWN, "c=$(phone alan code)")
    room(f"{SIGN_IN}$c", "phone alan clock +90s", SIGN_IN + SHOWN, f"{SIGN_IN}000000")
    shown = rows(ruler(room, 120))
    assert shown["tried"].split() == ["tried", "✓✗used", "✗too", "new"]
    assert shown["newest"].strip() == "newest, 12:00:00: ✗unknown"
    at = shown["codes"].find(ruler(room).code(ruler(room).known))
    assert abs(shown["tried"].find("✗used") - at) <= 2
    assert [row(each, room.world.time) for each in tries_of(room.world, ALAN)] == [
        "12:00:00  sign-in  000000         ✗ unknown: no such code near now",
        f"12:00:00  sign-in  {ruler(room).code(ruler(room).shown)}         ✗ too new: 3 steps, and AWS takes 2",
        f"12:00:00  sign-in  {ruler(room).code(ruler(room).known)}         ✗ used: AWS takes no code twice",
        f"12:00:00  sign-in  {ruler(room).code(ruler(room).known)}         ✓ accepted: at its known time",
    ]
    room.ok("wait 1d")
    assert row(tries_of(room.world, ALAN)[0], room.world.time).startswith("03-01 12:00  sign-in")
    assert rows(ruler(room))["newest"].strip() == "newest, 03-01 12:00: ✗unknown"


def test_where_too_many_codes_were_tried_it_says_until_when_none_is_taken_and_marks_them_too(room: Room) -> None:
    room(*[f"{SIGN_IN}{number:06d}" for number in range(8)], SIGN_IN + SHOWN, SIGN_IN + SHOWN)
    made = ruler(room, 120)
    assert not made.accepted
    assert "✗ AWS refuses all codes until 12:03:00, since 9 were tried." in made.told().plain
    assert "none until 12:03:00" in rows(made)["accepted"]
    assert rows(made)["tried"].split() == ["tried", "✓✗too", "many"]
    room.ok("wait 3m")
    assert ruler(room).accepted
    assert "±2 steps" in rows(ruler(room))["accepted"]


def test_each_hand_has_its_code_also_where_it_is_outside(room: Room) -> None:
    room.ok("phone alan clock +2h", "wait 2d")
    made, shown = ruler(room), rows(ruler(room))
    assert f"{made.code(made.known)}, 2027-03-03 12:00:00 UTC" in shown["AWS"]
    assert f"{made.code(made.shown)}, 2 h ahead ▶" in shown["phone"]


@pytest.mark.parametrize("offset", [-120, -90, 90, 120])
def test_a_hand_that_leaves_the_window_has_its_whole_box_and_the_edge_in_view(room: Room, offset: int) -> None:
    room.ok(f"phone alan clock {offset:+d}s", "wait 14s")
    made = ruler(room, 78)
    shown = rows(made)
    assert f"[{made.code(made.shown)}]" in shown["codes"]
    edge = shown["accepted"].find("├" if offset < 0 else "┤")
    assert edge > 0
    assert (shown["phone"].find("▲") < edge) == (offset < 0)


def test_after_a_resync_the_window_follows_the_device(room: Room) -> None:
    room.ok("phone alan clock +10m")
    assert "AWS has learnt" not in ruler(room).told().plain
    assert "✗ AWS refuses it, too new: 20 steps, and it takes 2." in ruler(room).told().plain
    room.ok(
        "a=$(phone alan code)",
        "wait next-code alan",
        f"aws iam resync-mfa-device --user-name Alan --serial-number {ALAN} "
        f"--authentication-code1 $a --authentication-code2 {SHOWN}",
    )
    shown = rows(ruler(room))
    assert "±2 steps around 20 steps ahead" in shown["accepted"]
    assert shown["AWS"].split()[1] == "◀"
    assert "✓pair" in shown["tried"]
    words = ruler(room).told().plain
    assert "✓ AWS accepts it. AWS has learnt that this device is 20 steps ahead." in words
    assert row(tries_of(room.world, ALAN)[0], room.world.time).endswith("✓ accepted: AWS now reckons 20 steps on")


@pytest.mark.parametrize(
    ("offset", "ppm", "skew", "words"),
    [
        (0, 0.0, 0, ""),
        (0, 40.0, 0, "It drifts +40 ppm: 3.5 s ahead in a day, 1 min 44 s ahead in a month. In 17 d 8 h AWS begins"),
        (
            0,
            -3_000.0,
            0,
            "4 min 19 s behind in a day, 2 h 9 min behind in a month. In 5 h 33 min AWS begins to refuse",
        ),
        (300, 40.0, 10, "In 17 d 8 h AWS begins to refuse its codes."),
        (300, -40.0, 0, "In 69 d 10 h it is back within what AWS accepts."),
        (300, 40.0, 0, "1 min 44 s ahead in a month."),
    ],
)
def test_where_a_drift_leads(offset: int, ppm: float, skew: int, words: str) -> None:
    told = drift_words(DeviceClock(offset * SECOND, ppm, START), skew, START)
    assert words in told
    assert bool(told) == bool(words)


@settings(max_examples=20)
@given(offset=st.integers(-60, 60), ppm=st.integers(-50_000, 50_000), skew=st.integers(-40, 40))
def test_a_drift_brings_the_first_refusal_when_it_is_said_to(offset: int, ppm: int, skew: int) -> None:
    clock = DeviceClock(offset * SECOND + skew * TIME_STEP, float(ppm), START)
    wait = leaves_in(clock, skew, START)
    if wait is None:
        assert abs(ppm) < 60 * 1_000_000 // (DAY // 1_000 * 30)
        return

    def farthest(time: int) -> int:
        """The most steps that the device is off within the step that begins about then."""
        steps = [(clock.read(at) // TIME_STEP) - at // TIME_STEP - skew for at in range(time, time + TIME_STEP, 500)]
        return max(map(abs, steps))

    if wait > 2 * TIME_STEP:
        assert farthest(START + wait - 2 * TIME_STEP) <= 2
    assert farthest(START + wait + TIME_STEP + 2 * SECOND * 1_000_000 // abs(ppm)) > 2


def test_keys_and_the_mouse_move_the_phones_clock_each_by_one_line(tmp_path: Path) -> None:
    async def session() -> None:
        app = CourseApp(Desk(lambda: START, open_store(tmp_path)), "06-enabling-mfa-for-alice")
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            screen = app.lesson
            assert screen is not None
            screen.query_one(Phone).show_owner("alan")
            await screen.run_line("time pause")
            await pilot.press("5", "right", "right", "left", "shift+right")
            await pilot.pause()
            lab = screen.query_one(TimeLab)
            assert screen.focused is lab
            assert "▲" in painted_text(app)
            history = screen.attempt.driver.history
            assert history.acts[-1] == "phone alan clock +31s"
            y = next(y for y in range(lab.size.height) if "▲" in lab.render_line(y).text)
            await pilot.mouse_down(lab, offset=(40, y))
            await pilot.hover(lab, offset=(10, y))
            await pilot.pause()
            assert "59 s behind: ✓ AWS accepts it" in painted_text(app)
            await pilot.hover(lab, offset=(0, y))
            await pilot.pause()
            assert "AWS refuses it" in painted_text(app)
            assert screen.attempt.driver.history.number == history.number
            await pilot.mouse_up(lab, offset=(0, y))
            await pilot.pause()
            assert screen.attempt.driver.history.acts[history.depth :] == ["phone alan clock -89s"]

    asyncio.run(session())


def test_the_lab_follows_the_account_that_is_chosen_on_the_phone(tmp_path: Path) -> None:
    async def session() -> None:
        app = CourseApp(Desk(lambda: START, open_store(tmp_path)), "06-enabling-mfa-for-alice")
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            screen = app.lesson
            assert screen is not None
            make = "aws iam create-virtual-mfa-device --virtual-mfa-device-name Spare --bootstrap-method QRCodePNG"
            await screen.run_line(f"{make} --outfile q")
            await screen.run_line("phone alan scan q")
            for keys, name in ((("3",), "Spare"), (("3", "down"), "Alan")):
                await pilot.press(*keys)
                code = screen.query_one(Phone).code
                await pilot.press("5")
                assert f"Alan's phone, account {name}@123456789012, shows {code} and is in step" in painted_text(app)
            await pilot.press("p")
            assert screen.query_one(Phone).chosen == 0
            await pilot.press("p", "p")
            ruler = screen.query_one(TimeLab).ruler()
            assert ruler is not None
            assert ruler.device.serial_number == ALAN
            await screen.run_line(f"aws iam delete-virtual-mfa-device --serial-number {ALAN.replace('Alan', 'Spare')}")
            await pilot.press("3", "up", "5")
            assert "account Spare@123456789012: AWS has no device for its codes." in painted_text(app)

    asyncio.run(session())


def test_a_clock_that_is_set_does_not_keep_the_milliseconds_of_its_drift() -> None:
    room = Room(BEGIN)
    room.ok("phone alan drift 40ppm")
    room.ok("wait 25s")
    assert set_clock(room.world, Holding("phone", "alan"), -30) == "phone alan clock -30s"
    room.ok("phone alan clock -1500ms")
    assert set_clock(room.world, Holding("phone", "alan"), -30) == "phone alan clock -31.500s"


def test_the_next_code_of_a_token_is_its_own_also_where_its_owner_has_a_phone_with_another_clock() -> None:
    room = Room(BEGIN)
    room.ok("phone alice replace", "phone alice clock +20s", "token alice clock +5s")
    token = Holding("token", "alice", "GAHT12345678")
    assert next_code(token) == "wait next-code GAHT12345678"
    room.ok(next_code(token))
    clock = token.clock(room.world)
    assert clock is not None
    assert (room.world.time - START, clock.read(room.world.time) % TIME_STEP) == (25 * SECOND, 0)
    room.ok(next_code(Holding("phone", "alice")))
    assert room.world.time - START == 40 * SECOND
    assert "There is nobody called 'GAHT1234567'" in (room("wait next-code GAHT1234567").error or "")


def test_the_keys_of_a_clock_name_the_token_whose_clock_they_set_too() -> None:
    clock = ("phone_clock", "screen.phone_clock", "drift")
    bindings = [
        each for each in Binding.make_bindings([*TIME_KEYS, *TimeLab.BINDINGS]) if each.action.startswith(clock)
    ]
    assert len(bindings) == 8
    assert all("token" in each.tooltip.casefold() and "phone" not in each.description for each in bindings)
