"""A user's access keys: made, made inactive, deleted."""

from __future__ import annotations

import json
from collections.abc import Sequence

from textual.app import ComposeResult
from textual.widgets import Button, Static

from course.reading.commands import aws
from course.reading.reader import Reader, RefusedError, attempt, words_of
from course.tui.console import words
from course.tui.console.fields import Row, button
from course.tui.console.form import FormPage
from course.tui.console.iam.of_user import OfUserPage
from course.tui.console.list_page import ListPage
from course.tui.console.listing import Column, Entry
from course.tui.console.routes import Address, at
from sim.world import Outcome


class CreateAccessKeyPage(OfUserPage, FormPage):
    """Makes a key and shows its secret, which AWS shows this once."""

    act = words.CREATE_ACCESS_KEY

    def __init__(self, user_name: str, key_id: str = "", secret: str = "") -> None:
        """`key_id` and `secret` are those of the key that was made here."""
        super().__init__(user_name)
        self._made = key_id, secret

    def reads(self) -> bool:
        """Whether the key that was made here is there: undo takes it back."""
        keys = attempt(lambda: self.reader.access_keys(self.user_name))
        return any(key_id == self._made[0] for key_id, _, _ in (() if isinstance(keys, RefusedError) else keys))

    def compose(self) -> ComposeResult:
        yield Static(f"{self.word(words.CREATE_ACCESS_KEY)} for {self.user_name}", classes="title", markup=False)
        yield Static(
            "Programs sign with it, without any MFA device. The secret is shown now and never again.",
            classes="text",
        )
        key_id, secret = self._made if self.reads() else ("", "")
        if key_id:
            yield Row(self.word(words.ACCESS_KEY_ID), key_id)
            yield Row(self.word(words.SECRET_ACCESS_KEY), secret)
        yield self.buttons(self.word(words.DONE) if key_id else self.word(words.CREATE_ACCESS_KEY))

    def go_on(self) -> None:
        if self.reads():
            self.leave()
        else:
            self.issue(aws("create-access-key", user_name=self.user_name, output="json"), self._answered)

    def _answered(self, outcome: Outcome) -> None:
        if outcome.status:
            self.refuse(words_of(outcome))
            return
        made = json.loads(outcome.output)["AccessKey"]
        self.say("The key was made. Keep the secret where no other can read it.")
        about = (self.user_name, made["AccessKeyId"], made["SecretAccessKey"])
        self.open("create-access-key", about, keep_banner=True)


class AccessKeysPage(OfUserPage, ListPage):
    """A user's keys; enter on one leads to what can be done with it."""

    act = words.ACCESS_KEYS

    things = "access key"
    more = "Enter, or a second click, leads to what can be done with the chosen key: make it inactive, or delete it."

    @property
    def command(self) -> str:
        return aws("list-access-keys", user_name=self.user_name)

    def columns(self) -> Sequence[Column]:
        return (
            Column(self.word(words.ACCESS_KEY_ID), 22),
            Column(self.word(words.STATUS), 9),
            Column(self.word(words.CREATED), 10),
            Column(self.word(words.LAST_USED), 24),
        )

    def entries(self, reader: Reader) -> Sequence[Entry]:
        return [
            Entry(key_id, (key_id, status, since, _last_used(reader, key_id)))
            for key_id, status, since in reader.access_keys(self.user_name)
        ]

    def opened(self, key: str) -> None:
        self.open("access-key", (self.user_name, key))


class AccessKeyPage(FormPage):
    """One key: inactive it opens nothing and can be made active again; deleted it is gone."""

    def __init__(self, user_name: str, access_key_id: str) -> None:
        super().__init__()
        self.user_name: str = user_name
        self._key_id = access_key_id

    @property
    def crumbs(self) -> tuple[str, ...]:
        return ("IAM", self.word(words.USERS), self.user_name, self.word(words.ACCESS_KEYS), self._key_id)

    @property
    def above(self) -> Address | None:
        return at("access-keys", self.user_name)

    def reads(self) -> str | RefusedError | None:
        """The key's status; None where it is gone."""
        keys = attempt(lambda: self.reader.access_keys(self.user_name))
        if isinstance(keys, RefusedError):
            return keys
        return next((status for key_id, status, _ in keys if key_id == self._key_id), None)

    def compose(self) -> ComposeResult:
        yield Static(f"{self._key_id} of {self.user_name}", classes="title", markup=False)
        status = self.reads()
        if not isinstance(status, str):
            gone = RefusedError("NoSuchEntity", f"The Access Key with id {self._key_id} cannot be found.")
            yield self.refused(status or gone)
            yield self.back()
            return
        active = status == "Active"
        yield Row(self.word(words.STATUS), status)
        yield Static(
            "An inactive key opens nothing, and can be made active again: the first thing to do with a key that "
            "leaked. A deleted one cannot come back.",
            classes="text",
        )
        switch = self.word(words.MAKE_INACTIVE if active else words.MAKE_ACTIVE)
        yield self.buttons(switch, button(self.word(words.DELETE_KEY), "delete"), name="switch")

    def go_on(self) -> None:
        other = "Inactive" if self.reads() == "Active" else "Active"
        line = aws("update-access-key", user_name=self.user_name, access_key_id=self._key_id, status=other)
        self.issue(line, self.finishing(f"{self._key_id} is {other.lower()} now."))

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Beside what every form does."""
        if event.button.name == "delete":
            line = aws("delete-access-key", user_name=self.user_name, access_key_id=self._key_id)
            about = "Programs that sign with it stop working, for good."
            done = f"{self._key_id} was deleted."
            back = ("access-keys", self.user_name)
            self.open("confirm", (f"{self.word(words.DELETE_KEY)} {self._key_id}?", about, line, done, *back))


def _last_used(reader: Reader, key_id: str) -> str:
    used = attempt(lambda: reader.call("get-access-key-last-used", access_key_id=key_id)["AccessKeyLastUsed"])
    if isinstance(used, RefusedError):
        return "?"
    date = used.get("LastUsedDate")
    return f"{date[:10]} {used['ServiceName']}" if date else "never"
