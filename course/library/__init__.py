"""Where lessons and scenarios are: our own and those from elsewhere, found, listed and loaded."""

from course.library.entries import DRAFT, MOST_LESSONS, Entry, catalogue, id_of
from course.library.files import MAX_BYTES, NotFoundError, folder, read_text, translations
from course.library.lessons import load
from course.library.lookup import find
from course.library.scenarios import scenario, scenario_of

__all__ = [
    "DRAFT",
    "MAX_BYTES",
    "MOST_LESSONS",
    "Entry",
    "NotFoundError",
    "catalogue",
    "find",
    "folder",
    "id_of",
    "load",
    "read_text",
    "scenario",
    "scenario_of",
    "translations",
]
