"""What every page of the console has in common."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, Literal

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Button, Input

from course.tui.console.fields import CodeBoxes, CodeInput, PhoneLine
from course.tui.console.reading import Reader
from course.tui.messages import PhoneWanted
from course.tui.widgets.phone import Phone
from sim.world import Outcome, World

if TYPE_CHECKING:
    from course.tui.console import Console

Then = Callable[[Outcome], None]
PageName = Literal["sign-in", "users", "user", "root", "assign", "manage"]


class Page(VerticalScroll, can_focus=False):
    """A page: it reads the account when mounted and whenever that may have changed, and issues command lines."""

    NAME: ClassVar[PageName]

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "phone('scan')", "scan"),
        Binding("c", "phone('copy')", "copy code"),
    ]

    user_name: str | None = None
    """The IAM user that the page is about."""

    wanting: CodeInput | None = None
    """The box that the next copied code goes into."""

    console: Console
    """The console that shows the page; it says so itself when it turns to the page."""

    @property
    def reader(self) -> Reader:
        return self.console.reader

    @property
    def world(self) -> World:
        world = self.console.world
        assert world is not None
        return world

    @property
    def crumbs(self) -> tuple[str, ...]:
        """The breadcrumb: where this page is."""
        raise NotImplementedError

    def parent_page(self) -> Page | None:
        """The page that escape leads to."""
        return None

    def read_again(self) -> None:
        """The account or the session changed: show what holds now, keeping what the learner typed."""

    def tick(self) -> None:
        """Time went on: follow the phone where the page has a line for it."""
        phones = self.screen.query(Phone)
        for line in self.query(PhoneLine):
            phone = phones.first()
            line.show(phone.device, phone.code)

    def leave(self) -> None:
        """Escape or Cancel: go to the page above."""
        above = self.parent_page()
        if above is not None:
            self.console.go(above)

    def focus_first(self, *, scroll_visible: bool = False) -> None:
        """Put the focus where the next act is: a box or list, else the chief button, else anything."""
        able = [widget for widget in self.query("*") if widget.focusable and widget.display]
        chosen = [widget for widget in able if not isinstance(widget, Button)] or [
            widget for widget in able if widget.has_class("chief")
        ]
        for widget in (chosen or able)[:1]:
            widget.focus(scroll_visible)

    def issue(self, line: str, then: Then | None = None) -> None:
        """Run a command line; `then` gets its Outcome."""
        self.console.issue(line, then)

    def say(self, text: str) -> None:
        """Show good news in the banner."""
        self.console.say(text)

    def refuse(self, text: str) -> None:
        """Show a refusal in the banner."""
        self.console.refuse(text)

    def replace_with(self, page: Page) -> None:
        """Show another page in place of this one, keeping the banner's words."""
        self.console.go(page, keep_banner=True)

    def take_code(self, code: str) -> bool:
        """Put a copied code into the box that waits for one; False when the page has none."""
        boxes = [box for box in self.query(CodeInput) if box.display]
        if not boxes:
            return False
        box = self.wanting if self.wanting in boxes else next((box for box in boxes if not box.code), boxes[0])
        assert box is not None
        box.value = code
        following = boxes[boxes.index(box) + 1 :]
        self.wanting = following[0] if following else None
        if self.console.has_focus_within:
            (following[0] if following else self._chief_button() or box).focus()
        return True

    def codes_ready(self, boxes: CodeBoxes) -> bool:
        """Whether both boxes hold six digits; if not, say so and go to the one that does not."""
        for box in boxes.query(CodeInput):
            if not box.complete:
                self.refuse("Each box takes a code of six digits.")
                box.focus()
                return False
        return True

    def action_phone(self, act: Literal["scan", "copy"]) -> None:
        self.post_message(PhoneWanted(act))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "phone":
            return hasattr(self, "qr_uri") if parameters == ("scan",) else bool(self.query(CodeInput))
        return True

    def _chief_button(self) -> Button | None:
        buttons = self.query("Button.chief").results(Button)
        return next(iter(buttons), None)

    def on_descendant_focus(self) -> None:
        focused = self.screen.focused
        if isinstance(focused, CodeInput):
            self.wanting = focused

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in a box leads to the next one, and from the last one submits the form."""
        event.stop()
        boxes = [box for box in self.query(Input) if box.display]
        following = boxes[boxes.index(event.input) + 1 :]
        if following:
            following[0].focus()
        else:
            self.submit()

    def submit(self) -> None:
        """Do what the page's chief button does."""
        chief = self._chief_button()
        if chief is not None:
            chief.press()
