"""The line that says what comes next, in every part of a lesson's screen."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive

from course.tui.keys.bindings import key_for
from course.tui.keys.key_line import Key, KeyLine, fit, key, typing
from course.tui.next_step import Act, Kind, NextStep

LEADS: dict[Kind, str] = {"read": "Next", "answer": "Next", "do": "To do", "wait": "Wait", "go-on": "Next"}


class NextLine(KeyLine):
    """One line: what to do next, the key that does it, and what helps. A click on the words does it too."""

    DEFAULT_CSS = """
    NextLine { height: 1; padding: 0 1; background: $surface; color: $foreground; }
    NextLine.-none { display: none; }
    """

    step: reactive[NextStep | None] = reactive[NextStep | None](None)

    def watch_step(self, step: NextStep | None) -> None:
        self.set_class(step is None, "-none")

    def render(self) -> Content:
        step, width = self.step, self.content_size.width
        if step is None:
            return Content("")
        typed = typing(self.screen)
        acts = [] if step.act is None else [self._key(step.act, chief=True)]
        besides = [] if typed else [self._key(act) for act in step.besides]
        lead = Content.assemble((f"▸ {LEADS[step.kind]}  ", "bold $accent"))
        room = width - lead.cell_length - sum(each.label.cell_length + 3 for each in acts)
        if typed:
            left = room - Content(step.words).cell_length - 3
            leave = self._leave(left)
            if leave.cell_length <= left or not acts:  # the act's own key says it too
                acts.append(Key(leave, "leave_box"))
                room -= leave.cell_length + 3
        line = Content.assemble(lead, Content(step.words).truncate(max(room, 12), ellipsis=True))
        placed = fit([*acts, *besides], line.cell_length + 3, width)
        shown = self.with_keys(line, placed)
        if step.act is not None:
            self.placed_keys = [Key(line, step.act.action), *placed]
        return shown

    def _leave(self, room: int) -> Content:
        """How a box is left, and what for where there is room for that, too."""
        escape = self.screen.active_bindings.get("escape")
        if escape is not None and escape.binding.id == "console-back":
            leave, more = "tab leads to the buttons", ", where keys work"
        else:
            leave, more = f"{key_for(self.screen, 'leave-box')} leaves the box", ", then keys work"
        return Content.styled(leave + more if len(leave + more) <= room else leave, "$quiet")

    def _key(self, act: Act, *, chief: bool = False) -> Key:
        display = key_for(self.screen, act.name)
        if chief:
            return Key(Content.assemble((display, "bold $accent"), (f" {act.words}", "$accent")), act.action)
        return key(display, act.words, act.action)
