"""What the tutor says beside the lesson's own text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    """What the tutor says: of a mistake, of a step that is met, or a plain note.

    `undo` offers to take the act back; `go_on` tells that the page of the step may be turned. `beside` is the part of
    the screen in which that was done which the words are about. `lasting` is a note that is news wherever one goes.
    """

    text: str
    kind: str = "note"
    undo: bool = False
    go_on: bool = False
    beside: str = "lesson"
    lasting: bool = False


def asks_twice(questions: int, *, closed_book: bool = False) -> str:
    """What is said to whoever would go on past as many open questions."""
    if questions == 1:
        opened, them, they_are = "A question of this step is open", "it", "it is"
    else:
        opened, them, they_are = f"{questions} questions of this step are open", "them", "they are"
    again = "" if closed_book else f"; the step then counts as done, and {they_are} asked again in the review"
    return f"{opened}. Going on once more passes {them} by{again}."
