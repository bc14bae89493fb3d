"""S3's buckets, and the objects in one."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.widgets import Button, Static

from course.reading.commands import of
from course.reading.reader import Reader, day
from course.tui.console import words
from course.tui.console.fields import Row, TextInput, button
from course.tui.console.form import FormPage
from course.tui.console.list_page import ListPage
from course.tui.console.listing import Column, Entry
from course.tui.console.routes import Address, at


class BucketsPage(ListPage):
    """The account's buckets; enter opens one."""

    things = "bucket"
    more = "Enter, or a second click, opens the chosen bucket."

    @property
    def crumbs(self) -> tuple[str, ...]:
        return ("S3", self.word(words.BUCKETS))

    @property
    def command(self) -> str:
        return of("s3api", "list-buckets")

    def acts(self) -> Sequence[Button]:
        return [button(self.word(words.OPEN_BY_NAME), "open-bucket")]

    def columns(self) -> Sequence[Column]:
        return Column(self.word(words.BUCKET_NAME), 40), Column(self.word(words.DATE_CREATED), 12)

    def entries(self, reader: Reader) -> Sequence[Entry]:
        buckets = reader.call("list-buckets", "s3api")["Buckets"]
        return [Entry(each["Name"], (each["Name"], day(each["CreationDate"]))) for each in buckets]

    def opened(self, key: str) -> None:
        self.open("objects", key)

    def pressed(self, name: str) -> None:
        if name == "open-bucket":
            self.open("open-bucket")


class OpenBucketPage(FormPage):
    """The name of a bucket, for those who may not list them: in AWS it stands in the page's address."""

    @property
    def crumbs(self) -> tuple[str, ...]:
        return ("S3", self.word(words.BUCKETS), self.word(words.OPEN_BY_NAME))

    @property
    def above(self) -> Address | None:
        return at("buckets")

    def compose(self) -> ComposeResult:
        yield Static(self.word(words.OPEN_BUCKET), classes="title")
        yield Static(
            "For whoever may not list the buckets. In AWS the name is written into the address of the page.",
            classes="text",
        )
        yield Row(self.word(words.BUCKET_NAME), TextInput(name="bucket", placeholder="example-reports"))
        yield self.buttons(self.word(words.OPEN_OBJECT))

    def go_on(self) -> None:
        name = self.needed("bucket", "Which bucket? Its name is wanted.")
        if name is not None:
            self.issue(of("s3", f"ls s3://{name}"), self.finishing(f"The list of {name}.", at("objects", name)))


class ObjectsPage(ListPage):
    """The objects of a bucket; enter opens one."""

    things = "object"
    more = "Enter, or a second click, opens the chosen object."

    def __init__(self, bucket: str) -> None:
        super().__init__()
        self._bucket = bucket

    @property
    def crumbs(self) -> tuple[str, ...]:
        return ("S3", self.word(words.BUCKETS), self._bucket)

    @property
    def above(self) -> Address | None:
        return at("buckets")

    @property
    def command(self) -> str:
        return of("s3api", "list-objects-v2", bucket=self._bucket)

    def acts(self) -> Sequence[Button]:
        return [button(self.word(words.UPLOAD), "upload")]

    def columns(self) -> Sequence[Column]:
        return (
            Column(self.word(words.KEY), 34),
            Column(self.word(words.SIZE), 8),
            Column(self.word(words.LAST_MODIFIED), 16),
        )

    def entries(self, reader: Reader) -> Sequence[Entry]:
        answer = reader.call("list-objects-v2", "s3api", bucket=self._bucket)
        return [
            Entry(each["Key"], (each["Key"], f"{each['Size']} B", each["LastModified"][:16].replace("T", " ")))
            for each in answer.get("Contents", ())
        ]

    def opened(self, key: str) -> None:
        self.open("object", (self._bucket, key))

    def pressed(self, name: str) -> None:
        if name == "upload":
            self.open("upload", self._bucket)
