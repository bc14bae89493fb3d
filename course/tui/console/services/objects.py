"""An object of S3: read as text, put, deleted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from course.reading.commands import of, quoted
from course.reading.reader import Reader, words_of
from course.tui.console import facts, words
from course.tui.console.details_page import DetailsPage
from course.tui.console.facts import Fact
from course.tui.console.fields import Buttons, Row, TextInput, button
from course.tui.console.form import FormPage
from course.tui.console.home import Ways
from course.tui.console.routes import Address, at
from sim.world import Outcome


class ObjectPage(DetailsPage):
    """What is told of an object; opening it fetches its content, which is a call of its own."""

    chief_first = True

    def __init__(self, bucket: str, key: str) -> None:
        super().__init__()
        self._bucket, self._key = bucket, key

    @property
    def crumbs(self) -> tuple[str, ...]:
        return ("S3", self._bucket, self._key)

    @property
    def above(self) -> Address | None:
        return at("objects", self._bucket)

    @property
    def command(self) -> str:
        return of("s3api", "head-object", bucket=self._bucket, key=self._key)

    @property
    def _place(self) -> str:
        return quoted(f"s3://{self._bucket}/{self._key}")

    def head(self) -> Iterable[Widget]:
        yield Static(self._key, classes="title", markup=False)
        yield Buttons(
            button(self.word(words.DELETE_OBJECT), "delete"), button(self.word(words.OPEN_OBJECT), "open", chief=True)
        )

    def details(self) -> Sequence[Widget]:
        return facts.rows(self._facts, self.reader, self.was)

    def _facts(self, reader: Reader) -> Sequence[Fact]:
        told = reader.call("head-object", "s3api", bucket=self._bucket, key=self._key)
        return [
            (self.word(words.SIZE), f"{told['ContentLength']} B"),
            (self.word(words.TYPE), told.get("ContentType", "-")),
            (self.word(words.LAST_MODIFIED), told["LastModified"]),
        ]

    def pressed(self, name: str) -> None:
        if name == "open":
            self.issue(f"aws s3 cp {self._place} -", self._fetched)
        elif name == "delete":
            question, about = f"{self.word(words.DELETE_OBJECT)} {self._key}?", "Its content is gone then."
            done = f"{self._key} was deleted."
            self.open("confirm", (question, about, f"aws s3 rm {self._place}", done, "objects", self._bucket))

    def _fetched(self, outcome: Outcome) -> None:
        if outcome.status:
            self.refuse(words_of(outcome))
            return
        for pane in self.query(".content"):
            pane.remove()
        text = Static(outcome.output or "(empty)", classes="document", markup=False)
        self.mount(VerticalScroll(text, classes="document-pane content"), before=self.query_one(Ways))


class UploadPage(FormPage):
    """A text that becomes an object."""

    def __init__(self, bucket: str) -> None:
        super().__init__()
        self._bucket = bucket

    @property
    def crumbs(self) -> tuple[str, ...]:
        return ("S3", self._bucket, self.word(words.UPLOAD))

    @property
    def above(self) -> Address | None:
        return at("objects", self._bucket)

    def compose(self) -> ComposeResult:
        yield Static(f"{self.word(words.UPLOAD)} to {self._bucket}", classes="title", markup=False)
        yield Static("One line of text, kept as a file first. An object of that key is replaced.", classes="text")
        yield Row(self.word(words.KEY), TextInput(name="key", placeholder="notes/today.txt"))
        yield Row(self.word(words.TEXT), TextInput(name="text"))
        yield self.buttons(self.word(words.UPLOAD))

    def go_on(self) -> None:
        key = self.needed("key", "Under which key? As notes/today.txt.")
        if key is None:
            return
        file = quoted(key.rpartition("/")[2] or "upload.txt")
        line = f"echo {quoted(self.value('text'))} > {file} && aws s3 cp {file} {quoted(f's3://{self._bucket}/{key}')}"
        self.issue(line, self.finishing(f"{key} is in {self._bucket}."))
