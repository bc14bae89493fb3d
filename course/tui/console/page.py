"""What every page of the console has in common."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, Literal

from textual import events
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Button, DataTable, Input, Static

from course.reading.reader import Reader, RefusedError, words_of
from course.tui.console.fields import Choice, CodeBoxes, CodeInput, PhoneLine
from course.tui.console.listing import Listing
from course.tui.console.routes import Address
from course.tui.console.word import Word, beside
from course.tui.in_turn import focus
from course.tui.keys.bindings import ACTING, in_prose
from course.tui.messages import DeviceWanted, PhoneWanted
from course.tui.phone.phone import Phone
from sim.world import Outcome, World

if TYPE_CHECKING:
    from course.tui.console import Console


def is_empty(widget: Widget) -> bool:
    """Whether it is the table of a listing without rows, in which there is nothing to do."""
    return isinstance(widget, DataTable) and isinstance(widget.parent, Listing) and widget.parent.is_empty


Then = Callable[[Outcome], None]

Spot = tuple[str | None, str | None]
"""Where somebody was on a page: the id or name of what had the focus, and the key of a table's chosen row."""


class Page(VerticalScroll, can_focus=False):
    """A page: it reads the account when mounted and whenever that may have changed, and issues command lines."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "phone('scan')", "scan", tooltip="The phone scans the console's QR code", id="scan", group=ACTING),
        Binding(
            "c",
            "phone('copy')",
            "copy code",
            tooltip="Put the phone's code into the console's box",
            id="copy-code",
            group=ACTING,
        ),
    ]

    user_name: str | None = None
    """The IAM user that the page is about."""

    chief_first: ClassVar[bool] = False
    """Whether the chief button is the next act, rather than a box or list."""

    wanting: CodeInput | None = None
    """The box that the next copied code goes into."""

    for_everybody = False
    """Whether the page needs no sign-in: it stays in view where one ends."""

    console: Console
    """The console that shows the page; it says so itself when it turns to the page."""

    _made_of: object = None
    _rows = 0

    address: Address
    """Where the page is found again."""

    @property
    def reader(self) -> Reader:
        """What the account says now."""
        return self.console.reader

    @property
    def was(self) -> Reader | None:
        """What the account said before its last change; None where nothing has changed yet."""
        before = self.console.before
        return None if before is None else Reader.of(before)

    def word(self, word: Word) -> str:
        """A word of the console in the words that the learner chose."""
        return word.of(self.console.era)

    def beside(self, *words: Word, gap: str = ", ") -> str:
        """What the other era calls these words; empty where both say the same."""
        return beside(self.console.era, *words, gap=gap)

    def choice(self, name: str, label: Word, about: str = "") -> Choice:
        """A radio button called `label`, the other era's word beside it."""
        return Choice(name, self.word(label), self.beside(label), about)

    def refused(self, refusal: RefusedError) -> Static:
        """A refusal in place of what may not be seen."""
        return Static(self.told(refusal), classes="refused", markup=False)

    def told(self, refusal: RefusedError) -> str:
        """A refusal, and what can be done then."""
        text = f"✗ {refusal.code}   {refusal.message}"
        if refusal.is_gone:
            return in_prose(f"{text}\nIt was deleted, or its making undone: press esc to go back.", self.console)
        return f"{text}\n{refusal.why} in the terminal." if refusal.why else text

    @property
    def world(self) -> World:
        world = self.console.world
        assert world is not None
        return world

    @property
    def crumbs(self) -> tuple[str, ...]:
        """The breadcrumb: where this page is."""
        raise NotImplementedError

    @property
    def above(self) -> Address | None:
        """The page that escape leads to."""
        return None

    def beyond(self, _world: World) -> object:
        """What the page shows that is no part of the account: when it is another one, the page is read again."""
        return None

    def device_wanted(self) -> DeviceWanted | None:
        """The phone or token that the page is about; None where it is about nobody's."""
        return DeviceWanted(self.user_name) if self.user_name is not None else None

    def reads(self) -> object:
        """What the page was made of: when it is another one, the page is made anew."""
        return None

    def on_mount(self) -> None:
        self._made_of = self.reads()

    def on_resize(self, _event: events.Resize) -> None:
        """A banner, the tutor's words or the window took rows: what has the focus stays in view, if it was."""
        before, self._rows = self._rows, self.outer_size.height
        focused = self.screen.focused
        if self._rows < before and focused is not None and self in focused.ancestors:
            place = focused.region.translate(-self.region.offset)
            if place.y >= 0 and place.bottom <= before and place.height <= self._rows:
                focused.scroll_visible(animate=False)

    def read_again(self) -> None:
        """The account or the session changed: show what holds now, keeping what the learner typed."""
        if self.reads() != self._made_of:
            self.console.make_anew()

    def tick(self) -> None:
        """Time went on: follow the phone where the page has a line for it."""
        phones = self.screen.query(Phone)
        for line in self.query(PhoneLine):
            phone = phones.first()
            line.show(phone.device, phone.code)

    def leave(self) -> None:
        """Escape or Cancel: go to the page above."""
        if self.above is not None:
            self.open(*self.above)

    def focus_first(self, *, scroll_visible: bool = False) -> None:
        """Put the focus where the next act is: a box or a list with rows, else the chief button, else anything."""
        able = self.able
        boxes = [widget for widget in able if not isinstance(widget, Button) and not is_empty(widget)]
        chief = [widget for widget in able if widget.has_class("chief")]
        acts = [widget for widget in able if isinstance(widget, Button) and not (widget.name or "").startswith("to-")]
        for widget in (*((*chief, *boxes) if self.chief_first else (*boxes, *chief)), *acts, *able)[:1]:
            focus(widget, scroll_visible)

    @property
    def able(self) -> list[Widget]:
        """What on the page can have the focus now, in order."""
        inside = [widget for widget in self.query("*") if widget.focusable]
        return [widget for widget in inside if all(each.display for each in widget.ancestors_with_self)]

    @property
    def spot(self) -> Spot:
        """Where one is on the page."""
        focused = self.screen.focused
        rows = (listing.chosen_key for listing in self.query(Listing))
        return (focused.id or focused.name if focused and self.has_focus_within else None), next(rows, None)

    def return_to(self, spot: Spot) -> None:
        """Go back to where one was, as far as that is still there."""
        name, row = spot
        for listing in self.query(Listing):
            listing.choose(row)
        for widget in self.query("*") if name is not None else ():
            if name in (widget.id, widget.name) and widget.focusable:
                focus(widget)

    def issue(self, line: str, then: Then | None = None) -> None:
        """Run a command line; `then` gets its Outcome."""
        self.console.issue(line, then)

    def say(self, text: str) -> None:
        """Show good news in the banner."""
        self.console.say(text)

    def refuse(self, text: str) -> None:
        """Show a refusal in the banner."""
        self.console.refuse(text)

    def open(self, name: str, about: tuple[str, ...] | str = (), *, keep_banner: bool = False) -> None:
        """Turn to the page of a name, about whatever it takes; `keep_banner` keeps what the banner says."""
        about = (about,) if isinstance(about, str) else about
        self.console.open(Address(name, about), keep_banner=keep_banner)

    def finish(self, text: str, address: Address | None = None) -> None:
        """Done: say so on the page at `address`, or on the one above."""
        target = address or self.above
        assert target is not None
        self.say(text)
        self.open(*target, keep_banner=True)

    def finishing(self, text: str, address: Address | None = None) -> Then:
        """What to do with the outcome of the page's last line: tell a refusal, else end with `text`."""

        def then(outcome: Outcome) -> None:
            if outcome.status:
                self.refuse(words_of(outcome))
                self.try_again()
            else:
                self.finish(text, address)

        return then

    def try_again(self) -> None:
        """After a refusal: go to the code boxes, or where the form begins."""
        for box in self.query(CodeInput).results(CodeInput):
            focus(box)
            return
        self.focus_first()

    def take_code(self, code: str) -> bool:
        """Put a copied code into the box that waits for one; False when the page has none.

        An empty box before that one comes first: of two codes the older stands above. Where none is empty or waits, the
        codes begin anew.
        """
        boxes = [box for box in self.query(CodeInput) if box.display]
        if not boxes:
            return False
        wanting = boxes.index(self.wanting) if self.wanting in boxes else len(boxes)
        box = next((box for box in boxes[:wanting] if not box.code), boxes[wanting % len(boxes)])
        for older in boxes[1:] if wanting == len(boxes) and box.code else ():
            older.value = ""
        box.value = code
        following = boxes[boxes.index(box) + 1 :]
        self.wanting = following[0] if following else None
        if self.console.has_focus_within:
            focus(following[0] if following else self._chief_button() or box)
        return True

    def codes_ready(self, boxes: CodeBoxes) -> bool:
        """Whether both boxes hold six digits; if not, say so and go to the one that does not."""
        for box in boxes.query(CodeInput):
            if not box.complete:
                self.refuse("Each box takes a code of six digits.")
                focus(box)
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
        boxes = [box for box in self.query("Input, TextArea") if box.display]
        if event.input not in boxes:
            return  # the page is being made anew, without that box
        following = boxes[boxes.index(event.input) + 1 :]
        if following:
            focus(following[0])
        else:
            self.submit()

    def submit(self) -> None:
        """Do what the page's chief button does."""
        chief = self._chief_button()
        if chief is not None:
            chief.press()
