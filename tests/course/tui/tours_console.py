"""The console's pages, as wide and as high as a lesson's screen has room for them at 80x24 and at 120x40."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar

from test_console import ALICE
from test_console_iam import PAGES as IAM
from test_console_iam import Room
from test_console_services import AT_FIRST, EVERY_USER, NIGHT, TRIAL
from tour import Tour

from course.tui.console import Console, commands
from course.tui.console.routes import Address, at
from course.tui.remembering import RememberingStylesheet
from course.tui.themes import OWN

SIZES = {"80x24": (78, 19), "120x40": (71, 25)}

ALAN = "arn:aws:iam::123456789012:mfa/Alan"
TOOK_KEY = "aws iam create-access-key --user-name Alice"

Step = str | Address | Callable[[Room], Address]
"""A command line to run, or a page to open and to look at."""


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
    at("alternative-factors"),
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
)

TOURS: dict[str, tuple[str, tuple[Step, ...]]] = {
    "console-iam": ("too-wide", tuple(IAM[: len(IAM) // 2])),
    "console-rights": ("too-wide", tuple(IAM[len(IAM) // 2 :])),
    "console-mfa": ("alice-and-alan", MFA),
    "console-services": (NIGHT, SERVICES),
}
"""The scenario of each tour, and its steps."""


class Stage(Room):
    """The console alone, in the course's themes."""

    CSS: ClassVar[str] = "Phone { display: none; }"

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
            outcome = stage.run_line(step)
            assert not outcome.status or step.startswith("sign-in"), outcome.error
            continue
        page = step if isinstance(step, Address) else step(stage)
        seen.append(page)
        if stage.query_one(Console).page is None or stage.page.address != page:
            stage.query_one(Console).open(page)
        await tour.pilot.pause()
        assert stage.page.address == page
        assert not stage.page.query(".refused"), page
        name = named(seen)[-1]
        await tour.stop(name)
