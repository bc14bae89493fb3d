"""The Textual application: the course map first, a lesson over it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.command import Provider
from textual.events import Event, Key
from textual.screen import Screen
from textual.widget import Widget

from course.settings import SettingsFile
from course.tui.clicks import on_nothing
from course.tui.garbage import gone, made
from course.tui.in_turn import ran
from course.tui.keys.bindings import EVERYWHERE, key_for, spelt
from course.tui.messages import Left
from course.tui.offer import CannotOpenError, Desk
from course.tui.remembering import RememberingStylesheet
from course.tui.screens.course_map import REVIEW, CourseMap
from course.tui.toasts import ToastsByKey
from course.tui.with_settings import UNHURRIED, WithSettings

if TYPE_CHECKING:
    from course.tui.screens.lesson import LessonScreen

WATCH = 0.5
"""Seconds between two looks at the files of a lesson that is being written."""


def acts() -> type[Provider]:
    """The command palette's acts, imported when it opens."""
    from course.tui.palette import Acts

    return Acts


class CourseApp(WithSettings, ToastsByKey):
    """The course. Every act is kept as it is done: the app can end at any moment."""

    TITLE = "mfa-course"
    CSS_PATH = Path(__file__).with_name("styles") / "frame.tcss"
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = ToastsByKey.COMMANDS | {acts}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark,f1", "help", "help", tooltip="The keys of where you are", id="help", group=EVERYWHERE),
        Binding(
            "i,f7", "glossary", "words", tooltip="What a word means: the glossary", id="words", group=EVERYWHERE
        ),
        Binding(
            "q,ctrl+q", "quit_course", "quit", tooltip="Leave; you resume where you are", id="quit", group=EVERYWHERE
        ),
        Binding(
            "ctrl+p", "command_palette", "find", show=False, priority=True, tooltip="Find any act by its name",
            id="palette", group=EVERYWHERE,
        ),
        Binding(
            "ctrl+t", "other_theme", "theme", show=False, tooltip="Other colours: dark, light, high contrast",
            id="theme", group=EVERYWHERE,
        ),
        Binding(
            "ctrl+z", "suspend_process", show=False, tooltip="To the shell (fg brings the course back)", id="suspend",
            group=EVERYWHERE,
        ),
    ]  # fmt: skip

    def __init__(
        self,
        desk: Desk,
        first: str | None = None,
        settings: SettingsFile | None = None,
        *,
        few_colours: bool = False,
    ) -> None:
        """Show the map, or go straight to the lesson `first`; settings and colours are those of `WithSettings`."""
        super().__init__(settings, few_colours=few_colours)
        self.stylesheet = RememberingStylesheet(variables=self.get_css_variables())
        self.desk = desk
        self.key_time = 0.0
        """When the last key was pressed, by the host's monotonic clock, in seconds."""
        self._quitting = False
        self.first = first

    def get_key_display(self, binding: Binding) -> str:
        return binding.key_display or spelt(binding.key)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        yield SystemCommand("Theme", "Choose other colours", self.action_change_theme)
        if not any(active.binding.action == "help" for active in screen.active_bindings.values()):
            yield SystemCommand("Help", "What the keys and commands do", self.action_help)

    async def on_event(self, event: Event) -> None:
        """Everything that happens comes by here first."""
        if isinstance(event, Key):
            self.key_time = monotonic()
            if self._quitting or await ran(self, event):
                return
        if not on_nothing(event, self):
            await super().on_event(event)

    def get_default_screen(self) -> CourseMap:
        rows, latest = self.desk.rows(), self.desk.latest
        left = (row.name for row in rows if row.name == latest and row.state == "in progress")
        return CourseMap(rows, next(left, ""))

    def on_mount(self) -> None:
        if self.desk.notice is not None:
            self.notify(self.desk.notice, severity="warning", markup=False, timeout=20)
        self.settle()
        if self.desk.draft is not None:
            self.set_interval(WATCH, self.look_again)
        if self.first is not None:
            self.open_lesson(self.first)
        else:
            self.set_timer(UNHURRIED, self._import_ahead)
        self.call_after_refresh(made)

    @on(CourseMap.Chosen)
    def lesson_chosen(self, message: CourseMap.Chosen) -> None:
        if message.name == REVIEW:
            self.open_review()
        else:
            self.open_lesson(message.name, restart=message.restart)

    def open_review(self) -> None:
        """Ask the questions that are due; the map then shows which still are."""
        from course.tui.screens.review import ReviewScreen

        self.push_screen(ReviewScreen(self.desk.review()), lambda _: self._show_map())

    def _show_map(self, under_way: str | None = None) -> None:
        if isinstance(self.screen, CourseMap):
            self.screen.show(self.desk.rows(), self.screen.under_way if under_way is None else under_way)

    def open_lesson(self, name: str, *, restart: bool = False) -> None:
        """Open a lesson over the map; one that cannot be opened is complained of there."""
        try:
            attempt = self.desk.open(name, restart=restart)
        except CannotOpenError as error:
            self.notify(str(error), title="This lesson cannot be opened", severity="warning", markup=False, timeout=20)
            return
        from course.tui.screens.lesson import LessonScreen

        rows = [row for row in self.desk.rows() if row.numbered and row.error is None]
        course = next((row.course for row in rows if row.name == attempt.name), "")
        rows = [row for row in rows if row.course == course]
        names = [row.name for row in rows]
        place = names.index(attempt.name) + 1 if attempt.name in names else len(names)
        following = rows[place] if 0 < place < len(rows) else None
        self.push_screen(LessonScreen(attempt, following, self.settings.words))
        self.call_after_refresh(made)

    async def look_again(self) -> None:
        """Take what was saved of the lesson that is being written."""
        lesson, draft = self.lesson, self.desk.draft
        if lesson is not None and draft is not None and lesson.attempt.name == draft.name and draft.look():
            await lesson.renew()

    @on(Left)
    def lesson_left(self, message: Left) -> None:
        lesson = self.lesson
        if lesson is None:
            return
        if self._in_the_making:
            self.screen.call_later(self.post_message, message)
            return
        lesson.attempt.leave()
        while self.screen is not lesson:
            self.pop_screen()
        self.pop_screen()
        gone()
        run = lesson.attempt.run
        self._show_map("" if run is None or run.over else lesson.attempt.name or "")
        if message.name is not None:
            self.open_lesson(message.name)

    @property
    def _in_the_making(self) -> bool:
        """Whether a part of what is open is still being made: it cannot be taken away yet."""
        parts = (part for screen in self.screen_stack for part in screen.walk_children(Widget, with_self=True))
        return not all(part.is_mounted for part in parts)

    @property
    def lesson(self) -> LessonScreen | None:
        """The lesson that is open."""
        if len(self.screen_stack) < 2:
            return None
        from course.tui.screens.lesson import LessonScreen

        return next((screen for screen in self.screen_stack if isinstance(screen, LessonScreen)), None)

    def _import_ahead(self) -> None:
        from course.tui.ahead import import_ahead

        self.run_worker(import_ahead())

    def action_help(self) -> None:
        from course.tui.screens.help import HelpScreen, help_on

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(help_on(self.screen, self._file.path))

    def action_command_palette(self) -> None:
        """The help and the letters over the screen give way: what is looked for are acts of what is below them."""
        from course.tui.screens.find import FIND, Find
        from course.tui.screens.help import HelpScreen
        from course.tui.screens.jump import JumpScreen

        if isinstance(self.screen, HelpScreen | JumpScreen):
            self.screen.dismiss(None)
        if any(isinstance(node, Find) and node not in self.screen_stack for node in self._nodes):
            self.call_later(self.action_command_palette)  # the one before is still being taken away
        elif not any(isinstance(screen, Find) for screen in self.screen_stack):
            self.push_screen(Find(id=FIND))

    def search_themes(self) -> None:
        from textual.theme import ThemeProvider

        from course.tui.screens.find import Find

        self.push_screen(Find(providers=[ThemeProvider], placeholder="Search for themes…"))

    def action_glossary(self) -> None:
        from course.lesson.error import LessonError
        from course.tui.screens.glossary import GlossaryScreen, TermScreen, words_in_view

        if isinstance(self.screen, GlossaryScreen | TermScreen):
            return
        try:
            self.push_screen(GlossaryScreen(*words_in_view(self.screen, self.lesson)))
        except LessonError as error:
            self.notify(str(error), title="The glossary cannot be opened", severity="warning", markup=False)

    def action_help_quit(self) -> None:
        self.notify(f"To leave, press {key_for(self.screen, 'quit')}. You resume where you are.", title="Ctrl+C")

    def action_suspend_process(self) -> None:
        """To the shell: in a browser, and on Windows, there is none to go to."""
        if self._driver is not None and self._driver.can_suspend:
            super().action_suspend_process()
        else:
            self.notify("There is no shell to go to here.", title="Ctrl+Z")

    def _fatal_error(self) -> None:
        """Textual's way prints each frame's variables: of a world that is minutes of text."""
        from rich.text import Text

        from course.tui.fault import words

        if self._exception is not None:
            self.panic(Text(words(self._exception)))

    async def action_quit(self) -> None:
        self.action_quit_course()

    def action_quit_course(self) -> None:
        if self._in_the_making:
            self.call_later(self.action_quit_course)
            return
        if self.lesson is not None:
            self.lesson.attempt.leave()
        self._quitting = True
        self.exit()
