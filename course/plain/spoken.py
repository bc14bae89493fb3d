"""What a played lesson says wherever the learner stands: its words, and the prose of its blocks."""

from course.lesson.model import Aside, Prose, Step
from course.plain.keys import in_help
from course.plain.prose import plain
from course.plain.width import wrapped
from sim.shell.command import nearest

HELD_BACK = ("hint", "show me", "show all", "solution", "reveal", "explain")
"""Words that an examination does not hear before its end."""

_LEAD = (
    "Type a command line, such as `aws iam list-users`, and it is run in the simulated account. There are words for "
    "the lesson, too:"
)

_WORDS = {
    "hint": "the next hint for this step",
    "show me": "run the next line of the step's solution; show all runs the rest",
    "solution": "read the step's solution without running it",
    "explain": "why the last line that was refused was refused, step by step",
    "1, 2, 3": "answer the question that is open",
    "continue": "go on where there is nothing to do; twice, past a question",
    "leave": "leave this step for later and go on with the next",
    "go back": "go back to the step that was left; back to 2 for a certain one",
    "where": "read the step again, and which steps were left",
    "steps": "all steps, and how each stands; read 2 reads one of them again",
    "what is": "a word's meaning, as in what is a principal; alone, the step's words",
    "undo, redo, reset": "take back the last act, do it again, start over",
    "time lab": "each device's clock beside AWS's: the codes that AWS takes, what was tried, where a drift leads",
    "dashboard": "what needs care in the account, as the console's dashboard has it, and the lines that mend it",
    "users": "what each user signs in with; user Alice tells of one, the groups and the policies too",
    "credential report": "the report of all users, which AWS gives in base64, read out; "
    "aws iam generate-credential-report has it made",
    "history": "the acts by number, and the branches left behind; history 3 tells of act 3, goto 3 goes there",
    "reveal": "read what the step keeps covered",
    "sources": "where the lesson's claims are from",
    "hand in": "end the examination, and hear how each step went",
    "help": "all this; help COMMAND explains a command",
    "quit": "leave the lesson; you go on from here later",
}
"""The words of a lesson, and what each does."""

_OTHERWISE = {
    "1, 2, 3": "answer the question that is open; the first answer counts",
    "dashboard": "what needs care in the account, as the console's dashboard has it",
    "quit": "leave; you go on from here later",
}
"""What some of them do in an examination."""


def help_text(*, closed_book: bool) -> str:
    """The words that are heard, and the keys that stand for some: of an examination where it is `closed_book`."""
    words = _WORDS | (_OTHERWISE if closed_book else {})
    left_out = _left_out(closed_book=closed_book)
    lines = [_laid(word, does) for word, does in words.items() if word not in left_out]
    return "\n".join([wrapped(_LEAD), *lines, in_help(without=HELD_BACK if closed_book else ("hand in",))])


def typed(*, closed_book: bool) -> list[str]:
    """The words as they may be typed, of an examination where it is `closed_book`; numbers aside."""
    words = ", ".join(word for word in _WORDS if word not in _left_out(closed_book=closed_book)).split(", ")
    return [word for word in words if not word.isdecimal()]


def like(line: str, *, closed_book: bool) -> str | None:
    """The word that is most like a line which is none, and no command either; help is named there already."""
    return nearest(line, [word for word in typed(closed_book=closed_book) if word != "help"])


def _left_out(*, closed_book: bool) -> tuple[str, ...]:
    return (*HELD_BACK, "continue", "sources") if closed_book else ("hand in",)


def _laid(word: str, does: str) -> str:
    """A word and what it does: those of a long word begin behind it."""
    return wrapped(does, f"  {word:<10}" if len(word) < 9 else f"  {word}   ", " " * 12)


NO_DOOR = "The door for other programs is opened on the screen. mfa-course api serves an account of its own."

SOURCES = "Sources"
"""The title of the note with a lesson's sources: they are many, and read by those who ask for them."""


def read_out(step: Step, *, closed_book: bool) -> list[str]:
    """What a step says, hints aside; where help is held back, its prose alone."""
    blocks = [block for block in step.blocks if isinstance(block, Prose | Aside)]
    asides = () if closed_book else ("note", "why", "example", "reveal")
    return [spoken(block) for block in blocks if isinstance(block, Prose) or block.kind in asides]


def spoken(block: Prose | Aside) -> str:
    """A block as plain text; what is kept covered is only named, and so are the sources."""
    if isinstance(block, Prose):
        return plain(block.text)
    if block.title == SOURCES:
        return "Sources: type sources to read them."
    if block.kind == "reveal":
        return f"Covered: {block.title or 'something to find out first'}. Type reveal to read it."
    lead = {"note": "Note", "why": "Why", "example": "Example", "hint": "Hint"}[block.kind]
    if not block.title:
        return plain(f"{lead}: {block.text}")
    title = block.title if block.title.startswith(lead) else f"{lead}: {block.title}"
    return f"{title}\n{plain(block.text)}"
