"""Where lessons from elsewhere come from: folders that were added, folders that a variable names, installed packages.

Lessons are untrusted data. A package is found by the names that it declares, and none of its Python is run.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from course.lesson.error import LessonError
from course.progress.place import data_folder

VARIABLE = "MFA_COURSE_LESSONS"
"""The environment variable that names folders with lessons, parted as in PATH."""

GROUP = "mfa_course.lessons"
"""The entry point group in which a package names itself: `package`, or `package:folder` for a folder inside it."""

FILE_NAME = "lessons.txt"
MOST_BYTES = 100_000
MOST_PLACES = 100

_HEAD = "# Folders with lessons from elsewhere, one a line; `mfa-course lessons add FOLDER` writes here.\n"
_VALUE = re.compile(r"([A-Za-z_]\w*)\s*(?::\s*([A-Za-z_][\w-]*(?:[./][A-Za-z_][\w-]*)*))?", re.ASCII)


class DamagedError(Exception):
    """The file of added folders holds something else; the message says where it was set aside."""


@dataclass(frozen=True, slots=True)
class Place:
    """A folder with a course from elsewhere.

    `key` keeps its progress apart from every other course's, `word` is what its lessons are called by, as in
    `word/01-start`. `error` says why there is no such folder.
    """

    key: str
    word: str
    folder: Path
    source: str
    error: LessonError | None = None


def places(added: Iterable[Path]) -> tuple[Place, ...]:
    """All folders, each once: those `added`, those of the variable, those of installed packages."""
    found: dict[str, Place] = {}
    named = (Path(part).expanduser() for part in os.environ.get(VARIABLE, "").split(os.pathsep) if part)
    for source, folders in (("added", added), (VARIABLE, named)):
        for folder in folders:
            real = Path(os.path.realpath(folder))
            error = _fault(real, folder, source)
            found.setdefault(str(real), Place(key_of(real), _word(real), real, source, error))
    for place in packages():
        found.setdefault(str(place.folder), place)
    listed = list(found.values())[:MOST_PLACES]
    words = [place.word for place in listed]
    return tuple(replace(each, word=each.key) if words.count(each.word) > 1 else each for each in listed)


def key_of(folder: Path) -> str:
    """What progress in the lessons of a folder, given as its real path, is kept under: its word and a digest."""
    return f"{_word(folder)}-{_digest(os.fsencode(folder))}"


def words_of(folder: Path) -> str:
    """What a course without a title is called: by its folder, or the one above where it is called `lessons`."""
    name = folder.parent.name if folder.name == "lessons" else folder.name
    return "".join(sign if sign.isprintable() and sign not in "-_" else " " for sign in name).strip() or "/"


def packages() -> tuple[Place, ...]:
    """The installed packages that bring lessons, found without importing any of them."""
    if not _declared():
        return ()
    from importlib.metadata import entry_points

    found = []
    for point in sorted(entry_points(group=GROUP), key=lambda point: point.name):
        distribution = point.dist.name if point.dist else point.name
        key = f"{_slug(point.name)}-{_digest(f'{distribution}:{point.name}'.encode())}"
        folder, error = _folder_of(point.name, point.value)
        found.append(Place(key, _slug(point.name), folder, f"the package {distribution}", error))
    return tuple(found)


def _folder_of(name: str, value: str) -> tuple[Path, LessonError | None]:
    """The folder that an entry point names.

    Only a top-level package is looked up: for a dotted name Python would import the packages above it.
    """
    from importlib.util import find_spec

    matched = _VALUE.fullmatch(value)
    if matched is None:
        remedy = "Write the name of a top-level package, or package:folder for a folder inside it"
        return Path(name), LessonError(name, f"the entry point {value!r} names no package", remedy)
    package, inside = matched[1], (matched[2] or "").replace(".", "/")
    try:
        spec = find_spec(package)
    except (ImportError, ValueError):
        spec = None
    for location in (spec.submodule_search_locations or ()) if spec else ():
        folder = Path(os.path.realpath(Path(location, inside)))
        if _fault(folder, folder, "") is None:
            return folder, None
    return Path(name), LessonError(name, f"the package {package} has no folder {inside or 'of its own'}", "Mend it")


def _declared() -> bool:
    """Whether any installed package declares the group; reading that alone is several times quicker than asking."""
    for entry in sys.path:
        try:
            with os.scandir(entry or ".") as inside:
                names = [item.path for item in inside if item.name.endswith((".dist-info", ".egg-info"))]
        except OSError:
            continue
        for name in names:
            try:
                with Path(name, "entry_points.txt").open("rb") as file:
                    if f"[{GROUP}]".encode() in file.read(MOST_BYTES):
                        return True
            except OSError:
                continue
    return False


def added() -> tuple[Path, ...]:
    """The folders that were added, in their order.

    Raises DamagedError once when the file of them cannot be used; it is set aside and there are none from then on.
    """
    path = None
    try:
        path = _file()
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        return ()
    except OSError as error:
        raise DamagedError(f"The list of added lessons, {path}, cannot be read: {error.strerror}.") from None
    lines = [line for line in os.fsdecode(data).splitlines() if line.strip() and not line.startswith("#")]
    if len(data) > MOST_BYTES or not all(Path(line).is_absolute() and "\0" not in line for line in lines):
        raise DamagedError(f"The list of added lessons is damaged. {_set_aside(path)}")
    return tuple(dict.fromkeys(Path(line) for line in lines))


def keep(folders: Sequence[Path]) -> None:
    """Write the list of added folders anew. Raises OSError."""
    path = _file()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    beside.write_bytes(_HEAD.encode() + b"".join(os.fsencode(folder) + b"\n" for folder in folders))
    beside.replace(path)


def _file() -> Path:
    return data_folder() / FILE_NAME


def _set_aside(path: Path) -> str:
    number = 1
    while (aside := path.with_name(f"{path.stem}-damaged-{number}{path.suffix}")).exists():
        number += 1
    try:
        path.replace(aside)
    except OSError as error:
        return f"{path} cannot be set aside: {error.strerror}."
    return f"It is set aside: {aside}"


def _fault(real: Path, folder: Path, source: str) -> LessonError | None:
    """Why a folder cannot be listed, if it cannot."""
    remedy = f"Mend it, or type `mfa-course lessons remove {folder}`" if source == "added" else f"Mend {source}"
    try:
        os.scandir(real).close()
    except FileNotFoundError:
        return LessonError(folder, "there is no such folder", remedy)
    except (OSError, ValueError) as error:
        return LessonError(folder, f"the folder cannot be read ({getattr(error, 'strerror', None) or error})", remedy)
    return None


def _word(folder: Path) -> str:
    return _slug(words_of(folder))


def _slug(name: str) -> str:
    return re.sub("[^a-z0-9]+", "-", name.lower()).strip("-") or "course"


def _digest(data: bytes) -> str:
    from hashlib import sha256

    return sha256(data).hexdigest()[:6]
