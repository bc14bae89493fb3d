"""A lesson: what to read on the left, where to act on the right, time along the bottom.

In a large window all parts are in view; in a small one, one part fills it and the others are a key away. Parts are
hidden, never taken down, so that nothing is lost when the window changes.
"""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import ClassVar, Literal

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.reactive import reactive
from textual.widgets import Static

from course.lesson.model import Predict, Question
from course.settings import Words
from course.tui import acts
from course.tui.attempt import Attempt
from course.tui.console import Console
from course.tui.keys.bindings import key_for
from course.tui.keys.key_bar import KeyBar
from course.tui.keys.key_line import typing
from course.tui.messages import CodePicked, DeviceWanted, Left, PageChanged, PhoneWanted
from course.tui.phone.phone import Phone
from course.tui.said import Said
from course.tui.screens.course_map import Row
from course.tui.screens.lesson_keys import LESSON_KEYS, TIME_KEYS
from course.tui.screens.running import Running
from course.tui.terminal.completion import Completer
from course.tui.terminal.terminal import Terminal
from course.tui.time.ticking import Ticking, until_next
from course.tui.time.time_bar import TimeBar
from course.tui.time.time_lab import TimeLab
from course.tui.widgets.head import Head
from course.tui.widgets.lesson_pane import LessonPane
from course.tui.widgets.next_line import NextLine
from course.tui.widgets.question import QuestionBox
from course.tui.widgets.sparing import SparingCompositor
from course.tui.widgets.tutor_box import TutorBox
from sim.world import World

FOLDER = Path(__file__).parent.with_name("styles")
STYLES: list[str | PurePath] = [FOLDER / f"{name}.tcss" for name in ("lesson", "console", "phone", "qr")]


class LessonScreen(Running):
    """Holds the attempt, and shows all that it consists of."""

    CSS_PATH = STYLES
    BINDINGS: ClassVar[list[BindingType]] = [*LESSON_KEYS, *TIME_KEYS]

    world: reactive[World | None] = reactive[World | None](None, repaint=False)

    def __init__(self, attempt: Attempt, following: Row | None = None, words: Words = "video") -> None:
        """Show an attempt; `following` is the lesson that comes after it, `words` those that the console speaks."""
        super().__init__()
        self._compositor = SparingCompositor()
        self.attempt = attempt
        self.following = following
        self.words = words
        self.notice = attempt.notice()
        self._ticking = Ticking(self, self.tick)
        self.set_reactive(LessonScreen.world, attempt.world)
        self.set_reactive(LessonScreen.said, attempt.said)

    def compose(self) -> ComposeResult:
        yield Head(self.attempt.lesson.title if self.attempt.lesson else "Sandbox").data_bind(LessonScreen.part)
        with Horizontal(id="body"):
            with Vertical(id="left"):
                yield LessonPane(id="lesson")
                yield TutorBox("lesson", "console", id="tutor").data_bind(LessonScreen.said)
            with Vertical(id="right"):
                yield Console(lambda line: self.attempt.driver.peek(line), self.words, id="console")
                yield TutorBox("console", id="tutor-console").data_bind(LessonScreen.said)
                yield Phone(id="phone")
                yield TutorBox("phone", id="tutor-phone").data_bind(LessonScreen.said)
                yield Terminal(Completer(lambda: self.attempt.world), lambda: self.can_explain, id="terminal")
                yield TutorBox("terminal", id="tutor-terminal").data_bind(LessonScreen.said)
        yield TimeLab(id="time").data_bind(LessonScreen.world, LessonScreen.holding)
        yield TutorBox(id="tutor-below").data_bind(LessonScreen.said)
        yield NextLine()
        yield TimeBar().data_bind(LessonScreen.world, LessonScreen.holding)
        yield KeyBar()
        yield Static(id="too-small")

    async def on_mount(self) -> None:
        self.set_class(self.attempt.run is None, "-sandbox")
        if self.attempt.run is None:
            self.part = "console"
        self.world_changed()
        self.query_one(Console).resume()
        driver = self.attempt.driver
        self.query_one(Terminal).recall(driver.history.acts, driver.lines)
        for what in ("in_view", "chosen"):
            self.watch(self.query_one(Phone), what, self._phone_moved)
        for what in ("more", "asking"):
            self.watch(self.query_one(LessonPane), what, self.point, init=False)
        self.watch(self, "part", self.gone_elsewhere, init=False)
        await self.turn()
        self.action_part(self.part)

    def tick(self) -> None:
        """Follow time: the world is brought to now, and what happened by itself is told."""
        happened = self.attempt.tick()
        if happened is not None:
            self.query_one(Terminal).happened(happened.output)
            self.said = self.attempt.said
            self.call_later(self.turn)
        world = self.attempt.world
        if world is not self.world:
            self.world_changed()
        self._follow_time()

    async def renew(self) -> None:
        """Show the lesson that the attempt has taken anew, where it stands in it."""
        if self.attempt.lesson is not None:
            self.query_one(Head).rename(self.attempt.lesson.title)
        self.world_changed()
        self.said = self.attempt.said
        await self.turn()

    def world_changed(self) -> None:
        self.world = self.attempt.world
        self.query_one(Console).world = self.world
        self.query_one(Phone).world = self.world
        self.query_one(Terminal).whose(acts.who_acts(self.attempt.world))
        self._phone_moved()
        self._follow_time()

    def _follow_time(self) -> None:
        assert self.world is not None
        clock = self.holding.clock(self.world) if self.holding else None
        self._ticking.within(until_next(self.world, clock))

    def _phone_moved(self) -> None:
        self.holding = self.query_one(Phone).holding

    def say(self, said: Said | None) -> None:
        self.said = said

    async def turn(self) -> None:
        pane, attempt = self.query_one(LessonPane), self.attempt
        page = attempt.page
        if page is not None:
            await pane.show(page, attempt.answers())
        elif attempt.run is not None:
            await pane.show_end(attempt.run, attempt.sheet)
        self.query_one(Head).show(page)
        self.point()
        self.refresh_bindings()

    @on(CodePicked)
    def code_picked(self, message: CodePicked) -> None:
        message.stop()
        if not self.query_one(Console).take_code(message.code):
            self.said = Said(f"The code is {message.code}. No box of the console asks for one now.", beside="phone")
        elif not self.large and self.part != "console":
            self.said = Said(f"{message.code} is in the console's box. Press 2 to see it there.")

    @on(PhoneWanted)
    def phone_wanted(self, message: PhoneWanted) -> None:
        message.stop()
        self.action_phone(message.act)

    def action_phone(self, act: Literal["scan", "copy"]) -> None:
        phone = self.query_one(Phone)
        phone.scan() if act == "scan" else phone.pick()

    def action_qr(self) -> None:
        self.query_one(Console).action_qr()

    @on(PageChanged)
    def page_changed(self, message: PageChanged) -> None:
        message.stop()
        self.set_class(self.query_one(Console).qr_uri is not None, "-qr")

    @on(DeviceWanted)
    def device_wanted(self, message: DeviceWanted) -> None:
        message.stop()
        self.query_one(Phone).show_owner(message.user_name, message.kind, message.serial_number)
        self._phone_moved()
        self.query_one(Console).follow_phone()

    @on(QuestionBox.Chosen)
    async def question_answered(self, message: QuestionBox.Chosen) -> None:
        message.stop()
        await self.choose(message.question, message.choice)

    async def choose(self, question: Question, choice: int) -> None:
        """Answer a question; a prediction's lines are run first."""
        if isinstance(question, Predict):
            await self.run_lines(question.run.commands(), "the question")
        answer = self.attempt.answer(question, choice)
        self.said = self.attempt.said
        await self.turn()
        if answer is not None:
            self.query_one(LessonPane).answered(answer)
            self.point()

    async def action_go_on(self) -> None:
        if self.attempt.finished:
            self._go_on_from_the_end()
            return
        self.attempt.go_on()
        await self._turned()

    def _go_on_from_the_end(self) -> None:
        """Leave the lesson once how it went was read: a key pressed twice does not pass over that."""
        pane, following = self.query_one(LessonPane), self.following
        again = f"{key_for(self, 'go-on')} once more opens “{following.title}”." if following else ""
        told = Said(f"This is how the lesson went. {again}")
        if pane.more:
            in_view = self.large or self.part == "lesson"
            self.action_part("lesson")
            if in_view:
                self.action_read(1)
        elif pane.read_on or self.said == told:
            self.post_message(Left(following.name if following else None))
        else:
            self.action_part("lesson")
            self.said = told

    @on(Terminal.EmptyLine)
    async def action_answer_or_go_on(self) -> None:
        run, page = self.attempt.run, self.attempt.page
        if run is not None and page is not None and run.open_questions(page.step):
            self.action_part("lesson")
            self.query_one(LessonPane).action_answer()
        elif self.check_action("go_on", ()):
            await self.action_go_on()

    async def action_show_me(self) -> None:
        line = self.attempt.next_line
        if line is None:
            self.said = Said("No line is left to show. Undo (u) takes acts back, reset (R) begins anew.")
            return
        await self.run_line(line, "shown")
        left = len(self.attempt.run.remaining) if self.attempt.run else 0
        if self.said is None and left:
            self.said = Said(f"That was “{line}”. Press m for the next line.")

    async def action_hint(self) -> None:
        self.attempt.hint()
        await self.turn()
        self.action_part("lesson")

    def action_course_map(self) -> None:
        self.post_message(Left())

    def action_another_phone(self) -> None:
        self.query_one(Phone).action_device(1)

    def action_read(self, pages: int) -> None:
        prose = self.query_one("#prose")
        prose.scroll_page_down() if pages > 0 else prose.scroll_page_up()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if not self.is_mounted:
            return True
        if action in ("phone", "qr"):
            return (self.large or self.part == "console") and self.query_one(Console).wants(action, parameters)
        history = self.attempt.driver.history
        if action == "go_on":
            return self.attempt.can_go_on or (self.attempt.finished and self.following is not None)
        if action == "hint":
            page = self.attempt.page
            open_book = page is not None and not page.complete and not page.closed_book
            return open_book and page is not None and page.hints < len(page.step.hints)
        if action == "show_me":
            return self.attempt.next_line is not None
        if action == "undo":
            return bool(history.depth)
        if action == "redo":
            return history.undone > 0
        if action == "leave_box":
            return typing(self) or (self.lab and self.large)
        return super().check_action(action, parameters)
