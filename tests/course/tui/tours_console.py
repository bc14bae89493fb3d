"""The console's pages, as wide and as high as a lesson's screen has room for them at 80x24 and at 120x40."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import ClassVar

from test_console import ALICE
from test_console_iam import PAGES as IAM
from test_console_iam import Room
from test_console_services import AT_FIRST, EVERY_USER, NIGHT, TRIAL
from tour import Tour
from tours_states import DONE, ROOT_LOST, State

from course.reading import commands
from course.tui.app import CourseApp
from course.tui.console import Console
from course.tui.console.routes import Address, at
from course.tui.remembering import RememberingStylesheet
from course.tui.themes import OWN

SIZES = {"80x24": (78, 19), "120x40": (71, 25)}

ALAN = "arn:aws:iam::123456789012:mfa/Alan"
TOOK_KEY = "aws iam create-access-key --user-name Alice"

Step = str | Address | Callable[[Room], Address] | State
"""A command line to run, a page to open and to look at, or a state of one."""


def last_event(room: Room) -> Address:
    return at("event", next(iter(room.driver.world.trail)).event_id)


def first_key(room: Room) -> Address:
    return at("access-key", "Alice", room.driver.world.account.users["Alice"].access_keys[0].access_key_id)


MFA: tuple[Step, ...] = (
    at("users"),
    at("add-user"),
    at("user", "Alan"),
    at("user", "Alan", "permissions"),
    at("user", "Alan", "groups"),
    at("add-to-group", "Alice"),
    at("password", "Alice"),
    at("create-access-key", "Alice"),
    TOOK_KEY,
    at("user", "Alice"),
    at("access-keys", "Alice"),
    first_key,
    at("attach-policy", "user", "Alice"),
    at("delete-user", "Alice"),
    at("confirm", "Delete the access key?", "Alice cannot use it any more.", "whoami", "It is gone.", "users"),
    at("assign", "Alice"),
    at("hardware", "Alice"),
    at("notice", "Alice"),
    commands.create_device("Alice", "Alice.png"),
    at("virtual", "Alice", ALICE, "Alice.png"),
    at("manage", "Alan"),
    at("resync", "Alan", ALAN),
    at("deactivate", "Alan", ALAN),
    at("instances"),
    at("instance", TRIAL),
    "sign-out",
    at("sign-in"),
    at("sign-in", "root"),
    "sign-in Alan --password Turing-Machine-36",
    at("code"),
    "sign-out",
    "sign-in Admin --password Keep-The-Keys-41",
    "aws iam update-login-profile --user-name Alice --password Looking-Glass-8 --password-reset-required",
    "sign-out",
    "sign-in Alice --password Looking-Glass-8",
    at("new-password"),
)

SERVICES: tuple[Step, ...] = (
    "wait 9h",
    "sign-in Admin --password Keep-The-Keys-41",
    EVERY_USER,
    "support open mfa",
    at("services"),
    at("dashboard"),
    at("credential-report"),
    at("account-settings"),
    at("password-policy"),
    at("account-alias"),
    at("root"),
    at("event-history", *AT_FIRST),
    at("event-filter", *AT_FIRST),
    last_event,
    at("rules"),
    at("rule", "new-users"),
    at("rule", "new-users", "noticed"),
    at("create-rule"),
    at("edit-rule", "new-users"),
    at("buckets"),
    at("open-bucket"),
    at("objects", "example-reports"),
    at("object", "example-reports", "reports/2027-02.csv"),
    at("upload", "example-reports"),
    at("support"),
    at("create-case"),
    at("case", "1"),
    at("mail"),
    at("letter", "1"),
    "aws iam generate-credential-report",
    "wait 1m",
    *(at("credential-report", tab) for tab in ("password", "key-1", "key-2", "user")),
)

TOURS: dict[str, tuple[str, tuple[Step, ...]]] = {
    "console-iam": ("too-wide", tuple(IAM[: len(IAM) // 2])),
    "console-rights": ("too-wide", tuple(IAM[len(IAM) // 2 :])),
    "console-mfa": ("alice-and-alan", MFA),
    "console-services": (NIGHT, SERVICES),
    "console-states": ("alice-and-alan", DONE),
    "console-root": ("one-phone-for-root", ROOT_LOST),
}
"""The scenario of each tour, and its steps."""


class Stage(Room):
    """The console alone, in the course's themes."""

    CSS_PATH: ClassVar[list[Path]] = [CourseApp.CSS_PATH, *Room.CSS_PATH]
    CSS: ClassVar[str] = "Phone { display: none; }"
    get_key_display = CourseApp.get_key_display

    def __init__(self, scenario: str) -> None:
        super().__init__(scenario)
        self.stylesheet = RememberingStylesheet(variables=self.get_css_variables())
        for theme in OWN:
            self.register_theme(theme)
        self.theme = OWN[0].name


def named(pages: Iterable[Address]) -> list[str]:
    """A name for each page: its own, and where that stands there twice what it is about."""
    names: list[str] = []
    for page in pages:
        tries = [page.name, *(f"{page.name}-{each}" for each in reversed(page.about))]
        names.append(next(name for name in tries if name not in names))
    return names


async def play(tour: Tour, steps: Iterable[Step]) -> None:
    """Go from page to page."""
    stage = tour.app
    assert isinstance(stage, Stage)
    seen: list[Address] = []
    for step in steps:
        if isinstance(step, str):
            await run(tour, stage, step)
        elif isinstance(step, State):
            await reach(tour, stage, step)
            await tour.stop(step.name)
        else:
            page = step if isinstance(step, Address) else step(stage)
            seen.append(page)
            await turn(tour, stage, page)
            assert not stage.page.query(".refused"), page
            await tour.stop(named(seen)[-1])


async def run(tour: Tour, stage: Stage, line: str) -> None:
    """Run a command line; only a sign-in may be refused, which then waits for more."""
    outcome = stage.run_line(line)
    assert not outcome.status or line.startswith("sign-in"), outcome.error
    await tour.pilot.pause()


async def turn(tour: Tour, stage: Stage, page: Address) -> None:
    """Have a page in view."""
    if stage.query_one(Console).page is None or stage.page.address != page:
        stage.query_one(Console).open(page)
    await tour.pilot.pause()
    assert stage.page.address == page


async def reach(tour: Tour, stage: Stage, state: State) -> None:
    """Bring a page into a state."""
    for line in state.lines:
        await run(tour, stage, line)
    if state.opened is not None:
        await turn(tour, stage, state.opened)
    await tour.press(*state.keys)
    assert stage.page.address == state.page, state.name
