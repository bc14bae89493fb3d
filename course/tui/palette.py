"""The command palette: every act of a lesson, by its words."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.types import IgnoreReturnCallbackType

from course.tui.keys.bindings import MOVING
from course.tui.keys.reach import reach
from course.tui.widgets.head import PARTS
from sim.people import YOU

if TYPE_CHECKING:
    from course.tui.screens.lesson import LessonScreen

Act = tuple[str, str, str, IgnoreReturnCallbackType]
"""What an act does, what is told below that, what it is called besides, and the act."""

LEAST = 0.01
"""The score of an act that has the words of a query in another order."""

INITIALS = 3
"""Letters of a query that may be those of several words; more of them, scattered over a sentence, mean nothing."""


class Acts(Provider):
    """What the keys of the screen below do, in all its parts, and command lines worth having at hand."""

    async def discover(self) -> Hits:
        for title, about, _, run in self._acts(chief=True):
            yield DiscoveryHit(title, run, help=about)

    async def search(self, query: str) -> Hits:
        """Acts that have every word of the query; a few letters may also stand for words, in their order."""
        matcher, words, acts = self.matcher(query), query.casefold().split(), list(self._acts())
        found = [each for each in acts if all(word in " ".join(each[:3]).casefold() for word in words)]
        for title, about, called, run in found or (acts if len(query) <= INITIALS else ()):
            score = max(2 * matcher.match(title), matcher.match(f"{title} {about} {called}"))
            if score > 0 or found:  # the title tells best what it is; words may also come in another order
                yield Hit(max(score, LEAST), matcher.highlight(title), run, help=about)

    def _acts(self, *, chief: bool = False) -> Iterator[Act]:
        """All acts, or the `chief` ones alone: without those that move about in lists and boxes."""
        seen = set[str]()
        for act in reach(self.screen):
            wanted = not chief or act.group != MOVING or (act.here and act.id.startswith("part-"))
            if wanted and act.possible and act.id != "palette" and act.says not in seen:
                seen.add(act.says)
                where = "" if act.here or not act.part else f" in the {PARTS[act.part]}"  # type: ignore[index]
                about, called = f"key {' or '.join(act.keys)}{where}", f"{act.words} {act.id}"
                yield act.says, about, called, self._action(act.action, act.node)
        from course.tui.screens.course_map import REVIEW, CourseMap
        from course.tui.screens.lesson import LessonScreen

        if isinstance(self.screen, CourseMap):
            for row in self.screen.rows:
                if row.error is None and row.name != REVIEW:
                    chosen = CourseMap.Chosen(row.name)
                    yield f"Open “{row.title}”", row.about, "", partial(self.screen.post_message, chosen)
        if isinstance(self.screen, LessonScreen):
            yield from self._lines(self.screen)
            yield from () if chief else self._pages(self.screen)

    def _action(self, action: str, node: object) -> IgnoreReturnCallbackType:
        return partial(self.app.run_action, action, node)  # type: ignore[arg-type]

    def _lines(self, screen: LessonScreen) -> Iterator[Act]:
        world = screen.attempt.world
        lines = {
            "Time at 1x": "time 1x",
            "Time at 10x": "time 10x",
            "Time at 60x": "time 60x",
            "Who am I?": "whoami",
            "Who is who, and what they hold": "people",
            "Sign out": "sign-out",
        }
        for name, password in world.people[YOU].passwords:
            lines[f"Sign in as {name}"] = f"sign-in {shlex.quote(name)} --password {shlex.quote(password)}"
        for person in sorted(world.people):
            if world.people[person].phone is not None:
                whose = person.title()
                lines[f"{whose}'s phone: lose it"] = f"phone {person} lose"
                lines[f"{whose}'s phone: find it"] = f"phone {person} find"
                lines[f"{whose}'s phone: replace it with a new one"] = f"phone {person} replace"
        for title, text in self._texts(screen):
            yield title, "in the whole window, to select and copy", "", partial(self._show_plain, text)
        for title, line in lines.items():
            yield title, line, "", partial(screen.run_line, line, "palette")

    def _pages(self, screen: LessonScreen) -> Iterator[Act]:
        """The console's pages to begin with, for whoever is signed in there."""
        from course.reading.session import signed_in
        from course.tui.console import Console
        from course.tui.console.services_page import PAGES

        if signed_in(screen.attempt.world) is None:
            return
        era = screen.query_one(Console).era
        for name, (service, word, about) in PAGES.items():
            yield f"Console: {word.of(era)}", f"{service.of(era)}: {about}", "", partial(self._turn_to, screen, name)

    def _turn_to(self, screen: LessonScreen, name: str) -> None:
        from course.tui.console import Console
        from course.tui.console.routes import at

        screen.action_part("console")
        screen.query_one(Console).open(at(name))

    def _texts(self, screen: LessonScreen) -> Iterator[tuple[str, str]]:
        """What is worth having in plain letters: what was printed last, a solution, the console's command, a secret."""
        from course.tui.console import Console
        from course.tui.console.fields import AsCommand
        from course.tui.terminal.output import Output
        from sim import qr

        printed = screen.query_one(Output).blocks
        if printed:
            yield "Plain: the last act and what it printed", printed[-1].text
        solution, _ = screen.attempt.solution
        if solution:
            yield "Plain: the step's solution", "\n".join(solution)
        commands = [each.command for each in screen.query_one(Console).query(AsCommand)]
        if commands:
            yield "Plain: the command of the console's page", "\n".join(commands)
        uri = screen.query_one(Console).qr_uri
        if uri is not None:
            yield "Plain: the secret of the QR code", f"{qr.parse_uri(uri).secret}\n\n{uri}\n"

    def _show_plain(self, text: str) -> None:
        from course.tui.screens.plain_text import PlainText

        self.app.push_screen(PlainText(text))
