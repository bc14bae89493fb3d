"""The phones and tokens in the room: one in view, the others a key away."""

from __future__ import annotations

import shlex
from typing import Any, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.reactive import reactive
from textual.style import Style

from course.tui.keys.bindings import ACTING, MOVING, in_prose
from course.tui.messages import CodePicked, CommandIssued
from course.tui.phone.clickable import DOES, chooser, working_keys
from course.tui.phone.holding import Holding
from course.tui.phone.phone_face import TALL_HEIGHT, Face, draw
from course.tui.phone.room import Device, devices, fitting_devices, followed
from course.tui.widgets.lines import Lines
from sim.clock import SECOND
from sim.world import World

LIT_FOR = 30 * SECOND
"""How long a token's display shows a code once its button was pressed, as service time: chosen here, makers differ."""

_CHOOSER_ROWS = 6
"""With fewer rows than this the title alone says which device is in view."""

_PAINTED = {"body", "display", "tab", "tab-chosen"}
"""The parts with a background of their own; the others are ink on the body."""


class Phone(Lines, can_focus=True):
    """Shows a device of somebody in the room, with its live codes. Set `world` as often as you like."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"phone--{part}"
        for part in (
            "body",
            "edge",
            "title",
            "clock",
            "issuer",
            "label",
            "code",
            "display",
            "bar",
            "faint",
            "warning",
            "chosen",
            "tab",
            "tab-chosen",
        )
    }

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "scan", "scan", tooltip="Scan the QR code on the screen", id="scan", group=ACTING),
        Binding(
            "c", "copy", "copy code", tooltip="Put this code into the box that wants it", id="copy-code", group=ACTING
        ),
        Binding(
            "enter", "use", show=False, tooltip="Press a token's button; put the code into the box", id="use",
            group=ACTING,
        ),
        Binding("v", "ahead", "next code", tooltip="Show the code that comes next, too", id="code-ahead", group=ACTING),
        Binding("x", "happen", "lose, find", tooltip="Lose this phone or token, or find it", id="lose", group=ACTING),
        Binding("r", "replace", "new phone", tooltip="Its owner gets a new phone", id="new-phone", group=ACTING),
        *(
            Binding(key, action, show=False, tooltip=tooltip, id=name, group=MOVING)
            for key, action, tooltip, name in (
                ("up", "account(-1)", "The one before", "up"),
                ("down", "account(1)", "The next one", "down"),
                ("left", "device(-1)", "The phone or token before", "device-before"),
                ("right", "device(1)", "The next phone or token", "device-after"),
            )
        ),
    ]  # fmt: skip

    world: reactive[World | None] = reactive(None, init=False, always_update=True, repaint=False)
    room: reactive[tuple[Device, ...]] = reactive((), init=False, repaint=False)
    in_view: reactive[int] = reactive(0)
    chosen: reactive[int] = reactive(0)
    lit: reactive[bool] = reactive(False)
    ahead: reactive[bool] = reactive(False)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._phone_in_use: str | None = None
        self._pressed: dict[str, int] = {}
        self._left: dict[str, tuple[int, Device]] = {}
        self._code_now: str | None = None
        self._able: tuple[str, str, bool] | None = None
        self._clicked: str | None = None

    @property
    def device(self) -> Device | None:
        """The device in view."""
        return self.room[min(self.in_view, len(self.room) - 1)] if self.room else None

    @property
    def holding(self) -> Holding | None:
        """The device in view, and which of its accounts is."""
        device = self.device
        if device is None:
            return None
        entry = device.entry(self.chosen)
        return Holding(device.kind, device.person, device.serial_number, entry.account if entry else None)

    @property
    def code(self) -> str | None:
        """The code in view now."""
        entry = self.device.entry(self.chosen) if self.device else None
        return entry.code if entry else None

    def scan(self) -> None:
        """Hold the phone in view before the QR code on the screen."""
        device = self.device
        if device is None or device.kind == "token":
            self.notify("A token has no camera: AWS knows it by the serial number on its back.")
        else:
            self.post_message(CommandIssued(f"phone {shlex.quote(device.person)} scan"))

    def pick(self) -> None:
        """Copy the code in view to the box that wants it, once a token's button is pressed."""
        if self.code is None:
            self.notify("There is no code to copy here.")
        else:
            if not self._shines():
                self.press_button()
            self.post_message(CodePicked(self.code))

    def press_button(self) -> None:
        """Let the token in view show its code for a while."""
        device = self.device
        if device is not None and device.serial_number is not None and device.readable and self.world is not None:
            self._pressed[device.serial_number] = self.world.time
            self.lit = True

    def _shines(self) -> bool:
        """Whether the device in view shows its code: a phone always, a token for a while after its button."""
        device, world = self.device, self.world
        if device is None or world is None or device.serial_number is None:
            return True
        pressed = self._pressed.get(device.serial_number)
        return pressed is not None and 0 <= world.time - pressed < LIT_FOR

    def show_owner(self, name: str, kind: str | None = None, serial_number: str | None = None) -> None:
        """Bring a device of this person, or of the person with this IAM user, into view, with the user's account."""
        fitting = fitting_devices(self.room, name, kind, serial_number)
        if fitting and self.device not in fitting:
            self.in_view = self.room.index(next((each for each in fitting if each.readable), fitting[0]))
        if self.device in fitting:
            self.chosen = self.device.place_of(self.chosen, name, serial_number)

    def watch_world(self, world: World | None) -> None:
        if world is None:
            return
        before = self.device
        self.room = devices(world)
        self.set_class(not self.room, "-empty")
        after = self.device
        if before and after and before.title == after.title:
            self.chosen = followed(self.chosen, before, after)
        if world.phone_in_use != self._phone_in_use:
            self._phone_in_use = world.phone_in_use
            if world.phone_in_use:
                self.show_owner(world.phone_in_use)
        self._look()

    def watch_in_view(self, before: int, _now: int) -> None:
        """Turn to the account that was chosen when this device was in view last."""
        if self.room and self.device is not None:
            left = self.room[min(before, len(self.room) - 1)]
            self._left[left.title] = self.chosen, left
            self.chosen = followed(*self._left.get(self.device.title, (0, self.device)), self.device)
        self.ahead = False
        self._look()

    def watch_chosen(self) -> None:
        self.ahead = False

    def _look(self) -> None:
        """Follow what the device in view shows: the code asked for ahead is the one now, a display goes dark."""
        if self._code_now != (code := self.code):
            self._code_now, self.ahead = code, False
        self.lit = self._shines()
        device = self.device
        able = (device.title, device.state, bool(device.entries)) if device else None
        if able != self._able:
            self._able = able
            self.refresh_bindings()
        self.look()

    def action_scan(self) -> None:
        self.scan()

    def action_copy(self) -> None:
        self.pick()

    def action_use(self) -> None:
        if self._shines():
            self.pick()
        else:
            self.press_button()

    def action_ahead(self) -> None:
        self.ahead = not self.ahead

    def action_account(self, step: int) -> None:
        if self.device and self.device.readable and self.device.entries:
            self.chosen = (self.chosen + step) % len(self.device.entries)

    def action_device(self, step: int) -> None:
        if self.room:
            self.in_view = (self.in_view + step) % len(self.room)

    def action_happen(self) -> None:
        device = self.device
        if device is not None and device.change is not None:
            command = Holding(device.kind, device.person, device.serial_number).command
            self.post_message(CommandIssued(f"{command} {device.change}"))

    def action_replace(self) -> None:
        if self.device is not None:
            self.post_message(CommandIssued(f"phone {shlex.quote(self.device.person)} replace"))

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        device = self.device
        if action == "scan":
            return device is not None and device.kind == "phone" and device.readable
        if action in ("copy", "use", "ahead"):
            shows = device is not None and device.readable and bool(device.entries)
            return shows and (action != "ahead" or (device is not None and device.kind == "phone"))
        if action == "replace":
            return device is not None and device.replaceable
        return action != "happen" or (device is not None and device.change is not None)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Remember what is pressed: with the focus, which comes now, other keys may stand there."""
        self._clicked = event.style.meta.get(DOES)

    async def on_click(self) -> None:
        if self._clicked is not None:
            await self.app.run_action(self._clicked, self)
        elif self.device is not None and self.device.kind == "token":
            self.press_button()

    def lines(self) -> list[Content]:
        width, height = self.content_size
        device = self.device
        if device is None:
            return [Content("No phone in the room.")]
        others, lit = len(self.room) > 1, self._shines()
        lines = [chooser(self.room, self.in_view, width, self._style)] if others and height >= _CHOOSER_ROWS else []
        keys = tuple(working_keys(self, device, others=others, lit=lit, ahead=self.ahead))
        face = Face(device, self.chosen, self._style, keys, self.ahead, lit, self._named)
        drawn = draw(face, width, height - len(lines))
        margin = max((width - drawn[0].cell_length) // 2, 0)
        above = (height - len(lines) - len(drawn)) // 2 if height >= TALL_HEIGHT else 0
        return [*lines, *[Content("")] * above, *(line.pad_left(margin) for line in drawn)]

    def _named(self, words: str) -> str:
        return in_prose(words, self)

    def _style(self, part: str) -> Style:
        return self.get_visual_style(f"phone--{part}", partial=part not in _PAINTED)
