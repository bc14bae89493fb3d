"""What the course has beside a lesson's own file, for whoever plays it: words explained, and what follows."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from course.lesson.model import Lesson, Step

_WHAT_IS = re.compile(r"what(?:'s|’s| is| are)(?: (.*))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Beside:
    """`explain` says what words mean to a reader of the step (none at the end), `ending` what follows the lesson."""

    explain: Callable[[str, Lesson, Step | None], str]
    ending: Callable[[Lesson], str]


def asked(line: str) -> str | None:
    """The words of a line `what is WORDS`, empty when there are none; None of another line."""
    matched = _WHAT_IS.fullmatch(" ".join(line.split()).rstrip("?").rstrip())
    return None if matched is None else matched[1] or ""
