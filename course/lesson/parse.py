"""The text of a lesson file to a Lesson, or to one clear error."""

from collections.abc import Iterable
from pathlib import Path

from course.lesson.directives import Builder
from course.lesson.error import LessonError
from course.lesson.fields import NAME, NAME_RULE, nearest, unseen_character
from course.lesson.front_matter import front_matter, front_matter_end
from course.lesson.markdown import Cutter, Heading, Link, Words
from course.lesson.model import Aside, Block, Check, Lesson, Mistake, Predict, Prose, Quiz, Solution, Step

_NEEDS_A_STEP = "Put it after a heading `## Title {#id}`"


def parse(text: str, path: Path | str) -> Lesson:
    """Read a lesson. `path` is for messages and for finding scenarios beside it. Raises LessonError at the first fault.

    Whether the scenario exists is left to whoever loads it.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    if found := unseen_character(text):
        line = text.count("\n", 0, found[0]) + 1
        column = found[0] - text.rfind("\n", 0, found[0])
        raise LessonError(path, f"the invisible character {found[1]} stands here", "Take it out", line, column)
    front = front_matter(text, path)
    lines = text.split("\n")
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
        if name in self._lines_of_ids:
            first = self._lines_of_ids[name]
            raise self._error(line, f"the id {name} is taken by line {first}", "Give each its own")
        self._lines_of_ids[name] = line

    def _error(self, line: int, message: str, remedy: str) -> LessonError:
        return LessonError(self._path, message, remedy, line, 1)


def _check_links(path: Path | str, links: Iterable[Link], steps: tuple[Step, ...]) -> None:
    known = [step.id for step in steps]
    for link in links:
        if link.id not in known:
            raise LessonError(path, f"no step has the id {link.id!r}", nearest(link.id, known), link.line, 1)
