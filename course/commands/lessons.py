"""`mfa-course lessons`: the course map as plain text, and the folders with lessons from elsewhere."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from course import library
from course.commands.host import complain, follow_width, host_time
from course.library import Entry, places
from course.library.elsewhere import elsewhere, lessons_of
from course.library.places import Place, key_of, words_of
from course.library.steps import step_ids
from course.library.translation import LanguageError, spoken, wanted
from course.phrases import in_words, plural
from course.plain.width import wrapped
from course.progress.store import Reached, open_store
from course.review.schedule import in_words as in_time
from course.tui.progress import ALL_DONE, date, so_far

NOTHING = Reached(frozenset(), frozenset(), finished=False)

MOST_TOLD = 10
"""Broken lessons of a folder that is added which are told one by one."""


def lessons(action: str | None = None, folder: str | None = None) -> int:
    """List the lessons, each with how far the learner is; or `add` or `remove` a folder with others."""
    if action is None:
        return _listed()
    if folder is None:
        return complain(f"name a folder: mfa-course lessons {action} FOLDER.")
    try:
        return _add(Path(folder)) if action == "add" else _remove(folder)
    except places.DamagedError as error:
        return complain(error)
    except OSError as error:
        return complain(f"the list of added lessons cannot be written: {error.strerror}.")


def _listed() -> int:
    try:
        language = wanted(None)
    except LanguageError as error:
        return complain(error)
    follow_width()
    store, program = open_store(), _program()
    now = host_time()
    reached, waiting, due = store.reached(), store.reviews.waiting(now), 0
    others = elsewhere()
    key = ""
    entries = spoken((*library.catalogue(), *others.entries), language)
    for entry in entries:
        if entry.key != key:
            key = entry.key
            print(f"\n{entry.course}")
        number = f"{entry.number}. " if entry.path.suffix == ".md" else ""
        if entry.front is None:
            print(f"{number}{entry.path.name}: cannot be read. {entry.error}")
            continue
        again = waiting[entry.id].due if entry.id in waiting else 0
        due += again
        state = _standing(reached.get(entry.id), step_ids(entry.path), now)
        more = f", {plural(again, 'question')} to look at again" if again else ""
        print(f"{number}{entry.front.title} ({entry.front.minutes} minutes): {state}{more}")
        if entry.front.teaches:
            about = ", ".join(map(in_words, entry.front.teaches))
            print(wrapped(about, "   "))
        print(f"   {program} play {entry.call}")
    print(f"\n{_overall(entries, reached, store.latest_lesson(), program)}")
    if due:
        print(f"{plural(due, 'question')} to look at again: {program} review")
    elif coming := [waiting[entry.id].first for entry in entries if entry.id in waiting]:
        print(f"The next question to look at again comes back {in_time(min(coming) - now)}.")
    for notice in (store.notice, others.notice):
        if notice:
            print(notice)
    return 0


def _overall(entries: Sequence[Entry], reached: Mapping[str, Reached], latest: str | None, program: str) -> str:
    """The course as a whole, and the lesson to go on with: the one left last, the first begun, the first new one."""
    done = met = steps = lessons = minutes = 0
    begun, new = list[Entry](), list[Entry]()
    for entry in entries:
        if entry.front is None:
            continue
        ids, there = step_ids(entry.path), reached.get(entry.id, NOTHING)
        finished = there.finished or there.met.issuperset(ids)
        if not finished and there is not NOTHING:
            begun.append(entry)
        if entry.key:
            continue
        if not finished and there is NOTHING:
            new.append(entry)
        lessons, steps, done = lessons + 1, steps + len(ids), done + finished
        met += len(ids) if finished else len(there.met.intersection(ids))
        minutes += 0 if finished else entry.front.minutes
    following = next(iter([*(entry for entry in begun if entry.id == latest), *begun, *new]), None)
    if following is None or following.front is None:
        return f"{so_far(done, lessons, met, steps, minutes)}.\n{ALL_DONE}"
    call = f"Next comes “{following.front.title}”: {program} play {following.call}"
    return f"{so_far(done, lessons, met, steps, minutes)}.\n{call}"


def _standing(reached: Reached | None, steps: Sequence[str], now: int) -> str:
    if reached is None or not (reached.finished or reached.met or reached.left):
        return f"new, {plural(len(steps), 'step')}"
    begun = f", begun {day}" if (day := date(reached.begun, now)) else ""
    if reached.finished:
        return f"done{begun}"
    left = f", {len(reached.left)} left for later" if reached.left else ""
    return f"{len(reached.met.intersection(steps))} of {plural(len(steps), 'step')} done{left}{begun}"


def _add(folder: Path) -> int:
    found = next((place for place in (folder, folder / "lessons") if library.catalogue(place)), None)
    if found is None:
        why = (
            "holds no lesson; lessons are files NN-name.md"
            if folder.is_dir()
            else "is no folder; name one with lessons"
        )
        return complain(f"{folder} {why}.")
    real = Path(os.path.realpath(found))
    if real == library.folder():
        return complain(f"{folder} is the course itself.")
    if "\n" in str(real) or "\r" in str(real):
        return complain(f"{str(real)!r} has a line break in its name. Rename it.")
    added = places.added()
    if real in added:
        print(f"{real} is on the course map already.")
        return 0
    places.keep((*added, real))
    entries = lessons_of(Place(key_of(real), "", real, "added"))
    readable = [entry for entry in entries if entry.front is not None]
    are = "is" if len(readable) == 1 else "are"
    print(f"{_count(readable)} of “{entries[0].course}” {are} on the course map now. `mfa-course lessons` lists them.")
    broken = [entry for entry in entries if entry.error is not None]
    for entry in broken[:MOST_TOLD]:
        print(f"{entry.path.name} cannot be read. {entry.error}")
    if len(broken) > MOST_TOLD:
        print(f"{len(broken) - MOST_TOLD} more cannot be read. `mfa-course prove {folder}` tells why.")
    return 0


def _remove(word: str) -> int:
    added = places.added()
    meant = {str(Path(word).absolute()), os.path.realpath(word), os.path.realpath(Path(word, "lessons"))}
    found = [folder for folder in added if str(folder) in meant]
    if not found:
        there = f"Added are {', '.join(map(str, added))}." if added else "None was added."
        return complain(f"{word} is not among the added folders. {there}")
    places.keep([folder for folder in added if folder not in found])
    print(f"{words_of(found[0])} is off the course map. What you did in it is kept, should you add it again.")
    return 0


def _count(entries: list[Entry]) -> str:
    return f"{len(entries)} lesson{'s'[: len(entries) != 1]}"


def _program() -> str:
    """How this program is called from where the learner stands: by its name where that is found, else by its path."""
    called = sys.argv[0]
    return called if called.endswith("/mfa-course") and shutil.which("mfa-course") is None else "mfa-course"
