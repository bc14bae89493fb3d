"""`mfa-course new`: a lesson or a scenario begun from a commented example that holds as it is written."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

from course.commands.host import complain
from course.commands.schema import schema_text
from course.lesson.fields import NAME, NAME_RULE
from course.phrases import in_words

LONGEST_NAME = 60
SCENARIO = "alice-and-alan"
"""The scenario of the example as it is."""


def new(kind: str, name: str) -> int:
    """Write NN-NAME.md here, or scenarios/NAME.yaml, and the schema beside it. Nothing is ever overwritten."""
    if not NAME.fullmatch(name) or len(name) > LONGEST_NAME:
        return complain(f"{name[:80]!r} is no name. {NAME_RULE}, and {LONGEST_NAME} characters at most.")
    try:
        return _lesson(name) if kind == "lesson" else _scenario(name)
    except FileExistsError as error:
        return complain(f"{error.filename} exists already, and stays as it is. Take another name.")
    except OSError as error:
        return complain(f"{error.filename or name} cannot be written: {error.strerror}.")


def _lesson(name: str) -> int:
    here = Path()
    given, name = _parted(name)
    for path in here.glob("[0-9]*.md"):
        if re.fullmatch(rf"[0-9]+-{name}\.md", path.name):
            raise FileExistsError(17, "it exists", str(path))
    scenario = _fitting(here / "scenarios")
    path = here / f"{int(given or _next_number(here)):02}-{name}.md"
    text = _example("lesson.md", name).replace(f"\nscenario: {SCENARIO}\n", f"\nscenario: {scenario}\n", 1)
    _write(path, text)
    _write_schema("lesson", here)
    print(f"{path} is written: an example to change step by step. It begins with the scenario {scenario}.")
    print(f"Open it beside your editor:  mfa-course run {path} --watch")
    print(f"See whether it holds:        mfa-course prove {path}")
    return 0


def _parted(name: str) -> tuple[str, str]:
    """The number that a name may begin with, and the rest."""
    number, hyphen, rest = name.partition("-")
    return (number, rest) if hyphen and number.isdigit() and len(number) < 5 else ("", name)


def _scenario(name: str) -> int:
    folder = Path() if Path.cwd().name == "scenarios" else Path("scenarios")
    if folder.exists() and not folder.is_dir():
        raise NotADirectoryError(20, "it is no folder", str(folder))
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.yaml"
    _write(path, _example("scenario.yaml", name))
    _write_schema("scenario", folder)
    print(f"{path} is written: an example to change. A lesson beside the folder names it with `scenario: {name}`.")
    print(f"Look around in it:     mfa-course shell --scenario {path}")
    print(f"See whether it holds:  mfa-course prove {path} --seeds 20")
    return 0


def _example(file_name: str, name: str) -> str:
    text = files("course.commands").joinpath("examples", file_name).read_text(encoding="utf-8")
    return text.replace("\ntitle: An example\n", f"\ntitle: {in_words(name)}\n", 1)


def _write(path: Path, text: str) -> None:
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)


def _write_schema(kind: str, folder: Path) -> None:
    """What editors complete and check by; one that is there already stays, even if it is older."""
    path = folder / f"{kind}.schema.json"
    if not path.exists():
        _write(path, schema_text(kind))


def _next_number(here: Path) -> int:
    numbers = [int(matched[1]) for path in here.iterdir() if (matched := re.match(r"([0-9]{1,4})-.*\.md$", path.name))]
    return max(numbers, default=0) + 1


def _fitting(folder: Path) -> str:
    """The first scenario of the folder in which the example can be done; else the course's own."""
    from course.lesson.error import LessonError
    from course.library import read_text
    from sim.scenario import ScenarioError, load

    for path in sorted(folder.glob("*.yaml")):
        try:
            world = load(read_text(path), path.stem, 0)
        except (LessonError, ScenarioError):
            continue
        alice, you = world.people.get("alice"), world.people.get("you")
        users = world.account.users
        if alice and alice.phone and you and you.browser and "Alice" in users and not world.account.devices_of("Alice"):
            return path.stem
    return SCENARIO
