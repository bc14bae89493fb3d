"""Writing a policy: a box for JSON that says what is wrong, on which line and what was expected, before AWS is asked."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static, TextArea

from course.tui.console.form import FormPage
from course.tui.keys import MOVING
from sim.policy.document import Kind, PolicyError, parse

EXAMPLE = """\
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "",
      "Resource": ""
    }
  ]
}"""
"""What a new policy begins with."""


class JsonBox(TextArea):
    """A box for JSON of many lines. Enter keeps the indent; tab goes on from the box, and so does escape."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape", "leave_box", "leave the box", key_display="esc",
            id="json.leave", tooltip="Leave the box; what is in it stays", group=MOVING,
        ),
    ]  # fmt: skip

    class Left(Message):
        """The learner wants out of the box."""

    def __init__(self, text: str, **options: Any) -> None:
        super().__init__(text, show_line_numbers=True, soft_wrap=True, tab_behavior="focus", **options)

    def action_leave_box(self) -> None:
        self.post_message(self.Left())

    def go_to_line(self, line: int) -> None:
        """Put the cursor at the start of a line, counted from 1."""
        self.focus()
        self.move_cursor((min(max(line, 1), self.document.line_count) - 1, 0))

    async def _on_key(self, event: events.Key) -> None:
        if event.key != "enter" or self.read_only:
            await super()._on_key(event)
            return
        event.stop()
        event.prevent_default()
        line = self.document.get_line(self.cursor_location[0])[: self.cursor_location[1]]
        indent = " " * (len(line) - len(line.lstrip(" ")) + (2 if line.rstrip().endswith(("{", "[")) else 0))
        self._replace_via_keyboard(f"\n{indent}", *self.selection)


class DocumentForm(FormPage):
    """A page with a policy to write. A subclass says what the document is for, and the line that saves it."""

    kind: Kind = "managed"
    """What the document is for; it decides what may stand in it."""

    chief = "Save"
    """What the chief button is called."""

    def title(self) -> str:
        """The page's title."""
        return self.crumbs[-1]

    def begin(self) -> str:
        """The text that the box begins with; raises RefusedError where it cannot be read."""
        return EXAMPLE

    def boxes(self) -> ComposeResult:
        """What stands above the policy: other boxes of the form."""
        yield from ()

    def below(self) -> list[Widget]:
        """What stands between the policy and the buttons."""
        return []

    def save(self, document: str) -> None:
        """Issue the line that saves the document, which is a policy, on one line."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        from course.tui.console.reading import RefusedError

        yield Static(self.title(), classes="title", markup=False)
        try:
            text = self.begin()
        except RefusedError as refusal:
            yield self.refused(refusal)
            yield self.buttons(self.chief)
            return
        yield from self.boxes()
        yield JsonBox(text, name="document")
        yield Static(id="verdict", classes="aside", markup=False)
        yield from self.below()
        yield self.buttons(self.chief)

    def on_mount(self) -> None:
        self._judge()

    @property
    def document(self) -> str:
        """The text in the box."""
        return "".join(box.text for box in self.query(JsonBox))

    @on(TextArea.Changed)
    def changed(self) -> None:
        self._judge()

    @on(JsonBox.Left)
    def box_left(self, message: JsonBox.Left) -> None:
        message.stop()
        button = self._chief_button()
        if button is not None:
            button.focus()

    def go_on(self) -> None:
        error = problem(self.document, self.kind)
        if error is None:
            self.save(one_line(self.document))
            return
        self.refuse(in_words(error))
        for box in self.query(JsonBox):
            box.go_to_line(error.line or 1)

    def _judge(self) -> None:
        error = problem(self.document, self.kind)
        for said in self.query("#verdict").results(Static):
            said.update("✓ A policy that AWS can read." if error is None else f"✗ {in_words(error)}")
            said.set_class(error is not None, "refused")


def problem(text: str, kind: Kind) -> PolicyError | None:
    """Why a text is no policy of that kind; None where it is one."""
    try:
        parse(text, kind)
    except PolicyError as error:
        return error
    return None


def in_words(error: PolicyError) -> str:
    """A mistake in a policy: the line, what was expected there, and what AWS itself would say."""
    where = f"Line {error.line}: " if error.line is not None else ""
    what = f"{error.detail}. " if error.detail else ""
    said = error.message if error.message.endswith((".", "!")) else f"{error.message}."
    return f"{where}{what}AWS would say: {said}"


def one_line(text: str) -> str:
    """A JSON text without its line ends: JSON has none within strings."""
    return re.sub(r"\s*\n\s*", " ", text.strip()).replace("{ ", "{").replace(" }", "}") if _safe(text) else text


def _safe(text: str) -> bool:
    """Whether no string of the text has a brace beside a blank."""
    return not re.search(r'"[^"\n]*(?:\{ | \})[^"\n]*"', text)
