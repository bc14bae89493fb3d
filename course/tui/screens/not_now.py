"""Keys that do nothing at this moment: why, in a sentence, in place of silence."""

from __future__ import annotations

from collections.abc import Callable

from course.phrases import in_words
from course.tui.page import Page

CLOSED = "In an examination help waits for its end."

ANSWERED = ("go-on", "hint", "show-me", "leave-step", "undo", "redo", "explain")
"""The keys that are answered so, by the ids of their bindings."""

WITHOUT_LESSON = ("undo", "redo", "explain")
"""Those of them that are keys without a lesson, too."""


def why_not(name: str, page: Page | None, key: Callable[[str], str], *, asked: bool = False) -> str | None:
    """Why the key of that id does nothing now; None where the screen says enough.

    `page` is the step in view, None behind the last one; `key` gives what is pressed for an id; `asked` says that a
    question of the step is open.
    """
    if name == "undo":
        return "There is nothing to take back."
    if name == "redo":
        return "Nothing was taken back that could be done again."
    if name == "explain":
        return CLOSED if page is not None and page.closed_book else "Nothing was refused yet."
    if page is None:
        return f"No lesson follows this one. {key('course-map')} leads to the course map." if name == "go-on" else None
    if name in ("hint", "show-me") and page.closed_book:
        return CLOSED
    if page.complete:
        if asked:
            return f"This step is done, but for a question. {key('answer')} leads to it."
        return f"This step is done. {key('go-on')} goes on."
    if name == "go-on":
        open_checks = [check.id for check in page.step.checks if check.id not in page.met]
        wanted = f" yet: “{in_words(open_checks[0], page.names)}” is still to do" if open_checks else ""
        later = f" {key('leave-step')} leaves it for later." if page.can_leave else ""
        return f"This step is not done{wanted}.{later}"
    if name == "leave-step":
        return "No other step is left to go on with."
    if name == "show-me":
        return "This step has no line to show now."
    shown = f" {key('show-me')} runs the next line of the solution." if page.can_show else ""
    return f"{'All hints of this step are given' if page.hints else 'This step has no hints'}.{shown}"
