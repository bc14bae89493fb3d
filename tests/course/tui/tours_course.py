"""The course from its map to the end of a lesson, on a clock of its own and with nobody's progress."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from textual.widgets._toast import ToastRack
from tour import SIZES, Tour

from course.reading import commands
from course.tui.desk import SANDBOX
from course.tui.phone.phone import Phone
from course.tui.screens.course_map import CourseMap
from course.tui.screens.review import ReviewScreen
from course.tui.terminal.command_line import CommandLine
from course.tui.widgets.question import QuestionBox
from docs.pictures.stills import ALICE, BEFORE_ALICE, SAME_CODE_TWICE
from docs.pictures.studio import Studio

DAY = 86_400_000
SIGN_IN = "as alan sign-in Alan --password Turing-Machine-36 --code"


@asynccontextmanager
async def toasts(tour: Tour) -> AsyncIterator[None]:
    """Within it the screen has its rack of notifications. Else that is left away: they go as the host's time passes."""
    rack, tour.app._disable_notifications = ToastRack(id="textual-toastrack"), False
    await tour.app.screen.mount(rack)
    yield
    tour.app.clear_notifications()
    tour.app._disable_notifications = True
    await rack.remove()
    await tour.pilot.pause()


class Visitor:
    """Goes through the course, with a snapshot of what it comes to."""

    def __init__(self, name: str, home: Path) -> None:
        self.home, self.studio = home, Studio(home)
        self.tour = Tour(name, SIZES)

    @asynccontextmanager
    async def course(self, first: str | None = None) -> AsyncIterator[Tour]:
        """A run of the program, in the smaller window."""
        async with self.studio.course(first, *SIZES["80x24"]) as studio:
            self.tour.of(studio.app, studio.pilot)
            yield self.tour


Visit = Callable[[Visitor], Awaitable[None]]


async def course_map(visitor: Visitor) -> None:
    studio = visitor.studio
    async with visitor.course() as tour:
        await tour.stop("new")
        await tour.press("question_mark")
        await tour.stop("help")
        await tour.press("escape", "i")
        await tour.stop("words")
        await tour.press(*"resyn")
        await tour.stop("words-sought")
        await tour.press("enter")
        await tour.stop("word")
        await tour.press("escape", "escape", *"qqq")
        await tour.stop("no-word")
    studio.now += DAY
    for lesson in BEFORE_ALICE:
        studio.solve(lesson)
    studio.solve(ALICE, "two-codes")
    async with visitor.course() as tour:
        await tour.stop("begun")
        await tour.press("r")
        await tour.stop("begin-again")
    studio.now += DAY
    async with visitor.course() as tour:
        await tour.stop("due")
        await tour.press("v")
        await tour.stop("review")
        await tour.press("2")
        await tour.stop("review-answered")
        await tour.press("enter", "3")
        await tour.stop("review-wrong")
        review = studio.app.screen
        assert isinstance(review, ReviewScreen)
        while review.item is not None or review.query(QuestionBox):
            await tour.press("1" if review.item is not None else "enter")
        await tour.stop("review-end")
        await tour.press("enter")
        lessons = studio.app.screen
        assert isinstance(lessons, CourseMap)
        lessons.show([replace(row, state="done", met=row.steps) if row.numbered else row for row in lessons.rows])
        await tour.stop("finished")


async def a_lesson(visitor: Visitor) -> None:
    studio = visitor.studio
    async with visitor.course(ALICE) as tour:
        await tour.stop("begin")
        await tour.press("enter")
        await tour.stop("question")
        await tour.press("down", "enter")
        await tour.stop("answered")
        await tour.press("up", "enter")
        await tour.stop("right")
        await tour.press("g", "g")
        await tour.stop("prediction")
        await tour.press("enter", "enter")
        await tour.stop("came-true")
    studio.solve(ALICE, "virtual-device")
    async with visitor.course(ALICE) as tour:
        await tour.press("h")
        await tour.stop("hint")
        await tour.press("t")
        await tour.stop("steps")
        await tour.press("escape", "o")
        await tour.stop("solution")
        await tour.press("escape", "question_mark")
        await tour.stop("help")
        await tour.press("escape", "f", "t")
        await tour.stop("steps-left")
    studio.do(ALICE, commands.create_device("Alice", "Alice.png"))
    async with visitor.course(ALICE) as tour:
        await tour.stop("met")
        await tour.press("g")
        await studio.run("phone alice scan", *SAME_CODE_TWICE)
        await tour.press("1")
        await tour.stop("mistake")
    studio.solve(ALICE)
    async with visitor.course(ALICE) as tour:
        await tour.stop("end")
        await tour.press("pagedown")
        await tour.stop("end-below")


async def its_parts(visitor: Visitor) -> None:
    studio = visitor.studio
    studio.solve(ALICE, "two-codes")
    async with visitor.course(ALICE) as tour:
        await tour.stop("lesson")
        await tour.press("2")
        await tour.stop("console")
        await tour.press("W")
        await tour.stop("console-today")
        await tour.press("W", "q")
        await tour.stop("qr")
        await tour.press("t")
        await tour.stop("secret")
        await tour.press("escape", "f4")
        await tour.stop("phone-empty")
        await studio.run("phone alice scan")
        await tour.stop("phone")
        await tour.press("4")
        await tour.stop("terminal")
        await tour.press("escape", "5")
        await tour.stop("time")
        await tour.pilot.resize_terminal(20, 5)
        await tour.look("too-small", "20x5")


async def phones(visitor: Visitor) -> None:
    studio = visitor.studio
    async with visitor.course(SANDBOX) as tour:
        await tour.press("3")
        studio.lesson.query_one(Phone).show_owner("alan")
        await tour.stop("live")
        await tour.press("v")
        await tour.stop("next-code")
        await studio.pass_time(13)
        await tour.stop("soon")
        for name in ("First", "Second"):
            await studio.run(commands.create_device(name, f"{name}.png"), "phone alan scan")
        await tour.press("down")
        await tour.stop("accounts")
        await studio.run("phone alan steal")
        await tour.stop("stolen")
        await studio.run("phone alan find", "phone alan lose")
        await tour.stop("lost")
        await studio.run("phone alan break")
        await tour.stop("broken")
        await tour.press("right")
        while (device := studio.lesson.query_one(Phone).device) is None or device.kind != "token":
            await tour.press("right")
        await tour.stop("token")
        await tour.press("enter")
        await tour.stop("token-lit")
        await studio.run("token alice lose")
        await tour.stop("token-lost")
    async with visitor.course("14-hardware-tokens-and-keys") as tour:
        await tour.press("3")
        await tour.stop("tokens")
    async with visitor.course("03-iam-basic-concepts") as tour:
        await tour.press("3")
        await tour.stop("none")


async def terminal(visitor: Visitor) -> None:
    studio = visitor.studio
    async with visitor.course(SANDBOX) as tour:
        await tour.press("4")
        await tour.stop("empty")
        studio.lesson.query_one(CommandLine).write("aws iam enable-mfa-device --user-name al", 40)
        await tour.press("tab")
        await tour.stop("candidates")
        await tour.press("tab")
        await tour.stop("candidate")
        await tour.press("escape", "ctrl+c")
        studio.lesson.query_one(CommandLine).write("aws iam enable-mfa-device --", 28)
        await tour.press("tab", "down")
        await tour.stop("options")
        await tour.press("escape", "ctrl+c")
        await studio.run("aws iam list-users", "aws iam get-user --user-name Alic", "whoami")
        await tour.stop("output")
        await tour.press("ctrl+r", *"get")
        await tour.stop("search")
        await tour.press("escape", "ctrl+c", "ctrl+f", *"alice")
        await tour.stop("found")
        await tour.press("escape", "escape", "4", "shift+tab", "up")
        await tour.stop("chosen")
        async with toasts(tour):
            await tour.press("y")
            await tour.stop("copied")
        await tour.press("escape", "escape", "x")
        await tour.stop("explained")
        await tour.press("enter")
        await tour.stop("plain")


async def time(visitor: Visitor) -> None:
    studio = visitor.studio
    async with visitor.course(SANDBOX) as tour:
        studio.lesson.query_one(Phone).show_owner("alan")
        await studio.run(
            f"{SIGN_IN} $(phone alan code)",
            "c=$(phone alan code)",
            f"{SIGN_IN} $c",
            "wait 1m",
            "phone alan clock +95s",
            f"{SIGN_IN} $(phone alan code)",
            "phone alan clock +20s",
            f"{SIGN_IN} $(phone alan code)",
            "phone alan clock +95s",
            "phone alan drift 40ppm",
        )
        await tour.press("5")
        await tour.stop("tries")
        await tour.press("space", "p")
        await tour.stop("no-device")
        await tour.press("1")
        await studio.run("undo", "undo", "phone alan lose", "undo")
        await tour.press("H")
        await tour.stop("history")
        await tour.press("left", "left")
        await tour.stop("history-earlier")
        await tour.press("escape", "R")
        await tour.stop("reset")


VISITS: dict[str, Visit] = {
    "map": course_map,
    "lesson": a_lesson,
    "parts": its_parts,
    "phone": phones,
    "terminal": terminal,
    "time": time,
}
