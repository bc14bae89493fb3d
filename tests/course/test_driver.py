"""The driver's clock and its keeping of lines, on a host clock that the test moves."""

from __future__ import annotations

from unittest.mock import patch

import freezegun
import pytest
from simroom import SCENARIO, START

from course.commands.host import host_time
from course.driver import Driver
from sim.history import History
from sim.scenario import load
from sim.services import OPERATIONS
from sim.strip import listing
from sim.view import state
from sim.world import World


class Host:
    """A host's clock that moves only when told."""

    def __init__(self, time: int = START) -> None:
        self.time = time

    def __call__(self) -> int:
        return self.time


class Lines(list[tuple[int, str]]):
    """A keeper that keeps in memory."""

    def append(self, time: int, line: str) -> None:  # type: ignore[override]
        super().append((time, line))


@pytest.fixture
def host() -> Host:
    return Host()


def test_the_hosts_clock_in_milliseconds() -> None:
    with freezegun.freeze_time("2027-03-01T12:00:00.500Z"):
        assert host_time() == START + 500


def test_live_time_follows_the_host_and_never_runs_back(start: World, host: Host) -> None:
    driver = Driver(start, host)
    host.time += 61_000
    assert driver.world.time == START + 61_000
    driver.run("phone alan lose")
    host.time -= 30_000
    assert driver.time == START + 61_000


@pytest.mark.parametrize(("line", "rate"), [("time pause", 0), ("time 10x", 10), ("time 60x", 60)])
def test_moved_time_runs_at_the_clocks_rate(start: World, host: Host, line: str, rate: int) -> None:
    driver = Driver(start, host)
    driver.run(line)
    host.time += 7_000
    assert driver.time == START + 7_000 * rate
    driver.run("wait 30s")
    host.time += 1_000
    assert driver.time == START + 7_000 * rate + 30_000 + 1_000 * rate


def test_time_live_and_undo_come_back_to_the_host(start: World, host: Host) -> None:
    driver = Driver(start, host)
    driver.run("wait 2h")
    host.time += 5_000
    assert driver.time == START + 7_205_000
    driver.run("time live")
    assert driver.time == host.time
    driver.run("undo")
    assert driver.time == START + 7_205_000
    driver.run("undo")
    host.time += 1_000
    assert (driver.world.clock.live, driver.time) == (True, host.time)


def test_a_real_phone_agrees_with_a_live_account(start: World, host: Host) -> None:
    """The codes of any app that shares the secret and the host's time are taken."""
    import pyotp

    driver = Driver(start, host)
    host.time += 123_000
    secret = driver.world.people["alan"].phones[0].accounts[0].secret
    code = pyotp.TOTP(secret).at(host.time // 1_000)
    assert driver.run(f"sign-in Alan --password Turing-Machine-36 --code {code}").status == 0


def test_a_peek_leaves_nothing(start: World, host: Host) -> None:
    lines = Lines()
    driver = Driver(start, host, lines)
    before = driver.history
    assert "Alice" in driver.peek("aws iam list-users").output
    assert (driver.history, lines) == (before, [])


def test_kept_lines_make_the_same_world_again(start: World, host: Host) -> None:
    lines = Lines()
    driver = Driver(start, host, lines)
    there = ("phone alan drift 900ppm", "wait 1h", "time 10x", "phone alan code", "undo", "reset", "undo")
    for line in (*there, "goto 1", "phone alan lose", "goto 4", "wait 3s", "undo", "goto 0", "time live", "goto 3"):
        host.time += 4_321
        driver.run(line)
    assert [line for _, line in lines][:2] == ["phone alan drift 900ppm", "wait 1h"]
    history = History.begin(start)
    for time, line in lines:
        history, _ = history.run(line, time)
    assert history.world == driver.history.world
    assert listing(history) == listing(driver.history)


def test_a_moved_clock_resumes_where_it_stood(start: World, host: Host) -> None:
    driver = Driver(start, host)
    driver.replay(START + 1_000, "wait 10m")
    host.time += 86_400_000
    driver.resume(START + 700_000)
    assert driver.time == START + 700_000
    host.time += 2_000
    assert driver.time == START + 702_000


def test_a_live_clock_resumes_at_the_present_by_a_kept_wait(start: World, host: Host) -> None:
    lines = Lines()
    driver = Driver(start, host, lines)
    driver.replay(START + 1_000, "phone alan lose")
    host.time += 86_400_000
    driver.resume(START + 5_000)
    assert driver.time == host.time
    assert lines == [(host.time, "wait now")]
    assert driver.history.undo_line == "phone alan lose"


MINUTE = 60_000
BREAK = "\nhappenings: [{at: +2m, run: phone alan break, tell: It fell.}, {at: +4m, run: phone alice lose}]\n"


@pytest.fixture
def eventful() -> World:
    return load(SCENARIO + BREAK, "alice-and-alan", START)


def replayed(start: World, lines: Lines) -> World:
    history = History.begin(start)
    for time, line in lines:
        history, _ = history.run(line, time)
    return history.world


def test_what_happens_by_itself_is_noticed_told_once_and_kept(eventful: World, host: Host) -> None:
    lines = Lines()
    driver = Driver(eventful, host, lines)
    host.time += 2 * MINUTE - 1
    assert driver.tick() is None
    host.time += 1_000
    noticed = driver.tick()
    assert noticed is not None
    assert (noticed.output, driver.tick()) == ("2027-03-01 12:02:00 UTC: It fell.\n", None)
    assert driver.world.people["alan"].phones[0].state == "broken"
    host.time += 5 * MINUTE
    silent = driver.tick()
    assert silent is not None
    assert (silent.told, silent.world.people["alice"].phones[0].state) == ((), "lost")
    assert [line for _, line in lines] == ["wait 0s", "wait 0s"]
    assert state(replayed(eventful, lines).at(host.time)) == driver.state


def test_a_line_tells_what_nobody_was_told_yet(eventful: World, host: Host) -> None:
    driver = Driver(eventful, host)
    host.time += 3 * MINUTE
    assert driver.state["people"][0]["Phones"][0]["State"] == "broken"
    assert "It fell" not in driver.peek("whoami").output
    outcome = driver.run("whoami")
    assert outcome.output.splitlines()[0].endswith("It fell.")
    assert len(outcome.told) == 1
    assert driver.tick() is None


@pytest.mark.parametrize("pace", ["time 60x", "time 10x"])
def test_it_happens_in_moved_time_too(eventful: World, host: Host, pace: str) -> None:
    driver = Driver(eventful, host)
    driver.run(pace)
    host.time += 11_000
    assert (driver.tick() is not None) == (pace == "time 60x")
    assert driver.time == START + 11_000 * int(pace[5:-1])


def test_a_reset_from_moved_time_begins_at_the_present_and_replays(eventful: World, host: Host) -> None:
    lines = Lines()
    driver = Driver(eventful, host, lines)
    driver.run("wait 1h")
    host.time += 10 * MINUTE
    assert driver.run("reset").output.startswith("Back at the start")
    assert [line for _, line in lines] == ["wait 1h", "reset", "wait now"]
    host.time += MINUTE
    assert driver.tick() is None
    host.time += MINUTE
    assert driver.tick() is not None
    driver.run("undo")
    driver.run("redo")
    host.time += 2 * MINUTE
    driver.run("phone alan")
    assert state(replayed(eventful, lines)) == driver.state


def test_what_happened_while_nobody_was_there_is_told_on_coming_back(eventful: World, host: Host) -> None:
    lines = Lines()
    driver = Driver(eventful, host, lines)
    driver.replay(START + 1_000, "phone alan lose")
    host.time += 60 * MINUTE
    driver.resume(START + 5_000)
    noticed = driver.tick()
    assert noticed is not None
    assert [text[11:19] for text in noticed.told] == ["12:02:00"]
    assert lines[0] == (host.time, "wait now")
    assert driver.history.undo_line == "phone alan lose"


def test_undo_takes_back_the_learners_act_even_after_something_happened(eventful: World, host: Host) -> None:
    driver = Driver(eventful, host)
    host.time += MINUTE
    driver.run("phone alan clock +95s")
    host.time += 2 * MINUTE
    assert driver.tick() is not None
    assert driver.run("undo").output == "Undone: phone alan clock +95s\n"
    again = driver.tick()
    assert again is not None
    phone = driver.world.people["alan"].phones[0]
    assert (len(again.told), phone.state, phone.clock.offset) == (1, "broken", 0)
    assert driver.run("undo").status == 1


def test_a_programs_calls_and_what_happened_between_are_made_again_the_same(eventful: World, host: Host) -> None:
    driver, keys = Driver(eventful, host), eventful.people["you"].profiles["default"]
    made = {0: driver.history.world}
    with patch("sim.acts.STRETCH", 2):
        for number in range(9):
            host.time += 41_321
            if number == 5:
                driver.run("reset")
            elif number == 7:
                driver.run("wait 40s")
            else:
                name, asked = ("GetUser", "Nobody") if number % 3 == 2 else ("CreateUser", f"U{number}")
                driver.call(keys, OPERATIONS["iam", name], {"UserName": asked})
            made[driver.history.number] = driver.history.world
        assert len(made) == 10
        for number, world in made.items():
            assert driver.history.world_at(number).at(world.time) == world
        for _ in range(9):
            assert not driver.run("undo").status
    assert driver.history.world == made[0].at(driver.history.world.time)
