"""The documents say what is so: their examples are read, their links lead somewhere, their lists are whole."""

from __future__ import annotations

import re
import textwrap
import tomllib
from pathlib import Path

import pytest
from simroom import ROOT_FOLDER, START

from course.progress.transcript import load as load_transcript
from sim.scenario import load

DOCUMENTS = [*ROOT_FOLDER.glob("*.md"), *(ROOT_FOLDER / "docs").glob("*.md")]
INSTRUCTORS = (ROOT_FOLDER / "docs" / "instructors.md").read_text(encoding="utf-8")
LEARNERS = (ROOT_FOLDER / "docs" / "learners.md").read_text(encoding="utf-8")


def example(first_line: str) -> str:
    """The indented block of instructors.md that begins with a line."""
    begin = INSTRUCTORS.index(f"    {first_line}\n")
    block = re.match(r"(?: {4}.*\n|\n)+", INSTRUCTORS[begin:])
    assert block is not None
    return textwrap.dedent(block[0]).strip() + "\n"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(document: Path) -> None:
    targets = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", document.read_text(encoding="utf-8"))
    for target in targets:
        assert target.startswith("https://") or (document.parent / target).exists(), target


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_to_headings_name_one(document: Path) -> None:
    for target, heading in re.findall(r"\]\((?!https:)([^)#]*)#([^)]*)\)", document.read_text(encoding="utf-8")):
        assert heading in headings(document.parent / target if target else document), heading


def headings(document: Path) -> set[str]:
    """Names of a document's headings, as GitHub and MyST make them."""
    found = re.findall(r"^#{1,3} (.+)$", document.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in found}


def test_the_site_has_every_page_once_and_begins_as_the_readme_does() -> None:
    index = (ROOT_FOLDER / "docs" / "index.md").read_text(encoding="utf-8")
    listed = [
        name
        for tree in re.findall(r"```\{toctree\}\n(.*?)```", index, re.DOTALL)
        for name in tree.split("\n\n")[1].split()
    ]
    assert sorted(listed) == sorted(page.stem for page in (ROOT_FOLDER / "docs").glob("*.md") if page.stem != "index")
    readme = (ROOT_FOLDER / "README.md").read_text(encoding="utf-8")
    assert index.split("\n\n")[:2] == readme.split("\n\n")[:2]
    assert {name for name in listed if f"(docs/{name}.md)" not in readme} == set()


def test_the_scenario_of_the_guide_is_one() -> None:
    world = load(example("title: Alice and Alan"), "example.yaml", START)
    phone = world.people["alan"].phone
    assert phone is not None
    assert (phone.clock.offset, phone.clock.drift_ppm) == (95_000, 40)


def test_the_transcript_of_the_guide_is_one() -> None:
    transcript = load_transcript(example("mfa-course transcript 1").replace("⇥", "\t"), "example.txt")
    assert transcript.lines == ((START + 14_250, "aws iam list-users"),)


def test_every_key_of_the_guide_is_in_the_list_of_keys() -> None:
    listed = re.findall(r"^\| ((?:`[^`]+` ?)+) \|", (ROOT_FOLDER / "docs" / "keys.md").read_text("utf-8"), re.MULTILINE)
    bound = {key for row in listed for key in re.findall(r"`([^`]+)`", row)}
    rows = re.findall(r"^\| ((?:`[^`]{1,5}`[ ,…]*)+)", LEARNERS, re.MULTILINE)
    keys = {key for row in rows for key in re.findall(r"`([^`]+)`", row)}
    assert len(keys) > 30
    assert keys <= bound


def test_the_readme_gives_a_reason_for_each_dependency() -> None:
    readme = (ROOT_FOLDER / "README.md").read_text(encoding="utf-8").lower()
    project = tomllib.loads((ROOT_FOLDER / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for requirement in project["dependencies"]:
        name = re.match(r"[\w-]+", requirement)
        assert name is not None
        assert f"[{name[0].lower()}](" in readme
