"""The keys of the screen that lessons name, in plain text: each is typed as a line, and stands for words typed here."""

from course.plain.width import wrapped

UNBROKEN = "\N{NO-BREAK SPACE}"

KEYS = {
    "g": "continue", "h": "hint", "m": "show me", "o": "solution", "x": "explain", "f": "leave", "t": "steps",
    "i": "what is", "u": "undo", "U": "redo", "R": "reset", "H": "history", "E": "hand in", "q": "quit", "?": "help",
    "space": "time pause", "l": "time live", "w": "wait 1h", "D": "wait 1d", "n": "wait next-code", "+": "wait 30s",
}  # fmt: skip
"""What each key stands for: a word of the lesson's, or a command line."""

OTHERWISE = {
    "s": "Type phone alice scan, with the name of the one whose phone it is.",
    "c": "Type phone alice code, with the name of the one whose phone it is. $(phone alice code) puts it into a line.",
    "W": "W changes the console's words. Plain text has no console: commands do what its pages do.",
    "b": "Type quit; mfa-course lessons lists the lessons.",
}
"""What is said to a key that needs more than a line of its own."""


def in_help(*, without: tuple[str, ...]) -> str:
    """The keys with what they stand for, but for those `without` a meaning now, as lines of the help."""
    pairs = [f"{key} {words}".replace(" ", UNBROKEN) for key, words in KEYS.items() if words not in without]
    lead = "Where the text names a key of the screen, type that key, or what stands beside it here:"
    return wrapped(f"{lead} {', '.join(pairs)}.").replace(UNBROKEN, " ")
