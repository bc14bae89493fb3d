"""The keys that stand for command lines: undo and its kin, time, the clocks of phones and tokens."""

from __future__ import annotations

from collections.abc import Sequence

from textual import work
from textual.reactive import reactive
from textual.screen import Screen

from course.driver import EXPLAIN
from course.tui import acts
from course.tui.attempt import Attempt
from course.tui.phone.holding import Holding


class ActKeys(Screen[None]):
    """A screen with an attempt; `holding` is the phone or token in view."""

    attempt: Attempt
    holding: reactive[Holding | None] = reactive[Holding | None](None)

    async def run_lines(self, lines: Sequence[str], source: str | None = None) -> None:
        """Run command lines; `source` says where they came from when they were not typed."""
        raise NotImplementedError

    async def run_line(self, line: str, source: str | None = None) -> None:
        """Run one command line."""
        await self.run_lines([line], source)

    @property
    def can_explain(self) -> bool:
        """Whether something was refused, and help is not held back."""
        run = self.attempt.run
        return self.attempt.driver.refused is not None and not (run and run.closed_book)

    async def action_explain(self) -> None:
        """Tell why the last line was refused, in the terminal, which then has the focus."""
        from course.tui.terminal.output import Output

        await self.run_line(EXPLAIN, "key")
        self.query_one(Output).look_at_last()

    async def action_undo(self) -> None:
        await self.run_line("undo", "key")

    async def action_redo(self) -> None:
        await self.run_line("redo", "key")

    @work
    async def action_reset(self) -> None:
        from course.tui.screens.confirm import Confirm

        if await self.app.push_screen_wait(
            Confirm("Begin this world anew?", "Everything goes back to the start; undo brings it back.", yes="reset")
        ):
            await self.run_line("reset", "key")

    @work
    async def action_history(self) -> None:
        from course.tui.history.screen import HistoryScreen

        number = await self.app.push_screen_wait(HistoryScreen(self.attempt.driver.history))
        if number is not None:
            await self.run_line(f"goto {number}", "history")

    async def _key(self, line: str | None) -> None:
        if line is not None:
            await self.run_line(line, "key")

    async def action_pause(self) -> None:
        await self._key("time pause" if self.attempt.world.clock.rate else "time 1x")

    async def action_next_code(self) -> None:
        await self._key(acts.next_code(self.holding))

    async def action_later(self, length: str) -> None:
        await self._key(f"wait {length}")

    async def action_faster(self) -> None:
        await self._key(acts.pace(self.attempt.world, 1))

    async def action_slower(self) -> None:
        await self._key(acts.pace(self.attempt.world, -1))

    async def action_live(self) -> None:
        await self._key("time live")

    async def action_phone_clock(self, seconds: int) -> None:
        await self._key(acts.set_clock(self.attempt.world, self.holding, seconds))

    async def action_drift(self) -> None:
        await self._key(acts.drift(self.attempt.world, self.holding))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self.can_explain if action == "explain" else super().check_action(action, parameters)
