"""`mfa-course cheat-sheet`: the commands of MFA on one page, as plain text to print."""

from __future__ import annotations

from pathlib import Path

from course.commands.host import complain

FILE = "cheat-sheet.md"


def cheat_sheet() -> int:
    """Print the page; it fits on one sheet of 66 lines and 80 columns."""
    from course.lesson.error import LessonError
    from course.library import read_text

    try:
        print(as_plain(read_text(page())), end="")
    except LessonError as error:
        return complain(error)
    return 0


def page() -> Path:
    """Where the page is: inside the installed package, else among the checkout's documents."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "docs" / FILE
    return installed if installed.is_file() else package.parent / "docs" / FILE


def as_plain(markdown: str) -> str:
    """The page without Markdown's signs: headings without `#`, code spans without backticks."""
    return "".join(line.lstrip("#").lstrip() if line.startswith("#") else line for line in markdown.splitlines(True))
