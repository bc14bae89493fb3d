"""Command lines that are run on a lesson's screen, whoever gave them, and where it shows what they answered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import on

from course.tui import acts
from course.tui.console import Console
from course.tui.garbage import made
from course.tui.messages import CommandIssued
from course.tui.said import Said
from course.tui.screens.guidance import Guided, beside
from course.tui.terminal.terminal import Terminal, TypedLine
from sim.world import Outcome

if TYPE_CHECKING:
    from course.tui.door import OpenDoor


class Running(Guided):
    """A lesson's screen; every command line of its widgets is run in `run_lines` and nowhere else."""

    door: OpenDoor | None = None
    """The door for programs, while it is open."""
    notice: str | None
    """What was told last of how the attempt is kept."""

    def world_changed(self) -> None:
        """Show the attempt's world as it is now."""
        raise NotImplementedError

    @on(CommandIssued)
    async def command_issued(self, message: CommandIssued) -> None:
        message.stop()
        if message.line.split()[:1] == ["api"]:
            await self._switch_door(message.line)
            return
        source = None if isinstance(message, TypedLine) else acts.source_of(message.line)
        await self.run_line(message.line, source)

    async def _switch_door(self, line: str) -> None:
        from course.tui.door import switch

        outcome = await switch(self, line)
        self.call_after_refresh(made)
        self.query_one(Terminal).show(line, outcome.output, outcome.error)
        self.said = self._out_of_sight(outcome, None)

    async def on_unmount(self) -> None:
        if self.door is not None:
            await self.door.close()

    async def run_lines(self, lines: Sequence[str], source: str | None = None) -> None:
        """Run command lines; then the world, the lesson and the tutor follow. The terminal shows each."""
        if self.door is not None:
            await self.door.follow()
        await self.show_acts([(line, self.attempt.act(line)) for line in lines], source)

    async def show_acts(self, acted: Sequence[tuple[str, Outcome]], source: str | None = None) -> None:
        """Show command lines that were run: the terminal each, the rest of the screen where they led to."""
        if not acted or not self.is_mounted:
            return
        for line, outcome in acted:
            self.query_one(Terminal).show(line, outcome.output, outcome.error, source)
        outcome = acted[-1][1]
        self.world_changed()
        self.query_one(Console).answered(outcome)
        self.said = beside(self.attempt.said, source) or self._out_of_sight(outcome, source)
        await self.turn()
        self._tell_notice()

    def _out_of_sight(self, outcome: Outcome, source: str | None) -> Said | None:
        """What a command answered, where neither the terminal nor the part that issued it shows that."""
        lines = [line for line in (outcome.error or outcome.output).splitlines() if line.strip()]
        if self.large or not lines or self.part == "terminal":
            return None
        if self.part == source:
            told = " ".join(outcome.error.split()) if source == "phone" else ""
            return Said(told, beside="phone") if told else None
        if lines[0] in ("{", "["):
            return Said(f"It answered with {len(lines)} lines of JSON; the terminal shows them.")
        return Said(lines[0][:200])

    def _tell_notice(self) -> None:
        notice = self.attempt.notice()
        if notice != self.notice:
            self.notice = notice
            if notice is not None:
                self.notify(notice, severity="warning", markup=False, timeout=20)
