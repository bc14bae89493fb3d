"""The simulated AWS console: a header, a banner and one page at a time."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input, Static

from course.reading.reader import Peek, Reader
from course.reading.session import SignedIn, role_taken, session_expired, signed_in, waiting
from course.tui.console import routes
from course.tui.console.check_boxes import CheckBoxes
from course.tui.console.crumbs import Crumbs
from course.tui.console.fields import RadioButtons
from course.tui.console.page import Page, Spot, Then
from course.tui.console.routes import Address
from course.tui.console.word import Era
from course.tui.keys.bindings import ACTING, MOVING
from course.tui.messages import CommandIssued, PageChanged, PhoneWanted
from course.tui.phone.phone import Phone
from sim.account import Account
from sim.world import Outcome, World

Watched = tuple[Account, object, str | None, SignedIn | None, object]


class Console(Widget):
    """Shows the account to whoever is signed in. `peek` runs read-only lines; every act is a CommandIssued message.

    Set `world` as often as you like: pages are read again only when the account or the sign-in changed.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "tab", "app.focus_next", "on", tooltip="On to the next button, box or list", id="console-on", group=MOVING
        ),
        Binding(
            "escape", "leave", "back", key_display="esc", tooltip="The page above", id="console-back", group=MOVING
        ),
        Binding("q", "qr", "QR code", tooltip="The QR code in the whole window", id="qr", group=ACTING),
    ]

    world: reactive[World | None] = reactive(None, init=False, always_update=True, repaint=False)
    era: reactive[Era] = reactive[Era]("video", init=False, repaint=False)
    """Whose words the pages speak; where it changes, the page in view is made anew with what was typed."""

    def __init__(self, peek: Peek, era: Era = "video", **options: Any) -> None:
        super().__init__(**options)
        self.set_reactive(Console.era, era)
        self.reader = Reader(peek)
        self.before: World | None = None
        """The world before the account's last change; None where nothing has changed yet."""
        self.written = 0
        """How many events the last act that is in the trail wrote there."""
        self._noticed: World | None = None
        self._typed: dict[str, str] = {}
        self._chosen: list[int] = []
        self._ticked: frozenset[str] | None = None
        self.page: Page | None = None
        self._left: dict[Address, Spot] = {}
        self._back = False
        self._waiting: tuple[Page | None, Then | None] = (None, None)
        self._focus_wanted = False
        self._seen: Watched | None = None
        self._beyond: object = None

    def compose(self) -> ComposeResult:
        with Horizontal(id="console-header"):
            yield Crumbs(id="console-crumbs")
            yield Static(id="console-account", markup=False)
        yield Static(id="console-banner", markup=False)
        yield Vertical(id="console-body")

    def on_mount(self) -> None:
        if self.world is not None:
            self._notice(self.world)

    def watch_world(self, world: World | None) -> None:
        if world is not None and self.is_mounted:
            self._notice(world)
            self.follow_phone()

    def follow_phone(self) -> None:
        """The phone in view changed: the page may say what it shows."""
        if self.page is not None and self.page.is_mounted:
            self.page.tick()

    def watch_era(self) -> None:
        self.make_anew()

    def make_anew(self) -> None:
        """Show the page in view once more, with what was typed and chosen on it."""
        if self.page is not None:
            self._typed = {box.name: box.value for box in self.page.query(Input) if box.name}
            for document in self.page.query("JSONBox"):
                self._typed["json"] = cast(Any, document).text
            self._chosen = [radio.chosen for radio in self.page.query(RadioButtons)]
            self._ticked = frozenset(name for boxes in self.page.query(CheckBoxes) for name in boxes.ticked)
            self.open(self.page.address, keep_banner=True)

    def open(self, address: Address, *, keep_banner: bool = False) -> None:
        """Turn to the page at an address."""
        if self._is_going:
            return
        if not keep_banner:
            self.say("")
        before = self.page
        if before is not None and before.is_mounted:
            self._left[before.address] = before.spot
        self._back = before is not None and address in (before.above, before.address)
        self.page = routes.page(address)
        self.page.console = self
        self._beyond = self.page.beyond(self.world) if self.world is not None else None
        self.call_next(self._turn_to_page)

    async def _turn_to_page(self) -> None:
        """Mount the page. One page is mounted to its end before the next comes: none is taken away half built."""
        page = self.page
        if page is None or page.is_attached or self._is_going:
            return
        body = self.query_one("#console-body", Vertical)
        with self.app.batch_update():
            before = list(body.children)
            await body.mount(page)
            if self._is_going:
                return
            typed, self._typed = self._typed, {}
            chosen, ticked = self._chosen, self._ticked
            self._chosen, self._ticked = [], None
            for box in page.query(Input):
                box.value = typed.get(box.name or "", box.value)
            for document in page.query("JSONBox") if "json" in typed else ():
                cast(Any, document).text = typed["json"]
            for radio, number in zip(page.query(RadioButtons), chosen, strict=False):
                radio.chosen = min(number, len(radio.choices) - 1)
            if ticked is not None:
                for boxes in page.query(CheckBoxes):
                    boxes.ticked = ticked & frozenset(boxes.names)
            if page is self.page and (self._focus_wanted or self.has_focus_within):
                # Before the old page goes and takes the focus along: keys pressed meanwhile are for the new one. Who
                # has gone to another part meanwhile stays there.
                self._focus_wanted = False
                page.focus_first()
                if self._back and page.address in self._left:
                    page.return_to(self._left[page.address])
            await body.remove_children(before)
        page.call_after_refresh(self._announce, page)

    @property
    def _is_going(self) -> bool:
        """Whether the screen was left: its parts are taken away one after another, and some are gone already."""
        return not self.is_attached or self.screen not in self.app.screen_stack

    def resume(self) -> None:
        """Go on where an earlier sitting was left in the middle of a wizard."""
        from course.tui.console.start import unfinished_page

        address = unfinished_page(self.world, self.reader) if self.world else None
        if address is not None:
            self.open(address)

    def answered(self, outcome: Outcome) -> None:
        """Take the Outcome of a line that this console issued."""
        page, then = self._waiting
        self.world = outcome.world
        self._waiting = (None, None)
        if then is not None and page is self.page:
            then(outcome)
        if page is not None and page is self.page and page.is_mounted:
            page.read_again()

    def take_code(self, code: str) -> bool:
        """Put a code copied from a phone into the box that wants it; False when no box does."""
        return self.page.take_code(code) if self.page else False

    def issue(self, line: str, then: Then | None) -> None:
        """Post a command line; `then` gets the Outcome that comes back."""
        self._waiting = (self.page, then)
        self.say("")
        self.post_message(CommandIssued(line))

    def say(self, text: str) -> None:
        """Show good news, or with an empty text nothing."""
        self._banner(f"✓ Success   {text}" if text else "", bad=False)

    def refuse(self, text: str) -> None:
        """Show a refusal."""
        self._banner(f"✗ Error   {text}", bad=True)

    def focus(self, scroll_visible: bool = True) -> Console:
        page = self.page
        if page is not None:
            if page.is_mounted:
                page.focus_first(scroll_visible=scroll_visible)
            else:
                self._focus_wanted = True
        return self

    @on(Crumbs.Clicked)
    def action_leave(self) -> None:
        if self.page is not None:
            self.page.leave()

    def action_qr(self) -> None:
        uri = self.qr_uri
        if uri is not None:
            from course.tui.widgets.qr_code import QrScreen

            scans = any(phone.check_action("scan", ()) for phone in self.screen.query(Phone))
            self.app.push_screen(QrScreen(uri, scans=scans), self._qr_left)

    def _qr_left(self, scan: bool | None) -> None:
        if scan:
            self.post_message(PhoneWanted("scan"))

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        if action == "qr":
            return self.qr_uri is not None
        if action == "leave":
            return self.page is not None and self.page.above is not None
        return True

    def wants(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Whether the page in view has a use for the phone, or a QR code to show."""
        if action == "qr":
            return self.qr_uri is not None
        return self.page is not None and bool(self.page.check_action(action, parameters))

    @property
    def qr_uri(self) -> str | None:
        """The otpauth URI that the page in view shows as a QR code."""
        return getattr(self.page, "qr_uri", None)

    def _notice(self, world: World) -> None:
        user = signed_in(world)
        half_done = waiting(world)
        role = role_taken(world)
        seen = (world.account, world.sessions, role, user, half_done and replace(half_done, time=0))
        before, self._seen = self._seen, seen
        if before is not None and before[0] is not seen[0] and self._noticed is not None:
            # Whoever signs in anew sees other things than those before: nothing of that has changed.
            self.before = self._noticed if before[2:4] == seen[2:4] else None
        if self._noticed is not None and len(world.trail) != len(self._noticed.trail):
            self.written = max(0, len(world.trail) - len(self._noticed.trail))
        self._noticed = world
        if before is None or before[2:4] != seen[2:4]:
            self._head(user, world)
        if before is not None and before[3:] == seen[3:]:
            changed = before[0] is not seen[0] or before[1] is not seen[1] or before[2] != seen[2]
            beyond, self._beyond = self._beyond, self.page.beyond(world) if self.page is not None else None
            if self.page is not None and self._waiting[1] is None and (changed or beyond != self._beyond):
                self.say("")
                if self.page.is_mounted:
                    self.page.read_again()
            return
        ended = before is not None and user in (None, before[3]) and half_done is None
        if ended and self.page is not None and self.page.for_everybody:
            self.say("")
            if self.page.is_mounted:
                self.page.read_again()
            return
        self.open(self._start_page(), keep_banner=self._waiting[1] is not None)
        self._left.clear()  # whoever signs in anew was on no page yet
        if session_expired(world):
            self.refuse("Your session has expired. Sign in again.")

    def _start_page(self) -> Address:
        from course.tui.console.start import start_page

        assert self.world is not None
        return start_page(self.world, self.reader)

    def _head(self, user: SignedIn | None, world: World) -> None:
        number = world.account.account_id
        account = f"{number[:4]}-{number[4:8]}-{number[8:]}"
        who = f"{user.name}{' (MFA)' if user.mfa else ''} · {account}" if user else "not signed in"
        role = role_taken(world)
        if user and role:
            who = f"role {role} (of {user.name}) · {account}"
        self.query_one("#console-account", Static).update(who)

    def _banner(self, text: str, *, bad: bool) -> None:
        banner = self.query_one("#console-banner", Static)
        banner.update(text)
        banner.display = bool(text)
        banner.set_class(bad, "-bad")

    def _announce(self, page: Page) -> None:
        for crumbs in self.query(Crumbs) if page is self.page and page.is_attached else ():
            crumbs.show(page.crumbs)
            page.tick()
            self.refresh_bindings()
            self.post_message(PageChanged(page.address.name, page.crumbs))
            if (wanted := page.device_wanted()) is not None:
                self.post_message(wanted)
