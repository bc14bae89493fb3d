from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path

import pytest
from painted import painted_text
from simroom import START
from textual._callback import invoke

from course.progress.store import open_store
from course.settings import SettingsFile
from course.tui.app import CourseApp
from course.tui.desk import Desk
from course.tui.palette import Acts
from course.tui.progress import bar, course_progress, date, duration
from course.tui.screens.course_map import Row, entries, prompt, welcome
from course.tui.widgets.lesson_list import LessonList

DONE = Row("a", "A", minutes=10, state="done", steps=5, met=5, date="24 Nov")
GOING = Row("b", "B", "Codes", 12, "in progress", 4, 7, met=3, date="25 Nov", due=2)
NEW = Row("c", "C", "Time", 65, steps=6)


def test_a_bar_is_full_only_when_all_is_done_and_empty_only_when_nothing_is() -> None:
    assert [bar(done, 20) for done in (0, 1, 10, 19, 20)] == ["▱▱▱▱▱▱", "▰▱▱▱▱▱", "▰▰▰▱▱▱", "▰▰▰▰▰▱", "▰▰▰▰▰▰"]
    assert bar(0, 0) == "▱▱▱▱▱▱"


def test_a_lesson_tells_its_steps_its_day_and_what_is_to_be_looked_at_again() -> None:
    assert DONE.standing == "▰▰▰▰▰▰ done · 24 Nov"
    assert GOING.standing == "▰▰▱▱▱▱ 3 of 7 · 25 Nov"
    assert NEW.standing == "new · 6 steps"
    assert "     2 questions to look at again\n     Codes" in prompt(GOING, 2, 76).plain


def test_what_comes_next_is_marked_without_colour() -> None:
    shown = [draw(76).plain for draw in entries([DONE, NEW, Row("d", "D")])]
    assert ["▸" in text for text in shown] == [False, True, False]
    assert "▸ new · 6 steps" in shown[1]
    assert "▸ ▰▰▱▱▱▱ 3 of 7" in entries([GOING, NEW])[0](76).plain
    assert not any("▸" in draw(76).plain for draw in entries([DONE]))


def test_every_line_of_the_map_fits_a_small_window() -> None:
    long = Row("x", "A title that is far too long for its column", "Word · " * 20, 120, "in progress", 10, 60, met=59)
    for row in (DONE, GOING, NEW, long):
        assert max(map(len, prompt(row, 10, 75).plain.split("\n"))) <= 75


def test_the_course_as_a_whole_stands_above_once_something_is_done() -> None:
    told = welcome([DONE, GOING, NEW]).plain
    assert told.startswith("▰▰▰▰▰▱▱▱▱▱▱▱  1 of 3 lessons · 8 of 18 steps · about 1 h 17 min to go\n")
    assert "“B” waits for you at step 4 of 7" in told
    assert "▰" not in welcome([NEW]).plain
    assert "Next comes “C”" in welcome([DONE, NEW]).plain
    assert "All lessons done." in welcome([DONE]).plain
    assert course_progress(1, 1, 5, 5, 0).endswith("1 of 1 lesson · 5 of 5 steps")


def test_days_and_durations_are_said_shortly() -> None:
    now = int(datetime(2027, 3, 1, 12).timestamp() * 1000)
    assert date(now, now) == "1 Mar"
    assert date(now - 86_400_000 * 100, now) == "21 Nov 2026"
    assert date(0, now) == date(None, now) == ""
    assert [duration(minutes) for minutes in (0, 45, 60, 130)] == ["0 min", "45 min", "1 h", "2 h 10 min"]


def test_the_map_names_the_learner_s_key_and_the_palette_finds_lessons_by_what_they_teach(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('[keys]\nopen = "space"\n', "utf-8")
    app = CourseApp(Desk(lambda: START, open_store(tmp_path)), settings=SettingsFile(path))

    async def session() -> None:
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            assert "Press space to start the first lesson." in " ".join(painted_text(app).split())
            hits = [hit async for hit in Acts(app.screen).search("drift")]
            found = max(hits, key=lambda hit: hit.score)
            assert str(found.text) == "Open “Time and drift”"
            await invoke(found.command)
            await pilot.pause()
            lesson = app.lesson
            assert lesson is not None
            assert lesson.attempt.name == "11-time-and-drift"
            assert not any("Open “" in str(hit.text) for hit in [hit async for hit in Acts(lesson).search("drift")])

    asyncio.run(session())


def test_lessons_are_painted_as_they_were_until_they_are_laid_out_for_a_changed_window(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = CourseApp(Desk(lambda: START, open_store(tmp_path)))

    async def session() -> None:
        async with app.run_test(size=(64, 24)) as pilot:
            await pilot.pause()
            lessons = app.screen.query_one(LessonList)
            narrow = painted_text(app)
            with monkeypatch.context() as patch:
                patch.setattr(LessonList, "_lay_out", lambda self: None)
                app.theme = "course-light"
                await pilot.resize_terminal(120, 40)
                wide = [lessons.render_line(y).text.rstrip() for y in range(lessons.size.height)]
                assert len(wide) > 24
                assert wide[0] in narrow
            lessons._lay_out()
            assert lessons.render_line(0).text.rstrip() not in narrow

    asyncio.run(session())


def test_a_later_sitting_goes_on_with_the_lesson_that_was_worked_on_last(tmp_path: Path) -> None:
    desk = Desk(lambda: START, open_store(tmp_path))
    for lesson in ("03-iam-basic-concepts", "04-a-practical-example"):
        desk.open(lesson).act("aws iam list-users")
    first = CourseApp(Desk(lambda: START, open_store(tmp_path))).get_default_screen()
    assert first.under_way == "04-a-practical-example"
    assert "“A practical example” waits for you" in welcome(first.rows, under_way=first.under_way).plain
    desk.open("sandbox").act("aws iam list-users")
    assert CourseApp(desk).get_default_screen().under_way == ""
