"""`mfa-course run`: the course on the whole screen, or as plain text where there is no terminal."""

from __future__ import annotations

from course.commands.host import complain, has_terminal, host_time
from course.progress.store import open_store


def run(lesson: str | None, *, watch: bool = False, seed: int | None = None, language: str | None = None) -> int:
    """Open the course, at the map or at a lesson."""
    if not has_terminal():
        return _without_terminal(lesson)
    if lesson is not None:
        from course.lesson.library import NotFoundError, find

        try:
            find(lesson)
        except NotFoundError as error:
            return complain(error)
    from course.tui.app import CourseApp
    from course.tui.desk import Desk

    store = open_store()
    app = CourseApp(Desk(host_time, store), lesson)
    app.run()
    store.close()
    return app.return_code or 0


def _without_terminal(lesson: str | None) -> int:
    if lesson is not None:
        from course.commands.play import play

        return play(lesson, solve=False, fresh=False)
    from course.commands.lessons import lessons

    print("There is no terminal here, so the course runs as plain text, a lesson at a time:\n")
    return lessons()
