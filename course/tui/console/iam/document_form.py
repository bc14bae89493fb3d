"""Writing a policy as JSON; what is wrong with it is said while it is written, before AWS is asked."""

from __future__ import annotations

from collections.abc import Iterable

from textual import on
from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import Static, TextArea

from course.tui.console.form import FormPage
from course.tui.console.json_box import EMPTY, JSONBox
from course.tui.console.reading import RefusedError
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

    def begin(self) -> str:
        """The text to begin with; raises RefusedError where it may not be read."""
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
        yield Static(self.title, classes="title", markup=False)
        try:
            text = self.begin()
        except RefusedError as refusal:
            yield self.refused(refusal)
        else:
            yield from self.boxes()
            yield self.box(text)
            yield Static(id="verdict", classes="aside", markup=False)
        yield self.buttons(self.chief, *self.others())

    def on_mount(self) -> None:
        self.judge()

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
