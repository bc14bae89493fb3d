"""Lessons that are taken anew while they are written, and courses from elsewhere on the map."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest
from painted import painted_text
from simroom import SCENARIO, START

from course.cli import main
from course.lesson.error import LessonError
from course.library import id_of, places
from course.progress.store import open_store
from course.tui.app import CourseApp
from course.tui.attempt import Attempt
from course.tui.desk import Desk
from course.tui.draft import Draft
from course.tui.screens.course_map import CourseMap
from sim.clock import SECOND

EXAMPLE = (Path(__file__).parents[3] / "course" / "commands" / "examples" / "lesson.md").read_text("utf-8")
CREATE = (
    "aws iam create-virtual-mfa-device --virtual-mfa-device-name Alice --outfile A.png --bootstrap-method QRCodePNG"
)
LAST = "\n## Last {#last}\n\n```{check} done\nlength(groups[?GroupName=='Done']) == `1`\n```\n"


class Writing:
    """An author: a lesson with a scenario of its own, open at its second step."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "01-example.md"
        self.scenario = folder / "scenarios" / "own.yaml"
        self.scenario.parent.mkdir()
        self.scenario.write_text(SCENARIO, "utf-8")
        self.saved = 0
        self.text = EXAMPLE.replace("scenario: alice-and-alan", "scenario: own") + LAST
        self.save()
        self.store = open_store(folder / "home")
        self.draft = Draft(self.path, lambda: START, self.store)

    def open(self) -> Attempt:
        attempt = self.draft.open()
        assert attempt.page is not None
        attempt.sitting.pass_by(attempt.page.step)  # type: ignore[union-attr]
        attempt.go_on()
        return attempt

    def save(self, old: str = "", new: str = "", path: Path | None = None) -> None:
        """Save the lesson, or another file, with a change."""
        path = path or self.path
        text = self.text if path == self.path else path.read_text("utf-8")
        assert old in text
        text = text.replace(old, new, 1) if old else text
        if path == self.path:
            self.text = text
        path.write_text(text, "utf-8")
        self.saved += 1
        os.utime(path, ns=(self.saved, self.saved))


@pytest.fixture
def author(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Writing:
    monkeypatch.setenv("MFA_COURSE_HOME", str(tmp_path / "home"))
    return Writing(tmp_path)


def step(attempt: Attempt) -> str:
    assert attempt.page is not None
    return attempt.page.step.id


def test_nothing_is_taken_before_something_is_saved(author: Writing) -> None:
    author.open()
    assert not author.draft.look()


def test_a_saved_lesson_is_taken_at_the_same_step_with_what_was_done(author: Writing) -> None:
    attempt = author.open()
    attempt.act(CREATE)
    driver, world = attempt.driver, attempt.world
    author.save("Make a virtual device", "Do make a virtual device")
    author.save("## Why a second factor", "## Before {#before}\n\nWords.\n\n## Why a second factor")
    assert author.draft.look()
    assert not author.draft.look()
    assert step(attempt) == "enable"
    assert "Do make a virtual device" in attempt.page.step.blocks[0].text  # type: ignore[union-attr]
    assert (attempt.driver, attempt.world) == (driver, world)
    assert attempt.said is not None
    assert attempt.said.text == "The lesson is here as it was saved."


def test_the_checks_of_the_step_in_view_are_judged_anew(author: Writing) -> None:
    attempt = author.open()
    attempt.act(CREATE)
    assert not attempt.page.complete  # type: ignore[union-attr]
    author.save("length(users[?UserName=='Alice'].MFADevices[])", "length(virtual_mfa_devices[?!UserName])")
    author.draft.look()
    assert attempt.page.complete  # type: ignore[union-attr]
    author.save("length(virtual_mfa_devices[?!UserName]) == `1`", "length(virtual_mfa_devices[?!UserName]) == `9`")
    author.draft.look()
    assert step(attempt) == "enable"
    assert not attempt.page.complete  # type: ignore[union-attr]
    assert attempt.driver.history.acts == [CREATE]
    attempt.act("undo")
    assert step(attempt) == "enable"


def test_a_broken_save_is_told_of_and_leaves_the_lesson_as_it_was(author: Writing) -> None:
    attempt = author.open()
    page = attempt.page
    author.save("{check} alice-has-mfa", "{chek} alice-has-mfa")
    assert author.draft.look()
    assert attempt.said is not None
    assert "there is no directive 'chek'. The nearest known word is check." in attempt.said.text
    assert attempt.page is page
    attempt.act(CREATE)
    author.save("{chek} alice-has-mfa", "{check} alice-has-mfa")
    assert author.draft.look()
    assert attempt.said.text == "The lesson is here as it was saved."
    assert attempt.driver.history.acts == [CREATE]


def test_a_step_that_is_gone_leads_to_the_nearest_before(author: Writing) -> None:
    attempt = author.open()
    author.save("{#enable}", "{#other}")
    author.draft.look()
    assert step(attempt) == "why"


def test_a_saved_scenario_begins_anew_with_what_was_done(author: Writing) -> None:
    attempt = author.open()
    attempt.act(CREATE)
    author.save("alias: example", "alias: changed", author.scenario)
    assert author.draft.look()
    assert attempt.said is not None
    assert attempt.said.text == "The scenario is here as it was saved. It began anew, and your 1 line ran again in it."
    assert attempt.world.account.alias == "changed"
    assert len(attempt.world.account.mfa_devices) == 3
    assert step(attempt) == "enable"
    attempt.act("undo")
    assert len(attempt.world.account.mfa_devices) == 2


def test_a_scenario_that_is_broken_or_missing_can_be_mended(author: Writing) -> None:
    attempt = author.open()
    author.save("people:", "persons:", author.scenario)
    assert author.draft.look()
    assert attempt.said is not None
    assert f"{author.scenario}:116:3: A scenario has no 'persons'." in attempt.said.text
    author.save("persons:", "people:", author.scenario)
    assert author.draft.look()
    author.save("scenario: own", "scenario: later")
    assert author.draft.look()
    assert "there is no scenario 'later'" in attempt.said.text
    later = author.scenario.with_name("later.yaml")
    later.write_text(SCENARIO, "utf-8")
    os.utime(later.parent, ns=(1, 1))
    assert author.draft.look()
    assert attempt.said.text == "The scenario is here as it was saved."


def test_a_lesson_that_is_deleted_and_comes_back(author: Writing) -> None:
    attempt = author.open()
    author.path.unlink()
    assert author.draft.look()
    assert attempt.said is not None
    assert "there is no such file" in attempt.said.text
    author.save()
    assert author.draft.look()
    assert attempt.said.text == "The lesson is here as it was saved."


def test_a_draft_begins_anew_in_each_run_and_keeps_apart_from_progress(author: Writing) -> None:
    attempt = author.open()
    attempt.act(CREATE)
    author.save("Make a virtual device", "Do make a virtual device")
    assert author.draft.open() is attempt
    assert attempt.said is not None
    assert attempt.said.text == "The lesson is here as it was saved."
    assert author.store.latest(id_of(author.path)) is None
    kept = author.store.latest(author.draft.name)
    assert kept is not None
    assert [line for _, line in kept.lines] == [CREATE]
    assert author.draft.open(restart=True).driver.history.acts == []
    author.draft.open().act(CREATE)
    assert Draft(author.path, lambda: START, author.store).open().driver.history.acts == []


def test_a_draft_that_is_broken_from_the_start_is_refused(author: Writing) -> None:
    author.save("---\n", "")
    with pytest.raises(LessonError, match="does not begin with front matter"):
        author.draft.open()


@pytest.mark.long
def test_the_app_shows_what_was_saved(author: Writing) -> None:
    async def session() -> None:
        app = CourseApp(Desk(lambda: START, author.store, draft=author.draft), author.draft.name)
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            lesson = app.lesson
            assert lesson is not None
            await lesson.run_line("a=1")
            author.save("Alice signs in with a password", "Alice signs in with a word")
            author.save("title: An example", "title: Another")
            await app.look_again()
            await pilot.pause()
            shown = painted_text(app)
            assert "Alice signs in with a word" in shown
            assert "The lesson is here as it was saved." in shown
            assert shown.lstrip().startswith("Another")
            author.save("alias: example", "alias: changed", author.scenario)
            await app.look_again()
            await pilot.pause()
            assert lesson.world is not None
            assert lesson.world.account.alias == "changed"
            assert "your 1 line ran again" in painted_text(app)
            await pilot.press("b")
            await pilot.resize_terminal(120, 100)
            await pilot.pause()
            assert "01-example.md" in painted_text(app)
            app.open_lesson(author.draft.name)
            await pilot.pause()
            assert app.lesson is not None
            assert app.lesson.attempt.driver.history.acts == ["a=1"]

    asyncio.run(session())


def test_the_map_groups_courses_from_elsewhere(author: Writing, tmp_path: Path) -> None:
    for course in ("acme", "other"):
        (tmp_path / course).mkdir()
        for number in (1, 2):
            (tmp_path / course / f"0{number}-example.md").write_text(EXAMPLE, "utf-8")
    (tmp_path / "other" / "03-broken.md").write_text("nothing", "utf-8")
    places.keep([tmp_path / "acme", tmp_path / "other"])

    async def session() -> None:
        app = CourseApp(Desk(lambda: START + SECOND, author.store))
        async with app.run_test(size=(80, 100)) as pilot:
            await pilot.pause()
            shown = [line.strip() for line in painted_text(app).splitlines() if line.strip()]
            starts = [line.split("  ")[0] for line in shown]
            acme, other = starts.index("acme"), starts.index("other")
            assert starts[acme + 1] == starts[other + 1] == "1"
            assert any(line.startswith("3  03-broken.md") for line in shown[other:])
            assert isinstance(app.screen, CourseMap)
            assert app.screen.selected is not None
            assert app.screen.selected.course == ""
            rows = app.desk.rows()
            app.open_lesson(next(row.name for row in rows if row.course == "acme"))
            await pilot.pause()
            assert app.lesson is not None
            assert app.lesson.following is not None
            assert app.lesson.following.course == "acme"

    asyncio.run(session())


def test_what_was_done_in_a_draft_can_be_recorded(author: Writing, capsys: pytest.CaptureFixture[str]) -> None:
    author.open().act(CREATE)
    author.store.close()
    assert main(["record", str(author.path)]) == 1  # the step is not finished
    assert capsys.readouterr().out.startswith("```{solution}\naws iam create-virtual-mfa-device")
