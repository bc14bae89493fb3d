"""The QR code is scannable as painted: another program reads it from the window's cells."""

from __future__ import annotations

import asyncio
from typing import ClassVar

import pytest
import zxingcpp
from painted import painted_picture, painted_text
from textual.app import App, ComposeResult

from course.tui.themes import FALLBACKS
from course.tui.widgets.qr_code import QrCode, QrScreen
from sim import qr

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
URI = qr.otpauth_uri("Amazon Web Services", "Alice@123456789012", SECRET)

LOOKS = {
    "dark": ("textual-dark", False),
    "light": ("textual-light", False),
    "dark without colour": ("textual-dark", True),
    "light without colour": ("textual-light", True),
    "terminal's own dark without colour": ("ansi-dark", True),
    "terminal's own light without colour": ("ansi-light", True),
}


class Host(App[None]):
    CSS_PATH: ClassVar[list[str]] = ["../../../course/tui/styles/qr.tcss"]

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return FALLBACKS

    def compose(self) -> ComposeResult:
        yield QrCode(qr.shortened(URI))


def decoded(app: App[None]) -> list[str]:
    return [barcode.text for barcode in zxingcpp.read_barcodes(painted_picture(app), try_invert=False)]


@pytest.fixture(params=LOOKS)
def host(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Host:
    theme, no_color = LOOKS[request.param]
    if no_color:
        monkeypatch.setenv("NO_COLOR", "1")
    else:
        monkeypatch.delenv("NO_COLOR", raising=False)
    # What TEXTUAL_THEME sets: the filter for NO_COLOR is chosen by it when the app is made.
    monkeypatch.setattr(App.theme, "_default", theme)
    app = Host()
    assert app.theme == theme
    return app


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_scanned_from_a_pane_and_from_its_own_window(host: Host, size: tuple[int, int]) -> None:
    async def sit() -> None:
        async with host.run_test(size=size) as pilot:
            assert decoded(host) == [qr.shortened(URI)]
            await host.push_screen(QrScreen(URI))
            await pilot.pause()
            whole_label = size == (120, 40)
            assert decoded(host) == [URI if whole_label else qr.shortened(URI)]
            assert host.screen.query_one(QrCode).size == ((53, 27) if whole_label else (45, 23))
            await pilot.press("t")
            assert "JBSW Y3DP EHPK 3PXP" in painted_text(host)
            assert decoded(host) == []

    asyncio.run(sit())


def test_too_small_a_window_gives_the_secret(host: Host) -> None:
    async def sit() -> None:
        async with host.run_test(size=(60, 20)) as pilot:
            await host.push_screen(QrScreen(URI))
            await pilot.pause()
            text = painted_text(host)
            assert "JBSW Y3DP EHPK 3PXP" in text
            assert "45 columns and 24 rows" in text

    asyncio.run(sit())
