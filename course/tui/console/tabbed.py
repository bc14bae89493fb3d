"""Pages with tabs: a title, what is said of all of it, and one tab's contents at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Button, Static

from course.reading.reader import Reader, RefusedError, before
from course.tui.console.changes import mark
from course.tui.console.fields import AsCommand
from course.tui.console.home import HomePage, Ways
from course.tui.console.listing import Entry, Listing
from course.tui.console.page import is_empty
from course.tui.console.routes import Address
from course.tui.console.tabs import TabRow
from course.tui.console.word import Word
from course.tui.in_turn import focus


class Tab(Vertical):
    """What stands below the tabs of a page. It reads by the page's reader and acts through the page."""

    def __init__(self, page: TabbedPage) -> None:
        super().__init__()
        self.page = page

    @property
    def subject(self) -> str:
        """The name, or ARN, of what the page is about."""
        return self.page.subject

    def word(self, word: Word) -> str:
        """A word of the console in the words that the learner chose."""
        return self.page.word(word)

    @property
    def command(self) -> str:
        """The command line that tells what the tab shows."""
        raise NotImplementedError

    def parts(self) -> Sequence[Widget]:
        """The tab's contents as the account is now; raises RefusedError."""
        raise NotImplementedError

    def pressed(self, name: str) -> None:
        """A button of the tab was pressed."""

    def opened(self, key: str) -> None:
        """A row of the tab's table was chosen."""

    def on_mount(self) -> None:
        self.mount(*self._parts())

    def read_again(self) -> None:
        """Show what holds now; the focus stays on the control that it was on, where that is still there."""
        focused = self.screen.focused if self.has_focus_within else None
        name = focused.id if focused is not None else None
        self.remove_children()
        self.mount(*self._parts())
        if focused is not None:
            self.call_after_refresh(self._focus, name)

    def _parts(self) -> Sequence[Widget]:
        try:
            return self.parts()
        except RefusedError as refusal:
            return [self.page.refused(refusal)]

    def _focus(self, name: str | None) -> None:
        found = [widget for widget in self.query("*") if widget.focusable and widget.id == name and name is not None]
        if found:
            focus(found[0])
        else:
            self.page.focus_first()


class ListTab(Tab):
    """A tab that is a table, with buttons above it. What was sorted and filtered stays so."""

    more = ""
    """A sentence to stand below the rows."""

    nothing = ""
    """A sentence in the place of the rows where there are none."""

    def listing(self) -> Listing:
        """The table, empty."""
        raise NotImplementedError

    def acts(self) -> Sequence[Widget]:
        """What stands above the table."""
        return ()

    def entries(self, reader: Reader) -> Sequence[Entry]:
        """The table's rows as `reader` has them; raises RefusedError."""
        raise NotImplementedError

    def earlier(self) -> Reader | None:
        """Whose rows those in view are compared with, to mark what is another; None marks nothing."""
        return self.page.was

    def fill(self, listing: Listing) -> None:
        """Show the rows; raises RefusedError."""
        was = before(self.entries, self.earlier())
        listing.show(self.entries(self.page.reader), was, self.more, nothing=self.nothing)

    def parts(self) -> Sequence[Widget]:
        listing = self.listing()
        self.fill(listing)
        return [*self.acts(), listing]

    def read_again(self) -> None:
        for listing in self.query(Listing):
            try:
                self.fill(listing)
            except RefusedError:
                break
            return
        super().read_again()


class TabbedPage(HomePage):
    """A page whose contents are tabs."""

    TABS: ClassVar[Mapping[str, tuple[Word, type[Tab]]]]
    """The tabs by name: the label, and the class of the contents."""

    def __init__(self, name: str, tab: str = "") -> None:
        """About the thing called `name`; the `tab` to begin with is the first if it is left out."""
        super().__init__()
        self.subject = name
        self._begin = tab or next(iter(self.TABS))

    @property
    def tab(self) -> str:
        """The name of the tab in view."""
        rows = self.query(TabRow)
        return rows.first().tab if rows else self._begin

    @property
    def command(self) -> str:
        return self.TABS[self.tab][1](self).command

    def about(self, reader: Reader) -> str:
        """The line below the title; raises RefusedError where the thing cannot be read, or is gone."""
        raise NotImplementedError

    def document(self, reader: Reader) -> object:
        """The policy document that a tab shows, whose change is marked too; raises RefusedError."""

    def compose(self) -> ComposeResult:
        yield Static(self.subject, classes="title", markup=False)
        yield Static(classes="aside about", markup=False)
        yield TabRow({name: self.word(label) for name, (label, _) in self.TABS.items()}, self._begin)
        yield Vertical(classes="details")
        yield Ways(self)

    def on_mount(self) -> None:
        self._say_about()
        self.query_one(".details", Vertical).mount(self.TABS[self._begin][1](self))

    @on(TabRow.Turned)
    async def turned(self, message: TabRow.Turned) -> None:
        message.stop()
        self.address = Address(self.address.name, (self.subject, message.name))
        self.query_one(AsCommand).show(self.command)
        holder = self.query_one(".details", Vertical)
        await holder.remove_children()
        await holder.mount(self.TABS[message.name][1](self))

    def read_again(self) -> None:
        if self._say_about():
            for tab in self.query(Tab):
                tab.read_again()

    def _say_about(self) -> bool:
        try:
            changes = mark(self.about, self.was, self.reader) or mark(self.document, self.was, self.reader)
            text, refused = f"{self.about(self.reader)}{changes}", False
        except RefusedError as refusal:
            text, refused = self.told(refusal), True
        said, shown = self.query_one(".about", Static), (self.query_one(TabRow), self.query_one(".details", Vertical))
        said.update(text)
        said.set_class(refused, "refused")
        had_focus = any(part.has_focus or part.has_focus_within for part in shown)
        for part in shown:
            part.display = not refused
        if refused and had_focus:
            self.call_after_refresh(self.focus_first)
        return not refused

    def focus_first(self, *, scroll_visible: bool = False) -> None:
        """The chief act of the tab, or what can be chosen there."""
        able = self.able
        inside = [widget for widget in able if any(isinstance(part, Tab) for part in widget.ancestors)]
        chief = [widget for widget in inside if widget.has_class("chief")]
        others = [widget for widget in inside if not isinstance(widget, Button) and not is_empty(widget)]
        for widget in (*chief, *others, *inside, *able)[:1]:
            focus(widget, scroll_visible)

    def pressed(self, name: str) -> None:
        for tab in self.query(Tab):
            tab.pressed(name)

    @on(Listing.Opened)
    def row_opened(self, message: Listing.Opened) -> None:
        message.stop()
        for tab in self.query(Tab):
            tab.opened(message.key)
