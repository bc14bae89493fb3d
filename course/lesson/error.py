"""What is wrong with a lesson file, where, and what to do."""

from pathlib import Path

from sim.shown import shortened


class LessonError(Exception):
    """A file that cannot be read as a lesson.

    `line` and `column` count from 1; both are None when the file itself cannot be read. `message` says what is wrong
    and `remedy` what to do, each as a plain sentence without a full stop, shortened where the file makes it long.
    """

    def __init__(
        self, path: Path | str, message: str, remedy: str, line: int | None = None, column: int | None = None
    ) -> None:
        message, remedy = shortened(message), shortened(remedy)
        super().__init__(message)
        self.path = Path(path)
        self.line = line
        self.column = column
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.path, self.line, self.column) if part is not None)
        return f"{place}: {self.message}. {self.remedy}."
