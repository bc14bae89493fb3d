"""The terminal on the screen: completing, editing, finding lines again, searching and copying the output, explain."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from painted import painted_text
from simroom import START
from textual.content import Content
from textual.events import Paste
from textual.pilot import Pilot
from textual.widgets import Static, TextArea

from course.progress.store import open_store
from course.tui.app import CourseApp
from course.tui.desk import Desk
from course.tui.screens.lesson import LessonScreen
from course.tui.screens.plain_text import PlainText
from course.tui.terminal import output
from course.tui.terminal.candidates import CandidateList
from course.tui.terminal.terminal import FindBox, Terminal

LARGE, SMALL = (120, 40), (80, 24)
LESSON = "06-enabling-mfa-for-alice"
ENABLE = "aws iam enable-mfa-device --user-name "

Test = Callable[[LessonScreen, Terminal, Pilot[None]], Awaitable[None]]


def sit(folder: Path, test: Test, size: tuple[int, int] = SMALL) -> None:
    """Let a test sit in a lesson's terminal."""

    async def session() -> None:
        app = CourseApp(Desk(lambda: START, open_store(folder)), LESSON)
        async with app.run_test(size=size) as pilot:
            await pilot.press("f5")
            await pilot.pause()
            assert app.lesson is not None
            await test(app.lesson, app.lesson.query_one(Terminal), pilot)

    asyncio.run(session())


async def typed(terminal: Terminal, pilot: Pilot[None], line: str, *keys: str) -> str:
    """Let the box hold a line, press keys; gives what it then holds."""
    terminal.line.write(line, len(line))
    await pilot.pause()
    await pilot.press(*keys)
    await pilot.pause()
    return terminal.line.value


def hint(terminal: Terminal) -> str:
    return str(terminal.query_one("#terminal-hint", Static).content)


def test_words_are_listed_walked_through_and_taken(tmp_path: Path) -> None:
    async def test(screen: LessonScreen, terminal: Terminal, pilot: Pilot[None]) -> None:
        box, listed = terminal.line.region, terminal.query_one(CandidateList)
        assert await typed(terminal, pilot, ENABLE + "al", "tab") == ENABLE + "al"
        assert terminal.line.region == box
        painted = painted_text(screen.app)
        assert "Alice  user, without MFA" in painted
        assert "2 fit" in painted
        await pilot.press("tab", "tab")
        assert terminal.line.value == ENABLE + "Alice"
        await pilot.press("shift+tab", "enter")
        assert terminal.line.value == ENABLE + "Alan "
        assert not listed.display
        assert await typed(terminal, pilot, ENABLE + "a", "tab", "tab", "escape") == ENABLE + "a"
        assert screen.focused is terminal.line
        await pilot.press("tab", "l", "i")
        assert listed.listing is not None
        assert [each.text for each in listed.listing.candidates] == ["Alice"]
        assert await typed(terminal, pilot, "aws iam enable-mf", "tab") == "aws iam enable-mfa-device "
        assert hint(terminal).startswith("Still required: --user-name")
        await typed(terminal, pilot, "aws iam deactivate-mfa-device --serial-number GAHT12345678 ")
        assert "then signs in with the password alone." in painted_text(screen.app), "what is too long has two rows"
        await pilot.press("ctrl+c", "tab")
        assert screen.focused is not terminal.line
        assert screen.attempt.driver.history.depth == 0

    sit(tmp_path, test)


@pytest.mark.long
def test_lines_come_back_as_they_are_typed_by_search_and_after_a_rest(tmp_path: Path) -> None:
    async def test(screen: LessonScreen, terminal: Terminal, pilot: Pilot[None]) -> None:
        line = terminal.line
        for each in ("aws iam list-users", "whoami", "aws sts get-caller-identity"):
            await screen.run_line(each)
        await screen.run_line("time pause", "key")
        assert await typed(terminal, pilot, "aws", "up", "up") == "aws iam list-users"
        await pilot.press("down", "down")
        assert line.value == "aws"
        assert await typed(terminal, pilot, "aws iam l", "ctrl+e") == "aws iam list-users"
        assert await typed(terminal, pilot, "aws iam l", "alt+f") == "aws iam list"
        assert await typed(terminal, pilot, "who", "right") == "whoami"
        assert await typed(terminal, pilot, "half", "ctrl+r", *"aws") == "aws sts get-caller-identity"
        assert "“aws”: 1 of 2" in hint(terminal)
        await pilot.press("ctrl+r")
        assert line.value == "aws iam list-users"
        await pilot.press("escape")
        assert line.value == "half"
        assert await typed(terminal, pilot, "", "ctrl+r", *"zz", "ctrl+c", "l", "s") == "ls"
        await pilot.press("ctrl+j")
        assert line.history.past[-1] == "ls"
        assert await typed(terminal, pilot, "get-user now", "ctrl+w", "ctrl+w", "ctrl+y", "ctrl+a") == "get-user now"
        assert await typed(terminal, pilot, "aws iam", "alt+b", "ctrl+k", "ctrl+y", "ctrl+y") == "aws iamiam"
        assert await typed(terminal, pilot, "half", "ctrl+r", *"aws", "ctrl+g", "ctrl+g") == "half"
        assert screen.focused is line
        assert await typed(terminal, pilot, "aws iam", "alt+b", "alt+u", "ctrl+a", "alt+c", "alt+q") == "Aws IAM"
        theme = screen.app.theme
        assert await typed(terminal, pilot, "lsa", "ctrl+t") == "las"
        assert screen.app.theme == theme
        await typed(terminal, pilot, "aws iam list-users --query Usrs", "enter")
        assert hint(terminal) == "The query found nothing. --query: JMESPath: pick from the result, which holds Users"
        await pilot.press("ctrl+c", "ctrl+c")
        assert hint(terminal).startswith("Nothing is typed here. To leave the course, press ctrl+q")
        line.post_message(Paste("# both\na=1\nb=2 \\\n  c=3\nwhoami\n"))
        await pilot.pause()
        assert line.value == "a=1"
        assert hint(terminal).startswith("2 more lines pasted")
        await pilot.press("enter")
        assert line.value == "b=2 c=3"
        await pilot.press("ctrl+c")
        assert (line.value, line.waiting) == ("", [])
        line.post_message(Paste(" date -u\n"))
        await pilot.pause()
        assert line.value == "date -u"
        await pilot.press("enter", "ctrl+d")
        assert screen.focused is not line
        assert screen.attempt.driver.history.acts[-1] == "a=1"

    async def resumed(screen: LessonScreen, terminal: Terminal, pilot: Pilot[None]) -> None:
        assert terminal.line.history.past[-2:] == ["a=1", "date -u"]
        assert "time pause" in terminal.line.history.past
        assert await typed(terminal, pilot, "wh", "up") == "whoami"
        assert "$ a=1" in painted_text(screen.app)

    sit(tmp_path, test)
    sit(tmp_path, resumed)


def test_an_empty_output_says_what_will_stand_there_and_how_to_begin(tmp_path: Path) -> None:
    async def test(screen: LessonScreen, terminal: Terminal, pilot: Pilot[None]) -> None:
        told = "Every act stands here as a line"
        assert told in painted_text(screen.app)
        assert "type whoami, people or help." in painted_text(screen.app)
        assert not terminal.output.blocks
        for line, keys in (("whoami", ("enter",)), ("", ("ctrl+l",))):
            await typed(terminal, pilot, line, *keys)
            assert ("$ whoami" in painted_text(screen.app)) is bool(line)
            assert told not in painted_text(screen.app)

    sit(tmp_path, test)


@pytest.mark.long
def test_the_output_is_searched_gone_through_and_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def test(screen: LessonScreen, terminal: Terminal, pilot: Pilot[None]) -> None:
        for each in ("aws iam list-users", "whoami"):
            await screen.run_line(each)
        await pilot.press("ctrl+f", *"alice")
        await pilot.pause()
        assert isinstance(screen.focused, FindBox)
        assert terminal.output.found == (2, 2)
        await pilot.press("enter")
        assert terminal.output.found == (1, 2)
        assert '"UserName": "Alice"' in painted_text(screen.app)
        await pilot.press(*"!!")
        assert terminal.output.found == (0, 0)
        assert "not found" in painted_text(screen.app)
        await pilot.press("ctrl+f", *"alice")
        assert terminal.output.found == (2, 2), "once more the key begins anew"
        await pilot.press("escape")
        assert screen.focused is terminal.line
        await pilot.press("shift+tab", "y")
        assert screen.app.clipboard.startswith("$ whoami\nYou act as: you")
        await pilot.press("up", "down", "y")
        assert screen.app.clipboard.startswith("$ aws iam list-users"), "its end comes into view, then the next act"
        assert "$ aws iam list-users" not in painted_text(screen.app)
        await pilot.press("up", "enter")
        await pilot.pause()
        assert isinstance(screen.app.screen, PlainText)
        screen.app.screen.query_one(TextArea).move_cursor((0, 0))
        await pilot.press("y")
        assert screen.app.clipboard == "$ aws iam list-users"
        await pilot.press("escape", "Y")
        assert "$ whoami" in screen.app.clipboard
        await pilot.press("r")
        assert terminal.line.value == "aws iam list-users"
        assert screen.focused is terminal.line
        terminal.show("aws table", "+---+\n| a |\n+---+\n", "")
        await pilot.press("shift+tab", "enter")
        await pilot.pause()
        assert not screen.app.screen.query_one(TextArea).soft_wrap
        await pilot.press("escape", "escape")
        terminal.show("aws long", "".join(f"line {number}\n" for number in range(1000)), "")
        await pilot.pause()
        assert terminal.output.blocks[-1].text.endswith("the plain view of this act has all of it.")
        assert "line 400" not in terminal.output.blocks[-1].text
        await pilot.press("ctrl+f", *"line 999")
        await pilot.pause()
        assert "in lines that only the plain view of an act has" in painted_text(screen.app)
        await pilot.press("escape")
        await pilot.press("shift+tab", "y")
        assert screen.app.clipboard.splitlines()[-1] == "line 999"
        await pilot.press("enter")
        await pilot.pause()
        assert screen.app.screen.query_one(TextArea).text.endswith("\nline 999")
        await pilot.press("escape", "escape", "ctrl+l")
        assert not terminal.output.blocks
        monkeypatch.setattr(output, "KEPT", 3)
        for number in range(6):
            terminal.note(Content(f"note {number}"))
        await pilot.pause()
        assert [block.text for block in terminal.output.blocks] == ["note 3", "note 4", "note 5"]
        assert "Older output is gone from here" in painted_text(screen.app)

    sit(tmp_path, test)


def test_a_refusal_is_explained_by_a_key_beside_it(tmp_path: Path) -> None:
    async def test(screen: LessonScreen, terminal: Terminal, pilot: Pilot[None]) -> None:
        await pilot.press("escape")
        assert not screen.check_action("explain", ())
        await screen.run_line("aws iam get-user --user-name Alic")
        await pilot.pause()
        assert "explain" in hint(terminal)
        await pilot.press("x")
        await pilot.pause()
        assert screen.part == "terminal"
        assert "The nearest is Alice." in painted_text(screen.app)
        assert terminal.line.history.past == ["aws iam get-user --user-name Alic"]

    sit(tmp_path, test, LARGE)


def test_the_output_can_be_painted_before_it_is_measured_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def test(screen: LessonScreen, terminal: Terminal, pilot: Pilot[None]) -> None:
        shown = terminal.query_one(output.Output)
        for number in range(output.KEPT):
            shown.add(Content(f"{number} " + "a line that takes several rows " * (number % 5)))
        await pilot.pause()
        with monkeypatch.context() as patch:
            patch.setattr(output.Output, "_measure", lambda self: None)
            for size in (LARGE, SMALL):
                await pilot.resize_terminal(*size)
                shown.add(Content("of one row"))
                assert {shown.render_line(y).cell_length for y in range(shown.size.height)} == {shown.size.width}
        shown._measure()
        assert "of one row" in painted_text(screen.app)
        shown.clear()
        await pilot.resize_terminal(2, 4)
        shown.add(Content("out of sight"))
        shown.action_choose(1)
        shown.action_choose(1)
        shown.find("sight")
        assert shown.found == (1, 1)

    sit(tmp_path, test)


def test_what_was_printed_out_of_sight_is_found_as_soon_as_it_is_in_view(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def test(screen: LessonScreen, terminal: Terminal, pilot: Pilot[None]) -> None:
        screen.action_part("console")
        await pilot.pause()
        for number in range(output.KEPT):
            terminal.output.add(Content(f"the {number}th line"))
        await pilot.pause()
        with monkeypatch.context() as patch:
            patch.setattr(output.Output, "on_resize", lambda self: None)  # as between a layout and what tells of it
            screen.action_part("terminal")
            await pilot.pause()
            terminal.output.find("the 9th line")
        assert terminal.output.found == (1, 1)
        assert "the 9th line" in painted_text(screen.app)

    sit(tmp_path, test)
