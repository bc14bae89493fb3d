"""`mfa-course schema`: the JSON Schemas of what people write and read, for editors and programs."""

from __future__ import annotations

from importlib.resources import files

_FILES = {
    "lesson": ("course.lesson", "lesson.schema.json"),
    "scenario": ("sim.scenario", "scenario.schema.json"),
    "state": ("sim", "state.schema.json"),
}


def schema(kind: str) -> int:
    """Print the schema of a `lesson`'s YAML, of a `scenario`, or of the `state` document."""
    print(schema_text(kind), end="")
    return 0


def schema_text(kind: str) -> str:
    """The text of a schema."""
    package, name = _FILES[kind]
    return files(package).joinpath(name).read_text(encoding="utf-8")
