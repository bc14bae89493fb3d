"""A box in which a policy's document is written."""

from __future__ import annotations

from typing import Any, ClassVar

from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.widgets import TextArea

from course.tui.in_turn import focus, run_in_turn
from course.tui.json_colour import LARGEST, tokens
from course.tui.keys.bindings import MOVING
from sim.policy.document import Kind, PolicyError, parse

INDENT = 2
"""Spaces that each level stands in by."""

EMPTY = """{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "",
      "Resource": ""
    }
  ]
}"""


class JSONBox(TextArea):
    """JSON on several lines, in colours. Tab leads on from it, escape leaves it for the form's chief button."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"json-box--key", "json-box--string", "json-box--value"}

    DEFAULT_CSS = """
    JSONBox {
        & .json-box--key { color: $primary; }
        & .json-box--string { color: $success; }
        & .json-box--value { color: $secondary; text-style: bold; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape",
            "leave_box",
            "to the buttons",
            key_display="esc",
            id="leave-json",
            tooltip="Leave the box for the buttons below",
            group=MOVING,
        ),
        Binding("ctrl+a", "select_all", "all", tooltip="Choose all of the text", id="json-all", group=MOVING),
    ]

    def __init__(self, text: str = EMPTY, kind: Kind = "identity", **options: Any) -> None:
        """Begin with `text`; `kind` is that of the policy document, as `sim.policy.document.parse` takes it."""
        super().__init__(text, tab_behavior="focus", show_line_numbers=True, **options)
        self._kind: Kind = kind

    @property
    def fault(self) -> str | None:
        """What is wrong with the document, with its line where one is known; None where it can be sent."""
        try:
            parse(self.text, self._kind)
        except PolicyError as error:
            place = f"Line {error.line}: " if error.line is not None else ""
            return f"{place}{str(error).rstrip('.')} ({error.detail})." if error.detail else f"{place}{error}"
        return None

    def go_to_fault(self) -> None:
        """Put the cursor on the line with the fault."""
        try:
            parse(self.text, self._kind)
        except PolicyError as error:
            if error.line is not None:
                self.move_cursor((min(error.line, self.document.line_count) - 1, 0))
        focus(self)

    def get_line(self, line_index: int) -> Text:
        line = super().get_line(line_index)
        if len(self.text) <= LARGEST:
            for start, end, kind in tokens(line.plain):
                line.stylize(self.get_component_rich_style(f"json-box--{kind}", partial=True), start, end)
        return line

    def on_resize(self) -> None:
        """Keep the cursor in view: a refusal above the box takes lines from it."""
        self.call_after_refresh(self.scroll_cursor_visible)

    @property
    def one_line(self) -> str:
        """The document as one line, to stand in a command."""
        import json

        return json.dumps(json.loads(self.text), separators=(", ", ": "), ensure_ascii=False)

    async def _on_key(self, event: events.Key) -> None:
        """Enter keeps the indent of the line, and adds to it behind an opening brace."""
        if await run_in_turn(self, event):
            return
        if event.key != "enter":
            await super()._on_key(event)
            return
        event.stop()
        event.prevent_default()
        row, column = self.cursor_location
        line = self.document.get_line(row)[:column]
        indent = len(line) - len(line.lstrip(" ")) + INDENT * line.rstrip().endswith(("{", "["))
        self._replace_via_keyboard("\n" + " " * indent, *self.selection)

    def action_leave_box(self) -> None:
        self.screen.focus_next("Button.chief")
