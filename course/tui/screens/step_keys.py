"""The keys that show a step's solution, leave a step for later, and lead back to the steps that were left or done."""

from __future__ import annotations

from textual import work
from textual.events import Key

from course.tui.keys.bindings import bound, key_for
from course.tui.said import Said
from course.tui.screens.not_now import ANSWERED, WITHOUT_LESSON, why_not
from course.tui.screens.parts import Parts

LEAVE = 0
"""The number that stands for leaving the step to do."""


class StepKeys(Parts):
    """A lesson's screen whose steps can be gone through in another order than theirs."""

    async def turn(self) -> None:
        """Show the step in view as it stands."""
        raise NotImplementedError

    def say(self, said: Said | None) -> None:
        """Let the tutor say this."""
        raise NotImplementedError

    def on_key(self, event: Key) -> None:
        """Answer a key that does nothing at this moment."""
        run, page = self.attempt.run, self.attempt.page
        for name in ANSWERED:
            if any(each.key == event.key and not self.check_action(each.action, ()) for each in bound(self, name)):
                asked = bool(run and page and run.open_questions(page.step))
                why = why_not(name, page, lambda wanted: key_for(self, wanted), asked=asked)
                if why is not None and (run is not None or name in WITHOUT_LESSON):
                    self.say(Said(why))

    async def action_leave_step(self) -> None:
        self.attempt.leave_step()
        await self._turned()

    @work
    async def action_hand_in(self) -> None:
        from course.tui.screens.confirm import Confirm

        question = Confirm(
            "End the examination?", "You then see how each step went. What is open stays open.", yes="hand in"
        )
        if await self.app.push_screen_wait(question):
            self.attempt.hand_in()
            await self._turned()

    @work
    async def action_steps(self) -> None:
        from course.tui.screens.steps import StepsScreen

        run, page = self.attempt.run, self.attempt.page
        if run is None:
            return
        number = await self.app.push_screen_wait(StepsScreen(run, page.number if page else 0))
        if number is None:
            return
        if number == LEAVE:
            self.attempt.leave_step()
        else:
            self.attempt.turn_to(number)
        await self._turned()

    @work
    async def action_solution(self) -> None:
        from course.tui.screens.solution import SolutionScreen

        lines, remaining = self.attempt.solution
        if await self.app.push_screen_wait(SolutionScreen(lines, remaining)):
            await self.action_show_me()

    async def action_show_me(self) -> None:
        """Run the next line of the solution."""
        raise NotImplementedError

    async def _turned(self) -> None:
        said = self.attempt.said
        await self.turn()
        self.action_part("lesson")
        self.say(said)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "leave_step":
            return self.attempt.page is not None and self.attempt.page.can_leave
        if action == "hand_in":
            return self.attempt.run is not None and self.attempt.run.closed_book
        if action == "solution":
            return bool(self.attempt.solution[0])
        if action == "steps":
            return self.attempt.run is not None
        return super().check_action(action, parameters)
