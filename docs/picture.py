"""Make docs/picture.svg, the README's picture, from the course itself.

python docs/picture.py
"""

from __future__ import annotations

import asyncio
import html
import re
import tempfile
from pathlib import Path

from course.lesson.model import Quiz
from course.progress.store import open_store
from course.tui.app import CourseApp
from course.tui.console import Console
from course.tui.console.mfa.virtual import VirtualPage
from course.tui.desk import Desk
from course.tui.screens.lesson import LessonScreen

PICTURE = Path(__file__).with_name("picture.svg")
SERIAL_NUMBER = "arn:aws:iam::123456789012:mfa/Alice"
COLUMNS, ROWS = 120, 40
TIME = 1_803_902_414_000
"""2027-03-01T12:00:14Z, in milliseconds since the Unix epoch."""

CELL = 12.2
"""The width of a character in Rich's SVG."""

FONTS = "Fira Code, Menlo, Consolas, DejaVu Sans Mono, monospace"

_RUN = re.compile(
    r'<text class="([^"]+)" x="([^"]+)" y="([^"]+)" textLength="[^"]+"( clip-path="[^"]+")>([^<]*)</text>'
)


async def picture(home: Path) -> str:
    """The screen while Alice's phone shows its first code, as SVG."""
    app = CourseApp(Desk(lambda: TIME, open_store(home)), "06-enabling-mfa-for-alice")
    async with app.run_test(size=(COLUMNS, ROWS)) as pilot:
        await pilot.pause()
        lesson = app.screen
        assert isinstance(lesson, LessonScreen)
        while (page := lesson.attempt.page) is not None and page.step.id != "two-codes":
            for question in page.step.questions:
                right = [choice.right for choice in question.choices].index(True) if isinstance(question, Quiz) else 0
                await lesson.choose(question, right)
            if page.step.solution:
                for line in page.step.solution.script.commands():
                    await lesson.run_line(line)
            lesson.attempt.go_on()
        lesson.query_one(Console).go(VirtualPage("Alice", SERIAL_NUMBER, "Alice.png"))
        await lesson.run_line("phone alice scan")
        await pilot.pause()
        return app.export_screenshot(title="mfa-course")


def standing_alone(svg: str) -> str:
    """The picture without fonts from the network, and with blanks at a run's ends turned into its place.

    Some viewers drop such blanks, and everything behind them moves.
    """
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    svg = svg.replace("font-family: Fira Code, monospace", f"font-family: {FONTS}")
    return _RUN.sub(_trimmed, svg)


def _trimmed(run: re.Match[str]) -> str:
    name, x, y, clip, text = run.groups()
    bare = html.unescape(text).replace("\u00a0", " ")
    if not bare.strip():
        return ""
    left = float(x) + CELL * (len(bare) - len(bare.lstrip()))
    words = html.escape(bare.strip()).replace(" ", "&#160;")
    return f'<text class="{name}" x="{left:g}" y="{y}" textLength="{CELL * len(bare.strip()):g}"{clip}>{words}</text>'


def main() -> None:
    """Write the picture."""
    with tempfile.TemporaryDirectory() as home:
        svg = asyncio.run(picture(Path(home)))
    PICTURE.write_text(standing_alone(svg), encoding="utf-8")


if __name__ == "__main__":
    main()
