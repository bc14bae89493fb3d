"""Windows over a lesson, and a map and an examination of an instructor's own."""

from __future__ import annotations

from pathlib import Path

from test_examination_on_screen import LESSON as EXAMINATION
from tours_course import Visit, Visitor, toasts

from course.progress.store import open_store
from course.tui.desk import Desk
from docs.pictures.stills import ALICE


async def over_a_lesson(visitor: Visitor) -> None:
    studio = visitor.studio
    studio.solve(ALICE, "two-codes")
    async with visitor.course(ALICE) as tour:
        await tour.press("ctrl+p")
        await tour.stop("find")
        await tour.press(*"hint")
        await tour.stop("found")
        await tour.press("escape", "escape")
        studio.app.search_themes()
        await tour.stop("themes")
        await tour.press("escape", "ctrl+o")
        await tour.stop("jump", again=("ctrl+o",))
        await tour.press("escape", "4", "f1")
        await tour.stop("help-typing")
        await tour.press("escape", "escape", "1", "t", "question_mark")
        await tour.stop("help-over-steps")


async def own_lessons(visitor: Visitor) -> None:
    studio, lessons = visitor.studio, Path("lessons")
    lessons.mkdir()
    for name, text in {
        "01-small": EXAMINATION,
        "02-unreadable": "No front matter.\n",
        "03-practice": EXAMINATION.replace("examination: true\n", "").replace("A small examination", "Practice"),
    }.items():
        (lessons / f"{name}.md").write_text(text, encoding="utf-8")
    studio.desk = Desk(lambda: studio.now, open_store(visitor.home / "own"), lessons)
    async with visitor.course(str(lessons / "01-small.md")) as tour:
        await tour.stop("examination")
        await tour.press("E")
        await tour.stop("hand-in")
        await tour.press("y")
        await tour.stop("marks")
        await tour.press("t", "home", "enter", "o")
        await tour.stop("solution")
    async with visitor.course() as tour:
        await tour.press("up")
        await tour.stop("map")
        await tour.press("home", "down")
        async with toasts(tour):
            await tour.press("enter")
            await tour.stop("cannot-open")


VISITS: dict[str, Visit] = {"windows": over_a_lesson, "own": own_lessons}
