"""`mfa-course lessons`: the course map as plain text."""

from __future__ import annotations

import shutil
import sys

from course.lesson import library
from course.progress.store import open_store


def lessons(action: str | None = None, folder: str | None = None) -> int:
    """List the lessons, each with how far the learner is; a broken one with its error."""
    store, program = open_store(), _program()
    done = store.done()
    for entry in library.catalogue():
        if entry.front is None:
            print(f"{entry.number}. {entry.path.name}: cannot be read. {entry.error}")
            continue
        met, finished = done.get(entry.id, (0, False))
        state = "done" if finished else f"{met} steps met" if met else "new"
        print(f"{entry.number}. {entry.front.title} ({entry.front.minutes} minutes): {state}")
        print(f"   {program} play {entry.id}")
    if store.notice:
        print(store.notice)
    return 0


def _program() -> str:
    """How this program is called from where the learner stands: by its name where that is found, else by its path."""
    called = sys.argv[0]
    return called if called.endswith("/mfa-course") and shutil.which("mfa-course") is None else "mfa-course"
