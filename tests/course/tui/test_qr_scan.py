"""The QR code is scannable as painted: another program reads it from the window's cells."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
import zxingcpp
from painted import painted_picture, painted_text
from textual.app import App, ComposeResult
from textual.widgets import Static

from course.progress.store import open_store
from course.reading import commands
from course.tui.app import CourseApp
from course.tui.console import Console
from course.tui.console.routes import at
from course.tui.desk import SANDBOX, Desk
from course.tui.screens.lesson import LessonScreen
from course.tui.themes import FALLBACKS
from course.tui.widgets.qr_code import QrCode, QrScreen
from sim import qr

NOON = 1_803_902_414_000  # 2027-03-01T12:00:14Z
QR_STYLES = Path(__file__).parents[3] / "course/tui/styles/qr.tcss"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
URI = qr.otpauth_uri("Amazon Web Services", "Alice@123456789012", SECRET)

LOOKS = {
    "the course's own": (("course-dark", "course-light"), False),
    "the course's own without colour": (("course-dark", "course-light"), True),
    "the terminal's own": (("ansi-dark", "ansi-light"), False),
    "the terminal's own without colour": (("ansi-light", "ansi-dark"), True),
}


LONG = [pytest.param(look, marks=pytest.mark.long) for look in list(LOOKS)[1:]]


@pytest.fixture(params=[next(iter(LOOKS)), *LONG])
def themes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> tuple[str, ...]:
    """Names of themes, in an environment with or without NO_COLOR."""
    names, no_color = LOOKS[request.param]
    if no_color:
        monkeypatch.setenv("NO_COLOR", "1")
    else:
        monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.delenv("TEXTUAL_THEME", raising=False)
    if names[0].startswith("ansi"):
        # What TEXTUAL_THEME does: the filter for NO_COLOR is chosen by it when the app is made.
        monkeypatch.setenv("TEXTUAL_THEME", names[0])
        monkeypatch.setattr(App.theme, "_default", names[0])
    return names


def decoded(app: App[None]) -> list[str]:
    """What a scanner that does not try inverted codes reads in the window."""
    return [barcode.text for barcode in zxingcpp.read_barcodes(painted_picture(app), try_invert=False)]


@pytest.mark.long
def test_scanned_from_the_wizard_and_from_a_window_of_its_own(themes: tuple[str, ...], tmp_path: Path) -> None:
    async def sit() -> None:
        app = CourseApp(Desk(lambda: NOON, open_store(tmp_path)), SANDBOX)

        async def scanned(expected: str) -> None:
            for theme in sorted(themes, key=lambda name: name != app.theme):  # to change it takes a while
                app.theme = theme
                await pilot.pause()
                assert decoded(app) == [expected], theme

        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            lesson = app.screen
            assert isinstance(lesson, LessonScreen)
            await lesson.run_line(commands.create_device("Alice", "Alice.png"))
            console = lesson.query_one(Console)
            console.open(at("virtual", "Alice", "arn:aws:iam::123456789012:mfa/Alice", "Alice.png"))
            await pilot.pause()
            uri = console.qr_uri
            assert uri is not None
            await scanned(qr.shortened(uri))

            assert "press s" in str(console.query_one(".how", Static).content)
            await lesson.run_line("phone alice lose")
            await pilot.pause()
            assert "phone is lost. There x finds it." in str(console.query_one(".how", Static).content)
            console.action_qr()
            await pilot.press("s", "escape")
            assert not lesson.attempt.driver.history.acts[-1].endswith("scan")
            await lesson.run_line("phone alice find")

            console.action_qr()
            await pilot.pause()
            await scanned(uri)
            assert app.screen.query_one(QrCode).size == (53, 27)

            await pilot.resize_terminal(80, 24)
            await pilot.pause()
            await scanned(qr.shortened(uri))
            assert app.screen.query_one(QrCode).size == (45, 23)

            await pilot.press("t")
            secret = qr.parse_uri(uri).secret
            assert f"{secret[:4]} {secret[4:8]}" in painted_text(app)
            await pilot.press("s")
            await pilot.pause()
            phone = lesson.attempt.world.people["alice"].phone
            assert phone is not None
            assert [account.secret for account in phone.accounts] == [secret]

    asyncio.run(sit())


class Host(App[None]):
    CSS_PATH = QR_STYLES

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return FALLBACKS

    def compose(self) -> ComposeResult:
        yield QrCode(qr.shortened(URI))


def test_inverted_paint_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QrCode, "_on_black", lambda code: True)

    async def sit() -> None:
        host = Host()
        async with host.run_test(size=(80, 24)):
            assert decoded(host) == []

    asyncio.run(sit())


def test_too_small_a_window_gives_the_secret() -> None:
    async def sit() -> None:
        host = Host()
        async with host.run_test(size=(60, 20)) as pilot:
            await host.push_screen(QrScreen(URI))
            await pilot.pause()
            text = painted_text(host)
            assert "JBSW Y3DP EHPK 3PXP" in text
            assert "45 columns and 24 rows" in text

    asyncio.run(sit())
