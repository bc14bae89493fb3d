"""The text of a lesson file to a Lesson, or to one clear error."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from course.lesson.bounds import MAX_BLOCKS, MAX_COLUMNS, MAX_LINE, MAX_LINES, MAX_SIGNS, MAX_STEPS, MAX_TEXT, MAX_TITLE
from course.lesson.directives import Builder
from course.lesson.error import LessonError
from course.lesson.fields import NAME, NAME_RULE, nearest
from course.lesson.front_matter import front_matter, front_matter_end
from course.lesson.markdown import Cutter, Heading, Link, Words
from course.lesson.model import Aside, Block, Check, Lesson, Mistake, Predict, Prose, Quiz, Solution, Step
from sim.shown import unseen_character

_NEEDS_A_STEP = "Put it after a heading `## Title {#id}`"
_UNDER_A_TABLES_HEAD = re.compile(r"[ \t>]*[|:-][ \t|:-]*")
_SIGN = re.compile(r"[\[\]!*_`<>&\\|~]")


def parse(text: str, path: Path | str) -> Lesson:
    """Read a lesson. `path` is for messages and for finding scenarios beside it. Raises LessonError at the first fault.

    Whether the scenario exists is left to whoever loads it.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    if found := unseen_character(text):
        line = text.count("\n", 0, found[0]) + 1
        column = found[0] - text.rfind("\n", 0, found[0])
        remedy = "Save the file with line ends LF or CRLF" if found[1] == "U+000D" else "Take it out"
        raise LessonError(path, f"the invisible character {found[1]} stands here", remedy, line, column)
    lines = text.split("\n")
    _check_size(path, lines)
    front = front_matter(text, path)
    end = front_matter_end(lines, path)
    cutter = Cutter(path)
    reader = _Reader(path, Builder(path, lines, cutter))
    for piece in cutter.pieces("\n" * end + "\n".join(lines[end:])):
        if isinstance(piece, Heading):
            reader.heading(piece)
        elif isinstance(piece, Words):
            reader.add(Prose(piece.text, piece.line))
        else:
            reader.add(reader.builder.block(piece))
    blocks, steps = reader.finish(len(lines))
    _check_links(path, cutter.links, steps)
    return Lesson(Path(path), front, blocks, steps)


class _Reader:
    """Gathers blocks into steps, and ids, each to be used once."""

    def __init__(self, path: Path | str, builder: Builder) -> None:
        self.builder = builder
        self._path = path
        self._intro: tuple[Block, ...] = ()
        self._steps: list[Step] = []
        self._heading: Heading | None = None
        self._blocks: list[Block] = []
        self._lines_of_ids: dict[str, int] = {}

    def heading(self, heading: Heading) -> None:
        self._close()
        if not heading.title:
            raise self._error(heading.line, "this step has no title", "Write `## Title {#id}`")
        if len(heading.title) > MAX_TITLE:
            raise self._error(heading.line, f"this title is longer than {MAX_TITLE} characters", "Shorten it")
        if len(self._steps) == MAX_STEPS:
            raise self._error(heading.line, f"the lesson has more than {MAX_STEPS} steps", "Split the lesson")
        if heading.id is None:
            raise self._error(heading.line, f"the step {heading.title!r} has no id", "End the heading in {#some-id}")
        self._take_id(heading.id, heading.line)
        self._heading = heading

    def add(self, block: Block) -> None:
        if isinstance(block, Check | Mistake | Predict | Quiz):
            self._take_id(block.id, block.line)
        if self._heading is None:
            if isinstance(block, Check | Predict | Quiz | Solution):
                what = type(block).__name__.lower()
                raise self._error(block.line, f"this {what} stands before the first step", _NEEDS_A_STEP)
            if isinstance(block, Aside) and block.kind == "hint":
                raise self._error(block.line, "this hint stands before the first step", _NEEDS_A_STEP)
        if isinstance(block, Solution) and any(isinstance(other, Solution) for other in self._blocks):
            raise self._error(block.line, "this step has a second solution", "Keep one of them")
        if len(self._blocks) == MAX_BLOCKS:
            where = "this step" if self._heading else "what stands before the first step"
            raise self._error(block.line, f"{where} has more than {MAX_BLOCKS} blocks", "Split it into steps")
        self._blocks.append(block)

    def finish(self, last_line: int) -> tuple[tuple[Block, ...], tuple[Step, ...]]:
        self._close()
        if not self._steps:
            raise self._error(last_line, "the lesson has no step", "Add a heading `## Title {#id}` with a check")
        return self._intro, tuple(self._steps)

    def _close(self) -> None:
        blocks, self._blocks = tuple(self._blocks), []
        if self._heading is None:
            self._intro = blocks
        else:
            heading = self._heading
            self._steps.append(Step(heading.id or "", heading.title, heading.line, blocks))

    def _take_id(self, name: str, line: int) -> None:
        if not NAME.fullmatch(name):
            raise self._error(line, f"{name!r} is not an id", NAME_RULE)
        if len(name) > MAX_TITLE:
            raise self._error(line, f"this id is longer than {MAX_TITLE} characters", "Shorten it")
        if name in self._lines_of_ids:
            first = self._lines_of_ids[name]
            raise self._error(line, f"the id {name} is taken by line {first}", "Give each its own")
        self._lines_of_ids[name] = line

    def _error(self, line: int, message: str, remedy: str) -> LessonError:
        return LessonError(self._path, message, remedy, line, 1)


def _check_size(path: Path | str, lines: Sequence[str]) -> None:
    if len(lines) > MAX_LINES:
        message = f"the lesson has more than {MAX_LINES:,} lines"
        raise LessonError(path, message, "Split the lesson", MAX_LINES + 1, 1)
    signs = characters = 0
    for number, line in enumerate(lines, 1):
        if len(line) > MAX_LINE:
            message = f"this line is longer than {MAX_LINE:,} characters"
            raise LessonError(path, message, "Break it into several", number, MAX_LINE + 1)
        if line.count("|") > MAX_COLUMNS + 1 and _UNDER_A_TABLES_HEAD.fullmatch(line):
            message = f"this table has more than {MAX_COLUMNS} columns"
            raise LessonError(path, message, "Leave some out", number, 1)
        characters += len(line) + 1
        if characters > MAX_TEXT:
            message = f"the lesson has more than {MAX_TEXT:,} characters by here"
            raise LessonError(path, message, "Split the lesson", number, 1)
        signs += len(_SIGN.findall(line))
        if signs > MAX_SIGNS:
            message = f"the lesson has more than {MAX_SIGNS:,} signs of Markdown by here"
            raise LessonError(path, message, "Split the lesson", number, 1)


def _check_links(path: Path | str, links: Iterable[Link], steps: tuple[Step, ...]) -> None:
    known = [step.id for step in steps]
    for link in links:
        if link.id not in known:
            raise LessonError(path, f"no step has the id {link.id!r}", nearest(link.id, known), link.line, 1)
