"""`mfa-course glossary [TERM]`: what the words of IAM and MFA mean."""

from __future__ import annotations

from collections.abc import Sequence

from course.commands.host import complain, follow_width


def glossary(words: Sequence[str]) -> int:
    """Explain the term that `words` name, or list all; 2 when there is no such term."""
    from course.glossary.telling import names, told, unknown
    from course.glossary.terms import load
    from course.lesson.error import LessonError

    follow_width()
    try:
        known = load()
    except LessonError as error:
        return complain(error)
    asked = " ".join(words).strip()
    if not asked:
        print(f"{names(known.terms)}\n\nmfa-course glossary TERM explains one.")
        return 0
    term = known.find(asked)
    if term is None:
        return complain(unknown(known, asked))
    print(told(term))
    return 0
