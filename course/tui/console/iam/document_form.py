"""Writing a policy as JSON; what is wrong with it is said while it is written, before AWS is asked.

Where the document is changed elsewhere meanwhile, the form shows it, unless the learner has begun to write.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual import on
from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import Static, TextArea

from course.reading.reader import Reader, RefusedError
from course.tui.console.changes import mark
from course.tui.console.form import FormPage
from course.tui.console.json_box import EMPTY, JSONBox
from sim.policy.document import Kind


class DocumentForm(FormPage):
    """A page with a policy to write. A subclass says what the document is for, and issues the line that saves it."""

    document_kind: Kind = "managed"
    """What the document is for; it decides what may stand in it."""

    @property
    def title(self) -> str:
        """The page's title: the last of its crumbs."""
        return self.crumbs[-1]

    @property
    def chief(self) -> str:
        """What the button that saves is called."""
        raise NotImplementedError

    _begun = ""

    def begin(self, _reader: Reader) -> str:
        """The text to begin with, as `reader` has it; raises RefusedError where it may not be read."""
        return EMPTY

    def boxes(self) -> Iterable[Widget]:
        """What stands above the document."""
        return ()

    def box(self, text: str) -> JSONBox:
        """The box that it is written in."""
        return JSONBox(text, self.document_kind)

    def others(self) -> Iterable[Widget]:
        """Further buttons, between Cancel and the one that saves."""
        return ()

    def fine(self, _text: str) -> str:
        """What to say of a document without a fault."""
        return "A policy that AWS can read."

    def save(self, document: str) -> None:
        """Issue the line that saves the document, which is on one line."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        yield Static(self._head, classes="title", markup=False)
        try:
            self._begun = text = self.begin(self.reader)
        except RefusedError as refusal:
            yield self.refused(refusal)
        else:
            yield from self.boxes()
            yield self.box(text)
            yield Static(id="verdict", classes="aside", markup=False)
        yield self.buttons(self.chief, *self.others())

    @property
    def _head(self) -> str:
        return self.title + mark(self.begin, self.was, self.reader)

    def on_mount(self) -> None:
        self.judge()

    def read_again(self) -> None:
        self.query_one(".title", Static).update(self._head)
        try:
            text = self.begin(self.reader)
        except RefusedError as refusal:
            self.refuse(self.told(refusal).removeprefix("✗ "))
            return
        before, self._begun = self._begun, text
        for box in self.query(JSONBox) if text != before else ():
            if box.text == before:
                box.text = text
            elif box.text != text:
                self.refuse("It was changed elsewhere meanwhile. Your text still stands here: saving it replaces that.")

    @on(TextArea.Changed)
    def judge(self) -> None:
        """Say whether the document is one that AWS can read."""
        for box in self.query(JSONBox):
            fault = box.fault
            said = f"✓ {self.fine(box.text)}" if fault is None else f"✗ {fault}"
            self.query_one("#verdict", Static).update(said)

    def go_on(self) -> None:
        for box in self.query(JSONBox):
            fault = box.fault
            if fault is None:
                self.save(box.one_line)
                return
            self.refuse(fault)
            box.go_to_fault()
