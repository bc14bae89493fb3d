"""`mfa-course review [LESSON]`: the questions that are due again, as plain text."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from course import library
from course.commands.host import complain, follow_width, has_terminal, host_time, write
from course.commands.shell import read_lines
from course.library.elsewhere import elsewhere
from course.library.translation import LanguageError, wanted
from course.progress.store import open_store


def review(word: str | None = None) -> int:
    """Ask the questions that are due, or all of the lesson that `word` names; 2 when there is no such lesson."""
    from course.review.asking import ask
    from course.review.review import Review

    follow_width()
    lesson = None
    try:
        language = wanted(None)
        if word is not None:
            lesson = library.id_of(library.find(word))
    except (library.NotFoundError, LanguageError) as error:
        return complain(error)
    entries = (*library.catalogue(), *elsewhere().entries)
    if lesson is not None and lesson not in {entry.id for entry in entries}:
        return complain(f"{word} is not among the lessons of the course. mfa-course lessons lists them.")
    store = open_store()
    if store.notice:
        print(store.notice, file=sys.stderr)
    try:
        ask(Review(store.reviews, host_time, entries, lesson, language=language), _lines(), write)
    finally:
        store.close()
    return 0


def _lines() -> Iterator[str]:
    return read_lines("> ", "… ") if has_terminal() else iter(sys.stdin)
