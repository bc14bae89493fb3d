"""The JSON Schemas of lessons and scenarios know the same keys as the programs that load them."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from simroom import ROOT_FOLDER, SCENARIO, START

from course.cli import main
from course.commands.schema import schema_text
from course.lesson.error import LessonError
from course.lesson.parse import parse
from sim.scenario import ScenarioError, load

EXAMPLES = ROOT_FOLDER / "course" / "commands" / "examples"
STRAY = "zzzzzzzz"

POLICY = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
TRUST = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": {"AWS": "123456789012"}, "Action": "sts:AssumeRole"}],
}
EVERYTHING: dict[str, Any] = {
    "title": "Everything",
    "about": "Every key. {{site}} {{minutes}}",
    "seed": 7,
    "start": "2027-03-01T12:00:00Z",
    "parameters": {"site": {"one-of": ["forum.example", "shop.example"]}, "minutes": {"from": 5, "to": 9}},
    "account": {"id": "123456789012", "alias": "example"},
    "root": {
        "email": "root@example.com",
        "password": "Correct-Horse-9",
        "mailbox": "you",
        "phone": "you",
        "card": "4242",
    },
    "policies": {"All": POLICY},
    "groups": {"Staff": {"policies": ["All"], "inline": {"Own": POLICY}}},
    "users": {
        "Admin": {
            "password": "Keep-The-Keys-41",
            "groups": ["Staff"],
            "policies": ["AdministratorAccess"],
            "inline": {"Own": POLICY},
            "boundary": "All",
            "tags": {"team": "red"},
            "keys": 1,
            "path": "/staff/",
        }
    },
    "roles": {
        "Helper": {
            "trust": TRUST,
            "policies": ["All"],
            "inline": {"Own": POLICY},
            "path": "/",
            "description": "Helps.",
            "boundary": "All",
            "tags": {"team": "red"},
            "hours": 2,
        }
    },
    "buckets": {"some-bucket": {"region": "us-east-1", "objects": {"a.txt": {"text": "a", "type": "text/plain"}}}},
    "instances": [
        {
            "name": "shop",
            "id": "i-0123456789abcdef0",
            "type": "t3.micro",
            "state": "stopped",
            "tags": {"a": "b"},
            "protected": True,
        }
    ],
    "people": {
        "you": {
            "user": "Admin",
            "knows": {"root": "Correct-Horse-9"},
            "profiles": {"default": "Admin"},
            "signed-in": "Admin",
            "phone": {"offset": "+5s", "drift": "4ppm", "accounts": [{"user": "root", "device": "mine"}]},
            "tokens": [{"serial": "GAHT12345678", "offset": "-5s", "drift": "4ppm", "user": "Admin"}],
        },
        "attacker": None,
    },
    "leaked": [{"site": "{{site}}", "user": "Admin", "password": "Keep-The-Keys-41"}],
    "happenings": [{"at": "+{{minutes}}m", "as": "attacker", "run": "whoami", "tell": "Somebody looks around."}],
}

BLOCKS: dict[str, dict[str, Any]] = {
    "front-matter": {
        "title": "T",
        "scenario": "s",
        "minutes": 5,
        "teaches": ["a-b"],
        "source": "here",
        "examination": True,
    },
    "mistake": {"when": "last.error", "say": "No.", "try": "whoami"},
    "predict": {
        "question": "What?",
        "run": "whoami",
        "choices": [{"text": "a", "when": "last", "say": "A."}, {"text": "b", "when": "!last", "say": "B."}],
    },
    "quiz": {"question": "What?", "choices": [{"text": "a", "right": True, "say": "A."}, {"text": "b", "say": "B."}]},
}


class PlainLoader(yaml.SafeLoader):
    """YAML as JSON has it: times are texts."""


PlainLoader.yaml_implicit_resolvers = {
    sign: [pair for pair in pairs if not pair[0].endswith("timestamp")]
    for sign, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@lru_cache
def validator(kind: str, definition: str | None = None) -> Draft202012Validator:
    schema = json.loads(schema_text(kind))
    Draft202012Validator.check_schema(schema)
    if definition:
        schema = {"$defs": schema["$defs"], "$ref": f"#/$defs/{definition}"}
    return Draft202012Validator(schema)


def mappings(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The paths of all mappings in some data."""
    if isinstance(value, dict):
        yield path
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        yield from mappings(child, (*path, key))


def at(value: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        value = value[key]
    return value


def known_to_schema(errors: list[Any], path: tuple[Any, ...]) -> set[str] | None:
    """The keys that the schema allows at a path, when it complains there of a stray one."""
    for error in errors:
        for each in (error, *error.context):
            if each.validator == "additionalProperties" and tuple(each.absolute_path) == path:
                return set(each.schema["properties"])
    return None


@pytest.mark.parametrize("path", list(mappings(EVERYTHING)), ids=lambda path: "/".join(map(str, path)) or "scenario")
def test_schema_and_loader_know_the_same_keys_of_a_scenario(path: tuple[Any, ...]) -> None:
    data = copy.deepcopy(EVERYTHING)
    at(data, path)[STRAY] = {"one-of": [1]} if path == ("parameters",) else "1"
    by_schema = known_to_schema(list(validator("scenario").iter_errors(data)), path)
    try:
        load(json.dumps(data), "s.yaml", START)
        by_loader = None
    except ScenarioError as error:
        listed = re.search(rf"has no '{STRAY}'\. Known here: (.*)\.", str(error))
        by_loader = set(listed[1].split(", ")) if listed else None
    assert by_schema == by_loader


def test_the_scenario_of_everything_uses_every_key_of_the_schema() -> None:
    assert not list(validator("scenario").iter_errors(EVERYTHING))
    load(json.dumps(EVERYTHING), "s.yaml", START)
    schema = json.loads(schema_text("scenario"))
    every = {key for path in mappings(schema) if path[-1:] == ("properties",) for key in at(schema, path)}
    used = {str(key) for path in mappings(EVERYTHING) for key in at(EVERYTHING, path)}
    assert every - used == {"Id", "in", "with"}


@pytest.mark.long
def test_a_key_that_must_be_there_must_be_there_for_both() -> None:
    for path in mappings(EVERYTHING):
        for key in at(EVERYTHING, path):
            if path[:1] == ("parameters",) or "Statement" in path or "Statement" in at(EVERYTHING, path):
                continue
            data = copy.deepcopy(EVERYTHING)
            del at(data, path)[key]
            missing = any(
                each.validator == "required" and tuple(each.absolute_path) == path
                for error in validator("scenario").iter_errors(data)
                for each in (error, *error.context)
            )
            try:
                load(json.dumps(data), "s.yaml", START)
                needed = False
            except ScenarioError as error:
                needed = f" needs `{key}:`" in str(error)
            assert missing == needed, (path, key)


@pytest.mark.parametrize("path", [*(ROOT_FOLDER / "lessons" / "scenarios").glob("*.yaml"), EXAMPLES / "scenario.yaml"])
def test_the_courses_own_scenarios_are_valid(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not list(validator("scenario").iter_errors(yaml.load(text, PlainLoader)))
    load(text, path.name, START)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('id: "123456789012"', 'id: "12"'),
        ("title: Alice and Alan\n", ""),
        ("seed: 20180301", "seed: many"),
        ("keys: 1", "keys: 9"),
        ("state: stopped", "state: asleep"),
        ("protected: true", "protected: 7"),
        ("- name: shop", "- nam: shop"),
        ("serial: GAHT12345678", "number: GAHT12345678"),
        ("people:", "persons:"),
        ("people:\n", "happenings: [{at: +1m}]\npeople:\n"),
        ("people:\n", "parameters: {a: {from: 1}}\npeople:\n"),
        ("people:\n", "parameters: {a: {one-of: [b], to: 3}}\npeople:\n"),
    ],
)
def test_what_the_schema_refuses_the_loader_refuses(old: str, new: str) -> None:
    assert old in SCENARIO
    text = SCENARIO.replace(old, new, 1)
    assert list(validator("scenario").iter_errors(yaml.load(text, PlainLoader)))
    with pytest.raises(ScenarioError):
        load(text, "s.yaml", START)


def lesson_of(kind: str, data: dict[str, Any]) -> str:
    """A lesson with a block, or a front matter, that holds some data."""
    block = yaml.safe_dump(data, sort_keys=False)
    front = block if kind == "front-matter" else yaml.safe_dump(BLOCKS["front-matter"])
    fence = "" if kind == "front-matter" else f"```{{{kind}}} one\n{block}```\n"
    return f"---\n{front}---\n## Step {{#step}}\n\n{fence}\nWords.\n"


@pytest.mark.parametrize(
    ("kind", "path"), [(kind, path) for kind, data in BLOCKS.items() for path in mappings(data)], ids=str
)
def test_schema_and_loader_know_the_same_keys_of_a_lesson(kind: str, path: tuple[Any, ...]) -> None:
    whole = validator("lesson", kind)
    data = BLOCKS[kind]
    assert not list(whole.iter_errors(data))
    parse(lesson_of(kind, data), "l.md")
    stray = copy.deepcopy(data)
    at(stray, path)[STRAY] = "1"
    with pytest.raises(LessonError) as refused:
        parse(lesson_of(kind, stray), "l.md")
    assert f"no key '{STRAY}'" in refused.value.message
    known = set(refused.value.remedy.removeprefix("Known are ").split(", "))
    assert known_to_schema(list(whole.iter_errors(stray)), path) == known
    for key in at(data, path):
        lacking = copy.deepcopy(data)
        del at(lacking, path)[key]
        try:
            parse(lesson_of(kind, lacking), "l.md")
            needed = False
        except LessonError:
            needed = True
        assert bool(list(whole.iter_errors(lacking))) == needed, key


def test_the_lessons_schema_is_that_of_the_front_matter() -> None:
    text = (EXAMPLES / "lesson.md").read_text("utf-8").split("---\n")[1]
    assert not list(validator("lesson").iter_errors(yaml.load(text, PlainLoader)))
    assert list(validator("lesson").iter_errors({"title": "T"}))


@pytest.mark.parametrize("kind", ["lesson", "scenario", "state"])
def test_every_schema_can_be_printed(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", kind]) == 0
    printed = json.loads(capsys.readouterr().out)
    Draft202012Validator.check_schema(printed)
    assert printed["description"]
