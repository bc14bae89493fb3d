"""`mfa-course run`: the course on the whole screen, or as plain text where there is no terminal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from course.commands.host import complain, has_screen, has_terminal, host_time
from course.progress.store import open_store

if TYPE_CHECKING:
    from course.progress.store import Store
    from course.tui.draft import Draft

SANDBOX = "sandbox"


def run(lesson: str | None, *, watch: bool = False, seed: int | None = None, language: str | None = None) -> int:
    """Open the course, at the map, at a lesson or in the sandbox; with `watch` a lesson that is being written."""
    if watch and (lesson is None or lesson == SANDBOX):
        return complain("name the lesson to watch: mfa-course run FILE --watch.")
    if not has_screen():
        return _without_terminal(lesson, watch=watch, seed=seed, language=language)
    from course.lesson.error import LessonError
    from course.library import NotFoundError, id_of
    from course.library.translation import LanguageError, wanted

    store = open_store()
    try:
        spoken = wanted(language)
        path = None if lesson is None or lesson == SANDBOX else _readable(lesson)
        draft = _draft(path, store, seed, spoken) if watch and path is not None else None
    except (LanguageError, LessonError, NotFoundError) as error:
        return complain(error)
    from course.tui.garbage import begin_making

    begin_making()
    from course.settings import open_settings
    from course.tui.app import CourseApp
    from course.tui.desk import Desk

    seeds = {} if seed is None else {id_of(path) if path else lesson: seed}
    desk = Desk(host_time, store, language=spoken, draft=draft, seeds=seeds)
    app = CourseApp(desk, draft.name if draft else lesson, open_settings(), few_colours=_has_few_colours())
    app.run()
    store.close()
    return app.return_code or 0


def _has_few_colours() -> bool:
    """Whether the terminal on standard output has sixteen colours."""
    from rich.console import Console

    return Console().color_system == "standard"


def _readable(lesson: str) -> Path:
    """The lesson's file; one that is named by its path is read, so that a fault is told here.

    Raises NotFoundError or LessonError.
    """
    from course.library import find, load

    path = find(lesson)
    if path == Path(lesson):
        load(path)
    return path


def _draft(path: Path, store: Store, seed: int | None, language: str | None) -> Draft:
    from course.library import load
    from course.tui.draft import Draft

    load(path)
    return Draft(path, host_time, store, seed=seed, language=language)


def _without_terminal(lesson: str | None, *, watch: bool, seed: int | None, language: str | None) -> int:
    if watch:
        return complain("--watch needs a terminal with a whole screen.")
    if lesson == SANDBOX:
        return complain("the sandbox needs a terminal with a whole screen. `mfa-course shell` reads lines without one.")
    if lesson is not None:
        from course.commands.play import play

        return play(lesson, solve=False, fresh=False, seed=seed, language=language)
    from course.commands.lessons import lessons

    lacks = "This terminal (TERM says so) has no whole screen" if has_terminal() else "There is no terminal here"
    print(f"{lacks}, so the course runs as plain text, a lesson at a time:\n")
    return lessons()
