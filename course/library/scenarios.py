"""Scenarios found by their names."""

from difflib import get_close_matches
from pathlib import Path

from course.lesson.error import LessonError
from course.lesson.front_matter import FrontMatter
from course.library.files import NotFoundError, files_of, folder, listing


def scenario_of(front: FrontMatter, path: Path) -> Path:
    """Give the file of the scenario that a lesson's front matter names. Raises LessonError."""
    try:
        return scenario(front.scenario, path)
    except NotFoundError as error:
        line = front.lines["scenario"]
        raise LessonError(path, error.message, error.remedy, line, len("scenario: ") + 1) from None


def scenario(name: str, beside: Path | None = None) -> Path:
    """Give the file of a scenario: from the folder `scenarios` next to the lesson `beside`, else the course's own.

    Raises NotFoundError with the nearest name.
    """
    folders = [folder() / "scenarios"]
    if beside is not None and beside.parent.resolve() != folder():
        folders.insert(0, beside.parent / "scenarios")
    known: dict[str, Path] = {}
    for place in folders:
        for path in files_of(place):
            if path.suffix == ".yaml":
                known.setdefault(path.stem, path)
    if name in known:
        return known[name]
    near = get_close_matches(name, known, 1, 0.4)
    remedy = f"The nearest is {near[0]}" if near else listing("There are", sorted(known))
    raise NotFoundError(f"there is no scenario {name!r}", remedy)
