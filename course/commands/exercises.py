"""`mfa-course exercises`: self-checking exercises in a folder of the learner's."""

from __future__ import annotations

import shlex
from importlib.util import find_spec
from pathlib import Path

from course.commands.host import complain


def exercises(folder: str) -> int:
    """Put the exercises into `folder`; what stands there already stays as it is."""
    from course.exercise import catalogue
    from course.exercise.handout import hand_out

    if not folder.strip():
        return complain("the name of the folder is empty. Name one: mfa-course exercises my-exercises")
    try:
        every = catalogue.exercises()
        handed = hand_out(every, Path(folder))
    except catalogue.CatalogueError as error:
        return complain(error)
    except OSError as error:
        if isinstance(error, (FileExistsError, NotADirectoryError)):
            return complain(f"{folder} is a file, or lies below one. Name a folder: a new one, or one that is there.")
        return complain(f"{folder}: the exercises cannot be put there: {error.strerror}. Name another folder.")
    new = len(handed.new)
    print(f"{len(every)} exercises are in {folder}: {new} file{' is' if new == 1 else 's are'} new.")
    if handed.changed:
        print("These were there and differ, so they were left as they are (move one away to get it anew):")
        print("".join(f"  {name}\n" for name in handed.changed), end="")
    first = every[0]
    missing = [name for name in ("pytest", "boto3", "freezegun") if find_spec(name) is None]
    print("What to do next:")
    if missing:
        print(f"  pip install 'mfa-course[exercises]'    # {' and '.join(missing)} cannot be found")
    print(f"  cd {shlex.quote(folder)}")
    print(f"  pytest {next(iter(first.handed_out))}    # it fails, and says what it expects of {first.file.name}")
    print("README.md lists them all.")
    return 0
