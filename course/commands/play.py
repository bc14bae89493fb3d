"""`mfa-course play LESSON`: a lesson as plain numbered text."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import partial

from course import library
from course.commands.host import complain, follow_width, has_terminal, host_time, write
from course.commands.shell import joined, read_lines
from course.lesson.error import LessonError
from course.lesson.model import Lesson, Step
from course.library.translation import LanguageError, missing, spoken, wanted
from course.opening import any_seed, open_sitting
from course.plain.beside import Beside
from course.plain.play import play_on
from course.plain.spoken import typed
from course.progress.store import open_store, scratch_store
from sim.scenario import ScenarioError


def play(word: str, *, solve: bool, fresh: bool, seed: int | None = None, language: str | None = None) -> int:
    """Play the lesson that `word` names, from where it was left; 0 when every step is met, 2 when it cannot be used.

    `fresh` begins anew; `solve` runs the solutions in an attempt of which nothing is kept, under the scenario's own
    seed unless `seed` is another.
    """
    follow_width()
    store = scratch_store() if solve else open_store()
    try:
        path = library.find(word)
        if fresh:
            store.restart(library.id_of(path))
        draw = (lambda: None) if solve else any_seed
        sitting = open_sitting(path, host_time, store, wanted(language), seed=seed, draw=draw)
    except (LanguageError, LessonError, library.NotFoundError, ScenarioError) as error:
        return complain(error)
    for notice in (store.notice, sitting.lesson.notice or missing(path, language)):
        if notice:
            print(notice, file=sys.stderr)
    if not solve and has_terminal():
        from course.commands.completing import complete_by

        complete_by(lambda: sitting.driver.world, typed(closed_book=sitting.run.closed_book))
    try:
        return play_on(sitting, _lines(), write, solve, Beside(_explain, partial(_ending, language=wanted(language))))
    finally:
        sitting.leave()
        store.close()


def _explain(words: str, lesson: Lesson, step: Step | None) -> str:
    from course.glossary.telling import answer
    from course.glossary.terms import load

    try:
        return answer(load(), words, lesson, step)
    except LessonError as error:
        return str(error)


def _ending(lesson: Lesson, language: str | None) -> str:
    """What there is to do once a lesson is done: its exercises, the next lesson, and the same one again."""
    from course.exercise.belonging import in_words
    from course.library.elsewhere import elsewhere

    name = library.id_of(lesson.path)
    entries = spoken((*library.catalogue(), *elsewhere().entries), language)
    here = next((at for at, entry in enumerate(entries) if entry.id == name), None)
    parts = [in_words(name)]
    if here is not None:
        rest = [entry for entry in entries[here + 1 :] if entry.key == entries[here].key]
        call = "\n\n    mfa-course play "
        parts += [f"Next comes “{each.front.title}”:{call}{each.call}" for each in rest if each.front][:1]
        if not lesson.front.examination:
            parts.append(f"The same lesson from its beginning:{call}{entries[here].call} --fresh")
    return "\n\n".join(filter(None, parts))


def _lines() -> Iterator[str]:
    return read_lines("> ", "… ") if has_terminal() else joined(sys.stdin)
