"""What leads a learner through a lesson: the line with the next step, and the tutor's words beside what was done."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from textual.events import DescendantBlur, DescendantFocus
from textual.reactive import reactive

from course.lesson.model import Predict
from course.timing.words import clock
from course.tui.next_step import Act, Moment, next_step
from course.tui.phone.holding import Holding
from course.tui.said import Said
from course.tui.screens.course_map import Row
from course.tui.screens.step_keys import StepKeys
from course.tui.widgets.head import Part
from course.tui.widgets.lesson_pane import LessonPane
from course.tui.widgets.next_line import NextLine
from course.tui.widgets.question import Choices
from course.tutor.run import LessonRun
from sim.clock import MINUTE
from sim.people import YOU
from sim.totp import TIME_STEP
from sim.world import World

BESIDE = {"console": "console", "phone": "phone", None: "terminal"}
"""The part in which a command was given, by its source; of any other it is spoken in the lesson's column."""

NEXT_CODE = {"reused", "same-code-twice", "not-consecutive"}
"""Causes of a refusal that the device's next code cures."""

READING = ("code", "scan", "serial")
"""What is done with a phone in hand."""

_PHONE = re.compile(r"\bphone ([\w-]+) ([a-z]+)")
_MOMENT = re.compile(r"wait (?:next-code.*|\d+s)")

UNSIGNED = ("support ", "mail ", "as ")
"""How lines begin that need no session in the learner's console."""

SIGN_OUT = "sign-out"

THROTTLED_FOR = 3 * MINUTE

LATER = {"h": Act("hour", "1 h later", "later('1h')"), "d": Act("day", "1 day later", "later('1d')")}
"""The keys that let more than moments pass."""


class Guided(StepKeys):
    """A lesson's screen that always says what comes next."""

    following: Row | None
    said: reactive[Said | None] = reactive[Said | None](None)

    def gone_elsewhere(self) -> None:
        """In a small window a mere note is done with once the learner goes to another part."""
        if self.large:
            return
        for teller in (self, self.attempt):
            if teller.said is not None and teller.said.kind == "note" and not teller.said.lasting:
                teller.said = None

    def watch_world(self) -> None:
        """Time alone changes what comes next only while something is waited for."""
        if self.attempt.refused is not None:
            self.point()

    def watch_part(self, part: Part) -> None:
        super().watch_part(part)
        self.point()

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        if isinstance(event.widget, Choices):
            self.point()

    def on_descendant_blur(self, event: DescendantBlur) -> None:
        if isinstance(event.widget, Choices):
            self.call_next(self.point)

    def on_resize(self) -> None:
        self.call_after_refresh(self.point)

    def point(self) -> None:
        """Say what the next step is at this moment."""
        run = self.attempt.run
        if self.is_mounted and run is not None:
            self.query_one(NextLine).step = next_step(self._moment(run))

    def _moment(self, run: LessonRun) -> Moment:
        page, world, pane = self.attempt.page, self.attempt.world, self.query_one(LessonPane)
        asked = run.open_questions(page.step) if page is not None else ()
        lines = run.remaining if page is not None and page.can_show else ()
        needed = run.needed if lines else ()
        you = world.people.get(YOU)
        away = you is None or you.browser is None or you.browser not in world.sessions
        return Moment(
            page,
            self.part,
            self.large,
            pane.more,
            bool(asked),
            pane.asking,
            pane.tried,
            isinstance(self.focused, Choices),
            any(isinstance(question, Predict) for question in asked),
            run.lesson.front.examination and run.over,
            self.following.title if self.following else None,
            away and not " ".join(needed).startswith(UNSIGNED),
            self._waiting(run),
            missing_phone(lines, world, self.part),
            place_of(*needed),
            passing(*needed[:1]),
            bool(self.attempt.driver.history.depth),
            self.attempt.driver.history.undo_line == SIGN_OUT,
        )

    def _waiting(self, run: LessonRun) -> tuple[str, Act] | None:
        """What has to pass before what was refused can be done again."""
        world = self.attempt.world
        if self.attempt.refused is None or run.heard is None:
            return None
        refused_at, cause = self.attempt.refused
        if cause == "throttled":
            again = (refused_at // THROTTLED_FOR + 1) * THROTTLED_FOR
            act = Act("half-minute", "30 s later", "later('30s')")
            return (f"AWS takes no code of this device before {clock(again)}", act) if world.time < again else None
        held = self.holding.clock(world) if self.holding else None
        if cause not in NEXT_CODE or held is None:
            return None
        if held.read(world.time) // TIME_STEP != held.read(refused_at) // TIME_STEP:
            return None
        return "The device has to show its next code first", Act("next-code", "go there", "next_code")


def missing_phone(lines: Iterable[str], world: World, part: Part) -> tuple[str, Act] | None:
    """What to do about a phone that `lines` read and that nobody can read now; None where there is none."""
    unread = {name for name, person in world.people.items() if person.phone and person.phone.state != "held"}
    for name, verb in _PHONE.findall("\n".join(lines)) if unread else ():
        if name not in unread:
            continue
        holding = Holding("phone", name)
        phone = holding.thing(world)
        if verb not in READING or phone is None:
            return None
        lost = phone.state == "lost"
        act = Act("lose", "find it", "part('phone')") if lost else Act("new-phone", "get a new one", "part('phone')")
        words = f"{holding.title} is {phone.state}, and this step needs it"
        return words, act if part == "phone" else Act("part-phone", "phone", "part('phone')")
    return None


def passing(line: str = "") -> Act | None:
    """The key that lets time pass as a line does; of hours and of days alone, and a press for each."""
    return next((act for unit, act in LATER.items() if re.fullmatch(rf"wait \d+{unit}", line)), None)


def place_of(*lines: str) -> Part:
    """The part in which the first of such lines is a matter of keys; the console for any that the terminal alone takes.

    What an attacker does is typed: nobody clicks it. Nor has the console a page for a session with MFA of one's own.

    Waiting for the next code belongs to what is done with that code, and waiting for seconds to what is done then: the
    line after it counts.
    """
    for line in [line for line in lines if not _MOMENT.fullmatch(line)] or lines:
        words = line.split()
        if words[0] in ("phone", "token"):
            return "time" if {"clock", "drift"} & set(words[2:3]) else "phone"
        if words[:2] == ["as", "attacker"] or "get-session-token" in words:
            return "terminal"
        return "time" if words[0] in ("wait", "time") else "console"
    return "console"


def beside(said: Said | None, source: str | None) -> Said | None:
    """What the tutor says, beside the part in which that was done which it is about."""
    return said and replace(said, beside=BESIDE.get(source, "lesson"))
